"""The results that are kept between runs, one file per package.

A package is filed under its *deep hash*: of its own files, of the packages it imports, and so on down. So an entry is never wrong, only
no longer asked for, and there is nothing to invalidate. It holds the tags of the package's functions and, if the package was analysed as
a whole, the verdicts as JSON and the compiler's lines as text. Of a package that was only reached from others there are the tags of those
functions that were; the next run that reaches further adds its own. If two runs do so at the same time one addition is lost, and made
again when it is needed.

Entries of other versions of goloupe, and those that nobody has asked for in a month, are removed now and then.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from goloupe.caching import identity, sections
from goloupe.frontend.results import LoadedPackage

TagTable = dict[str, tuple[tuple[bytes, ...], int]]
"""The tags of functions by link key: `goloupe.escape.leaks.Tags`, as plain tuples."""

_KEEP = 30 * 86400.0
_SWEEP = 86400.0
_VERSIONS = 4
"""Of so many other versions of goloupe the entries are left alone."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out of the analysis of one package, ready to be filed."""

    tags: bytes
    """JSON of a TagTable."""
    result: bytes = b""
    """JSON of a PackageResult; empty if only some functions were analysed."""
    text: bytes = b""
    """The compiler's lines, with absolute paths."""
    functions: int = 0

    @property
    def complete(self) -> bool:
        """Whether the package was analysed as a whole."""
        return bool(self.result)


def deep_hashes(packages: Iterable[LoadedPackage]) -> dict[str, str]:
    """Return the deep hash of each package; dependencies come first in `packages`."""
    deep: dict[str, str] = {}
    for package in packages:
        digest = hashlib.sha256(package.hash.encode())
        for path in package.imports:
            digest.update(deep.get(path, path).encode())
        deep[package.path] = digest.hexdigest()
    return deep


def encode_tags(tags: Mapping[str, tuple[tuple[bytes, ...], int]]) -> bytes:
    """Turn tags into JSON."""
    plain = {key: [[p.hex() for p in params], flags] for key, (params, flags) in tags.items()}
    return json.dumps(plain, separators=(",", ":")).encode()


def decode_tags(data: bytes) -> TagTable:
    """Read tags back; ValueError if that is not what it is."""
    try:
        return {key: (tuple([bytes.fromhex(p) for p in params]), int(flags)) for key, (params, flags) in json.loads(data).items()}
    except (TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"damaged tags: {error}") from error


class Store:
    """The entries of one version of goloupe, in one cache directory."""

    def __init__(self, cache: Path) -> None:
        self._all = cache / "escape"
        self._root = self._all / identity.of_goloupe()

    def find(self, deep_hash: str) -> Outcome | None:
        """Return what is known about a package."""
        found = sections.read(self._path(deep_hash))
        if found is None:
            return None
        header, parts = found
        try:
            outcome = Outcome(parts["tags"], parts.get("result", b""), parts.get("text", b""), int(header["functions"]))
        except (KeyError, TypeError, ValueError):
            return None
        self._touch(self._path(deep_hash))
        return outcome

    def add(self, deep_hash: str, outcome: Outcome) -> None:
        """File what came out, together with what is there already."""
        path = self._path(deep_hash)
        if not outcome.complete and (before := self.find(deep_hash)) is not None:
            if before.complete:
                return
            with suppress(ValueError):
                merged = decode_tags(before.tags) | decode_tags(outcome.tags)
                outcome = Outcome(encode_tags(merged), functions=len(merged))
        parts = {"tags": outcome.tags}
        if outcome.complete:
            parts |= {"result": outcome.result, "text": outcome.text}
        sections.write(Path(path), {"functions": outcome.functions}, parts)

    def run_path(self, key: str) -> Path:
        """Return where the record of a run with this key is, or would be."""
        return self._root / "runs" / key[:32]

    def sweep(self) -> None:
        """Remove what nobody asks for any more, at most once a day."""
        marker = self._all / "swept"
        now = time.time()
        with suppress(OSError):
            if now - marker.stat().st_mtime < _SWEEP:
                return
        with suppress(OSError):
            self._all.mkdir(parents=True, exist_ok=True)
            marker.touch()
            folders = [folder for folder in self._all.iterdir() if folder.is_dir() and folder != self._root]
            folders.sort(key=lambda folder: -folder.stat().st_mtime)
            for folder in folders[:_VERSIONS]:
                self._sweep(folder, now)
            for folder in folders[_VERSIONS:]:
                shutil.rmtree(folder, ignore_errors=True)
            self._sweep(self._root, now)

    def _sweep(self, folder: Path, now: float) -> None:
        if folder != self._root and now - folder.stat().st_mtime > _KEEP:
            shutil.rmtree(folder, ignore_errors=True)
            return
        for directory, _, names in os.walk(folder):
            for name in names:
                path = os.path.join(directory, name)  # noqa: PTH118
                with suppress(OSError):
                    if now - os.stat(path).st_mtime > _KEEP:  # noqa: PTH116
                        os.unlink(path)  # noqa: PTH108

    def _path(self, deep_hash: str) -> str:
        return f"{self._root}{os.sep}{deep_hash[:2]}{os.sep}{deep_hash[2:40]}"

    def _touch(self, path: str) -> None:
        """Note that an entry is in use, at most once a day."""
        with suppress(OSError):
            if time.time() - os.stat(path).st_mtime > _SWEEP:  # noqa: PTH116
                os.utime(path)
