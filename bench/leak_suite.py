"""The leak and deadlock suite of Go's own runtime (GOROOT/src/runtime/testdata/testgoroutineleakprofile), explored by goloupe.

    python bench/leak_suite.py [--repetitions N] [--seconds S] [--workers N] [--jobs N] [--only RE] [-v]
    python bench/leak_suite.py --profile [--repetitions N] [--processors N] [--only RE] [-v]

Which goroutines leak in each program of the suite, and where they wait, is read from goroutineleakprofile_test.go beside it.

A repetition is one exploration with a seed of its own, which ends as soon as it has found all that is expected, or after S seconds.
What it found was repeated twice, in a process of its own, with the same events (`goloupe.explore.engine`).  The exit code is 1 if an
expected leak was not found in some repetition, or if one was found that is not expected; the repetitions after such a one are short.

With ``--profile`` each program is only run, with N seeds, and writes the profile "goroutineleak" itself; those that Go's own test runs with
GOMAXPROCS=1 are run so here too.  The exit code is 1 if an expected leak was in none of the profiles, or an unexpected one in some.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from suites import copied

from goloupe import std
from goloupe.explore.engine import Limits, Result, explore
from goloupe.explore.judges import judge_end
from goloupe.explore.leaks import LeakJudge
from goloupe.explore.session import Session
from goloupe.frontend.talking import FrontEnd
from goloupe.frontend.toolchain import find_toolchain
from goloupe.launch.columns import Source, read
from goloupe.launch.program import PORTABLE_TAGS, Options, Runner
from goloupe.runtime.stack import in_large_stack

SUITE = Path("src/runtime/testdata/testgoroutineleakprofile")
TEST = Path("src/runtime/goroutineleakprofile_test.go")

SILENT = 1.0
"""Seconds of an exploration that is to find nothing."""
FAILED = 2.0
"""Seconds of the repetitions of a program that has failed already: its line says so whatever they find."""
_CASE = re.compile(r'make(Flaky)?Test\(\s*"(\w+)"((?:\s*,\s*`[^`]*`)*)')
_LEAK = re.compile(r"`([^`]*)`")


@dataclass
class Case:
    """A program of the suite: its name, and the leaks that it has, as patterns for function and wait reason."""

    name: str
    leaks: list[str]
    flaky: bool
    """Go's own test does not ask for all of them in each run."""
    kernel: bool

    def expects(self, leak: str) -> bool:
        """Whether a leak is one of those."""
        return any(re.search(pattern, leak) for pattern in self.leaks)

    def missing(self, leaks: set[str]) -> list[str]:
        """The patterns that none of these leaks fits."""
        return [pattern for pattern in self.leaks if not any(re.search(pattern, leak) for leak in leaks)]


@dataclass
class Tally:
    """What the repetitions of a case gave."""

    repetitions: int
    missing: Counter[str] = field(default_factory=Counter)
    strange: Counter[str] = field(default_factory=Counter)
    other: Counter[str] = field(default_factory=Counter)
    """Bugs that are no leaks."""
    schedules: int = 0
    seconds: float = 0.0
    cpu: float = 0.0
    """Processor time, that of the engine's processes too."""
    dropped: int = 0

    def show(self, case: Case, fine: bool, verbose: bool) -> None:
        """Print the lines of a case."""
        word = "flaky" if case.flaky else ""
        n = self.repetitions
        spent = f"{self.schedules / n:8.1f} schedules {self.seconds / n:7.2f} s {self.cpu / n:7.2f} s of CPU"
        print(f"{'ok  ' if fine else 'FAIL'} {case.name:24} {word:5} {spent}")
        for pattern in case.leaks:
            if verbose or self.missing[pattern]:
                print(f"       {n - self.missing[pattern]:3}/{n} {pattern}")
        for what, count in self.strange.items():
            print(f"       unexpected, {count}/{n}: {what}")
        if self.dropped:
            print(f"       {self.dropped} findings that were not repeated")
        if verbose:
            for what, count in self.other.items():
                print(f"       also, {count}/{n}: {what}")
        sys.stdout.flush()


def cases(goroot: Path) -> list[Case]:
    """What the suite expects."""
    text = "\n".join(re.sub(r"^\s*//.*", "", line) for line in (goroot / TEST).read_text().split("\n"))
    kernels = text.index("gokerTestCases := ")
    found = _CASE.finditer(text, text.index("microTests := "))
    return [Case(m[2], _LEAK.findall(m[3]), bool(m[1]), m.start() > kernels) for m in found]


def leak_of(stack: str) -> str:
    """``func() [wait reason]`` of one goroutine in a dump: the function that it began with."""
    lines = stack.rstrip("\n").split("\n")
    reason = lines[0][lines[0].index("[") :].partition("]")[0].replace(" (leaked)", "")
    created = next((i for i in range(len(lines) - 1, -1, -1) if lines[i].startswith("created by")), len(lines))
    return f"{lines[created - 2].removeprefix('main.')} {reason}]"


# Exploration.


def repetition(session: Session, case: Case, seed: int, seconds: float, options: argparse.Namespace) -> Result:
    """One exploration."""
    stop = threading.Event()

    def look(result: Result) -> None:
        leaks = {leak_of(f.bug.detail.partition("\n\n")[2]) for f in result.found if f.bug.code == "leak"}
        if case.leaks and not case.missing(leaks):
            stop.set()

    return explore(
        session,
        Limits(seconds=seconds, jobs=options.jobs, steps=options.steps, seed=seed, stop=stop),
        look,
    )


