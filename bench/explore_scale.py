"""Exploration by several processes: how many more schedules, and whether it finds the same, also if one of them is killed.

    python bench/explore_scale.py [--seconds S] [--rounds N] [--kernels N] [--schedules N] [--part rate|same]…

Rate: programs whose schedules nobody sees to an end are explored for S seconds by one process and by two, in turn, N times.  Two must make
at least 1.7 times the schedules of one.  The time in which the processors did something is shown beside it: where others use them too, the
ratio of schedules per second of processor time says how much the second process costs, and the share of the parent what is not shared out.

Same: kernels of real bugs (GOROOT/src/runtime/testdata/testgoroutineleakprofile/goker) and programs with data races are explored for so
many schedules by one process, by two, by two of which one is killed in the middle (SIGKILL), by a Dask cluster of two workers on this
machine, and by one of which a worker is killed.  All must find the same set of bugs, by their fingerprints, and see the same number of
interleavings where all of them are explored.

Prints tables; the exit code is 1 if a target is missed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from goloupe.explore import engine
from goloupe.explore.engine import Limits, Result
from goloupe.explore.exploration import link
from goloupe.explore.loading import Target, targets
from goloupe.frontend.talking import FrontEnd
from goloupe.frontend.toolchain import Toolchain, find_toolchain
from goloupe.runtime.stack import in_large_stack

sys.path.insert(0, str(Path(__file__).parent))
from leak_suite import SUITE, cases
from suites import copied

TARGET = 1.7
HEADER = "package main\n\n"
WORKERS = """import "sync"

func main() {
	jobs, results := make(chan int), make(chan int, 2)
	var mu sync.Mutex
	var wg sync.WaitGroup
	sum := 0
	for range 3 {
		wg.Go(func() {
			for j := range jobs {
				mu.Lock()
				sum += j
				mu.Unlock()
				results <- j
			}
		})
	}
	go func() {
		for i := range 6 {
			jobs <- i
		}
		close(jobs)
	}()
	go func() { wg.Wait(); close(results) }()
	for range results {
	}
}
"""
PHILOSOPHERS = """import "sync"

func main() {
	var forks [5]sync.Mutex
	var wg sync.WaitGroup
	for i := range 5 {
		wg.Go(func() {
			a, b := i, (i+1)%5
			if a > b {
				a, b = b, a
			}
			for range 4 {
				forks[a].Lock()
				forks[b].Lock()
				forks[b].Unlock()
				forks[a].Unlock()
			}
		})
	}
	wg.Wait()
}
"""
SELECTS = """import (
	"sync/atomic"
	"time"
)

func main() {
	a, b, done := make(chan int), make(chan int), make(chan bool)
	var n atomic.Int32
	for _, c := range []chan int{a, b} {
		go func() {
			for i := range 4 {
				select {
				case c <- i:
				case <-time.After(time.Second):
				}
			}
			done <- true
		}()
	}
	for left := 2; left > 0; {
		select {
		case <-a:
			n.Add(1)
		case <-b:
			n.Add(2)
		case <-done:
			left--
		}
	}
}
"""
RACES = """import "sync"

func main() {
	var wg sync.WaitGroup
	n, m := 0, map[int]int{}
	for i := range 2 {
		wg.Go(func() {
			n++
			m[i] = n
		})
	}
	wg.Wait()
	if n != 2 {
		panic("lost")
	}
}
"""
LOCKS = """import "sync"

