"""How much has not been seen.

Good, *The population frequencies of species and the estimation of population parameters*, Biometrika 1953 (after Turing): the
probability that the next draw is of a kind not seen so far is about the share of draws whose kind was seen exactly once.
"""

from __future__ import annotations

from collections.abc import Iterable


def unseen_share(counts: Iterable[int]) -> float:
    """Estimated probability that one more run shows something new, from how often each behaviour was seen."""
    once = total = 0
    for n in counts:
        total += n
        once += n == 1
    return once / total if total else 1.0
