"""Package iter: the coroutines under `iter.Pull`.

A coroutine is a goroutine that runs only while its creator waits for it, and the other way round: whoever switches parks and readies the
other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goloupe.runtime.panics import GoExit
from goloupe.std import bound
from goloupe.std.library import Library


class Coro:
    """A coroutine; ``g`` is the goroutine of the side that waits."""

    __slots__ = ("g",)

    def __init__(self) -> None:
        self.g: Any = None


@bound("iter.newcoro")
def newcoro(lib: Library) -> Callable[[Callable[[Any], None]], Coro]:
    """A coroutine that will run ``f``: a goroutine that is in no queue until somebody switches to it."""
    rt = lib.rt

    def run(c: Coro, f: Callable[[Any], None]) -> None:
        try:
            f(c)
        except GoExit:
            rt.goready(c.g)
            raise
        rt.goready(c.g)

    def new(f: Callable[[Any], None]) -> Coro:
        c = Coro()
        kept = rt.p.runnext
        rt.go_func(run, c, f)
        p = rt.p
        c.g = p.runnext
        p.runnext = None
        if kept is not None and p.runq and p.runq[-1] is kept:
            p.runnext = p.runq.pop()
        c.g.reason = "coroutine"
        return c

    return new


@bound("iter.coroswitch")
def coroswitch(lib: Library) -> Callable[[Coro], None]:
    """Let the other side run until it switches back."""
    rt = lib.rt

    def switch(c: Coro) -> None:
        other, c.g = c.g, rt.curg
        rt.goready(other)
        rt.gopark("coroutine")

    return switch
