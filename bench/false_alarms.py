"""What exploration says of the standard library's own tests: each report is looked at, and explained in the docs.

    python bench/false_alarms.py [--seconds S] [--jobs N] [PACKAGE ...]

The tests of each package are explored for S seconds in all (60 by default), with the race detector.  Prints what was found, and a
summary; the exit code is 1 if anything was.
"""

from __future__ import annotations

import argparse
import sys
import time

from goloupe.explore.engine import Limits, explore
from goloupe.explore.exploration import Programs, link
from goloupe.runtime.stack import in_large_stack

PACKAGES = (
    "context",
    "sync",
    "sync/atomic",
    "container/heap",
    "container/list",
    "container/ring",
    "strings",
    "bytes",
    "sort",
    "slices",
    "maps",
    "iter",
    "errors",
    "bufio",
    "io",
    "path",
    "unicode/utf8",
    "time",
    "log",
    "text/tabwriter",
)


def measure(package: str, seconds: float, jobs: int) -> tuple[int, int, list[str]]:
    """Tests, schedules, and what was found."""
    programs = Programs((package,))
    tests = programs.targets("")
    schedules = 0
    out: list[str] = []
    end = time.monotonic() + seconds
    for i, target in enumerate(tests):
        share = max(0.2, (end - time.monotonic()) / (len(tests) - i))
        result = explore(link(target, True), Limits(seconds=share, jobs=jobs, run_seconds=20))
        schedules += result.schedules
        for found in result.found:
            where = ", ".join(f"{f.file.rpartition('/src/')[2]}:{f.line}" for f in found.bug.sites[:3])
            out.append(
                f"{target.name}: {found.bug.code}: {found.bug.title} [{where}] {found.strategy}, {found.count} of {result.schedules}"
            )
        out += [f"{target.name}: goloupe's own fault: {error.splitlines()[-1]}" for error in result.errors]
        if result.unrepeatable:
            out.append(f"{target.name}: {result.unrepeatable} findings could not be repeated")
    return len(tests), schedules, out


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Explore the standard library's own tests.")
    parser.add_argument("--seconds", type=float, default=60, help="for each package (default: 60)")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("packages", nargs="*", default=PACKAGES)
    options = parser.parse_args()
    total = 0
    for package in options.packages:
        begun = time.monotonic()
        tests, schedules, found = measure(package, options.seconds, options.jobs)
        total += len(found)
        print(f"{package:16} {tests:4} tests {schedules:8} schedules {len(found):3} reports {time.monotonic() - begun:6.1f} s", flush=True)
        for line in found:
            print(f"  {line}", flush=True)
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(in_large_stack(main))
