"""Bugs of the model, shown by the stock toolchain."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from goloupe.explore.confirmation import Confirmation
from goloupe.explore.engine import Limits
from goloupe.explore.exploration import Programs, explore
from goloupe.explore.run import Bug
from goloupe.explore.token import decode
from goloupe.frontend import native
from goloupe.frontend.native import Outcome
from goloupe.frontend.toolchain import find_toolchain
from goloupe.repro.confirm import SETTINGS, Native
from goloupe.repro.constraints import PIECES, Child, Place, Step, Trace, plan_of
from goloupe.repro.reproduce import reproduce
from goloupe.repro.verdict import shows
from goloupe.runtime.stack import Frame

DEADLOCK = """package main

import "sync"

func main() {
	var a, b sync.Mutex
	var wg sync.WaitGroup
	wg.Add(2)
	go func() {
		defer wg.Done()
		a.Lock()
		b.Lock()
		b.Unlock()
		a.Unlock()
	}()
	go func() {
		defer wg.Done()
		b.Lock()
		a.Lock()
		a.Unlock()
		b.Unlock()
	}()
	wg.Wait()
}
"""

LEAK = """package main

import "time"

func work(answers chan<- int, n int) {
	answers <- n
}

func main() {
	answers, enough := make(chan int), make(chan bool, 1)
	go func() { enough <- true }()
	go work(answers, 1)
	select {
	case <-enough:
	case <-answers:
	}
	time.Sleep(time.Millisecond)
}
"""

RACE = """package main

func main() {
	n, asked, answered := 0, make(chan bool, 1), make(chan bool)
	go func() {
		select {
		case <-asked:
		default:
			n++
		}
		answered <- true
	}()
	n++
	asked <- true
	<-answered
}
"""


RING = """package main

import "sync"

type account struct {
	mu    sync.Mutex
	value int
}

func (a *account) pay(b *account, done *sync.WaitGroup) {
	defer done.Done()
	a.mu.Lock()
	defer a.mu.Unlock()
	b.mu.Lock()
	defer b.mu.Unlock()
	a.value--
	b.value++
}

func main() {
	var accounts [3]account
	var done sync.WaitGroup
	for i := range accounts {
		done.Add(1)
		go accounts[i].pay(&accounts[(i+1)%3], &done)
	}
	done.Wait()
}
"""

LOST = """package m

import (
	"sync"
	"testing"
)

type counter struct {
	mu sync.Mutex
	n  int
}

func (c *counter) get() int  { c.mu.Lock(); defer c.mu.Unlock(); return c.n }
func (c *counter) set(n int) { c.mu.Lock(); defer c.mu.Unlock(); c.n = n }

func TestCount(t *testing.T) {
	var c counter
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { c.set(c.get() + 1) })
	}
	wg.Wait()
	if c.get() != 2 {
		t.Errorf("got %d, want 2", c.get())
	}
}
"""

CODE = """package main

import "os"

func main() {
	ch := make(chan int, 2)
	for i := range 2 {
		go func() { ch <- 1 - i }()
	}
	os.Exit(<-ch)
}
"""

LEFT = """package main

import (
	"os"
	"time"
)

func main() {
	ch := make(chan int)
	go func() { <-ch }()
	go func() {
		time.Sleep(time.Millisecond)
		os.Exit(0)
	}()
	select {}
}
"""


READERS = """package main

import "sync"

func main() {
	var mu sync.RWMutex
	done := make(chan bool)
	go func() {
		mu.RLock()
		mu.RLock()
		mu.RUnlock()
		mu.RUnlock()
		close(done)
	}()
	mu.Lock()
	mu.Unlock()
	<-done
}
"""

CONDITION = """package main

import "sync"

type queue struct {
	mu    sync.Mutex
	some  *sync.Cond
	items []int
}

func (q *queue) put(v int) {
	q.mu.Lock()
	q.items = append(q.items, v)
	q.mu.Unlock()
	q.some.Signal()
}

