"""What becomes of accesses in the flavour "race"."""

from __future__ import annotations

import ast

import pytest

from goloupe.lower.instrument import _Accesses, inplace_fields


def instrumented(body: str) -> str:
    """The text of a function with this body."""
    source = f"def f(x, y):\n {body}"
    return ast.unparse(_Accesses(source, frozenset({"f_mu"}), True).visit(ast.parse(source)))


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("return x.f_a", "get"),
        ("x.f_a = y", "put"),
        ("x.f_a = (x.f_a+1)", "upd put"),
        ("x.f_a = (x.f_a+(x.f_b*y))", "upd get put"),
        ("x.f_a = (x.f_a+y.f_a)", "get get put"),  # y may be nil, and then nothing is written.
        ("x.f_a = (x.f_a//y)", "get put"),
        ("x.f_a = g(x.f_a)", "get put"),
        ("return x.f_mu", ""),
        ("return x.f_m.get(y, None)", "get mget"),
        ("return x.f_m.get(g(), None)", "get mcall"),
        ("return [v.f_a for v in y]", "attr"),
        ("return x[y]", "index"),
        ("return x[y ][1 ].f_a", "get"),
        ("return x.arr[x.off+(y if 0<=y<x.len else index(y,x.len)) ]", ""),
        ("return x[(y if 0<=y<3 else index(y,3))]", "index"),
        ("return T\u00b7a.copy(x)", "whole"),
        ("T\u00b7a.assign(x, y)", "over"),
        ("x[:] = y", "over"),
    ],
)
def test_accesses(body: str, told: str) -> None:
    names = [
        node.func.id for node in ast.walk(ast.parse(instrumented(body))) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    called = [name.removeprefix("R\u00b7\u00b7") for name in names if name.startswith("R\u00b7\u00b7")]
    assert sorted(called) == sorted(told.split())


def test_only_functions_with_accesses_have_a_list() -> None:
    assert "_rk" in instrumented("return x.f_a")
    assert "_rk" not in instrumented("return x + y")


def test_a_generator_has_none() -> None:
    assert "_rk" not in instrumented("yield x.f_a")


def test_fields_that_are_in_place_wherever_they_occur() -> None:
    assert inplace_fields([("mu", True), ("n", False), ("a", True), ("a", False)]) == {"f_mu"}
