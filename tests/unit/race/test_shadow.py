"""Shadow memory holds on to objects for no longer than the program has them, and to no more than it may."""

from __future__ import annotations

import pytest

from goloupe.race import shadow
from goloupe.race.shadow import FEW, SELF, Shadow
from goloupe.runtime.shadow import Sync
from goloupe.runtime.value import FieldRef


class Thing:
    __slots__ = ("__weakref__", "held")

    def __init__(self, held: object = None) -> None:
        self.held = held


def test_what_the_program_has_is_known_however_much_it_throws_away() -> None:
    known = Shadow()
    kept = [Thing(Thing()) for _ in range(100)]
    for thing in kept:
        known.add(thing)
        known.add(thing.held)
    for _ in range(10 * FEW):
        known.add(Thing(Thing()))
    assert len(known.cells) <= 2 * FEW
    assert all(known.cells[id(thing)][SELF] is thing and id(thing.held) in known.cells for thing in kept)


def test_what_only_garbage_refers_to_is_garbage() -> None:
    known = Shadow()
    inner = Thing()
    outer = Thing(inner)
    watched = Thing()
    for thing in (inner, outer, watched):
        known.add(thing)
    entry = [watched]
    del inner, outer, thing, watched
    known.let_go(set())
    assert [parts[SELF] for parts in known.cells.values()] == entry
    known.let_go({id(entry[0])})
    assert not known.cells


def test_the_oldest_are_forgotten_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shadow, "CAPACITY", 4 * FEW)
    known = Shadow()
    kept = [Thing() for _ in range(10 * FEW)]
    for thing in kept:
        known.add(thing)
    assert len(known.cells) <= 4 * FEW
    assert id(kept[-1]) in known.cells and id(kept[0]) not in known.cells


def test_long_arrays_count_more() -> None:
    known = Shadow()
    kept = [[0] * 64 for _ in range(FEW)]
    for array in kept:
        known.add(array)
    assert known._weight >= 8 * FEW


def test_what_was_released_into_garbage_is_forgotten() -> None:
    known = Shadow()
    plain, part, both, held, pointed = (Thing() for _ in range(5))
    pointer = FieldRef(pointed, "held")
    known.sync[id(plain)] = plain, Sync()
    known.sync[id(part), "held"] = FieldRef(part, "held"), Sync()
    known.sync[id(part), "f_v"] = part, Sync()
    known.sync[id(both)] = both, Sync()
    known.add(both)
    known.sync[id(held), "f_v"] = held, Sync()
    known.add(held)
    known.sync[id(pointed), "held"] = pointer, Sync()
    del plain, part, both, pointed
    known.let_go(set())
    assert [kept[0] for kept in known.sync.values()] == [held, pointer]
    assert [parts[SELF] for parts in known.cells.values()] == [held]
    del pointer, held
    known.let_go(set())
    assert not known.sync and not known.cells
