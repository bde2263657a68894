"""What exploration says of the standard library's own tests: each report is looked at, and explained in the docs.

    python bench/false_alarms.py [--seconds S] [--jobs N] [--save] [PACKAGE ...]
    python bench/false_alarms.py --markdown [FILE]

The tests of each package are explored for S seconds in all (60 by default), with the race detector and with -test.short.  Prints what was
found, with a token that repeats it, and a summary.  A token is replayed with ``goloupe replay TOKEN``.

``false_alarms_reasons.toml`` explains reports.  ``--save`` keeps what was found in ``false_alarms_results.json``, package by package, and
``--markdown`` makes the page of the docs from both.  The exit code is 1 if a report has no explanation.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from false_alarms_page import complaints, page, read
from std_tests import PACKAGES

from goloupe.explore.engine import Limits
from goloupe.explore.exploration import Exploration, Programs, explore_targets

HERE = Path(__file__).parent
RESULTS = HERE / "false_alarms_results.json"
REASONS = HERE / "false_alarms_reasons.toml"
PAGE = HERE.parent / "docs" / "reference" / "false-alarms.md"


def kept(done: Exploration) -> dict[str, Any]:
    """What is kept of the exploration of a package."""
    reports = []
    unserved: dict[str, str] = {}
    unrepeatable = 0
    for explored in done.targets:
        result, test = explored.result, explored.target.test
        unrepeatable += result.unrepeatable
        if result.stopped == "unsupported":
            unserved[test] = result.refusal.partition(": ")[2] or result.refusal
        for shown in explored.bugs:
            bug = shown.bug
            places = [f"{Path(f.file).name}:{f.line}" for f in bug.sites[:2]]
            reports.append({"test": test, "code": bug.code, "title": bug.title, "places": places})
        faults = [error.strip().splitlines()[-1] for error in result.errors]
        reports += [{"test": test, "code": "fault", "title": fault, "places": []} for fault in faults]
    results = [explored.result for explored in done.targets]
    return {
        "tests": len(results),
        "schedules": sum(r.schedules for r in results),
        "behaviours": sum(r.behaviours for r in results),
        "complete": sum(r.complete for r in results),
        "cut": sum(r.ends["timeout"] + r.ends["steps"] for r in results),
        "unrepeatable": unrepeatable,
        "unserved": unserved,
        "reports": reports,
    }


def measure(package: str, seconds: float, jobs: int, run: str) -> tuple[dict[str, Any], Exploration]:
    """Explore the tests of a package."""
    programs = Programs((package,), arguments=("-test.short",))
    found = programs.targets(run)
    begun = time.monotonic()
    done = explore_targets(found, programs, Limits(seconds=seconds, jobs=jobs), shrink=0)
    return kept(done) | {"seconds": round(time.monotonic() - begun, 1)}, done


def explored(args: argparse.Namespace, results: dict[str, Any]) -> None:
    """Explore the packages and print a line for each, and its reports; ``results`` gets what is kept."""
    print(f"{'package':18} {'tests':>5} {'schedules':>9} {'behaviours':>10} {'complete':>8} {'cut':>5} {'reports':>7} {'s':>6}", flush=True)
    for package in args.packages or PACKAGES:
        row, done = measure(package, args.seconds, args.jobs, args.run)
        results[package] = row
        numbers = f"{row['tests']:5} {row['schedules']:9} {row['behaviours']:10} {row['complete']:8} {row['cut']:5}"
        print(f"{package:18} {numbers} {len(row['reports']):7} {row['seconds']:6.1f}", flush=True)
        for report in row["reports"]:
            print(f"  {report['test']} {report['code']}: {report['title']} [{', '.join(report['places'])}]")
        for shown in done.bugs:
            print(f"    {shown.found.strategy} {shown.found.count} {shown.token}")
        for test, why in row["unserved"].items():
            print(f"  {test} is not explored: {why}")
        if row["unrepeatable"]:
            print(f"  not told, for they could not be repeated: {row['unrepeatable']}")
        sys.stdout.flush()
        if args.save:
            saved = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
            saved[package] = row
            RESULTS.write_text(json.dumps(dict(sorted(saved.items())), indent=1) + "\n", encoding="utf-8")


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60, help="for each package (default: 60)")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--run", default="", help="only tests that match")
    parser.add_argument("--save", action="store_true", help="keep the results for the page")
    parser.add_argument("--markdown", nargs="?", type=Path, const=PAGE, help="run nothing: write the page from the results that were kept")
    parser.add_argument("packages", nargs="*")
    args = parser.parse_args()
    reasons = read(REASONS)
    results: dict[str, Any] = json.loads(RESULTS.read_text(encoding="utf-8")) if args.markdown is not None else {}
    if args.markdown is None:
        explored(args, results)
    else:
        args.markdown.write_text(page(results, reasons, PACKAGES), encoding="utf-8")
    missing = complaints(results, reasons)
    print("".join(f"{line}\n" for line in missing), end="", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
