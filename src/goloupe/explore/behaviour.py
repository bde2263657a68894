"""Which runs are the same but for the order of operations that have nothing to do with each other.

Two runs are equivalent (Mazurkiewicz) if each object saw the same operations by the same goroutines in the same order.  The hash of a run
is over the pairs (object's history, goroutine), as a chain per goroutine and per object: each operation's hash is made of those of the
last operation of its goroutine and of its objects, and the run's hash is the sum of all, which does not depend on their order.  Objects
that only differ in when they were made are told apart by who used them.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

from goloupe.explore.events import SELECTS, YIELDS, Event, Note, key_of

MASK = (1 << 64) - 1


class Chain:
    """The hash of a run, or of its beginning, while it grows; it is equal for equivalent runs."""

    __slots__ = ("_of_g", "_of_obj", "_ops", "total")

    def __init__(self, notes: list[Note]) -> None:
        self._of_g = [hash_text(note.path) for note in notes]
        self._of_obj: dict[Any, int] = {}
        self._ops: dict[str, int] = {}
        self.total = 0

    def extend(self, events: Iterable[Event]) -> int:
        """Add events; the hash with them."""
        of_g, of_obj, ops = self._of_g, self._of_obj, self._ops
        total = self.total
        for g, op, obj, _ in events:
            if op == "block" or op in YIELDS:
                continue
            h = ops.get(op)
            if h is None:
                h = ops[op] = hash_text(op)
            h ^= of_g[g] * 3 & MASK
            if obj is None:
                pass
            elif op in SELECTS:
                for case in obj:
                    h = (h * 31 + of_obj.get(id(case[0]), 5)) & MASK
                for case in obj:
                    of_obj[id(case[0])] = h
            else:
                key = key_of(obj)
                h = (h * 0x9E3779B97F4A7C15 + of_obj.get(key, 7)) & MASK
                of_obj[key] = h
            h = (h ^ (h >> 29)) * 0xBF58476D1CE4E5B9 & MASK
            of_g[g] = h
            total = (total + h) & MASK
        self.total = total
        return total


def behaviour(events: Iterable[Event], notes: list[Note]) -> int:
    """A hash that is equal for equivalent runs."""
    return Chain(notes).extend(events)


@functools.lru_cache(maxsize=4096)
def hash_text(text: str) -> int:
    """A hash of 64 bits that is the same on every machine."""
    h = 0xCBF29CE484222325
    for b in text.encode():
        h = ((h ^ b) * 0x100000001B3) & MASK
    return h
