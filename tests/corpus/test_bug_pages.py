"""The pages of what exploration finds: the first program of each has the bug, the second has not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goloupe.explore.engine import Limits
from goloupe.explore.exploration import explore
from goloupe.findings import CODES
from goloupe.report.bugs import collect

from .conftest import ROOT
from .test_pages import SECTIONS, blocks

CHECKED = ["GL2001", "GL2002", "GL2003", "GL2004", "GL2005", "GL2006", "GL2007"]


def codes(source: str, folder: Path, *, first: bool) -> set[str]:
    (folder / "main.go").write_text(source, encoding="utf-8")
    limits = Limits(seconds=60, schedules=2000 if first else 300, jobs=1, first=first)
    return {item.finding.code.name for item in collect(explore(["main.go"], directory=folder, limits=limits, shrink=0)).items}


@pytest.mark.parametrize("name", [code.name for code in CODES.values() if code.bug and code.bug != "other"])
def test_page_has_its_sections(name: str) -> None:
    headings = re.findall(r"^## (.*)$", (ROOT / CODES[name].page).read_text(encoding="utf-8"), re.MULTILINE)
    assert [h for h in headings if not h.startswith("How to ")] == SECTIONS
    assert len(headings) == 4
    assert len(blocks(name)) == 2


@pytest.mark.parametrize("name", CHECKED)
def test_example_yields_the_code(name: str, tmp_path: Path) -> None:
    assert codes(blocks(name)[0], tmp_path, first=True) == {name}


@pytest.mark.parametrize("name", CHECKED)
def test_what_the_page_recommends_helps(name: str, tmp_path: Path) -> None:
    assert codes(blocks(name)[1], tmp_path, first=False) == set()
