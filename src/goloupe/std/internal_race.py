"""Package internal/race with the detector on, and what package runtime offers of it: ``-race`` sets the build tag "race".

What the real source tells Go's detector, these tell goloupe's.  Memory is named by a pointer; a range of bytes is the elements of an array.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goloupe.runtime.value import ArrayView, ElemRef, UnsafePointer
from goloupe.std import bound
from goloupe.std.library import Library

DETECTOR = "race.detector"
"""Key of the detector among a machine's values."""


def _watched(lib: Library, act: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    """A function of a pointer that tells the detector, if there is one."""

    def tell(pointer: Any, *_: Any) -> None:
        detector = lib.rt.values.get(DETECTOR)
        if detector is not None and pointer is not None:
            act(detector, pointer.base if isinstance(pointer, UnsafePointer) else pointer)

    return tell


@bound("internal/race.Acquire")
def acquire(lib: Library) -> Callable[..., Any]:
    """What was released into an address happens before."""
    return _watched(lib, lambda d, p: d.acquire(lib.rt.curg, p))


@bound("internal/race.Release")
def release(lib: Library) -> Callable[..., Any]:
    """The address stands for what the goroutine did."""
    return _watched(lib, lambda d, p: d.release(lib.rt.curg, p))


@bound("internal/race.ReleaseMerge")
def release_merge(lib: Library) -> Callable[..., Any]:
    """It stands for that, too."""
    return _watched(lib, lambda d, p: d.release_merge(lib.rt.curg, p))


def _off(lib: Library, by: int) -> Callable[[], None]:
    def change() -> None:
        detector = lib.rt.values.get(DETECTOR)
        if detector is not None:
            detector.ignore(lib.rt.curg, by)

    return change


@bound("internal/race.Disable")
def disable(lib: Library) -> Callable[[], None]:
    """The goroutine's synchronisation is not looked at; accesses are."""
    return _off(lib, 1)


@bound("internal/race.Enable")
def enable(lib: Library) -> Callable[[], None]:
    """It is again."""
    return _off(lib, -1)


@bound("internal/race.Read", "internal/race.ReadPC", "internal/race.ReadObjectPC")
def read(lib: Library) -> Callable[..., Any]:
    """An access."""
    return _watched(lib, lambda d, p: d.read_at(p))


@bound("internal/race.Write", "internal/race.WritePC", "internal/race.WriteObjectPC")
def write(lib: Library) -> Callable[..., Any]:
    """An access."""
    return _watched(lib, lambda d, p: d.write_at(p))


def _range(lib: Library, act: Callable[[Any, Any, int, int], Any]) -> Callable[[Any, int], None]:
    def tell(pointer: Any, n: int) -> None:
        detector = lib.rt.values.get(DETECTOR)
        if detector is None or pointer is None:
            return
        cls = pointer.__class__
        if cls is ElemRef and pointer.arr.__class__ is bytearray:
            act(detector, pointer.arr, pointer.index, min(pointer.index + n, len(pointer.arr)))
        elif cls is bytearray:
            act(detector, pointer, 0, min(n, len(pointer)))
        elif cls is ArrayView:
            act(detector, pointer.arr, pointer.off, pointer.off + min(n, pointer.n))

    return tell


@bound("internal/race.ReadRange")
def read_range(lib: Library) -> Callable[[Any, int], None]:
    """Bytes are read."""
    return _range(lib, lambda d, array, lo, hi: d.read_range(array, lo, hi))


@bound("internal/race.WriteRange")
def write_range(lib: Library) -> Callable[[Any, int], None]:
    """Bytes are written."""
    return _range(lib, lambda d, array, lo, hi: d.write_range(array, lo, hi))


@bound("internal/race.Errors")
def errors(lib: Library) -> Callable[[], int]:
    """How many races were reported."""

    def count() -> int:
        detector = lib.rt.values.get(DETECTOR)
        return 0 if detector is None else len(detector.races)

    return count
