"""Solving: which addresses flow to something that outlives them.

From every location ("root") the graph is walked backwards along edges, keeping for each location reached the smallest number of
dereferences on any path.  Edges of weight -1 make this a shortest-path problem with negative weights, hence Bellman-Ford and not
Dijkstra; there are no negative cycles, because counts are clamped at 0 before they are added to.  A location that is reached with -1
has its address in the root.  If the root lives longer, the location has to escape, and everything that its address
flows to has to be looked at again: hence a work list of roots.  A location re-enters it at most twice, once when it starts to persist
and once when it escapes, so the number of walks is linear.

The order in which the lists are served does not change a verdict but decides which of several paths is reported first,
so it follows the release: stacks up to 1.24, queues that favour escaping locations since.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from goloupe.escape.graph import ALL_ATTRS, CALLS, ESCAPES, MUTATES, PERSISTS, STARTED, TEMP, GraphBuilder, Location, Note
from goloupe.escape.leaks import CALLEE, HEAP, MUTATOR, RESULT0
from goloupe.syntax import kinds as K

OnEscape = Callable[[Location, Location], None] | None
OnLeak = Callable[[Location, Location, int], None] | None


class Solver:
    """Solves one batch.

    ``on_escape(root, location)`` and ``on_leak(root, param, derefs)`` are called at the moment when the fact is found, while the
    path is still marked in the graph.
    """

    def __init__(self, graph: GraphBuilder, on_escape: OnEscape, on_leak: OnLeak) -> None:
        self.graph = graph
        self.on_escape = on_escape
        self.on_leak = on_leak
        self.todo: deque[Location] = deque()
        self.fifo = graph.rules.deque
        self.walkgen = 0
        self.result_tags = graph.rules.result_tags
        # With a stack, a location may be in the inner work list more than once.
        self.tracks = graph.rules.tracks_mutation

    def solve(self) -> None:
        """Walk until nothing changes."""
        graph = self.graph
        todo = self.todo
        for location in graph.locations:
            location.queued_all = True
            todo.appendleft(location)
        special = (graph.mutator, graph.callee, graph.heap) if self.tracks else (graph.heap,)
        for location in special:
            location.queued_all = True
            todo.appendleft(location)
        walk = self.walk_one
        while todo:
            root = todo.popleft()
            root.queued_all = False
            if root.edges or root.param or root.attrs & CALLS:
                walk(root)

    def _enqueue(self, location: Location) -> None:
        if location.queued_all:
            return
        location.queued_all = True
        if not self.fifo or location.attrs & ESCAPES:
            self.todo.appendleft(location)
        else:
            self.todo.append(location)

    def walk_one(self, root: Location) -> None:
        """Find the smallest number of dereferences from every location to ``root``."""
        self.walkgen += 1
        walkgen = self.walkgen
        root.walkgen = walkgen
        root.derefs = 0
        root.dst = None

        if root.kind == K.CLOSURE and root.attrs & CALLS:
            self._lose_results(root)
        if not root.edges and not root.param:
            return

        fifo = self.fifo
        outlives = self.outlives
        todo: deque[Location] = deque()
        todo.append(root)
        while todo:
            location = todo.popleft() if fifo else todo.pop()
            location.queued_one = 0
            derefs = location.derefs
            attrs = location.attrs
            new_attrs = 0
            root_attrs = root.attrs

            if derefs < 0:
                # The address of location flows to root.
                derefs = 0
                if outlives(root, location):
                    if not attrs & ESCAPES:
                        self._escapes(root, location)
                    new_attrs = ALL_ATTRS
                elif root_attrs & PERSISTS:
                    new_attrs = PERSISTS
            if derefs == 0:
                new_attrs |= root_attrs & (MUTATES | CALLS)

            if location.param:
                self._param(root, location, derefs)

            if new_attrs & ~attrs:
                attrs |= new_attrs
                location.attrs = attrs
                self._enqueue(location)
                if attrs & ESCAPES:
                    continue

            for index, (src, weight, _) in enumerate(location.edges):
                if not src.attrs & ESCAPES:
                    d = derefs + weight
                    if src.walkgen != walkgen or src.derefs > d:
                        src.walkgen = walkgen
                        src.derefs = d
                        src.dst = location
                        src.dst_edge = index
                        if not fifo:
                            todo.append(src)
                        elif src.queued_one != walkgen:
                            src.queued_one = walkgen
                            todo.append(src)

    def _lose_results(self, root: Location) -> None:
        """The closure may be called where nobody sees it, so its results may end up anywhere."""
        graph = self.graph
        fn = graph.n_aux[root.node]
        if graph.progress[fn] > STARTED or fn in graph.results_lost:
            return
        graph.results_lost.add(fn)
        for obj in graph.results_of(fn):
            result = graph.of_object[obj]
            if result is not None:
                self._enqueue(result)

    def _escapes(self, root: Location, location: Location) -> None:
        # Remember the edge that says why: the last one, or if it comes from a temporary without saying anything, one before.
        path: list[tuple[Location, Note]] = []
        src = location
        while src is not root and len(path) < 10_000:
            dst = src.dst
            if dst is None:
                break
            path.append((src, dst.edges[src.dst_edge][2]))
            src = dst
        at = len(path) - 1
        while at > 0 and path[at][1] is None and path[at][0].kind == TEMP:
            at -= 1
        location.cause = (root, *path[at]) if path else (root, location, None)
        if self.on_escape is not None:
            self.on_escape(root, location)

    def _param(self, root: Location, location: Location, derefs: int) -> None:
        """The value of a parameter flows to root: record it for its tag."""
        leaks = location.leaks
        if leaks is None:
            return
        value = derefs + 1
        if value > 255:
            value = 255
        attrs = root.attrs
        if self.outlives(root, location):
            if self.on_leak is not None and not location.attrs & ESCAPES:
                self.on_leak(root, location, derefs)
            slot = HEAP
            if not attrs & ESCAPES and root.param_out and root.curfn == location.curfn and root.result_index <= self.result_tags:
                slot = RESULT0 + root.result_index - 1
            if leaks[slot] == 0 or value < leaks[slot]:
                leaks[slot] = value
        if attrs & MUTATES and (leaks[MUTATOR] == 0 or value < leaks[MUTATOR]) and self.tracks:
            leaks[MUTATOR] = value
        if attrs & CALLS and (leaks[CALLEE] == 0 or value < leaks[CALLEE]) and self.tracks:
            leaks[CALLEE] = value

    def outlives(self, root: Location, other: Location) -> bool:
        """Whether values stored in ``root`` may survive the storage of ``other``, if that were on the stack."""
        if root.attrs & ESCAPES:
            return True
        graph = self.graph
        if root.kind < -1:  # the mutator and the callee hold nothing
            return False
        if root.param_out:
            # Callers may do anything with results; but a closure may return what is outside of it, if all its calls are known.
            fn = root.curfn
            if graph.encloses(other.curfn, fn):
                if graph.rules.closure_results_lost:
                    return fn in graph.results_lost
                return fn not in graph.called_closures
            return True
        if root.curfn == other.curfn:
            # Declared outside of the loop that other is in.
            return root.loop_depth < other.loop_depth
        # Declared in a function that encloses other's.
        return graph.encloses(root.curfn, other.curfn)
