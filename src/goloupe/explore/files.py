"""Files that a run leaves behind: the runs after it, and those beside it, see them, and a bug may come of that and not of a schedule.

They are not put back.  A program that writes to disk does what it does for its user, whoever runs it; so it is said which they are.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from goloupe.std.library import Library

AT_FDCWD: Final = -100
WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
NO_FILES: Final = ("/dev/", "/proc/", "/sys/")


class Written:
    """Notes what is opened for writing, and directories that are made."""

    def __init__(self, library: Library) -> None:
        self._paths: dict[str, None] = {}
        library.wrap("syscall.openat", self._open)
        library.wrap("syscall.Mkdirat", self._mkdir)

    def _open(self, fn: Callable[..., Any]) -> Callable[..., Any]:
        def openat(fd: int, path: bytes, flags: int, mode: int) -> Any:
            if flags & WRITING and fd == AT_FDCWD:
                self._note(path)
            return fn(fd, path, flags, mode)

        return openat

    def _mkdir(self, fn: Callable[..., Any]) -> Callable[..., Any]:
        def mkdirat(fd: int, path: bytes, mode: int) -> Any:
            if fd == AT_FDCWD:
                self._note(path)
            return fn(fd, path, mode)

        return mkdirat

    def _note(self, path: bytes) -> None:
        place = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 - links are left as they are
        if not place.startswith(NO_FILES):
            self._paths[place] = None

    def left(self) -> list[str]:
        """Those that are still there; of what is in a directory that was made, the directory."""
        there = [path for path in self._paths if os.path.lexists(path)]
        return sorted(path for path in there if not any(path.startswith(f"{other}{os.sep}") for other in there))
