"""The stacks of goroutines as profiles have them: program counters, with the functions of the runtime that a traceback leaves out.

A goroutine that waits does so in ``gopark``, called by what its reason to wait says (`WAITS`); one that can run has only its own functions.
All end in ``goexit``, main in ``runtime.main`` before that.  Lines are those of Go 1.27.3.

Follows `mprof.go` (``goroutineProfileWithLabels``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from goloupe.runtime import chan, select
from goloupe.runtime.dump import frames_of, printed
from goloupe.runtime.runtime2 import G
from goloupe.runtime.stack import Frame
from goloupe.std.library import Library
from goloupe.std.runtime import CALL, Position, positions

PARK: Final = ("runtime.gopark", "proc.go", 474)
UNLOCK: Final = ("runtime.goparkunlock", "proc.go", 480)
ACQUIRE: Final = ("runtime.semacquire1", "sema.go", 192)
RECEIVE: Final = ("runtime.chanrecv1", "chan.go", 509)
SEND: Final = ("runtime.chansend1", "chan.go", 161)
SELECT: Final = (PARK, ("runtime.selectgo", "select.go", 351))
SEMAPHORE: Final = (PARK, UNLOCK, ACQUIRE)
WAITS: Final[dict[str, tuple[tuple[str, str, int], ...]]] = {
    chan.CHAN_RECEIVE: (PARK, ("runtime.chanrecv", "chan.go", 667), RECEIVE),
    chan.CHAN_SEND: (PARK, ("runtime.chansend", "chan.go", 283), SEND),
    chan.CHAN_RECEIVE_NIL: (PARK, ("runtime.chanrecv", "chan.go", 536), RECEIVE),
    chan.CHAN_SEND_NIL: (PARK, ("runtime.chansend", "chan.go", 181), SEND),
    select.SELECT: SELECT,
    select.SELECT_NO_CASES: (PARK, ("runtime.block", "select.go", 104)),
    "sleep": (PARK,),
    "IO wait": (PARK, ("runtime.netpollblock", "netpoll.go", 575)),
    "sync.Cond.Wait": (PARK, UNLOCK),
    "sync.Mutex.Lock": SEMAPHORE,
    "sync.RWMutex.RLock": SEMAPHORE,
    "sync.RWMutex.Lock": SEMAPHORE,
    "sync.WaitGroup.Wait": SEMAPHORE,
    "semacquire": SEMAPHORE,
    "coroutine": (("runtime.coroswitch", "coro.go", 94),),
    "synctest.Run": (PARK,),
    "synctest.Wait": (PARK,),
}
"""Reason to wait, without what is said of bubbles -> the functions of the runtime that are on the stack, innermost first."""
DURABLE: Final = " (durable)"
MAIN: Final = ("runtime.main", "proc.go", 302)
EXIT: Final = ("runtime.goexit", "asm_amd64.s", 1264)
PROFILE: Final = (
    ("runtime.goroutineProfileWithLabels", "mprof.go", 1248),
    ("runtime.goroutineProfileInternal", "mprof.go", 1661),
    ("runtime.GoroutineProfile", "mprof.go", 1649),
)
"""What is above the caller of `runtime.GoroutineProfile`."""


def stacks(
    lib: Library, own: Iterable[Frame], asked: Iterable[tuple[str, str, int]], only: Iterable[int] | None = None
) -> list[tuple[int, list[int]]]:
    """The numbers and program counters of all goroutines, that of the caller first, or those of the goroutines ``only``.

    ``own`` are the caller's frames, ``asked`` the functions by which it asked.
    """
    current = lib.rt.curg
    gs: list[G] = [current, *(g for g in lib.rt.allgs.values() if g is not current)]
    wanted = None if only is None else set(only)
    at = positions(lib)
    out = []
    for g in gs:
        if wanted is None or g.id in wanted:
            frames = [*_system(lib, asked), *own] if g is current else _of(lib, g)
            out.append((g.id, [at.number(Position(printed(f.name), f.file, f.line)) + CALL for f in frames]))
    return out


def _of(lib: Library, g: G) -> Iterator[Frame]:
    yield from _system(lib, WAITS.get(g.reason.removesuffix(DURABLE), ()))
    yield from frames_of(g)
    yield from _system(lib, (MAIN, EXIT) if g.id == 1 else (EXIT,))


def _system(lib: Library, frames: Iterable[tuple[str, str, int]]) -> Iterator[Frame]:
    root = getattr(lib.rt, "goroot", "")
    for name, file, line in frames:
        yield Frame(name, f"{root}/src/runtime/{file}", line)
