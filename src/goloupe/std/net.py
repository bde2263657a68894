"""Package net: there are no sockets, but names are looked up and connections opened as far as that."""

from __future__ import annotations

from collections.abc import Callable

from goloupe.std import bound
from goloupe.std.library import Library


@bound("net.runtime_rand")
def runtime_rand(lib: Library) -> Callable[[], int]:
    """A random number of 64 bits."""
    return lambda: lib.rt.choose("rand", 1 << 64)
