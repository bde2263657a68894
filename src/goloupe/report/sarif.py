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
from goloupe.explore.run import Bug
from goloupe.findings import CODES, Code, Finding, Severity
from goloupe.report.bugs import BugReport, Item
from goloupe.report.confirmed import as_json, sentence
from goloupe.runtime.stack import Frame

SCHEMA_URI = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def render(report: BugReport) -> str:
    """Return the text of the log."""
    return log([_result(report, item) for item in report.items])


def log(results: list[dict[str, Any]]) -> str:
    """The text of a log with these results."""
    run = {
        "tool": {"driver": {"name": "goloupe", "version": __version__, "rules": [_rule(code) for code in _rules()]}},
        "columnKind": "utf16CodeUnits",
        "invocations": [{"executionSuccessful": True}],
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA_URI, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rules() -> list[Code]:
    return [code for code in CODES.values() if code.bug]


def _rule(code: Code) -> dict[str, Any]:
    return {
        "id": code.name,
        "name": code.bug,
        "shortDescription": {"text": code.title},
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
    }


def _result(report: BugReport, item: Item) -> dict[str, Any]:
    finding, shown = item.finding, item.shown
    out = result(finding, shown.bug)
    out["message"]["text"] += f"\n\nReplay: goloupe replay {shown.token}"
    out["occurrenceCount"] = max(1, shown.found.count)
    out["properties"] = {"token": shown.token, "target": report.name(item.explored.target)}
    if shown.confirmation is not None:
        out["message"]["text"] += f"\n\n{sentence(shown.confirmation)}"
        out["properties"]["confirmation"] = as_json(shown.confirmation)
    if shown.lanes is not None:
        flows = _flows(shown.lanes)
        if flows:
            out["codeFlows"] = [{"message": {"text": "the schedule that shows it"}, "threadFlows": flows}, *out.get("codeFlows", ())]
    return out


def result(finding: Finding, bug: Bug) -> dict[str, Any]:
    """A bug; of a data race with the stacks of both accesses as a code flow."""
    out: dict[str, Any] = {
        "ruleId": finding.code.name,
        "ruleIndex": _rules().index(finding.code),
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [_location(f.file, f.line, f.name) for f in bug.sites[:1]],
        "relatedLocations": [
            {"id": i, **_location(f.file, f.line, f.name), "message": {"text": f.name}} for i, f in enumerate(bug.sites[1:], 1)
        ],
        "partialFingerprints": {"goloupe/v1": bug.fingerprint},
    }
    if bug.code == "race":
        sides = [flow for flow in map(_side, bug.data["accesses"]) if flow["locations"]]
        if sides:
            out["codeFlows"] = [{"message": {"text": "the stacks of the two accesses"}, "threadFlows": sides}]
    if finding.suppressed == "ignore":
        out["suppressions"] = [{"kind": "inSource", "justification": finding.justification}]
    elif finding.suppressed:
        out["suppressions"] = [{"kind": "external", "justification": "in the baseline"}]
    return out


def _side(access: dict[str, Any]) -> dict[str, Any]:
    """One access of a race: from the go statement that made its goroutine to the access."""
    what = ("atomic " if access["atomic"] else "") + ("write" if access["write"] else "read")
    n = access["goroutine"]
    who = "main goroutine" if n == 1 else f"goroutine {n}"
    frames = [(Frame(*f), "creates the goroutine" if not i else "calls") for i, f in enumerate(access["created"])][::-1]
    frames += [(Frame(*f), what if not i else "calls") for i, f in enumerate(access["stack"])][::-1]
    steps = [
        {
            "location": {**_location(f.file, f.line, f.name), "message": {"text": f"{f.name}: {said}"}},
            "nestingLevel": i,
            "importance": "essential" if said == what else "important",
        }
        for i, (f, said) in enumerate(frames)
        if f.file
    ]
    return {"id": f"{what} by {who}", "message": {"text": f"{what} by {who}"}, "locations": steps}


def _flows(lanes: Lanes) -> list[dict[str, Any]]:
    out = []
    for i, lane in enumerate(lanes.lanes):
        steps = [
            {
                "executionOrder": order,
                "location": {**_location(row.file, row.line, ""), "message": {"text": row.text}},
                "importance": "essential" if row.kind in ("access", "block", "interrupted", "result") else "important",
            }
            for order, row in enumerate(lanes.rows, 1)
            if row.lane == i and row.file
        ]
        if steps:
            name = "main goroutine" if lane.index == 0 else f"goroutine {lane.id} ({lane.function})"
            out.append({"id": str(lane.id), "message": {"text": name}, "locations": steps})
    return out


def _location(file: str, line: int, function: str) -> dict[str, Any]:
    shown = PurePath(BugReport.file(file))
    uri = shown.as_uri() if shown.is_absolute() else quote(shown.as_posix())
    out: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": {"startLine": max(1, line)}}}
    if function:
        out["logicalLocations"] = [{"fullyQualifiedName": function, "kind": "function"}]
    return out
