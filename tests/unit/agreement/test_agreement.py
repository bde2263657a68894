"""Comparing with the compiler: reading lines, shapes, multisets, the report."""

import json

import pytest

from goloupe.agreement import Line, compare, compiler_lines, own_lines, shape
from goloupe.agreement.compare import Score
from goloupe.escape.results import GcLine, LineCode, Pos
from goloupe.report import agreement as report

OUTPUT = """\
# example.com/p
./p.go:3:5: moved to heap: x
./p.go:3:5: moved to heap: x
./p.go:9:1: index bounds check elided
./p.go:9: can inline F
/abs/q.go:12: s does not escape
moved to heap: #next
# example.com/q [example.com/q.test]
../q/q.go:1:2: leaking param: a
"""


def test_compiler_lines() -> None:
    assert compiler_lines(OUTPUT) == {
        "example.com/p": {Line("p.go", 3, 5, "moved to heap: x"): 2, Line("q.go", 12, 0, "s does not escape"): 1},
        "example.com/q [example.com/q.test]": {Line("q.go", 1, 2, "leaking param: a"): 1},
    }


def test_own_lines_have_the_same_form() -> None:
    lines = [
        GcLine(Pos("/a/p.go", 3, 5), "moved to heap: x", 1, LineCode.MOVED),
        GcLine(Pos("/a/p.go", 3, 5), "moved to heap: x", 2, LineCode.MOVED),
        GcLine(Pos("/a/q.go", 12, 300), "s does not escape", 3, LineCode.PARAM_STAYS),
        GcLine(Pos("", 0, 0), "moved to heap: #next", 4, LineCode.MOVED),
        GcLine(Pos("/a/p.go", 3, 5), "  flow: x", 5, LineCode.DETAIL),
    ]
    assert own_lines(lines) == compiler_lines(OUTPUT)["example.com/p"]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("moved to heap: x", "moved to heap: V"),
        ("leaking param: p", "leaking param: P"),
        ("leaking param: p to result ~r0 level=0", "leaking param: P to result R"),
        ("leaking param content: p", "leaking param content: P"),
        ("... argument does not escape", "... argument does not escape"),
        ("append escapes to heap", "append escapes to heap"),
        ("func literal escapes to heap", "func literal escapes to heap"),
        ('"a b" escapes to heap', '"const" escapes to heap'),
        ("&T{...} escapes to heap", "&T{...} escapes to heap"),
        ("&T{} does not escape", "&T{...} does not escape"),
        ("make([]byte, n) escapes to heap", "make([]T, n) escapes to heap"),
        ("make(map[int]int) escapes to heap", "make(map[K]V) escapes to heap"),
        ("make(Set, n) escapes to heap", "make(Named, n) escapes to heap"),
        ("new(T) escapes to heap", "new(T) escapes to heap"),
        ("[]int{...} escapes to heap", "[]T{...} escapes to heap"),
        ("map[int]int{...} escapes to heap", "map[K]V{...} escapes to heap"),
        ("T{...} escapes to heap", "T{...} escapes to heap"),
        ("string(b) escapes to heap", "string(x) escapes to heap"),
        ("([]byte)(s) does not escape", "([]byte)(s) does not escape"),
        ("a + b escapes to heap", "a + b escapes to heap"),
        ("t.M escapes to heap", "x.f escapes to heap"),
        ("err escapes to heap", "V escapes to heap"),
        ("Error(2) escapes to heap", "call(...) escapes to heap"),
        ("2048 escapes to heap", "number, rune or bool escapes to heap"),
        ("*p escapes to heap", "*p escapes to heap"),
        ("x[i] escapes to heap", "x[i] escapes to heap"),
        ("F ignoring self-assignment in b.buf = b.buf[1:]", "F ignoring self-assignment in S"),
        ("zero-copy string->[]byte conversion", "zero-copy string->[]byte conversion"),
        ("something new", "other"),
    ],
)
def test_shape(text: str, want: str) -> None:
    assert shape(text) == want


def test_multisets() -> None:
    x, y, z = (Line("p.go", 1, 1, f"moved to heap: {name}") for name in "xyz")
    from collections import Counter

    found = compare({"p": Counter({x: 3, y: 1})}, {"p": Counter({x: 1, z: 1}), "q": Counter({z: 1})})
    assert [(p.path, p.score) for p in found.packages] == [("p", Score(1, 3, 1)), ("q", Score(0, 0, 1))]
    assert found.packages[0].theirs == [x, x, y]
    assert found.packages[0].ours == [z]
    assert found.score == Score(1, 3, 2)
    assert found.score.agreement == 1 / 6
    assert list(found.shapes) == ["moved to heap: V"]
    text = "".join(report.text(found, "go1.27.3", examples=2))
    assert "16.67 % agreement with go1.27.3 on 2 packages, 0 of them line by line" in text
    assert text.count("p/p.go:1:1: moved to heap: x") == 2
    assert "moved to heap: y" not in text
    data = json.loads(report.to_json(found, "go1.27.3"))
    assert data["packages"][0]["onlyOurs"] == ["p.go:1:1: moved to heap: z"]


def test_percent_is_never_rounded_up_to_all() -> None:
    assert report.percent(Score(99999, 1, 0)) == "99.99 %"
    assert report.percent(Score(5, 0, 0)) == "100.00 %"
    assert report.percent(Score()) == "100.00 %"
