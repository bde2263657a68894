"""The sentences that say why a goroutine waits, for Go programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Run

PROGRAM = """package main

import (
	"sync"
	"time"
)

type server struct {
	mu   sync.Mutex
	rw   sync.RWMutex
	jobs chan int
}

var global sync.Mutex

func (s *server) put() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.jobs <- 1
}

func (s *server) take() {
	time.Sleep(time.Millisecond)
	s.mu.Lock()
	<-s.jobs
	s.mu.Unlock()
}

func main() {
	s := &server{jobs: make(chan int)}
	var wg sync.WaitGroup
	BODY
}
"""
"""Line 32 is the body."""

CHAIN = (
    "waits for s.mu (main.go:24), held by goroutine 7 (locked at main.go:17), which waits to send on s.jobs (main.go:19), "
    "which only goroutine 6 receives from"
)


def why(run: Run, tmp_path: Path, body: str) -> list[str]:
    """What is said of a program with this body."""
    file = tmp_path / "main.go"
    file.write_text(PROGRAM.replace("BODY", "_, _ = s, &wg; " + body))
    done = run("run", "--why", str(file))
    assert done.code == 2, done.err
    assert "all goroutines are asleep - deadlock!" in done.err
    return [line for line in done.err.split("\n") if line.startswith("goroutine ") and "[" not in line]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "go s.take(); go s.put(); select {}",
            ["goroutine 1 waits for ever in select {} (main.go:32)", f"goroutine 6 {CHAIN}"],
        ),
        (
            "wg.Add(1); go func() { s.take(); wg.Done() }(); go s.put(); wg.Wait()",
            [f"goroutine 1 waits until wg is done (main.go:32), which only goroutine 6 has, which {CHAIN}"],
        ),
        ("global.Lock(); global.Lock()", ["goroutine 1 waits for global (main.go:32), held by goroutine 1 itself (locked at main.go:32)"]),
        (
            "go func() { s.rw.RLock() }(); time.Sleep(1); s.rw.Lock()",
            ["goroutine 1 waits for s.rw (main.go:32), held by goroutine 6, which has ended (locked for reading at main.go:32)"],
        ),
        (
            "s.rw.RLock(); go s.rw.Lock(); time.Sleep(1); s.rw.RLock()",
            ["goroutine 1 waits for s.rw for reading (main.go:32), held by goroutine 6 (locked at main.go:32), which waits for a lock"],
        ),
        ("var c chan int; <-c", ["goroutine 1 waits for ever to receive from a nil channel (main.go:32)"]),
        ("var c chan int; select { case c <- 1: case <-c: }", ["goroutine 1 waits for ever to use a nil channel (main.go:32)"]),
        (
            "c := sync.NewCond(&s.mu); s.mu.Lock(); c.Wait()",
            ["goroutine 1 waits for a signal of c (main.go:32), which nobody else has"],
        ),
        (
            "d := make(chan bool); go func() { d <- true; <-s.jobs }(); select { case s.jobs <- 1: case s.jobs <- 2: }",
            ["goroutine 1 waits in a select on s.jobs (main.go:32), which only goroutine 6 has, which waits to send on d"],
        ),
        (
            "for i := 0; i < 3; i++ { go func() { s.jobs <- 1 }() }; wg.Add(1); wg.Wait()",
            ["goroutine 6 waits to send on s.jobs (main.go:32), which only goroutines 7 and 8 have; 2 more like it"],
        ),
        # How many there are beside those that are named.
        (
            "for i := 0; i < 4; i++ { wg.Add(1); go func() { global.Lock(); global.Lock(); wg.Done() }() }; wg.Wait()",
            ["goroutine 1 waits until wg is done (main.go:32), which only goroutines 6, 7, 8 and 1 other have"],
        ),
        (
            "for i := 0; i < 5; i++ { wg.Add(1); go func() { global.Lock(); global.Lock(); wg.Done() }() }; wg.Wait()",
            ["goroutine 1 waits until wg is done (main.go:32), which only goroutines 6, 7, 8 and 2 others have"],
        ),
        # Who sends to one channel and receives from another one does not receive from the first.
        (
            "c := make(chan int); for range 2 { wg.Go(func() { for range s.jobs { c <- 1 } }) }; s.jobs <- 1; s.jobs <- 2; wg.Wait(); <-c",
            ["goroutine 6 waits to send on c (main.go:32), which only goroutine 1 receives from, which waits until wg is done"],
        ),
        # A select may do either.
        (
            "q := make(chan int); go func() { select { case s.jobs <- 1: case <-q: } }(); time.Sleep(1); s.jobs <- 2",
            ["goroutine 1 waits to send on s.jobs (main.go:32), which only goroutine 6 has, which waits in a select"],
        ),
        # Names that mean something in Python.
        ("in := make(chan int); in <- 1", ["goroutine 1 waits to send on in (main.go:32), which nobody else has"]),
        (
            "None := make(chan int); { None := make(chan int); None <- 1 }; close(None)",
            ["goroutine 1 waits to send on None (main.go:32), which nobody else has"],
        ),
        ("in_ := make(chan int); <-in_", ["goroutine 1 waits to receive from in_ (main.go:32), which nobody else has"]),
    ],
)
def test_why(run: Run, tmp_path: Path, body: str, expected: list[str]) -> None:
    lines = why(run, tmp_path, body)
    for text in expected:
        assert any(text in line for line in lines), lines


def test_a_run_that_goes_well_says_nothing(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "main.go"
    file.write_text("package main\n\nfunc main() {\n\tgo func() { select {} }()\n\tprintln(1)\n}\n")
    done = run("run", "--why", str(file))
    assert (done.code, done.err) == (0, "1\n")
