"""Strings, which are ``bytes``, and runes.

Go strings hold any bytes; where they are read as UTF-8, each byte that is part of no valid encoding counts as one U+FFFD of
width 1.  That is stricter than Python's decoder with ``errors="replace"`` (which may take several bytes at once), and
surrogates are not valid either. Follows `string.go` and `utf8.go`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from goloupe.runtime.msize import round_up_size
from goloupe.runtime.value import NIL_SLICE, Slice

RUNE_ERROR: Final = 0xFFFD
_REPLACEMENT: Final = b"\xef\xbf\xbd"


def decode_rune(b: bytes, i: int) -> tuple[int, int]:
    """The rune that starts at ``i`` and its width; (U+FFFD, 1) if the bytes are no valid encoding."""
    c = b[i]
    if c < 0x80:
        return c, 1
    n = len(b)
    if c < 0xC2:
        return RUNE_ERROR, 1
    if c < 0xE0:
        if i + 1 < n and b[i + 1] & 0xC0 == 0x80:
            return (c & 0x1F) << 6 | b[i + 1] & 0x3F, 2
        return RUNE_ERROR, 1
    if c < 0xF0:
        if i + 2 < n:
            c1, c2 = b[i + 1], b[i + 2]
            if c1 & 0xC0 == 0x80 and c2 & 0xC0 == 0x80:
                r = (c & 0x0F) << 12 | (c1 & 0x3F) << 6 | c2 & 0x3F
                if r >= 0x800 and not 0xD800 <= r <= 0xDFFF:
                    return r, 3
        return RUNE_ERROR, 1
    if c < 0xF5 and i + 3 < n:
        c1, c2, c3 = b[i + 1], b[i + 2], b[i + 3]
        if c1 & 0xC0 == 0x80 and c2 & 0xC0 == 0x80 and c3 & 0xC0 == 0x80:
            r = (c & 0x07) << 18 | (c1 & 0x3F) << 12 | (c2 & 0x3F) << 6 | c3 & 0x3F
            if 0x10000 <= r <= 0x10FFFF:
                return r, 4
    return RUNE_ERROR, 1


def string_range(b: bytes) -> Iterable[tuple[int, int]]:
    """``for i, r := range s``: index of the first byte and rune."""
    if b.isascii():
        return enumerate(b)
    return _string_range(b)


def _string_range(b: bytes) -> Iterator[tuple[int, int]]:
    i, n = 0, len(b)
    while i < n:
        c = b[i]
        if c < 0x80:
            yield i, c
            i += 1
        else:
            r, w = decode_rune(b, i)
            yield i, r
            i += w


def runes_of(b: bytes) -> list[int]:
    """The runes of a string."""
    if b.isascii():
        return list(b)
    try:
        return list(map(ord, b.decode()))
    except UnicodeDecodeError:
        return [r for _, r in _string_range(b)]


def rune_to_string(r: int) -> bytes:
    """``string(r)`` for an integer of any type."""
    if 0 <= r < 0x80:
        return _ASCII[r]
    if 0 <= r <= 0x10FFFF and not 0xD800 <= r <= 0xDFFF:
        return chr(r).encode()
    return _REPLACEMENT


_ASCII: Final = tuple(bytes((i,)) for i in range(128))


def runes_to_bytes(runes: Iterable[int]) -> bytes:
    """UTF-8 of some runes."""
    runes = list(runes)
    try:
        return "".join(map(chr, runes)).encode()
    except (ValueError, OverflowError):  # UnicodeEncodeError, for surrogates, is a ValueError
        return b"".join(map(rune_to_string, runes))


def runes_to_string(s: Slice) -> bytes:
    """``string([]rune)``."""
    return runes_to_bytes(s.arr[s.off : s.off + s.len]) if s.len else b""


def string_to_runes(b: bytes) -> Slice:
    """``[]rune(s)``."""
    runes = runes_of(b)
    n = len(runes)
    return Slice(runes, 0, n, round_up_size(n * 4, True) // 4)


def string_to_bytes(b: bytes) -> Slice:
    """``[]byte(s)``: a fresh array of the size class's capacity."""
    n = len(b)
    return Slice(bytearray(b), 0, n, round_up_size(n, True))


def bytes_to_string(s: Slice) -> bytes:
    """``string([]byte)``."""
    if s is NIL_SLICE:
        return b""
    off = s.off
    return bytes(s.arr[off : off + s.len])
