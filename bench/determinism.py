"""Run programs whose output depends on every kind of choice many times with one seed, and then with many seeds.

    python bench/determinism.py [--runs N] [--seeds N] [--python PYTHON ...]

PYTHONHASHSEED is another in each run; with ``--python`` interpreters take turns. The exit code is 1 if two runs with one seed differ.
How choices are spread over seeds stands beside how they are over runs of the compiled program.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.property.determinism import CHOICES, Choices, compiled, run  # noqa: E402

from goloupe.frontend import find_toolchain  # noqa: E402


def spread(name: str, several: Sequence[Choices], single: Sequence[Choices]) -> None:
    """Print how choices are spread; the order of goroutines for one processor too."""
    taken = [c.taken / 10 for c in several]
    starts = [sum(column) for column in zip(*(c.starts for c in several), strict=True)]
    shares = [100 * n / sum(starts) for n in starts]
    print(f"{name}:")
    print(
        f"  select, first of two ready cases: {sum(taken) / len(taken):.1f} % of 1000 (runs: {min(taken):.1f} to {max(taken):.1f} %),"
        f" {len({c.taken for c in several})} different counts"
    )
    print(f"  first key of eight: {min(shares):.1f} to {max(shares):.1f} % each")
    for what, found in (("", several), (", one processor", single)):
        orders = Counter(c.order for c in found)
        last = sum(n for order, n in orders.items() if order.startswith("7"))
        print(
            f"  eight goroutines{what}: the one created last ran first in {last} of {len(found)} runs,"
            f" {len(orders)} different orders, the most frequent {orders.most_common(1)[0][0]} in {orders.most_common(1)[0][1]}"
        )


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Run a program many times with one seed, and with many seeds.")
    parser.add_argument("--runs", type=int, default=100, help="runs with one seed (default: 100)")
    parser.add_argument("--seeds", type=int, default=50, help="other seeds (default: 50)")
    parser.add_argument("--python", action="append", help="an interpreter that has goloupe's dependencies; may be repeated")
    options = parser.parse_args()
    pythons = options.python or [sys.executable]
    same = Counter(run(1, str(n), python=pythons[n % len(pythons)]) for n in range(options.runs))
    print(f"{options.runs} runs with one seed: {len(same)} different outputs", flush=True)
    outputs = [run(seed, "0").splitlines() for seed in range(2, 2 + options.seeds)]
    for line, what in enumerate(("orders of goroutines", "orders of keys", "counts of one select case", "random numbers")):
        print(f"{options.seeds} seeds: {len({out[line] for out in outputs})} different {what}", flush=True)
    model = [[Choices.of(run(seed, "0", program=CHOICES, procs=procs)) for seed in range(2, 2 + options.seeds)] for procs in (0, 1)]
    spread(f"goloupe, {options.seeds} seeds", *model)
    with tempfile.TemporaryDirectory(prefix="determinism") as work:
        binary = Path(work) / "choices"
        subprocess.run([str(find_toolchain().path), "build", "-o", str(binary), str(CHOICES)], check=True)
        real = [[Choices.of(compiled(binary, procs)) for _ in range(options.seeds)] for procs in (0, 1)]
    spread(f"Go, {options.seeds} runs", *real)
    return 0 if len(same) == 1 else 1


if __name__ == "__main__":
    sys.exit(main())