def explored(case: Case, source: Source, options: argparse.Namespace) -> bool:
    """Explore a case; whether all is as expected."""
    tally = Tally(options.repetitions)
    session = Session(source, Options(arguments=["suite", case.name]))
    session.judges.append(judge_end)
    LeakJudge(session)
    for n in range(options.repetitions):
        began, cpu = time.monotonic(), sum(os.times()[:4])
        seconds = (FAILED if tally.missing else options.seconds) if case.leaks else SILENT
        result = repetition(session, case, 1_000_000 * n, seconds, options)
        tally.seconds += time.monotonic() - began
        tally.cpu += sum(os.times()[:4]) - cpu
        tally.schedules += result.schedules
        tally.dropped += result.unrepeatable
        leaks = {leak_of(f.bug.detail.partition("\n\n")[2]) for f in result.found if f.bug.code == "leak"}
        tally.missing.update(case.missing(leaks))
        tally.strange.update(leak for leak in leaks if not case.expects(leak))
        tally.other.update(f.bug.title for f in result.found if f.bug.code != "leak")
    fine = not tally.missing and not tally.strange
    tally.show(case, fine, options.verbose)
    return fine


# The program's own profile.


def run(source: Source, case: Case, seed: int, processors: int) -> tuple[int, str]:
    """Run one program once; its exit code and what it wrote."""
    runner = Runner(source, Options(seed, processors, arguments=["suite", case.name]))
    out, err = io.BytesIO(), io.BytesIO()
    runner.machine.stdout, runner.machine.stderr = out, err
    try:
        code = runner.run()
    finally:
        runner.machine.close()
    return code, (out.getvalue() + err.getvalue()).decode()


def leaked(output: str) -> Iterator[str]:
    """The leaks that a profile marks."""
    for stack in ("\n" + output).split("\n\ngoroutine"):
        if "(leaked)" in stack.partition("\n")[0]:
            yield leak_of(stack)


def profiled(case: Case, source: Source, options: argparse.Namespace) -> bool:
    """Run a case with all seeds; whether all is as expected."""
    tally = Tally(options.repetitions, schedules=options.repetitions)
    began = time.monotonic()
    for seed in range(options.repetitions):
        code, output = run(source, case, seed, options.processors if case.flaky else 1)
        if code:
            tally.strange[f"exit code {code}: {output[:80]!r}"] += 1
        leaks = set(leaked(output))
        tally.missing.update(case.missing(leaks))
        tally.strange.update(leak for leak in leaks if not case.expects(leak))
    tally.seconds = time.monotonic() - began
    fine = not tally.strange and all(tally.missing[pattern] < options.repetitions for pattern in case.leaks)
    tally.show(case, fine, options.verbose)
    return fine


def shared(workers: int) -> int:
    """Have each of so many processes do every so manieth program."""
    began = time.monotonic()
    parts = [subprocess.Popen([sys.executable, *sys.argv, f"--share={n}"]) for n in range(workers)]
    failed = sum(part.wait() != 0 for part in parts)
    print(f"all of it: {time.monotonic() - began:.0f} s")
    return 1 if failed else 0


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Explore the leak suite of Go's runtime.")
    parser.add_argument("--repetitions", type=int, default=10, help="explorations, or runs, of each program (default: 10)")
    parser.add_argument("--seconds", type=float, default=20.0, help="budget of an exploration (default: 20)")
    parser.add_argument("--steps", type=int, default=8000, help="synchronisation points in one run (default: 8000)")
    parser.add_argument("--workers", type=int, default=2, help="programs that are explored at the same time (default: 2)")
    parser.add_argument("--jobs", type=int, default=1, help="processes of one exploration (default: 1)")
    parser.add_argument("--share", type=int, default=-1, help=argparse.SUPPRESS)
    parser.add_argument("--profile", action="store_true", help="only run the programs")
    parser.add_argument("--processors", type=int, default=4, help="processors of the model, for --profile (default: 4)")
    parser.add_argument("--only", default="", help="programs whose names match")
    parser.add_argument("-v", "--verbose", action="store_true", help="all expected leaks")
    options = parser.parse_args()
    if options.workers > 1 and options.share < 0:
        return shared(options.workers)
    toolchain = find_toolchain(None, directory=".")
    wanted = [c for c in cases(Path(toolchain.goroot)) if re.search(options.only, c.name)]
    if options.share >= 0:
        wanted = wanted[options.share :: options.workers]
    failed = 0
    check = profiled if options.profile else explored
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch, FrontEnd(toolchain) as front_end:
        for kernels, part in ((False, "."), (True, "goker")):
            mine = [c for c in wanted if c.kernel == kernels]
            if not mine:
                continue
            place = Path(scratch, "kernels" if kernels else "patterns")
            copied("*.go", Path(toolchain.goroot, SUITE, part), place)
            tags = f"-tags={','.join(PORTABLE_TAGS)}"
            source = read(front_end, ["."], str(place), std.LEFT_OUT, args=[tags], goroot=str(toolchain.goroot))
            for case in mine:
                failed += not in_large_stack(lambda c=case, s=source: check(c, s, options))
    print(f"{len(wanted)} programs, {failed} not as expected; {time.monotonic() - began:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
