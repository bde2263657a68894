"""Escape analysis of a package: the entry points that everything else calls."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

from goloupe.escape.batch import BatchAnalysis
from goloupe.escape.cgo import source_names
from goloupe.escape.devirtualize import Devirtualizer
from goloupe.escape.diagnostics import Reporter
from goloupe.escape.graph import Location
from goloupe.escape.leaks import Tags
from goloupe.escape.results import PackageResult, Pos
from goloupe.escape.scc import References, components
from goloupe.escape.stmt import StmtBuilder
from goloupe.escape.versions import rules as rules_of
from goloupe.escape.why import Details
from goloupe.syntax.columns import Columns
from goloupe.syntax.format import Formatter

Check = Callable[[StmtBuilder, Sequence[int]], None]

DEPTH = 1_000_000
"""Recursion limit while trees are walked.  Calls from Python to Python take no C stack since 3.11, and nothing here recurses
through C, so that depth costs only memory: a few hundred bytes per level."""


@contextmanager
def deep_recursion() -> Iterator[None]:
    """Allow deep trees, and keep the cyclic collector out of the way: graphs are taken apart by hand."""
    limit = sys.getrecursionlimit()
    collecting = gc.isenabled()
    sys.setrecursionlimit(max(limit, DEPTH))
    gc.disable()
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)
        if collecting:
            gc.enable()


def analyze_package(
    columns: Columns,
    summaries: Mapping[str, Tags],
    version: str,
    *,
    explain: bool | Collection[tuple[str, int]] = False,
    check: Check | None = None,
) -> tuple[PackageResult, dict[str, Tags]]:
    """Analyse all functions of ``columns`` by the rules of Go ``version``.

    ``summaries`` has the tags of functions in other packages by key; a function that is missing there is assumed to leak
    everything and is listed in ``result.missing``.  ``explain=True`` adds the detail lines of ``-m=2``; a
    collection of ``(file, line)`` adds them only for values at these places.  ``check`` is called with every solved graph.

    Returns the result and the tags of this package's own functions.
    """
    rules = rules_of(version)
    formatter = Formatter(columns)
    reporter = Reporter(columns, rules, formatter, version)
    details: Details | None = None
    if explain is not False:
        details = Details(formatter, reporter.detail)
        if explain is not True:
            details.wants = _at(details, frozenset(explain))
    with deep_recursion():
        for file, line, col, text in columns.header.get("notes", ()):
            reporter.noted(Pos(columns.shown_files[file] if file >= 0 else "", line, col), text)
        devirtualizer = Devirtualizer(columns, rules, formatter)
        for pos, text in devirtualizer.run():
            reporter.devirtualized(pos, text)
        analysis = BatchAnalysis(columns, rules, dict(summaries), reporter, formatter, details, check)
        analysis.graph.devirtualized = devirtualizer.calls
        references = References(columns, devirtualizer.callees)
        for functions, _ in components(columns, columns.funcs_order, references.of):
            analysis.run(functions)
    return source_names(reporter.finish(list(analysis.graph.missing)), columns.files, rules), analysis.computed


def _at(details: Details, places: frozenset[tuple[str, int]]) -> Callable[[Location], bool]:
    def wants(location: Location) -> bool:
        pos = details.position(location)
        return (pos.file, pos.line) in places

    return wants
