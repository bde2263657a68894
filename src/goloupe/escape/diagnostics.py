"""The lines that the compiler would print, in its order, and the structured verdicts beside them.

A batch reports in two rounds: the parameters of each of its functions, in the order of the batch; then every location, in the
order in which they were made (variables of all functions first).  "ignoring self-assignment" comes before both, as such a store is
met while the graph is built, and so do the details of ``-m=2``.  Nothing is printed for the parameters of wrappers and of generic
instances, nor for the closures that the compiler itself wraps around go and defer statements.
"""

from __future__ import annotations

from goloupe.escape.graph import GraphBuilder, Location
from goloupe.escape.leaks import CALLEE, HEAP, LEAKS, MUTATOR, decode
from goloupe.escape.positions import function_pos, node_pos, object_pos
from goloupe.escape.reasons import classify
from goloupe.escape.results import (
    NO_POS,
    PHASE_DEVIRTUALIZE,
    PHASE_ESCAPE,
    PHASE_READ,
    FunctionResult,
    GcLine,
    LineCode,
    PackageResult,
    ParamLeak,
    Pos,
    Site,
    SiteKind,
    Verdict,
)
from goloupe.escape.rewrite import Rewrites
from goloupe.escape.sizes import footprint, size_class
from goloupe.escape.versions import Rules
from goloupe.syntax import kinds as K
from goloupe.syntax.columns import Columns
from goloupe.syntax.format import Formatter

_SITE_KINDS: dict[int, SiteKind] = {
    K.NAME: SiteKind.MOVED_VARIABLE,
    K.NEW: SiteKind.NEW,
    K.PTRLIT: SiteKind.PTRLIT,
    K.SLICELIT: SiteKind.SLICELIT,
    K.MAPLIT: SiteKind.MAPLIT,
    K.MAKESLICE: SiteKind.MAKESLICE,
    K.MAKEMAP: SiteKind.MAKEMAP,
    K.CLOSURE: SiteKind.CLOSURE,
    K.METHVALUE: SiteKind.METHOD_VALUE,
    K.CONVIFACE: SiteKind.BOXING,
    K.ADDSTR: SiteKind.STRING_CONCAT,
    K.BYTES2STR: SiteKind.STRING_CONVERSION,
    K.RUNES2STR: SiteKind.STRING_CONVERSION,
    K.RUNESTR: SiteKind.STRING_CONVERSION,
    K.STR2BYTES: SiteKind.BYTES_CONVERSION,
    K.STR2RUNES: SiteKind.BYTES_CONVERSION,
    K.APPEND: SiteKind.APPEND,
}


