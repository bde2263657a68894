"""Package slices: the two functions that compare addresses of elements."""

# ruff: noqa: RET503  (functions that end in a panic)
from __future__ import annotations

from collections.abc import Callable

from goloupe.runtime.rtype import Type
from goloupe.runtime.value import Slice
from goloupe.std import generic, override
from goloupe.std.library import Library, panic_string


@generic("slices.overlaps[...]")
def overlaps(_lib: Library, types: list[Type]) -> Callable[[Slice, Slice], bool]:
    """Whether two slices share elements."""
    if not types[0].size:
        return lambda _a, _b: False
    return lambda a, b: a.len > 0 and b.len > 0 and a.arr is b.arr and a.off < b.off + b.len and b.off < a.off + a.len


@override("slices.startIdx[...]")
def start_index(haystack: Slice, needle: Slice) -> int:
    """Where the first element of one slice is in another."""
    if needle.arr is haystack.arr and haystack.off <= needle.off < haystack.off + haystack.len:
        return needle.off - haystack.off
    panic_string("needle not found")
