"""Timers are late, all by the same, and those of bubbles are not."""

from __future__ import annotations

from typing import Any

from goloupe.runtime.bubble import BubbleClock
from goloupe.runtime.timer import SLACK, Clock, Timer

MS = 1_000_000


def fired(clock: Clock, *durations: int) -> list[tuple[int, int]]:
    """Set timers one after the other, and let them all run: which, and when after it was due."""
    out: list[tuple[int, int]] = []
    due = {}

    def f(n: Any) -> None:
        out.append((n, clock.now - due[n]))

    for n, duration in enumerate(durations):
        due[n] = clock.now + duration
        clock.start(Timer(f, n), due[n], 0)
    while when := clock.next_when():
        clock.jump(when)
        clock.run_due(lambda _kind, _n: 0)
    return out


def test_sleeps_end_late_and_in_their_order() -> None:
    """Whatever they take, for none overtakes another."""
    assert fired(Clock(), 3 * MS, MS, MS + 1, 2 * MS) == [(1, SLACK), (2, SLACK), (3, SLACK), (0, SLACK)]


def test_timers_of_one_instant_run_together() -> None:
    """So that a schedule can choose between them."""
    asked = []
    clock = Clock()
    for _ in range(3):
        clock.start(Timer(lambda _arg: None, None), clock.now + MS, 0)
    clock.jump(clock.next_when())
    clock.run_due(lambda kind, n: asked.append((kind, n)) or 0)
    assert asked == [("timer", 3), ("timer", 2), ("timer", 1)]


def test_short_sleeps_are_less_late() -> None:
    """A quarter of what they take; what is due runs at once."""
    assert fired(Clock(), 1000, 0) == [(1, 0), (0, 250)]


def test_bubbles_are_exact() -> None:
    """Their clock stands still, and jumps to when a timer is due."""
    assert fired(BubbleClock(), MS, 2 * MS) == [(0, 0), (1, 0)]


def test_a_ticker_does_not_drift() -> None:
    """Each tick is late, and the next one as if it had not been."""
    clock = Clock()
    began = clock.now
    ticks: list[int] = []
    clock.start(Timer(lambda _arg: ticks.append(clock.now - began - clock.delay), None), began + MS, MS)
    for _ in range(50):
        clock.jump(clock.next_when())
        clock.run_due(lambda _kind, _n: 0)
    assert ticks == [MS * n for n in range(1, 51)]
    assert clock.delay == SLACK
