"""Integers of fixed width on Python's unbounded ones.

An integer of a Go program is a Python int that is always within the range of its type.  Every operation that may leave the
range is followed by a wrap, which the lowerer writes where it is needed (`lower.arith`); what is here are the operations that
Python has otherwise than Go.

Division by zero raises ZeroDivisionError and a negative shift count ValueError; `panics.translate` gives them Go's words.
Shift counts may be of any size: Go shifts out all bits, Python would try to make a number with that many digits.
"""

from __future__ import annotations


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


def shl(x: int, n: int) -> int:
    """``x << n`` with at least the low 64 bits right; wrap the result."""
    return x << n if n < 64 else 0
