"""Random walk: at each point each goroutine that can run is as likely as any other.

Simple, and as good as bounded search on many programs (Thomson, Donaldson and Betts, *Concurrency testing using controlled schedulers*,
TOPC 2016); but far from uniform over interleavings: what needs one goroutine to be late by many steps it hardly ever finds.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from goloupe.explore.director import Director

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goloupe.runtime.runtime2 import G


class RandomWalk(Director):
    """Uniform choices from a seed."""

    __slots__ = ("_choose",)

    name = "random"
    paper = "Thomson, Donaldson, Betts: Concurrency testing using controlled schedulers, TOPC 2016"

    def _start(self) -> None:
        self._choose = Random(self.seed).randrange

    def order(self, current: G | None, ready: Sequence[G], n: int) -> int:  # noqa: ARG002
        """Any."""
        return self._choose(n)

    def pick(self, kind: str, n: int) -> int:  # noqa: ARG002
        """Any."""
        return self._choose(n)
