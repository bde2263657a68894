"""Package runtime/pprof: the profile of leaked goroutines (see `goloupe.leak`)."""

from __future__ import annotations

from collections.abc import Callable

from goloupe.leak.profile import detect
from goloupe.std import bound
from goloupe.std.library import Library

_COUNT = "pprof.leaked"


@bound("runtime/pprof.runtime_goroutineLeakGC")
def goroutine_leak_gc(lib: Library) -> Callable[[], None]:
    """Find the goroutines that have leaked; dumps mark them from now on."""

    def call() -> None:
        lib.state[_COUNT] = detect(lib.rt)

    return call


@bound("runtime/pprof.runtime_goroutineleakcount")
def goroutine_leak_count(lib: Library) -> Callable[[], int]:
    """How many there were when they were looked for last."""
    return lambda: lib.state.get(_COUNT, 0)
