"""What `runtime.ReadMemStats` counts: the allocations that Go makes for certain.

Whether a variable, a new value or a conversion is allocated is the compiler's decision, and lowered code does not know it.  But a slice
that has outgrown its array gets a new one from the allocator, and so does the buffer of a strings.Builder.  Counting starts when a program
first asks, and only then do the functions in question cost more.

An array of up to 32 bytes for a slice that was empty is not counted: it may be on the stack.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from goloupe.runtime.value import Slice
from goloupe.std.library import Library

_APPENDS: Final = ("append1", "appendn", "append_slice", "append_string")
_STACK_BUFFER: Final = 32
"""Bytes that the compiler sets aside for the first array of an append whose result does not escape (Go 1.25)."""
_BUILDER: Final = ("strings.(*Builder).Write", "strings.(*Builder).WriteByte", "strings.(*Builder).WriteString")
_MAKE: Final = "internal/bytealg.MakeNoZero"


class Counts:
    """Allocations so far."""

    __slots__ = ("bytes", "mallocs")

    def __init__(self) -> None:
        self.mallocs = 0
        self.bytes = 0

    def add(self, size: int) -> None:
        """One more."""
        self.mallocs += 1
        self.bytes += size


def counts(lib: Library) -> Counts:
    """The counts of a run; the first call begins to count."""
    found: Counts | None = lib.state.get("memstats")
    if found is None:
        found = lib.state["memstats"] = Counts()
        for name in _APPENDS:
            lib.namespace[name] = _append(found, lib.namespace[name], name != "append_string")
        for key in _BUILDER:
            lib.wrap(key, lambda fn: _builder(found, fn))
        lib.wrap(_MAKE, lambda fn: _make(found, fn))
    return found


def _append(counts: Counts, fn: Callable[..., Slice], typed: bool) -> Callable[..., Slice]:
    """An operation that counts; ``rest`` is the type of the elements, if it gets that, and what it is told where accesses are watched."""

    def append(s: Slice, values: Any, *rest: Any) -> Slice:
        grown = fn(s, values, *rest)
        if grown.arr is not s.arr:
            size = grown.cap * rest[0].size if typed else grown.cap
            if size > _STACK_BUFFER or (s.cap and size):
                counts.add(size)
        return grown

    return append


def _builder(counts: Counts, fn: Callable[..., Any]) -> Callable[..., Any]:
    def write(b: Any, value: Any) -> Any:
        before = b.f_buf.arr
        result = fn(b, value)
        if b.f_buf.arr is not before:
            counts.add(b.f_buf.cap)
        return result

    return write


def _make(counts: Counts, fn: Callable[[int], Slice]) -> Callable[[int], Slice]:
    def make_no_zero(n: int) -> Slice:
        made = fn(n)
        if n:
            counts.add(made.cap)
        return made

    return make_no_zero
