"""What else than stacks keeps objects: package variables, what stand-ins keep, timers.

A machine does not know the program that it runs. Whoever puts the two together says so here, once: ``machine.values[WORLD] =
World(…)``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from goloupe.runtime.machine import Machine

WORLD: Final = "leak.world"


def _none() -> Iterable[Any]:
    return ()


class World:
    """The surroundings of a program."""

    __slots__ = ("kept", "leaves", "named", "stops", "variables")

    def __init__(
        self,
        variables: Callable[[], Iterable[Any]] = _none,
        kept: Callable[[], Iterable[Any]] = _none,
        stops: Iterable[Any] = (),
        leaves: Iterable[type] = (),
        named: Callable[[], Iterable[tuple[str, Any]]] = _none,
    ) -> None:
        self.variables = variables
        """The values of package variables."""
        self.kept = kept
        """What stand-ins keep: pools, finalizers."""
        self.stops = tuple(stops)
        """Objects that are of the implementation: not followed."""
        self.leaves = frozenset(leaves)
        """Classes of such objects."""
        self.named = named
        """The program's own package variables, with their names in Go."""


def world_of(machine: Machine) -> World:
    """The surroundings of the program that a machine runs."""
    found = machine.values.get(WORLD)
    return found if isinstance(found, World) else World()


def timers(machine: Machine) -> Iterator[Any]:
    """What timers that will fire refer to."""
    for entry in machine.clock.heap:
        t = entry[2]
        if t is not None:
            yield t.f
            yield t.arg
            yield t.chan
            yield t.owner
