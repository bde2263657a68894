"""Bubbles: goroutines with a clock of their own (`synctest.go`).

A bubble is made by ``synctest.Run``: the goroutine that calls it is the *root*, the function it gets runs in the *main* goroutine, and all
goroutines that these start belong to it.  Its clock begins at midnight UTC 2000-01-01 and stands still; when all of the bubble is durably
blocked (by what only the bubble itself can undo), whoever waits in ``synctest.Wait`` goes on, else the root, which sets the clock to the
next timer and runs that.

**Nothing costs before there is a bubble.**  The first one makes the machine an object of a class that has `Bubbling` before its own class.
From then on ``rt.clock`` is the clock of the goroutine that runs: the bubble's while one of its goroutines does, the outer one as soon as
it gives way.

Invariants: whoever calls `Proc.schedule` has the outer clock; ``active`` counts what keeps a bubble awake beside its goroutines.  Whether a
bubble is blocked is not counted, as there, but looked up in the reasons for which its goroutines wait.

Differences: a variable of a package can be associated with a bubble, because pointers do not tell what they point into.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import CodeType
from typing import Any, Final

from goloupe.runtime import panics
from goloupe.runtime.chan import CHAN_RECEIVE, CHAN_RECEIVE_NIL, CHAN_SEND, CHAN_SEND_NIL, Hchan
from goloupe.runtime.coro import COROUTINE, Coro
from goloupe.runtime.machine import Machine
from goloupe.runtime.panics import GoExit, GoPanic
from goloupe.runtime.rtype import T_STRING, Type
from goloupe.runtime.runtime2 import G
from goloupe.runtime.select import SELECT, SELECT_NO_CASES, Case
from goloupe.runtime.sema import COND_WAIT, NotifyList
from goloupe.runtime.stack import Frame
from goloupe.runtime.timer import Clock, Timer
from goloupe.runtime.value import ElemRef, FieldRef, GlobalRef, Iface

BASE_TIME: Final = 946684800_000000000
"""Midnight UTC 2000-01-01."""
RUN: Final = "synctest.Run"
RUN_LINE: Final = 196
"""Of ``newproc1`` in `synctest.go`."""
WAIT: Final = "synctest.Wait"
DURABLE: Final = " (durable)"
WAIT_GROUP: Final = "sync.WaitGroup.Wait"
IDLE: Final = frozenset(
    (
        CHAN_RECEIVE_NIL,
        CHAN_SEND_NIL,
        SELECT_NO_CASES,
        "sleep",
        COND_WAIT,
        WAIT_GROUP + DURABLE,
        COROUTINE,
        RUN,
        WAIT,
        CHAN_RECEIVE + DURABLE,
        CHAN_SEND + DURABLE,
        SELECT + DURABLE,
    )
)
"""Reasons to wait that only the bubble itself can end (``isIdleInSynctest``)."""

UNBUBBLED, CURRENT, OTHER = 0, 1, 2
"""What a variable is associated with."""


class BubbleClock(Clock):
    """The clock of a bubble: it moves when the bubble's root sets it, and at no other time."""

    __slots__ = ()

    fake = True
    slack = 0

    def __init__(self) -> None:
        super().__init__()
        self.now = BASE_TIME

    def nanotime(self) -> int:
        """The time, since 1970 here."""
        return self.now

    def walltime(self) -> tuple[int, int]:
        """The time."""
        return divmod(self.now, 1_000_000_000)

    def spend(self, points: int) -> None:
        """Nothing takes time."""

    def idle(self, points: int) -> None:
        """Nothing takes time."""

    def add(self, t: Timer) -> None:
        """A timer is in the heap also if nobody waits for it; one that is due runs at once."""
        if t.entry is None:
            if t.when <= self.now:
                self.fire(t)
            else:
                blocked, t.blocked = t.blocked, 1
                super().add(t)
                t.blocked = blocked

    def block(self, t: Timer) -> None:
        """Somebody waits for it."""
        t.blocked += 1

    def unblock(self, t: Timer) -> None:
        """Somebody does not any more."""
        t.blocked -= 1