func (q *queue) get() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.items) == 0 {
		q.some.Wait()
	}
	v := q.items[0]
	q.items = q.items[1:]
	return v
}

func main() {
	q := &queue{}
	q.some = sync.NewCond(&q.mu)
	var done sync.WaitGroup
	for range 2 {
		done.Add(1)
		go func() {
			defer done.Done()
			q.get()
		}()
	}
	q.put(1)
	q.put(2)
	done.Wait()
}
"""


CHOICES = """package main

import "fmt"

func pick(a, b chan int) string {
	select {
	case <-a:
		return "a"
	case v := <-b:
		return fmt.Sprint("b", v)
	}
}

func main() {
	a, b := make(chan int, 4), make(chan int, 4)
	for i := 0; i < 4; i++ {
		a <- i
		b <- i
	}
	got := ""
	for i := 0; i < 4; i++ {
		got += pick(a, b)
	}
	if got == "b0ab1a" {
		panic("this order")
	}
}
"""


def tried(directory: Path, source: str, code: str, race: bool = False, count: int = 6, go: str = "1.25") -> Confirmation:
    """Explore a program, or its tests, and confirm what is found."""
    (directory / "go.mod").write_text(f"module m\n\ngo {go}\n")
    test = 'import (\n\t"sync"\n\t"testing"' in source
    (directory / ("m_test.go" if test else "main.go")).write_text(source)
    found = explore(directory=directory, race=race, limits=Limits(seconds=10, jobs=1))
    token = decode(next(bug.token for bug in found.bugs if bug.bug.code == code))
    program = Native(find_toolchain(None, directory=directory), Programs((".",), directory, race=race).targets(None)[0], ["."], directory)
    done = reproduce(token, program, directory / "scratch", runs=count).bugs
    return next(c for bug, c in done if bug.code == code)


def test_a_deadlock_that_never_happens_by_itself(tmp_path: Path) -> None:
    c = tried(tmp_path, DEADLOCK, "deadlock")
    assert c.with_gates > c.runs / 2, c
    assert c.with_gates > c.without
    assert "-overlay=" in c.command
    assert any("before" in text for text in c.constraints)
    assert (tmp_path / "main.go").read_text() == DEADLOCK


def test_a_leak(tmp_path: Path) -> None:
    c = tried(tmp_path, LEAK, "leak")
    assert c.with_gates > c.runs / 2, c


def test_goroutines_of_one_go_statement_are_told_apart(tmp_path: Path) -> None:
    c = tried(tmp_path, RING, "deadlock")
    assert c.with_gates > c.runs / 2, c
    assert c.with_gates > c.without


def test_a_test_that_fails(tmp_path: Path) -> None:
    c = tried(tmp_path, LOST, "fail")
    assert c.with_gates > c.runs / 2, c
    assert c.with_gates > c.without


def test_selects_take_the_cases_of_the_schedule(tmp_path: Path) -> None:
    c = tried(tmp_path, CHOICES, "panic")
    assert c.with_gates > c.runs / 2, c
    assert c.with_gates > c.without


def test_without_type_parameters_selects_are_left_alone(tmp_path: Path) -> None:
    c = tried(tmp_path, CHOICES, "panic", go="1.16")
    assert c.note == ""
    assert c.tries == len(SETTINGS) or c.with_gates > c.runs / 2


def test_what_only_vet_finds_fault_with_is_tried_all_the_same(tmp_path: Path) -> None:
    c = tried(tmp_path, LOST + "\nfunc ExampleOfNothing() {}\n", "fail", count=2)
    assert c.runs == 2, c


def test_another_exit_code(tmp_path: Path) -> None:
    c = tried(tmp_path, CODE, "fail")
    assert c.with_gates > c.runs / 2, c


def test_a_leak_of_a_program_that_ends_elsewhere(tmp_path: Path) -> None:
    c = tried(tmp_path, LEFT, "leak")
    assert c.with_gates > c.runs / 2, c


@pytest.mark.skipif(shutil.which("gcc") is None, reason="there is no C compiler")
def test_gates_hide_no_race(tmp_path: Path) -> None:
    assert native.races_can_be_built(find_toolchain(None), tmp_path)
    c = tried(tmp_path, RACE, "race", race=True)
    assert c.with_gates > c.runs / 2, c


def test_gates_keep_lines_and_meaning(tmp_path: Path) -> None:
    source = """package p

