"""All findings of an exploration, asked of the stock toolchain."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

import goloupe
from goloupe.explore.confirmation import CONFIRMED, IMPOSSIBLE, NOT_SHOWN, UNTRIED, Confirmation
from goloupe.explore.run import Bug
from goloupe.explore.token import decode
from goloupe.report import bugjson, github, junit, sarif
from goloupe.report.bugs import collect
from goloupe.report.bugtext import text
from goloupe.report.confirmed import sentence
from goloupe.repro.reproduce import confirm

from .test_repro import DEADLOCK

SPIN = """package main

import "sync/atomic"

func main() {
	var stop, taken atomic.Bool
	var order atomic.Int32
	go func() {
		if order.Add(1) == 1 {
			stop.Store(true)
		}
		taken.Store(true)
	}()
	order.Add(1)
	for !taken.Load() {
	}
	for !stop.Load() {
	}
}
"""


def explored(directory: Path, source: str, seconds: float = 5.0) -> goloupe.Exploration:
    """Explore a program."""
    (directory / "go.mod").write_text("module m\n\ngo 1.21\n")
    (directory / "main.go").write_text(source)
    limits = goloupe.Limits(seconds=seconds, jobs=1, steps=2000)
    return goloupe.explore(directory=directory, race=False, limits=limits, shrink=200)


def test_each_finding_has_both_rates_in_each_format(tmp_path: Path) -> None:
    exploration = explored(tmp_path, DEADLOCK)
    said: list[str] = []
    assert confirm(exploration, runs=4, progress=lambda _shown, n, what: said.append(f"{n} {what}")) is exploration
    (bug,) = exploration.bugs
    assert bug.confirmation is not None
    assert bug.confirmation.verdict == CONFIRMED
    assert bug.confirmation.with_gates > 2 > bug.confirmation.without
    assert bug.confirmation.command == ""
    assert said[0] == "1 repeating its run"
    assert said[-1] == "1 running without gates"
    report = collect(exploration)
    told = sentence(bug.confirmation)
    assert told.startswith(f"confirmed by the stock toolchain: {bug.confirmation.with_gates} of 4 runs with gates show it")
    assert told in "".join(text(report)).replace("\n    ", " ")
    member = json.loads(bugjson.render(report))["findings"][0]["confirmation"]
    assert (member["verdict"], member["runs"], member["withGates"]) == ("confirmed", 4, bug.confirmation.with_gates)
    assert any("before" in constraint for constraint in member["constraints"])
    (result,) = json.loads(sarif.render(report))["runs"][0]["results"]
    assert told in result["message"]["text"]
    assert result["properties"]["confirmation"] == member
    assert told in "".join(github.render(report)).replace("%25", "%")
    assert told in junit.render(report)


def test_going_round_in_circles_is_not_ending(tmp_path: Path) -> None:
    exploration = explored(tmp_path, SPIN)
    (bug,) = exploration.bugs
    assert bug.bug.code == "livelock"
    assert decode(bug.token).limit == 2000
    confirm(exploration, runs=2, seconds=2.0)
    assert bug.confirmation is not None
    assert bug.confirmation.with_gates == 2


def test_who_is_interrupted_keeps_the_findings(tmp_path: Path) -> None:
    exploration = explored(tmp_path, DEADLOCK)
    stop = threading.Event()
    stop.set()
    confirm(exploration, stop=stop)
    (bug,) = exploration.bugs
    assert bug.confirmation is not None
    assert bug.confirmation.verdict == UNTRIED
    assert sentence(bug.confirmation) == "not tried: interrupted"
    during = threading.Event()
    confirm(exploration, stop=during, progress=lambda _shown, _n, what: during.set() if what.startswith("running") else None)
    assert bug.confirmation is not None
    assert bug.confirmation.verdict == UNTRIED
    assert bug.confirmation.constraints


def test_a_verdict() -> None:
    assert Confirmation(0, 0, 10).verdict == NOT_SHOWN
    assert Confirmation(0, 1, 10).verdict == CONFIRMED
    assert "none of 10 runs with gates" in sentence(Confirmation(0, 0, 10))
    assert sentence(Confirmation(7, 0, 10, tries=2)) == (
        "confirmed by the stock toolchain: 7 of 10 runs with gates show it (70%, the best of 2 settings), 0 of 10 without (0%)"
    )


def test_a_race_without_a_c_compiler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exploration = explored(tmp_path, DEADLOCK)
    (bug,) = exploration.bugs
    bug.bug = Bug("race", "data race", ())
    monkeypatch.setenv("CGO_ENABLED", "1")
    monkeypatch.setenv("CC", str(tmp_path / "none"))
    confirm(exploration)
    assert bug.confirmation is not None
    assert bug.confirmation.verdict == IMPOSSIBLE
    assert "C compiler" in sentence(bug.confirmation)


def test_a_prediction_cannot_be_confirmed(tmp_path: Path) -> None:
    exploration = explored(tmp_path, DEADLOCK)
    (bug,) = exploration.bugs
    bug.bug = Bug("lockorder", "locks", ())
    confirm(exploration)
    assert bug.confirmation is not None
    assert bug.confirmation.verdict == IMPOSSIBLE
    assert sentence(bug.confirmation) == "cannot be confirmed: a prediction: no run shows it"
