"""Signals that a program sends to itself: each run begins without any, and when they come depends on the schedule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from goloupe.explore.engine import Limits, explore

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
