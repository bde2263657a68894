"""Parallel tests beside each other.

A test that calls t.Parallel waits until those that do not are done; then package testing lets it go on.  Between that and its own
first operation nothing is a point of the schedule, so that it would run to its end before the next one is let go; and what package testing
does at the end of one and at the beginning of the other would order them, for the race detector, although nothing of theirs does.
So each gives way when it has been let go: all of them have by the time the first goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from goloupe.launch.refusals import hidden, wrap

if TYPE_CHECKING:
    from goloupe.launch.program import Runner

PARALLEL: Final = "testing.(*T).Parallel"


def beside(runner: Runner) -> None:
    """Have parallel tests of this program give way when they go on."""
    wrap(runner, PARALLEL, _giving_way)


def _giving_way(runner: Runner, real: Callable[..., Any]) -> Callable[..., Any]:
    """The method."""
    give_way = runner.machine.beside  # type: ignore[attr-defined]

    def parallel(t: Any) -> None:
        real(t)
        give_way()

    hidden(parallel)
    return parallel
