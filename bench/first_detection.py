"""Time to first detection: `goloupe explore` beside runs of the stock toolchain, repeated until one shows what is wrong.

    python bench/first_detection.py [--every N] [--races-every N] [--repeats N] [--runs N] [--seconds S] [--only RE] [--page]

The programs are

- one in N kernels of real bugs in GOROOT (runtime/testdata/testgoroutineleakprofile/goker) that leak goroutines; most of them start many
  copies of what is wrong, so that one of them goes wrong: here they start one;
- one in N functions TestRace… of Go's tests of its own detector (runtime/race/testdata);
- the test of the tutorial (examples/bank).

goloupe explores with as many processes as there are processors.  Of a kernel the first of the expected leaks counts, of a function the
first data race, of the tutorial's test the deadlock.  The number is that of schedules, and the time begins with the first one; reading the
program and linking it, which comes before, is told apart, as building it is.

The stock toolchain builds with -race (without, where there is no C compiler) and runs the binary again and again, one run after the other,
each of them on all processors.  A hit is whatever it has to say: a report of the race detector, a panic, a fatal error, one of the expected
leaks in the profile "goroutineleak" that each kernel writes at its end, or that the run did not end in 5 seconds (`go test` waits 10
minutes).  The second that a program built with -race sleeps at its end is left out (atexit_sleep_ms=0).

Both are tried several times, goloupe with other seeds each time; the medians are shown.  After so many runs, or seconds, a try is given up.
With ``--page`` the table becomes docs/reference/first-detection.md.  The exit code is 1 if the stock toolchain finds what goloupe does not.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from goloupe.explore.engine import Found, Limits, Result, explore
from goloupe.explore.exploration import link
from goloupe.explore.loading import Target, targets
from goloupe.explore.session import Session
from goloupe.frontend import native
from goloupe.frontend.talking import FrontEnd
from goloupe.frontend.toolchain import Toolchain, find_toolchain
from goloupe.runtime.stack import in_large_stack

sys.path.insert(0, str(Path(__file__).parent))
from leak_suite import SUITE, Case, cases, leak_of, leaked
from suites import NEEDY, RACES, copied

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/reference/first-detection.md"
RUN = 5.0
"""Seconds of one native run."""
RACE = "WARNING: DATA RACE"
SIGNS = (RACE, "panic: ", "fatal error: ", "test timed out")
"""What the stock toolchain says, but for leaks."""


@dataclass
class Try:
    """One attempt."""

    runs: int
    seconds: float
    hit: bool


@dataclass
class Row:
    """A program."""

    name: str
    what: str
    """That is looked for: "leak", "race", "deadlock"."""
    target: Target
    command: list[str]
    """Of the native binary."""
    directory: Path
    case: Case | None = None
    link: float = 0.0
    ours: list[Try] = field(default_factory=list)
    theirs: list[Try] = field(default_factory=list)

    def found(self, found: Found) -> bool:
        """Whether goloupe has found it."""
        if self.case is None:
            return found.bug.code == self.what
        return found.bug.code == "leak" and self.case.expects(leak_of(found.bug.detail.partition("\n\n")[2]))

    def shown(self, outcome: native.Outcome) -> bool:
        """Whether a native run shows it."""
        text = outcome.output
        if outcome.timed_out or any(sign in text for sign in SIGNS):
            return True
        return self.case is not None and any(map(self.case.expects, leaked(text)))


# The programs.


def kernels(front_end: FrontEnd, toolchain: Toolchain, scratch: Path, every: int, race: bool) -> Iterator[Row]:
    """Those of real bugs."""
    place = scratch / "kernels"
    copied("*.go", toolchain.goroot / SUITE / "goker", place, once=True)
    (program,) = targets(front_end, ["."], place, str(toolchain.goroot))
    binary = built(toolchain, ["build"], place, race)
    for case in [c for c in cases(toolchain.goroot) if c.kernel and c.leaks][::every]:
        yield Row(case.name, "leak", replace(program, arguments=(case.name,)), [str(binary), case.name], place, case)


def functions(front_end: FrontEnd, toolchain: Toolchain, scratch: Path, every: int) -> Iterator[Row]:
    """Those of the tests of Go's detector."""
    place = scratch / "races"
    copied("*_test.go", toolchain.goroot / RACES, place, NEEDY)
    binary = built(toolchain, ["test", "-c"], place, True)
    found = targets(front_end, ["."], place, str(toolchain.goroot), run="^TestRace", tags=["race"])
    for target in [t for t in found if not t.test.endswith("Failing")][::every]:
        yield Row(target.test, "race", target, [str(binary), f"-test.run=^{target.test}$"], place)


