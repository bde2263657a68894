"""The order of analysis."""

from goloupe.escape.scc import References, components
from goloupe.syntax import kinds as K
from tests.unit.escape.builder import Program


def order(edges: dict[int, list[int]], count: int, closures: tuple[int, ...] = ()) -> list[tuple[list[int], bool]]:
    p = Program()
    for i in range(count):
        p.func(f"f{i}")
    for i in closures:
        p.funcs[i]["fn_flags"] |= K.FN_CLOSURE
    c = p.columns()
    return components(c, [i for i in range(count) if i not in closures], lambda fn: edges.get(fn, []))


def test_callees_first() -> None:
    assert order({0: [2, 1], 1: [2]}, 3) == [([2], False), ([1], False), ([0], False)]


def test_circle() -> None:
    assert order({0: [1], 1: [2], 2: [0, 3]}, 4) == [([3], False), ([0, 1, 2], True)]


def test_recursion_of_one() -> None:
    assert order({0: [0]}, 1) == [([0], True)]


def test_closure_belongs_to_its_function() -> None:
    assert order({0: [1], 1: [2]}, 3, closures=(1,)) == [([2], False), ([0, 1], False)]


def test_closure_that_calls_its_function() -> None:
    assert order({0: [1], 1: [0]}, 2, closures=(1,)) == [([0, 1], True)]


def test_long_chain() -> None:
    n = 20_000
    p = Program()
    p.func("f")
    c = p.columns()
    c.fn_flags = [0] * n
    found = components(c, [0], lambda fn: [fn + 1] if fn + 1 < n else [])
    assert [fns for fns, _ in found] == [[i] for i in range(n - 1, -1, -1)]


def test_range_operand_comes_first() -> None:
    from tests.unit.escape.builder import N

    p = Program()
    f, g, h = p.func("f"), p.func("g", [], [("", p.slice(p.int))]), p.func("h", [], [("", p.ptr(p.int))])
    g.body, h.body = [], []
    key = p.deref(p.call(h.obj, type_id=p.ptr(p.int)))
    f.body = [N(K.RANGE, [key, N(K.NONE), p.call(g.obj, type_id=p.slice(p.int)), N(K.BLOCK)])]
    assert References(p.columns(), {}).of(f.id) == [g.id, h.id]
