"""Each program of this directory, run by goloupe, does what the real toolchain has it do."""

from __future__ import annotations

import functools
import sys
from pathlib import Path

import pytest

from tests.differences import difference
from tests.programs.known import KNOWN
from tests.programs.record import ROOT, Program, corpus, environment

COMMAND = [sys.executable, "-m", "goloupe", "run"]


@functools.cache
def environ() -> dict[str, str]:
    env = environment()
    return {**env, "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1"}


@pytest.mark.parametrize("program", corpus(), ids=lambda p: p.name)
def test_program(program: Program, tmp_path: Path) -> None:
    if not program.recorded:
        pytest.fail(f"{program.name} has not been recorded: python tests/programs/record.py {program.name}")
    expected = program.expected()
    actual = program.run([*COMMAND, str(program.path)], environ(), tmp_path)
    report = ""
    if expected.out != actual.out:
        texts = (outcome.out.decode(errors="backslashreplace") for outcome in (expected, actual))
        report += difference("standard output", *texts)
    if expected.err != actual.err:
        report += difference("standard error", expected.err, actual.err)
    if expected.code != actual.code:
        report += f"\n--- exit code: expected {expected.code}, actual {actual.code} ---"
    if program.name in KNOWN:
        assert report, f"{program.name} agrees now: take it out of known.py"
        pytest.xfail(KNOWN[program.name])
    if report:
        pytest.fail(f"{program.path.name}\n{program.path.read_text(encoding='utf-8')}{report}", pytrace=False)
