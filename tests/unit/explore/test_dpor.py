"""Partial order reduction against all schedules of small programs."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from goloupe.explore.director import Director
from goloupe.explore.loading import Target, targets
from goloupe.explore.run import Run
from goloupe.explore.session import Session
from goloupe.explore.strategies import Strategy
from goloupe.explore.strategies.dpor import Dpor
from goloupe.frontend.talking import FrontEnd
from goloupe.frontend.toolchain import find_toolchain

SOURCE = Path(__file__).with_name("small_programs.go.txt")
NAMES = re.findall(r'^\t"(.*)": func', SOURCE.read_text(), re.MULTILINE)
TOO_MANY = 6_000
"""Schedules of a program beyond which they are not all run."""


@pytest.fixture(scope="module")
def target(front_end: FrontEnd, tmp_path_factory: pytest.TempPathFactory) -> Target:
    """The small programs; the argument says which."""
    directory = tmp_path_factory.mktemp("small")
    (directory / "go.mod").write_text("module m\n\ngo 1.27\n")
    (directory / "main.go").write_text(SOURCE.read_text())
    return targets(front_end, ["."], directory, str(find_toolchain(None).goroot))[0]


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
            assert getattr(strategy, "exhausted", strategy.complete)
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


# Programs made of random operations.

ALPHABETS = ("LTLPA", "LAk", "wrtwr", "wrWt", "SRSRSR", "SRXYDECN", "AOP", "gdv", "gdvk", "cbB", "LSRT", "wrSR", "oPOA", "LwrSRXAOPgdvoT")
"""Operations that are drawn together; see operations.go.txt."""
CLOSING = {"L": "U", "w": "x", "r": "s"}
ENOUGH = 500


def row(draw: Random, alphabet: str) -> str:
    """The operations of a goroutine; locks are given back in the end."""
    out: list[str] = []
    held: list[str] = []
    for _ in range(draw.randint(1, 4)):
        if held and draw.random() < 0.5:
            out.append(held.pop())
            continue
        op = draw.choice(alphabet)
        which = draw.randrange(2) if op not in "gdvocbB" else 0
        out.append(f"{op}{which}")
        if op in CLOSING:
            held.append(f"{CLOSING[op]}{which}")
    return " ".join(out + held[::-1])


@pytest.fixture(scope="module")
def machine_of_words(front_end: FrontEnd, tmp_path_factory: pytest.TempPathFactory) -> Target:
    """The program that does what its arguments say."""
    directory = tmp_path_factory.mktemp("words")
    (directory / "go.mod").write_text("module m\n\ngo 1.27\n")
    (directory / "main.go").write_text(SOURCE.with_name("operations.go.txt").read_text())
    return targets(front_end, ["."], directory, str(find_toolchain(None).goroot))[0]


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_random_programs_lose_no_outcome(machine_of_words: Target, large: Callable[..., Any], alphabet: str) -> None:
    draw = Random(alphabet)
    for _ in range(3):
        rows = tuple(row(draw, alphabet) for _ in range(2))
        session = dataclasses.replace(machine_of_words, arguments=rows).session()
        every, _ = large(lambda s=session: outcomes(s, All(), ENOUGH))
        found, _ = large(lambda s=session: outcomes(s, Dpor(), 10_000))
        assert every <= found, rows


@pytest.mark.parametrize(("name", "complete"), [("lost update", True), ("cancel", True), ("timeout", False), ("closed twice", False)])
def test_a_program_that_waits_for_time_is_not_seen_whole(target: Target, large: Callable[..., Any], name: str, complete: bool) -> None:
    session = dataclasses.replace(target, arguments=(name,)).session()
    strategy = Dpor()
    large(lambda: outcomes(session, strategy, TOO_MANY))
    assert strategy.exhausted
    assert strategy.complete == complete


def test_long_runs_are_given_up(load_once: Callable[[str], Session], large: Callable[..., Any]) -> None:
    session = load_once(
        "package main\n\nfunc main() {\n\tc := make(chan int)\n\tgo func() {\n\t\tfor i := range 2000 {\n\t\t\tc <- i\n\t\t}\n\t}()\n"
        "\tfor range 2000 {\n\t\t<-c\n\t}\n}\n"
    )
    strategy = Dpor()

    def work() -> None:
        while (director := strategy.next_schedule()) is not None:
            strategy.finished(session.run(director))

    large(work)
    assert (strategy.runs, strategy.complete, strategy.why) == (1, False, "a run is too long")
