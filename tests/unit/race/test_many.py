"""Programs that make a goroutine for each request: those that are finished leave their place in vector clocks to others."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from goloupe.race.clocks import Thread
from goloupe.race.detector import EXACT, FIELDS, Detector
from goloupe.runtime.runtime2 import G

PROGRAM = """package main

import (
	"sync"
	"time"
)

var x, y int

func main() {
	var wg sync.WaitGroup
	for i := range 600 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if i == 400 {
				x++
			}
		}()
		if i != 400 {
			wg.Wait()
		} else {
			time.Sleep(time.Millisecond)
			x++
			wg.Wait()
		}
	}
	go func() {
		y++
	}()
	time.Sleep(time.Millisecond)
	y++
}
"""


def g(number: int) -> G:
    return G(number, len, (), 0)


def test_races_are_found_and_told_with_the_right_goroutines(tmp_path: Path) -> None:
    file = tmp_path / "main.go"
    file.write_text(PROGRAM)
    command = [sys.executable, "-m", "goloupe", "run", "-race", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 66
    created = [line.strip() for line in done.stderr.split("\n") if "main.go:" in line and ("main.go:14 " in line or "main.go:28 " in line)]
    assert [line.rsplit("/", 1)[-1] for line in created] == ["main.go:14 +0x0", "main.go:28 +0x0"], done.stderr
    lines = done.stderr.split("\n")
    previous = [line.split("by ")[1].rstrip(":") for line in lines if line.startswith("Previous")]
    made = [line.split(" (")[0] for line in lines if line.startswith("Goroutine")]
    assert made == [name.capitalize() for name in previous]
    first, second = (int(name.split()[1]) for name in previous)
    assert second - first == 200


def test_clocks_do_not_grow_with_goroutines_that_are_waited_for() -> None:
    d = Detector()
    main = g(1)
    obj = object()
    for i in range(3 * EXACT):
        child = g(i + 2)
        d.go_create(main, child)
        d.release(child, obj)
        d.go_end(child)
        d.acquire(main, obj)
    assert len(d.threads) == EXACT


def test_goroutines_that_nobody_waits_for_have_their_own_places_as_long_as_there_are_some() -> None:
    d = Detector()
    main = g(1)
    made: list[Thread] = []
    for i in range(FIELDS + 50):
        child = g(i + 2)
        d.go_create(main, child)
        made.append(d.thread(child))
        d.go_end(child)
    assert len(d.threads) == FIELDS
    own = [t for t in made if t.earlier is None]
    assert own == made[: len(own)]
    assert len(own) == FIELDS - 2