import "sync"

func f(mu *sync.Mutex, ch chan int, ok func(int) bool) int {
	for v := range ch {
		if v > 1 {
			continue
		}
	}
	for ok(<-ch) {
	}
	if ok(1) {
	} else if ok(<-ch) {
		return 2
	}
	go func() { ch <- 1 }()
	func() {
		defer mu.Unlock()
		mu.Lock()
	}()
	switch {
	case ok(<-ch):
		close(ch)
	}
	return <-ch
}
"""
    (tmp_path / "p.go").write_text(source)
    points = [
        (1, 6, "recv"),
        (2, 11, "recv"),
        (3, 14, "recv"),
        (4, 17, "go"),
        (5, 17, "send"),
        (6, 20, "lock"),
        (7, 21, "atomic"),
        (8, 26, "recv"),
        (9, 23, "recv"),
        (10, 24, "close"),
    ]
    request = {"in": str(tmp_path / "p.go"), "out": str(tmp_path / "out.go"), "ends": []}
    request["points"] = [{"id": i, "line": line, "op": op} for i, line, op in points]  # type: ignore[assignment]
    answer = native.put_gates(find_toolchain(None), [request], tmp_path)
    assert {int(k): v for k, v in answer["how"].items()} == {i: "line" if i == 7 else "op" for i in range(1, 11)}
    lines = (tmp_path / "out.go").read_text().split("\n")
    assert "goloupeEnd" not in "".join(lines)
    assert len(lines) == len(source.split("\n"))
    assert lines[5] == "\tgoloupeGate(1);for v := range ch {"
    assert lines[7] == "\t\t\tgoloupeGate(1);continue"
    assert lines[9] == "\t;goloupeGate(1);}"
    assert lines[10] == "\tfor goloupeGate(2) && (ok(<-ch)) {"
    assert lines[13] == "\t} else if goloupeGate(3) && (ok(<-ch)) {"
    assert lines[16] == "\tgoloupeGate(4);{goloupeT := goloupeSpawn(4);go func() {goloupeBorn(goloupeT); goloupeGate(5);ch <- 1 }()}"
    assert lines[20] == "\t;goloupeGate(7);}()"
    assert lines[21] == "\tgoloupeGate(9);switch {"
    assert lines[23] == "\t\tgoloupeGate(10);close(ch)"
    assert lines[25] == "\tgoloupeGate(8);return <-ch"


def test_gates_of_selects_that_take_a_case(tmp_path: Path) -> None:
    source = """package p

func f(a, b chan int, get func() chan int) {
	select {
	case <-a:
	case v, ok := (<-get()):
		_, _ = v, ok
	case b <- 1:
	default:
	}
}
"""
    (tmp_path / "p.go").write_text(source)
    request = {"in": str(tmp_path / "p.go"), "out": str(tmp_path / "out.go"), "ends": []}
    request["points"] = [{"id": 1, "line": 4, "op": "select", "cases": True}]  # type: ignore[assignment]
    assert native.put_gates(find_toolchain(None), [request], tmp_path)["how"] == {"1": "op"}
    assert (tmp_path / "out.go").read_text().split("\n")[3:9] == [
        "\tgoloupeGate(1);select {",
        "\tcase <-goloupeCase(1, 0, a):goloupeTaken();",
        "\tcase v, ok := (<-goloupeCase(1, 1, get())):goloupeTaken();",
        "\t\t_, _ = v, ok",
        "\tcase goloupeCase(1, 2, b) <- 1:goloupeTaken();",
        "\tdefault:goloupeTaken();",
    ]


def test_gates_where_goroutines_begin_and_where_programs_end(tmp_path: Path) -> None:
    source = """package p

