"""The report for programs. The schema is documented in docs/reference/json.md; whatever changes its meaning raises SCHEMA."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from goloupe.escape.results import FunctionResult, PackageResult, ParamLeak, Pos, Site, Verdict
from goloupe.findings import Finding, code_for
from goloupe.findings.finding import describe_site
from goloupe.report.cost import taken
from goloupe.report.model import Report

SCHEMA = 1


def render(report: Report, *, heap_only: bool = False, wanted: Callable[[FunctionResult], bool] = lambda _f: True) -> Iterator[str]:
    """Return the JSON text, package by package."""
    head = {
        "schema": SCHEMA,
        "kind": "escape",
        "goVersion": report.escape.go_version,
        "inlining": False,
        "directory": str(report.escape.directory),
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "packages": ['
    for i, package in enumerate(report.escape.packages):
        yield (",\n" if i else "\n") + json.dumps(_package(report, package, heap_only, wanted), ensure_ascii=False)
    errors = [{"package": e.path, "position": e.pos, "message": e.message} for e in report.escape.errors]
    about = [_finding(report, f) for f in report.all_findings if f.severity != "note"]
    yield f'\n], "directives": {json.dumps(about, ensure_ascii=False)}, "errors": {json.dumps(errors, ensure_ascii=False)}}}\n'


def _package(report: Report, package: PackageResult, heap_only: bool, wanted: Callable[[FunctionResult], bool]) -> dict[str, Any]:
    marks = {id(f.site): f for f in report.findings.get(package.path, ()) if f.site is not None and f.severity == "note"}
    functions = []
    for function in package.functions:
        if not wanted(function):
            continue
        sites = [_site(report, s, marks.get(id(s))) for s in function.sites if s.verdict is Verdict.HEAP or not heap_only]
        if heap_only and not sites:
            continue
        functions.append(
            {
                "key": function.key,
                "name": function.name,
                **_place(report, function.pos),
                "parent": function.parent,
                "wrapper": function.wrapper,
                "parameters": [_parameter(report, p) for p in function.params],
                "values": sites,
            }
        )
    return {"path": package.path, "functions": functions, "assumedUnknown": package.missing}


def _site(report: Report, site: Site, mark: Finding | None) -> dict[str, Any]:
    out: dict[str, Any] = {
        **_place(report, site.pos),
        "expr": site.expr,
        "kind": site.kind.value,
        "verdict": site.verdict.value,
        "printed": site.printed,
        "inLoop": site.in_loop,
        "bytes": site.bytes if site.bytes >= 0 else None,
        "pointerWords": site.pointer_words if site.pointer_words >= 0 else None,
    }
    if site.zero_copy:
        out["zeroCopy"] = True
    if site.verdict is Verdict.HEAP:
        out |= {
            "code": code_for(site.reason).name,
            "reason": site.reason.value,
            "detail": site.detail,
            "message": describe_site(site),
            "allocated": taken(site) if site.bytes >= 0 else None,
        }
        if mark is not None and mark.suppressed:
            out |= {"suppressed": mark.suppressed, "justification": mark.justification}
    return out


def _parameter(report: Report, leak: ParamLeak) -> dict[str, Any]:
    return {
        "name": leak.name,
        **_place(report, leak.pos),
        "pointers": leak.pointers,
        "moved": leak.moved,
        "heap": leak.heap if leak.heap >= 0 else None,
        "results": {
            (leak.result_names[i] if i < len(leak.result_names) else f"~r{i}"): level for i, level in enumerate(leak.results) if level >= 0
        },
        "text": leak.readable(),
    }


def _finding(report: Report, finding: Finding) -> dict[str, Any]:
    out: dict[str, Any] = {
        "code": finding.code.name,
        "severity": finding.severity.value,
        **_place(report, finding.pos),
        "package": finding.package,
        "function": finding.function,
        "expr": finding.expr,
        "message": finding.message,
    }
    if finding.suppressed:
        out |= {"suppressed": finding.suppressed, "justification": finding.justification}
    return out


def _place(report: Report, pos: Pos) -> dict[str, Any]:
    return {"file": report.file(pos.file), "line": pos.line, "column": pos.col}
