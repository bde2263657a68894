"""Files of the cache: a header and a few byte strings, each with a checksum.

    goloupe cache 1\n
    {"sections": {"tags": [length, crc], …}, …}\n
    the sections, one after the other

What is damaged, cut off or written by another version reads as None, and is made again. Files appear by a rename, so that a reader sees a
whole file or none, whoever else is writing and however they end.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

MAGIC = b"goloupe cache 1\n"


def read(path: str | Path) -> tuple[dict[str, Any], dict[str, bytes]] | None:
    """Return header and sections of a file, or None if there is no such file that is whole."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - hundreds of them: Path.open takes twice as long
            data = file.read()
    except OSError:
        return None
    end = data.find(b"\n", len(MAGIC))
    if not data.startswith(MAGIC) or end < 0:
        return None
    try:
        header = json.loads(data[len(MAGIC) : end])
        sections: dict[str, bytes] = {}
        start = end + 1
        for name, (length, crc) in header["sections"].items():
            sections[name] = data[start : start + length]
            if len(sections[name]) != length or crc32(sections[name]) != crc:
                return None
            start += length
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return header, sections


def write(path: Path, header: Mapping[str, Any], sections: Mapping[str, bytes]) -> bool:
    """Put a file in place; return whether that was possible. A cache that cannot be written to is no reason to fail."""
    described = {**header, "sections": {name: [len(data), crc32(data)] for name, data in sections.items()}}
    head = json.dumps(described, separators=(",", ":")).encode()
    handle = -1
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".new-", dir=path.parent)
        with open(handle, "wb", closefd=True) as file:  # noqa: PTH123 - an open descriptor
            handle = -1
            file.write(b"".join((MAGIC, head, b"\n", *sections.values())))
        os.replace(temporary, path)  # noqa: PTH105
    except OSError:
        if handle >= 0:
            os.close(handle)
        if temporary:
            with suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108
        return False
    except BaseException:
        if temporary:
            with suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108
        raise
    return True
