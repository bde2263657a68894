"""The examples run with the real go, and goloupe agrees with the compiler on each of them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

import goloupe
from goloupe.agreement import compare, compiler_lines, own_lines
from goloupe.frontend import find_toolchain
from goloupe.frontend.compiler import compiler_diagnostics

from .conftest import ROOT

EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/go.mod"))


def name(folder: Path) -> str:
    return folder.name


@pytest.mark.parametrize("folder", EXAMPLES, ids=name)
def test_runs(folder: Path) -> None:
    toolchain = find_toolchain()
    # What is no program has a test, which is flaky or was: that it can be built is enough.
    program = any("package main\n" in file.read_text("utf-8") for file in folder.glob("*.go"))
    verb = ["run"] if program else ["test", "-v", "-run", "^$"]
    done = subprocess.run(
        [str(toolchain.path), *verb, "."], cwd=folder, env=toolchain.environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout + done.stderr != ""


@pytest.mark.parametrize("folder", EXAMPLES, ids=name)
def test_is_formatted(folder: Path) -> None:
    gofmt = find_toolchain().path.with_name("gofmt")
    done = subprocess.run([str(gofmt), "-l", "."], cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout == ""


@pytest.mark.parametrize("folder", EXAMPLES, ids=name)
def test_agrees(folder: Path) -> None:
    with goloupe.load(["."], directory=folder) as program:
        report = goloupe.escape(program)
        printed = compiler_diagnostics(program.toolchain, ["."], directory=folder)
    found = compare(compiler_lines(printed.text), {package.path: own_lines(package.lines) for package in report.packages})
    (package,) = found.packages
    assert (package.theirs, package.ours) == ([], [])
    assert package.score.both > 0


def test_there_is_one_for_each_argument() -> None:
    # Those that are run and explored, not analysed, are named apart.
    assert {name(folder) for folder in EXAMPLES} - {"pipeline", "bank", "bankfixed"} == {
        "append",
        "channels",
        "closures",
        "containers",
        "defer",
        "fmt",
        "interfaces",
        "large",
        "make",
        "methodvalues",
        "returned",
    }
