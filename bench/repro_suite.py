"""How often the stock toolchain shows what goloupe finds in Go's own suites, with gates and without.

    python bench/repro_suite.py [--suite leak|race] [--only RE] [--every N] [--count N] [--seconds S] [-v]

The suites are those of the runtime: src/runtime/testdata/testgoroutineleakprofile (leaks: each expected one that an exploration of S
seconds finds) and src/runtime/race/testdata (data races: the first that is found in each function; not those that need cgo or packages
internal to GOROOT).  Each finding is replayed, its order is read off, and the copy with gates runs N times, as does the program without.
Prints a line for each finding and the share of those of which more than half of the runs with gates are hits.  The exit code is 1 if that
share is below 80 %.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from goloupe.explore.confirmation import Confirmation
from goloupe.explore.director import Director
from goloupe.explore.engine import Limits, explore
from goloupe.explore.exploration import link
from goloupe.explore.loading import Target, targets
from goloupe.explore.run import Bug, Schedule
from goloupe.explore.session import Session
from goloupe.explore.shrink import NotShown, Shrinker
from goloupe.explore.strategies.random_walk import RandomWalk
from goloupe.frontend.talking import FrontEnd
from goloupe.frontend.toolchain import Toolchain, find_toolchain
from goloupe.repro.confirm import Native, confirm
from goloupe.repro.constraints import Trace
from goloupe.repro.reproduce import ordered
from goloupe.runtime.stack import in_large_stack

sys.path.insert(0, str(Path(__file__).parent))
from leak_suite import SUITE, Case, cases, leak_of
from suites import NEEDY, RACES, copied

ENOUGH = 0.8


@dataclass
class Finding:
    """Something found, and the order of its run."""

    name: str
    target: Target
    bug: Bug
    trace: Trace


def traced(session: Session, schedule: Schedule, bug: Bug, files: frozenset[str]) -> tuple[Bug, Trace] | None:
    """Shrink a schedule, and read off its order."""
    if not session.isolated:
        try:
            schedule = Shrinker(session, bug.fingerprint, 500, 5.0).shrink(schedule).schedule
        except NotShown:
            return None
    assert session.target is not None
    run = ordered(session.target, schedule, files, race=session.detector is not None, limit=session.machine.limit)
    return None if run is None else next((pair for pair in run.bugs if pair[0].fingerprint == bug.fingerprint), None)


def leaks(toolchain: Toolchain, scratch: Path, chosen: Callable[[str], bool], seconds: float) -> Iterator[tuple[Native, Finding | str]]:
    """What is found in the leak suite."""
    wanted = [c for c in cases(toolchain.goroot) if chosen(c.name) and c.leaks]
    for kernels, part in ((False, "."), (True, "goker")):
        place = scratch / ("kernels" if kernels else "patterns")
        copied("*.go", toolchain.goroot / SUITE / part, place)
        with FrontEnd(toolchain) as front_end:
            (target,) = targets(front_end, ["."], place, str(toolchain.goroot))
        for case in (c for c in wanted if c.kernel == kernels):
            mine = replace(target, arguments=(case.name,))
            program = Native(toolchain, mine, ["."], place)
            for found in in_large_stack(lambda c=case, p=program: leaks_of(c, p, seconds)):
                yield program, found


def leaks_of(case: Case, program: Native, seconds: float) -> list[Finding | str]:
    """The expected leaks of a program."""
    session = link(program.target, False)
    result = explore(session, Limits(seconds=seconds, jobs=1))
    out: list[Finding | str] = []
    for pattern in case.leaks:
        for found in result.found:
            if found.bug.code == "leak" and re.search(pattern, leak_of(found.bug.detail.partition("\n\n")[2])):
                done = traced(session, found.schedule, found.bug, program.files())
                if done is not None:
                    out.append(Finding(f"{case.name} {pattern}", program.target, *done))
                    break
        else:
            out.append(f"{case.name} {pattern}")
    return out


def races(toolchain: Toolchain, scratch: Path, chosen: Callable[[str], bool], runs: int) -> Iterator[tuple[Native, Finding | str]]:
    """What is found in the race suite."""
    place = scratch / "races"
    copied("*_test.go", toolchain.goroot / RACES, place, NEEDY)
    with FrontEnd(toolchain) as front_end:
        found = targets(front_end, ["."], place, str(toolchain.goroot), run="^TestRace", tags=["race"])
    for target in found:
        if chosen(target.test) and not target.test.endswith("Failing"):
            program = Native(toolchain, target, ["."], place)
            yield program, in_large_stack(lambda p=program: race_of(p, runs))


def race_of(program: Native, runs: int) -> Finding | str:
    """The first race of a function."""
    session = link(program.target, True)
    for n in range(runs):
        run = session.run(RandomWalk(n) if n else Director())
        for bug in run.bugs:
            if bug.code == "race":
                done = traced(session, run.schedule, bug, program.files())
                return program.target.test if done is None else Finding(program.target.test, program.target, *done)
    return program.target.test


def tried(program: Native, found: Finding, scratch: Path, count: int) -> Confirmation:
    """With gates and without."""
    place = Path(tempfile.mkdtemp(dir=scratch))
    try:
        return confirm(program, found.bug, found.trace, place, runs=count, seconds=8.0)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Confirm what is found in the suites with the stock toolchain.")
    parser.add_argument("--suite", choices=("leak", "race"), action="append")
    parser.add_argument("--only", default="", help="programs and functions whose names match")
    parser.add_argument("--every", type=int, default=1, help="only every so manieth (default: 1)")
    parser.add_argument("--count", type=int, default=10, help="runs of each kind (default: 10)")
    parser.add_argument("--seconds", type=float, default=3.0, help="of exploration for each program (default: 3)")
    parser.add_argument("-v", "--verbose", action="store_true", help="print the constraints")
    options = parser.parse_args()
    toolchain = find_toolchain(None, directory=".")
    seen = [0]

    def chosen(name: str) -> bool:
        if not re.search(options.only, name):
            return False
        seen[0] += 1
        return (seen[0] - 1) % options.every == 0

    tally = {True: 0, False: 0}
    alone = missed = 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        for suite in options.suite or ("leak", "race"):
            some = leaks(toolchain, scratch, chosen, options.seconds) if suite == "leak" else races(toolchain, scratch, chosen, 30)
            for program, found in some:
                if isinstance(found, str):
                    missed += 1
                    print(f"----  not found by this exploration: {found}", flush=True)
                    continue
                try:
                    c = tried(program, found, scratch, options.count)
                except Exception:
                    traceback.print_exc()
                    c = Confirmation(0, 0, options.count, note="failed")
                good = c.with_gates * 2 > c.runs
                tally[good] += 1
                alone += c.without * 2 > c.runs
                print(
                    f"{'ok  ' if good else 'LOW '}  with {c.with_gates:3}/{c.runs}  without {c.without:3}/{c.runs}  {found.name} {c.note}",
                    flush=True,
                )
                if options.verbose:
                    print("".join(f"          {text}\n" for text in c.constraints), end="", flush=True)
    total = tally[True] + tally[False]
    share = tally[True] / total if total else 0.0
    print(
        f"{total} findings: more than half of the runs with gates show {tally[True]} ({share:.0%}), without gates {alone};"
        f" {missed} not found"
    )
    print(f"{time.monotonic() - began:.0f} s")
    return 0 if share >= ENOUGH else 1


if __name__ == "__main__":
    sys.exit(main())