def tutorial(front_end: FrontEnd, toolchain: Toolchain, scratch: Path, race: bool) -> Iterator[Row]:
    """That of the tutorial."""
    place = scratch / "bank"
    shutil.copytree(ROOT / "examples/bank", place)
    binary = built(toolchain, ["test", "-c"], place, race)
    (target,) = targets(front_end, ["."], place, str(toolchain.goroot), run="^TestTransfer$", tags=["race"])
    yield Row("TestTransfer (tutorial)", "deadlock", target, [str(binary), "-test.run=^TestTransfer$"], place)


BUILT: list[float] = []
"""Seconds of each build."""


def built(toolchain: Toolchain, arguments: list[str], place: Path, race: bool) -> Path:
    """Build a binary in a directory."""
    out = place / "binary"
    began = time.monotonic()
    failed = native.build(toolchain, [*arguments, *(["-race"] if race else []), "-o", str(out), "."], place, race)
    if failed:
        raise SystemExit(failed)
    BUILT.append(time.monotonic() - began)
    return out


# Both ways.


def ours(row: Row, options: argparse.Namespace) -> None:
    """Explore."""
    for n in range(options.repeats):
        began = time.monotonic()
        session: Session = link(row.target, row.what == "race")
        row.link = time.monotonic() - began
        stop = threading.Event()

        def look(result: Result, stop: threading.Event = stop) -> None:
            if any(map(row.found, result.found)):
                stop.set()

        limits = Limits(seconds=options.seconds, steps=8000, seed=1_000_000 * n, stop=stop)
        result = explore(session, limits, look)
        session.machine.shut()
        first = min((f for f in result.found if row.found(f)), key=lambda f: f.seconds, default=None)
        if first is None:
            row.ours.append(Try(result.schedules, result.seconds, False))
        else:
            row.ours.append(Try(max(1, first.number), first.seconds, True))


def theirs(row: Row, options: argparse.Namespace) -> None:
    """Run until it shows."""
    environ = {"GORACE": "halt_on_error=1 atexit_sleep_ms=0", "GOTRACEBACK": "all"}
    for _ in range(options.repeats):
        began = time.monotonic()
        runs, hit = 0, False
        while not hit and runs < options.runs and time.monotonic() - began < options.seconds:
            runs += 1
            hit = row.shown(native.run_once(row.command, directory=row.directory, seconds=RUN, environ=environ))
        row.theirs.append(Try(runs, time.monotonic() - began, hit))
        if sum(not t.hit for t in row.theirs) * 2 > options.repeats:
            return  # The median is known.


# The table.


