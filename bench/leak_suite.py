"""The leak and deadlock suite of Go's own runtime (GOROOT/src/runtime/testdata/testgoroutineleakprofile), run by goloupe.

    python bench/leak_suite.py [--seeds N] [--processors N] [--only RE] [-v]

Each program of the suite is run with the seeds 0 to N-1; it writes the profile "goroutineleak" itself.  Those that Go's own test runs with
GOMAXPROCS=1 are run so here too.  Which goroutines must be in it, and
where they wait, is read from goroutineleakprofile_test.go beside it.  The table says of every expected leak in how many runs it was found.
The exit code is 1 if one never was, if something was reported that is not expected, or if a run did not end well.
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from goloupe import std
from goloupe.frontend.helper import Helper
from goloupe.frontend.toolchain import find_toolchain
from goloupe.launch.columns import Source, read
from goloupe.launch.program import PORTABLE_TAGS, Options, Runner
from goloupe.runtime.stack import in_large_stack

SUITE = Path("src/runtime/testdata/testgoroutineleakprofile")
TEST = Path("src/runtime/goroutineleakprofile_test.go")

_CASE = re.compile(r'make(Flaky)?Test\(\s*"(\w+)"((?:\s*,\s*`[^`]*`)*)')
_LEAK = re.compile(r"`([^`]*)`")


@dataclass
class Case:
    """A program of the suite: its name, and the leaks that it has, as patterns for function and wait reason."""

    name: str
    leaks: list[str]
    flaky: bool
    kernel: bool


def cases(goroot: Path) -> list[Case]:
    """What the suite expects."""
    text = "\n".join(re.sub(r"^\s*//.*", "", line) for line in (goroot / TEST).read_text().split("\n"))
    kernels = text.index("gokerTestCases := ")
    return [Case(m[2], _LEAK.findall(m[3]), bool(m[1]), m.start() > kernels) for m in _CASE.finditer(text, text.index("microTests := "))]


def found(output: str) -> Iterator[str]:
    """``func() [wait reason]`` of each goroutine that is marked as leaked in a profile."""
    for stack in ("\n" + output).split("\n\ngoroutine"):
        lines = stack.rstrip("\n").split("\n")
        if "(leaked)" not in lines[0]:
            continue
        reason = lines[0][lines[0].index("[") :].replace(" (leaked)", "")
        created = next((i for i in range(len(lines) - 1, -1, -1) if lines[i].startswith("created by")), len(lines))
        yield f"{lines[created - 2].removeprefix('main.')} {reason}"


class Output(io.BytesIO):
    """Standard output of a run."""


def run(source: Source, case: Case, seed: int, processors: int) -> tuple[int, str]:
    """Run one program once; its exit code and what it wrote."""
    runner = Runner(source, Options(seed, processors, arguments=["suite", case.name]))
    out, err = Output(), Output()
    runner.machine.stdout, runner.machine.stderr = out, err
    try:
        code = runner.run()
    finally:
        runner.machine.close()
    return code, (out.getvalue() + err.getvalue()).decode()


def report(case: Case, source: Source, seeds: int, processors: int, verbose: bool) -> bool:
    """Run a case with all seeds and print its line; whether all is as expected."""
    counts: Counter[str] = Counter()
    strange: Counter[str] = Counter()
    began = time.process_time()
    for seed in range(seeds):
        code, output = run(source, case, seed, processors if case.flaky else 1)
        if code:
            strange[f"exit code {code}: {output[-300:] if verbose else output[:80]!r}"] += 1
        leaks = set(found(output))
        for pattern in case.leaks:
            counts[pattern] += any(re.search(pattern, leak) for leak in leaks)
        for leak in leaks:
            if not any(re.search(pattern, leak) for pattern in case.leaks):
                strange[leak] += 1
    spent = (time.process_time() - began) / seeds
    fine = not strange and all(counts[p] for p in case.leaks)
    always = "all" if all(counts[p] == seeds for p in case.leaks) else "some"
    print(
        f"{'ok  ' if fine else 'FAIL'} {case.name:20} {'flaky' if case.flaky else '':5} {always if fine else '':5} {spent:6.2f} s a run",
        flush=True,
    )
    for pattern in case.leaks:
        if verbose or counts[pattern] < seeds:
            print(f"       {counts[pattern]:3}/{seeds} {pattern}")
    for leak, n in strange.items():
        print(f"       unexpected, {n}/{seeds}: {leak}")
    sys.stdout.flush()
    return fine


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Run the leak suite of Go's runtime on goloupe.")
    parser.add_argument("--seeds", type=int, default=10, help="runs of each program (default: 10)")
    parser.add_argument("--processors", type=int, default=4, help="processors of the model (default: 4)")
    parser.add_argument("--only", default="", help="programs whose names match")
    parser.add_argument("-v", "--verbose", action="store_true", help="all expected leaks")
    options = parser.parse_args()
    toolchain = find_toolchain(None, directory=".")
    wanted = [c for c in cases(Path(toolchain.goroot)) if re.search(options.only, c.name)]
    failed = 0
    with tempfile.TemporaryDirectory() as scratch, Helper(toolchain) as helper:
        for kernels, part in ((False, "."), (True, "goker")):
            mine = [c for c in wanted if c.kernel == kernels]
            if not mine:
                continue
            place = Path(scratch, "kernels" if kernels else "patterns")
            place.mkdir()
            for file in Path(toolchain.goroot, SUITE, part).glob("*.go"):
                shutil.copyfile(file, place / file.name)
            (place / "go.mod").write_text("module suite\n\ngo 1.27\n")
            source = read(helper, ["."], str(place), std.LEFT_OUT, args=[f"-tags={','.join(PORTABLE_TAGS)}"], goroot=str(toolchain.goroot))
            for case in mine:
                failed += not in_large_stack(lambda c=case, s=source: report(c, s, options.seeds, options.processors, options.verbose))
    print(f"{len(wanted)} programs, {failed} not as expected")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
