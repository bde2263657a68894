"""Trees that are deeper than any stack."""

import sys

from goloupe.escape import analyze_package
from goloupe.syntax import kinds as K
from tests.unit.escape.builder import N, Program

DEPTH = 10_000


def test_deep_expression() -> None:
    p = Program()
    f = p.func("f", [("x", p.ptr(p.int))])
    x = p.name(f.params[0])
    for _ in range(DEPTH):
        x = N(K.CONVNOP, [x], p.ptr(p.int))
    y = p.name(f.params[0])
    for _ in range(DEPTH):
        y = N(K.NEG, [y], p.int)
    f.body = [p.call(p.external("sink", "x.sink"), x), p.call(p.external("sink", "x.sink"), p.box(y))]
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(100_000)  # the builder recurses, too
    try:
        columns = p.columns()
    finally:
        sys.setrecursionlimit(limit)
    result, _ = analyze_package(columns, {}, "go1.27.3", explain=True)
    assert result.lines[-2].text == "leaking param: x"
    assert result.lines[-1].text == "- (" * (DEPTH - 1) + "-x" + ")" * (DEPTH - 1) + " escapes to heap"
    assert sys.getrecursionlimit() == limit


def test_deep_blocks() -> None:
    p = Program()
    f = p.func("f", [("b", p.bool)])
    keep, body = p.local(f, "keep", p.ptr(p.int)), []
    inner: list[N] = [p.assign(p.name(keep), p.new(p.int))]
    for i in range(DEPTH):
        inner = [p.loop(*inner)] if i % 100 == 0 else [p.branch(p.name(f.params[0]), *inner)]
    body = [*p.declare(keep), *inner]
    f.body = body
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(100_000)
    try:
        columns = p.columns()
    finally:
        sys.setrecursionlimit(limit)
    result, _ = analyze_package(columns, {}, "go1.27.3")
    assert [line.text for line in result.lines] == ["new(int) escapes to heap"]
