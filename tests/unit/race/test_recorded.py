"""Reports are Go's, to the letter."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from goloupe.frontend.toolchain import find_toolchain
from tests.differences import difference

from .recorded import DATA, masked


@pytest.mark.parametrize("file", sorted(DATA.glob("*.go")), ids=lambda file: file.stem)
def test_report(file: Path) -> None:
    env = {name: value for name, value in os.environ.items() if name != "GORACE"}
    command = [sys.executable, "-m", "goloupe", "run", "-race", str(file)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=120)
    err = masked(done.stderr, str(DATA), str(find_toolchain(None).goroot))
    expected, actual = file.with_suffix(".out").read_text(), f"{done.stdout}--- standard error\n{err}--- exit code {done.returncode}\n"
    if actual != expected:
        pytest.fail(f"{file.name}\n{file.read_text()}{difference('what it prints', expected, actual)}", pytrace=False)
