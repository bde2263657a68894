"""Package internal/chacha8rand: the block function, which Go has in assembly.

Sixteen words of state in four lanes: word w of lane i is 32 bits of the buffer, ``b[w][i]``.
"""

from __future__ import annotations

from typing import Any

from goloupe.std import override

_M = 0xFFFFFFFF
_CONSTANTS = (0x61707865, 0x3320646E, 0x79622D32, 0x6B206574)
_QUARTERS = (
    (0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15), (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14),
)  # fmt: skip


@override("internal/chacha8rand.block", "internal/chacha8rand.block_generic")
def block(seed: Any, buf: Any, counter: int) -> None:
    """Fill 32 words of 64 bits."""
    key = [half for word in seed for half in (word & _M, word >> 32)]
    lanes = [_lane(key, counter + i & _M) for i in range(4)]
    for w in range(16):
        buf[2 * w] = lanes[0][w] | lanes[1][w] << 32
        buf[2 * w + 1] = lanes[2][w] | lanes[3][w] << 32


def _lane(key: list[int], counter: int) -> list[int]:
    s = [*_CONSTANTS, *key, counter, 0, 0, 0]
    for _ in range(4):
        for i, j, k, m in _QUARTERS:
            a, b, c, d = s[i], s[j], s[k], s[m]
            a = a + b & _M
            d ^= a
            d = d << 16 & _M | d >> 16
            c = c + d & _M
            b ^= c
            b = b << 12 & _M | b >> 20
            a = a + b & _M
            d ^= a
            d = d << 8 & _M | d >> 24
            c = c + d & _M
            b ^= c
            b = b << 7 & _M | b >> 25
            s[i], s[j], s[k], s[m] = a, b, c, d
    for w in range(8):
        s[4 + w] = s[4 + w] + key[w] & _M
    return s
