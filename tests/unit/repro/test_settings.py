"""What depends on the processors of a run, and selects that had to wait for their case."""

from __future__ import annotations

from pathlib import Path

from .test_repro import tried

POOL = """package m

import (
	"sync"
	"testing"
)

var pool = sync.Pool{New: func() any { return new([1]byte) }}

func TestPool(t *testing.T) {
	var got [2]*[1]byte
	var wg sync.WaitGroup
	for i := range got {
		wg.Go(func() {
			b := pool.Get().(*[1]byte)
			b[0] = byte(i)
			pool.Put(b)
			got[i] = b
		})
	}
	wg.Wait()
	if got[0][0] == got[1][0] {
		t.Error("used after it was put back")
	}
}
"""

LATE = """package main

import (
	"sync"
	"time"
)

func main() {
	answer, stop := make(chan int), make(chan bool)
	var wg sync.WaitGroup
	wg.Go(func() {
		select {
		case v := <-answer:
			panic(v)
		case <-stop:
		}
	})
	wg.Go(func() {
		time.Sleep(4 * time.Millisecond)
		select {
		case answer <- 1:
		case <-stop:
		}
	})
	time.Sleep(4 * time.Millisecond)
	close(stop)
	wg.Wait()
}
"""


def test_what_a_pool_keeps_for_one_processor(tmp_path: Path) -> None:
    c = tried(tmp_path, POOL, "fail")
    assert c.with_gates > c.runs / 2, c
    assert "GOLOUPE_SETTLE=" in c.command


def test_a_select_that_waits_takes_its_case_too(tmp_path: Path) -> None:
    c = tried(tmp_path, LATE, "panic")
    assert c.with_gates > c.runs / 2, c
