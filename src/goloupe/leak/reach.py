"""Traversal of the heap.

Go values are Python objects, and ``gc.get_referents`` knows what each refers to. Three kinds need care: functions, whose globals
are the whole program and whose closure is what Go's closure holds; objects of the machine, which know everything and stand for
nothing in Go; and queues: a channel lists the goroutines that wait on it, which it does not keep alive in Go either.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from types import BuiltinFunctionType, CodeType, FrameType, FunctionType, ModuleType, TracebackType
from typing import Any, Final

from greenlet import greenlet

from goloupe.runtime.chan import Hchan
from goloupe.runtime.defers import Defers
from goloupe.runtime.hooks import Hook
from goloupe.runtime.machine import Machine
from goloupe.runtime.rtype import Type
from goloupe.runtime.runtime2 import G, P, Sudog
from goloupe.runtime.sched import Scheduler
from goloupe.runtime.select import Selecting
from goloupe.runtime.sema import Waiter
from goloupe.runtime.timer import Clock, Timer
from goloupe.runtime.value import GlobalRef

_LEAVES: Final[frozenset[type]] = frozenset(
    (
        *(int, float, complex, bool, str, bytes, bytearray, range, type(None), type(Ellipsis), type(NotImplemented)),
        *(CodeType, FrameType, TracebackType, ModuleType, greenlet),
        *(G, P, Sudog, Waiter, Clock, Machine, Type),
    )
)
_BASES: Final = (type, Machine, Scheduler, Hook, BaseException, Type)


class Reach:
    """The objects reached so far."""

    __slots__ = ("_classes", "_seen", "waited")

    def __init__(self, stops: Iterable[Any] = (), leaves: Iterable[type] = ()) -> None:
        self._seen: set[int] = {id(x) for x in stops}
        self._classes: dict[type, Callable[[Any], Iterable[Any]] | None] = dict.fromkeys((*_LEAVES, *leaves))
        self._classes[FunctionType] = _function
        self._classes[BuiltinFunctionType] = _builtin
        self._classes[GlobalRef] = _global
        self._classes[Selecting] = _selecting
        self._classes[Defers] = _defers
        self._classes[Hchan] = _chan
        self._classes[Timer] = _timer
        self.waited: dict[int, list[Any]] = {}
        """By the identity of an object: whom to tell when it is reached."""

    def reached(self, obj: Any) -> bool:
        """Whether an object has been reached."""
        return id(obj) in self._seen

    def mark(self, roots: Iterable[Any]) -> list[Any]:
        """Reach all that ``roots`` lead to; whoever waited for some of it."""
        seen, classes, waited = self._seen, self._classes, self.waited
        told: list[Any] = []
        pending = list(roots)
        while pending:
            obj = pending.pop()
            cls = obj.__class__
            follow = classes.get(cls, _UNKNOWN)
            if follow is None:
                continue
            key = id(obj)
            if key in seen:
                continue
            seen.add(key)
            if key in waited:
                told += waited.pop(key)
            if follow is _UNKNOWN:
                follow = classes[cls] = None if isinstance(obj, _BASES) else _any
                if follow is None:
                    continue
            pending.extend(follow(obj))
        return told


def _any(obj: Any) -> Iterable[Any]:
    return gc.get_referents(obj)


def _unknown(obj: Any) -> Iterable[Any]:
    raise AssertionError(obj)


_UNKNOWN: Final = _unknown


def _function(fn: Any) -> Iterable[Any]:
    out = list(fn.__closure__ or ())
    out += fn.__defaults__ or ()
    out += (fn.__kwdefaults__ or {}).values()
    return out


def _builtin(method: Any) -> Iterable[Any]:
    """A method of a built-in object, such as ``list.append`` of one list."""
    return (method.__self__,)


def _global(pointer: GlobalRef) -> Iterable[Any]:
    return (pointer.ns.get(pointer.name),)


def _selecting(select: Selecting) -> Iterable[Any]:
    """A select that has been woken and has not gone on yet: the value is on its way."""
    return () if select.fired is None else (select.fired.elem,)


def _chan(c: Hchan) -> Iterable[Any]:
    """What is in the buffer; not who waits."""
    return (c.timer, *(c.buf or ()))


def _timer(t: Timer) -> Iterable[Any]:
    return (t.f, t.arg, t.chan, t.owner)


def _defers(defers: Defers) -> Iterable[Any]:
    return (defers.calls,)
