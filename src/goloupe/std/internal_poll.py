"""Package internal/poll: waiting for files and pipes, the runtime's side of it.

The real source keeps its locks, references and deadlines; what it asks of the runtime is here.  A `Poll` object stands for a descriptor;
the ``uintptr`` that the real source passes around is its number in the `Poller`.  When no goroutine can run, the machine calls the poller
(``rt.netpoll``), which asks the operating system; while goroutines run nobody asks.

Follows `netpoll.go`.
"""

from __future__ import annotations

import errno
import os
import select
import stat
from collections.abc import Callable
from typing import Any, Final

from goloupe.std import bound, override
from goloupe.std.library import Library

NO_ERROR, ERR_CLOSING, ERR_TIMEOUT, ERR_NOT_POLLABLE = range(4)

_EVENTS: Final = {
    "r": select.POLLIN | select.POLLRDHUP | select.POLLHUP | select.POLLERR,
    "w": select.POLLOUT | select.POLLHUP | select.POLLERR,
}
_PIECE: Final = 200
"""Milliseconds between two answers of the operating system, at most."""
READ, WRITE = 114, 119  # 'r', 'w': the modes of the real source


class Side:
    """Reading or writing on a descriptor: who waits, and until when."""

    __slots__ = ("deadline", "expired", "g", "ready", "timer")

    def __init__(self) -> None:
        self.g: Any = None
        self.ready = False
        self.deadline = 0
        self.expired = False
        self.timer: Any = None


class Poll:
    """A descriptor that goroutines can wait for (pollDesc)."""

    __slots__ = ("closing", "fd", "number", "sides")

    def __init__(self, fd: int, number: int) -> None:
        self.fd = fd
        self.number = number
        self.closing = False
        self.sides = {READ: Side(), WRITE: Side()}


class Poller:
    """All descriptors of a run."""

    def __init__(self, lib: Library) -> None:
        self.rt = lib.rt
        self.polls: dict[int, Poll] = {}
        self.next = 1
        self.waiting: dict[tuple[int, int], tuple[int, Side]] = {}
        """(poll, mode) -> descriptor and side that somebody waits for."""
        self.signals: Callable[[], bool] | None = None
        """Set by package os/signal: look for signals; whether a goroutine was readied."""
        self.wakeup = -1
        """A descriptor that becomes readable when a signal arrives."""
        self.clock = lib.rt.clock
        """That of the run: the next one has another, and nobody waits in it yet."""
        lib.rt.netpoll = self.wait
        lib.rt.expects = self.expects

    def anew(self) -> None:
        """Forget who waited in an earlier run."""
        if self.clock is not self.rt.clock:
            self.clock = self.rt.clock
            self.waiting.clear()
            self.signals, self.wakeup = None, -1

    def listen(self, look: Callable[[], bool], wakeup: int) -> None:
        """From now on signals may arrive."""
        self.anew()
        self.signals, self.wakeup = look, wakeup

    def expects(self) -> bool:
        """Whether the world outside may yet wake somebody: with a signal, or through a descriptor."""
        self.anew()
        return bool(self.waiting) or self.wakeup >= 0

    def open(self, fd: int) -> tuple[int, int]:
        """Register a descriptor: its number and 0, or 0 and an errno."""
        try:
            mode = os.fstat(fd).st_mode
        except OSError as exc:
            return 0, exc.errno or errno.EBADF
        if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
            return 0, errno.EPERM
        number = self.next
        self.next += 1
        self.polls[number] = Poll(fd, number)
        return number, 0

    def close(self, number: int) -> None:
        """Forget a descriptor."""
        poll = self.polls.pop(number, None)
        if poll is not None:
            for side in poll.sides.values():
                if side.timer is not None:
                    self.rt.stop_timer(side.timer)

    def check(self, poll: Poll, mode: int) -> int:
        """Whether waiting is still allowed."""
        if poll.closing:
            return ERR_CLOSING
        return ERR_TIMEOUT if poll.sides[mode].expired else NO_ERROR

    def reset(self, number: int, mode: int) -> int:
        """Prepare for an operation."""
        poll = self.polls[number]
        code = self.check(poll, mode)
        if not code:
            poll.sides[mode].ready = False
        return code

    def block(self, number: int, mode: int) -> int:
        """Wait until the descriptor is ready."""
        poll = self.polls[number]
        code = self.check(poll, mode)
        if code:
            return code
        side = poll.sides[mode]
        self.anew()
        while not side.ready:
            side.g = self.rt.curg
            self.waiting[number, mode] = (poll.fd, side)
            self.rt.gopark("IO wait")
            self.waiting.pop((number, mode), None)
            side.g = None
            code = self.check(poll, mode)
            if code:
                return code
        side.ready = False
        return NO_ERROR

    def wake(self, side: Side) -> bool:
        """Ready the goroutine that waits on a side."""
        g, side.g = side.g, None
        if g is None:
            return False
        self.rt.goready(g)
        return True

    def set_deadline(self, number: int, deadline: int, mode: int) -> None:
        """Waiting ends at ``deadline``: in the past if negative, never if 0.  The mode may be both."""
        poll = self.polls[number]
        if poll.closing:
            return
        now = self.rt.clock.now
        if deadline > 0:
            deadline = min(deadline + now, (1 << 63) - 1)
        for m, side in poll.sides.items():
            if mode not in (m, READ + WRITE):
                continue
            if side.timer is not None:
                self.rt.stop_timer(side.timer)
                side.timer = None
            side.deadline = deadline
            side.expired = deadline < 0
            if deadline > 0:
                side.timer = self.rt.new_timer(deadline, 0, self._expire, side)
            elif deadline < 0:
                self._expire(side)

    def _expire(self, side: Side) -> None:
        side.expired = True
        self.wake(side)

    def unblock(self, number: int) -> None:
        """The descriptor is about to be closed."""
        poll = self.polls[number]
        poll.closing = True
        for side in poll.sides.values():
            self.wake(side)
            if side.timer is not None:
                self.rt.stop_timer(side.timer)
                side.timer = None

    def wait(self, ns: int) -> bool:
        """Ask the operating system; wait so long if nothing is ready (-1: for ever).  Whether a goroutine was readied."""
        if not self.expects():
            return False
        if self.signals is not None and self.signals():
            return True
        poll = select.poll()
        masks: dict[int, int] = {}
        for (_, mode), (fd, _) in self.waiting.items():
            masks[fd] = masks.get(fd, 0) | _EVENTS[chr(mode)]
        if self.wakeup >= 0:
            masks[self.wakeup] = select.POLLIN
        for fd, mask in masks.items():
            poll.register(fd, mask)
        self.rt.flush()
        ready = _ready(poll, ns)
        woken = False
        if self.signals is not None and self.wakeup in ready and self.signals():
            woken = True
        for (_, mode), (fd, side) in list(self.waiting.items()):
            if ready.get(fd, 0) & (_EVENTS[chr(mode)] | select.POLLNVAL):
                side.ready = True
                woken = self.wake(side) or woken
        return woken


