"""Integers of fixed width on Python's unbounded ones.

An integer of a Go program is a Python int that is always within the range of its type.  Every operation that may leave the
range is followed by one of the wraps below (or by the same expression inline).  ``i64`` first tests the range, because almost
all results are in it.

Division by zero raises ZeroDivisionError and a negative shift count ValueError; `panics.translate` gives them Go's words.
Shift counts may be of any size: Go shifts out all bits, Python would try to make a number with that many digits.
"""

from __future__ import annotations


def i8(x: int) -> int:
    """Wrap to int8."""
    return ((x + 0x80) & 0xFF) - 0x80


def i16(x: int) -> int:
    """Wrap to int16."""
    return ((x + 0x8000) & 0xFFFF) - 0x8000


def i32(x: int) -> int:
    """Wrap to int32."""
    return ((x + 0x80000000) & 0xFFFFFFFF) - 0x80000000


def i64(x: int) -> int:
    """Wrap to int64 or int."""
    if -0x8000000000000000 <= x <= 0x7FFFFFFFFFFFFFFF:
        return x
    return ((x + 0x8000000000000000) & 0xFFFFFFFFFFFFFFFF) - 0x8000000000000000


def u8(x: int) -> int:
    """Wrap to uint8."""
    return x & 0xFF


def u16(x: int) -> int:
    """Wrap to uint16."""
    return x & 0xFFFF


def u32(x: int) -> int:
    """Wrap to uint32."""
    return x & 0xFFFFFFFF


def u64(x: int) -> int:
    """Wrap to uint64, uint or uintptr."""
    return x & 0xFFFFFFFFFFFFFFFF


def quo(a: int, b: int) -> int:
    """``a / b``, truncated toward zero; the smallest integer divided by -1 needs a wrap."""
    if (a < 0) != (b < 0):
        return -(-a // b)
    return a // b


def rem(a: int, b: int) -> int:
    """``a % b`` with the sign of ``a``."""
    r = a % b
    if r and (a < 0) != (b < 0):
        return r - b
    return r


def andnot(a: int, b: int) -> int:
    """``a &^ b``."""
    return a & ~b


def shl(x: int, n: int) -> int:
    """``x << n`` with at least the low 64 bits right; wrap the result."""
    return x << n if n < 64 else 0


def shr(x: int, n: int) -> int:
    """``x >> n``: signed types keep their sign however far they are shifted."""
    return x >> n if n < 64 else -1 if x < 0 else 0


def shl_i8(x: int, n: int) -> int:
    """``x << n`` in int8."""
    return (((x << n) + 0x80) & 0xFF) - 0x80 if n < 8 else 0


def shl_i16(x: int, n: int) -> int:
    """``x << n`` in int16."""
    return (((x << n) + 0x8000) & 0xFFFF) - 0x8000 if n < 16 else 0


def shl_i32(x: int, n: int) -> int:
    """``x << n`` in int32."""
    return (((x << n) + 0x80000000) & 0xFFFFFFFF) - 0x80000000 if n < 32 else 0


def shl_i64(x: int, n: int) -> int:
    """``x << n`` in int64 or int."""
    return (((x << n) + 0x8000000000000000) & 0xFFFFFFFFFFFFFFFF) - 0x8000000000000000 if n < 64 else 0


def shl_u8(x: int, n: int) -> int:
    """``x << n`` in uint8."""
    return (x << n) & 0xFF if n < 8 else 0


def shl_u16(x: int, n: int) -> int:
    """``x << n`` in uint16."""
    return (x << n) & 0xFFFF if n < 16 else 0


def shl_u32(x: int, n: int) -> int:
    """``x << n`` in uint32."""
    return (x << n) & 0xFFFFFFFF if n < 32 else 0


def shl_u64(x: int, n: int) -> int:
    """``x << n`` in uint64, uint or uintptr."""
    return (x << n) & 0xFFFFFFFFFFFFFFFF if n < 64 else 0
