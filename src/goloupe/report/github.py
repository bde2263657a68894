"""Annotations for GitHub Actions: one workflow command for each bug, which shows up on its line in a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from goloupe.findings import Severity
from goloupe.report.bugs import BugReport
from goloupe.report.bugtext import found_by
from goloupe.report.confirmed import sentence
from goloupe.report.lanes import render as table

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: BugReport) -> Iterator[str]:
    """Return the commands, and on lines of their own what the search amounts to."""
    for item in report.counted:
        finding = item.finding
        place = f"file={_property(report.file(finding.pos.file))},line={finding.pos.line}," if finding.pos.file else ""
        lanes = "".join(table(item.shown.lanes)) if item.shown.lanes is not None else ""
        body = f"{finding.message}\n{found_by(item)}\n\n{lanes}\ngoloupe replay {report.again}{item.shown.token}"
        if item.shown.confirmation is not None:
            body += f"\n{sentence(item.shown.confirmation)}"
        title = _property(f"{finding.code.name}: {finding.code.title}")
        yield f"::{_LEVELS[finding.severity]} {place}title={title}::{_data(body)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
