"""Maps: keys of all kinds, and iteration under mutation."""

import math
import random
import tracemalloc

import pytest

from goloupe.runtime.maps import NIL_MAP, GoMap, KeyedMap, make_map
from goloupe.runtime.panics import GoPanic
from goloupe.runtime.rtype import BASIC, FLOAT64, T_ANY, T_INT, T_INT64, T_STRING, T_UINT8, Field, Types
from goloupe.runtime.value import NIL_SLICE, Iface

from .running import run

types = Types()
F64 = BASIC[FLOAT64]


def test_which_class() -> None:
    for t in (T_INT, T_STRING, types.chan(T_INT), T_INT.ptr, types.struct([]).ptr):
        assert type(make_map(t)) is GoMap
    for t in (F64, T_ANY, types.array(T_INT, 2), types.struct([Field("a", T_INT)]), types.array(T_INT, 2).ptr):
        assert type(make_map(t)) is KeyedMap


def test_floats_as_keys() -> None:
    m = make_map(F64)
    m.store(math.nan, 1)
    m.store(math.nan, 2)
    m.store(0.0, 3)
    m.store(-0.0, 4)
    assert len(m) == 3
    assert m.load2(math.nan, 0) == (0, False)
    assert m.load(0.0, 0) == 4
    m.delete(math.nan)
    assert len(m) == 3
    m.clear_all()
    assert len(m) == 0


def test_interfaces_as_keys() -> None:
    m = make_map(T_ANY)
    m.store(Iface(T_INT, 1), "int")
    m.store(Iface(T_INT64, 1), "int64")
    m.store(None, "nil")
    assert (m.load(Iface(T_INT, 1), ""), m.load(Iface(T_INT64, 1), ""), m.load(None, "")) == ("int", "int64", "nil")
    with pytest.raises(GoPanic) as e:
        m.load(Iface(types.slice(T_INT), NIL_SLICE), None)
    assert e.value.value is not None
    assert e.value.value.v == b"hash of unhashable type []int"


def test_structs_and_arrays_as_keys() -> None:
    st = types.struct([Field("a", T_INT), Field("f", F64), Field("b", types.array(T_UINT8, 2))])
    m = make_map(st)
    m.store(st.cls(1, 0.0, bytearray(b"xy")), 1)
    assert m.has(st.cls(1, -0.0, bytearray(b"xy")))
    assert not m.has(st.cls(1, math.nan, bytearray(b"xy")))
    a = make_map(types.array(T_INT, 2))
    a.store([1, 2], "x")
    assert a.load([1, 2], "") == "x"


def test_nil_map() -> None:
    assert NIL_MAP.load(1, 5) == 5
    assert len(NIL_MAP) == 0
    NIL_MAP.delete(1)
    with pytest.raises(GoPanic):
        NIL_MAP[1] = 2


def test_start_is_random_and_repeatable() -> None:
    def main(rt, out):
        m = GoMap({i: i for i in range(5)})
        out.append([tuple(rt.map_keys(m)) for _ in range(20)])

    first = run(main, seed=1).out[0]
    assert first == run(main, seed=1).out[0]
    assert first != run(main, seed=2).out[0]
    assert len(set(first)) > 2
    assert all(sorted(keys) == list(range(5)) for keys in first)


@pytest.mark.parametrize("size", [1, 7, 64, 65, 80, 200, 1000, 5000])
@pytest.mark.parametrize("keyed", [False, True])
def test_mutation_while_iterating(size: int, keyed: bool) -> None:
    rng = random.Random(size)
    for _ in range(8):
        m = make_map(F64 if keyed else T_INT)
        conv = float if keyed else int
        for i in range(size):
            m.store(conv(i), i)
        start = rng.randrange(min(size, 64))
        seen: list[float] = []
        deleted: set[float] = set()
        fresh = size
        for k, v in m.items_from(start):
            assert k == v
            assert k not in deleted
            seen.append(k)
            for _ in range(rng.randrange(3)):
                x = conv(rng.randrange(fresh))
                if rng.random() < 0.6:
                    m.delete(x)
                    deleted.add(x)
                else:
                    m.store(conv(fresh), fresh)
                    fresh += 1
        assert len(seen) == len(set(seen))
        missed = {conv(i) for i in range(size)} - set(seen) - deleted
        assert not missed


def test_leaving_early_is_cheap() -> None:
    m = GoMap({i: i for i in range(100_000)})
    tracemalloc.start()
    try:
        for _ in range(2000):
            m.delete(next(m.keys_from(3)))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(m) == 98_000
    assert peak < 100_000, "bytes; a list of all keys takes 800,000"
