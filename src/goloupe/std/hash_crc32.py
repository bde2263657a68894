"""Package hash/crc32: what is assembly on most processors.

The common polynomial is in Python's zlib; the other one that processors know is a table here, and all others are the real source.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from typing import Final

from goloupe.runtime.value import Slice
from goloupe.std import bound, override
from goloupe.std.internal_race import DETECTOR
from goloupe.std.library import Library


def _table(polynomial: int) -> tuple[int, ...]:
    """What `simpleMakeTable` makes."""
    out = []
    for crc in range(256):
        for _ in range(8):
            crc = crc >> 1 ^ polynomial if crc & 1 else crc >> 1
        out.append(crc)
    return tuple(out)


_ASSEMBLY, _BLOCK = 64, 16
_CASTAGNOLI: Final = _table(0x82F63B78)


def _by_table(crc: int, table: Sequence[int], p: Slice) -> int:
    crc ^= 0xFFFFFFFF
    for byte in p.arr[p.off : p.off + p.len]:
        crc = table[crc & 0xFF ^ byte] ^ crc >> 8
    return crc ^ 0xFFFFFFFF


@override("hash/crc32.archAvailableIEEE", "hash/crc32.archAvailableCastagnoli")
def arch_available() -> bool:
    """There is something faster than tables."""
    return True


@override("hash/crc32.archInitIEEE", "hash/crc32.archInitCastagnoli")
def arch_init() -> None:
    """Nothing to prepare."""


@bound("hash/crc32.archUpdateIEEE")
def arch_update_ieee(lib: Library) -> Callable[[int, Slice], int]:
    """Go on with a checksum over more bytes."""
    detector = lib.rt.values.get(DETECTOR)

    def update(crc: int, p: Slice) -> int:
        if not p.len:
            return crc
        end = p.off + p.len
        if detector is not None:
            # What assembly does not take, in blocks, is done in Go.
            detector.read_range(p.arr, end - (p.len if p.len < _ASSEMBLY else p.len % _BLOCK), end)
        with memoryview(p.arr) as view:
            return zlib.crc32(view[p.off : end], crc)

    return update


@override("hash/crc32.archUpdateCastagnoli")
def arch_update_castagnoli(crc: int, p: Slice) -> int:
    """Go on with a checksum over more bytes."""
    return _by_table(crc, _CASTAGNOLI, p) if p.len else crc


@override("hash/crc32.slicingUpdate")
def slicing_update(crc: int, table: Sequence[Sequence[int]], p: Slice) -> int:
    """Go on with a checksum over more bytes."""
    return _by_table(crc, table[0], p) if p.len else crc
