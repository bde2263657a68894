"""Select.

Go shuffles the cases and takes the first that is ready.  Here the ready ones are found first and the scheduler chooses among
them: the same distribution, with a choice only where there is one.  If none is ready the goroutine waits in the queues of all
channels; whoever comes first fires one case (`Selecting.fired`), and the goroutine takes itself out of the other queues when it
runs again.  Until then the others see that the select has fired and pass over it.

Follows `select.go`; there are no locks, and so no lock order.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from typing import Any, Final

from goloupe.runtime import panics
from goloupe.runtime.chan import Chans, Hchan
from goloupe.runtime.runtime2 import Sudog

Case = tuple[Hchan | None, int, Any]
"""Channel, 0 to receive or, to send, the line of the case (1: not known), and value to send."""

SELECT: Final = "select"
SELECT_NO_CASES: Final = "select (no cases)"


class Selecting:
    """A select that waits."""

    __slots__ = ("fired",)

    def __init__(self) -> None:
        self.fired: Sudog | None = None


def _waits(q: Iterable[Sudog]) -> bool:
    """Whether one of a queue still waits: not one whose select has fired."""
    for s in q:  # noqa: SIM110 (a generator would cost more than the loop)
        if s.sel is None or s.sel.fired is None:
            return True
    return False


class Selects(Chans):
    """The select statement."""

    __slots__ = ()

    def select(self, cases: Sequence[Case], has_default: bool) -> tuple[int, Any, bool]:
        """Index of the case that happened (-1: default), value received, whether it was a value and not the end of a closed channel."""
        self.budget -= 1
        if self.budget < 0:
            self.preempt("tryselect" if has_default else "select", cases)
        ready = []
        for i, (c, send, _) in enumerate(cases):
            if c is not None and (self._can_send(c) if send else self._can_recv(c)):
                ready.append(i)
        if ready:
            i = ready[0] if len(ready) == 1 else ready[self.scheduler.choose("select", len(ready))]
            c, send, v = cases[i]
            assert c is not None
            if send:
                if self.hook is not None:
                    self.hook.sending(self.curg, c, send)
                self.send_now(c, v)
                return i, None, False
            got = self._recv_now(c)
            assert got is not None
            return i, got[0], got[1]
        if has_default:
            if self.hook is not None:
                self._tried(cases)
            self.clock.idle(1)
            return -1, None, False
        return self._wait(cases)

    def _tried(self, cases: Sequence[Case]) -> None:
        """Nothing is ready: that was asked of all cases (the first pass of selectgo, and chansend that does not block)."""
        assert self.hook is not None
        for c, send, _ in cases:
            if send and c is not None:
                self.hook.sending(self.curg, c, send)

    def block(self) -> None:
        """``select {}``."""
        self._forever(SELECT_NO_CASES)

    def _can_send(self, c: Hchan) -> bool:
        if c.closed:
            return True
        buf = c.buf
        if buf is not None and len(buf) < c.cap:
            return True
        q = c.recvq
        return q is not None and _waits(q)

    def _can_recv(self, c: Hchan) -> bool:
        if c.timer is not None and not c.buf:
            self.clock.maybe_run_chan(c.timer)
        if c.buf or c.closed:
            return True
        q = c.sendq
        return q is not None and _waits(q)

    def _wait(self, cases: Sequence[Case]) -> tuple[int, Any, bool]:
        g = self.curg
        sel = Selecting()
        waiting = []
        for i, (c, send, v) in enumerate(cases):
            if c is None:
                continue
            s = Sudog(g)
            s.sel = sel
            s.index = i
            s.c = c
            if send:
                s.elem = v
                if c.sendq is None:
                    c.sendq = deque()
                c.sendq.append(s)
            else:
                if c.recvq is None:
                    c.recvq = deque()
                c.recvq.append(s)
                if c.timer is not None:
                    self.clock.block(c.timer)
            waiting.append(s)
        if not waiting:
            self._forever(SELECT_NO_CASES if not cases else SELECT)
        if self.hook is not None:
            self._tried(cases)
        self.gopark(SELECT, [s.c for s in waiting])
        fired = sel.fired
        assert fired is not None
        for s in waiting:
            c = s.c
            send = cases[s.index][1]
            if not send and c.timer is not None:
                self.clock.unblock(c.timer)
            if s is not fired:
                q = c.sendq if send else c.recvq
                # Whoever met this one in the queue after the select had fired has passed over it, and thrown it out.
                try:  # noqa: SIM105 (a context manager would cost more)
                    q.remove(s)
                except ValueError:
                    pass
        i = fired.index
        c, send, _ = cases[i]
        assert c is not None
        if send:
            if not fired.success:
                if self.hook is not None:
                    self.hook.acquire(g, c)
                panics.send_closed_channel()
            return i, None, False
        if fired.success:
            return i, fired.elem, True
        return i, self._recv_closed(c), False
