"""A lock's state is written by atomic operations: an assignment to a lock that is in use races with them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """package main

import (
	"sync"
	"time"
)

func main() {
	var mu sync.Mutex
	for range BEFORE {
		done := make(chan bool)
		go func() { mu.Lock(); mu.Unlock(); done <- true }()
		<-done
	}
	go func() {
		mu.Lock()
		mu.Unlock()
	}()
	time.Sleep(time.Millisecond)
	mu = sync.Mutex{}
}
"""
FRAMES = ["internal/sync.(*Mutex).Lock()", "sync.(*Mutex).Lock()", "main.main.func2()"]


@pytest.mark.parametrize("before", [0, 3])
def test_a_lock_that_is_overwritten(before: int, tmp_path: Path) -> None:
    file = tmp_path / "main.go"
    file.write_text(PROGRAM.replace("BEFORE", str(before)))
    command = [sys.executable, "-m", "goloupe", "run", "-race", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 66
    lines = [line.strip() for line in done.stderr.split("\n")]
    assert any(lines[i : i + 5 : 2] == FRAMES and lines[i + 5].endswith("main.go:16 +0x0") for i in range(len(lines) - 5)), done.stderr


READERS = """package main

import (
	"sync"
	"time"
)

type state struct {
	sync.RWMutex
	n int
}

var sink *state

func main() {
	s := &state{}
	go func() {
		READ
	}()
	time.Sleep(time.Millisecond)
	WRITE
}
"""


@pytest.mark.parametrize(
    ("read", "write", "found"),
    [
        ("s.RLock(); c := *s; sink = &c; s.RUnlock()", "s.Lock(); s.n++; s.Unlock()", []),
        ("c := *s; sink = &c", "s.RLock(); s.RUnlock()", []),
        ("*s = state{}", "s.RLock(); s.RUnlock()", ["Read", "Previous write"]),
        ("s.TryRLock()", "*s = state{}", ["Write", "Previous read"]),
        ("s.TryLock()", "*s = state{}", ["Write", "Previous read"]),
    ],
)
def test_an_rwmutex_is_read_by_whoever_uses_it(read: str, write: str, found: list[str], tmp_path: Path) -> None:
    """As the real source tells the detector: so to copy one is no race, and to assign to one is."""
    file = tmp_path / "main.go"
    file.write_text(READERS.replace("READ", read).replace("WRITE", write))
    done = subprocess.run([sys.executable, "-m", "goloupe", "run", "-race", str(file)], capture_output=True, text=True, check=False)
    told = [line.partition(" at ")[0] for line in done.stderr.splitlines() if " at 0x" in line]
    assert told == found, f"{file.read_text()}\n{done.stderr}"
