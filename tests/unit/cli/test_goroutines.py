"""How goroutines are called, and where they are said to be: by the program's own functions and lines, with the numbers that Go gives."""

from __future__ import annotations

import re

import pytest

from goloupe.explore.engine import Limits
from goloupe.explore.exploration import explore
from goloupe.report.lanes import render

from .conftest import Run

STARTED = """\
package main

import (
	"fmt"
	"sync"
	"time"
)

type server struct{ c chan int }

func (s *server) loop(n int) { s.c <- n }

type runner interface{ Run() }

func (s *server) Run() { s.c <- 0 }

func main() {
	fmt.Print()
	s := &server{make(chan int)}
	var wg, other sync.WaitGroup
	other.Add(1)
	go other.Wait()
	go s.loop(1)
	go func(i int) { s.c <- i }(4)
	wg.Go(func() { s.c <- 1 })
	var r runner = s
	go r.Run()
	time.AfterFunc(time.Second, func() { s.c <- 2 })
	wg.Wait()
}
"""

RACE = """\
package main

import (
	"bytes"
	"fmt"
	"sync"
)

func main() {
	var buf bytes.Buffer
	var mu sync.Mutex
	fmt.Print()
	go buf.WriteString("a")
	mu.Lock()
	buf.WriteString("b")
	mu.Lock()
}
"""

NEGATIVE = """\
package main

import "sync"

func main() {
	var wg sync.WaitGroup
	go wg.Done()
	select {}
}
"""

LEAK = """\
package m

import (
	"sync"
	"testing"
)

func TestLeft(t *testing.T) {
	var wg sync.WaitGroup
	c := make(chan int)
	wg.Go(func() {
		c <- 1
	})
	go wg.Wait()
}
"""


def found(directory, text, name="main.go", run=None, first=True):
    (directory / name).write_text(text)
    limits = Limits(seconds=60, schedules=20, first=first, jobs=1)
    return explore([name], directory=directory, limits=limits, run=run).bugs


@pytest.fixture(scope="module")
def stuck(tmp_path_factory):
    """What is found of `STARTED`, and where that is."""
    directory = tmp_path_factory.mktemp("started")
    return found(directory, STARTED)[0], directory


def test_lanes_are_called_by_the_functions_of_the_program(stuck):
    lanes = stuck[0].lanes.lanes
    assert [(lane.function, lane.line) for lane in lanes] == [
        ("main", 0),
        ("sync.(*WaitGroup).Wait", 22),
        ("main.(*server).loop", 23),
        ("main.main.func1", 24),
        ("main.main.func2", 25),
        ("r.Run", 27),
        ("main.main.func3", 0),
    ]
    assert all(lane.file.endswith("main.go") for lane in lanes if lane.line)
    assert "goroutine 12  main.func3  started by a timer\n" in "".join(render(stuck[0].lanes))


def test_the_rows_of_a_goroutine_that_is_a_function_of_a_library_are_of_the_line_that_made_it(stuck):
    lanes = stuck[0].lanes
    assert {row.file.rpartition("/")[2] for row in lanes.rows if row.file} == {"main.go"}
    waiting = [(row.line, row.text) for row in lanes.rows if row.lane == 1]
    assert waiting == [(22, "go other.Wait()"), (22, "waits for other to be done, for ever")]
    assert [row.text for row in lanes.rows if row.lane == 0 and row.line == 25] == ["wg.Go(func() { s.c <- 1 })"]
    assert 22 in [site.line for site in stuck[0].bug.sites]
    assert "waits until a wait group is done (main.go:22)" in stuck[0].bug.detail


