"""Channels for instrumented code: what the machine does, and what its hook would be told, in one function.

Nearly all operations take the shortest ways: a value goes into the buffer or out of it, or to a goroutine that waits for it.  These are
written out here, as `goloupe.runtime.chan` has them; for all else the machine is called, and so it is if anybody but the detector watches,
or if the machine is of a kind of its own.

What an operation does to a slot of the buffer is `Detector.slot`, with `clocks.join` written out.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

from goloupe.race.clocks import NEXT, TOP, join
from goloupe.race.detector import Detector
from goloupe.race.slots import slots_of
from goloupe.race.stacks import taken
from goloupe.runtime.chan import CHAN_RECEIVE, CHAN_SEND
from goloupe.runtime.machine import Machine
from goloupe.runtime.runtime2 import G

_frame = sys._getframe


def _park(d: Detector, rt: Any, g: G, reason: str, c: Any) -> None:
    """`Proc.gopark`."""
    g.reason = reason
    g.on = c
    g.since = rt.clock.now
    p = rt.p
    nxt = p.runnext
    if nxt is not None and not rt.attn:
        p.runnext = None
    else:
        nxt = rt.schedule()
        if nxt is g:
            return
    sw = nxt.switch
    if sw is None:
        sw = rt._attach(nxt)
    rt.curg = nxt
    d.current = t = nxt.vars or d.thread(nxt)
    d.now = t.epoch
    sw()


def _pass(d: Detector, rt: Any, c: Any, other: G) -> None:
    """A value passes between the goroutine that runs and one that waits, which becomes the next to run."""
    other.reason = ""
    t, o = d.current, other.vars
    if c.cap:
        # The value passes through the buffer as far as happens-before goes.
        vcs = (c.vars or slots_of(c)).vcs
        i = c.recvx % c.cap
        c.sendx += 1
        c.recvx += 1
        before, held, vcs[i] = t.vc, vcs[i], o.vc
        if held:
            t.vc = join(before, held)
        o.vc = join(o.vc, before)
    else:
        t.vc = o.vc = join(t.vc, o.vc)
    t.vc += t.step
    t.epoch += NEXT
    d.now = t.epoch
    o.vc += o.step
    o.epoch += NEXT
    p = rt.p
    old = p.runnext
    p.runnext = other
    if old is not None:
        rt.runqput(p, old)


def _refill(rt: Any, c: Any) -> None:
    """The first of those who wait to send puts its value into the buffer."""
    q = c.sendq
    while q:
        s = q.popleft()
        if s.sel is not None:
            if s.sel.fired is not None:
                continue
            s.sel.fired = s
        c.buf.append(s.elem)
        s.elem = None
        s.success = True
        g = s.g
        o = g.vars
        vcs = c.vars.vcs
        i = c.sendx % c.cap
        c.sendx += 1
        vc = o.vc
        held, vcs[i] = vcs[i], vc
        o.vc = join(vc, held) + o.step
        o.epoch += NEXT
        g.reason = ""
        p = rt.p
        old = p.runnext
        p.runnext = g
        if old is not None:
            rt.runqput(p, old)
        return


def _taken_over(d: Detector, rt: Any, c: Any) -> tuple[Any, bool] | None:
    """A value of somebody who waits to send on a channel without a buffer, or what a closed one gives."""
    q = c.sendq
    while q:
        s = q.popleft()
        if s.sel is not None:
            if s.sel.fired is not None:
                continue
            s.sel.fired = s
        v = s.elem
        s.elem = None
        s.success = True
        _pass(d, rt, c, s.g)
        return v, True
    return (rt._recv_closed(c), False) if c.closed else None


def _wait(d: Detector, rt: Any, c: Any) -> tuple[Any, bool]:
    """Receive from somebody who will come."""
    g = rt.curg
    s = g.sudog
    q = c.recvq
    if q is None:
        c.recvq = q = deque()
    q.append(s)
    _park(d, rt, g, CHAN_RECEIVE, c)
    if s.success:
        s.success = False
        v = s.elem
        s.elem = None
        return v, True
    return rt._recv_closed(c), False


def channels(d: Detector) -> dict[str, Callable[..., Any]]:
    """``send``, ``recv`` and ``recv2``, bound to a detector that has its machine."""
    rt: Any = d.rt
    usual = Machine if rt.hook is d else None

    def send(c: Any, v: Any, place: int, call: Any) -> None:
        if rt.__class__ is not usual or c is None or call is None:
            rt.chansend(c, v)
            return
        rt.budget = left = rt.budget - 1
        if left < 0:
            rt.preempt("send", c)
        if not call:
            taken(call, _frame(1))
        t = d.current
        slots = c.vars or slots_of(c)
        if slots.last is not t:
            slots.sender(t)
        sent = slots.send
        sent[0] = t.epoch
        sent[1] = place
        sent[2] = call
        if c.closed:
            rt.send_now(c, v)
        q = c.recvq
        while q:
            s = q.popleft()
            sel = s.sel
            if sel is not None:
                if sel.fired is not None:
                    continue
                sel.fired = s
            s.elem = v
            s.success = True
            _pass(d, rt, c, s.g)
            return
        buf = c.buf
        if buf is not None and len(buf) < c.cap:
            buf.append(v)
            vcs = slots.vcs
            i = c.sendx % c.cap
            c.sendx += 1
            vc = t.vc
            held, vcs[i] = vcs[i], vc
            if held:
                guard = d.guard
                more = (vc | guard) - held
                mask = more & guard
                vc = held + (more & (mask - (mask >> TOP))) if guard else join(vc, held)
            t.vc = vc + t.step
            t.epoch = d.now = t.epoch + NEXT
            return
        g = rt.curg
        s = g.sudog
        s.elem = v
        q = c.sendq
        if q is None:
            c.sendq = q = deque()
        q.append(s)
        _park(d, rt, g, CHAN_SEND, c)
        if not s.success:
            d.acquire(g, c)
            rt.send_now(c, v)
        s.success = False

    def recv2(c: Any, place: int, call: Any) -> tuple[Any, bool]:  # noqa: ARG001
        if rt.__class__ is not usual or c is None or c.timer is not None:
            return rt.chanrecv2(c)  # type: ignore[no-any-return]
        rt.budget = left = rt.budget - 1
        if left < 0:
            rt.preempt("recv", c)
        buf = c.buf
        if buf:
            v = buf.popleft()
            t = d.current
            vcs = (c.vars or slots_of(c)).vcs
            i = c.recvx % c.cap
            c.recvx += 1
            vc = t.vc
            held, vcs[i] = vcs[i], vc
            if held:
                guard = d.guard
                more = (vc | guard) - held
                mask = more & guard
                vc = held + (more & (mask - (mask >> TOP))) if guard else join(vc, held)
            t.vc = vc + t.step
            t.epoch = d.now = t.epoch + NEXT
            if c.sendq:
                _refill(rt, c)
            return v, True
        return ((c.sendq or c.closed) and _taken_over(d, rt, c)) or _wait(d, rt, c)

    def recv(c: Any, place: int, call: Any) -> Any:
        if c is None:
            rt.chanrecv(c)
        return recv2(c, place, call)[0]

    return {"send": send, "recv": recv, "recv2": recv2}


def channel_range(d: Detector, rt: Any, c: Any) -> Iterator[Any]:
    """Values received from a channel until it is closed."""
    usual = Machine if rt.hook is d and c is not None and c.timer is None else None
    while rt.__class__ is usual:
        rt.budget = left = rt.budget - 1
        if left < 0:
            rt.preempt("recv", c)
        buf = c.buf
        if buf:
            v = buf.popleft()
            t = d.current
            vcs = (c.vars or slots_of(c)).vcs
            i = c.recvx % c.cap
            c.recvx += 1
            vc = t.vc
            held, vcs[i] = vcs[i], vc
            if held:
                guard = d.guard
                more = (vc | guard) - held
                mask = more & guard
                vc = held + (more & (mask - (mask >> TOP))) if guard else join(vc, held)
            t.vc = vc + t.step
            t.epoch = d.now = t.epoch + NEXT
            if c.sendq:
                _refill(rt, c)
            yield v
        else:
            v, ok = ((c.sendq or c.closed) and _taken_over(d, rt, c)) or _wait(d, rt, c)
            if not ok:
                return
            yield v
    while True:
        v, ok = rt.chanrecv2(c)
        if not ok:
            return
        yield v
