"""What a search amounts to, in words."""

from __future__ import annotations

from collections import Counter

import pytest

from goloupe.explore.engine import Result
from goloupe.report.bugs import verdict

CALM = "in which timers fire when nobody can run"


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (
            Result(schedules=104, behaviours=7, complete=True, interleavings=12),
            "all 12 interleavings at synchronisation points explored in 104 schedules",
        ),
        (Result(schedules=1, behaviours=1, complete=True, interleavings=1), "the only interleaving explored, in 1 schedule"),
        (
            Result(schedules=20, behaviours=9, complete=True, interleavings=2, racy_interleavings=5),
            "all 2 interleavings at synchronisation points explored (5 with the accesses that race) in 20 schedules",
        ),
        (
            Result(schedules=2, behaviours=1, complete=True, interleavings=1, unvaried=["random numbers", "the clock"]),
            "the only interleaving explored, in 2 schedules; not varied: random numbers, the clock",
        ),
        (Result(schedules=1000, behaviours=30, unseen=0.02), "1,000 schedules, 30 different behaviours, about 2.0 % unseen"),
        (
            Result(schedules=10, behaviours=3, unseen=0.2, calm_interleavings=1200, unvaried=["the clock"]),
            f"10 schedules, 3 different behaviours, about 20 % unseen; among them all 1,200 interleavings {CALM}; not varied: the clock",
        ),
        (
            Result(schedules=9, behaviours=1, unseen=0.5, calm_interleavings=1),
            f"9 schedules, 1 different behaviour, too few to tell what is unseen; among them the only interleaving {CALM}",
        ),
        (
            Result(schedules=2, behaviours=1, complete=True, interleavings=1, ends=Counter(exit=2), codes=Counter({3: 2})),
            "the only interleaving explored, in 2 schedules; every run exits with code 3",
        ),
        (
            Result(schedules=2, behaviours=1, complete=True, interleavings=1, ends=Counter(exit=2), codes=Counter({3: 1, 0: 1})),
            "the only interleaving explored, in 2 schedules",
        ),
        (
            Result(schedules=2, behaviours=1, complete=True, interleavings=1, ends=Counter(exit=1, panic=1), codes=Counter({3: 1})),
            "the only interleaving explored, in 2 schedules",
        ),
        (Result(schedules=1, behaviours=1, alone=True), "1 schedule, in which there was nothing to choose"),
        (Result(schedules=1, behaviours=1), "1 schedule, 1 different behaviour, too few to tell what is unseen"),
        (Result(schedules=3, behaviours=3, ends=Counter(steps=2, timeout=1)), "3 schedules, and none came to its end"),
    ],
)
def test_verdicts(result: Result, said: str) -> None:
    assert verdict(result) == said