def test_numbers_of_goroutines_are_those_of_a_run(stuck, run: Run, monkeypatch):
    shown, directory = stuck
    monkeypatch.chdir(directory)
    ran = run("run", "main.go")
    numbers = [int(n) for n in re.findall(r"^goroutine (\d+) \[", ran.err, re.MULTILINE)]
    assert numbers == [lane.id for lane in shown.lanes.lanes] and numbers[1] == 7  # 6 is that of finalizers: fmt has made files.
    assert [int(n) for n in re.findall(r"^goroutine (\d+) \[", shown.bug.detail, re.MULTILINE)] == numbers
    reproduced = run("repro", "--count", "1", shown.token)
    assert {int(n) for n in re.findall(r"goroutine (\d+) \w+ main.go", reproduced.out)} <= set(numbers[1:])
    assert "goroutine 10 send main.go:25" in reproduced.out


def test_numbers_in_a_race_are_those_of_its_lanes(tmp_path, run: Run, monkeypatch):
    shown, *_ = [s for s in found(tmp_path, RACE) if s.bug.code == "race"]
    (number,) = {int(n) for n in re.findall(r"by goroutine (\d+):", shown.bug.detail)}
    assert number in [lane.id for lane in shown.lanes.lanes]
    monkeypatch.chdir(tmp_path)
    ran = run("run", "-race", "main.go")
    assert f"by goroutine {number}:" in ran.err


def test_a_race_in_a_library_is_where_the_program_makes_the_goroutine(tmp_path):
    races = [s for s in found(tmp_path, RACE, first=False) if s.bug.code == "race"]
    assert {tuple(sorted(site.line for site in s.bug.sites)) for s in races} == {(13, 15)}
    kinds = {(a["write"], b["write"]) for s in races for a, b in [s.bug.data["accesses"]]}
    assert len(races) <= 3 and (True, True) in kinds
    texts = {row.text for s in races for row in s.lanes.rows if row.kind == "access"}
    assert 'go buf.WriteString("a")  (write)' in texts


def test_a_panic_in_a_library_is_where_the_program_makes_the_goroutine(tmp_path):
    (shown,) = [s for s in found(tmp_path, NEGATIVE) if s.bug.code == "panic"]
    assert [(site.name, site.line) for site in shown.bug.sites] == [("main.main", 7)]


def test_leaks_name_the_call_that_asked_for_the_goroutine(tmp_path):
    leaks = found(tmp_path, LEAK, "m_test.go", "TestLeft", first=False)
    places = sorted([(site.file.rpartition("/")[2], site.line) for site in s.bug.sites] for s in leaks)
    assert places == [[("m_test.go", 12), ("m_test.go", 11)], [("m_test.go", 14)]]
    assert [lane.line for s in leaks for lane in s.lanes.lanes if lane.function.endswith("TestLeft.func1")] == [11, 11]


ALONE = """\
package m

import "testing"

func TestSub(t *testing.T) {
	t.Run("x", func(t *testing.T) { t.Fatal("no") })
}

func TestNil(t *testing.T) {
	var m map[string]int
	m["a"] = 1
}

func TestOrder(t *testing.T) {
	c := make(chan int)
	go func() { c <- 1 }()
	<-c
	t.Error("one")
}

func TestStuck(t *testing.T) {
	c := make(chan int)
	go func() { c <- 1 }()
	<-c
	<-c
}
"""


@pytest.mark.parametrize("test", ["TestSub", "TestNil"])
def test_where_goroutines_have_no_part_there_is_no_table(tmp_path, run: Run, monkeypatch, test):
    (tmp_path / "m_test.go").write_text(ALONE)
    monkeypatch.chdir(tmp_path)
    out = run("explore", "--schedules", "20", "-run", test, "m_test.go").out
    assert "GL200" in out and "goloupe replay gl1_" in out
    assert not re.search("goroutine|Not shown|───|waits|\n\n\n", out)
    assert "───" not in run("replay", re.findall(r"gl1_\S+", out)[0]).out


@pytest.mark.parametrize("test", ["TestOrder", "TestStuck"])
def test_that_main_waits_for_the_test_is_not_said(tmp_path, run: Run, monkeypatch, test):
    (tmp_path / "m_test.go").write_text(ALONE)
    monkeypatch.chdir(tmp_path)
    out = run("explore", "--schedules", "20", "-run", test, "m_test.go").out
    assert "runs the test" in out and "m.TestOrder.func1" in out.replace("TestStuck", "TestOrder").replace("command-line-arguments", "m")
    assert not re.search("Not shown|main|goroutine 1 |_testmain", out)


