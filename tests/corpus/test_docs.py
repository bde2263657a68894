"""Outputs in the documentation are current, links lead somewhere, and no path of a machine is in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

from .conftest import ROOT

PACKAGE = ROOT / "src" / "goloupe"
PACKAGES = {file.parent.name for file in PACKAGE.glob("*/__init__.py")}
PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
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


def missing(text: str) -> list[str]:
    """Files and modules that a text names between back-quotes, and that are not there."""
    out = []
    for term in re.findall(r"`([\w./-]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)):
        parts = term.split(".")
        if term.endswith(".py") or re.match(r"(?:bench|docs|examples|tests)/", term):
            there = any((place / term).exists() for place in (ROOT, PACKAGE, PACKAGE.parent)) or "nnnn" in term
        elif (
            len(parts) > 1 and parts[0] in PACKAGES and re.fullmatch(r"[a-z_.]+", term) and parts[0] != "report"
        ):  # That is a variable in examples.
            there = any(is_there([PACKAGE, *parts[:n]], parts[n:]) for n in range(1, len(parts) + 1))
        else:
            continue
        if not there:
            out.append(term)
    return out


def is_there(place: Sequence[Path | str], names: Sequence[str]) -> bool:
    """Whether a module exists and has a name, or none is asked for."""
    path = Path(*place)
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return file.exists() and all(re.search(rf"\b{part}\b", file.read_text(encoding="utf-8")) for part in names)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_files_and_modules_that_are_named_exist(page: Path) -> None:
    assert missing(page.read_text(encoding="utf-8")) == []


def test_the_architecture_has_all_packages() -> None:
    rows = set(re.findall(r"^\| `(\w+)` \|", (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert rows == PACKAGES


def test_the_glossary_is_in_order() -> None:
    terms = [term.casefold() for term in re.findall(r"^\*\*(.+?)\.\*\*", (ROOT / "GLOSSARY.md").read_text(encoding="utf-8"), re.MULTILINE)]
    assert terms == sorted(set(terms))


def test_what_does_not_exist_is_seen() -> None:
    assert missing("`bench/none.py`, `none.py`, `explore.none`, `explore.token.none`") == [
        "bench/none.py",
        "none.py",
        "explore.none",
        "explore.token.none",
    ]
    assert missing("`bench/speed.py`, `lower/ranges.py`, `explore.token`, `explore.token.decode`, `runtime.GC`, `os.Exit`") == []


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
