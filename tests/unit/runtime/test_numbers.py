"""Integers, floats and complex numbers; expected values were printed by Go 1.27.3 on amd64."""

import math

import pytest

from goloupe.runtime import floats, ints
from goloupe.runtime.complexes import cdiv, cmul
from goloupe.runtime.print import format_complex, format_float


def test_division_truncates() -> None:
    assert [(ints.quo(a, b), ints.rem(a, b)) for a, b in ((7, 2), (-7, 2), (7, -2), (-7, -2), (-6, 3), (0, -5))] == [
        (3, 1),
        (-3, -1),
        (-3, 1),
        (3, -1),
        (-2, 0),
        (0, 0),
    ]
    assert ints.quo(-(1 << 63), -1) == 1 << 63  # the lowerer wraps it
    assert ints.rem(-(1 << 63), -1) == 0
    with pytest.raises(ZeroDivisionError):
        ints.quo(1, 0)


def test_shifts() -> None:
    assert ints.shl(255, 1) == 510
    assert ints.shl(1, 63) == 1 << 63
    assert ints.shl(1, 64) == 0
    assert ints.shl(3, 1 << 63) == 0
    with pytest.raises(ValueError, match="negative shift count"):
        ints.shl(1, -1)


INF, NAN = math.inf, math.nan
MIN = -(1 << 63)
CONVERSIONS = [
    (NAN, MIN, 1 << 63, -(1 << 31), 0, 0, 0, 0, 0),
    (INF, MIN, 1 << 63, -(1 << 31), 0, 0, 0, 0, 0),
    (-INF, MIN, 1 << 63, -(1 << 31), 0, 0, 0, 0, 0),
    (1e10, 10**10, 10**10, -(1 << 31), 1410065408, 0, 0, 0, 0),
    (-1e10, -(10**10), (1 << 64) - 10**10, -(1 << 31), 2884901888, 0, 0, 0, 0),
    (1e19, MIN, 10**19, -(1 << 31), 0, 0, 0, 0, 0),
    (-1, -1, (1 << 64) - 1, -1, (1 << 32) - 1, -1, 65535, -1, 255),
    (-300.7, -300, (1 << 64) - 300, -300, (1 << 32) - 300, -300, 65236, -44, 212),
    (9.3e18, MIN, 9300000000000000000, -(1 << 31), 0, 0, 0, 0, 0),
    (5e9, 5 * 10**9, 5 * 10**9, -(1 << 31), 705032704, 0, 0, 0, 0),
]


@pytest.mark.parametrize("row", CONVERSIONS)
def test_float_to_int(row: tuple[float, ...]) -> None:
    x, *want = row
    f = floats
    assert [g(x) for g in (f.to_i64, f.to_u64, f.to_i32, f.to_u32, f.to_i16, f.to_u16, f.to_i8, f.to_u8)] == want


def test_float32() -> None:
    assert floats.f32(0.1) == 0.10000000149011612
    assert floats.f32(1e39) == INF
    assert floats.f32(-1e-50) == 0
    assert floats.int_to_f32((1 << 53) + (1 << 29) + 1) == float((1 << 53) + (1 << 30))
    assert floats.int_to_f32(16777217) == 16777216.0
    for bits in (0x7F800001, 0x7FC00000, 0xFFC00001, 0x00000001, 0x80000000, 0x7F7FFFFF):
        assert floats.bits32(floats.from_bits32(bits)) == bits


def test_division_by_zero() -> None:
    assert floats.fdiv(1.0, 0.0) == INF
    assert floats.fdiv(1.0, -0.0) == -INF
    assert floats.fdiv(-1.0, 0.0) == -INF
    assert math.isnan(floats.fdiv(0.0, 0.0))
    assert math.isnan(floats.fdiv(NAN, 0.0))


def test_fma() -> None:
    assert floats.fma(0.1, 10.0, -1.0) == 5.551115123125783e-17
    assert floats.fma(1e308, 10.0, -INF) == -INF
    assert floats.fma(2.0, 3.0, 4.0) == 10.0
    assert floats.fma(1e308, 10.0, 0.0) == INF


def test_complex() -> None:
    assert cmul(1 + 2j, 3 - 1j) == 5 + 5j
    assert cdiv(1 + 2j, 3 - 1j) == 0.1 + 0.7000000000000001j
    z = cdiv(1 + 1j, 0j)
    assert (z.real, z.imag) == (INF, INF)
    assert cdiv(1 + 1j, complex(INF, 0)) == 0j


PRINTED = """\
0 0
1 1
-1.5 -1.5
100000 100000
123456 123456
1.234567e+06 1.234567e+06
1e+06 1e+06
1e+20 1e+20
1.2345678901234568e+17 1.2345679e+17
0.0001 0.0001
1e-05 1e-05
1.25e-07 1.25e-07
3.14159265358979 3.1415927
5e-324 0
1.7976931348623157e+308 +Inf
100000.5 100000.5
2.097152125e+06 2.097152e+06
9.9999999e+07 1e+08
"""


@pytest.mark.parametrize("line", PRINTED.splitlines())
def test_print_floats(line: str) -> None:
    text = line.split()[0]
    x = float(text)
    assert f"{format_float(x)} {format_float(floats.f32(x), 32)}" == line


def test_print_complex() -> None:
    assert format_complex(complex(0.0, -0.0)) == "(0-0i)"
    assert format_complex(complex(INF, INF)) == "(+Inf+Infi)"
