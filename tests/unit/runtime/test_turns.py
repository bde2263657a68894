"""Turns of loops: pauses come when they should, whatever happens in them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pytest
from greenlet import greenlet

from goloupe.runtime.machine import Machine
from goloupe.runtime.proc import IMPATIENCE, PATIENCE
from goloupe.runtime.turns import TURNS, long_range, turns


def test_a_pause_after_every_thousand() -> None:
    taken, pauses = [0], []
    for _ in turns(lambda: pauses.append(taken[0])):
        taken[0] += 1
        if taken[0] == 3 * TURNS + 1:
            break
    assert pauses == [TURNS, 2 * TURNS, 3 * TURNS]


def test_an_exception_in_a_pause_leaves_the_iterator_as_it_is() -> None:
    calls: list[int] = []

    def act() -> None:
        calls.append(1)
        if len(calls) % 2:
            raise LookupError

    source = turns(act)
    for _ in range(3):
        assert len(list(islice(source, TURNS))) == TURNS
        with pytest.raises(LookupError):
            next(source)
    assert len(calls) == 5, "the pause is made up for"


def test_goroutines_held_up_in_a_pause_share_the_iterator() -> None:
    main = greenlet.getcurrent()
    taken = {"a": 0, "b": 0}
    source: Iterator[None] = turns(lambda: main.switch())

    def take(name: str) -> None:
        for _ in source:
            taken[name] += 1

    a, b = greenlet(lambda: take("a")), greenlet(lambda: take("b"))
    for _ in range(20):
        a.switch()
        b.switch()
    assert taken["a"] >= 5 * TURNS and taken["b"] >= 5 * TURNS


@pytest.mark.parametrize("values", [range(5), range(3, 5 * TURNS, 2), range(4 * TURNS, 0, -1), range(7, 7)])
def test_a_long_range_has_the_values_of_the_range(values: range) -> None:
    pauses: list[int] = []
    assert list(long_range(values, lambda: pauses.append(1))) == list(values)
    assert len(pauses) >= len(values) // TURNS


def test_time_passes_when_all_get_nowhere() -> None:
    rt = Machine(seed=1)
    fired: list[int] = []
    timer = rt.new_timer(10**9, 0, lambda _: fired.append(rt.clock.now), None)
    spins = [0]

    def main() -> None:
        while not fired:
            spins[0] += 1
            rt.spin()

    assert timer.when and rt.run(main) == 0
    assert fired[0] >= 10**9
    assert PATIENCE <= spins[0] < PATIENCE + IMPATIENCE


def test_time_does_not_pass_while_somebody_works() -> None:
    rt = Machine(seed=1)
    fired: list[int] = []
    rt.new_timer(10**9, 0, lambda _: fired.append(1), None)
    left = [100_000]

    def work() -> None:
        while left[0]:
            left[0] -= 1
            rt.point()

    def main() -> None:
        rt.go(work)
        while left[0]:
            rt.spin()

    assert rt.run(main) == 0
    assert not fired and rt.clock.now < 10**9
