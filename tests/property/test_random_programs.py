"""A sample of random programs does under goloupe what it does under the real toolchain; bench/random_programs.py runs many more."""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from goloupe.frontend import Toolchain, ToolchainNotFound, find_toolchain
from tests.property.batch import compare, lines_of_panic, program
from tests.property.cases import Case, case, cases
from tests.property.shrink import renumbered, shrink
from tests.property.source import Seeded

CASES = 60
"""In one program: starting and building take most of the time."""


@pytest.fixture(scope="module")
def toolchain() -> Toolchain:
    try:
        return find_toolchain()
    except ToolchainNotFound as error:
        pytest.skip(f"nothing to compare with: {error}")


def test_sample(toolchain: Toolchain, tmp_path: Path) -> None:
    written = [case(Seeded(f"sample/{n}"), n) for n in range(CASES)]
    differences = compare(toolchain.path, written, tmp_path)
    assert not differences, "\n".join(f"{written[d.number].text}\n{d}" for d in differences[:3])


@settings(max_examples=3, deadline=None, derandomize=True, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(drawn=st.lists(cases(), min_size=1, max_size=5))
def test_drawn(toolchain: Toolchain, drawn: list[Case]) -> None:
    with tempfile.TemporaryDirectory() as work:
        differences = compare(toolchain.path, [renumbered(c, n) for n, c in enumerate(drawn)], Path(work))
    assert not differences, str(differences[0])


def test_same_choices_same_program() -> None:
    one, other = (program([case(Seeded("s"), 1)]) for _ in range(2))
    assert one == other
    assert one != program([case(Seeded("t"), 1)])


def test_panic_text() -> None:
    assert lines_of_panic("panic: x\n\ngoroutine 1 [running]:\nmain.main()\n") == "panic: x\n\n"


def test_shrinking_leaves_what_matters() -> None:
    text = "func case1() {\n\tx := 1\n\t_ = x\n\tif x > 0 {\n\t\tbad()\n\t}\n\tfmt.Println()\n}"

    def fails(candidates: list[Case]) -> set[int]:
        return {c.number for c in candidates if "bad()" in c.text and "func case" in c.text}

    small = shrink(Case(1, text, ""), fails)  # type: ignore[arg-type]
    assert small.text.split("\n")[0] == "func case9000() {"
    assert "bad()" in small.text
    assert "Println" not in small.text
    assert dataclasses.replace(small, number=1).end == ""
