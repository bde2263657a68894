"""Invariants of a solved graph.

:func:`check` is passed to ``analyze_package``.  It raises ``AssertionError`` with what is needed to find the place: package, function,
location.
"""

from __future__ import annotations

from collections.abc import Sequence

from goloupe.escape.graph import ALL_ATTRS, ESCAPES, PERSISTS, GraphBuilder, Location
from goloupe.syntax import kinds as K


def check(graph: GraphBuilder, functions: Sequence[int]) -> None:
    """Check the graph of one batch."""
    members = set(functions)
    known = {id(location) for location in graph.locations}
    special = {id(graph.heap), id(graph.mutator), id(graph.callee)}
    for location in graph.locations:
        _check_location(graph, location, members)
        for src, derefs, _ in location.edges:
            if derefs < -1:
                _fail(graph, location, f"an edge takes more than one address ({derefs})")
            if id(src) not in known:
                _fail(graph, location, "an edge starts outside of the batch")
    for location in (graph.heap, graph.mutator, graph.callee):
        for src, derefs, _ in location.edges:
            if id(src) not in known or id(src) in special or derefs < -1:
                _fail(graph, src, "bad edge into a special location")
    if graph.blank.edges:
        raise AssertionError(f"{graph.c.path}: something flows to the blank location")
    _check_addresses(graph)


def _check_location(graph: GraphBuilder, location: Location, members: set[int]) -> None:
    if location.curfn not in members:
        _fail(graph, location, f"belongs to function {location.curfn}, which is not in the batch")
    if location.attrs & ESCAPES and location.attrs != ALL_ATTRS:
        _fail(graph, location, "escapes without its other attributes")
    if location.attrs & ESCAPES and location.cause is None:
        _fail(graph, location, "escapes without a cause")
    if location.kind == K.NAME:
        if graph.of_object[location.obj] is not location:
            _fail(graph, location, "is not the location of its variable")
        if not location.attrs & PERSISTS:
            _fail(graph, location, "is a variable that does not persist")
    if (location.leaks is not None) != location.param:
        _fail(graph, location, "has leaks without being a parameter, or the reverse")


def _check_addresses(graph: GraphBuilder) -> None:
    """The two invariants of the analysis, for direct edges: nothing on the stack is pointed to by what outlives it."""
    for dst in (graph.heap, *graph.locations):
        for src, derefs, _ in dst.edges:
            if derefs == -1 and dst.attrs & ESCAPES and not src.attrs & ESCAPES:
                _fail(graph, src, "is on the stack while something on the heap holds its address")


def _fail(graph: GraphBuilder, location: Location, what: str) -> None:
    c = graph.c
    function = c.strings[c.fn_name[location.curfn]] if location.curfn >= 0 else "?"
    name = c.strings[c.o_name[location.obj]] if location.obj >= 0 else f"node {location.node}"
    raise AssertionError(f"{c.path}: {function}: {name}: {what}")
