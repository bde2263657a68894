"""Conversions between types, to and from interfaces too."""

from __future__ import annotations

from goloupe.lower.arith import Arithmetic
from goloupe.lower.base import COMPLEX64, COMPLEX128, FLOAT32, FLOAT64, INTERFACE, RANGES, UNSAFEPTR
from goloupe.lower.ranges import wrapped
from goloupe.syntax import kinds as K

_FROM_FLOAT = {
    2: "to_i64", 3: "to_i8", 4: "to_i16", 5: "to_i32", 6: "to_i64",
    7: "to_u64", 8: "to_u8", 9: "to_u16", 10: "to_u32", 11: "to_u64", 12: "to_u64",
}  # fmt: skip
"""Conversion of a float to each integer kind."""


class Conversions(Arithmetic):
    """Lowers conversions and type assertions."""

    def _conv(self, node: int) -> str:
        child = node + 1
        text = self.x(child)
        dst, src = self.n_type[node], self.n_type[child]
        dk, sk = self.t_kind[dst], self.t_kind[src] if src >= 0 else 0
        if dk in RANGES:
            full = RANGES[dk]
            if sk in RANGES:
                low, high = wrapped(self.ctx, child)
                return text if full[0] <= low and high <= full[1] else self.force(dk, text)
            if sk in (FLOAT32, FLOAT64):
                return f"{_FROM_FLOAT[dk]}({text})"
            if sk == UNSAFEPTR:
                return f"ptr2int({text})"
            return text
        if dk in (FLOAT32, FLOAT64):
            if sk in RANGES:
                return f"int_to_f32({text})" if dk == FLOAT32 else f"float({text})"
            return f"f32({text})" if dk == FLOAT32 and (sk != FLOAT32) else text
        if dk == COMPLEX64 and sk == COMPLEX128:
            return f"c64({text})"
        if dk == UNSAFEPTR and sk in RANGES:
            return f"int2ptr({text})"
        return text

    def _conviface(self, node: int) -> str:
        child = node + 1
        src = self.n_type[child]
        if self.t_kind[src] == INTERFACE:
            return self.x(child)
        return f"Iface({self.type_ref(src)}, {self.v(child)})"

    def _string_conversion(self, node: int) -> str:
        name = {
            K.STR2BYTES: "string_to_bytes",
            K.BYTES2STR: "bytes_to_string",
            K.STR2RUNES: "string_to_runes",
            K.RUNES2STR: "runes_to_string",
            K.RUNESTR: "rune_to_string",
        }[self.n_kind[node]]
        return f"{name}({self.x(node + 1)})"

    def _slice2arr(self, node: int) -> str:
        type_id = self.n_type[node]
        return f"slice_to_array({self.x(node + 1)}, {self.c.t_len[type_id]}, {self.type_ref(self.c.t_elem[type_id])})"

    def _slice2arrptr(self, node: int) -> str:
        return f"slice_to_array_ptr({self.x(node + 1)}, {self.c.t_len[self.c.t_elem[self.n_type[node]]]})"

    def _dottype(self, node: int) -> str:
        child = node + 1
        target = self.n_type[node]
        second = self.n_kind[node] in (K.DOTTYPE2, K.DYNAMICDOTTYPE2)
        source = self.type_ref(self.n_type[child])
        name = ("assert_iface" if self.t_kind[target] == INTERFACE else "assert_type") + ("2" if second else "")
        return f"{name}({self.x(child)}, {self.type_ref(target)}, {source})"
