"""Floating point: float64 is Python's float, float32 is one that was rounded to 24 bits.

Rounding goes through an ``array('f')`` of one element, the fastest way into single precision that Python has.  An arithmetic
operation on two float32 in double precision followed by one rounding gives the correctly rounded float32 for ``+ - * /`` and
sqrt (double has more than twice the bits plus two), so `f32` after each operation is exact.

Conversions to integers give what amd64's instructions give for values that do not fit (Go leaves it open): CVTTSD2SQ and
CVTTSD2SL answer with the smallest integer; smaller types go through int32; uint64 above 2**63 is shifted down first.
"""

from __future__ import annotations

import math
from array import array
from fractions import Fraction
from struct import Struct
from typing import Final

_cell: Final = array("f", [0.0])
_pack_d: Final = Struct("<d").pack
_unpack_d: Final = Struct("<d").unpack
_pack_f: Final = Struct("<f").pack
_unpack_f: Final = Struct("<f").unpack
_pack_q: Final = Struct("<Q").pack
_unpack_q: Final = Struct("<Q").unpack
_pack_i: Final = Struct("<I").pack
_unpack_i: Final = Struct("<I").unpack

INF: Final = math.inf
NAN: Final = math.nan
MIN_I64: Final = -0x8000000000000000
MIN_I32: Final = -0x80000000


def f32(x: float) -> float:
    """Round to the nearest float32, ties to even; too large becomes infinite."""
    _cell[0] = x
    return _cell[0]


def fdiv(a: float, b: float) -> float:
    """``a / b`` as IEEE 754 has it: infinities and NaN instead of an exception."""
    try:
        return a / b
    except ZeroDivisionError:
        if a == 0.0 or a != a:
            return NAN
        return math.copysign(INF, a) * math.copysign(1.0, b)


def to_i64(x: float) -> int:
    """int64(x)."""
    if -9223372036854775808.0 <= x < 9223372036854775808.0:
        return int(x)
    return MIN_I64


def to_i32(x: float) -> int:
    """int32(x)."""
    if -2147483649.0 < x < 2147483648.0:
        return int(x)
    return MIN_I32


def to_i16(x: float) -> int:
    """int16(x)."""
    return ((to_i32(x) + 0x8000) & 0xFFFF) - 0x8000


def to_i8(x: float) -> int:
    """int8(x)."""
    return ((to_i32(x) + 0x80) & 0xFF) - 0x80


def to_u64(x: float) -> int:
    """uint64(x), uint(x) and uintptr(x)."""
    if x < 9223372036854775808.0:
        return to_i64(x) & 0xFFFFFFFFFFFFFFFF
    if x < 18446744073709551616.0:
        return int(x)
    return 0x8000000000000000


def to_u32(x: float) -> int:
    """uint32(x)."""
    return to_i64(x) & 0xFFFFFFFF


def to_u16(x: float) -> int:
    """uint16(x)."""
    return to_i32(x) & 0xFFFF


def to_u8(x: float) -> int:
    """uint8(x)."""
    return to_i32(x) & 0xFF


def int_to_f64(n: int) -> float:
    """float64(n): Python rounds to nearest even, as amd64 does."""
    return float(n)


def int_to_f32(n: int) -> float:
    """float32(n) with a single rounding, not one to double and another to single."""
    x = float(n)
    if int(x) == n:
        return f32(x)
    # Round to odd in double first: then rounding to single sees on which side of a tie n lies.
    bits: int = _unpack_q(_pack_d(x))[0]
    if not bits & 1:
        bits += 1 if (n > int(x)) == (x > 0) else -1
    y: float = _unpack_d(_pack_q(bits))[0]
    return f32(y)


def bits64(x: float) -> int:
    """math.Float64bits."""
    n: int = _unpack_q(_pack_d(x))[0]
    return n


def from_bits64(n: int) -> float:
    """math.Float64frombits."""
    x: float = _unpack_d(_pack_q(n))[0]
    return x


def bits32(x: float) -> int:
    """math.Float32bits."""
    if x != x:
        # Double to single by hand: C may quieten a signalling NaN on the way.
        n = bits64(x)
        return (n >> 63) << 31 | 0x7F800000 | (n >> 29) & 0x7FFFFF or 0x7FC00000
    m: int = _unpack_i(_pack_f(f32(x)))[0]
    return m


def from_bits32(n: int) -> float:
    """math.Float32frombits."""
    if n & 0x7F800000 == 0x7F800000 and n & 0x7FFFFF:
        return from_bits64((n >> 31) << 63 | 0x7FF0000000000000 | (n & 0x7FFFFF) << 29)
    x: float = _unpack_f(_pack_i(n))[0]
    return x


def fma(x: float, y: float, z: float) -> float:
    """math.FMA: ``x * y + z`` with one rounding."""
    if not (math.isfinite(x) and math.isfinite(y)):
        return x * y + z
    if not math.isfinite(z):
        return z
    exact = Fraction(x) * Fraction(y) + Fraction(z)
    if not exact:
        return x * y + z
    try:
        return exact.numerator / exact.denominator
    except OverflowError:
        return INF if exact > 0 else -INF
