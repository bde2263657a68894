"""Packages math/rand and math/rand/v2: numbers without a seed come from the run's own."""

from __future__ import annotations

from collections.abc import Callable

from goloupe.std import bound
from goloupe.std.library import Library


@bound("math/rand.runtime_rand", "math/rand/v2.runtime_rand", "net.runtime_rand", "unique.runtime_rand")
def runtime_rand(lib: Library, _key: str) -> Callable[[], int]:
    """A random number of 64 bits."""
    choose = lib.rt.choose  # Not the scheduler's: each run of an exploration has another one.
    return lambda: choose("rand", 1 << 64)
