"""Package iter: the coroutines under `iter.Pull`.

A coroutine is a goroutine that runs only while its creator waits for it, and the other way round: whoever switches parks and readies the
other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goloupe.std import bound
from goloupe.std.library import Library


class Coro:
    """A coroutine; ``g`` is the goroutine of the side that waits."""

    __slots__ = ("f", "g")

    def __init__(self, f: Callable[[Any], None]) -> None:
        self.f: Callable[[Any], None] | None = f
        self.g: Any = None


@bound("iter.newcoro")
def newcoro(_lib: Library) -> Callable[[Callable[[Any], None]], Coro]:
    """A coroutine that will run ``f``."""
    return Coro


@bound("iter.coroswitch")
def coroswitch(lib: Library) -> Callable[[Coro], None]:
    """Let the other side run until it switches back."""
    rt = lib.rt

    def run(c: Coro, f: Callable[[Any], None]) -> None:
        f(c)
        rt.goready(c.g)

    def switch(c: Coro) -> None:
        other, c.g = c.g, rt.curg
        f, c.f = c.f, None
        if f is not None:
            rt.go(run, c, f)
        else:
            rt.goready(other)
        rt.gopark("coroutine")

    return switch
