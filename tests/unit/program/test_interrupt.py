"""Ctrl-C in the middle: everything ends, nothing is left, and the cache is whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import goloupe

SCRIPT = """
import sys, goloupe
try:
    with goloupe.load(sys.argv[2:]) as program:
        report = goloupe.escape(program, jobs=int(sys.argv[1]))
except KeyboardInterrupt:
    sys.exit(130)
print(len(report.packages))
"""
PATTERNS = ["encoding/json", "text/template", "go/ast", "regexp"]


def descendants(pid: int) -> set[int]:
    found = {pid}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            if parent in found:
                found.add(int(entry.name))
    return found - {pid}


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("delay", [0.2, 0.5, 1.0])
def test_ctrl_c(cache: Path, jobs: int, delay: float) -> None:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    command = [sys.executable, "-c", SCRIPT, str(jobs), *PATTERNS]
    with subprocess.Popen(command, env=env, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        time.sleep(delay)
        family = descendants(process.pid)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=30)
    # The interpreter may be starting, and say so, or already ending, and say nothing.
    assert process.returncode in (130, 0, -signal.SIGINT) or "KeyboardInterrupt" in err
    deadline = time.monotonic() + 5
    while any(Path(f"/proc/{pid}").exists() for pid in family) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [pid for pid in family if Path(f"/proc/{pid}").exists()]
    assert not [path for path in cache.rglob(".new-*") if "frontend" not in path.parts]
    with goloupe.load(PATTERNS) as program:
        assert len(goloupe.escape(program).packages) == len(PATTERNS)
