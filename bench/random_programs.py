"""Run random Go programs with goloupe and with the real toolchain, and show where they differ.

    python bench/random_programs.py [--cases N] [--seed SEED] [--batch N] [--show N] [--jobs N]

Each program has a batch of cases, functions written by the generator of tests/property. The first differences are shrunk and
printed as Go. The exit code is 1 if there is any.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.property.batch import Difference, NotWellTyped, compare  # noqa: E402
from tests.property.cases import Case, case  # noqa: E402
from tests.property.shrink import shrink  # noqa: E402
from tests.property.source import Seeded  # noqa: E402

from goloupe.frontend import find_toolchain  # noqa: E402


@dataclass
class LeftOut:
    """Cases that are not compared."""

    rejected: list[str] = field(default_factory=list)
    """What the compiler says about those that are no Go."""
    too_long: list[int] = field(default_factory=list)
    unsettled: list[int] = field(default_factory=list)
    """The compiled program prints one thing, then another."""


def well_typed(go: Path, cases: Sequence[Case]) -> tuple[list[Difference], LeftOut]:
    """Compare the cases, without those that cannot be."""
    out = LeftOut()
    left = list(cases)
    with TemporaryDirectory(prefix="random_programs") as work:
        while True:
            try:
                return compare(go, left, Path(work), out.too_long, out.unsettled), out
            except NotWellTyped as problem:
                if not problem.numbers:
                    raise
                out.rejected.append(str(problem))
                left = [c for c in left if c.number not in problem.numbers]


def batch(go: Path, seed: str, numbers: range) -> tuple[list[tuple[Case, Difference]], LeftOut]:
    """Write and compare some cases."""
    cases = {number: case(Seeded(f"{seed}/{number}"), number) for number in numbers}
    differences, out = well_typed(go, list(cases.values()))
    return [(cases[d.number], d) for d in differences], out


def show(go: Path, found: Case, difference: Difference) -> None:
    """Shrink a case and print it."""
    print(f"\n===== case {found.number}", flush=True)
    small = shrink(found, lambda cases: {d.number for d in well_typed(go, cases)[0]})
    print(small.text)
    print(f"end: {small.end}")
    differences, _ = well_typed(go, [small])
    print(*differences or [f"(not alone)\n{difference}"], flush=True)


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Run random Go programs with goloupe and the real toolchain and compare.")
    parser.add_argument("--cases", type=int, default=10000, help="how many (default: 10000)")
    parser.add_argument("--seed", default="1", help="makes other programs (default: 1)")
    parser.add_argument("--first", type=int, default=0, help="number of the first case (default: 0)")
    parser.add_argument("--batch", type=int, default=50, help="cases in one program (default: 50)")
    parser.add_argument("--show", type=int, default=3, help="how many differences to shrink and print (default: 3)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="programs at a time (default: one per processor)")
    options = parser.parse_args()
    go = find_toolchain().path
    started = time.perf_counter()
    ranges = [
        range(n, min(n + options.batch, options.first + options.cases))
        for n in range(options.first, options.first + options.cases, options.batch)
    ]
    differing, rejections, too_long, unsettled = 0, 0, 0, 0
    waiting: list[tuple[Case, Difference]] = []
    with TemporaryDirectory(prefix="random_programs") as cache:
        os.environ.setdefault("GOLOUPE_CACHE", cache)  # No program comes again: the user's cache is not for them.
        with ProcessPoolExecutor(options.jobs) as pool:
            for differences, out in pool.map(batch, [go] * len(ranges), [options.seed] * len(ranges), ranges):
                differing += len(differences)
                rejections += len(out.rejected)
                too_long += len(set(out.too_long))
                unsettled += len(set(out.unsettled))
                waiting += differences
                for said in out.rejected:
                    print(said)
                for number in sorted(set(out.too_long)):
                    print(f"case {number} takes too long when compiled, and is left out", flush=True)
                for number in sorted(set(out.unsettled)):
                    print(f"case {number} prints now this and now that when compiled, and is left out", flush=True)
                for found, _ in differences:
                    print(f"case {found.number} differs", flush=True)
        for found, difference in waiting[: options.show]:
            show(go, found, difference)
    seconds = time.perf_counter() - started
    print(
        f"{options.cases} cases: {differing} differ, {too_long} were left out as too long and {unsettled} as unsettled, "
        f"{rejections} programs were rejected by the compiler; {seconds:.0f} s"
    )
    return 1 if differing or rejections else 0


if __name__ == "__main__":
    sys.exit(main())
