"""The graph: locations, edges, holes, and the state that building it shares.

A *location* stands for one variable or for one expression that allocates.  An *edge* from location ``src`` into
``dst`` says that a value held by ``src`` may reach ``dst``, after ``derefs`` dereferences (-1: the address of ``src``
does).  Edges are kept at their destination, because the solver walks from what holds a pointer back to what it points to.

A *hole* is the context in which an expression is evaluated: where its value goes, and how it is changed on the way.  In the
compiler a hole is a struct; here it is three arguments, so that nothing is allocated when one is passed on:

``dst``
    the location that receives the value;
``dd``
    twice the dereferences, plus one if the last step took an address (``addrtaken``).  Thus ``dd & 1`` says that the address of
    the operand is taken, ``dd >> 1`` is the number of dereferences and ``dd < 0`` holds just for addresses;
``notes``
    why, as a chain of ``(next, node, reason)`` from the innermost step to the outermost, or None.

Notes are always kept.  They cost one tuple each, less than a tenth of the analysis, and they make the reason of every verdict and
every explanation available without a second run.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from goloupe.escape.leaks import LEAKS, RESULT0, Tags
from goloupe.syntax import kinds as K
from goloupe.syntax.columns import Columns
from goloupe.syntax.layout import pointer_shaped

if TYPE_CHECKING:
    from goloupe.escape.oracle import Oracle
    from goloupe.escape.versions import Rules

Note: TypeAlias = "tuple[Note, int, str] | None"
Edge: TypeAlias = tuple["Location", int, Note]
Hole: TypeAlias = tuple["Location", int, Note]

# Attributes of a location.
ESCAPES: Final = 1
"""The location has to be on the heap."""
PERSISTS: Final = 2
"""Its address outlives the statement: the storage cannot be reused at once."""
MUTATES: Final = 4
"""Memory reachable from it may be written."""
CALLS: Final = 8
"""Closures reachable from it may be called without their results being followed."""
ALL_ATTRS: Final = 15

# Places where a location may stand instead of a node's kind.
TEMP: Final = -1
SPECIAL: Final = -2


COMPILER_CALLS: Final = frozenset(("runtime.panicrangestate", "runtime.deferrangefunc", "runtime.deferprocat"))
"""Functions that only rewritten code calls.  The compiler knows their signatures and no tags, which is the worst case too."""


class Location:
    """A place that holds a value."""

    __slots__ = (
        "addrtaken",
        "attrs",
        "captured",
        "cause",
        "curfn",
        "derefs",
        "dst",
        "dst_edge",
        "edges",
        "kind",
        "leaks",
        "loop_depth",
        "node",
        "obj",
        "param",
        "param_out",
        "queued_all",
        "queued_one",
        "reassigned",
        "result_index",
        "walkgen",
    )

    def __init__(self, kind: int, node: int, obj: int, curfn: int, loop_depth: int, attrs: int) -> None:
        # What it stands for.
        self.kind = kind
        self.node = node  # -1 for variables
        self.obj = obj  # -1 for expressions
        self.curfn = curfn
        # Set while the graph is built.
        self.loop_depth = loop_depth
        self.edges: list[Edge] = []
        self.result_index = 0  # from 1, for results
        self.param = False
        self.param_out = False
        self.captured = False
        self.reassigned = False
        self.addrtaken = False
        # Owned by the solver.
        self.attrs = attrs
        self.leaks: bytearray | None = None
        self.derefs = 0
        self.walkgen = 0
        self.dst: Location | None = None
        self.dst_edge = 0
        self.queued_all = False
        self.queued_one = 0
        self.cause: tuple[Location, Location, Note] | None = None
        """For a location that escapes: the root of the walk that found it, and source and notes of the last edge into that root."""


# Progress of a function.
UNSEEN: Final = 0
PLANNED: Final = 1
STARTED: Final = 2
TAGGED: Final = 3


class GraphBuilder:
    """State of one package's analysis, and the operations on the graph that everything else is made of.

    The classes that evaluate assignments, expressions, calls and statements extend this one in that order; together they are
    one object, because evaluation is mutually recursive and shares all of its state.
    """

    def __init__(self, columns: Columns, rules: Rules, oracle: Oracle, summaries: dict[str, Tags]) -> None:
        self.c = columns
        self.rules = rules
        self.oracle = oracle
        self.tags = summaries
        """Tags by key: those of other packages, and of this one as its functions are finished."""
        self.missing: dict[str, None] = {}

        # Columns that inner loops read.
        self.n_kind: list[int] = columns.n_kind
        self.n_end: list[int] = columns.n_end
        self.n_aux: list[int] = columns.n_aux
        self.n_type: list[int] = columns.n_type
        self.n_flags: list[int] = columns.n_flags
        self.o_class: list[int] = columns.o_class
        self.t_kind: list[int] = columns.t_kind
        # Whether a type holds pointers; index -1 (no type) and untyped nil count as yes.
        self.pointers: list[bool] = [
            bool(flags & K.TF_HASPTR) or kind == K.T_UNTYPED_NIL or kind == K.T_UNTYPED
            for flags, kind in zip(columns.t_flags, columns.t_kind, strict=True)
        ]
        self.pointers.append(True)
        # Whether taking a value out of an interface is a dereference: it is neither an interface nor pointer-shaped.
        self.boxed: list[bool] = [
            kind != K.T_INTERFACE and not pointer_shaped(columns, type_id, rules.direct_by_layout)
            for type_id, kind in enumerate(columns.t_kind)
        ]

        # The batch.
        self.locations: list[Location] = []
        self.of_object: list[Location | None] = [None] * len(columns.o_class)
        self.closures: list[tuple[Location, int, Note, int]] = []
        self.results_lost: set[int] = set()
        self.called_closures: set[int] = set()
        self.kept_alive: set[int] = set()
        self.spawned: dict[int, int] = {}
        """CLOSURE node -> GO or DEFER, for the closures of such statements."""
        self.devirtualized: dict[int, tuple[int, int, str]] = {}
        """CALLINTER node -> callee (-1: still dynamic), concrete type, path to the receiver; set before the first batch."""
        self.progress: list[int] = [UNSEEN] * len(columns.fn_node)

        # The function being walked.
        self.curfn = -1
        self.loop_depth = 1
        self.labels: dict[int, bool] = {}

        self.heap = Location(SPECIAL, -1, -1, -1, 0, ALL_ATTRS)
        self.mutator = Location(SPECIAL, -1, -1, -1, 0, MUTATES)
        self.callee = Location(SPECIAL, -1, -1, -1, 0, CALLS)
        self.blank = Location(SPECIAL, -1, -1, -1, 0, 0)

        self._tags_of: dict[int, Tags] = {}
        self._hashing: dict[int, bool] = {}
        self._results: list[list[int] | None] = [None] * len(columns.fn_node)
        self._params: list[list[int] | None] = [None] * len(columns.fn_node)

        self.on_flow_to_heap: Callable[[Location, Location, Note], None] | None = None
        """Called when an address flows to an escaping location while the graph is built; set when details are wanted."""
        self.on_self_assignment: Callable[[int], None] = _ignore

    def reset_batch(self) -> None:
        """Forget the previous batch."""
        of_object = self.of_object
        for location in self.locations:
            if location.obj >= 0:
                of_object[location.obj] = None
            # Break the cycles, so that memory is freed without the collector.
            location.edges = []
            location.dst = None
            location.cause = None
        self.locations = []
        self.closures = []
        self.results_lost.clear()
        self.called_closures.clear()
        self.kept_alive.clear()
        self.spawned.clear()
        self.heap = Location(SPECIAL, -1, -1, -1, 0, ALL_ATTRS)
        self.mutator = Location(SPECIAL, -1, -1, -1, 0, MUTATES)
        self.callee = Location(SPECIAL, -1, -1, -1, 0, CALLS)
        self.blank = Location(SPECIAL, -1, -1, -1, 0, 0)

    # Functions.

    def results_of(self, fn: int) -> list[int]:
        """Objects of the results of function ``fn``."""
        known = self._results[fn]
        if known is None:
            c = self.c
            start = c.fn_params[fn] + c.fn_nrecvparams[fn]
            known = list(c.fn_plist[start : start + c.fn_nresults[fn]])
            self._results[fn] = known
        return known

    def params_of(self, fn: int) -> list[int]:
        """Objects of the parameters of function ``fn``, receiver first."""
        known = self._params[fn]
        if known is None:
            c = self.c
            start = c.fn_params[fn]
            known = list(c.fn_plist[start : start + c.fn_nrecvparams[fn]])
            self._params[fn] = known
        return known

    def in_batch(self, callee: int) -> bool:
        """Whether ``callee`` belongs to the batch, so that its parameters are in the graph."""
        return callee >= 0 and UNSEEN < self.progress[callee] < TAGGED

    def tags_of(self, callee: int) -> Tags:
        """Tags of a function that was analysed before, or the worst case for one that nobody knows."""
        found = self._tags_of.get(callee)
        if found is None:
            key = self.oracle.key(callee)
            known = self.tags.get(key)
            if known is None:
                if key not in COMPILER_CALLS:
                    self.missing[key] = None
                known = Tags(())
            found = known
            self._tags_of[callee] = found
        return found

    def encloses(self, outer: int, inner: int) -> bool:
        """Whether function ``inner`` is a closure within ``outer``, at any depth."""
        if outer == inner or outer < 0 or inner < 0:
            return False
        parent = self.c.fn_parent
        inner = parent[inner]
        while inner >= 0:
            if inner == outer:
                return True
            inner = parent[inner]
        return False

    # Locations.

    def new_variable(self, obj: int) -> Location:
        """The location of a variable of the current function."""
        location = Location(K.NAME, -1, obj, self.curfn, self.loop_depth, PERSISTS)
        cls = self.o_class[obj]
        if cls == K.CLASS_PARAM:
            location.param = True
            location.leaks = bytearray(RESULT0 + self.rules.result_tags)
        elif cls == K.CLASS_PARAMOUT:
            location.param_out = True
        self.locations.append(location)
        self.of_object[obj] = location
        return location

    def new_temp(self, attrs: int) -> Location:
        """A location that stands for nothing in the source."""
        location = Location(TEMP, -1, -1, self.curfn, self.loop_depth, attrs)
        self.locations.append(location)
        return location

    def spill(self, node: int, dst: Location, dd: int, notes: Note) -> Location:
        """A location for what expression ``node`` allocates; its address flows to the hole."""
        location = Location(self.n_kind[node], node, -1, self.curfn, self.loop_depth, 0)
        self.locations.append(location)
        self.flow(dst, (dd & ~1) - 1, (notes, node, "spill"), location)
        return location

    # Flows.

    def flow(self, dst: Location, dd: int, notes: Note, src: Location) -> None:
        """Let the value of ``src`` flow to a hole."""
        if dd & 1:
            src.addrtaken = True
        if dst is self.blank:
            return
        if dd >= 0:
            if dst is src:  # x = x, x = *x …
                return
        elif dst.attrs & ESCAPES:  # what escapes holds the address: no edge is needed
            if self.on_flow_to_heap is not None:
                self.on_flow_to_heap(dst, src, notes)
            if not src.attrs & ESCAPES:
                src.cause = (dst, src, notes)
            src.attrs |= ALL_ATTRS
            return
        dst.edges.append((src, dd >> 1, notes))

    def tee(self, holes: list[Hole]) -> Hole:
        """One hole that flows into each of ``holes``."""
        if not holes:
            return (self.blank, 0, None)
        if len(holes) == 1:
            return holes[0]
        location = self.new_temp(0)
        for dst, dd, notes in holes:
            self.flow(dst, dd & ~1, notes, location)
        return (location, 0, None)

    def tag_hole(self, results: list[Hole] | None, callee: int, index: int) -> Hole:
        """The hole for argument ``index`` (receiver first) of a call of ``callee``."""
        if callee == -1:
            return (self.heap, 0, None)
        if callee >= 0 and UNSEEN < self.progress[callee] < TAGGED:
            params = self.params_of(callee)
            if index >= len(params) or params[index] < 0:
                return (self.blank, 0, None)
            location = self.of_object[params[index]]
            return (self.blank if location is None else location, 0, None)
        tags = self.tags_of(callee).params
        tag = tags[index] if index < len(tags) else LEAKS
        if tag == LEAKS:
            return (self.heap, 0, None)
        holes: list[Hole] = []
        for slot, value in enumerate(tag):
            if value:
                dd = (value - 1) * 2
                if slot >= RESULT0:
                    if results is not None:
                        dst, kd, notes = results[slot - RESULT0]
                        holes.append((dst, (kd & ~1) + dd, notes))
                elif slot == 0:
                    holes.append((self.heap, dd, None))
                elif slot == 1:
                    holes.append((self.mutator, dd, None))
                else:
                    holes.append((self.callee, dd, None))
        if len(holes) == 1:
            return holes[0]
        return self.tee(holes)

    # What the later classes of the chain provide.

    def expr(self, node: int, dst: Location, dd: int, notes: Note) -> None:
        """Evaluate an expression into a hole."""
        raise NotImplementedError

    def call(self, node: int, results: list[Hole] | None) -> None:
        """Evaluate a call, builtin or not, into one hole per result."""
        raise NotImplementedError

    def callees(self, fun: int) -> tuple[int, ...]:
        """Functions that a called expression may be; empty if they are not all known."""
        raise NotImplementedError

    def stmt(self, node: int) -> None:
        """Evaluate a statement."""
        raise NotImplementedError

    def walk_function(self, fn: int) -> None:
        """Evaluate the body of a function."""
        raise NotImplementedError


def _ignore(_: int) -> None:
    pass
