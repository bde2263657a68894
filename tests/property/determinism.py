"""Runs of determinism.go and choices.go, which print what goroutines, maps, select, random numbers, the clock and addresses make of it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.programs.record import ROOT, environment

PROGRAM = Path(__file__).with_name("determinism.go")
CHOICES = Path(__file__).with_name("choices.go")


def run(seed: int, hash_seed: str, cache: Path | None = None, python: str = sys.executable, program: Path = PROGRAM, procs: int = 0) -> str:
    """Return what a program prints; `cache` is another place for what is kept between runs."""
    env = {**environment(os.environ), "PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": hash_seed, "NO_COLOR": "1"}
    if cache is not None:
        env["GOLOUPE_CACHE"] = str(cache)
    flags = ["--gomaxprocs", str(procs)] if procs else []
    command = [python, "-m", "goloupe", "run", "--seed", str(seed), *flags, str(program)]
    done = subprocess.run(command, env=env, capture_output=True, encoding="utf-8", check=True, timeout=120)
    return done.stdout


def compiled(binary: Path, procs: int = 0) -> str:
    """Return what a compiled program prints."""
    env = environment(os.environ)
    if procs:
        env["GOMAXPROCS"] = str(procs)
    return subprocess.run([str(binary)], env=env, capture_output=True, encoding="utf-8", check=True, timeout=120).stdout


@dataclass(frozen=True)
class Choices:
    """What one run of choices.go chose."""

    taken: int
    """How often the first of two ready cases was taken, of 1000 times."""
    starts: tuple[int, ...]
    """How often the iteration of a map of eight keys started at each, of 800 times."""
    order: str
    """In which order eight goroutines ran."""

    @classmethod
    def of(cls, out: str) -> Choices:
        """Read what a run printed."""
        taken, starts, order = out.splitlines()
        return cls(int(taken), tuple(map(int, starts.split())), order)
