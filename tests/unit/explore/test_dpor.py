"""Partial order reduction against all schedules of small programs."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goloupe.explore.director import Director
from goloupe.explore.loading import Target, targets
from goloupe.explore.run import Run
from goloupe.explore.session import Session
from goloupe.explore.strategies import Strategy
from goloupe.explore.strategies.dpor import Dpor
from goloupe.frontend.helper import Helper
from goloupe.frontend.toolchain import find_toolchain

SOURCE = Path(__file__).with_name("small_programs.go.txt")
NAMES = re.findall(r'^\t"(.*)": func', SOURCE.read_text(), re.MULTILINE)
TOO_MANY = 6_000
"""Schedules of a program beyond which they are not all run."""


@pytest.fixture(scope="module")
def target(helper: Helper, tmp_path_factory: pytest.TempPathFactory) -> Target:
    """The small programs; the argument says which."""
    directory = tmp_path_factory.mktemp("small")
    (directory / "go.mod").write_text("module m\n\ngo 1.27\n")
    (directory / "main.go").write_text(SOURCE.read_text())
    return targets(helper, ["."], directory, str(find_toolchain(None).goroot))[0]


class Fixed(Director):
    """Given answers, then the first ones; notes how many there were each time."""

    __slots__ = ("answers", "possible")

    def __init__(self, answers: list[int]) -> None:
        self.answers = answers
        super().__init__()

    def _start(self) -> None:
        self.possible: list[int] = []

    def next(self, current: Any, ready: Any, timers: bool) -> int:
        choice = self.pick("runnable", len(ready) + (current is not None))
        self.log.append(choice)
        self.kinds.append(0)
        return choice

    def pick(self, kind: str, n: int) -> int:
        at = len(self.possible)
        self.possible.append(n)
        return self.answers[at] if at < len(self.answers) else 0


class All:
    """All schedules, one after the other."""

    name = "all"
    paper = ""
    complete = False

    def __init__(self) -> None:
        self.last: Fixed | None = None

    def next_schedule(self) -> Director | None:
        answers: list[int] = []
        if self.last is not None:
            answers = list(self.last.log)
            while answers and answers[-1] + 1 == self.last.possible[len(answers) - 1]:
                answers.pop()
            if not answers:
                self.complete = True
                return None
            answers[-1] += 1
        self.last = Fixed(answers)
        return self.last

    def finished(self, run: Run) -> None:
        pass


def outcomes(session: Session, strategy: Strategy, limit: int) -> tuple[set[Any], int]:
    """What can come out, and the number of runs; the strategy must come to its end."""
    out: set[Any] = set()
    for runs in range(limit):
        director = strategy.next_schedule()
        if director is None:
            assert strategy.complete
            return out, runs
        run = session.run(director)
        strategy.finished(run)
        left = sorted((g.note.path, g.reason) for g in session.machine.allgs.values())
        if not all(reason for _, reason in left):
            left = []  # Somebody panicked: what became of the others does not show.
        said = sorted(run.stderr.splitlines())  # In which order things are printed is no concern of synchronisation.
        out.add((run.end, run.code, *said, run.report.partition("\n")[0], *left))
    return out, limit


@pytest.mark.parametrize("name", NAMES)
def test_each_outcome_of_all_schedules_is_found_in_fewer_runs(target: Target, large: Callable[..., Any], name: str) -> None:
    session = dataclasses.replace(target, arguments=(name,)).session()
    every, schedules = large(lambda: outcomes(session, All(), TOO_MANY))
    found, runs = large(lambda: outcomes(session, Dpor(), TOO_MANY))
    assert every <= found
    assert found == every or schedules == TOO_MANY
    assert runs <= schedules
    assert runs < 1000
