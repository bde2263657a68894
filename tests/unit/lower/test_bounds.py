"""Which indices are lowered without a test, which with one, and which loops are written twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from goloupe.frontend.talking import FrontEnd
from goloupe.launch.columns import read
from goloupe.lower.bounds import Form, resolve
from goloupe.lower.function import Lowerer
from goloupe.std import LEFT_OUT

Lower = Callable[[str], str]


@pytest.fixture(scope="module")
def front_end() -> Iterator[FrontEnd]:
    """A front end for the module."""
    with FrontEnd() as h:
        yield h


@pytest.fixture
def lower(front_end: FrontEnd, tmp_path: Path) -> Lower:
    """The Python of the function f of a Go source."""

    def call(source: str) -> str:
        (tmp_path / "f.go").write_text(f"package main\n\n{source}\n\nfunc main() {{}}\n")
        columns = read(front_end, ["f.go"], tmp_path, LEFT_OUT).columns["command-line-arguments"]
        lowerer = Lowerer(columns)
        return lowerer.unit(lowerer.by_key["main.f"]).source

    return call


NO_TEST = {
    "range over the slice": "func f(s []int) (n int) { for i := range s { n += s[i] }; return }",
    "up to its length": "func f(s []int) (n int) { for i := 0; i < len(s); i++ { n += s[i] }; return }",
    "up to a copy of its length": "func f(s []int) (n int) { m := len(s); for i := 0; i < m; i++ { n += s[i] }; return }",
    "range over the slice, with values": "func f(s []int) (n int) { for i, v := range s { n += s[i] + v }; return }",
    "range over an integer": "func f(s []int) (n int) { for i := range len(s) { n += s[i] }; return }",
    "below its length": "func f(s []int) (n int) { m := len(s) - 1; for i := 0; i < m; i++ { n += s[i] }; return }",
    "downwards": "func f(s []int) (n int) { for i := len(s) - 1; i >= 0; i-- { n += s[i] }; return }",
    "a length that make was given": "func f(m int) (n int) { s := make([]int, m+1); for i := 0; i <= m; i++ { n += s[i] }; return }",
    "an array": "func f() (n int) { var a [8]int; for i := 0; i < 8; i++ { n += a[i] }; return }",
    "a string": "func f(s string) (n int) { for i := 0; i < len(s); i++ { n += int(s[i]) }; return }",
    "in steps": "func f(s []int) (n int) { for i := 0; i < len(s); i += 2 { n += s[i] }; return }",
}
ALWAYS = {
    "the slice is another one": "func f(s []int) (n int) { for i := 0; i < len(s); i++ { n += s[i]; s = s[1:] }; return }",
    "beyond the length": "func f(s []int) (n int) { for i := 0; i <= len(s); i++ { n += s[i] }; return }",
    "an index that is no variable of a loop": "func f(s []int, i int) int { return s[i] }",
    "beside the variable": "func f(s []int) (n int) { for i := 0; i < len(s); i++ { n += s[i+1] }; return }",
    "beyond the array": "func f() (n int) { var a [8]int; for i := 0; i <= 8; i++ { n += a[i] }; return }",
    "a variable that the body changes": "func f(s []int) (n int) { for i := 0; i < len(s); i++ { n += s[i]; i += n }; return }",
    "range over a slice that changes": "func f(s []int) (n int) { for i := range s { n += s[i]; s = s[1:] }; return }",
    "range over a longer integer": "func f(s []int) (n int) { for i := range len(s) + 1 { n += s[i] }; return }",
    "a shared slice": "func f(s []int) (n int) { g := func() { s = nil }; for i := 0; i < len(s); i++ { n += s[i]; g() }; return }",
}
ASKED = {
    "up to a parameter": "func f(s []int, m int) (n int) { for i := 0; i < m; i++ { n += s[i] }; return }",
    "from a parameter": "func f(s []int, m int) (n int) { for i := m; i < len(s); i++ { n += s[i] }; return }",
    "down from a parameter": "func f(s []int, m int) (n int) { for i := m; i >= 0; i-- { n += s[i] }; return }",
    "up to the length of another": "func f(s, t []int) (n int) { for i := 0; i < len(t); i++ { n += s[i] }; return }",
}


@pytest.mark.parametrize("name", NO_TEST)
def test_no_test(lower: Lower, name: str) -> None:
    assert "index(" not in lower(NO_TEST[name])


@pytest.mark.parametrize("name", ALWAYS)
def test_always_a_test(lower: Lower, name: str) -> None:
    source = lower(ALWAYS[name])
    assert source.count("index(") == 1 or source.count("array_index(") == 1, source


@pytest.mark.parametrize("name", ASKED)
def test_the_loop_asks_once(lower: Lower, name: str) -> None:
    lines = [line.strip() for line in lower(ASKED[name]).splitlines()]
    loops = [i for i, line in enumerate(lines) if line.startswith("for ")]
    assert len(loops) == 2, "one without tests, one with them"
    assert lines[loops[0] - 1].startswith("if ")
    assert lines[loops[1] - 1] == "else:"
    assert not any("index(" in line for line in lines[: loops[1]])
    assert any("index(" in line for line in lines[loops[1] :])


def test_forms() -> None:
    assert Form(3, 1).plus(-2) == Form(3, -1)


def test_each_loop_decides_about_its_own_indices() -> None:
    line = "x = \1" + "7\2i\2i if 0<=i<n else index(i, n)\3 + \1" + "9\2j\2checked\3"
    assert resolve("x = 1", 7, True) == "x = 1"
    assert resolve(line, 7, False) == "x = i + \1" + "9\2j\2checked\3"
    assert resolve(resolve(line, 7, True), 9, False) == "x = i if 0<=i<n else index(i, n) + j"
