"""Timers and the clock.

**Virtual clock.**  Time stands still while goroutines run, except for a nominal cost: 100 ns for a synchronisation point or a look at the
clock.  When all goroutines are blocked the clock jumps to the next timer.  A sleep of an hour takes no time, and the order of timers
is exact.

No sleep ends at the very instant at which it is due.  Linux lets a thread sleep up to 50 µs longer than it was told to (its *timer
slack*), and programs count on more than they know: two sleeps of a second end after a timer of two seconds that was set just before
them, and what was written down beside the beginning of a sleep is older than the sleep when that has ended.  So a timer runs `SLACK`
after it is due, a short one (less than 200 µs) a quarter of its time.  The others are all late by the same: none overtakes another, and
those due at one instant still run at one.  A ticker does not drift, values that arrive tell when they were due, and who looks at a
channel without waiting finds what is due.  The clock of a bubble is exact.

Programs that spin until a time has come (``for time.Since(start) < d``, a loop around a select with default, Gosched with nobody
else) would spin for long on a clock that hardly moves.  So what gets nowhere costs more after a while: such idle points 1 µs after
100,000 of them and 10 µs after 200,000, looks at the clock 1 µs after 100,000, counted from the last jump.  Work never becomes dearer:
a timeout that is pending meanwhile must not fire because there was much to do.

**Real clock.**  The computer's own; when all goroutines are blocked the process sleeps.  Runs are then not repeatable.

Timers follow `time.go` of Go 1.23 and later: after Stop or Reset no stale value arrives; the channel of a timer looks
unbuffered; a timer whose channel nobody waits on is not in the heap, keeps no program alive, and is brought up to date when
someone looks (`maybe_run_chan`).

Differences: one heap for all processors; of timers due at the very same instant the scheduler chooses the first.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from goloupe.runtime.chan import Hchan

POINT_COST: Final = 100
"""Nanoseconds of virtual time for a synchronisation point or a look at the clock."""
IMPATIENCE: Final = 100_000
"""Idle points after which they cost more."""
EPOCH: Final = 1257894000
"""The wall clock at the start of a virtual run: 2009-11-10 23:00:00 UTC, as on the Go playground."""
SLACK: Final = 50_000
"""Nanoseconds by which timers are late."""
MAX_WHEN: Final = (1 << 63) - 1


class Timer:
    """A timer; ``f(arg)`` runs on the scheduler's stack and must not block."""

    __slots__ = ("arg", "blocked", "chan", "entry", "f", "late", "owner", "period", "when")

    def __init__(self, f: Callable[[Any], None], arg: Any, chan: Hchan | None = None) -> None:
        self.f = f
        self.arg = arg
        self.when = 0
        """When it is due; 0: not running."""
        self.late = 0
        """By how much it runs later than that."""
        self.period = 0
        self.chan = chan
        self.blocked = 0
        """How many goroutines wait on the channel."""
        self.entry: list[Any] | None = None
        """Its place in the heap, [when it runs, order, timer]; removal sets the timer to None there."""
        self.owner: Any = None
        """For stand-ins: the Go object that this timer belongs to."""


