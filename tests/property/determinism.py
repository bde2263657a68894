"""Runs of determinism.go, which prints what goroutines, maps, select, random numbers, the clock and addresses make of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.programs.record import ROOT, environment

PROGRAM = Path(__file__).with_name("determinism.go")


def run(seed: int, hash_seed: str, cache: Path | None = None, python: str = sys.executable) -> str:
    """Return what the program prints; `cache` is another place for what is kept between runs."""
    env = {**environment(os.environ), "PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": hash_seed, "NO_COLOR": "1"}
    if cache is not None:
        env["GOLOUPE_CACHE"] = str(cache)
    command = [python, "-m", "goloupe", "run", "--seed", str(seed), str(PROGRAM)]
    done = subprocess.run(command, env=env, capture_output=True, encoding="utf-8", check=True, timeout=120)
    return done.stdout
