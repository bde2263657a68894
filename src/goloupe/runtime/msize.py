"""How much memory an allocation really takes: Go's size classes, as far as programs can see them.

A program sees them in ``cap()`` after ``append`` or a conversion, because the runtime rounds a new array up to the size class
it lives in. Follows `msize.go` and `internal/runtime/gc/sizeclasses.go`.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

SIZE_CLASSES: Final = (
    0, 8, 16, 24, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240, 256, 288, 320, 352, 384, 416, 448, 480, 512,
    576, 640, 704, 768, 896, 1024, 1152, 1280, 1408, 1536, 1792, 2048, 2304, 2688, 3072, 3200, 3456, 4096, 4864, 5376, 6144,
    6528, 6784, 6912, 8192, 9472, 9728, 10240, 10880, 12288, 13568, 14336, 16384, 18432, 19072, 20480, 21760, 24576, 27264,
    28672, 32768,
)  # fmt: skip
"""Bytes in an object of each size class; class 0 is for large objects."""

MAX_SMALL_SIZE: Final = 32768
MALLOC_HEADER_SIZE: Final = 8
MIN_SIZE_FOR_MALLOC_HEADER: Final = 512
"""Objects with pointers above this size carry an 8-byte header with their type."""
PAGE_SIZE: Final = 8192
MAX_ALLOC: Final = 1 << 48
"""More bytes than any allocation can have on a 64-bit machine."""
MEMORY: Final = 1 << 40
"""More bytes than any machine has."""


def round_up_size(size: int, noscan: bool) -> int:
    """The bytes that mallocgc has for the caller when asked for ``size`` (`roundupsize`)."""
    if size <= MAX_SMALL_SIZE - MALLOC_HEADER_SIZE:
        need = size if noscan or size <= MIN_SIZE_FOR_MALLOC_HEADER else size + MALLOC_HEADER_SIZE
        return SIZE_CLASSES[bisect_left(SIZE_CLASSES, need)] - (need - size)
    return (size + PAGE_SIZE - 1) & ~(PAGE_SIZE - 1)


def next_slice_cap(new_len: int, old_cap: int) -> int:
    """The capacity `append` asks for, before rounding (`nextslicecap`)."""
    double = old_cap + old_cap
    if new_len > double:
        return new_len
    if old_cap < 256:
        return double
    cap = old_cap
    while cap < new_len:
        cap += (cap + 768) >> 2
    if cap == old_cap:
        cap += (cap + 768) >> 2
    return cap


def grow_cap(new_len: int, old_cap: int, elem_size: int, noscan: bool) -> int:
    """The capacity of the array `append` makes (`growslice`); -1 if it cannot be made."""
    if elem_size == 0:
        return new_len
    cap = next_slice_cap(new_len, old_cap)
    if cap * elem_size > MAX_ALLOC:
        return -1
    mem = round_up_size(cap * elem_size, noscan)
    return -1 if mem > MAX_ALLOC else mem // elem_size
