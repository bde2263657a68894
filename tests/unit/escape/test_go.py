"""From Go source to messages: testdata/facts says beside each line what the compiler prints for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from goloupe.escape import Tags, Verdict, analyze_package, explain_package, explain_site
from goloupe.frontend import FrontEnd, find_toolchain
from goloupe.frontend.results import Blob
from goloupe.syntax import Columns
from tests.unit.escape import sanity
from tests.unit.syntax.validation import validate

FACTS = Path(__file__).parent / "testdata" / "facts"


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[Columns]]]:
    """The version of Go, and the columns of the facts and of what they call, dependencies first."""
    toolchain = find_toolchain()
    out = tmp_path_factory.mktemp("columns")
    with FrontEnd(toolchain) as front_end:
        roots = [package.path for package in front_end.load(directory=FACTS).roots]
        columns = [Columns.load(blob.file) for blob in front_end.emit(roots, out) if isinstance(blob, Blob)]
    for c in columns:
        validate(c)
    yield toolchain.version, columns


def wanted() -> dict[int, list[str]]:
    out: dict[int, list[str]] = {}
    for number, line in enumerate((FACTS / "facts.go").read_text().splitlines(), 1):
        match = re.search(r"// want (.*)$", line)
        if match is not None:
            out[number] = sorted(match.group(1).split("; "))
    return out


def test_facts(packages: tuple[str, list[Columns]]) -> None:
    version, columns = packages
    if not version.startswith("go1.27"):
        pytest.skip(f"the facts are about Go 1.27, and this is {version}")
    tags: dict[str, Tags] = {}
    for c in columns:
        result, own = analyze_package(c, tags, version, check=sanity.check)
        tags |= own
    assert result.path == "facts"
    assert result.missing == []
    got: dict[int, list[str]] = {}
    for line in result.lines:
        if line.pos.file.endswith("facts.go"):
            got.setdefault(line.pos.line, []).append(line.text)
    assert {number: sorted(texts) for number, texts in got.items()} == wanted()


@pytest.mark.parametrize("version", ["go1.21.13", "go1.22.10", "go1.23.9", "go1.24.11", "go1.25.5", "go1.26.6"])
def test_every_version_runs(packages: tuple[str, list[Columns]], version: str) -> None:
    tags: dict[str, Tags] = {}
    for c in packages[1]:
        result, own = analyze_package(c, tags, version, explain=True, check=sanity.check)
        tags |= own
    assert result.lines


def test_every_heap_verdict_is_explained(packages: tuple[str, list[Columns]]) -> None:
    tags: dict[str, Tags] = {}
    for c in packages[1]:
        result, own = analyze_package(c, tags, "go1.27.3")
        tags |= own
    facts = packages[1][-1]
    for _, site in result.heap_sites():
        found = explain_site(facts, tags, "go1.27.3", site.pos.file, site.pos.line, site.pos.col)
        mine = [e for e in found if e.expr == site.expr and e.steps]
        assert mine or not site.printed, site
        if mine:
            assert mine[0].reason == site.reason


def test_a_package_is_explained_like_its_places(packages: tuple[str, list[Columns]]) -> None:
    tags: dict[str, Tags] = {}
    for c in packages[1]:
        result, own = analyze_package(c, tags, "go1.27.3")
        before, tags = tags, tags | own
    facts = packages[1][-1]
    whole = list(explain_package(facts, before, "go1.27.3"))
    heap = [e for e in whole if e.kind == "site" and e.verdict is Verdict.HEAP]
    assert sorted(e.pos for e in heap) == sorted(s.pos for _, s in result.heap_sites() if s.printed)
    for explanation in whole:
        assert explanation.steps or explanation.verdict is Verdict.STACK
        pos = explanation.pos
        assert explanation in explain_site(facts, tags, "go1.27.3", pos.file, pos.line, pos.col)
