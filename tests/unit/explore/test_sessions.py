"""One program, many runs: nothing is left of the run before, and a schedule repeats a run."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

import pytest
from greenlet import greenlet

from goloupe.explore.director import Director, Replayer
from goloupe.explore.engine import Limits, explore
from goloupe.explore.exploration import link
from goloupe.explore.run import LOCKS
from goloupe.explore.session import Session
from goloupe.explore.strategies.random_walk import RandomWalk

COUNTER = """package main

import (
	"fmt"
	"sync"
)

var (
	seen  []string
	count int
	table = map[string]int{}
	mu    sync.Mutex
	pair  struct{ a, b int }
)

func init() { count = 10 }

func main() {
	var wg sync.WaitGroup
	for i := range 3 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			defer mu.Unlock()
			count++
			pair.a++
			seen = append(seen, fmt.Sprint(i))
			table[fmt.Sprint(i)]++
		}()
	}
	wg.Wait()
	fmt.Println(count, pair, len(table), seen)
}
"""

DEADLOCK = """package main

import "sync"

func main() {
	var a, b sync.Mutex
	done := make(chan bool)
	go func() { a.Lock(); b.Lock(); b.Unlock(); a.Unlock(); done <- true }()
	b.Lock()
	a.Lock()
	a.Unlock()
	b.Unlock()
	<-done
}
"""

LEFT = """package main

import "fmt"

func main() {
	c := make(chan int)
	go func() { c <- 1 }()
	go func() { <-c }()
	go func() { <-c }()
	fmt.Println("over")
}
"""

Load = Callable[..., Session]
Large = Callable[[Callable[[], Any]], Any]


def test_runs_do_not_see_each_other(load: Load, large: Large) -> None:
    session = load(COUNTER)
    outputs = large(lambda: [session.run(RandomWalk(seed)).stdout for seed in range(150)])
    assert {o.split(b" [")[0] for o in outputs} == {b"13 {3 0} 3"}
    assert len(set(outputs)) == 6, "all orders of three goroutines"


def test_a_schedule_repeats_a_run(load: Load, large: Large) -> None:
    session = load(COUNTER)

    def work() -> None:
        for seed in range(20):
            first = session.run(RandomWalk(seed))
            session.run(RandomWalk(seed + 1000))
            again = session.run(Replayer(first.schedule.answers))
            assert (again.trace_hash, again.stdout, again.behaviour) == (first.trace_hash, first.stdout, first.behaviour)
            assert again.schedule.answers == first.schedule.answers

    large(work)


def test_the_natural_run_has_no_departures(load: Load, large: Large) -> None:
    session = load(COUNTER)
    run = large(lambda: session.run(Director()))
    assert run.end == "exit" and run.switches == 0
    assert not any(run.schedule.answers)


def test_a_deadlock_has_one_fingerprint(load: Load, large: Large) -> None:
    session = load(DEADLOCK)
    runs = large(lambda: [session.run(RandomWalk(seed)) for seed in range(60)])
    bad = [r for r in runs if r.end == "deadlock"]
    assert bad and len(bad) < len(runs)
    assert len({b.fingerprint for r in bad for b in r.bugs}) == 1
    bug = bad[0].bugs[0]
    assert bug.code == "deadlock" and bug.title == "fatal error: all goroutines are asleep - deadlock!"
    assert {f.line for f in bug.sites} == {8, 10}


def test_a_crowd_that_is_left_behind_is_let_go(load: Load, large: Large) -> None:
    session = load(
        "package main\n\nfunc main() {\n\tc := make(chan int)\n"
        "\tfor range 3000 {\n\t\tgo func() {\n\t\t\tdefer print()\n\t\t\t<-c\n\t\t}()\n\t}\n\tc <- 1\n\tprintln(1)\n}\n"
    )
    assert [large(lambda: session.run(Director()).stderr) for _ in range(2)] == [b"1\n", b"1\n"]


def test_after_main_the_others_go_on_until_they_are_blocked(load: Load, large: Large) -> None:
    session = load(LEFT)

    def work() -> list[str]:
        run = session.run(Director())
        assert (run.end, run.code, run.stdout) == ("exit", 0, b"over\n")
        return [g.reason for g in session.machine.allgs.values()]

    assert large(work) == ["chan receive"]


@pytest.mark.parametrize(
    ("statement", "end", "code", "title"),
    [
        ('panic("no")', "panic", 2, "panic: no"),
        ("var m map[int]int; m[1] = 2", "panic", 2, "panic: assignment to entry in nil map"),
        ("var mu sync.Mutex; mu.Unlock()", "fatal", 2, "fatal error: sync: unlock of unlocked mutex"),
        ("os.Exit(3)", "exit", 3, ""),
        (
            "var f func() int; f = func() int { return f() + 1 }; f()",
            "overflow",
            2,
            "fatal error: stack overflow: main.main.func1 calls itself",
        ),
    ],
)
def test_ends(load: Load, large: Large, statement: str, end: str, code: int, title: str) -> None:
    source = f'package main\n\nimport (\n\t"os"\n\t"sync"\n)\n\nvar _ = os.Args\nvar _ sync.Mutex\n\nfunc main() {{\n\t{statement}\n}}\n'
    session = load(source)
    run = large(lambda: session.run(Director()))
    assert (run.end, run.code) == (end, code), run.report
    assert [b.title for b in run.bugs] == ([title] if title else [])


def test_a_test_function_is_an_entry(load: Load, large: Large) -> None:
    source = """package m

