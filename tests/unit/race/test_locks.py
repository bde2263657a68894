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