class Clock:
    """The time, and the heap of timers."""

    fake = False
    """It is a bubble's."""
    slack = SLACK

    __slots__ = ("_base", "_idle", "_looks", "_stale", "around", "delay", "heap", "now", "order", "real")

    def __init__(self, real: bool = False) -> None:
        self.real = real
        self.now = 1
        """Nanoseconds since the start, plus one (0 is no time)."""
        self._base = time.monotonic_ns() - 1 if real else 0
        self.delay = 0
        """By how much the timer that is being run is late."""
        self.heap: list[list[Any]] = []
        self.order = 0
        self.around: Callable[[Timer], None] | None = None
        """Runs a timer's function, for those who must know whose doing it is."""
        self._idle = 0
        self._looks = 0
        self._stale = 0

    def nanotime(self) -> int:
        """The monotonic clock."""
        if self.real:
            self.now = time.monotonic_ns() - self._base
        else:
            self._looks += 1
            self.now += POINT_COST if self._looks < IMPATIENCE else 10 * POINT_COST
        return self.now

    def walltime(self) -> tuple[int, int]:
        """Seconds and nanoseconds since 1970."""
        if self.real:
            return divmod(time.time_ns(), 1_000_000_000)
        return divmod(EPOCH * 1_000_000_000 + self.nanotime(), 1_000_000_000)

    def spend(self, points: int) -> None:
        """Let the nominal time of some synchronisation points pass."""
        if self.real:
            self.now = time.monotonic_ns() - self._base
        else:
            self.now += points * POINT_COST

    def idle(self, points: int) -> None:
        """Let time pass for something that got nowhere."""
        if not self.real:
            self._idle = n = self._idle + points
            self.now += points * (POINT_COST if n < IMPATIENCE else 10 * POINT_COST if n < 2 * IMPATIENCE else 100 * POINT_COST)

    def jump(self, when: int) -> None:
        """Nothing can run before ``when``: go there."""
        if self.real:
            while True:
                self.now = time.monotonic_ns() - self._base
                if self.now >= when:
                    return
                time.sleep(min(when - self.now, 1_000_000_000) / 1e9)
        self._idle = self._looks = 0
        if when > self.now:
            self.now = when

    def add(self, t: Timer) -> None:
        """Put a timer that runs into the heap, unless its channel makes that needless."""
        if t.entry is None and (t.chan is None or t.blocked):
            self.order += 1
            t.entry = entry = [t.when + t.late, self.order, t]
            heappush(self.heap, entry)

    def remove(self, t: Timer) -> None:
        """Take a timer out of the heap."""
        entry = t.entry
        if entry is not None:
            t.entry = None
            entry[2] = None
            self._stale += 1
            if self._stale > 64 and self._stale * 2 > len(self.heap):
                self.heap[:] = [e for e in self.heap if e[2] is not None]
                heapify(self.heap)
                self._stale = 0

    def next_when(self) -> int:
        """When the first timer in the heap runs; 0 if there is none."""
        heap = self.heap
        while heap and heap[0][2] is None:
            heappop(heap)
            self._stale -= 1
        return heap[0][0] if heap else 0

    def due(self) -> bool:
        """Whether a timer is to run now (or was stopped, which the next look finds out)."""
        heap = self.heap
        return bool(heap) and heap[0][0] <= self.now

    def run_due(self, choose: Callable[[str, int], int]) -> bool:
        """Run the timers whose time has come; whether there were any."""
        ran = False
        # A ticker may be due again at once, with a period shorter than what it does takes: that is for the next time.
        now = self.now
        while True:
            when = self.next_when()
            if not when or when > now:
                return ran
            heap = self.heap
            batch = [heappop(heap)]
            while self.next_when() == when:
                batch.append(heappop(heap))
            for e in batch:
                e[2].entry = None
            while batch:
                e = batch.pop(choose("timer", len(batch)))
                t = e[2]
                if t is not None and t.when + t.late == when and t.entry is None:
                    self.fire(t)
                    ran = True

    def fire(self, t: Timer) -> None:
        """Run one timer and set a periodic one anew (`unlockAndRun`)."""
        self.delay = max(0, self.now - t.when)
        if t.period > 0:
            t.when += t.period * (1 + max(0, self.now - t.when) // t.period)
            t.late = self._late(t.period)
            self.add(t)
        else:
            t.when = 0
        if self.around is None:
            t.f(t.arg)
        else:
            self.around(t)

    # Called by the machine.

    def start(self, t: Timer, when: int, period: int) -> bool:
        """Set a timer, running or not; whether it was running (`modify`)."""
        pending = t.when > 0
        self.remove(t)
        t.when = when if when > 0 else MAX_WHEN if when < 0 else 1
        t.late = self._late(t.when - self.now)
        t.period = period
        self.add(t)
        return pending

    def _late(self, duration: int) -> int:
        """By how much a timer is late."""
        if self.real or duration <= 0:
            return 0
        late = duration >> 2
        slack = self.slack
        return late if late < slack else slack

    def stop(self, t: Timer) -> bool:
        """Stop a timer; whether it was running."""
        pending = t.when > 0
        self.remove(t)
        t.when = 0
        return pending

    def maybe_run_chan(self, t: Timer) -> None:
        """Someone looks at the channel of a timer that may be due without being in the heap."""
        if t.entry is None and 0 < t.when <= self.now:
            self.fire(t)

    def block(self, t: Timer) -> None:
        """A goroutine is about to wait on the timer's channel."""
        t.blocked += 1
        if t.when > 0:
            self.add(t)

    def unblock(self, t: Timer) -> None:
        """A goroutine no longer waits on it."""
        t.blocked -= 1
        if not t.blocked:
            self.remove(t)
