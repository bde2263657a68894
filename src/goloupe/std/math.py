"""Package math: what is an instruction, assembly or bits of memory in Go on amd64.

Results are Go's to the last bit.  So Python's functions serve only where the result is exact or correctly rounded in both (square root,
remainder, rounding to integers); exp, log and hypot follow Go's assembly step by step, with fused multiply-add where it has
it.  Everything else is the real source.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable
from typing import Final

from goloupe.runtime import floats
from goloupe.runtime.floats import INF, NAN, bits64, from_bits64
from goloupe.std import override

SMALLEST_NORMAL: Final = 2.2250738585072014e-308


def _find_fma() -> Callable[[float, float, float], float]:
    """A fused multiply-add of the C library, which every platform has in hardware or right in software."""
    try:
        fma = ctypes.CDLL(None).fma
    except (AttributeError, OSError, TypeError):
        return floats.fma
    fma.restype = ctypes.c_double
    fma.argtypes = [ctypes.c_double] * 3
    # One of the products whose plain result differs from the fused one.
    x = 1.0 + 2.0**-30
    if fma(x, x, -1.0 - 2.0**-29) != 2.0**-60:
        return floats.fma
    return fma


fma: Final = _find_fma()


@override("math.FMA")
def fused_multiply_add(x: float, y: float, z: float) -> float:
    """``x * y + z`` with one rounding."""
    return fma(x, y, z)


# Bits.

override("math.Float64bits")(floats.bits64)
override("math.Float64frombits")(floats.from_bits64)
override("math.Float32bits")(floats.bits32)
override("math.Float32frombits")(floats.from_bits32)


@override("math.Abs")
def abs_(x: float) -> float:
    """Without sign."""
    return math.fabs(x)


@override("math.Copysign")
def copysign(x: float, sign: float) -> float:
    """The magnitude of x with the sign of ``sign``."""
    return math.copysign(x, sign)


@override("math.Signbit")
def signbit(x: float) -> bool:
    """Whether x is negative or negative zero."""
    return math.copysign(1.0, x) < 0


@override("math.IsNaN")
def is_nan(x: float) -> bool:
    """Whether x is not a number."""
    return x != x


@override("math.IsInf")
def is_inf(x: float, sign: int) -> bool:
    """Whether x is infinite, with this sign if it is not 0."""
    return (sign >= 0 and x == INF) or (sign <= 0 and x == -INF)


@override("math.NaN")
def nan() -> float:
    """Not a number."""
    return NAN


@override("math.Inf")
def inf(sign: int) -> float:
    """Infinity with this sign."""
    return INF if sign >= 0 else -INF


# Exact or correctly rounded everywhere.


@override("math.Sqrt", "math.sqrt")
def sqrt(x: float) -> float:
    """Square root."""
    return math.sqrt(x) if x >= 0 else x if x != x else NAN


def _rounded(to_int: Callable[[float], int], x: float) -> float:
    if not -4503599627370496.0 < x < 4503599627370496.0:
        return x
    return math.copysign(float(to_int(x)), x)


@override("math.Floor", "math.archFloor", "math.floor")
def floor(x: float) -> float:
    """The greatest integer that is not above x."""
    return _rounded(math.floor, x)


@override("math.Ceil", "math.archCeil", "math.ceil")
def ceil(x: float) -> float:
    """The least integer that is not below x."""
    return _rounded(math.ceil, x)


@override("math.Trunc", "math.archTrunc", "math.trunc")
def trunc(x: float) -> float:
    """The integer part."""
    return _rounded(int, x)


@override("math.RoundToEven")
def round_to_even(x: float) -> float:
    """The nearest integer, the even one of two."""
    return _rounded(round, x)


@override("math.Mod", "math.mod")
def mod(x: float, y: float) -> float:
    """The remainder of x / y with the sign of x."""
    if y == 0 or x - x != 0 or y != y:
        return NAN
    return math.fmod(x, y)


@override("math.Frexp", "math.frexp")
def frexp(x: float) -> tuple[float, int]:
    """A fraction in [0.5, 1) and a power of two."""
    return math.frexp(x)


@override("math.Ldexp", "math.ldexp")
def ldexp(x: float, exp: int) -> float:
    """``x * 2**exp``."""
    try:
        return math.ldexp(x, exp)
    except OverflowError:
        return math.copysign(INF, x)


@override("math.Max", "math.archMax")
def max_(x: float, y: float) -> float:
    """The greater; +Inf before NaN, +0 above -0."""
    if x == INF or y == INF:
        return INF
    if x != x or y != y:
        return NAN
    if x == 0 and y == 0:
        return y if math.copysign(1.0, x) < 0 else x
    return max(x, y)


@override("math.Min", "math.archMin")
def min_(x: float, y: float) -> float:
    """The smaller; -Inf before NaN, -0 below +0."""
    if x == -INF or y == -INF:
        return -INF
    if x != x or y != y:
        return NAN
    if x == 0 and y == 0:
        return x if math.copysign(1.0, x) < 0 else y
    return min(x, y)


# What Go has in assembly on amd64.


@override("math.Hypot", "math.archHypot")
def hypot(p: float, q: float) -> float:
    """``Sqrt(p*p + q*q)``."""
    p, q = math.fabs(p), math.fabs(q)
    if p == INF or q == INF:
        return INF
    if p != p or q != q:
        return NAN
    if p < q:
        p, q = q, p
    if p == 0:
        return 0.0
    q /= p
    return p * math.sqrt(1.0 + q * q)


_LOG_ODD: Final = (6.666666666666735130e-01, 2.857142874366239149e-01, 1.818357216161805012e-01, 1.479819860511658591e-01)
_LOG_EVEN: Final = (3.999999999940941908e-01, 2.222219843214978396e-01, 1.531383769920937332e-01)
_LN2_HI: Final = 6.93147180369123816490e-01
_LN2_LO: Final = 1.90821492927058770002e-10


@override("math.Log", "math.archLog")
def log(x: float) -> float:
    """Natural logarithm (`log_amd64.s`)."""
    if x <= 0:
        return -INF if x == 0 else NAN
    if x != x or x == INF:
        return x
    bits = bits64(x)
    f1 = from_bits64(bits & 0x000FFFFFFFFFFFFF | 0x3FE0000000000000)
    k = float((bits >> 52 & 0x7FF) - 0x3FE)
    if not f1 > 7.07106781186547524401e-01:
        k -= 1.0
        f1 *= 2.0
    f = f1 - 1.0
    s = f / (2.0 + f)
    s2 = s * s
    s4 = s2 * s2
    l1, l3, l5, l7 = _LOG_ODD
    l2, l4, l6 = _LOG_EVEN
    t1 = s2 * (l1 + s4 * (l3 + s4 * (l5 + s4 * l7)))
    t2 = s4 * (l2 + s4 * (l4 + s4 * l6))
    r = t1 + t2
    hfsq = 0.5 * f * f
    return k * _LN2_HI - ((hfsq - (s * (hfsq + r) + k * _LN2_LO)) - f)


_EXP_TAYLOR: Final = (
    1.9841269841269841270e-4,
    1.3888888888888888889e-3,
    8.3333333333333333333e-3,
    4.1666666666666666667e-2,
    1.6666666666666666667e-1,
    0.5,
    1.0,
)
_LOG2_E: Final = 1.4426950408889634073599246810018920
_LN2_U: Final = 0.69314718055966295651160180568695068359375
_LN2_L: Final = 0.28235290563031577122588448175013436025525412068e-12


@override("math.Exp", "math.archExp")
def exp(x: float) -> float:
    """``e**x`` (`exp_amd64.s`, the path with fused multiply-add)."""
    if x != x or x == INF:
        return x
    if x == -INF:
        return 0.0
    if x > 7.09782712893384e02:
        return INF
    product = _LOG2_E * x
    if product < -2147483648.5:
        return 0.0
    exponent = round(product)
    n = float(exponent)
    x = fma(-_LN2_U, n, x)
    x = fma(-_LN2_L, n, x)
    x *= 0.0625
    y = 2.4801587301587301587e-5
    for c in _EXP_TAYLOR:
        y = fma(y, x, c)
    x *= y
    for _ in range(3):
        x *= x + 2.0
    x = fma(x, x + 2.0, 1.0)
    exponent += 0x3FF
    if exponent >= 0x7FF:
        return INF
    if exponent > 0:
        return x * from_bits64(exponent << 52)
    if exponent < -52:
        return 0.0
    return x * from_bits64(exponent + 0x3FE << 52) * SMALLEST_NORMAL
