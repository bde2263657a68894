"""What an allocation costs: bytes asked for, bytes handed out, words that the collector scans.

The classes are those of ``internal/runtime/gc/sizeclasses.go`` (``runtime/sizeclasses.go`` before Go 1.25); they have not changed
since Go 1.16.  Above the largest class the allocator hands out whole pages.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from goloupe.escape.graph import Location
from goloupe.escape.versions import Rules
from goloupe.escape.wantsheap import constant_size
from goloupe.syntax import kinds as K
from goloupe.syntax.columns import Columns
from goloupe.syntax.layout import WORD, closure_size, literal_length

SIZE_CLASSES: Final = (
    8, 16, 24, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240, 256, 288, 320, 352, 384, 416, 448, 480, 512,
    576, 640, 704, 768, 896, 1024, 1152, 1280, 1408, 1536, 1792, 2048, 2304, 2688, 3072, 3200, 3456, 4096, 4864, 5376, 6144,
    6528, 6784, 6912, 8192, 9472, 9728, 10240, 10880, 12288, 13568, 14336, 16384, 18432, 19072, 20480, 21760, 24576, 27264,
    28672, 32768,
)  # fmt: skip
PAGE: Final = 8192
MALLOC_HEADER: Final = 8
MIN_SIZE_FOR_HEADER: Final = 512


def size_class(size: int, pointers: bool, rules: Rules) -> int:
    """Bytes that the allocator hands out for an object of ``size`` bytes; 0 if that is not known."""
    if size < 0:
        return 0
    if size == 0:
        return 0  # every object without size shares one address
    if pointers and rules.malloc_header and size > MIN_SIZE_FOR_HEADER and size <= SIZE_CLASSES[-1] - MALLOC_HEADER:
        size += MALLOC_HEADER
    if size <= SIZE_CLASSES[-1]:
        return SIZE_CLASSES[bisect_left(SIZE_CLASSES, size)]
    return (size + PAGE - 1) // PAGE * PAGE


def footprint(c: Columns, location: Location, sizes: dict[int, int], by_value: dict[int, bool]) -> tuple[int, int]:
    """Bytes that ``location`` needs and the words from its start that may hold pointers; -1 for what is not known."""
    kind = location.kind
    if kind == K.NAME:
        return _of_type(c, c.o_type[location.obj])
    node = location.node
    type_id = c.n_type[node]
    if kind == K.CONVIFACE:
        return _of_type(c, c.n_type[node + 1])
    if type_id < 0:
        return -1, -1
    if kind == K.NEW or kind == K.PTRLIT:
        return _of_type(c, c.t_elem[type_id])
    if kind == K.SLICELIT:
        return _array(c, c.t_elem[type_id], literal_length(c, node))
    if kind == K.MAKESLICE:
        count = constant_size(c, node, sizes)
        return (-1, -1) if count is None or count < 0 else _array(c, c.t_elem[type_id], count)
    if kind == K.CLOSURE:
        size = closure_size(c, node, lambda obj: by_value.get(obj, False))
        return size, size // WORD
    if kind == K.METHVALUE:
        size, words = _of_type(c, c.n_type[node + 1])
        return (size if size < 0 else WORD + size), (words if words <= 0 else words + 1)
    return -1, -1


def _of_type(c: Columns, type_id: int) -> tuple[int, int]:
    if type_id < 0:
        return -1, -1
    return c.t_size[type_id], c.t_ptrdata[type_id] // WORD


def _array(c: Columns, elem: int, count: int) -> tuple[int, int]:
    if elem < 0:
        return -1, -1
    size, words = _of_type(c, elem)
    if size <= 0 or count == 0:
        return 0, 0
    return size * count, (size * (count - 1) // WORD + words if words else 0)
