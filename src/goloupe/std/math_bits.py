"""Package math/bits: instructions, where Go's compiler has them, too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goloupe.runtime import panics
from goloupe.std import override

SIZES = {"": 64, "8": 8, "16": 16, "32": 32, "64": 64}
LEAST = {"ReverseBytes": 16, "Add": 32, "Sub": 32, "Mul": 32, "Div": 32, "Rem": 32}
"""The smallest size that a function is there for, if not 8."""

_REVERSED = bytes(int(f"{i:08b}"[::-1], 2) for i in range(256))


def _functions(n: int) -> dict[str, Callable[..., Any]]:
    mask = (1 << n) - 1

    def leading_zeros(x: int) -> int:
        return n - x.bit_length()

    def trailing_zeros(x: int) -> int:
        return (x & -x).bit_length() - 1 if x else n

    def rotate_left(x: int, k: int) -> int:
        k &= n - 1
        return (x << k | x >> n - k) & mask

    def reverse(x: int) -> int:
        return int.from_bytes(x.to_bytes(n // 8, "big").translate(_REVERSED), "little")

    def reverse_bytes(x: int) -> int:
        return int.from_bytes(x.to_bytes(n // 8, "big"), "little")

    def add(x: int, y: int, carry: int) -> tuple[int, int]:
        total = x + y + carry
        return total & mask, total >> n

    def sub(x: int, y: int, borrow: int) -> tuple[int, int]:
        diff = x - y - borrow
        return diff & mask, 1 if diff < 0 else 0

    def mul(x: int, y: int) -> tuple[int, int]:
        product = x * y
        return product >> n, product & mask

    def div(hi: int, lo: int, y: int) -> tuple[int, int]:
        if not y:
            panics.divide()
        if y <= hi:
            panics.error_string("integer overflow")
        return divmod(hi << n | lo, y)

    def rem(hi: int, lo: int, y: int) -> int:
        if not y:
            panics.divide()
        return (hi << n | lo) % y

    return {
        "LeadingZeros": leading_zeros,
        "TrailingZeros": trailing_zeros,
        "OnesCount": int.bit_count,
        "RotateLeft": rotate_left,
        "Reverse": reverse,
        "ReverseBytes": reverse_bytes,
        "Len": int.bit_length,
        "Add": add,
        "Sub": sub,
        "Mul": mul,
        "Div": div,
        "Rem": rem,
    }


for _suffix, _n in SIZES.items():
    for _name, _function in _functions(_n).items():
        if _n >= LEAST.get(_name, 8):
            override(f"math/bits.{_name}{_suffix}")(_function)
