"""Package syscall, as far as it is about the process: its end, its environment, and what one process cannot do here.

Exit ends the run, not the process.  What needs another process or the network is refused where it is called.  Raw calls (`Syscall`,
`RawSyscall`) say ENOSYS: they pass addresses, and there are none here.
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import Any, NoReturn

from goloupe.runtime.value import Slice
from goloupe.std import bound, internal_godebug, override
from goloupe.std.library import Library, Unsupported

_NO_SYSTEM_CALL = ((1 << 64) - 1, 0, errno.ENOSYS)
_SYS = "golang.org/x/sys/unix"


@bound("syscall.Exit")
def exit_(lib: Library) -> Callable[[int], None]:
    """End the run."""
    return lambda code: lib.rt.exit(code & 0xFF)


@bound("syscall.runtime_envs")
def runtime_envs(lib: Library) -> Callable[[], Slice]:
    """The environment."""
    return lambda: lib.strings([name + b"=" + value for name, value in lib.environment.items()])


@bound("syscall.runtimeSetenv")
def runtime_setenv(lib: Library) -> Callable[[bytes, bytes], None]:
    """The program's environment is its own affair, except for one variable that the library looks at itself."""

    def call(name: bytes, value: bytes) -> None:
        if name == b"GODEBUG":
            internal_godebug.changed(lib, value)

    return call


@bound("syscall.runtimeUnsetenv", "syscall.runtimeClearenv")
def runtime_unsetenv(lib: Library, _key: str) -> Callable[[Any], None]:
    """See `runtime_setenv`."""

    def call(name: Any) -> None:
        if not isinstance(name, bytes) or name == b"GODEBUG":
            internal_godebug.changed(lib, b"")

    return call


@override(
    "syscall.runtime_BeforeFork",
    "syscall.runtime_AfterFork",
    "syscall.runtime_AfterForkInChild",
    "syscall.runtime_BeforeExec",
    "syscall.runtime_AfterExec",
    "syscall.runtime_entersyscall",
    "syscall.runtime_exitsyscall",
)
def nothing() -> None:
    """The machine needs no preparation."""


@override("syscall.Syscall", "syscall.RawSyscall", f"{_SYS}.Syscall", f"{_SYS}.RawSyscall")
def raw_syscall(_trap: int, _a1: int, _a2: int, _a3: int) -> tuple[int, int, int]:
    """ENOSYS."""
    return _NO_SYSTEM_CALL


@override("syscall.Syscall6", "syscall.RawSyscall6", f"{_SYS}.Syscall6", f"{_SYS}.RawSyscall6")
def raw_syscall6(_trap: int, _a1: int, _a2: int, _a3: int, _a4: int, _a5: int, _a6: int) -> tuple[int, int, int]:
    """ENOSYS."""
    return _NO_SYSTEM_CALL


@override("syscall.rawSyscallNoError", f"{_SYS}.SyscallNoError", f"{_SYS}.RawSyscallNoError")
def raw_syscall_no_error(_trap: int, _a1: int, _a2: int, _a3: int) -> tuple[int, int]:
    """Nothing."""
    return 0, 0


@override("syscall.os_checkClonePidfd")
def check_clone_pidfd() -> None:
    """There are no process descriptors to check."""


@override("syscall.forkExec", "syscall.Exec")
def fork_exec(_path: bytes, _argv: Slice, _attr: Any) -> NoReturn:
    """Start another process."""
    raise Unsupported("starting another process is not supported: the model is of one program")


@override("syscall.socket", "syscall.socketpair")
def socket(*_: int) -> NoReturn:
    """Reach the network."""
    raise Unsupported("the network is not supported: there are no sockets (net.Pipe works)")
