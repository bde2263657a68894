"""Which programs of tests/programs goloupe runs as the real toolchain does.

    python bench/run_programs.py [--failures] [--show] [--jobs N] [NAME ...]

Prints a table: for each program whether standard output, standard error and the exit code agree, and the seconds that it took.
With ``--failures`` only programs that differ are listed, with ``--show`` the expected and the actual outcome of those follows each.
Names are beginnings of names: ``15`` is 150 to 159. The exit code is 1 if any program differs.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.programs.record import Outcome, Program, corpus, environment, renumbered  # noqa: E402


@dataclass
class Result:
    """A comparison."""

    program: Program
    expected: Outcome
    actual: Outcome | None
    seconds: float
    reason: str

    @property
    def passed(self) -> bool:
        """Whether all agree."""
        return not self.reason


def attempt(program: Program, command: list[str], timeout: float) -> Result:
    """Run one program and compare."""
    expected = program.expected()
    env = {**environment(), "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1"}
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="run_programs") as directory:
        try:
            actual = program.run([*command, str(program.path)], env, directory, timeout)
        except subprocess.TimeoutExpired:
            return Result(program, expected, None, time.perf_counter() - started, f"more than {timeout:g} s")
    seconds = time.perf_counter() - started
    differs = []
    if actual.code != expected.code:
        differs.append(f"exit code {actual.code} for {expected.code}")
    if actual.out != expected.out:
        differs.append("standard output")
    if renumbered(actual.err) != renumbered(expected.err):
        last = next((line for line in reversed(actual.err.splitlines()) if line.strip()), "nothing")
        differs.append("standard error" + ("" if expected.err else f": {last[:100]}"))
    elif actual.err != expected.err:
        differs.append("goroutine numbers only")
    return Result(program, expected, actual, seconds, "; ".join(differs))


def show(result: Result) -> None:
    """Print both outcomes."""
    for title, outcome in (("expected", result.expected), ("actual", result.actual)):
        print(f"    ---- {title}")
        if outcome is None:
            print("    (stopped)")
            continue
        for name, text in (("out", outcome.out.decode(errors="backslashreplace")), ("err", outcome.err)):
            for line in text.splitlines():
                print(f"    {name}| {line}")
        print(f"    code| {outcome.code}")


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Run the programs of tests/programs under goloupe and compare.")
    parser.add_argument("--failures", action="store_true", help="list only programs that differ")
    parser.add_argument("--show", action="store_true", help="show both outcomes of those that differ")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="programs at a time (default: one per processor)")
    parser.add_argument("--timeout", type=float, default=60.0, help="seconds for each program (default: 60)")
    parser.add_argument("names", nargs="*", metavar="NAME", help="programs: beginnings of their names")
    options = parser.parse_args()
    programs = [p for p in corpus(options.names) if p.recorded]
    command = [sys.executable, "-m", "goloupe", "run"]
    passed = 0
    slow = 0.0
    with ThreadPoolExecutor(options.jobs) as pool:
        for result in pool.map(lambda p: attempt(p, command, options.timeout), programs):
            passed += result.passed
            slow = max(slow, result.seconds)
            if not result.passed or not options.failures:
                print(
                    f"{'ok  ' if result.passed else 'FAIL'} {result.program.name:<40} {result.seconds:6.2f} s  {result.reason}", flush=True
                )
            if options.show and not result.passed:
                show(result)
    print(f"{passed} of {len(programs)} programs agree; the slowest took {slow:.1f} s")
    return 0 if passed == len(programs) else 1


if __name__ == "__main__":
    sys.exit(main())
