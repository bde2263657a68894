"""Coroutines: goroutines that run only when another one hands over to them.

Package iter builds ``Pull`` on them.  A `Coro` holds the goroutine that does *not* run; `coroswitch` swaps it with the caller.
The switch is direct: no queue, no choice. When the function of a coroutine returns, the goroutine that holds the other end goes
on.  Follows `coro.go`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from goloupe.runtime.panics import GoExit
from goloupe.runtime.runtime2 import G
from goloupe.runtime.sema import Semas

COROUTINE: Final = "coroutine"


class Coro:
    """The meeting place of two goroutines of which one runs."""

    __slots__ = ("f", "g")

    def __init__(self, f: Callable[[Coro], Any]) -> None:
        self.f = f
        self.g: G | None = None


class Coros(Semas):
    """Coroutines."""

    __slots__ = ()

    def newcoro(self, f: Callable[[Coro], Any]) -> Coro:
        """A coroutine that will call ``f(coro)`` at the first `coroswitch`."""
        c = Coro(f)
        c.g = g = self.newproc(self._corostart, (c,), 3)
        g.reason = COROUTINE
        return c

    def coroswitch(self, c: Coro) -> None:
        """Hand over to the goroutine that waits in ``c``, and wait in its place."""
        nxt = c.g
        if nxt is None:
            self.fatal("coroswitch on exited coro")
        cur = self.curg
        cur.reason = COROUTINE
        cur.on = c
        c.g = cur
        nxt.reason = ""
        if self.hook is not None:
            self.hook.rendezvous(cur, nxt, c)
        self.switch_to(nxt)

    def _corostart(self, c: Coro) -> None:
        try:
            c.f(c)
        except GoExit:
            self._coroexit(c)
            raise
        self._coroexit(c)

    def _coroexit(self, c: Coro) -> None:
        other = c.g
        c.g = None
        if other is not None:
            if self.hook is not None:
                self.hook.rendezvous(self.curg, other, c)
            self.goready(other)
