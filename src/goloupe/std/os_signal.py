"""Package os/signal: the signals that a program sends to itself, and Ctrl-C.

Both come in through `deliver`, in whatever thread, and are seen when nothing else can run; what the program sends to itself is seen at
once.  Known difference: other signals from outside do to goloupe what they do to any process, whether the program wants them or not.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from goloupe.std import bound, override
from goloupe.std.internal_poll import poller
from goloupe.std.library import Library

MAX_SIGNAL = 65


class Signals:
    """The signals that a program wants, and those that wait for it."""

    def __init__(self, lib: Library) -> None:
        self.rt = lib.rt
        self.clock = lib.rt.clock
        """That of the run: the next one has another."""
        self.wanted: set[int] = set()
        self.ignored: set[int] = set()
        self.pending: list[int] = []
        self.g: Any = None
        """The goroutine in signal_recv."""
        self.receive_end, self.send_end = os.pipe()
        os.set_blocking(self.receive_end, False)
        os.set_blocking(self.send_end, False)
        poller(lib).listen(self.look, self.receive_end)

    def close(self) -> None:
        """The run is over."""
        os.close(self.receive_end)
        os.close(self.send_end)

    def deliver(self, number: int) -> bool:
        """A signal arrived (in any thread); whether the program wants it."""
        if number in self.ignored:
            return True
        if number not in self.wanted:
            return False
        os.write(self.send_end, bytes((number,)))
        return True

    def look(self) -> bool:
        """Take what has arrived; whether a goroutine was readied."""
        try:
            self.pending += os.read(self.receive_end, 256)
        except BlockingIOError:
            return False
        g, self.g = self.g, None
        if g is None:
            return False
        self.rt.goready(g)
        return True

    def receive(self) -> int:
        """Wait for a signal."""
        while not self.pending:
            self.g = self.rt.curg
            if not self.look():
                self.rt.gopark("chan receive")
        return self.pending.pop(0)


def signals(lib: Library) -> Signals:
    """The signals of this run."""
    found = _of_this_run(lib)
    if found is None:
        old: Signals | None = lib.state.get("signals")
        if old is not None:
            old.close()
        found = lib.state["signals"] = Signals(lib)
    return found


def _of_this_run(lib: Library) -> Signals | None:
    found: Signals | None = lib.state.get("signals")
    return found if found is not None and found.clock is lib.rt.clock else None


def deliver(lib: Library, number: int) -> bool:
    """The process got a signal: whether the program takes care of it."""
    found = _of_this_run(lib)
    return found is not None and found.deliver(number)


def deliver_now(lib: Library, number: int) -> bool:
    """The same for a signal that the program sends to itself."""
    found = _of_this_run(lib)
    if found is None:
        return False
    lib.rt.point("kill", found)
    if lib.rt.effects:
        lib.rt.did("kill", found)
    if not found.deliver(number):
        return False
    found.look()
    return True


@bound("os/signal.signal_enable")
def signal_enable(lib: Library) -> Callable[[int], None]:
    """The program wants a signal."""

    def call(number: int) -> None:
        s = signals(lib)
        lib.rt.point("signals", s)
        s.ignored.discard(number)
        if number < MAX_SIGNAL:
            s.wanted.add(number)

    return call


@bound("os/signal.signal_disable")
def signal_disable(lib: Library) -> Callable[[int], None]:
    """The program no longer wants a signal."""

    def call(number: int) -> None:
        s = signals(lib)
        lib.rt.point("signals", s)
        s.wanted.discard(number)
        s.ignored.discard(number)

    return call


@bound("os/signal.signal_ignore")
def signal_ignore(lib: Library) -> Callable[[int], None]:
    """A signal is to have no effect."""

    def call(number: int) -> None:
        s = signals(lib)
        lib.rt.point("signals", s)
        s.wanted.discard(number)
        s.ignored.add(number)

    return call


@bound("os/signal.signal_ignored")
def signal_ignored(lib: Library) -> Callable[[int], bool]:
    """Whether a signal has no effect."""
    return lambda number: number in signals(lib).ignored


@bound("os/signal.signal_recv")
def signal_recv(lib: Library) -> Callable[[], int]:
    """Wait for a signal."""
    return lambda: signals(lib).receive()


@override("os/signal.signalWaitUntilIdle")
def signal_wait_until_idle() -> None:
    """Signals are passed on at once."""
