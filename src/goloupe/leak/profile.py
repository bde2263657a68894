"""Go's own profile of leaked goroutines (`mgc.go`: ``goroutineLeakGC``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from goloupe.leak.find import leaked
from goloupe.runtime.dump import LEAKED
from goloupe.runtime.select import SELECT_NO_CASES

if TYPE_CHECKING:
    from goloupe.runtime.machine import Machine

FOUND: Final = "leak.found"
"""Key in the machine's values: all goroutines that were ever found to have leaked."""


def detect(machine: Machine, mark: bool = True) -> int:
    """Find the goroutines that can never go on; how many they are.  With ``mark``, as the program sees it: dumps mark them.

    As in Go, main in ``select {}`` counts, and keeps nothing alive, but is not marked.
    """
    proved, _ = leaked(machine)
    shown = {g.id: g for g in proved if g.id != 1 or g.reason != SELECT_NO_CASES}
    if mark:
        machine.values[LEAKED] = shown.keys()
    machine.values.setdefault(FOUND, {}).update(shown)
    return len(proved)


def forget(machine: Machine) -> None:
    """Another run of the same machine begins."""
    machine.values.pop(LEAKED, None)
    machine.values.pop(FOUND, None)
