"""How many schedules a second exploration makes, and how many each strategy needs to find what is wrong.

The programs are the kernels of real bugs in GOROOT (runtime/testdata/testgoroutineleakprofile/goker).  A run has found something if it did
not end well, or if a goroutine other than main is blocked when nothing goes on any more.

    python bench/explore_speed.py [--runs N] [--seeds N] [--seconds S] [--only RE] [--strategy NAME]… [--single] [--profile]

Most kernels start many copies of what is wrong, so that one of them goes wrong at once; ``--single`` starts one.

Time is CPU time of the process; linking and the first run of a kernel, in which its code is lowered, are not counted.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import re
import shutil
import statistics
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from goloupe.explore.loading import targets
from goloupe.explore.run import Run
from goloupe.explore.session import Session
from goloupe.explore.strategies.portfolio import STRATEGIES, Unit, make
from goloupe.frontend.talking import FrontEnd
from goloupe.frontend.toolchain import find_toolchain

SUITE = "src/runtime/testdata/testgoroutineleakprofile/goker"


@dataclass
class Row:
    """What was measured of a kernel."""

    name: str
    steps: float = 0.0
    rate: float = 0.0
    needed: dict[str, list[int]] = field(default_factory=dict)
    """Strategy -> schedules until something was found, for each seed; 0: nothing was."""


def found(session: Session, run: Run) -> bool:
    """Whether a run shows a bug."""
    if run.end != "exit":
        return True
    return any(g.id != 1 and g.reason and not g.reason.startswith(("exited", "finalizer")) for g in session.machine.allgs.values())


def measure(session: Session, row: Row, strategies: list[str], runs: int, seeds: int, limit: float) -> None:
    """Try each strategy, for at most ``limit`` seconds in all."""
    session.machine.limit = 20_000
    session.prepare()
    total = steps = 0
    seconds = 0.0
    share = limit / len(strategies)
    for at, name in enumerate(strategies, 1):
        needed = row.needed[name] = []
        for seed in range(1 if name in ("delay", "dpor") else seeds):
            strategy = make(Unit(name, seed * 100_000, runs))
            for number in range(1, runs + 1):
                director = strategy.next_schedule()
                if director is None:
                    needed.append(0)
                    break
                began = time.process_time()
                run = session.run(director)
                seconds += time.process_time() - began
                total += 1
                steps += run.steps
                if found(session, run):
                    needed.append(number)
                    break
                began = time.process_time()
                strategy.finished(run)
                seconds += time.process_time() - began
                if seconds > share * at:
                    needed.append(0)
                    break
            else:
                needed.append(0)
    row.steps = steps / total
    row.rate = total / seconds


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=300)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--only", default="")
    parser.add_argument("--strategy", action="append", default=[])
    parser.add_argument("--single", action="store_true")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    strategies = options.strategy or [name for name in STRATEGIES if name != "natural"]
    toolchain = find_toolchain(None)
    directory = toolchain.goroot / SUITE
    copy = Path(tempfile.mkdtemp(prefix="explore_speed"))  # Outside of GOROOT, where packages are the program's own.
    shutil.copytree(directory, copy, dirs_exist_ok=True)
    for file in copy.glob("*.go"):  # The profile that kernels write at their end would take most of the time.
        text = re.sub(r"\bprof\.WriteTo\(os\.Stdout, 2\)", "_, _ = prof, os.Stdout", file.read_text())
        if options.single:
            text = re.sub(r"^\tfor i := 0; i < \d{2,}; i\+\+ \{", "\tfor i := 0; i < 1; i++ {", text, flags=re.MULTILINE)
        file.write_text(text)
    (copy / "go.mod").write_text("module goker\n\ngo 1.27\n")
    names = [n for file in sorted(directory.glob("*.go")) for n in re.findall(r'register\("(\w+)"', file.read_text())]
    names = [n for n in names if re.search(options.only, n)]
    rows: list[Row] = []
    profile = cProfile.Profile()
    with FrontEnd(toolchain) as front_end:
        (program,) = targets(front_end, ["."], copy, str(toolchain.goroot))
    shutil.rmtree(copy)
    print(f"{'kernel':<20}{'points':>8}{'runs/s':>8}  schedules needed (median of {options.seeds} seeds; - not in {options.runs})")
    print(f"{'':<36}  " + "".join(f"{s:>8}" for s in strategies))
    for name in names:
        row = Row(name)
        session = type(program)(**{**vars(program), "arguments": (name,)}).session()
        if options.profile:
            profile.enable()
        measure(session, row, strategies, options.runs, options.seeds, options.seconds)
        profile.disable()
        rows.append(row)
        cells = []
        for s in strategies:
            middle = statistics.median([n or 10**9 for n in row.needed[s]])
            cells.append(f"{int(middle) if middle < 10**9 else '-':>8}")
        print(f"{name:<20}{row.steps:>8.1f}{row.rate:>8.0f}  {''.join(cells)}", flush=True)
    print()
    for s in strategies:
        tries = [n for row in rows for n in row.needed[s]]
        mean = statistics.mean(n or options.runs for n in tries)
        print(f"{s:<8} found in {sum(map(bool, tries))} of {len(tries)} tries, mean schedules {mean:.1f}")
    middle = [row.rate for row in rows if 25 <= row.steps <= 100]
    if middle:
        print(f"schedules a second, kernels of 25 to 100 points: median {statistics.median(middle):.0f} of {len(middle)}")
    print(f"points a second: median {statistics.median(row.rate * row.steps for row in rows):.0f}")
    if options.profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)


if __name__ == "__main__":
    threading.stack_size(512 << 20)
    thread = threading.Thread(target=main)
    thread.start()
    thread.join()