import (
	"log"
	"os"
	"sync"
)

func f(wg *sync.WaitGroup, work func()) {
	wg.Go(func() { work() })
	wg.Go(work)
	go work()
	if wg == nil {
		log.Fatalf("none")
	}
	os.Exit(1)
}
"""
    (tmp_path / "p.go").write_text(source)
    points = [(1, 10, "add"), (2, 10, "go"), (3, 11, "go"), (4, 12, "go")]
    request = {"in": str(tmp_path / "p.go"), "out": str(tmp_path / "out.go"), "ends": [], "exits": True}
    request["points"] = [{"id": i, "line": line, "op": op} for i, line, op in points]  # type: ignore[assignment]
    native.put_gates(find_toolchain(None), [request], tmp_path)
    lines = (tmp_path / "out.go").read_text().split("\n")
    assert lines[9] == ("\tgoloupeGate(1);goloupeGate(2);{goloupeT := goloupeSpawn(2);wg.Go(func() {goloupeBorn(goloupeT); work() })}")
    assert lines[10] == "\tgoloupeGate(3);{goloupeT := goloupeSpawn(3);wg.Go(work);goloupeSpawned(goloupeT)}"
    assert lines[11] == "\tgoloupeGate(4);{goloupeT := goloupeSpawn(4);go work();goloupeSpawned(goloupeT)}"
    assert lines[13] == '\t\tgoloupeEnd();log.Fatalf("none")'
    assert lines[15] == "\tgoloupeEnd();os.Exit(1)"


def test_constraints_are_where_another_goroutine_goes_on() -> None:
    lock, send, go = Place("a.go", 3, "lock"), Place("a.go", 4, "send"), Place("a.go", 9, "go")
    steps = [Step(0, go), Step(1, lock), Step(1, lock), Step(0, send), Step(1, send)]
    plan = plan_of(Trace(steps, [Child(1, 0, "a.go", 9, go, 0)], [1, 7]), [lock, send, go], {1: "op", 2: "op", 3: "op"})
    assert plan.texts == [
        "main go a.go:9 before goroutine 7 lock a.go:3",
        "goroutine 7 lock a.go:3 (2 times) before main send a.go:4",
        "main send a.go:4 before goroutine 7 send a.go:4",
    ]
    # Of a line on which other functions do it, one time is one event.
    plan = plan_of(Trace(steps, [], [1, 7]), [lock, send, go], {1: "line", 2: "op", 3: "op"})
    assert plan.texts[1] == "goroutine 7 lock a.go:3 before main send a.go:4"


def test_a_wait_group_that_is_counted_down_is_not_added_to() -> None:
    add, done = Place("a.go", 3, "add"), Place("a.go", 7, "add")
    trace = Trace([Step(0, add), Step(1, done), Step(0, add)], [], [1, 7], frozenset({done}))
    trace = Trace.unpack(trace.pack())
    plan = plan_of(trace, [add, done], {1: "op", 2: "op"})
    assert plan.texts == ["main add a.go:3 before goroutine 7 done a.go:7", "goroutine 7 done a.go:7 before main add a.go:3 (2 times)"]


def test_what_is_a_hit() -> None:
    site = Frame("main.f", "/src/a.go", 12)
    race = Bug("race", "data race", (site, Frame("main.g", "/src/a.go", 20)))
    report = "WARNING: DATA RACE\nWrite at 0x1 by goroutine 7:\n      /x/a.go:{} +0x1\n\nPrevious read by main:\n      /x/a.go:20 +0x1\n"
    made = "\nGoroutine 7 (running) created at:\n      /x/a.go:12 +0x2\n"
    assert shows(Outcome(66, report.format(12) + made, False), race)
    assert not shows(Outcome(66, report.format(13) + made, False), race)
    died = Bug("panic", "panic: index 4 of 4", (site,))
    assert shows(Outcome(2, "panic: index 7 of 7\n\ngoroutine 9 [running]:\nmain.f()\n\t/x/a.go:12 +0x1\n", False), died)
    assert not shows(Outcome(2, "panic: index 7 of 7\n\ngoroutine 9 [running]:\nmain.f()\n\t/x/a.go:121 +0x1\n", False), died)
    stuck = Bug("deadlock", "fatal error", (site,))
    text = "goroutine 1 [chan receive]:\nmain.f()\n\t/x/a.go:12 +0x1\n"
    assert shows(Outcome(2, "fatal error: all goroutines are asleep - deadlock!\n\n" + text, False), stuck)
    assert shows(Outcome(2, text, True), stuck)
    assert not shows(Outcome(2, text, False), stuck)


def test_who_goes_round_in_circles_is_busy() -> None:
    bug = Bug("livelock", "no progress", (Frame("main.f", "/src/a.go", 12),))
    dump = "SIGQUIT: quit\n\ngoroutine {} [{}]:\nmain.f()\n\t/x/a.go:{} +0x1\n"
    assert shows(Outcome(2, dump.format(1, "running", 12), True), bug)
    assert not shows(Outcome(2, dump.format(1, "running", 13), True), bug)
    assert not shows(Outcome(2, dump.format(1, "chan receive", 12), True), bug)
    assert not shows(Outcome(0, dump.format(1, "running", 12), False), bug)
    assert shows(Outcome(2, "\ngoroutine 1 [running]:\n\tgoroutine running on other thread; stack unavailable\n", True), bug)


def test_of_an_order_without_end_the_beginning_is_kept() -> None:
    places = [Place("a.go", line, "lock") for line in (1, 2)]
    trace = Trace([Step(n % 2, places[n % 2]) for n in range(2 * PIECES)], [], [1, 7])
    how = {1: "op", 2: "op"}
    assert {turn.nth for turn in plan_of(trace, places, how, early=True).turns} == set(range(1, PIECES // 2 + 1))
    assert {turn.nth for turn in plan_of(trace, places, how).turns} == set(range(PIECES // 2 + 1, PIECES + 1))


def test_what_a_goroutine_does_within_a_statement_has_no_gate_of_its_own() -> None:
    wait, again, lock, signal = (Place("a.go", line, op) for line, op in ((5, "wait"), (5, "lock"), (3, "lock"), (8, "signal")))
    steps = [Step(1, lock), Step(1, wait), Step(0, lock), Step(0, signal), Step(2, lock), Step(0, lock), Step(1, again)]
    trace = Trace(steps, [], [1, 7, 18])
    plan = plan_of(trace, [lock, wait, signal, again], {1: "op", 2: "op", 3: "op", 4: "line"})
    # The signal comes after those that are to be faster than the one that it wakes.
    assert plan.texts == [
        "goroutine 7 wait a.go:5 before main lock a.go:3",
        "main lock a.go:3 before goroutine 18 lock a.go:3",
        "goroutine 18 lock a.go:3 before main signal a.go:8",
    ]
    assert plan.used == {1, 2, 3}
    assert {(turn.g, turn.place, turn.nth) for turn in plan.turns if turn.final} == {(1, 2, 1), (0, 1, 2), (2, 1, 1)}


def test_goroutines_of_a_read_write_lock_belong_together(tmp_path: Path) -> None:
    c = tried(tmp_path, READERS, "deadlock")
    assert c.with_gates > c.runs / 2, c
    assert any("rlock" in text and " lock " in text for text in c.constraints)


def test_a_signal_that_comes_too_early(tmp_path: Path) -> None:
    c = tried(tmp_path, CONDITION, "panic")
    assert c.with_gates > c.runs / 2, c
    assert c.with_gates > c.without
