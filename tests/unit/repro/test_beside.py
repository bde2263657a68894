"""Bugs that tests show only when they run in parallel, with the stock toolchain."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from goloupe.explore.confirmation import Confirmation
from goloupe.explore.engine import Limits
from goloupe.explore.exploration import explore
from goloupe.explore.loading import PARALLEL
from goloupe.explore.token import decode
from goloupe.frontend import native
from goloupe.frontend.toolchain import find_toolchain
from goloupe.repro.confirm import Native
from goloupe.repro.reproduce import reproduce

RACE = """package m

import "testing"

var shared int

func parallel(t *testing.T) {
	t.Helper()
	t.Parallel()
}

func TestFirst(t *testing.T)  { parallel(t); shared++ }
func TestMiddle(t *testing.T) { parallel(t) }
func TestAlone(t *testing.T)  {}
func TestLast(t *testing.T)   { t.Parallel(); shared++ }
"""

LEAK = """package m

import (
	"sync"
	"testing"
	"time"
)

var (
	mu      sync.Mutex
	current chan int
)

func ask(t *testing.T) {
	t.Parallel()
	mine := make(chan int)
	mu.Lock()
	current = mine
	mu.Unlock()
	go func() { mine <- 1 }()
	mu.Lock()
	from := current
	mu.Unlock()
	select {
	case <-from:
	case <-time.After(time.Second):
	}
}

func TestOne(t *testing.T)   { ask(t) }
func TestTwo(t *testing.T)   { ask(t) }
func TestThree(t *testing.T) { t.Parallel() }
"""


def tried(directory: Path, source: str, code: str, race: bool = False) -> Confirmation:
    """Explore the tests, and confirm what is found of all together."""
    (directory / "go.mod").write_text("module m\n\ngo 1.25\n")
    (directory / "m_test.go").write_text(source)
    found = explore(directory=directory, race=race, limits=Limits(seconds=0, schedules=150, jobs=1))
    (together,) = (explored for explored in found.targets if explored.target.test == PARALLEL)
    (token,) = {bug.token for bug in found.bugs if bug.bug.code == code}
    assert [bug.bug.code for bug in together.bugs] == [code]
    lanes = together.bugs[0].lanes
    assert lanes is not None and all(lane.test.startswith("Test") for lane in lanes.lanes if not lane.file)
    program = Native(find_toolchain(None, directory=directory), together.target, ["."], directory)
    ((_, confirmation),) = reproduce(decode(token), program, directory / "scratch", runs=6).bugs
    assert "-test.parallel=3" in confirmation.command
    return confirmation


@pytest.mark.skipif(shutil.which("gcc") is None, reason="there is no C compiler")
def test_a_race_of_two_tests(tmp_path: Path) -> None:
    assert native.races_can_be_built(find_toolchain(None), tmp_path)
    c = tried(tmp_path, RACE, "race", race=True)
    assert c.with_gates > c.runs / 2, c


def test_a_leak_of_two_tests(tmp_path: Path) -> None:
    c = tried(tmp_path, LEAK, "leak")
    assert c.with_gates > c.runs / 2, c
    assert c.with_gates > c.without


def test_gates_are_behind_the_call(tmp_path: Path) -> None:
    (tmp_path / "m_test.go").write_text(RACE)
    request = {"in": str(tmp_path / "m_test.go"), "out": str(tmp_path / "out.go"), "ends": ["TestFirst", "TestLast"]}
    request["points"] = [{"id": 1, "line": 9, "op": "parallel"}, {"id": 2, "line": 15, "op": "parallel"}]  # type: ignore[assignment]
    answer = native.put_gates(find_toolchain(None), [request], tmp_path)
    lines = (tmp_path / "out.go").read_text().split("\n")
    assert lines[8] == "\tt.Parallel();goloupeGate(1);goloupeGate(1)"
    assert lines[11] == "func TestFirst(t *testing.T)  {t.Cleanup(goloupeEnd); parallel(t); shared++ }"
    assert lines[14] == "func TestLast(t *testing.T)   {t.Cleanup(goloupeEnd); t.Parallel();goloupeGate(2);goloupeGate(2); shared++ }"
    assert answer["how"] == {"1": "op", "2": "op"}


def test_of_a_goroutine_that_is_left_alone_its_maker_is_shown(tmp_path: Path) -> None:
    (tmp_path / "go.mod").write_text("module m\n\ngo 1.25\n")
    (tmp_path / "m_test.go").write_text(LEAK)
    found = explore(directory=tmp_path, race=False, limits=Limits(seconds=0, schedules=150, jobs=1))
    (bug,) = found.bugs
    assert bug.lanes is not None
    assert [(lane.test, lane.function if not lane.test else "") for lane in bug.lanes.lanes] == [
        ("TestOne", ""),
        ("TestTwo", ""),
        ("", "m.ask.func1"),
        ("", "m.ask.func1"),
    ]
