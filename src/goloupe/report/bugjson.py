"""The report on bugs for programs. The schema is documented in docs/reference/json.md; whatever changes its meaning raises SCHEMA."""

from __future__ import annotations

import json
from typing import Any

from goloupe.explore.present import Shown
from goloupe.explore.run import Bug
from goloupe.findings import Finding
from goloupe.report.bugs import SCHEMA, BugReport, Item
from goloupe.report.confirmed import as_json
from goloupe.runtime.stack import Frame


def render(report: BugReport) -> str:
    """Return the JSON text."""
    out = {
        "schema": SCHEMA,
        "kind": "explore",
        "interrupted": report.exploration.interrupted,
        "targets": [
            {
                "package": e.target.package,
                "test": e.target.test or None,
                "schedules": e.result.schedules,
                "steps": e.result.steps,
                "behaviours": e.result.behaviours,
                "unseen": round(e.result.unseen, 6) if e.result.whole else None,
                "complete": e.result.complete,
                "interleavings": e.result.interleavings if e.result.complete else None,
                "calmInterleavings": e.result.calm_interleavings or None,
                "racyInterleavings": e.result.racy_interleavings or None,
                "unvaried": e.result.unvaried,
                "stopped": e.result.stopped,
                "seconds": round(e.result.seconds, 3),
                "byStrategy": dict(e.result.by_strategy),
                "ends": dict(e.result.ends),
                "refusal": e.result.refusal or None,
                "filesLeft": [report.file(path) for path in e.result.written],
                "unrepeatable": e.result.unrepeatable,
            }
            for e in report.exploration.targets
        ],
        "findings": [_item(report, item) for item in report.items],
    }
    return json.dumps(out, ensure_ascii=False, indent=1) + "\n"


def finding_json(finding: Finding, bug: Bug) -> dict[str, Any]:
    """What is known of a finding however its run came about."""
    return {
        "code": finding.code.name,
        "kind": bug.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "file": BugReport.file(finding.pos.file) if finding.pos.file else None,
        "line": finding.pos.line or None,
        "package": finding.package,
        "function": finding.function,
        "expr": finding.expr,
        "fingerprint": bug.fingerprint,
    }


def _item(report: BugReport, item: Item) -> dict[str, Any]:
    finding, shown = item.finding, item.shown
    out: dict[str, Any] = {
        **finding_json(finding, shown.bug),
        "target": {"package": item.explored.target.package, "test": item.explored.target.test or None},
        "also": item.also,
        "sites": [frame_json(f) for f in shown.bug.sites],
        "detail": shown.bug.detail,
        "strategy": shown.found.strategy,
        "firstSchedule": shown.found.number,
        "count": shown.found.count,
        "confirmation": as_json(shown.confirmation) if shown.confirmation is not None else None,
        **_schedule(report, shown),
    }
    if shown.bug.code == "race":
        out["accesses"] = accesses(shown.bug)
    if finding.suppressed:
        out |= {"suppressed": finding.suppressed, "justification": finding.justification}
    return out


def accesses(bug: Bug) -> list[dict[str, Any]]:
    """The two sides of a data race, the later one first."""
    return [
        {
            "write": side["write"],
            "atomic": side["atomic"],
            "goroutine": side["goroutine"],
            "stack": [frame_json(Frame(*f)) for f in side["stack"]],
            "createdAt": [frame_json(Frame(*f)) for f in side["created"]],
        }
        for side in bug.data["accesses"]
    ]


def frame_json(f: Frame) -> dict[str, Any]:
    """A place."""
    return {"function": f.name, "file": BugReport.file(f.file), "line": f.line}


def _schedule(report: BugReport, shown: Shown) -> dict[str, Any]:
    lanes = shown.lanes
    out: dict[str, Any] = {"token": shown.token, "departures": shown.departures, "rough": shown.rough or None, "lanes": None}
    if lanes is not None:
        out["lanes"] = {
            "goroutines": [
                {
                    "id": lane.id,
                    "function": lane.function,
                    "createdAt": {"file": report.file(lane.file), "line": lane.line} if lane.file else None,
                    "sameFate": lane.like,
                }
                for lane in lanes.lanes
            ],
            "rows": [
                {
                    "goroutine": lanes.lanes[row.lane].id,
                    "kind": row.kind,
                    "file": report.file(row.file) if row.file else None,
                    "line": row.line or None,
                    "text": row.text,
                    "switch": row.switch,
                }
                for row in lanes.rows
            ],
            "alsoBlocked": [
                {"ids": a.ids, "file": report.file(a.file) if a.file else None, "line": a.line or None, "text": a.text} for a in lanes.also
            ],
            "notShown": lanes.folded,
            "contextSwitches": lanes.switches,
            "interruptions": lanes.interrupted,
        }
    return out
