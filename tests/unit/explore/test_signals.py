"""Signals that a program sends to itself: each run begins without any, and when they come depends on the schedule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from goloupe.explore.engine import Limits, explore
from goloupe.explore.leaks import LeakJudge

LOST = """package main

import (
	"os"
	"os/signal"
	"syscall"
)

func main() {
	signal.Ignore(syscall.SIGUSR1)
	c := make(chan os.Signal, 1)
	done := make(chan bool)
	go func() {
		%s
		done <- true
	}()
	signal.Notify(c, syscall.SIGUSR1)
	<-done
	select {
	case <-c:
	default:
		panic("lost")
	}
}
"""


@pytest.mark.parametrize(
    "kill", ["syscall.Kill(os.Getpid(), syscall.SIGUSR1)", "p, _ := os.FindProcess(os.Getpid()); p.Signal(syscall.SIGUSR1)"]
)
def test_a_signal_comes_before_it_is_wanted_or_after(load: Callable[..., Any], large: Callable[..., Any], kill: str) -> None:
    session = load(LOST % kill)
    result = large(lambda: explore(session, Limits(seconds=60, jobs=1)))
    assert {found.bug.title for found in result.found} == {"panic: lost"}
    assert not result.errors
    # Before Notify it is ignored; after that, it is in the channel by the time of the select, or not yet.
    assert (result.complete, result.interleavings) == (True, 3)


REST = """package main

import (
	"context"
	"os"
	"os/signal"
	"sync"
)

func main() {
	%s
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt)
	defer cancel()
	var mu sync.Mutex
	mu.Lock()
	go func() { mu.Unlock() }()
	%s
}
"""


def test_who_waits_for_a_signal_is_at_rest(load: Callable[..., Any], large: Callable[..., Any]) -> None:
    session = load(REST % ("", "<-ctx.Done()"))
    result = large(lambda: explore(session, Limits(seconds=60, jobs=1, run_seconds=2)))
    assert result.found == []
    assert result.complete
    assert result.ends == {"rest": result.schedules}
    assert result.whole == result.schedules


def test_a_goroutine_is_stuck_although_signals_may_come(load: Callable[..., Any], large: Callable[..., Any]) -> None:
    session = load(REST % ("", "mu.Lock(); mu.Lock(); <-ctx.Done()"))
    LeakJudge(session)
    result = large(lambda: explore(session, Limits(seconds=60, jobs=1, run_seconds=2)))
    assert [found.bug.title for found in result.found] == ["goroutine leak: sync.Mutex.Lock in main.main"]
    assert result.ends == {"rest": result.schedules}


def test_a_run_does_not_wait_for_the_signals_of_another(load: Callable[..., Any], large: Callable[..., Any]) -> None:
    """A deadlock is one as long as no signal is wanted in the same run."""
    session = load(
        REST
        % (
            "c, d := make(chan int, 1), make(chan int)\n\tgo func() { c <- 1 }()\n\tselect {\n\tcase <-c:\n\tdefault:\n\t\t<-d\n\t}",
            "<-ctx.Done()",
        )
    )
    result = large(lambda: explore(session, Limits(seconds=60, jobs=1, run_seconds=2)))
    assert [found.bug.code for found in result.found] == ["deadlock"]
    assert set(result.ends) == {"rest", "deadlock"}
    assert result.complete
