"""Shrinking schedules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goloupe.explore.director import Replayer
from goloupe.explore.engine import Limits
from goloupe.explore.exploration import explore, replay
from goloupe.explore.lanes import Lanes, table
from goloupe.explore.recording import record
from goloupe.explore.run import Schedule
from goloupe.explore.shrink import Guided, NotShown, Recorder, shrink, switches, trimmed
from goloupe.explore.token import decode
from goloupe.report.lanes import WIDTH, render

from .sessions import Walk, runs, session

TRANSFER = """\
package main

import (
	"fmt"
	"sync"
)

type account struct {
	mu      sync.Mutex
	balance int
}

func transfer(from, to *account, n int) {
	from.mu.Lock()
	defer from.mu.Unlock()
	to.mu.Lock()
	defer to.mu.Unlock()
	from.balance -= n
	to.balance += n
}

func main() {
	a, b := &account{balance: 100}, &account{balance: 100}
	var wg sync.WaitGroup
	for i := 0; i < 3; i++ {
		wg.Add(2)
		go func() {
			defer wg.Done()
			transfer(a, b, 10)
		}()
		go func() {
			defer wg.Done()
			transfer(b, a, 20)
		}()
	}
	wg.Wait()
	fmt.Println(a.balance, b.balance)
}
"""

CLOSED = """\
package main

import "sync"

func main() {
	ready := make(chan bool)
	results := make(chan int, 2)
	var mu sync.Mutex
	n := 0
	for i := range 2 {
		go func() {
			mu.Lock()
			n++
			last := n == 2
			mu.Unlock()
			results <- i
			if last {
				close(results)
				ready <- true
			}
		}()
	}
	<-ready
}
"""


@pytest.fixture(scope="module")
def transfer(tmp_path_factory):
    return session(tmp_path_factory.mktemp("transfer"), TRANSFER)


@pytest.fixture(scope="module")
def closed(tmp_path_factory):
    return session(tmp_path_factory.mktemp("closed"), CLOSED)


HITS = """package main

import "sync"

type counter struct {
	mu sync.RWMutex
	n  map[string]*int
}

func (c *counter) hit(name string) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	p := c.n[name]
	*p++
}

func main() {
	c := &counter{n: map[string]*int{"a": new(int)}}
	var wg sync.WaitGroup
	for range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			c.hit("a")
		}()
	}
	wg.Wait()
}
"""
RACE = """\
package main

import "sync"

func main() {
	var wg sync.WaitGroup
	var mu sync.Mutex
	count := 0
	for range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			n := count
			mu.Unlock()
			count = n + 1
		}()
	}
	wg.Wait()
	println(count)
}
"""


def first(s, title: str):
    for run in runs(s):
        for bug in run.bugs:
            if title in bug.title:
                return run, bug
    raise AssertionError(title)


def test_departures_repeat_a_run(transfer):
    for seed in range(20):
        run = transfer.run(Walk(seed))
        recorder = Recorder(run.schedule.answers)
        again = transfer.run(recorder)
        assert again.trace_hash == run.trace_hash
        assert recorder.asked.departures
        guided = Guided(recorder.asked.departures)
        assert transfer.run(guided).trace_hash == run.trace_hash
        assert guided.asked.departures == recorder.asked.departures


def test_a_deadlock_of_two_locks_needs_one_interruption(transfer):
    run, bug = first(transfer, "asleep")
    done = shrink(transfer, run.schedule, bug.fingerprint)
    assert done.complete
    assert len(done.departures) <= 4 < done.before
    assert switches(done.run) < switches(run)
    assert done.schedule.answers == trimmed(done.schedule.answers)
    again = transfer.run(Replayer(done.schedule.answers))
    assert again.trace_hash == done.run.trace_hash
    assert bug.fingerprint in [b.fingerprint for b in again.bugs]


def test_a_send_on_a_closed_channel_needs_one_interruption(closed):
    run, bug = first(closed, "send on closed channel")
    done = shrink(closed, run.schedule, bug.fingerprint)
    assert len(done.departures) == 2
    lanes = table(record(closed, done.schedule), done.run.bugs[0])
    assert lanes.interrupted == 1
    assert [row.line for row in lanes.rows if row.kind == "interrupted"] == [16]
    assert lanes.rows[-1].text == "panic: send on closed channel"


def test_the_budget_is_kept_to(transfer):
    run, bug = first(transfer, "asleep")
    done = shrink(transfer, run.schedule, bug.fingerprint, runs=3)
    assert not done.complete
    assert done.runs <= 6
    assert bug.fingerprint in [b.fingerprint for b in done.run.bugs]


def test_a_schedule_without_the_bug_is_refused(transfer):
    with pytest.raises(NotShown):
        shrink(transfer, Schedule((1, 1)), "0" * 16)


def test_the_limit_of_points_is_what_it_was(transfer):
    before = transfer.machine.limit
    run, bug = first(transfer, "asleep")
    shrink(transfer, run.schedule, bug.fingerprint)
    assert transfer.machine.limit == before


def test_lanes_say_who_holds_what(transfer):
    run, bug = first(transfer, "asleep")
    done = shrink(transfer, run.schedule, bug.fingerprint)
    recording = record(transfer, done.schedule)
    assert recording.run.trace_hash == done.run.trace_hash
    lanes = table(recording, recording.run.bugs[0])
    assert Lanes.unpack(lanes.pack()) == lanes
    assert len(lanes.lanes) == 3
    waits = [row.text for row in lanes.rows if row.kind == "block"]
    ids = [lane.id for lane in lanes.lanes]
    assert "waits for wg to be done, for ever" in waits
    assert {f"waits for to.mu, held by goroutine {i} since line 14" for i in ids[1:]} <= set(waits)
    text = "".join(render(lanes))
    assert all(len(line) <= WIDTH for line in text.splitlines())
    assert "created at main.go:27" in text
    assert "interrupted before 16" in text


def test_an_access_that_is_a_point_of_the_schedule_has_one_row(tmp_path):
    (tmp_path / "main.go").write_text(HITS)
    (found,) = explore(["main.go"], directory=tmp_path, limits=Limits(seconds=60, first=True, jobs=1)).bugs
    token = decode(found.token)
    pointed = replace(token, schedule=replace(token.schedule, racy=tuple(found.bug.data["points"])))
    (lanes,) = replay(pointed, ["main.go"], directory=tmp_path).lanes
    texts = [(row.lane, row.text.rpartition("  ")[2], row.kind) for row in lanes.rows if row.line == 14]
    assert [text for lane, text, _ in texts if lane == texts[0][0]] == ["(read)", "(write)"]  # In this order.
    assert [kind for *_, kind in texts].count("access") == 2
    assert len({(lane, text) for lane, text, _ in texts}) == len(texts)


def test_lanes_of_a_race_have_both_accesses_in_their_places(tmp_path):
    (tmp_path / "main.go").write_text(RACE)
    (found,) = explore(["main.go"], directory=tmp_path, limits=Limits(seconds=60, first=True, jobs=1)).bugs
    assert found.bug.code == "race" and found.lanes is not None
    rows = [(row.lane, row.line, row.kind) for row in found.lanes.rows if row.lane and row.kind != "end"]
    accesses = [(row[0], row[1]) for row in rows if row[2] == "access"]
    assert sorted(lane for lane, _ in accesses) == [1, 2]
    assert sorted(line for _, line in accesses) == sorted(f.line for f in found.bug.sites)
    texts = {row.text for row in found.lanes.rows if row.kind == "access"}
    assert texts == {"count = n + 1  (write)", "n := count  (read)"}
