"""Results survive a trip through JSON, and the small tables are right."""

import json

import pytest

from goloupe.escape import analyze_package, explain_site
from goloupe.escape.leaks import LEAKS, Tags, add, decode, encode, optimize
from goloupe.escape.results import GcLine, LineCode, Pos, Reason, SiteKind, Verdict, from_json, to_json
from goloupe.escape.sizes import size_class
from goloupe.escape.versions import TABLE, rules
from tests.unit.escape.builder import Program


def program() -> Program:
    p = Program()
    t = p.struct("N")
    pt = p.ptr(t)
    p.set_fields(t, ("p", pt))
    sink = p.global_var("Sink", pt)
    keep = p.func("keep", [("n", pt)])
    keep.body = [p.assign(p.name(sink), p.name(keep.params[0]))]
    f = p.func("f", [("a", pt)], [("", pt)])
    x = p.local(f, "x", t)
    f.body = [
        *p.declare(x),
        p.call(keep.obj, p.addr(p.name(x))),
        p.loop(p.discard(p.new(t))),
        p.ret(p.ptr_lit(t, p=p.name(f.params[0]))),
    ]
    return p


def test_round_trip() -> None:
    result, tags = analyze_package(program().columns(), {}, "go1.27.3", explain=True)
    assert from_json(json.loads(json.dumps(to_json(result)))) == result
    for t in tags.values():
        assert Tags.from_json(json.loads(json.dumps(t.to_json()))) == t


@pytest.mark.parametrize(
    "data", [[], [0], [1, "p"], [1, "p", "v", [], [[1]], [], []], [1, "p", "v", [], [], [[[0, 1, 1], "x", 1, "moved"]], []]]
)
def test_damaged_results_are_refused(data: list[object]) -> None:
    with pytest.raises(ValueError):
        from_json(data)


def test_sites() -> None:
    result, _ = analyze_package(program().columns(), {}, "go1.27.3")
    keep, f = result.functions
    assert keep.params[0].readable() == "leaks"
    assert f.params[0].readable() == "leaks"
    moved, new, literal = f.sites
    assert (moved.kind, moved.verdict, moved.reason, moved.detail) == (
        SiteKind.MOVED_VARIABLE,
        Verdict.HEAP,
        Reason.CALLEE_LEAKS,
        "example.com/p.keep",
    )
    assert (moved.bytes, moved.size_class, moved.pointer_words) == (8, 8, 1)
    assert (new.verdict, new.in_loop) == (Verdict.STACK, True)
    assert (literal.reason, literal.detail) == (Reason.RESULT, "~r0")


def test_explain_value() -> None:
    c = program().columns()
    _, tags = analyze_package(c, {}, "go1.27.3")
    for summaries in ({}, tags):
        (found,) = [e for e in explain_site(c, summaries, "go1.27.3", "./main.go", 21) if e.kind == "site"]
        assert found.expr == "x"
        assert found.destination == "{heap}"
        assert [(s.text, s.why) for s in found.steps] == [
            ("{heap} ← &x", ""),
            ("&x", "address-of"),
            ("keep(&x)", "call parameter"),
        ]
        assert (found.steps[2].callee, found.steps[2].param) == ("example.com/p.keep", 0)


def test_explain_parameter() -> None:
    c = program().columns()
    (found,) = explain_site(c, {}, "go1.27.3", "/src/main.go", 10)
    assert (found.kind, found.expr, found.reason, found.detail, found.derefs) == ("param", "n", Reason.GLOBAL, "Sink", 0)


def test_explain_nothing() -> None:
    assert explain_site(program().columns(), {}, "go1.27.3", "./main.go", 999) == []
    assert explain_site(program().columns(), {}, "go1.27.3", "other.go", 10) == []


def test_details_for_chosen_places_only() -> None:
    c = program().columns()
    every, _ = analyze_package(c, {}, "go1.27.3", explain=True)
    chosen, _ = analyze_package(c, {}, "go1.27.3", explain={("./main.go", 21)})
    none, _ = analyze_package(c, {}, "go1.27.3")
    details = [[str(x) for x in r.lines if x.code is LineCode.DETAIL] for r in (every, chosen, none)]
    assert details[1] == [line for line in details[0] if line.startswith("./main.go:21:")]
    assert details[1][0] == "./main.go:21:1: x escapes to heap in f:"
    assert details[2] == []


def test_wording_before_1_25() -> None:
    result, _ = analyze_package(program().columns(), {}, "go1.24.11", explain=True)
    text = [str(line) for line in result.lines]
    assert "./main.go:21:1: x escapes to heap:" in text
    assert "./main.go:21:1:   flow: {heap} = &x:" in text


@pytest.mark.parametrize(
    ("pos", "text"),
    [
        (Pos("a.go", 3, 7), "a.go:3:7: x"),
        (Pos("a.go", 3, 254), "a.go:3:254: x"),
        (Pos("a.go", 3, 255), "a.go:3: x"),
        (Pos("a.go", 3, 0), "a.go:3: x"),
        (Pos("", 0, 0), "x"),
    ],
)
def test_positions(pos: Pos, text: str) -> None:
    assert str(GcLine(pos, "x", 1, LineCode.MOVED)) == text


def test_leaks() -> None:
    leaks = bytearray(8)
    add(leaks, 0, 2)
    add(leaks, 3, 1)
    add(leaks, 4, 2)
    add(leaks, 3, 4)
    assert decode(encode(leaks), 5) == (2, -1, -1, (1, 2, -1, -1, -1))
    optimize(leaks)
    assert decode(encode(leaks), 2) == (2, -1, -1, (1, -1))
    add(leaks, 0, 0)
    assert encode(leaks) == LEAKS
    add(leaks, 5, 1000)
    assert leaks[5] == 255


@pytest.mark.parametrize(
    ("size", "pointers", "minor", "want"),
    [
        (0, False, 27, 0),
        (1, False, 27, 8),
        (512, True, 27, 512),
        (1024, True, 27, 1152),
        (1024, True, 21, 1024),
        (1024, False, 27, 1024),
        (32768, False, 27, 32768),
        (32768, True, 27, 32768),
        (32769, False, 27, 40960),
        (-1, False, 27, 0),
    ],
)
def test_size_classes(size: int, pointers: bool, minor: int, want: int) -> None:
    assert size_class(size, pointers, TABLE[minor]) == want


@pytest.mark.parametrize(
    ("version", "minor"), [("go1.27.3", 27), ("1.24", 24), ("go1.20", 21), ("go1.31rc1", 27), ("devel go1.28-abc", 27), ("go1.25.5", 25)]
)
def test_versions(version: str, minor: int) -> None:
    assert rules(version).minor == minor
