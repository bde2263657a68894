"""Package math: what is assembly or an intrinsic of the compiler on amd64.

`exp` and `log` are approximations of their own in assembly there; here the Go functions that other machines use do their work, and the
last bit of a result can differ from amd64.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from goloupe.runtime import floats
from goloupe.std import Library, bound, override

_INF = math.inf


@override("math.archFloor", "math.Floor")
def floor(x: float) -> float:
    """The greatest integer at most ``x``; zeros keep their sign."""
    if not math.isfinite(x) or x == 0:
        return x
    return math.copysign(float(math.floor(x)), x)


@override("math.archCeil", "math.Ceil")
def ceil(x: float) -> float:
    """The least integer at least ``x``; zeros have the sign of ``x``."""
    if not math.isfinite(x) or x == 0:
        return x
    return math.copysign(float(math.ceil(x)), x)


@override("math.archTrunc", "math.Trunc")
def trunc(x: float) -> float:
    """The integer part of ``x``, with its sign."""
    if not math.isfinite(x) or x == 0:
        return x
    return math.copysign(float(math.trunc(x)), x)


@override("math.Sqrt", "math.sqrt")
def sqrt(x: float) -> float:
    """The correctly rounded square root; NaN below zero."""
    return math.sqrt(x) if x >= 0 else (x if x == 0 else math.nan)


@override("math.Abs")
def absolute(x: float) -> float:
    """``x`` without its sign bit."""
    return math.fabs(x)


@override("math.Copysign")
def copysign(f: float, sign: float) -> float:
    """``f`` with the sign bit of ``sign``."""
    return math.copysign(f, sign)


@override("math.archMax")
def archmax(x: float, y: float) -> float:
    """The larger: +Inf before NaN, +0 before -0."""
    if _INF in (x, y):
        return _INF
    if x != x or y != y:
        return math.nan
    if x == 0 and y == 0:
        return y if math.copysign(1.0, x) < 0 else x
    return max(x, y)


@override("math.archMin")
def archmin(x: float, y: float) -> float:
    """The smaller: -Inf before NaN, -0 before +0."""
    if -_INF in (x, y):
        return -_INF
    if x != x or y != y:
        return math.nan
    if x == 0 and y == 0:
        return x if math.copysign(1.0, x) < 0 else y
    return min(x, y)


@override("math.Float64bits")
def float64bits(x: float) -> int:
    """The 64 bits of ``x``."""
    return floats.bits64(x)


@override("math.Float64frombits")
def float64frombits(n: int) -> float:
    """The float64 with these bits."""
    return floats.from_bits64(n)


@override("math.Float32bits")
def float32bits(x: float) -> int:
    """The 32 bits of ``x``."""
    return floats.bits32(x)


@override("math.Float32frombits")
def float32frombits(n: int) -> float:
    """The float32 with these bits."""
    return floats.from_bits32(n)


@override("math.FMA")
def fma(x: float, y: float, z: float) -> float:
    """``x * y + z`` with one rounding."""
    return floats.fma(x, y, z)


@bound("math.archExp")
def archexp(lib: Library) -> Callable[[float], float]:
    """e**x, by the portable function."""
    return lib.function("math.exp")


@bound("math.archLog")
def archlog(lib: Library) -> Callable[[float], float]:
    """Natural logarithm, by the portable function."""
    return lib.function("math.log")


@bound("math.archHypot")
def archhypot(lib: Library) -> Callable[[float, float], float]:
    """Sqrt(p*p + q*q), by the portable function."""
    return lib.function("math.hypot")
