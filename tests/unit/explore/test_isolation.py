"""Programs that register something in the standard library: their runs must not see each other."""

from __future__ import annotations

from pathlib import Path

from goloupe.explore.engine import Limits
from goloupe.explore.exploration import explore, replay

FLAGS = """package main

import (
	"flag"
	"fmt"
	"sync"
)

var verbose = flag.Bool("v", false, "talk")

func main() {
	n := flag.Int("n", 3, "number")
	flag.Parse()
	var a, b sync.Mutex
	done := make(chan bool)
	go func() { a.Lock(); b.Lock(); b.Unlock(); a.Unlock(); done <- true }()
	b.Lock()
	a.Lock()
	a.Unlock()
	b.Unlock()
	<-done
	fmt.Println(*n, *verbose)
}
"""

REGISTERS = (
    FLAGS.replace('"flag"', '"expvar"')
    .replace('flag.Bool("v", false, "talk")', 'expvar.NewInt("v")')
    .replace('flag.Int("n", 3, "number")', 'expvar.NewInt("n")')
    .replace("\tflag.Parse()\n", "")
    .replace("*n, *verbose", "n, verbose")
)

MISUSE = """package main

import "sync"

func main() {
	var wg sync.WaitGroup
	for range 2 {
		go func() { wg.Add(1); defer wg.Done() }()
	}
	wg.Wait()
}
"""

SPIN = """package main

import (
	"runtime"
	"sync/atomic"
)

func main() {
	var f atomic.Bool
	go func() { f.Store(true) }()
	for !f.Load() {
		runtime.Gosched()
	}
}
"""


def found(tmp_path: Path, source: str, **limits: int) -> list[tuple[str, str]]:
    (tmp_path / "main.go").write_text(source)
    result = explore(["main.go"], directory=tmp_path, limits=Limits(seconds=60, jobs=1, **limits), shrink=0)
    return [(shown.bug.code, shown.token) for shown in result.bugs]


def test_flags_are_forgotten_between_runs(tmp_path: Path) -> None:
    (tmp_path / "main.go").write_text(FLAGS)
    done = explore(["main.go"], directory=tmp_path, arguments=("-n", "4"), limits=Limits(schedules=80, jobs=1))
    assert [shown.bug.code for shown in done.bugs] == ["deadlock"]
    assert done.bugs[0].runs  # Not in a process for each run, which makes nothing simpler.
    again = replay(done.bugs[0].token, directory=tmp_path)
    assert again.same and [b.code for b in again.run.bugs] == ["deadlock"]


def test_what_is_registered_elsewhere_is_registered_once(tmp_path: Path) -> None:
    bugs = found(tmp_path, REGISTERS, schedules=80)
    assert [code for code, _ in bugs] == ["deadlock"]
    again = replay(bugs[0][1], directory=tmp_path)
    assert again.same and [b.code for b in again.run.bugs] == ["deadlock"]


def test_what_a_stand_in_does_at_once_is_not_interrupted(tmp_path: Path) -> None:
    codes = {code for code, _ in found(tmp_path, MISUSE, schedules=400)}
    assert "race" in codes
    assert not codes & {"deadlock", "leak"}


def test_who_is_kept_waiting_is_no_livelock(tmp_path: Path) -> None:
    assert found(tmp_path, SPIN, schedules=600) == []


CALENDAR = """package main

import (
	"sync"
	"time"
)

func main() {
	var mu sync.Mutex
	go func() { mu.Lock(); mu.Unlock() }()
	mu.Lock()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		berlin = time.Local
	}
	println(time.Now().Year(), time.Now().In(berlin).Weekday().String())
	mu.Unlock()
}
"""


def test_the_time_zone_is_nothing_that_runs_see_of_each_other(tmp_path: Path) -> None:
    (tmp_path / "main.go").write_text(CALENDAR)
    (done,) = explore(["main.go"], directory=tmp_path, limits=Limits(seconds=30, jobs=1, strategies=("surw", "dpor"))).targets
    assert done.result.by_strategy["surw"]  # Which takes no part where each run is made in a process of its own.
    assert (done.result.complete, done.result.interleavings, done.result.unvaried) == (True, 2, ["the clock"])


def test_a_package_of_the_library_on_which_nothing_depends_is_initialised_once() -> None:
    """Its tests define flags."""
    (explored,) = explore(["text/template"], run="^TestDelims$", limits=Limits(schedules=2, jobs=1)).targets
    assert not explored.bugs and not explored.result.refusal
