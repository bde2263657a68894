"""The page of the docs about what exploration says of the standard library's own tests: results and reasons, put together."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Reasons = Mapping[str, str]
"""By PACKAGE.TEST CODE: why a report is what the stock toolchain would call a bug."""


def read(path: Path) -> Reasons:
    """Read the file of reasons."""
    reasons: Reasons = tomllib.loads(path.read_text(encoding="utf-8"))["reports"]
    return reasons


def key(package: str, report: Mapping[str, Any]) -> str:
    """What a report is called in the file of reasons."""
    return f"{package}.{report['test']} {report['code']}"


def complaints(results: Mapping[str, Any], reasons: Reasons) -> list[str]:
    """Reports without a reason."""
    keys = {key(package, report) for package, result in results.items() for report in result["reports"]}
    return [f"{name} has no reason" for name in sorted(keys - set(reasons))]


def page(results: Mapping[str, Any], reasons: Reasons, packages: Sequence[str]) -> str:
    """The whole page."""
    rows, told, unserved = [], [], []
    totals = dict.fromkeys(("tests", "schedules", "complete", "cut"), 0)
    count = 0
    for package in packages:
        if package not in results:
            rows.append(f"| {package} | | | | | not run | |")
            continue
        result = results[package]
        reports = result["reports"]
        count += len(reports)
        for name in totals:
            totals[name] += result[name]
        numbers = f"{result['tests']} | {result['schedules']:,} | {result['complete']} | {result['cut'] or ''}"
        rows.append(f"| {package} | {numbers} | {result['seconds']:.0f} | {len(reports) or ''} |")
        for report in reports:
            where = f" ({', '.join(report['places'])})" if report["places"] else ""
            title = report["title"].replace("`", "'")
            told.append(
                f"- `{package}.{report['test']}`, {report['code']}: `{title}`{where}. {reasons.get(key(package, report), 'Not known.')}"
            )
        unserved += [f"- `{package}.{test}`: {why}" for test, why in sorted(result["unserved"].items())]
    last = f"**{totals['tests']:,}** | **{totals['schedules']:,}** | **{totals['complete']:,}** | **{totals['cut']:,}**"
    lines = [
        "# What exploration says of the standard library's tests",
        "",
        "`goloupe explore PACKAGE -- -test.short` searches the schedules of each test of a package. The standard library's tests are",
        "run every day on many machines, so hardly any report on them is a bug that nobody knows; each one is looked at here. The",
        "table is made by `bench/false_alarms.py`: the tests of a package share 60 seconds, and each has its first runs and a fifth of",
        "a second at least. *Complete* tests are those of which all interleavings were explored; *cut* are runs that took more than",
        "20,000 synchronisation points or 10 seconds of real time: of their ends nothing is said. How many schedules fit into the time",
        "depends on what else the machine does; the fewer there are, the less it says that nothing was reported.",
        "",
        "A test that fails only if a goroutine is held up for longer than a timer runs is reported like any other, if half a second is",
        "enough: Go promises nothing about how soon a goroutine goes on, and a loaded machine does just that. The report names the",
        "strategy that found it, `eager` or `lag`. Timeouts of a second do not fire while somebody can run. A test that needs another",
        "process, the network or the like is not reported but named below. Goroutines that sleep when a test ends are no leaks; those",
        "that are blocked are.",
        "",
        "| package | tests | schedules | complete | cut | seconds | reports |",
        "|---|---:|---:|---:|---:|---:|---:|",
        *rows,
        f"| **all** | {last} | | **{count}** |",
        "",
        "## Reports",
        "",
        *(told or ["None."]),
    ]
    if unserved:
        lines += ["", "## Tests that are not explored", "", "They need what a model of one program does not have.", "", *unserved]
    return "\n".join(lines) + "\n"
