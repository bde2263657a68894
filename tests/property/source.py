"""Where the generator's choices come from. Zero is always the simplest choice, which is what shrinking goes for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


class Source:
    """Makes choices."""

    def below(self, n: int) -> int:
        """A number from 0 to ``n - 1``."""
        raise NotImplementedError

    def pick(self, items: Sequence[T]) -> T:
        """One of the items; the first is the simplest."""
        return items[self.below(len(items))]

    def chance(self, percent: int) -> bool:
        """True in so many of a hundred cases; False is the simplest."""
        return self.below(100) >= 100 - percent


class Seeded(Source):
    """Chooses at random."""

    def __init__(self, seed: str) -> None:
        self.below = Random(seed).randrange  # type: ignore[method-assign]


class Drawn(Source):
    """Hypothesis chooses."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        self.draw = draw

    def below(self, n: int) -> int:
        choice: int = self.draw(st.integers(0, n - 1))
        return choice
