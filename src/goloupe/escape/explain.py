"""Explaining places in the source, or all of a package: the path from a value to what outlives it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping

from goloupe.escape.batch import BatchAnalysis
from goloupe.escape.cgo import explained_by_source_names, made_names
from goloupe.escape.devirtualize import Devirtualizer
from goloupe.escape.diagnostics import Reporter
from goloupe.escape.leaks import Tags
from goloupe.escape.package import deep_recursion
from goloupe.escape.positions import object_pos
from goloupe.escape.results import Explanation, FunctionResult, Pos, Reason, Site, Verdict
from goloupe.escape.scc import References, components
from goloupe.escape.versions import rules as rules_of
from goloupe.escape.why import Details, Path
from goloupe.syntax import kinds as K
from goloupe.syntax.columns import Columns
from goloupe.syntax.format import Formatter

SUGGESTIONS: dict[Reason, str] = {
    Reason.TOO_LARGE: "Make it smaller, or keep one and reuse it.",
    Reason.NON_CONSTANT_SIZE: "Use a constant size, or an array that is large enough and slice it.",
    Reason.ZERO_SIZED_ELEMENT: "Nothing is allocated for elements without size; there is nothing to gain.",
    Reason.RESULT: "Return it by value, or let the caller pass in what to fill.",
    Reason.OUTLIVES_LOOP: "Declare the variable that keeps it inside the loop.",
    Reason.OUTLIVES_CLOSURE: "Return the value from the closure instead of storing it outside.",
    Reason.CAPTURED_BY_REF: "Pass it to the function literal as an argument, or assign it only once before the literal.",
    Reason.INTERFACE_CALL: "Call the method on a concrete type: then the compiler knows whether it keeps its arguments.",
    Reason.UNKNOWN_CALL: "Call a named function, or a function variable that is assigned once.",
    Reason.INDIRECT_STORE: "Store it in a variable instead of through a pointer; a composite literal that names the field also works.",
    Reason.SLICE_ELEMENT: "Give it in the slice literal, or use an array.",
    Reason.CHANNEL_SEND: "Send the value instead of a pointer to it.",
    Reason.MAP_VALUE: "Store the value instead of a pointer to it.",
    Reason.MAP_KEY: "Use a key without pointers.",
    Reason.GO_STATEMENT: "What a goroutine uses outlives the function; only starting fewer of them helps.",
    Reason.DEFER_STATEMENT: "Move the loop's body to a function of its own, so that the defer is not in a loop.",
    Reason.METHOD_VALUE: "Call the method, or wrap the call in a function literal that does not escape.",
    Reason.CALLEE_LEAKS: "See why the called function keeps it; a copy passed by value does not escape.",
}


def explain_site(
    columns: Columns,
    summaries: Mapping[str, Tags],
    version: str,
    file: str,
    line: int,
    col: int | None = None,
) -> list[Explanation]:
    """Explain every value and parameter at ``file:line`` (and ``col``, if given).

    ``file`` is a path as in ``columns.files`` or as the compiler prints it.  If ``summaries`` also has this package's own tags
    (``analyze_package`` returned them), only the functions concerned are analysed again; otherwise everything that comes
    before them is too.
    """
    c = columns
    files = {i for i, names in enumerate(zip(c.files, c.shown_files, strict=True)) if file in names}
    targets = _functions_at(c, files, line)
    if not targets:
        return []
    shown = {c.shown_files[i] for i in files}

    def accept(pos: Pos) -> bool:
        return pos.line == line and pos.file in shown and (col is None or pos.col == col)

    return list(_explain(c, summaries, version, accept, targets))


def explain_package(columns: Columns, summaries: Mapping[str, Tags], version: str) -> Iterator[Explanation]:
    """Explain every value of a package and every flow of a parameter to something that outlives it."""
    yield from _explain(columns, summaries, version, lambda _: True, None)


def _explain(
    c: Columns, summaries: Mapping[str, Tags], version: str, accept: Callable[[Pos], bool], targets: set[int] | None
) -> Iterator[Explanation]:
    """Explain what is at accepted places in the functions ``targets`` (None: in all)."""
    rules = rules_of(version)
    made = made_names(c.files, rules)
    formatter = Formatter(c)
    reporter = Reporter(c, rules, formatter, version)
    reporter.site_of = {}
    paths: list[Path] = []
    details = Details(formatter, None, paths.append)
    details.wants = lambda location: accept(details.position(location))
    with deep_recursion():
        devirtualizer = Devirtualizer(c, rules, formatter)
        for _ in devirtualizer.run():
            pass
        analysis = BatchAnalysis(c, rules, dict(summaries), reporter, formatter, details)
        analysis.graph.devirtualized = devirtualizer.calls
        batches = components(c, c.funcs_order, References(c, devirtualizer.callees).of)
    pending = set(range(len(c.fn_node))) if targets is None else set(targets)
    for functions, _ in batches:
        if not pending:
            break
        mine = pending.intersection(functions)
        if not mine and all(c.key(fn) in summaries for fn in functions if not c.fn_flags[fn] & K.FN_CLOSURE):
            continue
        pending -= mine
        paths.clear()
        reporter.site_of.clear()
        first = len(reporter.result.functions)
        with deep_recursion():
            analysis.run(functions)
        if mine:
            found = _collect(c, reporter, paths, reporter.result.functions[first:], accept)
            yield from map(explained_by_source_names, found) if made else found


def _functions_at(c: Columns, files: set[int], line: int) -> set[int]:
    """Functions with something at a line; for a closure, the function that it stands in comes with its batch."""
    bodies = sorted((node, fn) for fn, node in enumerate(c.fn_node) if node >= 0)
    starts = [node for node, _ in bodies]
    out: set[int] = set()
    low, high = line << 12, (line + 1) << 12
    n_file = c.n_file
    for node, packed in enumerate(c.n_pos):
        if low <= packed < high and n_file[node] in files:
            at = bisect_right(starts, node) - 1
            if at >= 0:
                out.add(bodies[at][1])
    for obj, packed in enumerate(c.o_pos):
        if low <= packed < high and c.o_file[obj] in files and c.o_class[obj] <= K.CLASS_PARAMOUT and c.o_fn[obj] >= 0:
            out.add(c.o_fn[obj])
    return out


def _collect(
    c: Columns, reporter: Reporter, paths: list[Path], functions: list[FunctionResult], accept: Callable[[Pos], bool]
) -> Iterator[Explanation]:
    """Turn the paths of one batch into explanations; values that stay on the stack get one without a path."""
    assert reporter.site_of is not None
    explained: set[int] = set()
    leaks: dict[tuple[int, str], Path] = {}
    for path in paths:
        if path.is_leak:
            leaks[id(path.source), path.end] = path  # the last one found is the shortest
            continue
        site = reporter.site_of.get(id(path.source))
        if site is None or id(site) in explained or not site.printed:
            continue
        explained.add(id(site))
        yield _of_site(site, c.key(path.source.curfn), path)
    for path in leaks.values():
        yield _of_param(c, path)
    for function in functions:
        for site in function.sites:
            if id(site) not in explained and site.printed and accept(site.pos):
                yield Explanation(site.pos, site.expr, function.key, "site", site.verdict, site.reason, site.detail, site=site)


def _of_site(site: Site, function: str, path: Path) -> Explanation:
    return Explanation(
        site.pos,
        site.expr,
        function,
        "site",
        site.verdict,
        path.reason,
        path.detail,
        path.steps,
        site,
        path.end,
        suggestion=SUGGESTIONS.get(path.reason, ""),
    )


def _of_param(c: Columns, path: Path) -> Explanation:
    obj = path.source.obj
    return Explanation(
        object_pos(c, obj),
        c.strings[c.o_name[obj]],
        c.key(path.source.curfn),
        "param",
        Verdict.HEAP if path.end == "{heap}" else Verdict.STACK,
        path.reason,
        path.detail,
        path.steps,
        None,
        path.end,
        path.derefs,
        SUGGESTIONS.get(path.reason, ""),
    )
