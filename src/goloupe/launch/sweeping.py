"""What nobody asks for any more is removed: columns, units and records of programs that have changed, or of other versions of goloupe.

The time of a file's last change says when it was last used: whoever uses it sets it, at most once a day.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Final

DAY: Final = 86400.0
KEEP: Final = 30 * DAY
"""How long a file is kept that nobody uses."""
KEEP_FOREIGN: Final = 3 * DAY
"""The same, for units that another version has made, or another Python."""
_PENDING: Final = (".new-", "writing-")
"""How the names of what is being written begin."""


def use(path: str | Path, changed: float) -> None:
    """Note that a file, last changed at ``changed``, is in use."""
    if time.time() - changed > DAY:
        with suppress(OSError):
            os.utime(path)


def sweep(directory: Path, makers: Collection[str]) -> None:
    """Remove what has not been used for long; once a day.  ``makers`` are those whose units are of use here."""
    marker = directory / "swept"
    now = time.time()
    with suppress(OSError):
        if now - marker.stat().st_mtime < DAY:
            return
    with suppress(OSError):
        marker.touch()
        for folder in (directory, directory / "programs"):
            if folder.is_dir():
                _sweep(folder, now, makers)


def _sweep(folder: Path, now: float, makers: Collection[str]) -> None:
    for entry in folder.iterdir():
        with suppress(OSError):
            age = now - entry.stat().st_mtime
            if entry.name.startswith(_PENDING):
                if age > DAY:
                    shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
            elif entry.is_file() and age > _limit(entry, makers):
                entry.unlink()


def _limit(entry: Path, makers: Collection[str]) -> float:
    foreign = entry.suffix == ".units" and entry.suffixes[0][1:] not in makers
    return KEEP_FOREIGN if foreign else KEEP