import "testing"

var calls int

func TestOne(t *testing.T) {
	calls++
	c := make(chan int, 1)
	go func() { c <- 1 }()
	t.Run("sub", func(t *testing.T) {
		select {
		case <-c:
			t.Error("early", calls)
		default:
		}
	})
}

func TestOther(t *testing.T) { panic("not asked for") }
"""
    session = load(source, "TestOne")
    runs = large(lambda: [session.run(RandomWalk(seed)) for seed in range(20)])
    assert {r.code for r in runs} == {0, 1}
    assert all(b"early 1" in r.stdout for r in runs if r.code)


def test_a_run_without_end_is_cut_off(load: Load, large: Large) -> None:
    session = load('package main\n\nimport "runtime"\n\nfunc main() {\n\tfor {\n\t\truntime.Gosched()\n\t}\n}\n')
    session.machine.limit = 2000
    run = large(lambda: session.run(Director()))
    assert run.end == "steps"
    assert [b.code for b in run.bugs] == ["livelock"]


SPINNING = """package main

import (
	"fmt"
	"time"
)

var done bool

func main() {
	go func() {
		time.Sleep(10 * time.Millisecond)
		done = true
	}()
	go func() {
		n := 0
		for {
			n++
		}
	}()
	for !done {
	}
	n := 0
	for n < 200_000 {
		n++
	}
	fmt.Println("over")
}
"""


def test_loops_without_points_end(load: Load, large: Large) -> None:
    session = load(SPINNING)

    def work() -> None:
        runs = [session.run(RandomWalk(seed)) for seed in range(5)]
        again = [session.run(Replayer(run.schedule.answers)) for run in runs]
        assert [run.stdout for run in runs] == [b"over\n"] * 5
        assert [run.trace_hash for run in runs] == [run.trace_hash for run in again]

    large(work)


@pytest.mark.parametrize("source", [COUNTER, DEADLOCK, LEFT])
def test_greenlets_of_a_run_end_with_it(load: Load, large: Large, source: str) -> None:
    session = load(source)

    def alive() -> int:
        return sum(isinstance(o, greenlet) and not o.dead for o in gc.get_objects())

    def grown() -> int:
        session.run(RandomWalk(0))
        before = alive()
        for seed in range(20):
            session.run(RandomWalk(seed))
        return alive() - before

    assert large(grown) < 5


TRIES = """package main

import "sync"

func main() {
	var mu sync.Mutex
	done := make(chan bool)
	mu.Lock()
	go func() {
		if !mu.TryLock() {
			panic("taken")
		}
		done <- true
	}()
	mu.Unlock()
	<-done
}
"""


def test_who_tries_a_lock_finds_it_taken_in_some_order(load: Load, large: Large) -> None:
    session = load(TRIES)
    ends = large(lambda: {session.run(RandomWalk(seed)).end for seed in range(40)})
    assert ends == {"exit", "panic"}


CHAIN = """package main

import "sync"

func work(n int, block chan int, mu *sync.Mutex) {
	defer func() {
		mu.Lock()
		defer mu.Unlock()
		if v := recover(); v != nil {
			panic(v)
		}
	}()
	if n > 0 {
		go work(n-1, block, mu)
	}
	<-block
}

func main() {
	var mu sync.Mutex
	work(600, make(chan int), &mu)
}
"""


def test_goroutines_that_were_made_by_one_another_end_with_a_run(load: Load, large: Large) -> None:
    session = load(CHAIN)
    ends = large(lambda: [session.run(Director()).end for _ in range(3)])
    assert ends == ["deadlock"] * 3


PARTS = """package m

