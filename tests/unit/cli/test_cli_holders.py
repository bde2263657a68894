"""What explore says of who holds a lock, in its sentences and in its table."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Run

READER = """package main

import "sync"

func main() {
	var mu sync.RWMutex
	done := make(chan int)
	go func() {
		mu.RLock()
		done <- 1
		mu.RUnlock()
	}()
	mu.Lock()
	<-done
}
"""
ITSELF = """package main

import "sync"

func main() {
	var mu sync.RWMutex
	mu.RLock()
	mu.Lock()
}
"""
CACHE = """package main

import "sync"

type cache struct {
	mu sync.RWMutex
	m  map[string]int
}

func (c *cache) Get(k string) int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.m[k]
}

func (c *cache) Sum() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.Get("a") + c.Get("b")
}

func (c *cache) Set(k string, v int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.m[k] = v
}

func main() {
	c := &cache{m: map[string]int{}}
	var wg sync.WaitGroup
	for _, f := range []func(){func() { c.Get("a") }, func() { c.Sum() }, func() { c.Set("a", 1) }, func() { c.Get("b") }} {
		wg.Add(1)
		go func() {
			defer wg.Done()
			f()
		}()
	}
	wg.Wait()
}
"""


def explored(run: Run, tmp_path: Path, source: str) -> str:
    """What is said of a program, on one line."""
    file = tmp_path / "main.go"
    file.write_text(source)
    done = run("explore", str(file))
    assert done.code == 1, done.err
    return " ".join(done.out.split())


@pytest.mark.parametrize(
    ("source", "sentence", "row"),
    [
        (
            READER,
            "goroutine 1 waits for mu (main.go:13), held by goroutine 6 (locked for reading at main.go:9), which waits to send on done",
            "waits for mu, to write, held by goroutine 6 since line 9",
        ),
        (
            ITSELF,
            "goroutine 1 waits for mu (main.go:8), held by goroutine 1 itself (locked for reading at main.go:7)",
            "waits for mu, to write, held by itself since line 7",
        ),
        # Who has only read before, and is done, holds nothing.
        (
            CACHE,
            "goroutine 8 waits for c.mu (main.go:23), held by goroutine 7 (locked for reading at main.go:17)",
            "waits for c.mu, to write, held by goroutine 7 since line 17",
        ),
    ],
)
def test_who_holds_a_lock_for_reading(run: Run, tmp_path: Path, source: str, sentence: str, row: str) -> None:
    out = explored(run, tmp_path, source)
    assert sentence in out
    assert row in out
    assert "nobody holds" not in out


COUNTED = """package main

import "sync"

func main() {
	var wg sync.WaitGroup
	n := 0
	wg.Add(2)
	for range 2 {
		go func() {
			defer wg.Done()
			n++
		}()
	}
	wg.Wait()
	println(n)
}
"""


def test_a_deferred_done_does_not_add(run: Run, tmp_path: Path) -> None:
    out = explored(run, tmp_path, COUNTED)
    assert "(is done with wg)" in out
    assert "adds to" not in out


WORKERS = """package main

import "sync"

func main() {
	in, out := make(chan int), make(chan int)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for j := range in {
				out <- j
			}
		})
	}
	in <- 1
	in <- 2
	wg.Wait()
	<-out
}
"""


def test_who_only_sends_is_not_said_to_receive(run: Run, tmp_path: Path) -> None:
    out = explored(run, tmp_path, WORKERS)
    assert "goroutine 6 waits to send on out" in out
    # What it has received before is so, and in the table.
    assert "7 receive" not in out.replace("goroutine 7 receives from in (main.go:10)", "")
