"""Every code's page: its example yields the code, what it recommends does not, and the compiler agrees."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import goloupe
from goloupe.cli.gate import Gate
from goloupe.findings import CODES
from goloupe.frontend import find_toolchain

from .conftest import ROOT

GO_BLOCK = re.compile(r"^```go\n(.*?)^```$", re.DOTALL | re.MULTILINE)

SECTIONS = ["Example", "What it costs", "When it is fine"]

WITH_PROGRAMS = [name for name, code in CODES.items() if name != "GL1099" and not code.bug]


def blocks(name: str) -> list[str]:
    return GO_BLOCK.findall((ROOT / CODES[name].page).read_text(encoding="utf-8"))


def codes(source: str, folder: Path) -> set[str]:
    (folder / "main.go").write_text(source, encoding="utf-8")
    with goloupe.load(["main.go"], directory=folder) as program:
        report = Gate().report(goloupe.escape(program))
    assert report.escape.errors == []
    return {finding.code.name for finding in report.all_findings if not finding.suppressed}


@pytest.mark.parametrize("name", WITH_PROGRAMS)
def test_page_has_its_sections(name: str) -> None:
    headings = re.findall(r"^## (.*)$", (ROOT / CODES[name].page).read_text(encoding="utf-8"), re.MULTILINE)
    assert [h for h in headings if not h.startswith("How to ")] == SECTIONS
    assert len(headings) == 4
    assert len(blocks(name)) == 2


@pytest.mark.parametrize("name", WITH_PROGRAMS)
def test_example_yields_the_code(name: str, tmp_path: Path) -> None:
    if name == "GL1017" and find_toolchain().version >= "go1.25":
        pytest.skip("only Go 1.24 and older do that")
    assert name in codes(blocks(name)[0], tmp_path)


@pytest.mark.parametrize("name", WITH_PROGRAMS)
def test_what_the_page_recommends_helps(name: str, tmp_path: Path) -> None:
    assert name not in codes(blocks(name)[1], tmp_path)