class Bubble:
    """The goroutines of one call of Run."""

    __slots__ = ("active", "clock", "done", "goroutines", "id", "main", "outer", "root", "waiter")

    def __init__(self, number: int, root: G, outer: Clock) -> None:
        self.id = number
        self.clock = BubbleClock()
        self.outer = outer
        """The clock of those that are in no bubble."""
        self.root = root
        self.main: G | None = None
        self.waiter: G | None = None
        """Who has called Wait."""
        self.done = False
        """The main goroutine has ended."""
        self.active = 0
        self.goroutines: dict[G, None] = {root: None}

    def blocked(self) -> bool:
        """Whether nothing in the bubble can go on without its clock."""
        return not self.active and all(g.reason in IDLE for g in self.goroutines)

    def wakes(self) -> G:
        """Who goes on when it is blocked (`maybeWakeLocked`)."""
        self.active += 1
        when = self.clock.next_when()
        return self.root if 0 < when <= self.clock.now or self.waiter is None else self.waiter


class BubbleChan(Hchan):
    """A channel that was made in a bubble."""

    __slots__ = ("bubble",)


class BubbleTimer(Timer):
    """A timer that was made in a bubble."""

    __slots__ = ("bubble",)


class Member:
    """The function of a goroutine in a bubble."""

    __slots__ = ("fn", "g", "rt")

    def __init__(self, rt: Bubbling, g: G, fn: Callable[..., Any]) -> None:
        self.rt = rt
        self.g = g
        self.fn = fn

    @property
    def __code__(self) -> CodeType | None:
        """Where the goroutine begins, for dumps."""
        return getattr(self.fn, "__code__", None)

    def __call__(self, *args: Any) -> None:
        """Run it, on the bubble's clock."""
        bubble: Bubble = self.g.bubble
        self.rt.clock = bubble.clock
        try:
            self.fn(*args)
        except GoExit:
            self.rt.left(self.g)
            raise
        self.rt.left(self.g)


