"""Type descriptors: names, layout, equality, hashing, method sets."""

import math

import pytest

from goloupe.runtime.alg import hash_key, iface_eq
from goloupe.runtime.iface import implements
from goloupe.runtime.panics import GoPanic
from goloupe.runtime.rtype import (
    BASIC,
    BOOL,
    COMPLEX64,
    FLOAT64,
    FUNC_STRING,
    INT8,
    RECV_DIR,
    SEND_DIR,
    STRUCT,
    T_ANY,
    T_ERROR,
    T_INT,
    T_INT64,
    T_STRING,
    T_UINT8,
    Field,
    Method,
    Types,
)
from goloupe.runtime.structs import source
from goloupe.runtime.value import NIL_SLICE, Box, ElemRef, FieldRef, GlobalRef, Iface, pointer_eq

types = Types()


def test_names() -> None:
    t = types
    rec = t.chan(T_INT, RECV_DIR)
    assert [x.string for x in (t.chan(T_INT), rec, t.chan(T_INT, SEND_DIR), t.chan(rec))] == [
        "chan int",
        "<-chan int",
        "chan<- int",
        "chan (<-chan int)",
    ]
    assert t.map(T_STRING, t.slice(T_INT.ptr)).string == "map[string][]*int"
    assert t.func([T_INT, t.slice(T_STRING)], [T_INT, T_ERROR], variadic=True).string == "func(int, ...string) (int, error)"
    assert t.struct([Field("A", T_INT, tag='json:"a"'), Field("b", T_ERROR, pkg_path="main")]).string == (
        'struct { A int "json:\\"a\\""; b error }'
    )
    assert t.interface([Method("M", "", t.func([T_INT], [])), Method("f", "x/main", FUNC_STRING)]).string == (
        "interface { M(int); main.f() string }"
    )
    assert (T_ANY.string, t.array(T_UINT8, 4).string, t.struct([]).string) == ("interface {}", "[4]uint8", "struct {}")


def test_unique() -> None:
    assert types.slice(T_INT) is types.slice(T_INT)
    assert types.ptr(T_INT) is T_INT.ptr
    assert types.func([], [T_STRING]) is FUNC_STRING
    assert types.interface([]) is T_ANY
    assert types.struct([Field("A", T_INT)]) is types.struct([Field("A", T_INT)])
    assert types.struct([Field("A", T_INT, tag="x")]) is not types.struct([Field("A", T_INT)])
    assert types.named("error", "") is T_ERROR
    assert types.named("T", "main") is types.named("T", "main")


def test_layout() -> None:
    b, i8 = BASIC[BOOL], BASIC[INT8]
    t = types.struct([Field("a", b), Field("b", T_INT64), Field("c", i8), Field("d", T_STRING), Field("e", types.struct([]))])
    assert [f.offset for f in t.fields] == [0, 8, 16, 24, 40]
    assert (t.size, t.align, t.ptrdata, t.noscan) == (48, 8, 32, False)
    assert (BASIC[COMPLEX64].size, BASIC[COMPLEX64].align) == (8, 4)
    a = types.array(T_ANY, 3)
    assert (a.size, a.ptrdata) == (48, 48)
    assert types.array(T_INT, 1000).noscan


def test_recursive() -> None:
    node = types.named("Node", "m")
    node.set_underlying(types.struct([Field("next", node.ptr), Field("kids", types.slice(node))]))
    assert node.size == 32
    assert not node.comparable
    x = node.zero()
    x.f_next = x
    y = x._copy()
    assert y.f_next is x
    assert node.kind == STRUCT


def test_equality() -> None:
    f64 = BASIC[FLOAT64]
    st = types.struct([Field("f", f64), Field("i", T_ANY), Field("a", types.array(f64, 1)), Field("_", T_INT)])
    a, b = st.cls(0.0, Iface(T_INT, 1), [1.0], 5), st.cls(-0.0, Iface(T_INT, 1), [1.0], 6)
    assert st.eq(a, b)
    b.f_a[0] = math.nan
    assert not st.eq(b, b)
    assert not types.array(f64, 1).eq(b.f_a, b.f_a)
    assert iface_eq(None, None)
    assert not iface_eq(Iface(T_INT, 1), Iface(T_INT64, 1))
    slices = types.slice(T_INT)
    with pytest.raises(GoPanic) as e:
        iface_eq(Iface(slices, NIL_SLICE), Iface(slices, NIL_SLICE))
    assert e.value.value is not None
    assert e.value.value.v == b"comparing uncomparable type []int"
    assert hash_key(Iface(st, a)) == hash_key(Iface(st, st.cls(0.0, Iface(T_INT, 1), [1.0])))


def test_copies_are_deep() -> None:
    inner = types.struct([Field("x", T_INT)])
    st = types.struct([Field("in", inner), Field("arr", types.array(inner, 2)), Field("b", types.array(T_UINT8, 2))])
    a = st.zero()
    b = st.copy(a)
    b.f_in.f_x = b.f_arr[0].f_x = b.f_b[0] = 1
    assert (a.f_in.f_x, a.f_arr[0].f_x, a.f_b[0]) == (0, 0, 0)
    p = a.f_arr[0]
    st.assign(a, b)
    assert p.f_x == 1
    assert a.f_arr[0] is p
    a.f_b[1] = 7
    assert b.f_b[1] == 0


def test_source_is_readable() -> None:
    text = source("T", [("f_a", T_INT), ("f_s", T_STRING)], {})
    assert "def __init__(self, f_a=_d0, f_s=_d1):" in text
    assert "return self.f_a == o.f_a and self.f_s == o.f_s" in text


def test_methods() -> None:
    t = types.named("Meth", "main")
    t.set_underlying(T_INT)
    t.set_methods({"String": lambda v: b"x", "main.hidden": lambda v: 1}, {"String": FUNC_STRING})
    stringer = types.interface([Method("String", "", FUNC_STRING)])
    hidden = types.interface([Method("hidden", "main", FUNC_STRING)])
    other = types.interface([Method("hidden", "other", FUNC_STRING)])
    wrong = types.interface([Method("String", "", types.func([], [T_INT]))])
    assert [implements(t, i) for i in (stringer, hidden, other, wrong, T_ANY)] == [True, True, False, False, True]
    assert t.exported_methods == [("String", FUNC_STRING)]
    assert implements(stringer, stringer)
    assert not implements(T_ANY, stringer)


def test_pointers() -> None:
    cls = types.struct([Field("x", T_INT)]).cls
    o = cls(3)
    assert FieldRef(o, "f_x") == FieldRef(o, "f_x")
    assert FieldRef(o, "f_x") != FieldRef(cls(3), "f_x")
    FieldRef(o, "f_x").v = 4
    assert o.f_x == 4
    arr = [1, 2]
    assert ElemRef(arr, 1) == ElemRef(arr, 1)
    assert hash(ElemRef(arr, 1)) == hash(ElemRef(arr, 1))
    assert not pointer_eq(arr, [1, 2])
    assert not pointer_eq(Box(1), Box(1))
    ns = {"x": 1}
    GlobalRef(ns, "x").v = 2
    assert ns["x"] == 2
