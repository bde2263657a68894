"""Slices; the capacities were printed by Go 1.27.3."""

import pytest

from goloupe.runtime import panics, slices
from goloupe.runtime.panics import GoPanic
from goloupe.runtime.rtype import BASIC, INT16, INT32, INT64, T_INT, T_STRING, T_UINT8, Field, Type, Types
from goloupe.runtime.slices import append1, append_slice, append_string, appendn, copy_slice, make_slice
from goloupe.runtime.text import string_to_bytes, string_to_runes
from goloupe.runtime.value import NIL_SLICE, ArrayView, Slice

types = Types()
B3 = types.array(T_UINT8, 3)
P3 = types.struct([Field("p", T_INT.ptr), Field("a", T_INT), Field("b", T_INT)])
S40 = types.array(BASIC[INT64], 5)
S0 = types.struct([])


def values(s: Slice) -> object:
    """The elements, in a fresh list or bytearray."""
    return s.arr[s.off : s.off + s.len]


GROWTH = {
    "1": (T_UINT8, "8 16 32 64 128 256 512 896 1408 2048 3072 4096 5376 6912 9472 12288 16384 21760 28672 40960 57344"),
    "2": (BASIC[INT16], "4 8 16 32 64 128 256 512 896 1344 2048 3072 4096 5440 7168 9216 12288 16384 24576 32768 45056 57344"),
    "4": (BASIC[INT32], "2 4 8 16 32 64 128 256 512 864 1344 2048 3072 4096 5440 7168 10240 14336 18432 24576 32768 43008 55296"),
    "8": (T_INT, "1 2 4 8 16 32 64 128 256 512 848 1280 1792 2560 3408 5120 7168 9216 12288 16384 21504 27648 34816 44032 55296"),
    "8p": (T_INT.ptr, "1 2 4 8 16 32 64 143 287 607 1023 1535 2303 3071 4095 6144 8192 11264 14336 18432 23552 29696 37888 48128 60416"),
    "16p": (T_STRING, "1 2 4 8 16 32 71 143 303 591 1023 1535 2560 3584 5120 6656 8704 11264 14336 18432 23552"),
    "3": (B3, "2 5 10 21 42 85 170 341 682 1066 1621 2261 3157 4522 6144 8192 10922 16384 21845"),
    "24p": (P3, "1 2 4 8 16 37 74 170 341 682 1135 1706 2389 3413 4778 6485 8533 10922 13994 17749 22528"),
    "40": (S40, "1 2 4 8 16 32 67 134 272 544 1024 1638 2252 3072 4096 5324 6963 9011 11468"),
    "0": (S0, "1 2 3 4 5"),
}
LENGTHS = {"0": 5, "16p": 20000, "3": 20000, "24p": 20000, "40": 10000}


@pytest.mark.parametrize("name", GROWTH)
def test_capacities_of_append(name: str) -> None:
    et, want = GROWTH[name]
    got: list[int] = []
    cap = 0
    for n in range(LENGTHS.get(name, 50000)):
        if n + 1 > cap or not et.size:
            cap = append1(
                Slice(et.zeros(0), 0, 0, 0) if not n else Slice([None] * 0, 0, n, cap), et.zv if not et.inplace else et.zero(), _no_move(et)
            ).cap
            got.append(cap)
    assert " ".join(map(str, got)) == want


def _no_move(et: Type) -> Type:
    """A plain type of the same size, so that growing in the test above copies nothing."""
    t = Type(et.kind, et.string)
    t.size, t.noscan, t.inplace = et.size, et.noscan, False
    return t


BULK_N = [1, 2, 3, 5, 7, 9, 13, 17, 33, 65, 100, 129, 257, 500, 1000, 1025, 2000, 4097, 5000, 10000]
BULK = {
    "1": "8/6 8/16 8/16 8/16 8/16 16/16 16/24 24/24 48/48 80/80 112/112 144/144 288/288 "
    "512/512 1024/1024 1152/1152 2048/2048 4864/4864 5376/5376 10240/10240",
    "4": "2/6 2/12 4/12 6/12 8/12 12/16 16/20 20/24 36/40 72/72 104/112 144/144 288/288 "
    "512/512 1024/1024 1216/1216 2048/2048 4608/4608 5120/5120 10240/10240",
    "8p": "1/6 2/12 3/12 6/12 8/12 10/14 14/18 18/22 36/40 71/71 111/111 143/143 287/287 "
    "511/511 1023/1023 1183/1183 2047/2047 5120/5120 5120/5120 10240/10240",
    "24p": "1/6 2/12 3/12 5/12 7/12 9/14 13/18 17/23 37/42 74/74 111/111 133/143 271/271 "
    "511/511 1023/1023 1135/1135 2048/2048 4437/4437 5120/5120 10240/10240",
}


@pytest.mark.parametrize("name", BULK)
def test_capacities_of_appending_many(name: str) -> None:
    et = GROWTH[name][0]
    got = []
    for n in BULK_N:
        more = make_slice(et, n)
        got.append(f"{append_slice(NIL_SLICE, more, et).cap}/{append_slice(make_slice(et, 5, 6), more, et).cap}")
    assert " ".join(got) == BULK[name]


def test_capacities_of_conversions() -> None:
    want = {0: (0, 0), 1: (8, 2), 5: (8, 6), 33: (48, 36), 100: (112, 104), 1000: (1024, 1024), 5000: (5376, 5120)}
    for n, caps in want.items():
        s = b"\0" * n
        assert (string_to_bytes(s).cap, string_to_runes(s).cap) == caps