def middle(tries: list[Try]) -> tuple[float, float, bool]:
    """Runs and seconds of the median try; whether that was a hit."""
    if sum(t.hit for t in tries) * 2 <= len(tries):
        missed = [t for t in tries if not t.hit]
        return statistics.median(t.runs for t in missed), statistics.median(t.seconds for t in missed), False
    order = sorted(tries, key=lambda t: (not t.hit, t.seconds))
    best = order[len(order) // 2]
    return best.runs, best.seconds, True


def duration(seconds: float) -> str:
    """As text."""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms" if seconds >= 0.01 else f"{seconds * 1000:.1f} ms"


def cells(row: Row) -> list[str]:
    """One line."""
    out = [row.name, row.what]
    for tries in (row.ours, row.theirs):
        runs, seconds, hit = middle(tries)
        out += [f"{runs:,.0f}", duration(seconds)] if hit else [f"none in {runs:,.0f}", f"{seconds:.0f} s"]
    return out


def summary(rows: list[Row], race: bool) -> Iterator[str]:
    """What it amounts to."""
    for title, whose in (("goloupe explore", lambda r: r.ours), ("the stock toolchain", lambda r: r.theirs)):
        hits = [middle(whose(row)) for row in rows]
        seconds = [h[1] for h in hits if h[2]]
        yield (
            f"{title}: {len(seconds)} of {len(rows)} found"
            + (f", median {duration(statistics.median(seconds))}, at most {max(seconds):.1f} s" if seconds else "")
        )
    neither = [row.name for row in rows if not middle(row.ours)[2] and not middle(row.theirs)[2]]
    if neither:
        yield f"neither shows what is expected of {', '.join(neither)}"
    linking = statistics.median(r.link for r in rows)
    yield f"before that: reading and linking {duration(linking)} (median), building {max(BUILT):.1f} s (at most)"
    if not race:
        yield "without a C compiler: kernels and the tutorial's test were built without -race, and data races left out"


HEAD = ["program", "what", "goloupe: schedules", "time", "go: runs", "time"]


def page(rows: list[Row], lines: list[str], options: argparse.Namespace, load: float) -> str:
    """The page of the docs."""
    doc = (__doc__ or "").split("\n\n", 2)[2].partition("\nWith ``--page``")[0]
    doc = doc.replace("one in N kernels", f"one in {options.every} kernels").replace(
        "one in N functions", f"one in {options.races_every} functions"
    )
    table = "\n".join(f"| {' | '.join(cells(row))} |" for row in rows)
    said = "\n".join(f"- {line}" for line in lines)
    return (
        f"# Time to first detection\n\n`bench/first_detection.py` makes this page. {doc.strip()}\n\n"
        f"Measured on {os.cpu_count()} processors ({platform.machine()}), Python {platform.python_version()}, "
        f"with a load average of {load:.1f} when it began; {options.repeats} tries each, "
        f"at most {options.seconds:g} s and {options.runs:,} native runs each.\n\n"
        f"{said}\n\n| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}\n{table}\n"
    )


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Time to first detection, beside the stock toolchain.")
    parser.add_argument("--every", type=int, default=3, help="one in so many kernels (default: 3)")
    parser.add_argument("--races-every", type=int, default=20, help="one in so many functions with a race (default: 20)")
    parser.add_argument("--repeats", type=int, default=3, help="tries (default: 3)")
    parser.add_argument("--runs", type=int, default=1000, help="native runs in a try, at most (default: 1000)")
    parser.add_argument("--seconds", type=float, default=20.0, help="of a try, at most (default: 20)")
    parser.add_argument("--only", default="", help="programs whose names match")
    parser.add_argument("--page", action="store_true", help="write docs/reference/first-detection.md")
    options = parser.parse_args()
    load = os.getloadavg()[0]
    toolchain = find_toolchain(None)
    scratch = Path(tempfile.mkdtemp(prefix="first_detection"))
    try:
        race = native.races_can_be_built(toolchain, ROOT)
        with FrontEnd(toolchain) as front_end:
            rows = [*tutorial(front_end, toolchain, scratch, race), *kernels(front_end, toolchain, scratch, options.every, race)]
            if race:
                rows += functions(front_end, toolchain, scratch, options.races_every)
        rows = [row for row in rows if re.search(options.only, row.name)]
        print(f"{HEAD[0]:34}{HEAD[1]:10}{HEAD[2]:>19}{HEAD[3]:>10}{HEAD[4]:>16}{HEAD[5]:>10}")
        for row in rows:
            explored: Callable[[], None] = lambda r=row: ours(r, options)  # noqa: E731
            in_large_stack(explored)
            theirs(row, options)
            c = cells(row)
            print(f"{c[0]:34}{c[1]:10}{c[2]:>19}{c[3]:>10}{c[4]:>16}{c[5]:>10}", flush=True)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    lines = list(summary(rows, race))
    print(*lines, sep="\n")
    if options.page:
        PAGE.write_text(page(rows, lines, options, load))
    return 0 if all(middle(row.ours)[2] or not middle(row.theirs)[2] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
