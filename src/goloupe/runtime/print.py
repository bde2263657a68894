"""The builtins print and println.

Since Go 1.27 floats print in their shortest form (``1.5``, ``1e+100``), where older versions wrote ``+1.500000e+000``.
Follows `print.go`.
"""

from __future__ import annotations

from typing import Any

from goloupe.runtime.addresses import Addresses
from goloupe.runtime.floats import f32
from goloupe.runtime.rtype import (
    BOOL,
    COMPLEX64,
    COMPLEX128,
    FLOAT32,
    FLOAT64,
    INTERFACE,
    SLICE,
    STRING,
    UINTPTR,
)


def format_float(x: float, bits: int = 64) -> str:
    """strconv.FormatFloat(x, 'g', -1, bits)."""
    if x != x:
        return "NaN"
    if x in (float("inf"), float("-inf")):
        return "+Inf" if x > 0 else "-Inf"
    if bits == 32:
        for prec in range(9):
            text = f"{x:.{prec}e}"
            if f32(float(text)) == x:
                break
    else:
        text = repr(x)
        if "e" not in text:
            text = _scientific(text)
    mantissa, _, exp = text.partition("e")
    sign = "-" if mantissa[0] == "-" else ""
    digits = mantissa.lstrip("-").replace(".", "").rstrip("0") or "0"
    e = int(exp)
    point = e + 1
    if not -4 <= e < 6:
        frac = "." + digits[1:] if len(digits) > 1 else ""
        return f"{sign}{digits[0]}{frac}e{'-' if e < 0 else '+'}{abs(e):02d}"
    if point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    if point >= len(digits):
        return sign + digits + "0" * (point - len(digits))
    return f"{sign}{digits[:point]}.{digits[point:]}"


def _scientific(text: str) -> str:
    """A plain decimal in the form d.ddde±x."""
    sign = "-" if text[0] == "-" else ""
    whole, _, frac = text.lstrip("-").partition(".")
    digits = (whole + frac).lstrip("0")
    if not digits:
        return sign + "0e0"
    lead = len(whole + frac) - len(digits)
    return f"{sign}{digits[0]}.{digits[1:] or '0'}e{len(whole) - lead - 1}"


def format_complex(z: complex, bits: int = 128) -> str:
    """strconv.FormatComplex(z, 'g', -1, bits)."""
    im = format_float(z.imag, bits // 2)
    if im[0] not in "+-":
        im = "+" + im
    return f"({format_float(z.real, bits // 2)}{im}i)"


def format_value(kind: int, v: Any, addresses: Addresses) -> bytes:
    """What print writes for a value whose static type has this kind."""
    if kind == STRING:
        return v  # type: ignore[no-any-return]
    if kind == BOOL:
        return b"true" if v else b"false"
    if kind <= UINTPTR:
        return b"%d" % v
    if kind == FLOAT64:
        return format_float(v).encode()
    if kind == FLOAT32:
        return format_float(v, 32).encode()
    if kind == COMPLEX128:
        return format_complex(v).encode()
    if kind == COMPLEX64:
        return format_complex(v, 64).encode()
    if kind == INTERFACE:
        return b"(0x0,0x0)" if v is None else b"(0x%x,0x%x)" % (addresses.of(v.t), addresses.of(v.v))
    if kind == SLICE:
        return b"[%d/%d]0x%x" % (v.len, v.cap, 0 if v.arr is None else addresses.of(v.arr) + addresses.width(v.arr) * v.off)
    from goloupe.runtime.maps import NIL_MAP

    return b"0x%x" % (0 if v is NIL_MAP else addresses.of(v))
