"""Locks taken in both orders: deadlocks that did not happen, predicted from a run that went well.

Whenever a goroutine takes a lock, there is an edge from each lock that it has to the new one. A circle of edges is a deadlock that
another schedule may bring about, if it can happen at all:

* each edge is another goroutine's, for one alone does one thing after the other;
* no lock was held in all of them, nor in any two: such a *gate* lets in only one goroutine at a time;
* where one waits for a lock that the next has, not both are readers.

What the order of the goroutines rules out (one was created after the other had ended) is not looked at here: a prediction has to be
confirmed by a schedule. Follows Havelund, *Using runtime analysis to guide model checking of Java programs* (SPIN 2000), the
algorithm behind go-deadlock's lock order check, with its gate locks.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType
from typing import TYPE_CHECKING, Any, Final

from goloupe.leak.places import Places, Site, text_at
from goloupe.runtime.hooks import Hook

if TYPE_CHECKING:
    from goloupe.runtime.runtime2 import G

LONGEST: Final = 4
"""Locks in a circle at most."""
EDGES: Final = 20_000
"""Edges that are kept at most."""


_TRIES: Final = frozenset(("mutex_trylock", "try_rlock"))
"""Operations that take a lock without ever waiting for it."""
_NEAR: Final = 4


@dataclass(frozen=True)
class Edge:
    """A goroutine has one lock and takes another."""

    goroutine: int
    held: int
    """Key of the lock that it has."""
    held_at: Site | None
    held_read: bool
    """Whether it has it for reading."""
    taken: int
    taken_at: Site | None
    taken_read: bool
    gates: frozenset[int]
    """All other locks that it has."""

    def __str__(self) -> str:
        return f"goroutine {self.goroutine} has a lock (taken at {text_at(self.held_at)}) and takes another (at {text_at(self.taken_at)})"


@dataclass(frozen=True)
class Prediction:
    """A circle: each edge takes the lock that the next one has."""

    edges: tuple[Edge, ...]

    @property
    def goroutines(self) -> tuple[int, ...]:
        """Those that would wait for each other."""
        return tuple(e.goroutine for e in self.edges)

    @property
    def sites(self) -> tuple[tuple[Site | None, Site | None], ...]:
        """For each, where it takes its first lock, and where it would wait."""
        return tuple((e.held_at, e.taken_at) for e in self.edges)

    def __str__(self) -> str:
        return "; ".join(map(str, self.edges))


class _Held:
    __slots__ = ("key", "read", "site")

    def __init__(self, key: int, site: Site | None, read: bool) -> None:
        self.key = key
        self.site = site
        self.read = read


class LockOrder(Hook):
    """Writes down in which order locks are taken."""

    __slots__ = ("_edges", "_held", "_kept", "_places", "_seen")

    def __init__(self, goroot: str = "") -> None:
        self._places = Places(goroot)
        self._held: dict[G, list[_Held]] = {}
        self._kept: dict[int, Any] = {}
        """The locks, so that no other object gets the identity of one."""
        self._edges: dict[int, list[Edge]] = {}
        """By the lock that is held."""
        self._seen: set[Edge] = set()

    def clear(self) -> None:
        """Forget all: another run begins."""
        self._held.clear()
        self._kept.clear()
        self._edges.clear()
        self._seen.clear()

    def lock_op(self, g: G, op: str, obj: Any) -> None:
        """A lock was taken or given back."""
        if op in ("lock", "rlock"):
            self._take(g, obj, op == "rlock")
        elif op in ("unlock", "runlock"):
            self._give(g, id(_inner(obj)))

    def _take(self, g: G, obj: Any, read: bool) -> None:
        lock = _inner(obj)
        key = id(lock)
        self._kept[key] = lock
        site = self._places.site(sys._getframe(2))
        held = self._held.setdefault(g, [])
        if held and not _tried():
            for h in held:
                if h.key != key:
                    gates = frozenset(other.key for other in held if other.key not in (h.key, key))
                    self.add(Edge(g.id, h.key, h.site, h.read, key, site, read, gates))
        held.append(_Held(key, site, read))

    def add(self, edge: Edge) -> None:
        """Somebody has one lock and takes another."""
        if edge not in self._seen and len(self._seen) < EDGES:
            self._seen.add(edge)
            self._edges.setdefault(edge.held, []).append(edge)

    def _give(self, g: G, key: int) -> None:
        held = self._held.get(g, [])
        if not any(h.key == key for h in held):
            # Another goroutine than the one that took it gives it back.
            held = next((other for other in self._held.values() if any(h.key == key for h in other)), [])
        for i in range(len(held) - 1, -1, -1):
            if held[i].key == key:
                del held[i]
                return

    def go_end(self, g: G) -> None:
        """A goroutine has ended; what it still has it keeps, but takes no more."""
        if not self._held.get(g):
            self._held.pop(g, None)

    def predictions(self) -> list[Prediction]:
        """The circles, the short ones first; of those that differ in goroutines only, one."""
        out: dict[Any, Prediction] = {}
        for length in range(2, LONGEST + 1):
            for start in list(self._edges):
                for edge in self._edges[start]:
                    for circle in self._circles([edge], length):
                        found = Prediction(tuple(circle))
                        out.setdefault(frozenset(found.sites), found)
        return list(out.values())

    def _circles(self, path: list[Edge], length: int) -> Iterator[list[Edge]]:
        last = path[-1]
        for edge in self._edges.get(last.taken, ()):
            if not all(_apart(edge, e) for e in path) or (last.taken_read and edge.held_read):
                continue
            if len(path) + 1 == length:
                if edge.taken == path[0].held and not (edge.taken_read and path[0].held_read):
                    yield [*path, edge]
            elif edge.taken != path[0].held:
                yield from self._circles([*path, edge], length)


def _apart(a: Edge, b: Edge) -> bool:
    """Whether two edges can be walked at the same time: by two goroutines, from two locks, through no common gate."""
    return a.goroutine != b.goroutine and a.held != b.held and a.gates.isdisjoint(b.gates)


def _tried() -> bool:
    """Whether the operation that is told of is one that does not wait; a few frames of hooks are between."""
    frame: FrameType | None = sys._getframe(2)
    for _ in range(_NEAR):
        if frame is None:
            return False
        if frame.f_code.co_name in _TRIES:
            return True
        frame = frame.f_back
    return False


def _inner(obj: Any) -> Any:
    """What stands for a lock: of a sync.RWMutex the mutex of its writers, which is what writers tell of."""
    writers = getattr(obj, "f_w", None)
    return obj if writers is None else writers.f_mu