class Bubbling(Machine):
    """What changes about a machine as soon as it has had a bubble."""

    __slots__ = ()

    @contextmanager
    def outside(self) -> Iterator[None]:
        """For the scheduler: the outer clock."""
        bubble: Bubble | None = self.curg.bubble
        if bubble is None:
            yield
            return
        before, self.clock = self.clock, bubble.outer
        yield
        self.clock = before

    # Goroutines.

    def newproc(self, fn: Callable[..., Any], args: tuple[Any, ...], depth: int) -> G:
        """A goroutine of the bubble that it is made in; what the timers outside start is in none."""
        g = super().newproc(fn, args, depth + 1)
        bubble: Bubble | None = self.curg.bubble
        if bubble is not None and self.clock is bubble.clock:
            g.bubble = bubble
            bubble.goroutines[g] = None
            g.fn = Member(self, g, fn)
        return g

    def left(self, g: G) -> None:
        """A goroutine of a bubble ends."""
        bubble: Bubble = g.bubble
        self.clock = bubble.outer
        g.bubble = None
        del bubble.goroutines[g]
        if self.hook is not None:
            self.hook.release_merge(g, bubble)
        if g is bubble.main:
            bubble.done = True
        if bubble.blocked():
            self.goready(bubble.wakes())

    def gopark(self, reason: str, on: Any = None) -> None:
        """Block, and wake whoever goes on if the whole bubble is blocked now."""
        g = self.curg
        bubble: Bubble | None = g.bubble
        if bubble is None:
            super().gopark(reason, on)
            return
        g.reason = reason = _durable(reason, on)
        if self.hook is not None and reason in IDLE:
            self.hook.release_merge(g, bubble)
        if bubble.blocked():
            woken = bubble.wakes()
            if woken is g:
                g.reason = ""
                return
            self.goready(woken)
        self.clock = bubble.outer
        super().gopark(reason, on)
        self.clock = bubble.clock

    def preempt(self, op: str = "", obj: Any = None) -> None:
        """The budget is used up."""
        with self.outside():
            super().preempt(op, obj)

    def gosched(self) -> None:
        """runtime.Gosched."""
        with self.outside():
            super().gosched()

    def goyield(self) -> None:
        """To the end of the local queue."""
        with self.outside():
            super().goyield()

    def turned(self) -> None:
        """A loop has turned a thousand times."""
        with self.outside():
            super().turned()

    def spin(self) -> None:
        """A loop that gets nowhere has."""
        with self.outside():
            super().spin()

    def coroswitch(self, c: Coro) -> None:
        """Hand over to a coroutine."""
        with self.outside():
            super().coroswitch(c)

    # Channels.

    def makechan(self, elem_type: Type, n: int = 0, cls: type[Hchan] = Hchan) -> Hchan:
        """A channel of the bubble."""
        bubble: Bubble | None = self.curg.bubble
        if bubble is None:
            return super().makechan(elem_type, n, cls)
        c = super().makechan(elem_type, n, BubbleChan)
        c.bubble = bubble
        return c

    def _inside(self, c: Hchan | None, what: str) -> None:
        if c is not None and c.bubble is not None and c.bubble is not self.curg.bubble:
            self.fatal(f"{what} synctest channel from outside bubble")

    def chansend(self, c: Hchan | None, v: Any) -> None:
        """Send."""
        self._inside(c, "send on")
        super().chansend(c, v)

    def chanrecv(self, c: Hchan | None) -> Any:
        """Receive."""
        return self.chanrecv2(c)[0]

    def chanrecv2(self, c: Hchan | None) -> tuple[Any, bool]:
        """Receive."""
        self._inside(c, "receive on")
        return super().chanrecv2(c)

    def trysend(self, c: Hchan | None, v: Any) -> bool:
        """Send if that is possible."""
        self._inside(c, "send on")
        return super().trysend(c, v)

    def tryrecv(self, c: Hchan | None) -> tuple[bool, Any, bool]:
        """Receive if that is possible."""
        self._inside(c, "receive on")
        return super().tryrecv(c)

    def closechan(self, c: Hchan | None) -> None:
        """Close."""
        self._inside(c, "close of")
        super().closechan(c)

    def select(self, cases: list[Case] | tuple[Case, ...], has_default: bool) -> tuple[int, Any, bool]:  # type: ignore[override]
        """Select."""
        for c, send, _ in cases:
            # The compiler makes a plain operation of a select with one case.
            self._inside(c, "select on" if len(cases) > 1 else "send on" if send else "receive on")
        return super().select(cases, has_default)

    # Condition variables.

    def notify_all(self, lst: NotifyList) -> None:
        """Wake all waiters, who must be of this bubble."""
        self._same_bubble(lst)
        super().notify_all(lst)

    def notify_one(self, lst: NotifyList) -> None:
        """Wake a waiter, who must be of this bubble."""
        self._same_bubble(lst)
        super().notify_one(lst)

    def _same_bubble(self, lst: NotifyList) -> None:
        bubble = self.curg.bubble
        for w in lst.list:
            if w.g.bubble is not None and w.g.bubble is not bubble:
                self.write_stderr(b"semaphore wake of synctest goroutine %d from outside bubble\n" % w.g.id)
                self.fatal("semaphore wake of synctest goroutine from outside bubble")

    # Timers.

    def new_timer(
        self, when: int, period: int, f: Callable[[Any], None], arg: Any, chan: Hchan | None = None, cls: type[Timer] = Timer
    ) -> Timer:
        """A timer on the bubble's clock."""
        return super().new_timer(when, period, f, arg, chan, cls if self.curg.bubble is None else BubbleTimer)

    def stop_timer(self, t: Timer) -> bool:
        """Stop a timer, on the clock that it was made on."""
        return self._on_its_clock(t, "stop", super().stop_timer, t)

    def reset_timer(self, t: Timer, when: int, period: int) -> bool:
        """Reset a timer, on the clock that it was made on."""
        return self._on_its_clock(t, "reset", super().reset_timer, t, when, period)

    def _on_its_clock(self, t: Timer, what: str, do: Callable[..., bool], *args: Any) -> bool:
        if isinstance(t, BubbleTimer):
            if self.curg.bubble is None:
                self.fatal(f"{what} of synctest timer from outside bubble")
            return do(*args)
        with self.outside():
            return do(*args)

    # internal/synctest.

    def bubble_run(self, f: Callable[[], Any]) -> None:
        """Run ``f`` in a new bubble, until all its goroutines have ended."""
        g = self.curg
        if g.bubble is not None:
            _panic("synctest.Run called from within a synctest bubble")
        number = self.values["bubbles"] = self.values.get("bubbles", 0) + 1
        g.bubble = bubble = Bubble(number, g, self.clock)
        clock = self.clock = bubble.clock
        if bubble.outer.around is not None:
            clock.around = partial(self._in_timer, bubble, bubble.outer.around)
        bubble.main = self.newproc(f, (), 2)
        bubble.main.creator = Frame("internal/synctest.Run", f"{self.goroot}/src/runtime/synctest.go", RUN_LINE)
        self.goready(bubble.main)
        bubble.active += 1
        while True:
            clock.run_due(self.scheduler.choose)
            bubble.active -= 1
            self.gopark(RUN)
            when = clock.next_when()
            if not when or bubble.done:
                break
            clock.now = when
        if self.hook is not None:
            self.hook.acquire(g, bubble)
        left = [other for other in bubble.goroutines if other is not g]
        del bubble.goroutines[g]
        g.bubble = None
        self.clock = bubble.outer
        if left:
            why = (
                "main bubble goroutine has exited but blocked goroutines remain" if bubble.done else "all goroutines in bubble are blocked"
            )
            raise GoPanic(Iface(panics.SYNCTEST_DEADLOCK_ERROR, panics.SYNCTEST_DEADLOCK_ERROR.cls(f"deadlock: {why}".encode(), bubble)))

    def _in_timer(self, bubble: Bubble, around: Callable[[Timer], None], t: Timer) -> None:
        """Run the function of a timer as the race detector has it: what it starts is in the bubble, and comes before the next Wait."""
        f = t.f

        def inside(arg: Any) -> None:
            g = self.curg
            before, g.bubble = g.bubble, bubble
            try:
                f(arg)
            finally:
                g.bubble = before
            if self.hook is not None:
                self.hook.release_merge(g, bubble)

        t.f = inside
        try:
            around(t)
        finally:
            t.f = f

    def bubble_wait(self) -> None:
        """Wait until all others of the bubble are durably blocked."""
        g = self.curg
        bubble: Bubble | None = g.bubble
        if bubble is None:
            _panic("goroutine is not in a bubble")
        assert bubble is not None
        if bubble.waiter is not None:
            _panic("wait already in progress")
        bubble.waiter = g
        self.gopark(WAIT)
        bubble.active -= 1
        bubble.waiter = None
        if self.hook is not None:
            self.hook.acquire(g, bubble)

    def bubble_acquire(self) -> Bubble | None:
        """Keep the bubble from being blocked."""
        bubble: Bubble | None = self.curg.bubble
        if bubble is not None:
            bubble.active += 1
        return bubble

    def bubble_release(self, bubble: Bubble) -> None:
        """Undo `bubble_acquire`."""
        bubble.active -= 1
        if bubble.blocked():
            self.goready(bubble.wakes())

    def in_bubble(self, bubble: Bubble, f: Callable[[], Any]) -> None:
        """Run ``f`` as if this goroutine were in the bubble."""
        g = self.curg
        if g.bubble is not None:
            _panic("goroutine is already bubbled")
        g.bubble, self.clock = bubble, bubble.clock
        try:
            f()
        except (GoPanic, GoExit):
            g.bubble, self.clock = None, bubble.outer
            raise
        g.bubble, self.clock = None, bubble.outer

    def bubble_association(self, p: Any, add: bool) -> int:
        """What the variable that ``p`` points to is associated with; with ``add`` it is associated with this bubble if with none."""
        table = self.values.setdefault("bubbles of variables", {})
        found = table.get(_key(p))
        bubble = self.curg.bubble
        if found is None:
            if not add:
                return UNBUBBLED
            table[_key(p)] = p, bubble
            return CURRENT
        return CURRENT if found[1] is bubble else OTHER

    def bubble_disassociate(self, p: Any) -> None:
        """Take that back."""
        self.values.get("bubbles of variables", {}).pop(_key(p), None)


def bubbling(rt: Machine) -> Bubbling:
    """The machine, able to have bubbles from now on."""
    if not isinstance(rt, Bubbling):
        rt.__class__ = type("Bubbling" + type(rt).__name__, (Bubbling, type(rt)), {"__slots__": ()})
    assert isinstance(rt, Bubbling)
    return rt


def _key(p: Any) -> Any:
    return p if isinstance(p, (FieldRef, ElemRef, GlobalRef)) else id(p)


def _durable(reason: str, on: Any) -> str:
    """The reason to wait, if that is for channels of the bubble."""
    if reason in (CHAN_SEND, CHAN_RECEIVE):
        return reason + DURABLE if on.bubble is not None else reason
    if reason == SELECT:
        return reason + DURABLE if all(c.bubble is not None for c in on or ()) else reason
    return reason


def _panic(text: str) -> None:
    raise GoPanic(Iface(T_STRING, text.encode()))
