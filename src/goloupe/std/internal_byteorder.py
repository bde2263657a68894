"""Package internal/byteorder, and the same methods of encoding/binary: integers in byte slices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from goloupe.runtime import panics
from goloupe.runtime.slices import append_string
from goloupe.runtime.value import Slice
from goloupe.std import override

Order = Literal["little", "big"]


def _register(order: Order, size: int, prefixes: tuple[tuple[str, int], ...]) -> None:
    last = size - 1
    mask = (1 << 8 * size) - 1

    def get(b: Slice) -> int:
        if b.len < size:
            panics.index(last, b.len)
        off = b.off
        return int.from_bytes(b.arr[off : off + size], order)

    def put(b: Slice, v: int) -> None:
        if b.len < size:
            panics.index(last, b.len)
        off = b.off
        b.arr[off : off + size] = (v & mask).to_bytes(size, order)

    def append(b: Slice, v: int) -> Slice:
        return append_string(b, (v & mask).to_bytes(size, order))

    for prefix, receivers in prefixes:
        for name, function in (("Uint", get), ("PutUint", put), ("AppendUint", append)):
            full = prefix.format(name=name) + str(8 * size)
            override(full)(_method(function) if receivers else function)


def _method(function: Callable[..., Any]) -> Callable[..., Any]:
    return lambda _order, *args: function(*args)


def _names(order: Order) -> tuple[tuple[str, int], ...]:
    short = "LE" if order == "little" else "BE"
    receiver = "littleEndian" if order == "little" else "bigEndian"
    return (f"internal/byteorder.{short}{{name}}", 0), (f"encoding/binary.{receiver}.{{name}}", 1)


for _size in (2, 4, 8):
    _register("little", _size, _names("little"))
    _register("big", _size, _names("big"))