class Reporter:
    """Collects the result of one package."""

    def __init__(self, columns: Columns, rules: Rules, formatter: Formatter, version: str) -> None:
        self.c = columns
        self.rules = rules
        self.formatter = formatter
        self.result = PackageResult(columns.path, version=version)
        self.functions: dict[int, FunctionResult] = {}
        self.graph: GraphBuilder
        self._rewrites: Rewrites
        self._by_value: dict[int, bool]
        self._order = PHASE_ESCAPE
        self.site_of: dict[int, Site] | None = None
        """Sites by the id of their location; filled when it is a dictionary."""

    def attach(self, graph: GraphBuilder, rewrites: Rewrites, by_value: dict[int, bool]) -> None:
        """Report on ``graph``."""
        self.graph = graph
        self._rewrites = rewrites
        self._by_value = by_value

    # Lines.

    def line(self, pos: Pos, text: str, code: LineCode) -> None:
        """Add the next line."""
        self._order += 1
        self.result.lines.append(GcLine(pos, text, self._order, code))

    def detail(self, pos: Pos, text: str) -> None:
        """Add the next line of ``-m=2``."""
        self.line(pos, text, LineCode.DETAIL)

    def noted(self, pos: Pos, text: str) -> None:
        """Add a line that the compiler prints while it reads the package."""
        self.result.lines.append(GcLine(pos, text, PHASE_READ + len(self.result.lines), LineCode.IMPRECISE_CALL))

    def devirtualized(self, pos: Pos, text: str) -> None:
        """Add a line of the pass before."""
        order = PHASE_DEVIRTUALIZE + len(self.result.lines)
        self.result.lines.append(GcLine(pos, text, order, LineCode.DEVIRTUALIZED))

    def self_assignment(self, node: int) -> None:
        """A store was ignored."""
        c = self.c
        function = c.strings[c.fn_name[self.graph.curfn]]
        text = f"{function} ignoring self-assignment in {self.formatter.text(node)}"
        self.line(node_pos(c, node), text, LineCode.SELF_ASSIGNMENT)

    # Functions and parameters.

    def begin_function(self, fn: int) -> FunctionResult:
        """The entry of function ``fn``."""
        found = self.functions.get(fn)
        if found is None:
            c = self.c
            parent = c.fn_parent[fn]
            body = c.fn_node[fn]
            found = FunctionResult(
                c.key(fn),
                c.strings[c.fn_name[fn]],
                function_pos(c, fn),
                parent=c.key(parent) if parent >= 0 else "",
                wrapper=bool(c.fn_flags[fn] & K.FN_WRAPPER),
                has_body=body >= 0,
            )
            self.functions[fn] = found
            self.result.functions.append(found)
        return found

    def _speaks(self, fn: int) -> bool:
        return not self.c.fn_flags[fn] & (K.FN_WRAPPER | K.FN_DUPOK)

    def _param(self, fn: int, index: int, obj: int) -> ParamLeak:
        c = self.c
        name = c.strings[c.o_name[obj]] if obj >= 0 and c.o_name[obj] >= 0 else ""
        leak = ParamLeak(name or f"arg#{index + 1}", object_pos(c, obj) if obj >= 0 else NO_POS)
        self.functions[fn].params.append(leak)
        return leak

    def uintptr(self, fn: int, index: int, obj: int, template: str) -> None:
        """A parameter that may be a pointer in disguise."""
        param = self._param(fn, index, obj)
        param.pointers = False
        if self._speaks(fn):
            self.line(param.pos, template.format(param.name), LineCode.UINTPTR)

    def scalar(self, fn: int, index: int, obj: int) -> None:
        """A parameter that holds no pointers."""
        self._param(fn, index, obj).pointers = False

    def unused(self, fn: int, index: int, obj: int) -> None:
        """A parameter without a name."""
        self._param(fn, index, obj)

    def external(self, fn: int, index: int, obj: int, tag: bytes, unnamed: bool) -> None:
        """A parameter of a function whose body is elsewhere."""
        param = self._param(fn, index, obj)
        leaks = tag == LEAKS
        if leaks:
            param.heap = 0
        if unnamed or not self._speaks(fn):
            return
        if leaks:
            self.line(param.pos, f"leaking param: {param.name}", LineCode.PARAM_LEAKS)
        else:
            self.line(param.pos, f"{param.name} does not escape", LineCode.PARAM_STAYS)

    def leaks(self, fn: int, index: int, obj: int, leaks: bytearray, moved: bool) -> None:
        """A parameter of an analysed function."""
        param = self._param(fn, index, obj)
        param.moved = moved
        results = self.graph.results_of(fn)
        c = self.c
        _, _, _, param.results = decode(bytes(leaks), min(len(results), self.rules.result_tags))
        param.heap = leaks[HEAP] - 1
        param.mutator = leaks[MUTATOR] - 1
        param.callee = leaks[CALLEE] - 1
        if any(level >= 0 for level in param.results):
            param.result_names = tuple(c.strings[c.o_name[r]] for r in results)
        if moved or not self._speaks(fn):
            return
        warned = False
        if param.heap == 0:
            self.line(param.pos, f"leaking param: {param.name}", LineCode.PARAM_LEAKS)
            warned = True
        elif param.heap > 0:
            self.line(param.pos, f"leaking param content: {param.name}", LineCode.PARAM_CONTENT_LEAKS)
            warned = True
        for i, level in enumerate(param.results):
            if level >= 0:
                text = f"leaking param: {param.name} to result {param.result_names[i]} level={level}"
                self.line(param.pos, text, LineCode.PARAM_TO_RESULT)
                warned = True
        if not warned:
            self.line(param.pos, f"{param.name} does not escape", LineCode.PARAM_STAYS)

    # Locations.

    def escapes(self, location: Location) -> None:
        """``location`` is on the heap."""
        site = self._site(location, Verdict.HEAP)
        site.reason, site.detail = classify(self.graph, self.formatter, location, location.cause)
        if location.kind == K.NAME:
            self.line(site.pos, "moved to heap: " + site.expr, LineCode.MOVED)
        elif site.printed:
            shown = "append" if location.kind == K.APPEND else site.expr
            self.line(site.pos, shown + " escapes to heap", LineCode.ESCAPES)

    def stays(self, location: Location) -> None:
        """The value of an expression is on the stack."""
        site = self._site(location, Verdict.STACK)
        if site.printed:
            shown = "append" if location.kind == K.APPEND else site.expr
            self.line(site.pos, shown + " does not escape", LineCode.STAYS)

    def zero_copy(self, location: Location) -> None:
        """A ``[]byte(s)`` shares the memory of ``s``."""
        sites = self.functions[location.curfn].sites
        sites[-1].zero_copy = True
        self.line(sites[-1].pos, "zero-copy string->[]byte conversion", LineCode.ZERO_COPY)

    def _site(self, location: Location, verdict: Verdict) -> Site:
        c = self.c
        kind = location.kind
        if kind == K.NAME:
            pos = object_pos(c, location.obj)
            expr = c.strings[c.o_name[location.obj]]
        else:
            pos = node_pos(c, location.node)
            expr = self.formatter.text(location.node)
        site = Site(pos, expr, _SITE_KINDS[kind], verdict)
        if kind == K.CLOSURE:
            if c.fn_flags[c.n_aux[location.node]] & K.FN_WRAPPER:
                site.kind = SiteKind.GO_WRAPPER
                site.printed = False
        elif kind == K.SLICELIT and c.n_flags[location.node] & K.F_IMPLICIT:
            site.kind = SiteKind.VARIADIC_SLICE
        site.in_loop = location.loop_depth > 1
        size, words = footprint(c, location, self._rewrites.sizes, self._by_value)
        site.bytes = size
        site.pointer_words = words
        if size > 0:
            site.size_class = size_class(size, words > 0, self.rules)
        self.begin_function(location.curfn).sites.append(site)
        if self.site_of is not None:
            self.site_of[id(location)] = site
        return site

    def finish(self, missing: list[str]) -> PackageResult:
        """The result, with functions in source order."""
        result = self.result
        result.missing = sorted(missing)
        result.functions.sort(key=lambda f: (f.pos.file, f.pos.line, f.pos.col))
        return result
