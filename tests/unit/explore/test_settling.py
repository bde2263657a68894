"""Programs whose packages take long to initialise: that is made once, and runs begin after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from goloupe.explore import isolation
from goloupe.explore.engine import Limits
from goloupe.explore.exploration import Exploration, explore, replay
from goloupe.explore.run import Schedule
from goloupe.explore.token import decode

PROGRAM = """package main

import (
	"fmt"
	"math/rand"
	"sync"
	"time"
)

var (
	begun = time.Now()
	table = map[int]int{}
)

func init() {
	for i := range 1000 {
		table[i] = rand.Int()
	}
	INIT
}

func main() {
	var a, b sync.Mutex
	done := make(chan bool)
	go func() { a.Lock(); b.Lock(); b.Unlock(); a.Unlock(); done <- true }()
	b.Lock()
	delete(table, 1)
	a.Lock()
	a.Unlock()
	b.Unlock()
	<-done
	if len(table) != 999 || time.Since(begun) < 0 {
		panic(fmt.Sprint(len(table), time.Since(begun)))
	}
}
"""


@pytest.fixture(autouse=True)
def _all_is_heavy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "HEAVY", 0.0)


def found(tmp_path: Path, init: str = "") -> Exploration:
    (tmp_path / "main.go").write_text(PROGRAM.replace("INIT", init))
    return explore(["main.go"], directory=tmp_path, limits=Limits(seconds=60, schedules=200, jobs=1))


def schedule_of(done: Exploration) -> Schedule:
    assert [shown.bug.code for shown in done.bugs] == ["deadlock"]
    return decode(done.bugs[0].token).schedule


def test_schedules_begin_with_main_and_are_replayed(tmp_path: Path) -> None:
    done = found(tmp_path)
    assert schedule_of(done).settled
    assert done.targets[0].result.stopped == "complete"
    assert done.bugs[0].lanes is not None and done.bugs[0].departures == 1
    again = replay(done.bugs[0].token, directory=tmp_path)
    assert again.same and [b.code for b in again.run.bugs] == ["deadlock"]


CHOICE = "c, d := make(chan int, 1), make(chan int, 1); c <- 1; d <- 1; select { case <-c: case <-d: }"


@pytest.mark.parametrize("init", ["go func() {}()", "time.AfterFunc(time.Hour, func() {})", 'fmt.Println("begun")', CHOICE])
def test_what_does_more_is_initialised_in_each_run(tmp_path: Path, init: str) -> None:
    assert not schedule_of(found(tmp_path, init)).settled


def test_it_takes_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "HEAVY", 60.0)
    assert not schedule_of(found(tmp_path)).settled


def test_the_tests_of_a_package_share_it(tmp_path: Path) -> None:
    (tmp_path / "go.mod").write_text("module m\n\ngo 1.27\n")
    (tmp_path / "m_test.go").write_text("""package m

import (
	"os"
	"testing"
)

var begun = func() int {
	f, _ := os.OpenFile("begun", os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	defer f.Close()
	f.WriteString("x")
	return 1
}()

func TestA(t *testing.T) { begun++; if begun != 2 { t.Fatal(begun) } }
func TestB(t *testing.T) { begun++; if begun != 2 { t.Fatal(begun) } }
""")
    done = explore(["."], directory=tmp_path, run=".", limits=Limits(seconds=60, schedules=20, jobs=1))
    assert not done.bugs
    assert [(explored.target.test, explored.result.stopped) for explored in done.targets] == [("TestA", "complete"), ("TestB", "complete")]
    assert len((tmp_path / "begun").read_text()) <= 3  # Twice in the child that tries it, and once here.
