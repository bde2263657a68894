"""Where the linker puts the descriptors of types.

Go compares types by address in one place that programs see: fmt prints the entries of a map whose keys are interfaces in the order of
their types' descriptors (`internal/fmtsort`).  Nothing promises that order, but for one program it is always the same: `dodataSect` of
``cmd/link/internal/ld/data.go`` puts the descriptors of composite types first, by their text, and then those of types with a name by
size, at the same size those of package main, of other packages, and of the predeclared types as package runtime has them.

Known difference: types of the same size of one package are in the order of their names here, in Go mostly in that of their symbols.
"""

from __future__ import annotations

from typing import Final

from goloupe.runtime import rtype as R
from goloupe.runtime.rtype import BASIC, Type

START: Final = 0x4A0000
"""Where descriptors begin."""

_BAND: Final = 1 << 44

_HEADER: Final = 48 + 16
"""The bytes of an `abi.Type`, and of the `UncommonType` that each type with a name has."""

_MORE: Final = {R.POINTER: 8, R.SLICE: 8, R.CHAN: 16, R.ARRAY: 24, R.FUNC: 8, R.STRUCT: 32, R.INTERFACE: 32, R.MAP: 88}
"""What descriptors of a kind have besides."""

_PREDECLARED: Final = (
    R.STRING, R.INT8, R.UINT8, R.INT16, R.UINT16, R.INT32, R.UINT32, R.INT64, R.UINT64, R.INT, R.UINT, R.UINTPTR,
    R.COMPLEX64, R.COMPLEX128, R.FLOAT32, R.FLOAT64, R.BOOL, R.UNSAFE_POINTER,
)  # fmt: skip
"""The order of the compiler's own kinds, in which package runtime has them (`WriteBasicTypes`); string is used there before."""


def descriptor(t: Type) -> int:
    """The bytes of the descriptor of a type with a name."""
    parts = 24 * len(t.fields) if t.kind == R.STRUCT else 8 * (len(t.ins) + len(t.outs) + len(t.imethods))
    return _HEADER + _MORE.get(t.kind, 0) + parts + 16 * len(t.methods)


def address(t: Type) -> int:
    """A number for a descriptor, in the order of the linker; types that are hard to tell apart may have the same one."""
    predeclared = t is BASIC.get(t.kind)
    if not t.is_named and not predeclared:
        return START + (int.from_bytes(t.string.encode()[:5].ljust(5, b"\0"), "big") << 4)
    if predeclared:
        rank = 0xFFFFFFFF00 + _PREDECLARED.index(t.kind)
    else:
        text = t.string.removeprefix("main.") if t.pkg_path == "main" else "\x7f" + t.string
        rank = int.from_bytes(text.encode()[:4].ljust(4, b"\0"), "big") << 8
    return START + _BAND + (min(descriptor(t), 0xFFFF) << 45) + (rank << 4)