def _ready(poll: select.poll, ns: int) -> dict[int, int]:
    """What the operating system answers; it is asked in pieces, so that a run that is to be stopped can be."""
    if ns < 0:
        while not (found := poll.poll(_PIECE)):
            pass
        return dict(found)
    left = (ns + 999_999) // 1_000_000
    while not (found := poll.poll(min(left, _PIECE))) and left > _PIECE:
        left -= _PIECE
    return dict(found)


def poller(lib: Library) -> Poller:
    """The poller of this run."""
    found: Poller | None = lib.state.get("poller")
    if found is None:
        found = lib.state["poller"] = Poller(lib)
    return found


def wait_for_input(lib: Library, fd: int) -> None:
    """Before a read that may block: let other goroutines run until there is something to read."""
    rt = lib.rt
    if rt.num_goroutine() == 1:
        rt.flush()
        return
    probe = select.poll()
    try:
        probe.register(fd, _EVENTS["r"])
        if probe.poll(0):
            return
    except OSError:
        return
    p = poller(lib)
    p.anew()
    side = Side()
    key = (-fd - 1, READ)
    if key in p.waiting:
        return
    while not side.ready:
        side.g = rt.curg
        p.waiting[key] = (fd, side)
        rt.gopark("IO wait")
        p.waiting.pop(key, None)


@bound("internal/poll.runtime_pollServerInit")
def poll_server_init(lib: Library) -> Callable[[], None]:
    """Begin."""

    def init() -> None:
        poller(lib)

    return init


@bound("internal/poll.runtime_pollOpen")
def poll_open(lib: Library) -> Callable[[int], tuple[int, int]]:
    """Register a descriptor."""
    return poller(lib).open


@bound("internal/poll.runtime_pollClose")
def poll_close(lib: Library) -> Callable[[int], None]:
    """Forget a descriptor."""
    return poller(lib).close


@bound("internal/poll.runtime_pollReset")
def poll_reset(lib: Library) -> Callable[[int, int], int]:
    """Prepare for an operation."""
    return poller(lib).reset


@bound("internal/poll.runtime_pollWait")
def poll_wait(lib: Library) -> Callable[[int, int], int]:
    """Wait."""
    return poller(lib).block


@bound("internal/poll.runtime_pollWaitCanceled")
def poll_wait_canceled(lib: Library) -> Callable[[int, int], None]:
    """Wait after a cancelled operation; deadlines do not count."""

    def wait(number: int, mode: int) -> None:
        poller(lib).block(number, mode)

    return wait


@bound("internal/poll.runtime_pollSetDeadline")
def poll_set_deadline(lib: Library) -> Callable[[int, int, int], None]:
    """Set a deadline."""
    return poller(lib).set_deadline


@bound("internal/poll.runtime_pollUnblock")
def poll_unblock(lib: Library) -> Callable[[int], None]:
    """Wake all who wait."""
    return poller(lib).unblock


@override("internal/poll.runtime_isPollServerDescriptor")
def is_poll_server_descriptor(_fd: int) -> bool:
    """The poller has no descriptor of its own."""
    return False


@bound("internal/poll.runtime_Semacquire")
def semacquire(lib: Library) -> Callable[[Any], None]:
    """Wait for ``*s > 0`` and count down."""
    return lambda s: lib.rt.semacquire(s)


@bound("internal/poll.runtime_Semrelease")
def semrelease(lib: Library) -> Callable[[Any], None]:
    """Count ``*s`` up and wake a waiter."""
    return lambda s: lib.rt.semrelease(s)


@bound("internal/poll.runtimeNano")
def runtime_nano(lib: Library) -> Callable[[], int]:
    """The clock."""
    return lib.rt.nanotime  # type: ignore[no-any-return]


@override("internal/poll.CopyFileRange", "internal/poll.Splice")
def not_handled(_dst: Any, _src: Any, _n: int) -> tuple[int, bool, None]:
    """Copying goes through the program's own buffers."""
    return 0, False, None


@override("internal/poll.SendFile")
def send_file(_dst: Any, _src: int, _n: int) -> tuple[int, None, bool]:
    """See `not_handled`."""
    return 0, None, False
