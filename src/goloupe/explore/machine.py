"""The machine under control: one processor, and a director who is asked at every point.

Runnable goroutines are in one list, in the order in which Go would take them.  At a point of the schedule (`points`) the director says who
goes on; when a goroutine blocks or ends he chooses among the others.  Nothing else interrupts.

The machine notes what happens as `Event`s: what a goroutine is about to do at a point, who blocks and why, who is made ready.  They are
small tuples; places in the source are looked up only when somebody wants to read them.

The same machine makes many runs: `restart` puts everything back that a run has changed in it.

When main returns the program is over, as far as its exit code goes; the machine then lets the other goroutines go on until all of them are
blocked (at most `AFTER_MAIN` points, and `HORIZON` of virtual time), so that one can see who is left behind.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from types import CodeType, FrameType
from typing import Any, Final, NoReturn, cast

from greenlet import GreenletExit, getcurrent, greenlet

from goloupe.explore.busymaps import touch
from goloupe.explore.census import Census, Counted
from goloupe.explore.director import Director
from goloupe.explore.events import EXIT, EXITED, HALVES, IDLE, PLAIN, SEEN_BY_TRIES, Bounded, Event, Note, Variable, drained
from goloupe.explore.greenlets import end
from goloupe.explore.points import Points
from goloupe.explore.run import ALWAYS, CLOCK, LOCKS, NEVER, RANDOM, WITHIN
from goloupe.runtime import stack
from goloupe.runtime.addresses import Addresses
from goloupe.runtime.chan import Hchan
from goloupe.runtime.hooks import Hook
from goloupe.runtime.machine import Machine
from goloupe.runtime.maps import GoMap
from goloupe.runtime.runtime2 import G, P
from goloupe.runtime.timer import POINT_COST, Clock, Timer
from goloupe.std.internal_race import DETECTOR

AFTER_MAIN: Final = 20_000
"""Points that the other goroutines get after main has returned."""
SOON_AFTER: Final = 1000
"""The same where nobody asks who is left behind, unless the run had more: what they do then may be done before the end, too."""
TICK: Final = 20
"""Points that it counts for then when time goes on: a timer that is set again and again would else use up all of them."""
LOOPS: Final = 64
"""After how many thousand turns a loop that may have an end gives way."""
FURTHER: Final = 20
"""How many times as many points as it may have a run passes, if there is a choice at few of them."""
SPINS: Final = 20
"""After how many pauses of loops that get nowhere time passes."""
STALL: Final = 500_000_000
"""Nanoseconds for which somebody who can run may be kept from it by timers that fire early.

