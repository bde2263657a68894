"""Run a program whose output depends on every kind of choice many times with one seed, and then with many seeds.

    python bench/determinism.py [--runs N] [--seeds N] [--python PYTHON ...]

PYTHONHASHSEED is another in each run; with ``--python`` interpreters take turns. The exit code is 1 if two runs with one seed differ.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.property.determinism import run


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Run a program many times with one seed, and with many seeds.")
    parser.add_argument("--runs", type=int, default=100, help="runs with one seed (default: 100)")
    parser.add_argument("--seeds", type=int, default=50, help="other seeds (default: 50)")
    parser.add_argument("--python", action="append", help="an interpreter that has goloupe's dependencies; may be repeated")
    options = parser.parse_args()
    pythons = options.python or [sys.executable]
    same = Counter(run(1, str(n), python=pythons[n % len(pythons)]) for n in range(options.runs))
    print(f"{options.runs} runs with one seed: {len(same)} different outputs")
    outputs = [run(seed, "0").splitlines() for seed in range(2, 2 + options.seeds)]
    for line, what in enumerate(("orders of goroutines", "orders of keys", "counts of one select case", "random numbers")):
        print(f"{options.seeds} seeds: {len({out[line] for out in outputs})} different {what}")
    picked = [int(out[2].split()[1]) for out in outputs]
    print(f"one of two ready select cases was taken {sum(picked)} times of {20 * len(picked)}")
    return 0 if len(same) == 1 else 1


if __name__ == "__main__":
    sys.exit(main())
