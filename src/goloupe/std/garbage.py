"""Objects that nobody has any more: finalizers, cleanups and weak pointers.

Python frees memory by counting references, and says how many there are.  So the objects whose end somebody wants to hear of are kept here,
and a collection (`runtime.GC`) looks which of them have no reference but ours.  A pointer into an array or a struct stands for that.
Variables that functions will not read any more hold nothing (`goloupe.leak.dead`).  An object in a cycle counts as alive.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import Any, Final

from goloupe.leak.dead import let_go
from goloupe.runtime.value import ElemRef, FieldRef, GlobalRef, pointer_key
from goloupe.std.internal_race import DETECTOR
from goloupe.std.library import Library


class Watched:
    """An object and what is to happen when it is gone."""

    __slots__ = ("cleanups", "finalizer", "obj", "weak")

    def __init__(self, obj: Any) -> None:
        self.obj = obj
        self.finalizer: Callable[[Any], Any] | None = None
        self.cleanups: dict[int, tuple[Callable[[Any], Any], Any]] = {}
        self.weak: Weak | None = None


class Weak:
    """What weak pointers to an object share."""

    __slots__ = ("watched",)

    def __init__(self, watched: Watched) -> None:
        self.watched: Watched | None = watched

    def strong(self) -> Any:
        """The object, or None if it is gone."""
        return None if self.watched is None else self.watched.obj


class Garbage:
    """All watched objects of a run."""

    def __init__(self, lib: Library) -> None:
        self.rt = lib.rt
        self.watched: dict[Any, Watched] = {}
        self.by_cleanup: dict[int, Watched] = {}
        self.serial = 0
        self.pending = 0
        """Finalizers and cleanups that are due and have not returned."""
        self.waiting: dict[int, FrameType] = {}
        """Where goroutines waited at the last collection: see `goloupe.leak.dead.let_go`."""

    def watch(self, obj: Any) -> Watched:
        """The entry of an object."""
        key = self._key(obj)
        found = self.watched.get(key)
        if found is None:
            found = self.watched[key] = Watched(obj)
        return found

    def _key(self, obj: Any) -> Any:
        # A number, not the object: the key must not be a reference.
        return id(obj) if obj.__class__ not in (FieldRef, ElemRef, GlobalRef) else pointer_key(obj)

    def finalize(self, obj: Any, finalizer: Callable[[Any], Any] | None) -> None:
        """Set or clear the finalizer of an object."""
        self.watch(obj).finalizer = finalizer

    def clean(self, obj: Any, cleanup: Callable[[Any], Any], arg: Any) -> int:
        """Add a cleanup; its number."""
        self.serial += 1
        entry = self.watch(obj)
        entry.cleanups[self.serial] = (cleanup, arg)
        self.by_cleanup[self.serial] = entry
        return self.serial

    def stop(self, number: int) -> None:
        """Forget a cleanup."""
        entry = self.by_cleanup.pop(number, None)
        if entry is not None:
            entry.cleanups.pop(number, None)

    def weak(self, obj: Any) -> Weak:
        """The weak pointer to an object."""
        entry = self.watch(obj)
        if entry.weak is None:
            entry.weak = Weak(entry)
        return entry.weak

    def collect(self) -> None:
        """Find the objects that nobody has and see to their end."""
        calls: list[tuple[Callable[[Any], Any], Any]] = []
        detector = self.rt.values.get(DETECTOR)
        if self.watched:
            self.waiting = let_go(self.rt, self.waiting)
            gc.collect(1)  # An exception and the frames that it has left refer to each other.
            if detector is not None:
                detector.shadow.let_go({id(_whole(entry.obj)) for entry in self.watched.values()})
        for key, entry in list(self.watched.items()):
            if _is_held(entry.obj):
                continue
            if entry.weak is not None:
                entry.weak.watched = None
                entry.weak = None
            finalizer = entry.finalizer
            if finalizer is not None:
                entry.finalizer = None  # The object lives on until the next collection.
                calls.append((finalizer, entry.obj))
                continue
            del self.watched[key]
            for number, (function, arg) in entry.cleanups.items():
                self.by_cleanup.pop(number, None)
                calls.append((function if detector is None else partial(self._cleanup, detector, function), arg))
        if calls:
            self.pending += len(calls)
            self.rt.go_func(self._run, calls)

    def _cleanup(self, detector: Any, cleanup: Callable[[Any], Any], arg: Any) -> None:
        detector.cleanup(self.rt.curg, cleanup, arg)

    def _run(self, calls: list[tuple[Callable[[Any], Any], Any]]) -> None:
        calls.reverse()
        while calls:
            function, arg = calls.pop()
            function(arg)
            self.pending -= 1
            del arg


def _whole(obj: Any) -> Any:
    """What a pointer points into, or itself if it is that."""
    cls = obj.__class__
    return obj.arr if cls is ElemRef else obj.obj if cls is FieldRef else obj


def _is_held(obj: Any) -> bool:
    """Whether somebody else than an entry has an object, or what a pointer points into; called with nothing but the entry's attribute."""
    cls = obj.__class__
    if cls is ElemRef:
        return sys.getrefcount(obj.arr) > _PART
    if cls is FieldRef:
        return sys.getrefcount(obj.obj) > _PART
    return cls is GlobalRef or sys.getrefcount(obj) > _WHOLE


_PART: Final = 2
"""References to what nobody has but the pointer into it: the pointer's, and the argument of the call that counts."""
_WHOLE: Final = 3
"""References to what nobody has: the entry's, the parameter, and the argument of the call that counts."""


def of(lib: Library) -> Garbage:
    """The watched objects of a run."""
    found: Garbage | None = lib.state.get("garbage")
    if found is None:
        found = lib.state["garbage"] = Garbage(lib)
    return found
