"""Package math/big: the loops over words that Go has in assembly, on Python's own big integers.

A slice of words is read into one integer, least significant word first, and the result is written back.
"""

from __future__ import annotations

from array import array

from goloupe.runtime.value import Slice
from goloupe.std import override

_MASK = (1 << 64) - 1


def number(x: Slice) -> int:
    """The words of a slice as one integer."""
    if not x.len:
        return 0
    return int.from_bytes(array("Q", x.arr[x.off : x.off + x.len]).tobytes(), "little")


def put(z: Slice, value: int) -> None:
    """Write an integer into all words of a slice; what does not fit is left out."""
    n = z.len
    if n:
        value &= (1 << 64 * n) - 1
        z.arr[z.off : z.off + n] = array("Q", value.to_bytes(8 * n, "little")).tolist()


def _low(x: Slice, n: int) -> Slice:
    return x if x.len == n else Slice(x.arr, x.off, n, n)


@override("math/big.addVV")
def add_vv(z: Slice, x: Slice, y: Slice) -> int:
    """``z = x + y``; the carry."""
    n = z.len
    total = number(_low(x, n)) + number(_low(y, n))
    put(z, total)
    return total >> 64 * n


@override("math/big.subVV")
def sub_vv(z: Slice, x: Slice, y: Slice) -> int:
    """``z = x - y``; the borrow."""
    n = z.len
    diff = number(_low(x, n)) - number(_low(y, n))
    put(z, diff)
    return 1 if diff < 0 else 0


@override("math/big.lshVU")
def lsh_vu(z: Slice, x: Slice, s: int) -> int:
    """``z = x << s``; the bits that fall out."""
    n = z.len
    if not n:
        return 0
    shifted = number(_low(x, n)) << s
    put(z, shifted)
    return shifted >> 64 * n


@override("math/big.rshVU")
def rsh_vu(z: Slice, x: Slice, s: int) -> int:
    """``z = x >> s``; the bits that fall out, at the top of a word."""
    n = z.len
    if not n:
        return 0
    value = number(_low(x, n))
    put(z, value >> s)
    return value << 64 - s & _MASK if s else 0


@override("math/big.mulAddVWW")
def mul_add_vww(z: Slice, x: Slice, m: int, a: int) -> int:
    """``z = x * m + a``; the carry."""
    n = z.len
    total = number(_low(x, n)) * m + a
    put(z, total)
    return total >> 64 * n


@override("math/big.addMulVVWW")
def add_mul_vvww(z: Slice, x: Slice, y: Slice, m: int, a: int) -> int:
    """``z = x + y * m + a``; the carry."""
    n = z.len
    total = number(_low(x, n)) + number(_low(y, n)) * m + a
    put(z, total)
    return total >> 64 * n
