"""Package iter: the coroutines under `iter.Pull` are the machine's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goloupe.std import bound
from goloupe.std.library import Library


@bound("iter.newcoro")
def newcoro(lib: Library) -> Callable[[Callable[[Any], None]], Any]:
    """A coroutine that will run a function."""
    return lib.rt.newcoro  # type: ignore[no-any-return]


@bound("iter.coroswitch")
def coroswitch(lib: Library) -> Callable[[Any], None]:
    """Let the other side run until it switches back."""
    return lib.rt.coroswitch  # type: ignore[no-any-return]
