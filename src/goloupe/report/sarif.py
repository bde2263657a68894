"""SARIF 2.1.0, for code scanning: each bug is a result with its schedule as a code flow, one thread flow for each goroutine.

``executionOrder`` numbers the steps over all goroutines, so that a viewer can show how they alternate.
"""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from goloupe import __version__
from goloupe.explore.lanes import Lanes
from goloupe.findings import CODES, Code, Severity
from goloupe.report.bugs import BugReport, Item
from goloupe.report.confirmed import as_json, sentence

SCHEMA_URI = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def render(report: BugReport) -> str:
    """Return the text of the log."""
    rules = [code for code in CODES.values() if code.bug]
    run = {
        "tool": {"driver": {"name": "goloupe", "version": __version__, "rules": [_rule(code) for code in rules]}},
        "columnKind": "utf16CodeUnits",
        "invocations": [{"executionSuccessful": True}],
        "results": [_result(report, item, rules.index(item.finding.code)) for item in report.items],
    }
    return json.dumps({"$schema": SCHEMA_URI, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule(code: Code) -> dict[str, Any]:
    return {
        "id": code.name,
        "name": code.bug,
        "shortDescription": {"text": code.title},
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
    }


def _result(report: BugReport, item: Item, rule: int) -> dict[str, Any]:
    finding, shown = item.finding, item.shown
    out: dict[str, Any] = {
        "ruleId": finding.code.name,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message}\n\nReplay: goloupe replay {shown.token}"},
        "locations": [_location(report, f.file, f.line, f.name) for f in shown.bug.sites[:1]],
        "relatedLocations": [
            {"id": i, **_location(report, f.file, f.line, f.name), "message": {"text": f.name}}
            for i, f in enumerate(shown.bug.sites[1:], 1)
        ],
        "partialFingerprints": {"goloupe/v1": shown.bug.fingerprint},
        "occurrenceCount": max(1, shown.found.count),
        "properties": {"token": shown.token, "target": report.name(item.explored.target)},
    }
    if shown.confirmation is not None:
        out["message"]["text"] += f"\n\n{sentence(shown.confirmation)}"
        out["properties"]["confirmation"] = as_json(shown.confirmation)
    if shown.lanes is not None:
        flows = _flows(report, shown.lanes)
        if flows:
            out["codeFlows"] = [{"message": {"text": "the schedule that shows it"}, "threadFlows": flows}]
    if finding.suppressed == "ignore":
        out["suppressions"] = [{"kind": "inSource", "justification": finding.justification}]
    elif finding.suppressed:
        out["suppressions"] = [{"kind": "external", "justification": "in the baseline"}]
    return out


def _flows(report: BugReport, lanes: Lanes) -> list[dict[str, Any]]:
    out = []
    for i, lane in enumerate(lanes.lanes):
        steps = [
            {
                "executionOrder": order,
                "location": {**_location(report, row.file, row.line, ""), "message": {"text": row.text}},
                "importance": "essential" if row.kind in ("access", "block", "interrupted", "result") else "important",
            }
            for order, row in enumerate(lanes.rows, 1)
            if row.lane == i and row.file
        ]
        if steps:
            name = "main goroutine" if lane.index == 0 else f"goroutine {lane.id} ({lane.function})"
            out.append({"id": str(lane.id), "message": {"text": name}, "locations": steps})
    return out


def _location(report: BugReport, file: str, line: int, function: str) -> dict[str, Any]:
    shown = PurePath(report.file(file))
    uri = shown.as_uri() if shown.is_absolute() else quote(shown.as_posix())
    out: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": {"startLine": max(1, line)}}}
    if function:
        out["logicalLocations"] = [{"fullyQualifiedName": function, "kind": "function"}]
    return out
