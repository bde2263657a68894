"""The scheduler: goroutines (G) and processors (P).

A goroutine runs on a greenlet: a stack of its own on which plain Python functions can block at any depth.  The model follows `proc.go`:

* every P has a ``runnext`` slot, where the goroutine goes that was readied or created last, and a queue of 256; an overflow
  moves half of it to the global queue;
* the global queue is looked at every 61 scheduling ticks, and when there is nothing local;
* an idle P steals half of another's queue, in the end its ``runnext``;
* a goroutine that runs long is preempted and goes to the end of the global queue.

**One thread, several processors.**  Python runs one goroutine at a time.  The Ps of a real machine run at once; here they take
turns.  A P is *current*, *busy* (it has a goroutine in the middle of running, ``curg``) or *idle* (nothing, and an empty
queue).  The current P goes on for a number of synchronisation points that the scheduler chooses (``budget``); then, and when it
has nothing left to run, the scheduler chooses among the busy Ps and one idle P, if there is something to steal.  With one P
there is no such choice, and the run is what Go does with ``GOMAXPROCS=1``.

**No scheduler stack.**  A goroutine that blocks finds the next one itself and switches to it: one greenlet switch, not two.  A
goroutine that ends runs the next *new* goroutine on its own greenlet.  Only the end of the program goes back to ``g0``, the
greenlet of `run`.

Invariants (tests check them at every choice): a G is in at most one queue; ``g.reason`` is empty if and only if it is running or runnable;
idle Ps have empty queues; ``attn`` is true if the global queue is not empty.

**Loops without synchronisation points** call the machine all the same, every thousand turns (`turns`).  Of a loop that may come to
its end that is work, and takes the time of work (`turned`).  A loop that has no end, or that changes nothing and waits for a variable to
be changed, gets nowhere by itself (`spin`): if all that can run gets nowhere, time passes to the next timer.

Differences: a goroutine is preempted at synchronisation points and in loops that do not count, so recursion and loops that count
to less than 2^24 run to their end; there are no system calls that hand off a P; M exists in name only.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable
from typing import Any, Final, NoReturn

from greenlet import GreenletExit, getcurrent, greenlet

from goloupe.runtime.hooks import Hook
from goloupe.runtime.panics import GoExit, Unsupported
from goloupe.runtime.runtime2 import G, P
from goloupe.runtime.sched import RandomScheduler, Scheduler
from goloupe.runtime.timer import Clock

RUNQ_SIZE: Final = 256
GOID_BATCH: Final = 16
FIRST_USER_GOID: Final = 6
"""After main (1) and the four goroutines of the runtime itself; the one that runs finalizers comes when there is the first."""
FIRST_SCHEDTICK: Final = 4
"""Scheduling ticks before main runs, as seen from where the global queue comes in with GOMAXPROCS=1."""
SLICE_POINTS: Final = 20000
"""Synchronisation points in a time slice, after which a goroutine is preempted."""
TURNS_POINTS: Final = 20
"""Synchronisation points that a thousand turns of a loop are worth: 2 ns a turn."""
PATIENCE: Final = 200
"""Pauses of loops that get nowhere until time passes to the next timer."""
IMPATIENCE: Final = 20
"""Pauses until it does so again."""


class Exit(BaseException):
    """Sent to ``g0``: the program is over."""


class Proc:
    """Scheduling; the base of the machine."""

    effects = False
    """Whether `did` is to be told."""

    __slots__ = (
        "allgs",
        "allp",
        "attn",
        "budget",
        "clock",
        "curg",
        "expects",
        "g0",
        "globq",
        "goid_gen",
        "hook",
        "netpoll",
        "p",
        "pool",
        "refusals",
        "scheduler",
        "slice",
        "spins",
        "spun",
    )

    def __init__(
        self, scheduler: Scheduler | None = None, *, seed: int = 0, gomaxprocs: int = 4, clock: str = "virtual", hook: Hook | None = None
    ) -> None:
        self.scheduler = scheduler if scheduler is not None else RandomScheduler(seed)
        self.clock = Clock(real=clock == "real")
        self.hook = hook
        self.refusals: list[Unsupported] | None = None
        """If a list: what cannot be served ends its goroutine only, and is noted here."""
        self.allp = [P(i) for i in range(max(1, gomaxprocs))]
        self.p = self.allp[0]
        self.globq: deque[G] = deque()
        self.attn = False
        self.allgs: dict[int, G] = {}
        self.pool: list[Any] = []
        """Switches of greenlets that have no goroutine."""
        self.goid_gen = 0
        self.slice = self.budget = self.scheduler.slice_length(len(self.allp))
        self.spins = 0
        """Pauses of loops that get nowhere, one after the other, without a synchronisation point between them."""
        self.spun = -1
        """The budget after the last of them."""
        self.g0: greenlet = getcurrent()
        self.curg: G = G(0, _nothing, (), 0)
        self.netpoll: Callable[[int], bool] | None = None
        """Called when nothing can run: wait so many nanoseconds (-1: for ever) for the outside world; whether a goroutine was readied."""
        self.expects: Callable[[], bool] | None = None
        """Whether somebody waits for what comes from outside: a signal, or input (`std.internal_poll`)."""

    # Creation.

    def go(self, fn: Callable[..., Any], *args: Any) -> None:
        """``go fn(args…)``."""
        self.budget -= 1
        if self.budget < 0:
            self.preempt("go", None)
        if fn is None:
            self.fatal("go of nil func value")
        g = self.newproc(fn, args, 3)
        p = self.p
        old = p.runnext
        p.runnext = g
        if old is not None:
            self.runqput(p, old)

    def newproc(self, fn: Callable[..., Any], args: tuple[Any, ...], depth: int) -> G:
        """A goroutine in no queue; ``depth`` is how many frames up the function is that creates it."""
        p = self.p
        goid = p.goid
        if goid == p.goid_end:
            goid = self._goid_batch(p)
        p.goid = goid + 1
        cur = self.curg
        g = G(goid, fn, args, cur.id)
        f = sys._getframe(depth - 1)
        g.creator = f.f_code
        g.lasti = f.f_lasti
        self.allgs[goid] = g
        if self.hook is not None:
            self.hook.go_create(cur, g)
        return g

    def _goid_batch(self, p: P) -> int:
        first = self.goid_gen + 1
        self.goid_gen += GOID_BATCH
        p.goid_end = first + GOID_BATCH
        return first

    # Queues.

    def runqput(self, p: P, g: G) -> None:
        """Put a goroutine at the end of a P's queue; if that is full, half of it goes to the global queue."""
        q = p.runq
        if len(q) >= RUNQ_SIZE:
            globq = self.globq
            for _ in range(RUNQ_SIZE // 2):
                globq.append(q.popleft())
            globq.append(g)
            self.attn = True
        else:
            q.append(g)

    def goready(self, g: G) -> None:
        """Make a waiting goroutine runnable: the next to run on this P."""
        g.reason = ""
        if self.hook is not None:
            self.hook.go_ready(self.curg, g)
        p = self.p
        old = p.runnext
        p.runnext = g
        if old is not None:
            self.runqput(p, old)

    # Running.

    def gopark(self, reason: str, on: Any = None) -> None:
        """Block the current goroutine until somebody calls `goready` for it."""
        g = self.curg
        g.reason = reason
        g.on = on
        g.since = self.clock.now
        if self.hook is not None:
            self.hook.go_park(g, reason, on)
        nxt = self.p.runnext
        if nxt is not None and not self.attn:
            self.p.runnext = None
        else:
            nxt = self.schedule()
        if nxt is not g:
            self.switch_to(nxt)

    def switch_to(self, g: G) -> None:
        """Let ``g`` run on the current P; returns when the caller's goroutine runs again."""
        sw = g.switch
        if sw is None:
            sw = self._attach(g)
        self.curg = g
        if self.hook is not None:
            self.hook.go_switch(g)
        sw()

    def _attach(self, g: G) -> Any:
        """A greenlet for a goroutine that has not run yet."""
        sw = self.pool.pop() if self.pool else greenlet(self._worker, self.g0).switch
        g.switch = sw
        return sw

    def _worker(self) -> None:
        """What a greenlet does: run its goroutine, then others that have not run yet, then wait for a new one."""
        me = getcurrent().switch
        while True:
            g = self.curg
            try:
                g.fn(*g.args)
            except GoExit:
                pass
            except GreenletExit:
                raise
            except Unsupported as exc:
                if self.refusals is None or g.id == 1:
                    self.crash(exc)
                self.refusals.append(exc)
            except BaseException as exc:
                self.crash(exc)
            else:
                if g.id == 1:
                    self.main_returned()
            if self.hook is not None:
                self.hook.go_end(g)
            self.allgs.pop(g.id, None)
            g.switch = _dead
            g.fn = _nothing
            g.args = ()
            p = self.p
            nxt = p.runnext
            if nxt is not None and not self.attn:
                p.runnext = None
            else:
                nxt = self.schedule()
            self.curg = nxt
            if self.hook is not None:
                self.hook.go_switch(nxt)
            sw = nxt.switch
            if sw is None:
                nxt.switch = me
            else:
                self.pool.append(me)
                g = nxt
                sw()

    def schedule(self) -> G:
        """The goroutine to run next (`findRunnable`); the caller's has blocked or ended."""
        while True:
            p = self.p
            clock = self.clock
            if clock.heap:
                if clock.real:
                    clock.spend(0)
                if clock.due():
                    clock.run_due(self.scheduler.choose)
            globq = self.globq
            if globq:
                if p.schedtick % 61 == 0:
                    p.schedtick += 1
                    return self._from_global()
            else:
                self.attn = clock.real
            g = p.runnext
            if g is not None:  # It shares the time slice of the goroutine that readied it.
                p.runnext = None
                return g
            if p.runq:
                p.schedtick += 1
                return p.runq.popleft()
            if globq:
                return self._global_batch(p)
            if len(self.allp) > 1:
                g = self._steal(p)
                if g is not None:
                    p.schedtick += 1
                    return g
                g = self._other_busy()
                if g is not None:
                    return g
            self._idle()

    def _from_global(self) -> G:
        g = self.globq.popleft()
        if not self.globq:
            self.attn = self.clock.real
        return g

    def _global_batch(self, p: P) -> G:
        """Take a share of the global queue (`globrunqgetbatch`)."""
        globq = self.globq
        n = min(RUNQ_SIZE // 2, len(globq), len(globq) // len(self.allp) + 1)
        g = globq.popleft()
        for _ in range(n - 1):
            p.runq.append(globq.popleft())
        if not globq:
            self.attn = self.clock.real
        p.schedtick += 1
        return g

    def _steal(self, p: P) -> G | None:
        """Take half of the queue of another P, in the last resort its runnext (`stealWork`)."""
        victims = [q for q in self.allp if q is not p and (q.runq or q.runnext is not None)]
        if not victims:
            return None
        queued = [q for q in victims if q.runq]
        victim = (queued or victims)[self.scheduler.choose("steal", len(queued or victims))]
        runq = victim.runq
        if not runq:
            g = victim.runnext
            victim.runnext = None
            return g
        n = len(runq) - len(runq) // 2
        batch = [runq.popleft() for _ in range(n)]
        g = batch.pop()
        p.runq.extend(batch)
        return g

    def _other_busy(self) -> G | None:
        """The current P is idle: choose a busy one and go on with its goroutine."""
        busy = [q for q in self.allp if q.curg is not None]
        if not busy:
            return None
        p = busy[self.scheduler.choose("runnable", len(busy))]
        self.p = p
        g = p.curg
        p.curg = None
        return g

    def _idle(self) -> None:
        """Nothing can run: let time pass, or end the program."""
        when = self.clock.next_when()
        if self.netpoll is not None:
            wait = -1 if not when else max(0, when - self.clock.now) if self.clock.real else 0
            if self.netpoll(wait):
                return
        if when:
            self.clock.jump(when)
            return
        if self.allgs:
            self.fatal("all goroutines are asleep - deadlock!", deadlock=True)
        self.fatal("no goroutines (main called runtime.Goexit) - deadlock!", deadlock=True)

    # Giving way.

    def did(self, op: str, obj: Any) -> None:
        """Something was done to ``obj`` that others can see and that is no point."""

    def point(self, op: str = "", obj: Any = None) -> None:
        """A synchronisation point: another processor may go on here, before ``op`` is done on ``obj``."""
        self.budget -= 1
        if self.budget < 0:
            self.preempt(op, obj)

    def preempt(self, op: str = "", obj: Any = None) -> None:  # noqa: ARG002 (for machines that look at them)
        """The budget is used up: let time pass, and ask who goes on."""
        spent = self.slice + 1
        clock = self.clock
        clock.spend(spent)
        if clock.heap and clock.due():
            clock.run_due(self.scheduler.choose)
        self.slice = self.budget = self.scheduler.slice_length(len(self.allp))
        p = self.p
        if p.stale_tick != p.schedtick:
            p.stale_tick = p.schedtick
            p.stale = 0
        p.stale += spent
        g = self.curg
        if p.stale >= SLICE_POINTS and (p.runnext is not None or p.runq or self.globq):
            # As sysmon does after 10 ms: to the end of the global queue.
            p.stale = 0
            p.schedtick += 1
            self.globq.append(g)
            self.attn = True
            nxt = self.schedule()
            if nxt is not g:
                self.switch_to(nxt)
            return
        if len(self.allp) == 1:
            return
        others = [q for q in self.allp if q.curg is not None]
        if len(others) + 1 < len(self.allp) and (self.globq or any(q.runq or q.runnext is not None for q in self.allp)):
            others.append(next(q for q in self.allp if q is not p and q.curg is None))
        i = self.scheduler.choose("runnable", len(others) + 1)
        if i == 0:
            return
        p.curg = g
        self.p = q = others[i - 1]
        nxt = q.curg or self.schedule()
        q.curg = None
        if nxt is not g:
            self.switch_to(nxt)

    def turned(self) -> None:
        """A loop has turned a thousand times."""
        nothing_else = self.budget == self.spun
        self.budget -= TURNS_POINTS
        if self.budget < 0:
            self.preempt("loop", None)
        if nothing_else:
            self.spun = self.budget

    def spin(self) -> None:
        """A loop that gets nowhere by itself has turned a thousand times."""
        self.spins = self.spins + 1 if self.budget == self.spun else 1
        if self.spins >= PATIENCE and self.only_spinning():
            self.spins -= IMPATIENCE
            when = self.clock.next_when()
            if (self.netpoll is None or not self.netpoll(0)) and when and not self.clock.real:
                self.clock.jump(when)
        g = self.curg
        g.spinning = True
        self.budget = -1
        self.preempt("spin", None)
        g.spinning = False
        self.spun = self.budget

    def only_spinning(self) -> bool:
        """Whether all other goroutines that can run are in loops that get nowhere."""
        queued = [g for q in self.allp for g in (q.curg, q.runnext, *q.runq) if g is not None and not g.spinning]
        return not queued and all(g.spinning for g in self.globq)

    def gosched(self) -> None:
        """runtime.Gosched: go to the end of the global queue."""
        self.budget -= 10
        if self.budget < 0:
            self.preempt("gosched", None)
        g = self.curg
        self.globq.append(g)
        self.attn = True
        nxt = self.schedule()
        if nxt is not g:
            self.switch_to(nxt)
        else:
            self.clock.idle(10)

    def goyield(self) -> None:
        """Like `gosched`, but to the end of the local queue."""
        g = self.curg
        self.runqput(self.p, g)
        nxt = self.schedule()
        if nxt is not g:
            self.switch_to(nxt)

    def goexit(self) -> NoReturn:
        """runtime.Goexit."""
        raise GoExit

    # Numbers.

    def goid(self) -> int:
        """The id of the current goroutine."""
        return self.curg.id

    def num_goroutine(self) -> int:
        """runtime.NumGoroutine."""
        return len(self.allgs)

    def gomaxprocs(self, n: int) -> int:
        """runtime.GOMAXPROCS: the number of processors, which is set to ``n`` if that is positive."""
        old = len(self.allp)
        if n > 0 and n != old:
            if n > old:
                self.allp += [P(i) for i in range(old, n)]
            else:
                self._retire(n)
            self.slice = self.budget = self.scheduler.slice_length(n)
        return old

    def _retire(self, n: int) -> None:
        """Remove all Ps from ``n`` on; their goroutines go to the global queue."""
        gone = self.allp[n:]
        del self.allp[n:]
        if self.p in gone:
            p = self.allp[0]
            if p.curg is not None:
                self.globq.append(p.curg)
                p.curg = None
            self.p = p
        for q in gone:
            if q.curg is not None:
                self.globq.append(q.curg)
            if q.runnext is not None:
                self.globq.append(q.runnext)
            self.globq.extend(q.runq)
        if self.globq:
            self.attn = True

    def choose(self, kind: str, n: int) -> int:
        """A choice for a stand-in."""
        return self.scheduler.choose(kind, n)

    # The end; `machine` says how it looks.

    def main_returned(self) -> None:
        """Function main is done: so is the program."""
        self.stop(0)

    def stop(self, code: int) -> NoReturn:
        """End the program with this exit code."""
        self.g0.switch(("exit", code))
        raise GreenletExit

    def crash(self, exc: BaseException) -> NoReturn:
        """A goroutine died of an exception."""
        self.g0.switch(("crash", exc))
        raise GreenletExit

    def fatal(self, text: str, *, deadlock: bool = False) -> NoReturn:
        """A fatal error, which nothing recovers: ``fatal error: text``."""
        self.g0.switch(("deadlock" if deadlock else "fatal", text))
        raise GreenletExit


def _nothing() -> None:
    """The function of a goroutine that has none any more."""


def _dead() -> None:
    raise AssertionError("switch to a dead goroutine")
