"""What `goloupe run -race` costs beside `goloupe run`.

    python bench/race_speed.py [--repeat N] [NAME ...]

Programs of bench/programs that do little else than use channels or locks.  Compared is the processor time of whole processes, less
that of the smallest program in the same flavour, so that reading and lowering what all programs have in common does not hide the
difference; the least of N runs.  The results of both must agree, and no race may be reported.  The exit code is 1 if one takes more than
three times as long.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PROGRAMS = HERE / "programs"
NAMES = ("pingpong", "pipeline", "mutex", "bank")
LIMIT = 3.0


def once(name: str, *flags: str) -> tuple[str, float]:
    """Run a program: its result, and the seconds of processor time it took."""
    env = {**os.environ, "PYTHONPATH": str(HERE.parent / "src"), "NO_COLOR": "1"}
    command = [sys.executable, "-m", "goloupe", "run", *flags, str(PROGRAMS / f"{name}.go")]
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    words = process.stdout.read().split()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{name}: exit code {process.returncode}")
    return words[0], usage.ru_utime + usage.ru_stime


def least(name: str, repeat: int, *flags: str) -> tuple[str, float]:
    """The quickest of several runs, after one that leaves its lowered code for them."""
    once(name, *flags)
    runs = [once(name, *flags) for _ in range(repeat)]
    if len({result for result, _ in runs}) != 1:
        raise SystemExit(f"{name}: results differ")
    return min(runs, key=lambda run: run[1])


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Compare the speed of goloupe run with and without -race.")
    parser.add_argument("--repeat", type=int, default=3, metavar="N", help="the least of N runs (default: 3)")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"rows: {', '.join(NAMES)} (default: all)")
    options = parser.parse_args()
    missed = False
    base, base_race = least("hello", options.repeat)[1], least("hello", options.repeat, "-race")[1]
    print(f"{'hello':<10} {base_race / base:5.2f}x   {base:.2f} s, with -race {base_race:.2f} s")
    for name in options.names or NAMES:
        result, plain = least(name, options.repeat)
        again, race = least(name, options.repeat, "-race")
        if result != again:
            raise SystemExit(f"{name}: results differ: {result} and, with -race, {again}")
        ratio = (race - base_race) / (plain - base)
        missed |= ratio > LIMIT
        verdict = "ok" if ratio <= LIMIT else "MISS"
        print(
            f"{name:<10} {ratio:5.2f}x  at most {LIMIT:g}  {verdict:<4}  {plain - base:.2f} s, with -race {race - base_race:.2f} s",
            flush=True,
        )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
