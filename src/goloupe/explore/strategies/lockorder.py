"""Locks in both orders: a run that went well says where a deadlock may be, and directed runs try to bring it about.

Each run writes down which lock a goroutine has when it takes another, and where. A circle of such edges is a prediction
(`goloupe.leak.lockorder`; Havelund, *Using runtime analysis to guide model checking of Java programs*, SPIN 2000). A directed run keeps
each goroutine that has the outer lock of an edge waiting before it takes the inner one, until all edges of the circle have somebody who
waits so; then they go on, and have what the others want. If nobody else can run one of those that wait goes on: the order of the
goroutines rules the deadlock out, or this run did not come by it. Joshi, Park, Sen and Naik, *A randomized dynamic program analysis
technique for detecting real deadlocks*, PLDI 2009 (DeadlockFuzzer).

A prediction that comes true is a deadlock or a leak like any other, and one that does not is dropped: nothing is reported of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random
from typing import TYPE_CHECKING, Any, Final

from goloupe.explore.director import Director
from goloupe.leak.lockorder import Edge, LockOrder, Prediction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goloupe.explore.run import Run
    from goloupe.runtime.runtime2 import G

LOCKS: Final = ("lock", "rlock")
RECORDED: Final = 2
"""Runs that are only looked at: the natural one, and one at random."""
ALIKE: Final = 8
"""Edges that differ in the goroutine only, and in its other locks, of which one run knows."""
TRIES: Final = 8
"""Directed runs for each prediction."""


class Directed(Director):
    """One run: without a prediction it is only looked at.  ``seed`` 0 is the natural order of those that need not wait."""

    __slots__ = ("_alike", "_draw", "_edges", "_held", "_released", "_waiting", "edges", "prediction")

    name = "lockorder"
    paper = "Joshi, Park, Sen, Naik: A randomized dynamic program analysis technique for detecting real deadlocks, PLDI 2009"

    def __init__(self, seed: int = 0, prediction: Prediction | None = None) -> None:
        self.prediction = prediction
        self._edges = {(e.held_at, e.taken_at): i for i, e in enumerate(prediction.edges)} if prediction is not None else {}
        super().__init__(seed)

    def _start(self) -> None:
        self._draw = Random(self.seed).random if self.seed else None
        self._held: dict[G, list[tuple[int, Any, bool]]] = {}
        """The locks that goroutines have: key, place, whether for reading."""
        self._waiting: dict[G, int] = {}
        """Who is kept waiting before an inner lock, and of which edge it is."""
        self._released: set[G] = set()
        self._alike: dict[Any, int] = {}
        self.edges: list[Edge] = []

    def order(self, current: G | None, ready: Sequence[G], n: int) -> int:
        """Anybody but those who are kept waiting."""
        if current is not None and self._edges and current.note.op in LOCKS:
            self._arrived(current)
        queue = ready if current is None else (current, *ready)
        waiting = self._waiting
        free = [i for i, g in enumerate(queue) if g not in waiting] if waiting else range(n)
        if not free:
            choice = self._one_of(range(len(queue)))
            self._released.add(queue[choice])
            del waiting[queue[choice]]
            return choice
        return self._one_of(free)

    def _one_of(self, choices: Sequence[int]) -> int:
        return choices[0] if self._draw is None else choices[int(self._draw() * len(choices))]

    def _arrived(self, g: G) -> None:
        """A goroutine is about to take a lock."""
        if g in self._released or g in self._waiting:
            return
        site = g.note.site
        for _, outer, _ in self._held.get(g, ()):
            edge = self._edges.get((outer, site))
            if edge is not None and edge not in self._waiting.values():
                self._waiting[g] = edge
                break
        if len(self._waiting) == len(self._edges):
            self._released.update(self._waiting)
            self._waiting.clear()

    def executed(self, g: G) -> None:
        """Write down who takes which lock."""
        note = g.note
        if note.op not in LOCKS:
            return
        read = note.op == "rlock"
        key, site = id(_inner(note.obj)), note.site
        held = self._held.setdefault(g, [])
        for k, at, reading in held:
            if k != key:
                what = k, at, reading, key, site, read
                n = self._alike[what] = self._alike.get(what, 0) + 1
                if n > ALIKE:
                    continue
                gates = frozenset(other for other, _, _ in held if other not in (k, key))
                self.edges.append(Edge(note.index, k, at, reading, key, site, read, gates))
        held.append((key, site, read))

    def did(self, g: G, op: str, obj: Any) -> None:
        """Write down who gives one back."""
        if op not in ("unlock", "runlock"):
            return
        key = id(_inner(obj))
        held = self._held.get(g, [])
        if not any(k == key for k, _, _ in held):  # Another goroutine than the one that took it gives it back.
            held = next((other for other in self._held.values() if any(k == key for k, _, _ in other)), [])
        for i in range(len(held) - 1, -1, -1):
            if held[i][0] == key:
                del held[i]
                return

    def pick(self, kind: str, n: int) -> int:  # noqa: ARG002
        """The first, or any."""
        return 0 if self._draw is None else int(self._draw() * n)


class LockOrderSearch:
    """Some runs that are looked at, then directed ones for what they predict; there are none if nothing is predicted."""

    name = Directed.name
    paper = Directed.paper
    complete = False

    def __init__(self, seeds: Iterable[int]) -> None:
        self._seeds: Iterator[int] = iter(seeds)
        self._runs = 0
        self._predictions: dict[Any, Prediction] = {}
        self._tried: dict[Any, int] = {}
        self._last: Directed | None = None

    def next_schedule(self) -> Director | None:
        """One that is looked at, or one for the prediction that has been tried least often."""
        seed = next(self._seeds, None)
        if seed is None:
            return None
        self._runs += 1
        if self._runs <= RECORDED:
            self._last = Directed(0 if self._runs == 1 else seed)
            return self._last
        left = [key for key in self._predictions if self._tried.get(key, 0) < TRIES]
        if not left:
            return None
        key = min(left, key=lambda key: self._tried.get(key, 0))
        tried = self._tried[key] = self._tried.get(key, 0) + 1
        self._last = Directed(0 if tried == 1 else seed, self._predictions[key])
        return self._last

    def finished(self, run: Run) -> None:  # noqa: ARG002
        """What that run predicts."""
        assert self._last is not None
        if not self._last.edges:
            return
        order = LockOrder()
        for edge in self._last.edges:
            order.add(edge)
        for prediction in order.predictions():
            self._predictions.setdefault(frozenset(prediction.sites), prediction)


def _inner(obj: Any) -> Any:
    """What stands for a lock: of a sync.RWMutex the mutex of its writers."""
    writers = getattr(obj, "f_w", None)
    return obj if writers is None else writers.f_mu
