"""Package os: arguments, the end of a program, and the way to the standard streams.

Everything else is the real source on `syscall` and `internal/poll`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

from goloupe.runtime.value import Iface, Slice
from goloupe.std import bound, override
from goloupe.std.internal_race import DETECTOR
from goloupe.std.library import Library
from goloupe.std.syscall import content


@bound("os.runtime_args")
def runtime_args(lib: Library) -> Callable[[], Slice]:
    """The command line."""
    return lambda: lib.strings(list(lib.args))


LINGER = "os.linger"
"""Key among a machine's values of what to call before a program ends well, if anything."""


@bound("os.runtime_beforeExit")
def before_exit(lib: Library) -> Callable[[int], None]:
    """The end is near."""

    def before(code: int) -> None:
        linger = lib.rt.values.get(LINGER)
        if linger is not None and code == 0:
            linger()

    return before


@bound("os.sigpipe")
def sigpipe(lib: Library) -> Callable[[], None]:
    """A broken pipe on standard output or error ends a Go program as the signal would."""
    return lambda: lib.rt.exit(141)


@bound("os.runtime_rand")
def runtime_rand(lib: Library) -> Callable[[], int]:
    """A random number of 64 bits."""
    return lambda: lib.rt.choose("rand", 1 << 64)


@override("os.checkClonePidfd", "os.ignoreSIGSYS", "os.restoreSIGSYS")
def nothing() -> None:
    """Not needed: no system call that may be missing is tried."""


@override("os.checkPidfd")
def check_pidfd() -> None:
    """See `nothing`."""


@bound("os.(*File).write")
def file_write(lib: Library) -> Callable[[Any, Slice], tuple[int, Iface | None]]:
    """Write; standard output and error without the detour over locks that nobody contends for."""
    rt = lib.rt
    write_fd = lib.function("internal/poll.(*FD).Write")
    detector = rt.values.get(DETECTOR)

    def write(f: Any, b: Slice) -> tuple[int, Iface | None]:
        pfd = f.f_file.f_pfd
        fd = pfd.f_Sysfd
        if fd in (1, 2) and not pfd.f_fdmu.f_state & 1:  # Not closed.
            if detector is not None and b.len:
                detector.read_range(b.arr, b.off, b.off + b.len)
            with contextlib.suppress(OSError):
                if fd == 1:
                    rt.write_stdout(content(b))
                else:
                    rt.write_stderr(content(b))
                return b.len, None
        # Also for its error, which comes again.
        return write_fd(pfd, b)  # type: ignore[no-any-return]

    return write
