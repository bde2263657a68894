"""How fast `goloupe run` is, beside the same programs compiled.

    python bench/run_speed.py [--repeat N] [--json FILE] [NAME ...]

Each program of bench/programs takes the time of its kernel itself, with ``time.Now``, and prints it with a result; goloupe runs it with
``--clock real``.  So neither starting a process nor reading the program is in the ratio, but lowering the kernel is.  Both sides are the
best of N, in the same run of this script, and the results must agree.  Then: ``hello`` as a whole process, warm and with an
nothing kept of any program (only the front end is built, as after a first use), and the largest resident size of a program
with 100,000 goroutines alive at once.

The load of the machine is printed with the figures: they are worth something if it was idle.  The exit code is 1 if a target is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
PROGRAMS = HERE / "programs"
TARGETS = {"fib": 273, "loop": 166, "sieve": 119, "maps": 3.5, "text": 71, "pingpong": 8, "mutex": 121, "waitgroup": 54}
"""Ratios to stay below: what the peer interpreter for Go reaches; for unbuffered channels (2.9 there) what is asked for now."""
HELLO = {"hello warm": 0.4, "hello cold": 3.0}
ALIVE_MB = 2000.0


@dataclass
class Row:
    """A figure beside what it should be at most."""

    name: str
    figure: float
    target: float
    note: str

    @property
    def met(self) -> bool:
        """Whether the target is met."""
        return self.figure <= self.target


def environment(**others: str) -> dict[str, str]:
    """The environment of goloupe in this work tree."""
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1", **others}


def interpreted(name: str, *flags: str) -> list[str]:
    """The command that runs a program."""
    return [sys.executable, "-m", "goloupe", "run", *flags, str(PROGRAMS / f"{name}.go")]


def kernel(command: list[str]) -> tuple[str, float]:
    """Run a program; its result, and the seconds that it took by its own account."""
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=True)
    result, nanoseconds = done.stdout.split()
    return result, int(nanoseconds) / 1e9


def ratio(name: str, repeat: int, scratch: Path) -> Row:
    """Compare a program with itself compiled."""
    binary = scratch / name
    subprocess.run(["go", "build", "-o", str(binary), str(PROGRAMS / f"{name}.go")], check=True)
    compiled = [kernel([str(binary)]) for _ in range(3)]
    ours = [kernel(interpreted(name, "--clock", "real")) for _ in range(repeat)]
    if len({result for result, _ in compiled + ours}) != 1:
        raise SystemExit(f"{name}: results differ")
    fast, slow = min(t for _, t in compiled), min(t for _, t in ours)
    return Row(name, slow / fast, TARGETS[name], f"{slow:.3f} s, compiled {fast * 1000:.2f} ms")


def hello(repeat: int, scratch: Path) -> list[Row]:
    """Time the whole process of the smallest program."""

    def once(env: dict[str, str]) -> float:
        started = time.perf_counter()
        subprocess.run(interpreted("hello"), env=env, capture_output=True, check=True)
        return time.perf_counter() - started

    once(environment())
    warm = min(once(environment()) for _ in range(max(repeat, 3)))
    cold: list[float] = []
    for i in range(repeat):
        cache = scratch / f"cache{i}"
        env = environment(GOLOUPE_CACHE=str(cache))
        once(env)  # builds the front end
        shutil.rmtree(cache / "run", ignore_errors=True)
        cold.append(once(env))
    return [Row("hello warm", warm, HELLO["hello warm"], "seconds"), Row("hello cold", min(cold), HELLO["hello cold"], "seconds")]


def alive() -> Row:
    """Take the peak resident size with many goroutines."""
    process = subprocess.Popen(interpreted("alive"), env=environment(), stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"alive: exit code {process.returncode}")
    return Row("100,000 alive", usage.ru_maxrss / 1024, ALIVE_MB, "MB")


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Compare the speed of goloupe run with that of compiled programs.")
    parser.add_argument("--repeat", type=int, default=3, metavar="N", help="best of N for goloupe (default: 3)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"rows: {', '.join([*TARGETS, 'hello', 'alive'])} (default: all)")
    options = parser.parse_args()
    names = options.names or [*TARGETS, "hello", "alive"]
    rows: list[Row] = []
    print(f"load before: {os.getloadavg()[0]:.2f} on {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory(prefix="run_speed") as directory:
        for name in names:
            made = (
                hello(options.repeat, Path(directory))
                if name == "hello"
                else [alive()]
                if name == "alive"
                else [ratio(name, options.repeat, Path(directory))]
            )
            for row in made:
                print(f"{row.name:<14} {row.figure:8.2f}  at most {row.target:<6g} {'ok  ' if row.met else 'MISS'}  {row.note}", flush=True)
            rows += made
    load = os.getloadavg()[0]
    print(f"load after: {load:.2f}")
    if options.json:
        options.json.write_text(json.dumps({"load": load, "rows": [asdict(row) for row in rows]}, indent=1) + "\n")
    return 0 if all(row.met for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
