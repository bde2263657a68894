"""Runs that take too long, wherever that is noticed: never an error, and what was found is kept."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from goloupe.explore.engine import Limits
from goloupe.explore.exploration import explore
from goloupe.explore.judges import judge_end
from goloupe.explore.session import Session
from goloupe.explore.watch import TooLong, Watch
from goloupe.runtime.machine import InternalError

ENDS = """package main

func main() {
	done := make(chan bool)
	go func() { done <- true }()
	<-done
}
"""
PANICS = """package main

type slow struct{}

func (slow) Error() string {
	for {
	}
}

func main() { panic(slow{}) }
"""


def limits() -> Limits:
    return Limits(seconds=3, run_seconds=0.3, jobs=1, schedules=20)


@pytest.mark.parametrize("times", [0, 1, 2, 3])
def test_what_looks_at_a_run_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    looked: list[int] = []

    def slow(session: Session, run: object, what: object) -> None:
        looked.append(1)
        judge_end(session, run, what)  # type: ignore[arg-type]
        if len(looked) > times:
            until = time.monotonic() + 20
            while time.monotonic() < until:
                pass

    monkeypatch.setattr("goloupe.explore.exploration.judge_end", slow)
    (tmp_path / "main.go").write_text(ENDS)
    (done,) = explore(["main.go"], directory=tmp_path, limits=limits()).targets
    # The second run is made to see whether runs see each other; if it is too long, each has a process of its own, and looks once.
    assert done.result.ends["timeout"] or times == 1
    assert not done.result.errors and not done.bugs and not done.result.complete


def test_what_is_printed_of_a_panic_takes_too_long(tmp_path: Path) -> None:
    (tmp_path / "main.go").write_text(PANICS)
    # With so many points it is always time that ends a run; with fewer a fast machine cuts it off as going round in circles.
    (done,) = explore(["main.go"], directory=tmp_path, limits=replace(limits(), steps=1 << 40)).targets
    assert not done.result.errors and not done.bugs
    assert done.result.ends["timeout"] == done.result.schedules


def test_it_is_said_again() -> None:
    watch = Watch(0.1)
    watch.begin()
    heard = 0
    while heard < 2:
        try:
            for _ in iter(int, 1):
                pass
        except TooLong:
            heard += 1
    watch.end()
    until = time.monotonic() + 0.5
    while time.monotonic() < until:
        pass


class Slow:
    """Takes long to go."""

    def __del__(self) -> None:
        until = time.monotonic() + 0.8
        while time.monotonic() < until:
            pass


def test_nothing_is_printed_of_an_interruption_that_nobody_hears(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "unraisablehook", sys.__unraisablehook__)
    watch = Watch(0.3)
    watch.begin()
    with pytest.raises(TooLong):
        Slow()
        until = time.monotonic() + 20
        while time.monotonic() < until:
            pass
    watch.end()
    assert capsys.readouterr().err == ""


def test_whatever_an_interrupted_run_fails_with_it_took_too_long() -> None:
    watch = Watch(0.3)

    def fails(seconds: float) -> None:
        until = time.monotonic() + seconds
        try:
            while time.monotonic() < until:
                pass
        except TooLong:
            pass
        raise InternalError("error return without exception set")

    with pytest.raises(TooLong):
        watch.over(lambda: fails(20))
    with pytest.raises(InternalError):
        watch.over(lambda: fails(0))
    assert watch.over(lambda: 1) == 1
