"""Package hash/crc32: the common polynomial is in Python's zlib; the others are the real source."""

from __future__ import annotations

import zlib

from goloupe.runtime.value import Slice
from goloupe.std import override


@override("hash/crc32.archAvailableIEEE", "hash/crc32.archAvailableCastagnoli")
def arch_available() -> bool:
    """No assembly; the real source then takes its portable way, which `simple_update` shortens."""
    return False


@override("hash/crc32.slicingUpdate")
def slicing_update(crc: int, table: object, p: Slice) -> int:
    """Go on with a checksum over more bytes."""
    if not p.len:
        return crc
    first = table[0]  # type: ignore[index]
    if first[1] == 0x77073096:
        with memoryview(p.arr) as view:
            return zlib.crc32(view[p.off : p.off + p.len], crc)
    crc ^= 0xFFFFFFFF
    for byte in p.arr[p.off : p.off + p.len]:
        crc = first[crc & 0xFF ^ byte] ^ crc >> 8
    return crc ^ 0xFFFFFFFF
