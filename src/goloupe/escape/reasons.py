"""The rule behind a heap verdict, read off the last edge of the path that was found."""

from __future__ import annotations

from goloupe.escape.graph import ESCAPES, GraphBuilder, Location, Note
from goloupe.escape.oracle import UNKNOWN
from goloupe.escape.results import Reason
from goloupe.escape.wantsheap import REASONS
from goloupe.syntax import kinds as K
from goloupe.syntax.format import Formatter


def describe(graph: GraphBuilder, formatter: Formatter, location: Location) -> str:
    """A location in words, as the compiler names it in its details."""
    if location is graph.heap:
        return "{heap}"
    if location.kind == K.NAME:
        return graph.c.strings[graph.c.o_name[location.obj]]
    if location.kind < 0:
        return "{temp}"
    return "{storage for " + formatter.text(location.node) + "}"


def outermost(notes: Note) -> tuple[int, str] | None:
    """Node and reason of the step next to the destination."""
    if notes is None:
        return None
    while notes[0] is not None:
        notes = notes[0]
    return notes[1], notes[2]


def classify(
    graph: GraphBuilder, formatter: Formatter, location: Location, cause: tuple[Location, Location, Note] | None
) -> tuple[Reason, str]:
    """Reason why ``location`` escapes or leaks by ``cause``, and what the reason refers to."""
    if cause is None:
        return Reason.OTHER, ""
    root, src, notes = cause
    last = outermost(notes)
    if root is graph.heap:
        return _to_heap(graph, formatter, src, last)
    if root.param_out:
        return Reason.RESULT, describe(graph, formatter, root)
    if root.attrs & ESCAPES:
        if root.kind == K.CLOSURE and last is not None:
            if notes is not None and _has(notes, "reference"):
                return Reason.CAPTURED_BY_REF, describe(graph, formatter, root)
            return Reason.CAPTURED_BY_VALUE, describe(graph, formatter, root)
        return Reason.HELD_BY_HEAP, describe(graph, formatter, root)
    if root.curfn == location.curfn:
        return Reason.OUTLIVES_LOOP, describe(graph, formatter, root)
    return Reason.OUTLIVES_CLOSURE, describe(graph, formatter, root)


def _has(notes: Note, why: str) -> bool:
    while notes is not None:
        if notes[2] == why:
            return True
        notes = notes[0]
    return False


def _to_heap(graph: GraphBuilder, formatter: Formatter, src: Location, last: tuple[int, str] | None) -> tuple[Reason, str]:
    if last is None:
        # Arguments of a call have a note; the receiver of a method value is the one thing that gets to a callee without.
        return Reason.METHOD_VALUE, ""
    node, why = last
    simple = _SIMPLE.get(why)
    if simple is not None:
        return simple, ""
    if why in REASONS:
        return REASONS[why], ""
    if why == "call parameter":
        return call_reason(graph, node)
    if why == "spill":
        return spawn_reason(graph, src)
    if why in ("assign", "assign-pair", "assign-pair-dot-type", "assign-pair-mapr", "assign-pair-receive", "range", "range-deref"):
        return store_reason(graph, formatter, node)
    return Reason.OTHER, why


_SIMPLE = {
    "send": Reason.CHANNEL_SEND,
    "key of map put": Reason.MAP_KEY,
    "map literal key": Reason.MAP_KEY,
    "map literal value": Reason.MAP_VALUE,
    "appendee slice": Reason.APPENDED,
    "appended slice...": Reason.APPENDED,
    "copied slice": Reason.COPIED,
    "//go:uintptrescapes": Reason.UINTPTR_ESCAPES,
    "return": Reason.RESULT,
}


def call_reason(graph: GraphBuilder, node: int) -> tuple[Reason, str]:
    """Why a call lets its argument escape."""
    kind = graph.n_kind[node]
    if kind == K.CALLINTER:
        static = graph.devirtualized.get(node)
        if static is not None and static[0] != UNKNOWN:
            return Reason.CALLEE_LEAKS, graph.oracle.key(static[0])
        return Reason.INTERFACE_CALL, ""
    if kind == K.APPEND:
        return Reason.APPENDED, ""
    if kind == K.COPY:
        return Reason.COPIED, ""
    if kind == K.PANIC:
        return Reason.PANIC, ""
    if kind == K.CALLFUNC:
        functions = graph.callees(node + 1)
        if not functions:
            return Reason.UNKNOWN_CALL, ""
        text = graph.oracle.key(functions[0])
        prefix = graph.rules.escape_non_string
        if prefix and text.startswith(prefix):
            return Reason.HASH_POINTER, text
        return Reason.CALLEE_LEAKS, text
    return Reason.OTHER, ""


def spawn_reason(graph: GraphBuilder, src: Location) -> tuple[Reason, str]:
    """A closure that nothing but a go or defer statement holds."""
    if src.kind != K.CLOSURE:
        return Reason.OTHER, "spill"
    statement = graph.spawned.get(src.node)
    if statement == K.GO:
        return Reason.GO_STATEMENT, ""
    if statement == K.DEFER:
        return Reason.DEFER_STATEMENT, ""
    return Reason.OTHER, "spill"


def store_reason(graph: GraphBuilder, formatter: Formatter, node: int) -> tuple[Reason, str]:
    """Which kind of store brought a value to the heap, from the target of assignment ``node``."""
    n_kind = graph.n_kind
    targets = graph.c.children(node)
    if n_kind[node] not in (K.AS, K.ASOP):
        targets = targets[: graph.n_aux[node]] if n_kind[node] != K.RANGE else targets[1:2]
    for target in targets[:1] if n_kind[node] in (K.AS, K.ASOP) else targets:
        while n_kind[target] == K.DOT or (n_kind[target] == K.INDEX and graph.t_kind[max(graph.n_type[target + 1], 0)] == K.T_ARRAY):
            target += 1
        kind = n_kind[target]
        if kind == K.INDEXMAP:
            return Reason.MAP_VALUE, formatter.text(target + 1)
        if kind == K.INDEX:
            return Reason.SLICE_ELEMENT, formatter.text(target + 1)
        if kind == K.DOTPTR or kind == K.DEREF:
            return Reason.INDIRECT_STORE, formatter.text(target)
        if kind == K.NAME and graph.o_class[graph.n_aux[target]] == K.CLASS_EXTERN:
            return Reason.GLOBAL, formatter.text(target)
    return Reason.OTHER, "assign"
