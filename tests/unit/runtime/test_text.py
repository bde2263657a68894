"""Strings and runes."""

from goloupe.runtime.text import (
    bytes_to_string,
    decode_rune,
    rune_to_string,
    runes_of,
    runes_to_bytes,
    string_range,
    string_to_bytes,
)
from goloupe.runtime.value import NIL_SLICE


def test_range() -> None:
    assert list(string_range(b"ab")) == [(0, 97), (1, 98)]
    assert list(string_range("aé€😀".encode())) == [(0, 97), (1, 233), (3, 0x20AC), (6, 0x1F600)]
    bad = b"a\xff\xc0\x80\xed\xa0\x80\xf5\xe2\x82z"
    assert list(string_range(bad)) == [(0, 97), *((i, 0xFFFD) for i in range(1, 10)), (10, 122)]
    assert runes_of(bad) == [97, *[0xFFFD] * 9, 122]


def test_decode() -> None:
    assert decode_rune(b"\xf4\x8f\xbf\xbf", 0) == (0x10FFFF, 4)
    assert decode_rune(b"\xf4\x90\x80\x80", 0) == (0xFFFD, 1)
    assert decode_rune(b"\xe0\x80\x80", 0) == (0xFFFD, 1)
    assert decode_rune("\ufffd".encode(), 0) == (0xFFFD, 3)


def test_encode() -> None:
    assert [rune_to_string(r) for r in (65, 233, -1, 0xD800, 0x110000, 1 << 40)] == [b"A", b"\xc3\xa9", *[b"\xef\xbf\xbd"] * 4]
    assert runes_to_bytes([65, 0xDFFF, 0x20AC]) == b"A\xef\xbf\xbd\xe2\x82\xac"
    assert runes_to_bytes([-5, 65]) == b"\xef\xbf\xbdA"


def test_bytes() -> None:
    s = string_to_bytes(b"abc")
    s.arr[0] = 120
    assert bytes_to_string(s) == b"xbc"
    assert bytes_to_string(NIL_SLICE) == b""
