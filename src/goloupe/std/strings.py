"""Package strings: the functions whose work Python's bytes do in C, and Builder.

The real source of the rest runs as it is.  What is here gives the same results, which the package's own tests show.  Go's strings may hold
any bytes: functions that work on runes are replaced only where a string of ASCII makes runes and bytes the same, and fall back to the real
source otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goloupe.runtime.msize import MAX_ALLOC
from goloupe.runtime.panics import makeslice_len
from goloupe.runtime.rtype import T_UINT8
from goloupe.runtime.slices import append1, append_slice, append_string
from goloupe.runtime.value import NIL_SLICE, Slice
from goloupe.std import bound, override
from goloupe.std.library import Library, panic_string

# Builder.

_COPIED = "strings: illegal use of non-zero Builder copied by value"


def _own(b: Any) -> None:
    if b.f_addr is not None:
        panic_string(_COPIED)
    b.f_addr = b


@override("strings.(*Builder).String")
def builder_string(b: Any) -> bytes:
    """What was written."""
    s = b.f_buf
    n = s.len
    arr = s.arr
    if n == 0:
        return b""
    if len(arr) == n:
        return bytes(arr)
    with memoryview(arr) as view:
        return bytes(view[s.off : s.off + n])


@override("strings.(*Builder).WriteString")
def builder_write_string(b: Any, s: bytes) -> tuple[int, None]:
    """Append a string."""
    if b.f_addr is not b:
        _own(b)
    buf = b.f_buf
    n = buf.len
    k = len(s)
    if k and n + k <= buf.cap:
        # What append_string does, without the call.
        arr = buf.arr
        i = buf.off + n
        arr[i : i + k] = s
        b.f_buf = Slice(arr, buf.off, n + k, buf.cap)
    else:
        b.f_buf = append_string(buf, s)
    return k, None


@override("strings.(*Builder).WriteByte")
def builder_write_byte(b: Any, c: int) -> None:
    """Append a byte."""
    if b.f_addr is not b:
        _own(b)
    b.f_buf = append1(b.f_buf, c, T_UINT8)


@override("strings.(*Builder).Write")
def builder_write(b: Any, p: Slice) -> tuple[int, None]:
    """Append bytes."""
    if b.f_addr is not b:
        _own(b)
    b.f_buf = append_slice(b.f_buf, p, T_UINT8)
    return p.len, None


# Searching.


@override("strings.Index")
def index(s: bytes, sub: bytes) -> int:
    """Index of the first ``sub``, or -1."""
    return s.find(sub)


@override("strings.LastIndex")
def last_index(s: bytes, sub: bytes) -> int:
    """Index of the last ``sub``, or -1."""
    return s.rfind(sub)


@override("strings.IndexByte")
def index_byte(s: bytes, c: int) -> int:
    """Index of the first ``c``, or -1."""
    return s.find(c)


@override("strings.LastIndexByte")
def last_index_byte(s: bytes, c: int) -> int:
    """Index of the last ``c``, or -1."""
    return s.rfind(c)


@override("strings.Contains")
def contains(s: bytes, sub: bytes) -> bool:
    """Whether ``sub`` occurs."""
    return sub in s


@bound("strings.Count")
def count(lib: Library) -> Callable[[bytes, bytes], int]:
    """How often ``sub`` occurs; an empty one between all runes."""
    runes = lib.function("unicode/utf8.RuneCountInString")
    return lambda s, sub: s.count(sub) if sub else runes(s) + 1


@override("strings.HasPrefix")
def has_prefix(s: bytes, prefix: bytes) -> bool:
    """Whether ``s`` begins with ``prefix``."""
    return s.startswith(prefix)


@override("strings.HasSuffix")
def has_suffix(s: bytes, suffix: bytes) -> bool:
    """Whether ``s`` ends with ``suffix``."""
    return s.endswith(suffix)


@override("strings.TrimPrefix")
def trim_prefix(s: bytes, prefix: bytes) -> bytes:
    """Without ``prefix``."""
    return s.removeprefix(prefix)


@override("strings.TrimSuffix")
def trim_suffix(s: bytes, suffix: bytes) -> bytes:
    """Without ``suffix``."""
    return s.removesuffix(suffix)


@override("strings.Cut")
def cut(s: bytes, sep: bytes) -> tuple[bytes, bytes, bool]:
    """What is before and after the first ``sep``."""
    i = s.find(sep)
    return (s[:i], s[i + len(sep) :], True) if i >= 0 else (s, b"", False)


@override("strings.Clone")
def clone(s: bytes) -> bytes:
    """The same text in memory of its own."""
    return bytes(bytearray(s))


@override("strings.Compare")
def compare(a: bytes, b: bytes) -> int:
    """-1, 0 or +1."""
    return (a > b) - (a < b)


# Splitting and joining.


@bound("strings.genSplit")
def gen_split(lib: Library) -> Callable[[bytes, bytes, int, int], Slice]:
    """Split around ``sep`` into at most ``n`` parts (-1: all), each with ``save`` bytes of the separator."""
    explode = lib.function("strings.explode")

    def split(s: bytes, sep: bytes, save: int, n: int) -> Slice:
        if n == 0:
            return NIL_SLICE
        if not sep:
            return explode(s, n)  # type: ignore[no-any-return]
        parts = s.split(sep, n - 1 if n > 0 else -1)
        if save:
            end = sep[:save]
            last = parts.pop()
            parts = [part + end for part in parts]
            parts.append(last)
        return Slice(parts, 0, len(parts), len(parts))

    return split


@bound("strings.Fields")
def fields(lib: Library) -> Callable[[bytes], Slice]:
    """Split around white space."""
    by_function = lib.function("strings.FieldsFunc")
    is_space = lib.function("unicode.IsSpace")

    def split(s: bytes) -> Slice:
        if s.isascii():
            parts = s.split()
            return Slice(parts, 0, len(parts), len(parts))
        return by_function(s, is_space)  # type: ignore[no-any-return]

    return split


@override("strings.Join")
def join(elems: Slice, sep: bytes) -> bytes:
    """All elements, ``sep`` between them."""
    if not elems.len:
        return b""
    return sep.join(elems.arr[elems.off : elems.off + elems.len])


@override("strings.Repeat")
def repeat(s: bytes, n: int) -> bytes:
    """``s``, n times."""
    if n < 0:
        panic_string("strings: negative Repeat count")
    if len(s) * n >= 1 << 63:
        panic_string("strings: Repeat output length overflow")
    if len(s) * n > MAX_ALLOC:
        makeslice_len()
    return s * n


@bound("strings.Replace")
def replace(lib: Library) -> Callable[[bytes, bytes, bytes, int], bytes]:
    """The first ``n`` occurrences of ``old`` (-1: all) replaced."""
    split_runes = lib.function("strings.explode")

    def call(s: bytes, old: bytes, new: bytes, n: int) -> bytes:
        if old:
            return s.replace(old, new, n if n >= 0 else -1)
        if n == 0 or old == new:
            return s
        runes = split_runes(s, -1)
        parts: list[bytes] = runes.arr[runes.off : runes.off + runes.len] if runes.len else []
        if n < 0 or n > len(parts) + 1:
            n = len(parts) + 1
        out = [new + part for part in parts[:n]] + parts[n:]
        if n > len(parts):
            out.append(new)
        return b"".join(out)

    return call


# Case and white space.


@bound("strings.ToUpper")
def to_upper(lib: Library) -> Callable[[bytes], bytes]:
    """In upper case."""
    map_runes, upper = lib.function("strings.Map"), lib.function("unicode.ToUpper")
    return lambda s: s.upper() if s.isascii() else map_runes(upper, s)


@bound("strings.ToLower")
def to_lower(lib: Library) -> Callable[[bytes], bytes]:
    """In lower case."""
    map_runes, lower = lib.function("strings.Map"), lib.function("unicode.ToLower")
    return lambda s: s.lower() if s.isascii() else map_runes(lower, s)


@bound("strings.TrimSpace")
def trim_space(lib: Library) -> Callable[[bytes], bytes]:
    """Without white space at both ends."""
    trim, is_space = lib.function("strings.TrimFunc"), lib.function("unicode.IsSpace")

    def call(s: bytes) -> bytes:
        s = s.strip(b" \t\n\v\f\r")
        if s and (s[0] >= 0x80 or s[-1] >= 0x80):
            return trim(s, is_space)  # type: ignore[no-any-return]
        return s

    return call
