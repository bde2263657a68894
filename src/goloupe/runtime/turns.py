"""Turns of loops that may go on for ever.

Go stops a goroutine that has run for 10 ms wherever it is.  Here goroutines give way at synchronisation points, and a loop need not
have any.  So a loop that does not count up to something takes its turns from an iterator (``for _ in turns:``) that gives a thousand and
then pauses: it calls the machine, which may let others run.  All of the iterator but the pause is C: a turn costs next to nothing.

One iterator serves all loops of a run, in whatever goroutine.  While a goroutine is held up in the pause, another that asks for a turn
finds the pause, too, and after it a thousand turns; what the first finds when it comes back is again a pause or a thousand turns.
An exception that passes through the pause leaves the iterator as it is.

Not covered: loops that count (`lower.count`) up to less than 2^24, and recursion.  They end, although that may take long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, cycle
from typing import Final, NoReturn

TURNS: Final = 1000
"""Turns between two pauses."""
SHORT: Final = 1 << 24
"""A counting loop that goes no further needs no pauses."""
_SOME: Final = (None,) * TURNS


class _Pause:
    """An iterator without elements: looking for one is the pause."""

    __slots__ = ("act",)

    def __init__(self, act: Callable[[], None]) -> None:
        self.act = act

    def __iter__(self) -> _Pause:
        return self

    def __next__(self) -> NoReturn:
        self.act()
        raise StopIteration


def turns(act: Callable[[], None]) -> Iterator[None]:
    """Turns without end; ``act`` is called after every thousand."""
    return chain.from_iterable(cycle((_SOME, _Pause(act))))


def long_range(values: range, act: Callable[[], None]) -> Iterator[int]:
    """The values of a range, with pauses."""

    def stretches() -> Iterator[range]:
        for i in range(0, len(values), TURNS):
            yield values[i : i + TURNS]

    def pauses() -> Iterator[_Pause]:
        pause = _Pause(act)
        while True:
            yield pause

    return chain.from_iterable(chain.from_iterable(zip(stretches(), pauses(), strict=False)))