A loaded machine delays a goroutine by milliseconds, a throttled one by a tenth of a second.  That what can run has run before a timeout of
a second or more is over is what authors of tests rely on, and may.
"""
HORIZON: Final = 3600_000_000_000
"""Nanoseconds of virtual time that they get."""


class ControlledMachine(Machine):
    """A machine whose schedule somebody else decides."""

    __slots__ = (
        "_numbered",
        "census",
        "counted",
        "director",
        "early",
        "events",
        "exit_code",
        "further",
        "greenlets",
        "jumps",
        "limit",
        "linger",
        "loops",
        "main_done",
        "notes",
        "noting",
        "on_idle",
        "ops",
        "points",
        "progress",
        "quiet",
        "racy_sites",
        "steps",
        "stuck",
        "touched",
        "tries",
        "until",
        "unvaried",
        "watch",
        "within",
        "writing",
    )

    effects = True

    def __init__(self, points: Points, *, goroot: str = "", hook: Hook | None = None) -> None:
        self.director = Director()
        self.points = points
        self.racy_sites: dict[tuple[int, int], bool] = {}
        """By code and instruction: whether it is at one of the schedule's racy places."""
        self.noting = False
        """Whether accesses are noted where none is a point."""
        self.touched: dict[tuple[int, Any], set[tuple[CodeType, int]]] = {}
        """Object and part -> from where it was accessed in this run, if accesses are noted."""
        self.within = False
        """Whether locks within the standard library are points, too: see `Schedule.racy`."""
        self.writing: set[int] = set()
        """Identities of maps that are being written."""
        self.watch = False
        """Whether events are noted."""
        self.tries = False
        """Whether the program tries locks: who does may find one taken, so that giving it back is a point."""
        self.census: Census | None = None
        """If the program asks for the number of goroutines."""
        self.limit = 100_000
        """Points after which a run is cut off: those at which there was a choice, if it gets on and `further` says so."""
        self.further = True
        """Runs may go further where there is nothing to choose: the first one has come to its end by that, or is still to be made."""
        self.linger = False
        """Whether it matters who is left behind when main has returned."""
        self._numbered = (0, 0, 0, False)
        """How far the numbers of goroutines are where runs begin, and whether that of finalizers has its own: see `number_on`."""
        super().__init__(self.director, gomaxprocs=1, goroot=goroot, hook=hook, stdout=Bounded(), stderr=Bounded())
        self.on_idle: Callable[[], Any] | None = None
        """Called when nobody can run and the clock is about to jump, as long as main has not returned."""
        self.greenlets: list[greenlet] = []
        """Those of this run, and idle ones of earlier runs."""
        self.restart(self.director)
        self.quiet = True

    def restart(self, director: Director) -> None:
        """Forget the last run; the next one is ``director``'s."""
        self.close()
        self.director = self.scheduler = director
        self.clock = Clock()
        self.addresses = Addresses()
        self.goid_gen = 0
        self.lost = 0
        self.fing = self._numbered[3]
        self.allp[:] = [self._processor()]
        self.p = self.allp[0]
        self.attn = True
        self.budget = self.slice = 0
        self.events: list[Event] = []
        self.notes: list[Note] = []
        self.steps = 0
        self.loops = 0
        """Thousands of turns of loops that may have an end."""
        self.spun = -1
        self.early = 0
        """Nanoseconds by which time went on although somebody could run."""
        self.jumps = 0
        """How often time went on because nobody could run."""
        self.progress = 0
        """The last point at which something was done that is not `IDLE`."""
        self.until = self.limit
        self.unvaried: set[str] = set()
        """See `Run.unvaried`."""
        self.counted = False
        """The program has asked how much it has allocated."""
        self.main_done = False
        """The program is over; what goes on shows who is left behind."""
        self.exit_code = 0
        self.stuck = False
        """Main can never go on, though others do: what comes of them is looked at for a while only."""
        self.quiet = False
        """Points are not asked about: the standard library is being initialised."""
        if self.refusals is not None:
            self.refusals.clear()
        self.stdout.clear()  # type: ignore[attr-defined]
        self.stderr.clear()  # type: ignore[attr-defined]
        self.racy_sites.clear()
        self.touched.clear()
        self.writing.clear()
        if self.census is not None:
            self.census.restart()
        self.within = WITHIN in director.racy
        director.begin(self)

    @staticmethod
    def _processor() -> P:
        p = P(0)
        p.runq = cast(Any, [])  # Goroutines are taken out of its middle.
        return p

    # Points.

    def preempt(self, op: str = "", obj: Any = None) -> None:
        """A synchronisation point: ask who goes on."""
        if self.quiet or not op:
            return
        site = self.points.site(sys._getframe(1))
        if site is None and self.within:
            site = self.points.within(sys._getframe(1))
        if site is not None:
            self._point(op, obj, site)

    def access(self, op: str, obj: Any, name: Any, place: int) -> None:
        """An access to memory, which is a point at the places that the schedule names."""
        # Not of stand-ins, which tell of their accesses themselves: what they do at once must not be interrupted.
        if self.quiet or id(sys._getframe(2).f_code) in stack.KNOWN:
            return
        site = self.points.site(sys._getframe(3))
        if site is None:
            return
        self.touched.setdefault((id(obj), name), set()).add(site)
        if self._is_racy(site):
            what = Variable(obj, name)
            self._point(op, what, site)
            if isinstance(obj, GoMap):
                touch(self.writing, op, obj, place, lambda: self._point("wrote", what, site), self.fatal)

    def _is_racy(self, site: tuple[CodeType, int]) -> bool:
        key = id(site[0]), site[1]
        known = self.racy_sites.get(key)
        if known is None:
            f = stack.frame_of(site[0], stack.line_at(site[0], site[1]))
            known = self.racy_sites[key] = f is not None and f"{f.name}:{f.line}" in self.director.racy
        return known

    def _point(self, op: str, obj: Any, site: tuple[CodeType, int] | None) -> None:
        g = self.curg
        note: Note = g.note
        self.steps += 1
        if self.steps > self.until and not self._goes_on():
            self._cut()
        if op not in IDLE and not drained(op, obj):
            self.progress = self.steps
        note.op = op
        note.obj = obj
        note.site = site
        note.steps += 1
        clock = self.clock
        clock.now += POINT_COST
        if clock.heap and clock.due() and clock.run_due(self.director.choose):
            self.director.elapsed(False)
        p = self.p
        ready: Any = p.runq
        nxt = p.runnext
        if nxt is not None:
            p.runnext = None
            ready.insert(0, nxt)
        timers = False
        if self.director.eager != NEVER:
            note.since = self.early
            timers = self._timers(ready, note)
        while ready or timers:
            choice = self.director.next(g, ready, timers)
            if not choice:
                break
            if choice > len(ready):
                self._fire()
                if p.runnext is not None:
                    ready.insert(0, p.runnext)
                    p.runnext = None
                timers = self._timers(ready, note)
                continue
            other = ready.pop(choice - 1)
            other.note.since = -1
            ready.insert(0, g)
            self.switch_to(other)
            break
        if op not in HALVES:
            self.events.append(Event(note.index, PLAIN.get(op, op), obj, site))
        self.director.executed(g)

    def _timers(self, ready: Sequence[G], note: Note | None = None) -> bool:
        """Whether the next timer may fire although somebody can run: nobody who can is kept waiting for longer than `STALL` by that.

        ``note`` is that of the goroutine that runs, if one does.
        """
        clock = self.clock
        when = clock.next_when() if clock.heap else 0
        if when <= 0:
            return False
        if self.director.eager == ALWAYS:
            return True
        early = self.early
        earliest = early if note is None else note.since
        for g in ready:
            since = g.note.since
            if since < 0:
                g.note.since = early
            elif since < earliest:
                earliest = since
        return early + when - clock.now - earliest <= STALL

    def _fire(self) -> None:
        """The next timer, early."""
        clock = self.clock
        when = clock.next_when()
        self.early += max(when - clock.now, 0)
        if self.main_done:
            self.until -= TICK
        clock.jump(when)
        if self.census is not None:
            self.census.lingering.clear()
        clock.run_due(self.director.choose)

    def _goes_on(self) -> bool:
        """Whether a run at its limit may go on: it gets on, and at few of its points there was a choice."""
        limit = self.limit
        left = limit - len(self.director.log)
        if (
            self.main_done
            or self.stuck
            or not self.further
            or left <= 0
            or self.steps > FURTHER * limit
            or self.progress <= self.steps // 2
        ):
            return False
        self.until = min(self.steps + left, FURTHER * limit)
        return True

    def _cut(self) -> None:
        self.g0.switch(("quiescent" if self.main_done else "stuck" if self.stuck else "steps", self.steps))
        raise GreenletExit

    def main_stuck(self) -> None:
        """Main can never go on: those who can are left a while."""
        if not self.stuck:
            self.stuck = True
            self.until = min(self.until, self.steps + SOON_AFTER)

    def turned(self) -> None:
        """A loop goes on for long: a point now and then, so that it cannot do so for ever."""
        self.loops += 1
        if not self.loops % LOOPS:
            self.preempt("loop")

    def spin(self) -> None:
        """A loop gets nowhere by itself: if all that can run are such, time passes."""
        clock = self.clock
        self.spins = self.spins + 1 if self.steps == self.spun else 0
        if self.spins >= SPINS and not self.quiet and self.only_spinning() and clock.next_when():
            self.spins = 0
            clock.jump(clock.next_when())
            if clock.run_due(self.director.choose):
                self.director.elapsed(False)
        g = self.curg
        g.spinning = True
        self.preempt("spin")
        g.spinning = False
        self.spun = self.steps

    def schedule(self) -> G:
        """The goroutine that ran has blocked or ended: who goes on?"""
        p = self.p
        ready: Any = p.runq
        clock = self.clock
        while True:
            nxt = p.runnext
            if nxt is not None:
                p.runnext = None
                ready.insert(0, nxt)
            if self.quiet:
                if ready:
                    first: G = ready.pop(0)
                    return first
            else:
                timers = self.director.eager != NEVER and bool(ready) and self._timers(ready)
                n = len(ready) + timers
                if n and ready:
                    if n == 1:
                        choice = 0
                        self.director.only(ready[0])
                    else:
                        choice = self.director.next(None, ready, timers)
                    if choice < len(ready):
                        chosen: G = ready.pop(choice)
                        chosen.note.since = -1
                        return chosen
                    self._fire()
                    continue
            self._idle()
            if not self.quiet:
                self.director.elapsed(True)
            if clock.heap and clock.due():
                clock.run_due(self.director.choose)

    def _idle(self) -> None:
        self.jumps += 1
        if self.census is not None:
            self.census.lingering.clear()
        if self.main_done:
            when = self.clock.next_when()
            self.steps += 1
            self.until -= TICK
            if not when or when > HORIZON or self.steps > self.until:
                self.g0.switch(("quiescent", None))
                raise GreenletExit
            self.clock.jump(when)
            return
        if not self.quiet:
            if self.stuck:
                self.steps += 1
                self.until -= TICK
                if self.steps > self.until:
                    self._cut()
            if self.on_idle is not None:
                self.on_idle()
            if self.expects is not None and not self.clock.next_when() and self.expects():
                assert self.netpoll is not None
                if self.netpoll(0):
                    return
                # In an exploration nobody is outside: who waits for a signal waits for ever, and that is no deadlock.
                self.g0.switch(("rest", None))
                raise GreenletExit
        super()._idle()

    def gosched(self) -> None:
        """runtime.Gosched: the one that has waited longest goes on, if the director has no other idea."""
        if not self.quiet:
            self._give_way("gosched", self.points.site(sys._getframe(1)))

    def beside(self) -> None:
        """A test goes on as one of several in parallel, which are let go before the first of them gets on."""
        if not self.quiet:
            self._give_way("parallel", self.points.site(sys._getframe(1)))

    def _give_way(self, op: str, site: tuple[CodeType, int] | None) -> None:
        g = self.curg
        p = self.p
        note: Note = g.note
        note.op, note.obj, note.site = op, None, site
        self.steps += 1
        if self.steps > self.until and not self._goes_on():
            self._cut()
        self.events.append(Event(note.index, op, None, site))
        self.clock.idle(10)
        if self.clock.heap and self.clock.due() and self.clock.run_due(self.director.choose):
            self.director.elapsed(False)
        p.runq.append(g)
        nxt = self.schedule()
        if nxt is not g:
            self.switch_to(nxt)

    def goyield(self) -> None:
        """What a hand-off does: the goroutine that was made ready goes on."""
        self.p.runq.append(self.curg)
        nxt = self.schedule()
        if nxt is not self.curg:
            self.switch_to(nxt)

    def runqput(self, p: P, g: G) -> None:
        """To the end of the queue, which has no limit."""
        p.runq.append(g)

    def gomaxprocs(self, n: int) -> int:
        """runtime.GOMAXPROCS: the number is kept, and there is one processor all the same."""
        old: int = self.values.get("gomaxprocs", 4)
        if n > 0:
            self.values["gomaxprocs"] = n
        return old

    # Goroutines.

    def _attach(self, g: G) -> Any:
        """A greenlet for a goroutine that has not run yet; it will be known when the run is over."""
        if self.pool:
            sw = self.pool.pop()
        else:
            made = greenlet(self._worker, self.g0)
            self.greenlets.append(made)
            sw = made.switch
        g.switch = sw
        return sw

    def close(self) -> None:
        """Let go of the goroutines that are left, and keep idle greenlets for the next run."""
        idle = {sw.__self__: sw for sw in self.pool}
        super().close()
        here = getcurrent()
        mine = [g for g in self.greenlets if g.parent is here and not g.dead]
        self.greenlets = [g for g in mine if g in idle]
        end([g for g in mine if g not in idle])
        self.pool.extend(idle[g] for g in self.greenlets)

    def shut(self) -> None:
        """There are no further runs: let go of the idle greenlets, too, in the thread that they belong to, or nothing is ever freed."""
        self.close()
        self.pool.clear()
        idle, self.greenlets = self.greenlets, []
        end(idle)

    def drive(self, main: Callable[[], Any]) -> tuple[str, Any]:
        """Run ``main`` as goroutine 1."""

        def first() -> None:
            self.curg.note = note = Note(0, "0")
            self.notes.append(note)
            if self._numbered[0]:
                self.p.goid, self.p.goid_end, self.goid_gen, _ = self._numbered
            main()

        return super().drive(first)

    def number_on(self) -> None:
        """From now on goroutines are numbered as if what ran last had been the beginning of each run.

        The standard library is initialised once for all runs; in a program that runs by itself the goroutines of that have numbers, too.
        """
        p = self.allp[0]
        self._numbered = (p.goid, p.goid_end, self.goid_gen, self.fing)

    def system_goroutines(self, p: P) -> None:
        """Those of the runtime have no part in a schedule."""

    def newproc(self, fn: Callable[..., Any], args: tuple[Any, ...], depth: int) -> G:
        """A goroutine with a note."""
        g = super().newproc(fn, args, depth + 1)
        parent = self.curg.note
        path = f"{parent.path}.{parent.children}" if parent is not None else f"t{len(self.notes)}"
        if parent is not None:
            parent.children += 1
        g.note = note = Note(len(self.notes), path)
        note.goid = g.id
        if not self.points.own(g.creator):
            note.asked = self.points.site(sys._getframe(1))
        self.notes.append(note)
        if self.census is not None and self.points.site(sys._getframe(1)) is not None:
            g.fn = Counted(fn, self)
        return g

    def main_returned(self) -> None:
        """Function main is done; see who is left behind."""
        self.flush()
        if self.quiet:
            self.stop(0)
        if not self.main_done:
            self._point("exit", EXIT, None)
        self._over(0)

    def stop(self, code: int) -> NoReturn:
        """os.Exit: the program is over, and the goroutine that said so does nothing more."""
        if self.quiet or self.main_done:
            self.director.did(self.curg, "exit", EXIT)
            super().stop(code)
        self._point("exit", EXIT, self.points.site(sys._getframe(1)))
        self._over(code)
        while True:
            super().gopark(EXITED)

    def _over(self, code: int) -> None:
        self.exit_code = code
        self.main_done = True
        self.until = self.steps + (AFTER_MAIN if self.linger else min(AFTER_MAIN, max(SOON_AFTER, self.steps)))

    def gopark(self, reason: str, on: Any = None) -> None:
        """Block, and note why."""
        if not self.quiet:
            note = self.curg.note
            self.events.append(Event(note.index, "block", reason, note.site))
        super().gopark(reason, on)

    # What schedules do not decide.

    def choose(self, kind: str, n: int) -> int:
        """A choice for a stand-in; remember if it is one of the program's random numbers."""
        if kind == "rand" and not self.quiet and RANDOM not in self.unvaried and self.points.by_chance(sys._getframe(1)):
            self.unvaried.add(RANDOM)
        return self.scheduler.choose(kind, n)

    def walltime(self) -> tuple[int, int]:
        """The clock; remember that the program has looked at it."""
        if not self.quiet and CLOCK not in self.unvaried and self.points.site(sys._getframe(1)) is not None:
            self.unvaried.add(CLOCK)
        return super().walltime()

    def num_goroutine(self) -> int:
        """runtime.NumGoroutine."""
        if self.census is None or self.quiet or (site := self.points.site(sys._getframe(1))) is None:
            return super().num_goroutine()
        return self.census.ask(self, site)

    def stack_text(self, all_of_them: bool = False, first: tuple[stack.Frame, ...] = ()) -> str:
        """runtime.Stack: who asks for all sees some that are done, too."""
        site = self.points.site(sys._getframe(1)) if all_of_them and self.census is not None and not self.quiet else None
        more = "" if self.census is None or site is None else self.census.stacks(self, site)
        return super().stack_text(all_of_them, first) + more

    def counts_allocations(self) -> None:
        """Remember it: what the program makes of the answer is not to be believed."""
        self.counted = True

    # What is done without a point, for strategies that look at conflicts.

    def did(self, op: str, obj: Any) -> None:
        """A stand-in has done something, or is about to."""
        if self.tries and op in SEEN_BY_TRIES:
            self._locks(op, obj)
        if not self.quiet and (op != "pool" or self.points.site(sys._getframe(1)) is not None):
            self.director.did(self.curg, op, obj)

    def ordered(self, frame: FrameType) -> None:
        """A lock, or an atomic variable, has told the goroutine that runs what it did not know; remember it if that is no point."""
        if not self.quiet and not self.main_done and LOCKS not in self.unvaried and self.points.within(frame) is not None:
            self.unvaried.add(LOCKS)

    def would_order(self, x: Any, frame: FrameType) -> bool:
        """Whether a package of the standard library, for its own sake, takes out of a pool what an unrelated goroutine has put there.

        Such a pool is no point, so that its order is not explored: it must not hide a race, and may have been empty.
        """
        detector = self.values.get(DETECTOR)
        return detector is not None and not self.quiet and detector.news(self.curg, x) and self.points.site(frame) is None

    def _locks(self, op: str, lock: Any) -> None:
        """What only somebody who tries a lock can see is a point in programs that do."""
        if not self.quiet:
            self.preempt(op, lock)

    def mutex_unlock(self, m: Any) -> None:
        """Unlock."""
        if self.tries:
            self._locks("unlock", m)
        self.director.did(self.curg, "unlock", m)
        super().mutex_unlock(m)

    def new_timer(
        self, when: int, period: int, f: Callable[[Any], None], arg: Any, chan: Hchan | None = None, cls: type[Timer] = Timer
    ) -> Timer:
        """A running timer."""
        self.director.did(self.curg, "timer", self.clock)
        return super().new_timer(when, period, f, arg, chan, cls)

    def stop_timer(self, t: Timer) -> bool:
        """Stop."""
        self.director.did(self.curg, "timer", self.clock)
        return super().stop_timer(t)

    def reset_timer(self, t: Timer, when: int, period: int) -> bool:
        """Reset."""
        self.director.did(self.curg, "timer", self.clock)
        return super().reset_timer(t, when, period)

    def crash(self, exc: BaseException) -> NoReturn:
        """A goroutine died of an exception."""
        self.director.did(self.curg, "crash", EXIT)
        super().crash(exc)

    def fatal(self, text: str, *, deadlock: bool = False) -> NoReturn:
        """A fatal error."""
        if not deadlock:
            self.director.did(self.curg, "crash", EXIT)
        super().fatal(text, deadlock=deadlock)
