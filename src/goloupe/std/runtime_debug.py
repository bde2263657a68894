"""Package runtime/debug: settings that have no effect here are kept, so that a program reads back what it set."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goloupe.runtime.stack import Frame
from goloupe.runtime.value import NIL_SLICE, Slice
from goloupe.std import bound, override, runtime
from goloupe.std.library import Library

DEFAULTS = {
    "setGCPercent": 100,
    "setMaxStack": 1_000_000_000,
    "setMaxThreads": 10_000,
    "setMemoryLimit": (1 << 63) - 1,
    "setPanicOnFault": False,
}


@bound(*(f"runtime/debug.{name}" for name in DEFAULTS))
def setting(lib: Library, key: str) -> Callable[[Any], Any]:
    """Set and return the old value."""
    default = DEFAULTS[key.rpartition(".")[2]]

    def change(new: Any) -> Any:
        old = lib.state.get(key, default)
        if key != "runtime/debug.setMemoryLimit" or new >= 0:
            lib.state[key] = new
        return old

    return change


@bound("runtime/debug.freeOSMemory")
def free_os_memory(lib: Library) -> Callable[[], None]:
    """Collect."""
    collect: Callable[[], None] = runtime.gc(lib)
    return collect


@bound("runtime/debug.readGCStats")
def read_gc_stats(lib: Library) -> Callable[[Any], None]:
    """No pauses; the last three numbers are the time, count and sum of collections."""

    def read(pauses: Any) -> None:
        pauses.v = Slice([0, lib.state.get("runtime.numgc", 0), 0], 0, 3, 3)

    return read


@override("runtime/debug.modinfo")
def modinfo() -> bytes:
    """Programs that are run have no build information."""
    return b""


@bound("runtime/debug.SetTraceback")
def set_traceback(lib: Library) -> Callable[[bytes], None]:
    """Whether the other goroutines are shown when one panics."""

    def set_level(level: bytes) -> None:
        lib.rt.values["traceback"] = "single" if level in (b"none", b"single", b"") else "all"

    return set_level


@override("runtime/debug.WriteHeapDump")
def write_heap_dump(_fd: int) -> None:
    """There is no heap to dump."""


@bound("runtime/debug.Stack")
def stack(lib: Library) -> Callable[[], Slice]:
    """The stack of the current goroutine as text."""

    own = Frame("runtime/debug.Stack", runtime.goroot_file(lib, "runtime/debug/stack.go"), 26, False)

    def call() -> Slice:
        text = bytearray(runtime.dump(lib, False, own))
        return Slice(text, 0, len(text), len(text)) if text else NIL_SLICE

    return call
