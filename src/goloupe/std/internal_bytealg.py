"""Package internal/bytealg: searching and comparing bytes, in assembly there, in Python's own C here."""

from __future__ import annotations

from typing import Any

from goloupe.runtime.value import Slice
from goloupe.std import override


def _bytes(s: Slice) -> Any:
    arr = s.arr
    if arr is None:
        return b""
    return arr[s.off : s.off + s.len]


@override("internal/bytealg.IndexByteString")
def index_byte_string(s: bytes, c: int) -> int:
    """Index of the first ``c``, or -1."""
    return s.find(c)


@override("internal/bytealg.IndexByte")
def index_byte(b: Slice, c: int) -> int:
    """Index of the first ``c``, or -1."""
    if not b.len:
        return -1
    i: int = b.arr.find(c, b.off, b.off + b.len)
    return i - b.off if i >= 0 else -1


@override("internal/bytealg.LastIndexByteString")
def last_index_byte_string(s: bytes, c: int) -> int:
    """Index of the last ``c``, or -1."""
    return s.rfind(c)


@override("internal/bytealg.LastIndexByte")
def last_index_byte(b: Slice, c: int) -> int:
    """Index of the last ``c``, or -1."""
    if not b.len:
        return -1
    i: int = b.arr.rfind(c, b.off, b.off + b.len)
    return i - b.off if i >= 0 else -1


@override("internal/bytealg.CountString")
def count_string(s: bytes, c: int) -> int:
    """How often ``c`` occurs."""
    return s.count(c)


@override("internal/bytealg.Count")
def count(b: Slice, c: int) -> int:
    """How often ``c`` occurs."""
    if not b.len:
        return 0
    n: int = b.arr.count(c, b.off, b.off + b.len)
    return n


@override("internal/bytealg.Compare")
def compare(a: Slice, b: Slice) -> int:
    """-1, 0 or +1."""
    x: bytes = _bytes(a)
    y: bytes = _bytes(b)
    return (x > y) - (x < y)


@override("internal/bytealg.CompareString")
def compare_string(a: bytes, b: bytes) -> int:
    """-1, 0 or +1."""
    return (a > b) - (a < b)


@override("internal/bytealg.Equal")
def equal(a: Slice, b: Slice) -> bool:
    """Whether both hold the same bytes."""
    return a.len == b.len and bool(_bytes(a) == _bytes(b))


@override("internal/bytealg.IndexString")
def index_string(s: bytes, sub: bytes) -> int:
    """Index of the first ``sub``, or -1."""
    return s.find(sub)


@override("internal/bytealg.Index")
def index(b: Slice, sub: Slice) -> int:
    """Index of the first ``sub``, or -1."""
    if not sub.len:
        return 0
    if not b.len:
        return -1
    i: int = b.arr.find(_bytes(sub), b.off, b.off + b.len)
    return i - b.off if i >= 0 else -1


@override("internal/bytealg.IndexRabinKarp[...]")
def index_rabin_karp(s: Any, sep: Any) -> int:
    """Index of the first ``sep`` in a string or slice, or -1."""
    return s.find(sep) if s.__class__ is bytes else index(s, sep)


@override("internal/bytealg.LastIndexRabinKarp[...]")
def last_index_rabin_karp(s: Any, sep: Any) -> int:
    """Index of the last ``sep`` in a string or slice, or -1."""
    if s.__class__ is bytes:
        i: int = s.rfind(sep)
        return i
    return bytes(_bytes(s)).rfind(_bytes(sep))


@override("internal/bytealg.Cutover")
def cutover(_n: int) -> int:
    """How many false hits `Index` callers accept before they use another algorithm."""
    return 1 << 62


@override("internal/bytealg.MakeNoZero")
def make_no_zero(n: int) -> Slice:
    """A slice of n bytes whose content does not matter."""
    from goloupe.runtime import msize, panics

    if not 0 <= n <= msize.MAX_ALLOC:
        panics.makeslice_len()
    return Slice(bytearray(n), 0, n, msize.round_up_size(n, True))