func main() {
	var a, b sync.Mutex
	c := make(chan bool)
	go func() { a.Lock(); b.Lock(); b.Unlock(); a.Unlock(); c <- true }()
	go func() { b.Lock(); a.Lock(); a.Unlock(); b.Unlock(); c <- true }()
	<-c
	<-c
}
"""
BUSY = {"workers": WORKERS, "philosophers": PHILOSOPHERS, "selects": SELECTS}
BUGGY = {"races": RACES, "locks": LOCKS}


@dataclass
class Measured:
    """What an exploration took and gave."""

    result: Result
    seconds: float
    """Without what comes before the first schedule."""
    parent: float
    children: float
    """Processor time."""

    @property
    def found(self) -> tuple[str, ...]:
        """The set of bugs, and how many interleavings there are if all were explored."""
        count = f"{self.result.interleavings} interleavings" if self.result.complete else ""
        return (*sorted(f.bug.fingerprint for f in self.result.found), count)


def measure(target: Target, limits: Limits, during: Callable[[Result], None] | None = None) -> Measured:
    """One exploration, from a session of its own."""

    def work() -> Measured:
        session = link(target, True)
        session.initialise()
        session.prepare()
        before = os.times()
        began = time.monotonic()
        result = engine.explore(session, limits, during)
        after = os.times()
        return Measured(
            result,
            time.monotonic() - began,
            after.user + after.system - before.user - before.system,
            after.children_user + after.children_system - before.children_user - before.children_system,
        )

    return in_large_stack(work)


# How many.


def rates(programs: dict[str, Target], seconds: float, rounds: int) -> bool:
    """Compare one process with two."""
    print(f"{'program':14}{'points':>7}   {'1 process':>10}{'2 processes':>13}{'ratio':>7}   ratio by processor time, parent's share, idle")
    ratios: list[float] = []
    for name, target in programs.items():
        rows: dict[int, list[Measured]] = {1: [], 2: []}
        for n in range(rounds):
            for jobs in (1, 2):
                rows[jobs].append(measure(target, Limits(seconds=seconds, jobs=jobs, seed=n)))
        one, two = (statistics.median(m.result.schedules / m.seconds for m in rows[jobs]) for jobs in (1, 2))
        costs = [sum(m.parent + m.children for m in rows[jobs]) / sum(m.result.schedules for m in rows[jobs]) for jobs in (1, 2)]
        parent = sum(m.parent for m in rows[2]) / sum(m.parent + m.children for m in rows[2])
        idle = 1 - sum(m.children for m in rows[2]) / sum(2 * m.seconds for m in rows[2])
        ratios.append(two / one)
        steps = sum(m.result.steps for m in rows[1]) / sum(m.result.schedules for m in rows[1])
        print(
            f"{name:14}{steps:7.0f}   {one:8.0f}/s{two:11.0f}/s{two / one:7.2f}   {2 * costs[0] / costs[1]:.2f}, {parent:.1%}, {idle:.1%}",
            flush=True,
        )
        for m in (*rows[1], *rows[2]):
            if m.result.errors or m.result.complete:
                print(f"  {m.result.errors or 'all was explored: this program is too small'}")
                return False
    whole = statistics.geometric_mean(ratios)
    print(f"two processes make {whole:.2f} times the schedules of one (target: {TARGET})\n")
    return whole >= TARGET


# The same.


class Killer:
    """Kills a process when a part of the schedules has been made."""

    def __init__(self, after: int, pids: Callable[[], list[int]]) -> None:
        self.after = after
        self.pids = pids
        self.killed = 0

    def __call__(self, result: Result) -> None:
        """Progress of an exploration."""
        if not self.killed and result.schedules >= self.after:
            for pid in self.pids()[:1]:
                os.kill(pid, signal.SIGKILL)
                self.killed = pid


def children() -> list[int]:
    """Processes that this one has forked; those of the cluster were started anew."""
    out: list[int] = []
    mine = Path("/proc/self/cmdline").read_bytes()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            fields = (process / "stat").read_text().rpartition(")")[2].split()
            forked = int(fields[1]) == os.getpid() and fields[0] != "Z" and (process / "cmdline").read_bytes() == mine
        except OSError:
            continue
        if forked:
            out.append(int(process.name))
    return sorted(out)


@contextmanager
def dask() -> Iterator[Any]:
    """A cluster of two workers on loopback."""
    from distributed import LocalCluster

    started: Any = LocalCluster
    with started(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1", silence_logs=50) as made:
        yield made


def same(programs: dict[str, Target], schedules: int, cluster: Any) -> bool:
    """Compare what is found."""
    from distributed import Client

    connect: Any = Client
    fine = True
    print(f"{'program':20}{'bugs':>5}{'interleavings':>15}   {'two':>8}{'one killed':>12}{'dask':>8}{'one killed':>12}")
    for name, target in programs.items():
        limits = Limits(seconds=120, schedules=schedules, jobs=2, steps=8000)
        away = replace(limits, cluster=cluster.scheduler_address)
        one = measure(target, replace(limits, jobs=1))
        killer = Killer(2, children)
        with connect(cluster, set_as_default=False) as client:
            lost = Killer(2, lambda c=client: [int(pid) for pid in c.run(os.getpid).values()])
            kinds = [(limits, None), (limits, killer), (away, None), (away, lost)]
            results = [measure(target, how, during) for how, during in kinds]
        cells: list[str] = []
        for m, killed in zip(results, (None, killer, None, lost), strict=True):
            ok = m.found == one.found and not m.result.errors
            fine = fine and ok
            cells.append(("same" if ok else "OTHER") + ("" if killed is None or killed.killed else " (none killed)"))
            if not ok:
                cells[-1] += f" {sorted(set(m.found) ^ set(one.found))} {m.result.errors}"
        count = f"{one.result.interleavings:,}" if one.result.complete else "-"
        print(f"{name:20}{len(one.result.found):5}{count:>15}   {cells[0]:>8}{cells[1]:>12}{cells[2]:>8}{cells[3]:>12}", flush=True)
    print("all find the same\n" if fine else "NOT all find the same\n")
    return fine


# The programs.


def read(front_end: FrontEnd, toolchain: Toolchain, sources: dict[str, str], scratch: Path) -> dict[str, Target]:
    """Programs of one file."""
    out: dict[str, Target] = {}
    for name, text in sources.items():
        place = scratch / name
        place.mkdir()
        (place / "go.mod").write_text(f"module {name}\n\ngo 1.27\n")
        (place / "main.go").write_text(HEADER + text)
        (out[name],) = targets(front_end, ["."], place, str(toolchain.goroot), tags=["race"])
    return out


def kernels(front_end: FrontEnd, toolchain: Toolchain, count: int, scratch: Path) -> dict[str, Target]:
    """Some of the kernels with leaks, evenly spread."""
    place = scratch / "kernels"
    copied("*.go", toolchain.goroot / SUITE / "goker", place, once=True)
    (program,) = targets(front_end, ["."], place, str(toolchain.goroot), tags=["race"])
    names = [c.name for c in cases(toolchain.goroot) if c.kernel and c.leaks]
    chosen = names[:: max(1, len(names) // count)][:count] if count else []
    return {name: replace(program, arguments=(name,)) for name in chosen}


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Measure exploration by several processes.")
    parser.add_argument("--seconds", type=float, default=5.0, help="of each exploration that is measured (default: 5)")
    parser.add_argument("--rounds", type=int, default=3, help="explorations of each program with one and with two (default: 3)")
    parser.add_argument("--kernels", type=int, default=6, help="kernels whose findings are compared (default: 6)")
    parser.add_argument("--schedules", type=int, default=1500, help="of each exploration whose findings are compared (default: 1500)")
    parser.add_argument("--part", action="append", choices=("rate", "same"), default=[], help="only this part")
    options = parser.parse_args()
    parts = options.part or ["rate", "same"]
    toolchain = find_toolchain(None)
    scratch = Path(tempfile.mkdtemp(prefix="explore_scale"))
    fine = True
    try:
        with FrontEnd(toolchain) as front_end:
            busy = read(front_end, toolchain, BUSY, scratch) if "rate" in parts else {}
            buggy = {}
            if "same" in parts:
                buggy = {**read(front_end, toolchain, BUGGY, scratch), **kernels(front_end, toolchain, options.kernels, scratch)}
        if busy:
            fine = rates(busy, options.seconds, options.rounds)
        if buggy:
            with dask() as cluster:
                fine = same(buggy, options.schedules, cluster) and fine
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return 0 if fine else 1


if __name__ == "__main__":
    # Goroutines need much stack, and a process that forks should have few threads.
    threading.stack_size(64 << 20)
    sys.exit(main())
