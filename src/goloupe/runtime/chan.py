"""Channels.

Invariants (those of `chan.go`): at least one of ``sendq`` and ``recvq`` is empty, except when a single goroutine waits for both
with a select on an unbuffered channel; if values are buffered nobody waits to receive, and if there is room nobody waits to
send.

A sender that finds a receiver waiting hands the value to it directly, past the buffer; a receiver that finds the buffer full
takes from the front and puts the value of the first waiting sender at the end.  ``close`` wakes all: receivers get zero values,
senders panic.

Speed: `chansend` and `chanrecv` are the hot path of concurrent programs, and so they do by hand what `proc.Proc.gopark` and
``goready`` do.  Queues come into being when somebody first waits.

The channel of a timer is a buffered channel of one with the face of an unbuffered one (`Hchan.timer`): see `timer`.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, Final, NoReturn

from goloupe.runtime import panics
from goloupe.runtime.msize import MAX_ALLOC, MEMORY
from goloupe.runtime.proc import Proc
from goloupe.runtime.runtime2 import Sudog
from goloupe.runtime.timer import Timer

if TYPE_CHECKING:
    from goloupe.runtime.rtype import Type

CHAN_SEND: Final = "chan send"
CHAN_RECEIVE: Final = "chan receive"
CHAN_SEND_NIL: Final = "chan send (nil chan)"
CHAN_RECEIVE_NIL: Final = "chan receive (nil chan)"


class Hchan:
    """A channel."""

    __slots__ = ("buf", "cap", "closed", "elem_type", "id", "recvq", "recvx", "sendq", "sendx", "timer", "vars", "zero")

    bubble: Any = None
    """The bubble of synctest that it was made in."""

    def __init__(self, elem_type: Type, cap: int) -> None:
        self.elem_type = elem_type
        self.cap = cap
        self.buf: deque[Any] | None = deque() if cap else None
        self.closed = False
        self.recvq: deque[Sudog] | None = None
        self.sendq: deque[Sudog] | None = None
        self.zero = elem_type.zero
        self.timer: Timer | None = None
        self.sendx = 0
        """Values sent into the buffer; counted for hooks only."""
        self.recvx = 0
        self.vars: Any = None
        """For the race detector and others."""

    def __repr__(self) -> str:
        n = len(self.buf) if self.buf else 0
        return f"Hchan({self.elem_type}, {n}/{self.cap}{', closed' if self.closed else ''})"


class Chans(Proc):
    """The operations on channels; ``None`` is the nil channel."""

    __slots__ = ()

    def makechan(self, elem_type: Type, n: int = 0, cls: type[Hchan] = Hchan) -> Hchan:
        """``make(chan T, n)``."""
        if n < 0 or n * elem_type.size > MAX_ALLOC:
            panics.makechan_size()
        if n * elem_type.size > MEMORY:
            raise MemoryError(n * elem_type.size)
        c = cls(elem_type, n)
        if self.hook is not None:
            self.hook.chan_op(self.curg, "make", c)
        return c

    def chansend(self, c: Hchan | None, v: Any) -> None:
        """``c <- v``."""
        self.budget -= 1
        if self.budget < 0:
            self.preempt("send", c)
        if c is None:
            self._forever(CHAN_SEND_NIL)
        if c.closed:
            if self.hook is not None:
                self.hook.sending(self.curg, c)
            panics.send_closed_channel()
        q = c.recvq
        while q:
            s = q.popleft()
            g = s.g
            sel = s.sel
            if sel is not None:
                if sel.fired is not None:
                    continue
                sel.fired = s
            s.elem = v
            s.success = True
            g.reason = ""
            if self.hook is not None:
                self._hook_pair("send", c, g)
            p = self.p
            old = p.runnext
            p.runnext = g
            if old is not None:
                self.runqput(p, old)
            return
        buf = c.buf
        if buf is not None and len(buf) < c.cap:
            buf.append(v)
            if self.hook is not None:
                self._hook_send(c)
            return
        g = self.curg
        s = g.sudog
        s.elem = v
        q = c.sendq
        if q is None:
            c.sendq = q = deque()
        q.append(s)
        if self.hook is not None:
            self.hook.sending(g, c)
        self.gopark(CHAN_SEND, c)
        if not s.success:
            if self.hook is not None:
                self.hook.acquire(g, c)
            panics.send_closed_channel()
        s.success = False

    def chanrecv(self, c: Hchan | None) -> Any:
        """``<-c``."""
        self.budget -= 1
        if self.budget < 0:
            self.preempt("recv", c)
        if c is None:
            self._forever(CHAN_RECEIVE_NIL)
        if c.buf or c.sendq or c.closed or c.timer is not None:
            got = self._recv_now(c)
            if got is not None:
                return got[0]
        g = self.curg
        s = g.sudog
        q = c.recvq
        if q is None:
            c.recvq = q = deque()
        q.append(s)
        g.reason = CHAN_RECEIVE
        g.on = c
        g.since = self.clock.now
        p = self.p
        nxt = p.runnext
        if self.hook is not None or nxt is None or self.attn or c.timer is not None:
            self._park_recv(c)
        else:
            p.runnext = None
            self.curg = nxt
            sw = nxt.switch
            if sw is None:
                sw = self._attach(nxt)
            sw()
        if s.success:
            s.success = False
            v = s.elem
            s.elem = None
            return v
        return self._recv_closed(c)

    def chanrecv2(self, c: Hchan | None) -> tuple[Any, bool]:
        """``v, ok := <-c``."""
        self.budget -= 1
        if self.budget < 0:
            self.preempt("recv", c)
        if c is None:
            self._forever(CHAN_RECEIVE_NIL)
        got = self._recv_now(c)
        if got is not None:
            return got
        s = self.curg.sudog
        q = c.recvq
        if q is None:
            c.recvq = q = deque()
        q.append(s)
        self._park_recv(c)
        if s.success:
            s.success = False
            v = s.elem
            s.elem = None
            return v, True
        return self._recv_closed(c), False

    def _park_recv(self, c: Hchan) -> None:
        """Block in a receive."""
        t = c.timer
        if t is None:
            self.gopark(CHAN_RECEIVE, c)
        else:
            self.clock.block(t)
            self.gopark(CHAN_RECEIVE, c)
            self.clock.unblock(t)

    def _recv_closed(self, c: Hchan) -> Any:
        if self.hook is not None:
            self.hook.acquire(self.curg, c)
        return c.zero()

    def _recv_now(self, c: Hchan) -> tuple[Any, bool] | None:
        """Receive if that is possible without blocking."""
        buf = c.buf
        t = c.timer
        if t is not None and not buf:
            self.clock.maybe_run_chan(t)
        q = c.sendq
        if buf:
            v = buf.popleft()
            if self.hook is not None:
                self._hook_recv(c)
            while q:
                s = q.popleft()
                if s.sel is not None:
                    if s.sel.fired is not None:
                        continue
                    s.sel.fired = s
                buf.append(s.elem)
                s.elem = None
                s.success = True
                if self.hook is not None:
                    self.hook.chan_op(s.g, "send", c)
                    self.hook.slot(s.g, c, c.sendx % c.cap)
                    c.sendx += 1
                self.goready(s.g)
                break
            return v, True
        while q:
            s = q.popleft()
            if s.sel is not None:
                if s.sel.fired is not None:
                    continue
                s.sel.fired = s
            v = s.elem
            s.elem = None
            s.success = True
            if self.hook is not None:
                self._hook_pair("recv", c, s.g)
                s.g.reason = ""
                p = self.p
                old = p.runnext
                p.runnext = s.g
                if old is not None:
                    self.runqput(p, old)
            else:
                self.goready(s.g)
            return v, True
        if c.closed:
            return self._recv_closed(c), False
        return None

    def trysend(self, c: Hchan | None, v: Any) -> bool:
        """``select { case c <- v: … default: … }``: whether it was sent."""
        self.budget -= 1
        if self.budget < 0:
            self.preempt("trysend", c)
        if c is not None and self.send_now(c, v):
            return True
        self.clock.idle(1)
        return False

    def send_now(self, c: Hchan, v: Any) -> bool:
        """Send if that is possible without blocking; no synchronisation point."""
        if c.closed:
            if self.hook is not None:
                self.hook.sending(self.curg, c)
            panics.send_closed_channel()
        q = c.recvq
        while q:
            s = q.popleft()
            if s.sel is not None:
                if s.sel.fired is not None:
                    continue
                s.sel.fired = s
            s.elem = v
            s.success = True
            if self.hook is not None:
                self._hook_pair("send", c, s.g)
            s.g.reason = ""
            p = self.p
            old = p.runnext
            p.runnext = s.g
            if old is not None:
                self.runqput(p, old)
            return True
        buf = c.buf
        if buf is not None and len(buf) < c.cap:
            buf.append(v)
            if self.hook is not None:
                self._hook_send(c)
            return True
        return False

    def tryrecv(self, c: Hchan | None) -> tuple[bool, Any, bool]:
        """``select { case v, ok := <-c: … default: … }``: whether it was received, v and ok."""
        self.budget -= 1
        if self.budget < 0:
            self.preempt("tryrecv", c)
        got = None if c is None else self._recv_now(c)
        if got is None:
            self.clock.idle(1)
            return False, None, False
        return True, got[0], got[1]

    def closechan(self, c: Hchan | None) -> None:
        """``close(c)``."""
        self.budget -= 1
        if self.budget < 0:
            self.preempt("close", c)
        if c is None:
            panics.close_nil_channel()
        if c.closed:
            panics.close_closed_channel()
        if self.hook is not None:
            self.hook.chan_op(self.curg, "close", c)
            self.hook.release(self.curg, c)
        c.closed = True
        woken = []
        for q in (c.recvq, c.sendq):
            while q:
                s = q.popleft()
                if s.sel is not None:
                    if s.sel.fired is not None:
                        continue
                    s.sel.fired = s
                s.elem = None
                s.success = False
                woken.append(s.g)
        for g in reversed(woken):  # Go collects them in a stack.
            self.goready(g)

    def chanlen(self, c: Hchan | None) -> int:
        """``len(c)``."""
        self.budget -= 1
        if self.budget < 0:
            self.preempt("len", c)
        if c is None or not c.buf:
            if c is not None and c.timer is not None:
                self.clock.maybe_run_chan(c.timer)
            return 0
        return 0 if c.timer is not None else len(c.buf)

    def chancap(self, c: Hchan | None) -> int:
        """``cap(c)``."""
        return 0 if c is None or c.timer is not None else c.cap

    def _forever(self, reason: str) -> NoReturn:
        """Block for ever."""
        while True:
            self.gopark(reason)

    # Hooks.

    def _hook_pair(self, op: str, c: Hchan, other: Any) -> None:
        hook, g = self.hook, self.curg
        assert hook is not None
        hook.chan_op(g, op, c)
        hook.chan_op(other, "recv" if op == "send" else "send", c)
        if c.cap:
            # The value passes through the buffer as far as happens-before goes.
            i = (c.sendx if op == "send" else c.recvx) % c.cap
            hook.slot(g, c, i)
            hook.slot(other, c, i)
            c.sendx += 1
            c.recvx += 1
        else:
            hook.rendezvous(g, other, c)
        hook.go_ready(g, other)

    def _hook_send(self, c: Hchan) -> None:
        assert self.hook is not None
        self.hook.chan_op(self.curg, "send", c)
        self.hook.slot(self.curg, c, c.sendx % c.cap)
        c.sendx += 1

    def _hook_recv(self, c: Hchan) -> None:
        assert self.hook is not None
        self.hook.chan_op(self.curg, "recv", c)
        self.hook.slot(self.curg, c, c.recvx % c.cap)
        c.recvx += 1
