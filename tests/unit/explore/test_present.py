"""From what was found to what is shown: how much time may go into that, and what is said if it was too little."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import pytest

from goloupe.explore import present as presenting
from goloupe.explore.engine import Limits
from goloupe.explore.exploration import Exploration, explore
from goloupe.explore.present import INTERRUPTED, NO_TIME, Allowance
from goloupe.report import bugtext
from goloupe.report.bugs import collect

PROGRAM = """package main

import "sync"

func main() {
	var mu sync.Mutex
	var wg sync.WaitGroup
	done := false
	wg.Add(2)
	go func() { defer wg.Done(); mu.Lock(); mu.Unlock(); mu.Lock(); done = true; mu.Unlock() }()
	go func() {
		defer wg.Done()
		for range 5 {
			mu.Lock()
			mu.Unlock()
		}
		mu.Lock()
		if done {
			panic("late")
		}
		mu.Unlock()
	}()
	wg.Wait()
}
"""


def explored(directory: Path, limits: Limits, shrink: int = 2000) -> Exploration:
    """All of the program."""
    (directory / "main.go").write_text(PROGRAM)
    limits.strategies, limits.first, limits.jobs = ("random",), True, 1
    return explore(["main.go"], directory=directory, limits=limits, shrink=shrink)


def test_a_schedule_that_is_simple_is_not_called_rough(tmp_path: Path) -> None:
    done = explored(tmp_path, Limits(seconds=60))
    (shown,) = done.bugs
    assert shown.departures <= shown.before and not shown.rough
    (rough,) = explored(tmp_path, Limits(seconds=60), shrink=0).bugs
    assert not rough.rough, "nobody wanted it simpler"


def test_it_is_said_if_the_time_is_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Allowance, "next", lambda _self: 0.0)
    done = explored(tmp_path, Limits(seconds=60))
    (shown,) = done.bugs
    assert shown.rough == NO_TIME and shown.departures == shown.before > 0 and shown.lanes is not None
    assert f"; {NO_TIME}\n" in "".join(bugtext.text(collect(done, ("main.go",))))


def test_so_is_it_if_it_ended_in_the_midst(tmp_path: Path) -> None:
    done = explored(tmp_path, Limits(seconds=60), shrink=2)
    (shown,) = done.bugs
    assert shown.rough == NO_TIME


def test_the_time_is_shared() -> None:
    assert Allowance(0).next() == presenting.LEAST
    assert Allowance(1).next() == pytest.approx(presenting.LEAST, abs=0.1)
    spent = Allowance(60)
    assert spent.next() == presenting.LEAST
    spent._until = time.monotonic() + 1
    assert spent.next() == pytest.approx(1, abs=0.1)
    spent._until -= 2
    assert spent.next() == 0


def test_an_interruption_keeps_the_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stop = threading.Event()

    def slow(*_: Any) -> Any:
        time.sleep(60)

    monkeypatch.setattr(presenting, "_shrunk", slow)
    limits = Limits(seconds=60, stop=stop)

    def progress(_target: Any, _result: Any, what: str) -> None:
        if what == "shrink":
            threading.Timer(0.3, stop.set).start()

    (tmp_path / "main.go").write_text(PROGRAM)
    limits.strategies, limits.first, limits.jobs = ("random",), True, 1
    began = time.monotonic()
    done = explore(["main.go"], directory=tmp_path, limits=limits, progress=progress)
    (shown,) = done.bugs
    assert shown.rough == INTERRUPTED and shown.bug.code == "panic" and shown.token
    assert time.monotonic() - began < 40


AFTERWARDS = """package m

import (
	"testing"
	"time"
)

func TestAgain(t *testing.T) {
	var again *time.Timer
	ready := make(chan bool, 1)
	again = time.AfterFunc(time.Millisecond, func() {
		ready <- true
		<-ready
		again.Reset(time.Millisecond)
	})
	time.Sleep(3500 * time.Microsecond)
	t.Fatal("always")
}
"""


def test_what_is_done_after_the_end_is_not_shown_of_a_test_that_fails(tmp_path: Path) -> None:
    (tmp_path / "go.mod").write_text("module m\n\ngo 1.27\n")
    (tmp_path / "m_test.go").write_text(AFTERWARDS)
    done = explore(directory=tmp_path, race=False, limits=Limits(seconds=60, jobs=1, schedules=5))
    (shown,) = done.bugs
    assert shown.bug.code == "fail" and shown.lanes is not None
    assert 0 < len(shown.lanes.rows) < 20 and len(shown.lanes.folded) > 100
