"""What Go's maps find out for themselves: that another goroutine writes them (field ``writing`` of `internal/runtime/maps.Map`).

A write goes on for a while: there is a point in its midst.  Who touches the map then ends the program with a fatal error, which nothing
recovers.  As with Go's maps, to read an empty one, or to delete from it, is not noticed, and `len` never.

That is so where an access to the map is known to race, for only there accesses are points.  As Go has it, the error says who came second.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from goloupe.race.runtimeframes import ASSIGN, RANGE
from goloupe.race.stacks import KIND
from goloupe.runtime.maps import GoMap

LEN: Final = 0


def touch(writing: set[int], op: str, m: GoMap, place: int, point: Callable[[], None], fatal: Callable[[str], Any]) -> None:
    """A goroutine has come to an access, at a place as the race detector has it; ``writing`` has the identities of maps that are written.

    Others may run at ``point``.
    """
    kind = place >> KIND or (ASSIGN if op == "write" else LEN)
    if kind == LEN or (kind != ASSIGN and not m):
        return
    if id(m) in writing:
        fatal("concurrent map " + ("writes" if op == "write" else "iteration and map write" if kind == RANGE else "read and map write"))
    elif op == "write":
        writing.add(id(m))
        point()
        writing.discard(id(m))
