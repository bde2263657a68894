"""Outputs in the documentation are current, links lead somewhere, and no path of a machine is in it."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

from .conftest import ROOT

PAGES = [
    ROOT / "README.md",
    ROOT / "ARCHITECTURE.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "GLOSSARY.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
CLAIMS = sorted((ROOT / "docs" / "claims").glob("*.go"))


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.fixture(scope="module")
def outputs(build_docs: ModuleType) -> object:
    return build_docs.Outputs()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_outputs_are_current(page: Path, build_docs: ModuleType, outputs: object, documented_go: str) -> None:
    text = page.read_text(encoding="utf-8")
    if "claims -->" in text:
        # The line that names the version need not be that of this machine.
        made = build_docs.fill(text, outputs, page.name)
        version = re.compile(r"^Checked with go\S+,", re.MULTILINE)
        assert version.sub("", made) == version.sub("", text), "run docs/build_docs.py"
        return
    shown = re.search(r"1\.27\.\d+", text)
    made = build_docs.fill(text, outputs, page.name)
    if shown is not None:
        made = re.sub(r"1\.27\.\d+", shown[0], made)
    assert made == text, "run docs/build_docs.py"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if not target.startswith("http") and re.fullmatch(r"[\w./-]+", target):
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_no_paths_of_machines(page: Path) -> None:
    assert not re.search(r"(?<![\w.])/(root|home|opt|tmp|usr/lib|Users)/", page.read_text(encoding="utf-8").replace("/usr/local/go", ""))


@pytest.mark.parametrize("file", CLAIMS, ids=name)
def test_claims_can_be_decided(file: Path, build_docs: ModuleType) -> None:
    claim = build_docs.Claim.read(file)
    assert claim.title.endswith(".")
    re.compile(claim.holds_if)
    assert claim.program.startswith("package p\n")


def test_readme_commands_are_single_lines() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert len(blocks) == 2
    assert all(block.count("\n") == 1 for block in blocks)
    assert "<!-- tests -->\n```sh\n" in text