import "testing"

var m = map[int]int{}

func TestParts(t *testing.T) {
	for i := range 3 {
		t.Run("part", func(t *testing.T) {
			c := make(chan int)
			go func() {
				m[1] = 2
				close(c)
			}()
			if i == 1 {
				m[2] = 2
			}
			<-c
		})
	}
}
"""


def test_races_are_seen_whatever_ran_before(load: Load, large: Large) -> None:
    """Locks of package testing live on: what goroutines of the last run knew says nothing of those of this one."""
    target = load(PARTS, "TestParts").target
    session = link(target, True)
    runs = large(lambda: [session.run(Director()) for _ in range(4)])
    assert [[bug.code for bug in run.bugs] for run in runs] == [["race"]] * 4
    assert len({(run.trace_hash, run.code) for run in runs}) == 1


POOLED = """package m

import (
	"bytes"
	"fmt"
	"log"
	"testing"
)

func TestPooled(t *testing.T) {
	var b bytes.Buffer
	l := log.New(&b, "", 0)
	go %s
	_ = b.String()
}

func TestOrdered(t *testing.T) {
	var b bytes.Buffer
	l := log.New(&b, "", 0)
	done := make(chan bool)
	for range 2 {
		go func() {
			l.Println(fmt.Sprint(1))
			done <- true
		}()
	}
	<-done
	<-done
	_ = b.String()
}
"""


@pytest.mark.parametrize("call", ['fmt.Fprint(&b, "x", l)', 'func() { l.Print("x") }()'])
def test_a_pool_of_the_standard_library_orders_nothing(load: Load, large: Large, call: str) -> None:
    """What package fmt takes out of its pool another goroutine may have put there: in Go, the pool may as well have been empty."""
    text = POOLED % call
    session = link(load(text, "TestPooled").target, True)
    for director in (Director(), RandomWalk(1), RandomWalk(2)):
        run = large(lambda d=director: session.run(d))
        assert [bug.code for bug in run.bugs] == ["race"]
    session = link(load(text, "TestOrdered").target, True)
    for seed in range(5):
        assert large(lambda n=seed: session.run(RandomWalk(n))).bugs == []


INNER = """package m

import "testing"

func TestInner(t *testing.T) {
	x := 0
	c := make(chan int)
	go func() {
		%s
		_ = x
		c <- 1
	}()
	x = 1
	%s
	<-c
}
"""


@pytest.mark.parametrize(("first", "second", "ordered"), [("t.Log()", "t.Log()", True), ("t.Log()", "", False), ("println()", "", False)])
@pytest.mark.parametrize("limits", [{"seconds": 60}, {"seconds": 0, "schedules": 400}], ids=["time", "schedules"])
def test_locks_within_the_standard_library_hide_no_race(
    load: Load, large: Large, first: str, second: str, ordered: bool, limits: dict[str, Any]
) -> None:
    """They are no points, and yet they order goroutines: where they do the verdict says so, and in some schedules they are points."""
    session = link(load(INNER % (first, second), "TestInner").target, True)
    result = large(lambda: explore(session, Limits(**limits, jobs=1)))
    assert result.complete and result.stopped == "complete"
    assert [found.bug.code for found in result.found] == ["race"]
    assert result.unvaried == [LOCKS] * ordered


KEPT = """package m

import (
	"log"
	"math/rand"
	"os"
	"testing"
	"time"
)

type counter struct{ n int }

func (c *counter) Write(b []byte) (int, error) {
	c.n++
	return len(b), nil
}

func TestKept(t *testing.T) {
	w := new(counter)
	l := log.New(w, "", 0)
	done := make(chan bool)
	for range 2 {
		go func() {
			l.Print(rand.Int())
			os.Setenv("X", time.Unix(0, 0).String())
			t.Log(os.Getenv("X"))
			done <- true
		}()
	}
	<-done
	<-done
	if w.n != 2 {
		t.Error(w.n)
	}
}
"""


def test_what_locks_of_the_standard_library_protect_is_protected_where_they_are_points(load: Load, large: Large) -> None:
    session = link(load(KEPT, "TestKept").target, True)
    result = large(lambda: explore(session, Limits(seconds=0, schedules=300, jobs=1)))
    assert not result.found and not result.unrepeatable and not result.errors
    assert LOCKS in result.unvaried and len(result.by_strategy) > 2
