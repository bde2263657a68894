"""Many elements with one history: what is found is the same as if each had its own from the start."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from goloupe.race import wholes
from goloupe.race.detector import Detector
from goloupe.race.shadow import RUNS, forget
from goloupe.race.wholes import Wholes
from goloupe.runtime.runtime2 import G

LENGTH = 48
STACKS = [("code", i) for i in range(5)]


class Recorder(Detector):
    """Writes down the races that it finds."""

    __slots__ = ("log",)

    def _found(self, obj: Any, name: Any, t: Any, write: bool, *what: Any) -> bool:
        self.log.append((name, t.shift, write, what))
        if self.repeat:
            forget(self.shadow.cell(obj, name))
        return self.repeat


def history(seed: int, repeat: bool) -> tuple[list[Any], list[Any], bool]:
    """Some goroutines do something to an array: the races, what is known of each element, and whether there were runs."""
    draw = Random(seed)
    care = (0.0, 0.9, 1.0, 1.0)[seed % 4]
    d = Recorder(repeat=repeat)
    d.log = []
    whole = Wholes(d)
    array = bytearray(LENGTH)
    lock = object()
    gs = [G(1, len, (), 0)]
    for i in range(3):
        gs.append(G(i + 2, len, (), 1))
        d.go_create(gs[0], gs[-1])
    seen = False
    for step in range(60):
        g = draw.choice(gs)
        d.go_switch(g)
        act = draw.random()
        writes = draw.random() < 0.4
        stack = STACKS[step % 5]
        if draw.random() < care:
            d.acquire(g, lock)
        if act < 0.3:
            d.acquire(g, lock)
            if draw.random() < 0.8:
                d.release_merge(g, lock)
        elif act < 0.5:
            (d.write_part if writes else d.read_part)(array, draw.randrange(LENGTH), 0, stack)
        else:
            first = draw.randrange(LENGTH)
            whole.span(array, first, draw.randrange(first, LENGTH) + 1, writes, 0, stack)
        if draw.random() < care:
            d.release_merge(g, lock)
        seen = seen or RUNS in d.shadow.cells.get(id(array), ())
    cells = [d.shadow.cell(array, i) for i in range(LENGTH)]
    known = [(c.read, c.read_at, c.read_from or None, c.write, c.write_at, c.write_from or None, c.readers) for c in cells]
    return d.log, known, seen


@pytest.mark.parametrize("repeat", [False, True])
def test_the_same_is_found_and_known(monkeypatch: pytest.MonkeyPatch, repeat: bool) -> None:
    raced = 0
    for seed in range(400):
        monkeypatch.setattr(wholes, "MANY", 2 + seed % 9)
        log, known, seen = history(seed, repeat)
        assert seen
        raced += bool(log)
        monkeypatch.setattr(wholes, "MANY", LENGTH + 1)
        assert history(seed, repeat) == (log, known, False)
    assert 50 < raced < 350


def test_a_write_of_all_takes_the_place_of_cells() -> None:
    d = Detector()
    whole = Wholes(d)
    array = bytearray(1000)
    for i in range(0, 1000, 2):
        d.read_part(array, i, 0, STACKS[0])
    assert len(d.shadow.cells[id(array)]) == 501
    for first in range(0, 1000, 100):
        whole.span(array, first, first + 100, True, 0, STACKS[1])
    cells = d.shadow.cells[id(array)]
    assert len(cells) == 2
    d.write_part(array, 500, 0, STACKS[2])
    assert len(cells) == 2 + 1
    assert (cells[500].write_from, cells[500].read) == (STACKS[1], d.now)
