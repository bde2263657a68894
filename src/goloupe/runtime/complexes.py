"""Complex arithmetic as Go's compiler and `runtime/complex.go` do it.

Multiplication is the schoolbook formula without care for infinities; division is Smith's algorithm with C99's corrections of results
that came out as NaN.  Addition, subtraction and comparison are Python's.
"""

from __future__ import annotations

import math

from goloupe.runtime.floats import INF, f32, fdiv


def cmul(a: complex, b: complex) -> complex:
    """``a * b``."""
    ar, ai, br, bi = a.real, a.imag, b.real, b.imag
    return complex(ar * br - ai * bi, ar * bi + ai * br)


def c64(z: complex) -> complex:
    """Round both parts to float32."""
    return complex(f32(z.real), f32(z.imag))


def cdiv(n: complex, m: complex) -> complex:
    """``n / m`` (`complex128div`)."""
    a, b, c, d = n.real, n.imag, m.real, m.imag
    if abs(c) >= abs(d):
        ratio = fdiv(d, c)
        denom = c + ratio * d
        e = fdiv(a + b * ratio, denom)
        f = fdiv(b - a * ratio, denom)
    else:
        ratio = fdiv(c, d)
        denom = d + ratio * c
        e = fdiv(a * ratio + b, denom)
        f = fdiv(b * ratio - a, denom)
    if e != e and f != f:
        if c == 0 and d == 0 and (a == a or b == b):
            e = math.copysign(INF, c) * a
            f = math.copysign(INF, c) * b
        elif (math.isinf(a) or math.isinf(b)) and math.isfinite(c) and math.isfinite(d):
            a, b = _inf_to_one(a), _inf_to_one(b)
            e = INF * (a * c + b * d)
            f = INF * (b * c - a * d)
        elif (math.isinf(c) or math.isinf(d)) and math.isfinite(a) and math.isfinite(b):
            c, d = _inf_to_one(c), _inf_to_one(d)
            e = 0 * (a * c + b * d)
            f = 0 * (b * c - a * d)
    return complex(e, f)


def _inf_to_one(x: float) -> float:
    return math.copysign(1.0 if math.isinf(x) else 0.0, x)
