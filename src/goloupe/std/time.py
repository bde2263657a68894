"""Package time: the clock, sleeping and timers, on the machine's clock.

The real source formats, parses and computes, and loads time zones.  A ``*time.Timer`` is an object of the real type; the machine's timer
sits in its private field ``initTimer`` (``initTicker`` for tickers), which programs only ask whether it is set.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goloupe.runtime.value import Iface
from goloupe.std import bound, override
from goloupe.std.library import Library

TRACEBACKS = True

UNIX_TO_INTERNAL = 62135596800
MIN_WALL = 59453308800
HAS_MONOTONIC = 1 << 63


def _set(t: Any, timer: Any) -> None:
    if hasattr(t, "f_initTimer"):
        t.f_initTimer = timer
    else:
        t.f_initTicker = timer


def _timer(t: Any) -> Any:
    return t.f_initTimer if hasattr(t, "f_initTimer") else t.f_initTicker


@bound("time.Sleep")
def sleep(lib: Library) -> Callable[[int], None]:
    """Wait."""
    rt = lib.rt

    def call(ns: int) -> None:  # go time.Sleep runtime/time.go:368
        rt.sleep(ns)

    return call


@bound("time.Now")
def now(lib: Library) -> Callable[[], Any]:
    """The current time with its monotonic reading."""
    made = _time(lib)
    rt = lib.rt
    told = lib.namespace.get("R\u00b7\u00b7global")
    if told is None:
        return lambda: made(rt.walltime(), rt.clock.now)

    def call() -> Any:  # go time.Now time/time.go:1360
        told("V\u00b7time\u00b7Local", 0, None)
        return made(rt.walltime(), rt.clock.now)

    return call


def _time(lib: Library) -> Callable[[tuple[int, int], int], Any]:
    """Makes a time.Time of what the clocks show."""
    cls = lib.type_of("time.Time").cls
    rt = lib.rt

    def call(wall: tuple[int, int], monotonic: int) -> Any:
        sec, nsec = wall
        mono = monotonic - lib.get("time.startNano")
        wall_sec = sec + UNIX_TO_INTERNAL - MIN_WALL
        if rt.clock.fake or not 0 <= wall_sec < 1 << 33:
            return cls(nsec, sec + UNIX_TO_INTERNAL, lib.get("time.Local"))
        return cls(HAS_MONOTONIC | wall_sec << 30 | nsec, mono, lib.get("time.Local"))

    return call


@bound("time.now", "time.runtimeNow")
def parts(lib: Library, _key: str) -> Callable[[], tuple[int, int, int]]:
    """Seconds, nanoseconds and the monotonic clock."""
    rt = lib.rt

    def call() -> tuple[int, int, int]:
        sec, nsec = rt.walltime()
        return sec, nsec, 0 if rt.clock.fake else rt.clock.now

    return call


@bound("time.runtimeNano")
def runtime_nano(lib: Library) -> Callable[[], int]:
    """The monotonic clock."""
    return lib.rt.nanotime  # type: ignore[no-any-return]


@bound("time.runtimeIsBubbled")
def is_bubbled(lib: Library) -> Callable[[], bool]:
    """Whether the goroutine has a clock of its own."""
    rt = lib.rt
    return lambda: rt.curg.bubble is not None


@override("time.syncTimer")
def sync_timer(c: Any) -> Any:
    """The channel that belongs to a timer."""
    return c


@bound("time.newTimer")
def new_timer(lib: Library) -> Callable[[int, int, Any, Iface, Any], Any]:
    """A running timer: it sends the time on channel ``c``, starts a goroutine, or (within package time only) calls something else."""
    rt = lib.rt
    made = _time(lib)

    def send(c: Any) -> None:
        # The time at which the timer was due: the channel may be looked at much later.
        sec, nsec = rt.walltime()
        delay = rt.clock.delay
        rt.send_time(c, made(divmod(sec * 1_000_000_000 + nsec - delay, 1_000_000_000), rt.clock.now - delay))

    def call(when: int, period: int, f: Any, arg: Iface | None, c: Any) -> Any:
        t = lib.type_of("time.Ticker" if period and c is not None else "time.Timer").cls()
        if c is not None:
            timer = rt.new_timer(when, period, send, c, c)
        elif arg is not None:
            timer = rt.new_timer(when, period, rt.go_func, arg.v)
        else:
            timer = rt.new_timer(when, period, lambda arg: f(arg, 0, rt.clock.delay), None)
        _set(t, timer)
        return t

    return call


@bound("time.stopTimer")
def stop_timer(lib: Library) -> Callable[[Any], bool]:
    """Stop; whether it was running."""
    return lambda t: lib.rt.stop_timer(_timer(t))


@bound("time.resetTimer")
def reset_timer(lib: Library) -> Callable[[Any, int, int], bool]:
    """Let it run until ``when``; whether it was running."""
    return lambda t, when, period: lib.rt.reset_timer(_timer(t), when, period)
