"""Who holds which lock: written down while a program runs, for explanations.

The machine's locks do not know their holders, as Go's do not.  This hook does; without it a run pays nothing.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from goloupe.leak.places import Places, Site
from goloupe.runtime.hooks import Hook

if TYPE_CHECKING:
    from goloupe.runtime.runtime2 import G


class Holding:
    """A lock that a goroutine has."""

    __slots__ = ("g", "lock", "read", "site")

    def __init__(self, lock: Any, g: G, site: Site | None, read: bool) -> None:
        self.lock = lock
        self.g = g
        self.site = site
        """Where it was taken."""
        self.read = read
        """Whether for reading."""


class Holders(Hook):
    """Writes down the holders of locks."""

    __slots__ = ("_places", "held")

    def __init__(self, goroot: str = "") -> None:
        self._places = Places(goroot)
        self.held: dict[int, list[Holding]] = {}
        """By the identity of the lock, which its holding keeps."""

    def clear(self) -> None:
        """Forget all: another run begins."""
        self.held.clear()

    def of(self, lock: Any) -> list[Holding]:
        """Who holds a lock: an internal/sync.Mutex, or the readers of a sync.RWMutex."""
        return self.held.get(id(lock), [])

    def all(self) -> list[Holding]:
        """All locks that are held, by whom."""
        return [holding for taken in list(self.held.values()) for holding in self.of(taken[0].lock)]

    def take(self, g: G, lock: Any, site: Site | None, read: bool) -> None:
        """A lock was taken."""
        self.held.setdefault(id(lock), []).append(Holding(lock, g, site, read))

    def give(self, g: G, lock: Any) -> None:
        """A lock was given back; another goroutine than the one that locked may do that."""
        held = self.held.get(id(lock))
        if held:
            held.remove(next((h for h in held if h.g is g), held[0]))
            if not held:
                del self.held[id(lock)]

    def lock_op(self, g: G, op: str, obj: Any) -> None:
        """A lock was taken or given back."""
        if op in ("lock", "rlock"):
            self.take(g, obj, self._places.site(sys._getframe(1)), op == "rlock")
        elif op in ("unlock", "runlock"):
            self.give(g, obj)