def test_append_shares_the_array_within_the_capacity() -> None:
    s = make_slice(T_INT, 0, 4)
    a = append1(s, 1, T_INT)
    b = append1(s, 2, T_INT)
    assert values(a) == values(b) == [2]
    c = append1(appendn(a, [3, 4, 5], T_INT), 6, T_INT)
    c.arr[c.off] = 9
    assert values(a) == [2]
    assert c.cap == 8


def test_append_to_itself() -> None:
    s = slices.from_values([1, 2, 3], T_INT)
    assert values(append_slice(s, s, T_INT)) == [1, 2, 3, 1, 2, 3]
    s = Slice([1, 2, 3, 4], 0, 2, 4)
    assert values(append_slice(s, Slice(s.arr, 1, 2, 3), T_INT)) == [1, 2, 2, 3]


def test_structs_are_moved_as_copies_and_overwritten_in_place() -> None:
    cls = P3.cls
    s = slices.from_values([cls(None, 1, 0)], P3)
    p = s.arr[s.off + 0]
    grown = append1(s, cls(None, 2, 0), P3)
    assert grown.arr[grown.off + 0] is not p
    q = grown.arr[grown.off + 1]
    again = append1(slices.slice_hi(grown, 1, P3), cls(None, 3, 0), P3)
    assert again.arr[again.off + 1] is q
    assert q.f_a == 3


def test_reslicing_brings_zeros_to_life() -> None:
    s = make_slice(T_INT, 1, 5)
    assert len(s.arr) == 1
    t = slices.slice_hi(s, 4, T_INT)
    assert values(t) == [0, 0, 0, 0]
    t.arr[t.off + 1] = 7
    assert values(slices.slice_lohi(s, 1, 5, T_INT)) == [7, 0, 0, 0]
    assert slices.slice3(s, 1, 2, 3, T_INT).cap == 2
    b = slices.slice_hi(make_slice(T_UINT8, 0, 3), 3, T_UINT8)
    assert values(b) == b"\0\0\0"


def test_copy_overlapping() -> None:
    s = slices.from_values([1, 2, 3, 4, 5], T_INT)
    assert copy_slice(slices.slice_lo(s, 1), s, T_INT) == 4
    assert values(s) == [1, 1, 2, 3, 4]
    t = slices.from_values([P3.cls(None, i, 0) for i in range(4)], P3)
    refs = values(t)
    copy_slice(slices.slice_lo(t, 1), t, P3)
    assert [x.f_a for x in refs] == [0, 0, 1, 2]
    b = make_slice(T_UINT8, 3)
    assert slices.copy_string(b, b"hello") == 3
    assert bytes(b.arr) == b"hel"
    assert values(append_string(b, b"p!")) == b"help!"


def text(f: object, *args: object) -> str:
    with pytest.raises(GoPanic) as e:
        f(*args)  # type: ignore[operator]
    v = e.value.value
    assert v is not None
    return str(v.t.methods["Error"](v.v).decode()).removeprefix("runtime error: ")


def test_bounds() -> None:
    s = make_slice(T_INT, 3, 5)
    a = [0] * 4
    assert text(panics.index, 5, 3) == "index out of range [5] with length 3"
    assert text(panics.index, -1, 3) == "index out of range [-1]"
    assert text(slices.slice_hi, s, 7) == "slice bounds out of range [:7] with capacity 5"
    assert text(slices.slice_hi, s, -7) == "slice bounds out of range [:-7]"
    assert text(slices.slice_lo, s, 4) == "slice bounds out of range [4:3]"
    assert text(slices.slice_lohi, s, 3, 2) == "slice bounds out of range [3:2]"
    assert text(slices.slice_lohi, s, -3, 2) == "slice bounds out of range [-3:]"
    assert text(slices.slice3, s, 1, 2, 6) == "slice bounds out of range [::6] with capacity 5"
    assert text(slices.slice3, s, 1, 5, 4) == "slice bounds out of range [:5:4]"
    assert text(slices.slice3, s, 3, 2, 4) == "slice bounds out of range [3:2:]"
    assert text(slices.array_slice, a, 0, 5) == "slice bounds out of range [:5] with length 4"
    assert text(slices.array_slice, a, 0, 1, 5) == "slice bounds out of range [::5] with length 4"
    assert text(slices.array_slice, None) == "invalid memory address or nil pointer dereference"
    assert text(slices.str_hi, b"abc", 4) == "slice bounds out of range [:4] with length 3"
    assert text(slices.slice_to_array, s, 4, T_INT) == "cannot convert slice with length 3 to array or pointer to array with length 4"
    assert text(make_slice, T_INT, -1) == "makeslice: len out of range"
    assert text(make_slice, T_INT, 1 << 60) == "makeslice: len out of range"
    assert text(make_slice, T_INT, 2, 1) == "makeslice: cap out of range"


def test_array_pointers() -> None:
    s = slices.from_values([1, 2, 3], T_INT)
    assert slices.slice_to_array_ptr(s, 3) is s.arr
    view = slices.slice_to_array_ptr(slices.slice_lo(s, 1), 2)
    assert isinstance(view, ArrayView)
    view[0] = 9
    assert s.arr == [1, 9, 3]
    assert values(slices.array_slice(view, 1)) == [3]
    assert slices.slice_to_array_ptr(NIL_SLICE, 0) is None
