"""Decoding: what is written is read, and damage is named."""

import json
import struct
from collections.abc import Callable

import pytest

from goloupe.syntax import kinds as K
from goloupe.syntax.columns import Columns, CorruptColumns
from tests.unit.escape.builder import N, Program
from tests.unit.syntax.validation import validate


def program() -> Program:
    p = Program()
    f = p.func("f", [("x", p.ptr(p.int))], [("", p.int)])
    f.body = [p.ret(p.deref(p.name(f.params[0])))]
    return p


def edit_header(data: bytes, **changes: object) -> bytes:
    size = struct.unpack_from("<I", data, 4)[0]
    header = json.loads(data[8 : 8 + size])
    header.update(changes)
    text = json.dumps(header).encode()
    assert len(text) <= size
    return data[:8] + text.ljust(size) + data[8 + size :]


def test_round_trip() -> None:
    c = program().columns()
    assert c.path == "example.com/p"
    assert [c.strings[name] for name in c.fn_name] == ["f"]
    assert c.strings[c.fn_key[0]] == "example.com/p.f"
    x, result = c.fn_plist
    assert c.strings[c.o_name[x]] == "x"
    assert [c.type_text(c.o_type[o]) for o in (x, result)] == ["*int", "int"]
    assert [K.KIND_NAMES[kind] for kind in c.n_kind] == ["FUNCBODY", "RETURN", "DEREF", "NAME"]
    assert list(c.n_end) == [4, 4, 4, 4]


def test_non_ascii_strings() -> None:
    p = program()
    f = p.func("größe")
    f.body = [N(K.PRINT, [p.text_lit("日本")])]
    c = p.columns()
    assert c.strings[c.fn_name[1]] == "größe"


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda d: b"", "not a column file"),
        (lambda d: b"GLC2" + d[4:], "not a column file"),
        (lambda d: d[:40], "header is cut off"),
        (lambda d: d[:8] + b"\xff" * 60 + d[68:], "header is not JSON"),
        (lambda d: edit_header(d, schema=7), "schema 7"),
        (lambda d: edit_header(d, sections=[]), "no section table"),
        (lambda d: edit_header(d, path=3), "no path"),
        (lambda d: edit_header(d, files=["a", "b"]), "differ in length"),
        (lambda d: d[:-400], "outside of the file"),
    ],
)
def test_damage_is_reported(damage: Callable[[bytes], bytes], message: str) -> None:
    with pytest.raises(CorruptColumns, match=message):
        Columns(damage(program().encode()), "x.glc")


def test_validate_finds_bad_indices() -> None:
    p = program()
    assert p.fns[0].body is not None
    p.fns[0].body[0].kids[0].kids[0].aux = 99
    c = Columns(p.encode())
    with pytest.raises(CorruptColumns, match="NAME node 3 refers to row 99"):
        validate(c)


def test_validate_finds_bad_nesting() -> None:
    c = program().columns()
    c.n_end[2] = 9
    with pytest.raises(CorruptColumns, match="n_end"):
        validate(c)


def test_deep_tree() -> None:
    p = Program()
    f = p.func("f")
    x = p.lit(1)
    for _ in range(900):
        x = N(K.NEG, [x], p.int)
    f.body = [N(K.PRINT, [x])]
    c = p.columns()
    assert len(c.n_kind) == 903
