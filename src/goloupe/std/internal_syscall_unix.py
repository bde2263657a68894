"""Package internal/syscall/unix: the system calls that package os adds to those of `syscall`."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from typing import Any

from goloupe.runtime.value import Iface, Slice
from goloupe.std import bound, override, syscall
from goloupe.std.library import Library

SAME = {
    "Fchownat": "Fchownat",
    "Linkat": "linkat",
    "Mkdirat": "Mkdirat",
    "Openat": "openat",
    "Readlinkat": "readlinkat",
    "Renameat": "Renameat",
    "Symlinkat": "symlinkat",
    "Unlinkat": "unlinkat",
    "Utimensat": "utimensat",
    "Fstatat": "fstatat",
    "fstatat": "fstatat",
    "openat": "openat",
    "unlinkat": "unlinkat",
    "Fchmodat": "fchmodat2",
}
"""Functions that `syscall` has, too."""

MAKERS: dict[str, Callable[[Library], Callable[..., Any]]] = {
    **{name: syscall.status(function) for name, function in syscall.STATUS.items()},
    **{name: syscall.number(function) for name, function in syscall.NUMBER.items()},
    "readlinkat": syscall.readlinkat,
    "fstatat": syscall.fstatat,
}

for _name, _other in SAME.items():
    bound(f"internal/syscall/unix.{_name}")(lambda lib, *, other=_other: MAKERS[other](lib))


@override("internal/syscall/unix.fcntl")
def fcntl_(fd: int, command: int, arg: int) -> tuple[int, int]:
    """The value and 0, or -1 and an errno."""
    try:
        return fcntl.fcntl(fd, command, arg), 0
    except OSError as exc:
        return -1, exc.errno or 0


@bound("internal/syscall/unix.GetRandom")
def get_random(lib: Library) -> Callable[[Slice, int], tuple[int, Iface | None]]:
    """Random bytes: from the run's seed."""

    def call(p: Slice, _flags: int) -> tuple[int, Iface | None]:
        return syscall.put(p, lib.random_bytes(p.len)), None

    return call


@bound("internal/syscall/unix.Eaccess")
def eaccess(lib: Library) -> Callable[[bytes, int], Iface | None]:
    """Whether the process may access a file."""

    def call(path: bytes, mode: int) -> Iface | None:
        try:
            if os.access(path, mode, effective_ids=True):
                return None
            os.stat(path)  # noqa: PTH116
        except OSError as exc:
            return syscall.failure(lib, exc)
        return lib.errno(13)

    return call


@override("internal/syscall/unix.KernelVersion")
def kernel_version() -> tuple[int, int]:
    """Major and minor."""
    numbers = os.uname().release.split(".")
    try:
        return int(numbers[0]), int(numbers[1])
    except (IndexError, ValueError):
        return 0, 0


@bound("internal/syscall/unix.CopyFileRange")
def copy_file_range(lib: Library) -> Callable[..., tuple[int, Iface | None]]:
    """Not offered: copying goes through the program's own buffers."""
    return lambda *_: (0, lib.errno(38))


@bound("internal/syscall/unix.PidFDOpen")
def pidfd_open(lib: Library) -> Callable[..., tuple[int, Iface | None]]:
    """Not offered."""
    return lambda *_: (0, lib.errno(38))


@bound("internal/syscall/unix.PidFDSendSignal")
def pidfd_send_signal(lib: Library) -> Callable[..., Iface | None]:
    """Not offered."""
    return lambda *_: lib.errno(38)
