"""The data races of goloupe run -race and goloupe test -race, for programs: the findings of `goloupe.explore`, without schedules."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from goloupe.escape.results import Pos
from goloupe.explore.naming import Lines
from goloupe.explore.run import Bug
from goloupe.findings import Finding, code_for_bug
from goloupe.findings.suppress import file_directives, ignored
from goloupe.report import sarif
from goloupe.report.bugjson import accesses, finding_json, frame_json
from goloupe.report.bugs import SCHEMA


def _findings(bugs: Iterable[Bug]) -> list[tuple[Finding, Bug]]:
    """In the order of their places; those that directives in the source accept are marked."""
    lines, directives = Lines(), file_directives()
    out = []
    for bug in bugs:
        site = bug.sites[0] if bug.sites else None
        pos = Pos(site.file, site.line, 0) if site is not None else Pos("", 0, 0)
        name = site.name if site is not None else ""
        expr = lines.line(pos.file, pos.line)
        finding = Finding(code_for_bug(bug.code), pos, package_of(name), name, expr or bug.title, bug.title)
        reason = ignored(finding.code.name, [(f.file, f.line) for f in bug.sites], directives)
        if reason is not None:
            finding.suppressed, finding.justification = "ignore", reason
        out.append((finding, bug))
    return sorted(out, key=lambda item: (item[0].pos, item[1].fingerprint))


def package_of(function: str) -> str:
    """The package of a function by its name in tracebacks."""
    folder, slash, name = function.rpartition("/")
    return folder + slash + name.partition(".")[0]


def as_sarif(bugs: Iterable[Bug]) -> str:
    """A SARIF log."""
    return sarif.log([sarif.result(finding, bug) for finding, bug in _findings(bugs)])


def as_json(bugs: Iterable[Bug]) -> str:
    """JSON, as of goloupe explore."""
    out = {"schema": SCHEMA, "kind": "race", "findings": [_item(finding, bug) for finding, bug in _findings(bugs)]}
    return json.dumps(out, ensure_ascii=False, indent=1) + "\n"


def _item(finding: Finding, bug: Bug) -> dict[str, Any]:
    out: dict[str, Any] = {
        **finding_json(finding, bug),
        "sites": [frame_json(f) for f in bug.sites],
        "detail": bug.detail,
        "accesses": accesses(bug),
    }
    if finding.suppressed:
        out |= {"suppressed": finding.suppressed, "justification": finding.justification}
    return out
