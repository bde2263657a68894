"""The portfolio: which strategies, in which order, for how many runs.

After the natural run the searches (by partial orders, by delays) and the samplers take turns, the latter in proportion 4 : 3 : 2 : 3 for
partial order sampling, PCT, the random walks and eager timers.  Searching partial orders comes early, for if there are few it ends with the
verdict that all have been seen, and has a turn in each round later: it goes on where it was (`goloupe.explore.exhaust`).  Searching by
delays begins with a small number of runs, and gets ten times as many whenever its turn comes again: that costs little more than to go on,
and a unit needs to know nothing of those before it.

The search by the order of locks ends after two runs if nobody takes one lock while having another.

In the runs of two of the samplers ``math/rand`` gives other numbers each time: what needs those no schedule shows.

Where the natural run was cut off in the midst of work, every second unit is one family's (`family`), whose runs may go further.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from goloupe.errors import UserError
from goloupe.explore.director import Director
from goloupe.explore.strategies import Seeded, Strategy
from goloupe.explore.strategies.delay import DelayBound
from goloupe.explore.strategies.eager import EagerPos
from goloupe.explore.strategies.family import Family
from goloupe.explore.strategies.lag import Lag
from goloupe.explore.strategies.lockorder import LockOrderSearch
from goloupe.explore.strategies.parts import search
from goloupe.explore.strategies.pct import PctSearch
from goloupe.explore.strategies.pos import Pos
from goloupe.explore.strategies.random_walk import RandomWalk
from goloupe.explore.strategies.surw import WeightedSearch


@dataclass(frozen=True)
class Unit:
    """A piece of work that does not depend on any other: a strategy, its seed, and how many runs (0: until it has no more)."""

    strategy: str
    seed: int
    runs: int
    racy: tuple[str, ...] = ()
    """Places whose accesses to memory are points."""
    prefix: str = ""
    """Of a search: which part of it."""
    steps: int = 0
    """Points that a run may have at least, whatever the limit for others."""
    rand: int = 0
    """Seed of ``math/rand``'s own source in its first run, each of the others has the next; 0: that of the natural run in all of them."""
    most: int = 0
    """Runs that it may make, for there is a budget of them; 0: there is none."""

    @property
    def seeds(self) -> range:
        """One for each run."""
        return range(self.seed, self.seed + self.runs)


def _sampler(kind: type[Director]) -> Callable[[Unit], Strategy]:
    return lambda unit: Seeded(kind.name, kind.paper, kind, unit.seeds)


STRATEGIES: Final[dict[str, Callable[[Unit], Strategy]]] = {
    "natural": _sampler(Director),
    "delay": lambda unit: DelayBound(MAX_DELAYS, *map(int, unit.prefix.split("/") if unit.prefix else ())),
    "dpor": lambda unit: search(unit.prefix),
    "pos": _sampler(Pos),
    "pct2": lambda unit: PctSearch(2, unit.seeds),
    "pct3": lambda unit: PctSearch(3, unit.seeds),
    "random": _sampler(RandomWalk),
    "surw": lambda unit: WeightedSearch(unit.seeds),
    "eager": _sampler(EagerPos),
    "lag": _sampler(Lag),
    "family": _sampler(Family),
    "lockorder": lambda unit: LockOrderSearch(unit.seeds),
}
"""Name -> what makes the strategy of a unit."""

MAX_DELAYS: Final = 2
SHARES: Final = (("pos", 4), ("pct2", 2), ("pct3", 1), ("random", 1), ("surw", 1), ("eager", 3), ("lag", 1))
"""Samplers, and their parts of a round.

Eager timers have more than their share in the papers: over the kernels of ``bench/explore_speed.py --single`` they find what is wrong most
often, because what needs a timer to fire early nobody else finds but `lag`; the others differ by less than the seeds do.
"""
SAMPLERS: Final = frozenset(name for name, _ in SHARES)
LUCK: Final = ("pct3", "random")
"""Samplers whose runs have random numbers of their own."""
SEARCHES: Final = ("dpor", "delay")
DPOR_RUNS: Final = 1000
"""Runs of the search by partial orders in one turn."""
DELAY_RUNS: Final = 300
"""Runs of the search by delays when it begins."""
DELAY_PARTS: Final = 4
"""Parts of it, later."""
FIRST_BATCH: Final = 10
LAST_BATCH: Final = 100
"""Runs in one part of a sampler's, in the first round and in late ones: small at first, so that each strategy has its turn soon."""
GROWTH: Final = 10
FAR: Final = 300_000
"""Points that a run of a family may have, where the natural one was cut off in the midst of work."""
FAR_RUNS: Final = 1000
SEARCH_ROUNDS: Final = (0, 8, 80, 800)
"""Rounds in which the search by delays has its turns; that by partial orders has one in the first round and in all from the second of
these on."""


def make(unit: Unit) -> Strategy:
    """The strategy of a unit."""
    return STRATEGIES[unit.strategy](unit)


def portfolio(seed: int, only: Sequence[str] = (), *, busy: bool = False) -> Iterator[Unit]:
    """The units, in order; without end, if a sampler is among them.

    A unit of the search by partial orders stands for a turn of it: which part is searched is for the engine to say.
    ``busy``: the natural run was cut off in the midst of work, so that others have to go further.
    """
    for name in only:
        if name not in STRATEGIES:
            raise UserError(f"there is no strategy {name!r}", next_step=f"The strategies are {', '.join(STRATEGIES)}.")
    samplers = [(name, share) for name, share in SHARES if not only or name in only]
    samplers += [(name, 1) for name in (Family.name,) if name in only]
    if not only or LockOrderSearch.name in only:
        samplers.insert(1, (LockOrderSearch.name, 1))
    far = seed + 1 if busy and (not only or Family.name in only) else 0
    """The next seed for runs that go further, if there are to be any."""
    searches = [name for name in SEARCHES if not only or name in only]
    if not samplers:
        if "dpor" in searches:
            yield Unit("dpor", seed, 0)
        if "delay" in searches:
            yield from _delays(seed, 0)
        return
    batch = FIRST_BATCH
    turn = 0
    while True:
        for name, share in samplers:
            yield Unit(name, seed, share * batch, rand=1 + seed if name in LUCK else 0)
            if far:
                yield Unit(Family.name, far, FAR_RUNS, steps=FAR)
                far += FAR_RUNS
        if "dpor" in searches and (not turn or turn >= SEARCH_ROUNDS[1]):
            yield Unit("dpor", seed, DPOR_RUNS)
        if "delay" in searches and turn in SEARCH_ROUNDS:
            runs = DELAY_RUNS * GROWTH ** SEARCH_ROUNDS.index(turn)
            yield from _delays(seed, runs) if turn else (Unit("delay", seed, runs),)
        seed += max(share for _, share in samplers) * batch
        batch = min(2 * batch, LAST_BATCH)
        turn += 1


def _delays(seed: int, runs: int) -> Iterator[Unit]:
    for part in range(DELAY_PARTS):
        yield Unit("delay", seed, runs // DELAY_PARTS, prefix=f"{part}/{DELAY_PARTS}")
