"""The portfolio: which strategies, in which order, for how many runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from goloupe.errors import UserError
from goloupe.explore.director import Director
from goloupe.explore.strategies import Seeded, Strategy
from goloupe.explore.strategies.random_walk import RandomWalk


@dataclass(frozen=True)
class Unit:
    """A piece of work that does not depend on any other: a strategy, its seed, and how many runs (0: until it has no more)."""

    strategy: str
    seed: int
    runs: int


def _natural(unit: Unit) -> Strategy:
    return Seeded("natural", "", Director, [unit.seed])


def _random(unit: Unit) -> Strategy:
    return Seeded(RandomWalk.name, RandomWalk.paper, RandomWalk, range(unit.seed, unit.seed + unit.runs))


STRATEGIES: Final[dict[str, Callable[[Unit], Strategy]]] = {"natural": _natural, "random": _random}
"""Name -> what makes the strategy of a unit."""

BATCH: Final = 500
"""Runs in a unit of a strategy that draws at random."""


def make(unit: Unit) -> Strategy:
    """The strategy of a unit."""
    return STRATEGIES[unit.strategy](unit)


def portfolio(seed: int, only: Sequence[str] = ()) -> Iterator[Unit]:
    """The units, in order, without end."""
    for name in only:
        if name not in STRATEGIES:
            raise UserError(f"there is no strategy {name!r}", next_step=f"The strategies are {', '.join(STRATEGIES)}.")
    names = [name for name in STRATEGIES if name != "natural" and (not only or name in only)]
    batch = 0
    while names:
        for name in names:
            yield Unit(name, seed + batch * BATCH, BATCH)
        batch += 1
