"""One batch: the functions of one strongly connected component, analysed together.

The steps are: give every variable a location, evaluate the bodies, decide how closures capture, force what is too large to the
heap, solve, and read the result off the locations.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from goloupe.escape.diagnostics import Reporter
from goloupe.escape.graph import ESCAPES, MUTATES, PLANNED, TAGGED, Location, Note
from goloupe.escape.leaks import LEAKS, NOESCAPE, STAYS, Tags, encode, optimize
from goloupe.escape.oracle import Oracle
from goloupe.escape.rewrite import Rewrites
from goloupe.escape.solve import Solver
from goloupe.escape.stmt import StmtBuilder
from goloupe.escape.versions import Rules
from goloupe.escape.wantsheap import heap_alloc_reason
from goloupe.escape.why import Details
from goloupe.syntax import kinds as K
from goloupe.syntax.columns import Columns
from goloupe.syntax.format import Formatter

MAX_BY_VALUE = 128
"""Largest variable, in bytes, that a closure copies."""


class BatchAnalysis:
    """Analyses the batches of one package, one after the other.

    ``check`` is called with the finished graph of every batch; tests pass the invariants of a solved graph.
    """

    def __init__(
        self,
        columns: Columns,
        rules: Rules,
        summaries: dict[str, Tags],
        reporter: Reporter,
        formatter: Formatter,
        details: Details | None = None,
        check: Callable[[StmtBuilder, Sequence[int]], None] | None = None,
    ) -> None:
        self.c = columns
        self.rules = rules
        self.formatter = formatter
        self.oracle = Oracle(columns)
        self.graph = StmtBuilder(columns, rules, self.oracle, summaries)
        self.rewrites = Rewrites(columns, rules, self.oracle, formatter)
        self.reporter = reporter
        self.details = details
        self.check = check
        self.by_value: dict[int, bool] = {}
        self.computed: dict[str, Tags] = {}
        reporter.attach(self.graph, self.rewrites, self.by_value)
        self.graph.on_self_assignment = reporter.self_assignment
        if details is not None:
            details.attach(self.graph)
            self.graph.on_flow_to_heap = details.flow_to_heap

    def run(self, functions: Sequence[int]) -> None:
        """Analyse one batch."""
        graph = self.graph
        for fn in functions:
            self._init_function(fn)
        fn_flags = self.c.fn_flags
        for fn in functions:
            if not fn_flags[fn] & K.FN_CLOSURE:
                graph.walk_function(fn)
        for location, dd, notes, node in graph.closures:
            self._flow_closure(location, dd, notes, node)
        self._force_to_heap()
        details = self.details
        if details is None:
            Solver(graph, None, None).solve()
        else:
            Solver(graph, details.escapes, details.leaks).solve()
        if self.check is not None:
            self.check(graph, functions)
        self._finish(functions)
        graph.reset_batch()

    def _init_function(self, fn: int) -> None:
        graph, c = self.graph, self.c
        graph.progress[fn] = PLANNED
        graph.curfn = fn
        graph.loop_depth = 1
        start = c.fn_dcl[fn]
        of_object = graph.of_object
        for obj in c.fn_dcl_list[start : start + c.fn_ndcl[fn]]:
            if obj >= 0 and of_object[obj] is None:
                graph.new_variable(obj)
        for index, obj in enumerate(graph.results_of(fn)):
            location = of_object[obj] if obj >= 0 else None
            if location is not None:
                location.result_index = index + 1

    def _flow_closure(self, closure: Location, dd: int, notes: Note, node: int) -> None:
        graph, c = self.graph, self.c
        for child in c.children(node):
            obj = c.n_aux[child]
            location = graph.of_object[obj]
            if location is None:
                continue
            type_id = c.o_type[obj]
            size = c.t_size[type_id] if type_id >= 0 else 0
            by_value = not location.addrtaken and not location.reassigned and size <= MAX_BY_VALUE
            self.by_value[obj] = by_value
            if self.details is not None:
                self.details.captures(location, by_value, size)
            if by_value:
                graph.flow(closure, dd, (notes, child, "captured by a closure"), location)
            else:
                graph.flow(closure, (dd & ~1) - 1, ((notes, child, "reference"), child, "captured by a closure"), location)

    def _force_to_heap(self) -> None:
        graph, c, rules = self.graph, self.c, self.rules
        sizes = self.rewrites.sizes
        for location in graph.locations:
            kind = location.kind
            if kind < 0:
                continue
            if kind == K.CONVIFACE or kind == K.MAKESLICE:
                self.rewrites.apply(location)
            why = heap_alloc_reason(c, rules, location, sizes)
            if why:
                graph.flow(graph.heap, -1, (None, location.node, why), location)

    # Results.

    def _finish(self, functions: Sequence[int]) -> None:
        graph, c = self.graph, self.c
        reporter = self.reporter
        for fn in functions:
            graph.progress[fn] = TAGGED
            reporter.begin_function(fn)
            tags = tuple(self._tag(fn, index, obj) for index, obj in enumerate(graph.params_of(fn)))
            flags = graph.flags_of(fn) & (K.FN_UINTPTR_ESCAPES | K.FN_UINTPTR_KEEPALIVE)
            summary = Tags(tags, flags)
            key = c.key(fn)
            self.computed[key] = summary
            graph.tags[key] = summary
        for location in graph.locations:
            kind = location.kind
            if kind < 0:
                continue
            if location.attrs & ESCAPES:
                reporter.escapes(location)
            elif kind != K.NAME:
                reporter.stays(location)
            if kind == K.STR2BYTES and self.rules.tracks_mutation and not location.attrs & MUTATES:
                reporter.zero_copy(location)

    def _tag(self, fn: int, index: int, obj: int) -> bytes:
        """Tag of one parameter, reporting it on the way."""
        graph, c, reporter = self.graph, self.c, self.reporter
        flags = c.fn_flags[fn]
        type_id = c.o_type[obj] if obj >= 0 else -1
        o_flags = c.o_flags[obj] if obj >= 0 else K.O_UNNAMED
        unnamed = bool(o_flags & (K.O_UNNAMED | K.O_BLANK))
        uintptr = type_id >= 0 and c.t_kind[type_id] == K.T_UINTPTR
        if c.fn_node[fn] < 0:
            if uintptr:
                reporter.uintptr(fn, index, obj, "assuming {} is unsafe uintptr")
                return LEAKS
            if not graph.pointers[type_id]:
                reporter.scalar(fn, index, obj)
                return LEAKS
            kept = NOESCAPE if self.rules.tracks_mutation else STAYS
            tag = kept if flags & K.FN_NOESCAPE else LEAKS
            reporter.external(fn, index, obj, tag, unnamed)
            return tag
        if flags & K.FN_UINTPTR_ESCAPES:
            if uintptr:
                reporter.uintptr(fn, index, obj, "marking {} as escaping uintptr")
                return LEAKS
            elem = c.t_elem[type_id] if type_id >= 0 and o_flags & K.O_DDD else -1
            if elem >= 0 and c.t_kind[elem] == K.T_UINTPTR:
                reporter.uintptr(fn, index, obj, "marking {} as escaping ...uintptr")
                return LEAKS
        if not graph.pointers[type_id]:
            reporter.scalar(fn, index, obj)
            return LEAKS
        if unnamed:
            reporter.unused(fn, index, obj)
            return STAYS
        location = graph.of_object[obj]
        if location is None or location.leaks is None:
            return LEAKS
        leaks = location.leaks
        optimize(leaks)
        reporter.leaks(fn, index, obj, leaks, bool(location.attrs & ESCAPES))
        return encode(leaks)
