"""Package internal/strconv: decimal integers, and floats in their usual form, as Python's C writes and reads them.

Both are exact, or correctly rounded, in both languages.  All else (other bases, underscores, hexadecimal floats, errors) is the real
source.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from math import isfinite
from typing import Any, Final

from goloupe.runtime.slices import append_string
from goloupe.runtime.value import NIL_SLICE, Iface, Slice
from goloupe.std import bound, override
from goloupe.std.library import Library

_FLOAT: Final = re.compile(rb"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_MASK: Final = 0xFFFFFFFFFFFFFFFF
_SHORT: Final = 64
"""Bytes that a float usually has at most."""
_SYNTAX: Final = 2
"""ErrSyntax, a constant."""
_FITS: Final = 19
"""Fewer bytes than this are always an int64."""


@bound("internal/strconv.FormatInt", "internal/strconv.FormatUint")
def format_int(lib: Library) -> Callable[[int, int], bytes]:
    """An integer as text."""
    in_base = lib.function("internal/strconv.formatBits")

    def call(i: int, base: int) -> bytes:
        if base == 10:
            return b"%d" % i
        text: bytes = in_base(NIL_SLICE, i & _MASK, base, i < 0, False)[1]
        return text

    return call


@override("strconv.Itoa", "internal/strconv.Itoa")
def itoa(i: int) -> bytes:
    """An int as text."""
    return b"%d" % i


@bound("internal/strconv.AppendInt", "internal/strconv.AppendUint")
def append_int(lib: Library) -> Callable[[Slice, int, int], Slice]:
    """An integer as text, appended."""
    in_base = lib.function("internal/strconv.formatBits")

    def call(dst: Slice, i: int, base: int) -> Slice:
        if i < 0:
            # An append of its own, which may grow the slice by itself.
            dst, i = append_string(dst, b"-"), -i
        if base == 10:
            return append_string(dst, b"%d" % i)
        out: Slice = in_base(dst, i, base, False, True)[0]
        return out

    return call


@bound("internal/strconv.Atoi")
def atoi(lib: Library) -> Callable[[bytes], tuple[int, Any]]:
    """A decimal integer."""
    parse = lib.function("internal/strconv.ParseInt")

    def call(s: bytes) -> tuple[int, Any]:
        if len(s) < _FITS and (s.isdigit() or (s[:1] in (b"-", b"+") and s[1:].isdigit())):
            return int(s), None
        return parse(s, 10, 0)  # type: ignore[no-any-return]

    return call


@bound("internal/strconv.ParseFloat")
def parse_float(lib: Library) -> Callable[[bytes, int], tuple[float, Any]]:
    """A floating-point number."""
    prefix = lib.function("internal/strconv.parseFloatPrefix")

    def call(s: bytes, bits: int) -> tuple[float, Any]:
        if bits != 32 and len(s) <= _SHORT and _FLOAT.fullmatch(s):
            f = float(s)
            if isfinite(f):
                return f, None
        f, n, err = prefix(s, bits)
        return (f, err) if n == len(s) else (0.0, Iface(lib.type_of("internal/strconv.Error"), _SYNTAX))

    return call
