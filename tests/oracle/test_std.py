"""A handful of packages of the standard library: the same lines as the compiler's, each as often."""

from __future__ import annotations

from collections import Counter

import pytest

import goloupe
from goloupe.agreement.compare import compare
from goloupe.agreement.lines import Line, compiler_lines, own_lines
from goloupe.frontend import Toolchain
from goloupe.frontend.compiler import compiler_diagnostics
from goloupe.program import EscapeReport

PACKAGES = [
    "bufio",
    "container/list",
    "encoding/json",
    "errors",
    "go/scanner",
    "internal/abi",
    "net/url",
    "reflect",
    "slices",
    "sort",
    "strings",
    "sync",
    "text/tabwriter",
]


@pytest.fixture(scope="module")
def theirs(toolchain: Toolchain) -> dict[str, Counter[Line]]:
    return compiler_lines(compiler_diagnostics(toolchain, PACKAGES, directory=toolchain.goroot).text)


@pytest.fixture(scope="module")
def report(toolchain: Toolchain) -> EscapeReport:
    with goloupe.load(PACKAGES, directory=toolchain.goroot, go=toolchain.path) as program:
        return goloupe.escape(program, use_cache=False)


@pytest.mark.parametrize("package", PACKAGES)
def test_lines(package: str, theirs: dict[str, Counter[Line]], report: EscapeReport) -> None:
    assert theirs.get(package), "the compiler says nothing"
    agreement = compare({package: theirs[package]}, {package: own_lines(report.package(package).lines)})
    (found,) = agreement.packages
    assert found.theirs == []
    assert found.ours == []
