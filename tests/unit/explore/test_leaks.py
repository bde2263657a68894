"""Leaks as bugs of a run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from goloupe.explore.director import Director
from goloupe.explore.engine import Limits, explore
from goloupe.explore.exploration import explore as explore_packages
from goloupe.explore.leaks import LeakJudge
from goloupe.explore.session import Session
from goloupe.explore.strategies.random_walk import RandomWalk

Load = Callable[..., Session]
Large = Callable[[Callable[[], Any]], Any]

HEAD = 'package main\n\nimport (\n\t"os"\n\t"time"\n)\n\nvar _, _ = os.Args[0], time.Now\nvar global = make(chan int)\n\n'


def leaks(session: Session, seeds: int = 0) -> list[str]:
    """Titles of the leaks in the natural run, or in any of so many at random."""
    LeakJudge(session)
    runs = [session.run(RandomWalk(n) if seeds else Director()) for n in range(max(1, seeds))]
    return sorted({b.title for run in runs for b in run.bugs if b.code == "leak"})


def test_a_goroutine_that_nothing_can_wake(load: Load, large: Large) -> None:
    session = load(HEAD + "func main() {\n\tgo func() { <-make(chan int) }()\n\ttime.Sleep(time.Second)\n}\n")
    assert large(lambda: leaks(session)) == ["goroutine leak: chan receive in main.main.func1"]


def test_the_program_is_over_for_all(load: Load, large: Large) -> None:
    session = load(
        HEAD + "func main() {\n\tc := make(chan int)\n\tgo func() { c <- 1 }()\n\ttime.Sleep(time.Second)\n\tprintln(cap(c))\n}\n"
    )
    assert large(lambda: leaks(session)) == []


def test_a_package_variable_keeps_a_goroutine(load: Load, large: Large) -> None:
    session = load(HEAD + "func main() {\n\tgo func() { global <- 1 }()\n\ttime.Sleep(time.Second)\n}\n")
    assert large(lambda: leaks(session)) == []


def test_only_some_schedules_leak(load: Load, large: Large) -> None:
    source = (
        HEAD + "func main() {\n\tgo work()\n\ttime.Sleep(time.Second)\n}\n\n"
        "func work() {\n\tc := make(chan int)\n\tdone := make(chan int, 1)\n\tgo func() { c <- 1 }()\n\tgo func() { done <- 1 }()\n"
        "\tselect {\n\tcase <-c:\n\tcase <-done:\n\t}\n}\n"
    )
    session = load(source)
    assert large(lambda: leaks(session, 30)) == ["goroutine leak: chan send in main.work.func1"]


def test_a_run_that_is_cut_off(load: Load, large: Large) -> None:
    session = load(
        HEAD + "func main() {\n\tgo func() { select {} }()\n\tfor {\n\t\tselect {\n\t\tcase <-global:\n\t\tdefault:\n\t\t}\n\t}\n}\n"
    )
    session.machine.limit = 1000
    assert large(lambda: leaks(session)) == ["goroutine leak: select (no cases) in main.main.func1"]


def test_who_is_left_behind_by_a_test(load: Load, large: Large) -> None:
    source = (
        'package m\n\nimport "testing"\n\nvar global = make(chan int)\n\n'
        "func TestLeft(t *testing.T) {\n\tc := make(chan int)\n\tgo func() { c <- 1 }()\n\tgo func() { global <- 1 }()\n}\n"
    )
    session = load(source, "TestLeft")
    assert large(lambda: leaks(session)) == [
        "goroutine leak: chan send in m.TestLeft.func1",
        "goroutine leak: chan send in m.TestLeft.func2",
    ]


def test_a_test_that_waits_for_its_goroutines(load: Load, large: Large) -> None:
    source = (
        'package m\n\nimport "testing"\n\n'
        'func TestFine(t *testing.T) {\n\tt.Run("sub", func(t *testing.T) { t.Parallel() })\n\tc := make(chan int)\n'
        "\tgo func() { c <- 1 }()\n\t<-c\n}\n"
    )
    session = load(source, "TestFine")
    assert large(lambda: leaks(session, 10)) == []


def test_runs_do_not_depend_on_each_other(load: Load, large: Large) -> None:
    session = load(HEAD + "func main() {\n\tif len(os.Args) != 1 || cap(global) != 0 {\n\t\tpanic(os.Args)\n\t}\n}\n")
    assert large(lambda: [session.run(Director()).end for _ in range(3)]) == ["exit"] * 3


def test_random_numbers_are_those_of_the_run(load: Load, large: Large) -> None:
    source = 'package main\n\nimport (\n\t"fmt"\n\t"math/rand"\n)\n\nfunc main() {\n\tfmt.Println(rand.Int63(), rand.Int63())\n}\n'
    session = load(source)

    def outputs() -> list[bytes]:
        return [session.run(Director(rand_seed=seed)).stdout for seed in (1, 1, 2)]

    first, second, third = large(outputs)
    assert first == second != third


def test_a_short_limit_does_not_cut_off_the_standard_library(load: Load, large: Large) -> None:
    session = load('package main\n\nimport "fmt"\n\nfunc main() { fmt.Println(1) }\n')
    result = large(lambda: explore(session, Limits(seconds=1.0, run_seconds=0.05, jobs=1)))
    assert not result.found
    assert session.run(Director()).stdout == b"1\n"


REFUSED = """package m

import (
	"net"
	"testing"
)

func TestDial(t *testing.T) {
	go func() { net.Dial("udp", "nowhere.example:1") }()
}
"""


def test_who_waits_for_what_is_refused_is_not_left_behind(tmp_path: Path) -> None:
    (tmp_path / "go.mod").write_text("module m\n\ngo 1.27\n")
    (tmp_path / "m_test.go").write_text(REFUSED)
    done = explore_packages(["."], directory=tmp_path, run="TestDial", limits=Limits(schedules=8, jobs=1))
    assert not done.bugs and "the network is not supported" in done.targets[0].result.refusal


def test_main_is_stuck_while_a_ticker_goes_on(load: Load, large: Large) -> None:
    """The run is cut off soon: it is not to end by the real time that it takes."""
    source = (
        HEAD
        + "func main() {\n\tgo func() {\n\t\tfor range time.Tick(time.Second) {\n\t\t\tprintln(1)\n\t\t}\n\t}()\n\t<-make(chan int)\n}\n"
    )
    session = load(source)
    LeakJudge(session)
    result = large(lambda: explore(session, Limits(schedules=4, seconds=0, jobs=1)))
    assert [found.bug.title for found in result.found] == ["goroutine leak: chan receive in main.main"]
    assert result.ends == {"stuck": result.schedules}
    assert result.steps < 2000 * result.schedules
    assert not result.complete


def test_a_deadlock_is_where_the_test_hangs(load: Load, large: Large) -> None:
    """Those who wait in package testing, for the test or for its parts, come after it."""
    source = """package m

import (
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	os.Exit(m.Run())
}

func TestWhole(t *testing.T) {
	t.Run("part", func(t *testing.T) {
		c := make(chan int)
		<-c
	})
}
"""
    session = load(source, "TestWhole")
    run = large(lambda: session.run(Director()))
    (bug,) = run.bugs
    assert [frame.line for frame in bug.sites] == [15, 9, 13]
