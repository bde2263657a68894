"""Deferred calls, panics and recover.

A Go function with ``defer`` has a `Defers` (see the package's page for the shape of the lowered function).  On a normal return
`Defers.ret` runs the calls, last first.  If an exception comes up, `Defers.panic` runs what is left of them; when one recovers,
the function returns its results, else the exception goes on.

Go runs deferred calls on top of the panicking frames, here those frames are gone by then; nobody can tell, except in
tracebacks, which `dump` puts together again from the exceptions.

A `Panic` is one panic in progress; ``g.panic`` is the innermost, ``link`` leads outwards.  If a deferred call panics and does
not recover from it itself, the new panic *supersedes* the one whose deferred calls were being run: recovering the new one ends
both.  ``base`` is the panic that was innermost before the oldest superseded one began.

Which function may recover?  The one that was called directly by the loop in `Defers._unwind`: `recover` compares frames
(``Panic.frame``), looking through wrappers, as `gorecover` does.  ``defer recover()`` itself therefore does nothing, but inside
a deferred function it works.
"""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any, Final

from goloupe.runtime import panics
from goloupe.runtime.panics import UNWINDING, GoExit, StackOverflow, Unsupported
from goloupe.runtime.proc import Proc
from goloupe.runtime.stack import WRAPPERS
from goloupe.runtime.value import Iface


class Panic:
    """A panic (or Goexit) in progress."""

    __slots__ = ("base", "exc", "frame", "goexit", "link", "recovered", "repanicked", "value")

    def __init__(self, exc: BaseException, value: Iface | None, link: Panic | None) -> None:
        self.exc = exc
        self.value = value
        self.link = link
        self.base = link
        self.goexit = value is None
        self.recovered = False
        self.repanicked = False
        self.frame: FrameType | None = None
        """The frame of `Defers._unwind` that runs deferred calls for it."""


class Defers:
    """The deferred calls of one call of a function."""

    __slots__ = ("calls", "rt")

    def __init__(self, rt: Proc) -> None:
        self.rt = rt
        self.calls: list[tuple[Any, ...]] = []

    def push(self, *call: Any) -> None:
        """``defer call[0](call[1:]…)``."""
        self.calls.append(call)

    def ret(self) -> None:
        """Run all deferred calls: the function returns."""
        calls = self.calls
        while calls:
            call = calls.pop()
            if len(call) == 1:
                call[0]()
            else:
                call[0](*call[1:])

    def panic(self, exc: BaseException) -> None:
        """Run the deferred calls because of an exception; raise it again unless one of them recovers."""
        while True:
            self._unwind(exc)
            try:
                self.ret()
            except BaseException as new:
                exc = new
            else:
                return

    def _unwind(self, exc: BaseException) -> None:
        """Run deferred calls until one recovers; raise if none does."""
        if isinstance(exc, UNWINDING):
            raise exc
        g = self.rt.curg
        p = g.panic
        if p is None or p.exc is not exc:
            p = started(exc, p, self.rt.refusals is not None)
            exc = p.exc
            g.panic = p
        calls = self.calls
        frame = sys._getframe()
        while True:
            p.frame = frame
            try:
                while calls:
                    call = calls.pop()
                    if len(call) == 1:
                        call[0]()
                    else:
                        call[0](*call[1:])
                    if p.recovered:
                        break
                else:
                    raise exc
            except UNWINDING:
                raise
            except BaseException as new:
                if new is exc:
                    raise
                q = g.panic
                if q is p or q is None or q.exc is not new:
                    q = started(new, p, self.rt.refusals is not None)
                q.base = p.base
                g.panic = p = q
                exc = q.exc
                continue
            # Recovered: p and all it superseded are over, unless one of them is a Goexit.
            q = p.link
            while q is not None and q is not p.base and not q.goexit:
                q = q.link
            if q is None or q is p.base:
                g.panic = p.base
                return
            g.panic = p = q
            exc = q.exc


def started(exc: BaseException, link: Panic | None, tolerant: bool = False) -> Panic:
    """The record of a panic that was just met; if ``tolerant``, of something `Unsupported` too."""
    if isinstance(exc, GoExit) or (tolerant and isinstance(exc, Unsupported)):
        return Panic(exc, None, link)
    if isinstance(exc, RecursionError):
        raise StackOverflow().with_traceback(exc.__traceback__) from None
    p = panics.translate(exc)
    if p is None:
        raise exc  # A fault of ours: no Go code shall see it.
    return Panic(p, p.value, link)


_LOOPS: Final = frozenset((Defers.ret.__code__, Defers._unwind.__code__))


def recover(rt: Proc) -> Iface | None:
    """recover(): called by the function of the machine that lowered code calls directly."""
    p = rt.curg.panic
    if p is None or p.goexit or p.recovered:
        return None
    f: FrameType | None = sys._getframe(2)
    if f is not None and f.f_code in _LOOPS:
        f = f.f_back  # ``defer recover()``: the function that said so stands for the caller.
    if f is None:
        return None
    return recover_in(rt, caller(f))


def caller(f: FrameType) -> FrameType | None:
    """Who called the Go function of this frame, wrappers apart."""
    up = f.f_back
    while up is not None and up.f_code in WRAPPERS:
        up = up.f_back
    return up


def recover_in(rt: Proc, up: FrameType | None) -> Iface | None:
    """recover() in a function whose caller is ``up``."""
    p = rt.curg.panic
    if p is None or p.goexit or p.recovered or up is None or up is not p.frame:
        return None
    p.recovered = True
    return None if p.value is panics.NIL else p.value
