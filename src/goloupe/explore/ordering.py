"""Units in order: what makes an exploration with a budget of schedules the same whenever it is made.

Who is done first depends on the machine.  So what children tell is kept until all units given before theirs are done, and is taken then;
and when a unit has been taken, others are given, as many as there are processes without one.  So which unit is given, with what budget and
what is known by then, depends on nothing but the units before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goloupe.explore.children import Message
    from goloupe.explore.strategies.portfolio import Unit


@dataclass
class Given:
    """A unit that was given, and what was told of it."""

    unit: Unit
    told: list[Message] = field(default_factory=list)
    done: bool = False


class Order:
    """The units that are not taken yet."""

    def __init__(self) -> None:
        self._given: list[Given] = []
        """In the order in which they were given."""
        self._doing: dict[int, Given] = {}
        """By the number of the child."""
        self._again: list[Given] = []
        """Those whose child was lost, which keep their places."""

    @property
    def open(self) -> int:
        """Units that are not taken yet."""
        return len(self._given)

    @property
    def allowed(self) -> int:
        """Runs that these may make."""
        return sum(given.unit.most for given in self._given)

    def next(self) -> Unit | None:
        """A unit that has to be done again."""
        return self._again[-1].unit if self._again else None

    def give(self, child: int, unit: Unit) -> None:
        """A child has got a unit."""
        if self._again:
            given = self._again.pop()
        else:
            given = Given(unit)
            self._given.append(given)
        self._doing[child] = given

    def tell(self, child: int, message: Message) -> None:
        """A child has said something; with "done" or "lost" it is the last of its unit."""
        given = self._doing[child]
        given.told.append(message)
        given.done = "done" in message or "lost" in message
        if given.done:
            del self._doing[child]

    def again(self, child: int) -> None:
        """A child was lost before its unit was done, and another one is to do it."""
        given = self._doing.pop(child)
        given.told.clear()
        self._again.append(given)

    def due(self) -> Iterator[tuple[Unit, Message]]:
        """What is to be taken now."""
        while self._given and self._given[0].done:
            given = self._given[0]
            for message in given.told[:-1]:
                yield given.unit, message
            self._given.pop(0)
            yield given.unit, given.told[-1]

    def rest(self) -> Iterator[tuple[Unit, Message]]:
        """What was told of units that will not be done, for it is over."""
        for given in self._given:
            for message in given.told:
                yield given.unit, message
        self._given.clear()