LOCKS = """\
package main

import "sync"

func main() {
	var a, b sync.Mutex
	var rw sync.RWMutex
	var wg sync.WaitGroup
	wg.Go(func() {
		a.Lock()
		a.Unlock()
		rw.RLock()
		a.Lock()
		b.Lock()
	})
	wg.Go(func() {
		b.Lock()
		rw.Lock()
		rw.Unlock()
		b.Unlock()
	})
	wg.Go(func() {
		if a.TryLock() {
			a.Unlock()
		}
		a.TryLock()
		rw.RLock()
	})
	wg.Wait()
}
"""


def test_who_holds_a_lock_is_known_without_the_race_detector(tmp_path):
    (tmp_path / "main.go").write_text(LOCKS)
    outcomes = []
    for race in (True, False):
        bugs = explore(["main.go"], directory=tmp_path, race=race, limits=Limits(seconds=0, schedules=150, jobs=1)).bugs
        assert bugs and all(shown.lanes is not None for shown in bugs)
        outcomes.append({shown.bug.fingerprint: (shown.bug.detail, [row.text for row in shown.lanes.rows]) for shown in bugs})
    assert outcomes[0] == outcomes[1]
    texts = [text for _, rows in outcomes[1].values() for text in rows]
    assert any(re.search(r"held by goroutine \d since line", text) for text in texts)
    assert len(outcomes[1]) > 3


def test_rows_of_narrow_lanes_are_not_cut(tmp_path):
    shown = found(tmp_path, LOCKS, first=False)[0]
    text = "".join(render(shown.lanes, width=70))
    assert len(shown.lanes.lanes) > 2 and "…" not in text


POOL = """\
package main

import (
	"sync"
	"time"
)

func main() {
	var mu sync.Mutex
	var wg sync.WaitGroup
	idle, slots := []int{1, 2}, make(chan bool, 2)
	for range 3 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			slots <- true
			mu.Lock()
			n := idle[len(idle)-1]
			idle = idle[:len(idle)-1]
			mu.Unlock()
			time.Sleep(1)
			<-slots
			mu.Lock()
			idle = append(idle, n)
			mu.Unlock()
		}()
	}
	wg.Wait()
}
"""


def test_those_who_brought_a_panic_about_are_shown(tmp_path):
    """Who fails has found what others left: those who worked on the same are shown, as long as the lanes are few."""
    (tmp_path / "main.go").write_text(POOL)
    bugs = explore(["main.go"], directory=tmp_path, limits=Limits(seconds=60, schedules=400, jobs=1)).bugs
    (shown,) = [shown for shown in bugs if shown.bug.code == "panic"]
    assert len(shown.lanes.lanes) == 4 and "Not shown" not in "".join(render(shown.lanes))
    rows = [(row.lane, row.line) for row in shown.lanes.rows if row.kind == "op"]
    gave_back = {lane for lane, line in rows if line == 22}
    assert gave_back and rows[-1][0] not in gave_back, rows


FIELD = """\
package main

type cache struct{ m map[string]int }

func (c *cache) put(k string) {
	c.m[k] = 1
}

func main() {
	c := &cache{map[string]int{}}
	done := make(chan bool)
	go func() {
		c.put("a")
		done <- true
	}()
	c.put("b")
	<-done
}
"""


def test_who_writes_a_map_through_a_field_does_not_read_it(tmp_path):
    (shown,) = [shown for shown in found(tmp_path, FIELD, first=False) if shown.bug.code == "fatal"]
    texts = [row.text for row in shown.lanes.rows if row.line == 6 and row.kind == "op"]
    assert texts == ["c.m[k] = 1  (write)"] * 2
