"""Conversions between types, to and from interfaces too."""

from __future__ import annotations

from typing import Final

from goloupe.lower.arith import Arithmetic
from goloupe.lower.base import (
    ARRAY,
    BOOL,
    CHAN,
    COMPLEX64,
    COMPLEX128,
    CONVERSIONS,
    FLOAT32,
    FLOAT64,
    FUNC,
    INTERFACE,
    MAP,
    POINTER,
    RANGES,
    SLICE,
    STRUCT,
    UNSAFEPTR,
)
from goloupe.lower.ranges import wrapped
from goloupe.syntax import kinds as K

_FROM_FLOAT = {
    2: "to_i64", 3: "to_i8", 4: "to_i16", 5: "to_i32", 6: "to_i64",
    7: "to_u64", 8: "to_u8", 9: "to_u16", 10: "to_u32", 11: "to_u64", 12: "to_u64",
}  # fmt: skip
"""Conversion of a float to each integer kind."""
_POINTERS: Final = (CHAN, FUNC, MAP, POINTER, UNSAFEPTR)
"""Kinds whose values are pointers, here as well."""


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
                return f"ptr2int({text}{self.step(child)})"
            return text
        if dk in (FLOAT32, FLOAT64):
            if sk in RANGES:
                return f"int_to_f32({text})" if dk == FLOAT32 else f"float({text})"
            return f"f32({text})" if dk == FLOAT32 and (sk != FLOAT32) else text
        if dk == COMPLEX64 and sk == COMPLEX128:
            return f"c64({text})"
        if dk == UNSAFEPTR and sk in RANGES:
            moved = self.moved_pointer(child)
            return f"int2ptr({text})" if moved is None else moved
        if dk == POINTER and sk == UNSAFEPTR:
            added = self.n_kind[child] == K.UNSAFEADD or (self.n_kind[child] in CONVERSIONS and self.moving(child + 1))
            if added and text.startswith("unsafe_add("):
                return f"view_at({text[11:-1]}, dst={self.type_ref(self.c.t_elem[dst])})"
            if self.n_kind[child] in CONVERSIONS:
                found = self.elements(child + 1, dst)
                return found if found is not None else self.reinterpreted(text, dst, child + 1)
            if self.numbers_only(self.c.t_elem[dst]):
                return f"view_of({text}, {self.type_ref(self.c.t_elem[dst])})"
        return text

    def numbers_only(self, type_id: int) -> bool:
        """Whether a value of a type is nothing but numbers."""
        pending = [type_id]
        while pending:
            type_id = pending.pop()
            kind = self.t_kind[type_id]
            if kind == ARRAY:
                pending.append(self.c.t_elem[type_id])
            elif kind == STRUCT:
                start = self.c.t_fields[type_id]
                pending += self.c.f_type[start : start + self.c.t_nfields[type_id]]
            elif kind not in RANGES and kind not in (BOOL, FLOAT32, FLOAT64, COMPLEX64, COMPLEX128):
                return False
        return True

    def elements(self, pointer: int, dst: int) -> str | None:
        """``(*[n]T)(unsafe.Pointer(&x[i]))`` for structs and arrays, which do not know where they are."""
        to = self.c.t_elem[dst]
        index = pointer + 1
        if self.t_kind[to] != ARRAY or self.n_kind[pointer] != K.ADDR or self.n_kind[index] != K.INDEX:
            return None
        elem = self.n_type[index]
        if self.c.t_elem[to] != elem or not self.is_value_object(elem):
            return None
        base = index + 1
        texts = self.in_order([base, self.n_end[base]], keep=False)
        n = self.c.t_len[to]
        return f"slice_to_array_ptr(unsafe_slice_at({', '.join(texts)}, {n}, {self.type_ref(elem)}), {n})"

    def step(self, pointer: int) -> str:
        """The size of what an unsafe.Pointer points to, for its number: elements of arrays are that far from each other."""
        before = self.n_type[pointer + 1] if self.n_kind[pointer] in CONVERSIONS else -1
        if before < 0 or self.t_kind[before] != POINTER or not self.numbers_only(self.c.t_elem[before]):
            return ""
        return f", {self.c.t_size[self.c.t_elem[before]]}"

    def reinterpreted(self, text: str, dst: int, pointer: int) -> str:
        """``(*T)(unsafe.Pointer(p))``; ``pointer`` is the node of ``p``."""
        src = self.n_type[pointer]
        if self.t_kind[src] != POINTER:
            return text
        to, of = self.c.t_elem[dst], self.c.t_elem[src]
        dk, sk = self.t_kind[to], self.t_kind[of]
        same = dk == sk
        if same and dk in (ARRAY, SLICE):
            same = self.t_kind[self.c.t_elem[to]] == self.t_kind[self.c.t_elem[of]] and (
                dk == SLICE or self.c.t_len[to] == self.c.t_len[of]
            )
        if same or (dk in _POINTERS and sk in _POINTERS):
            return text
        if self.numbers_only(to) and self.numbers_only(of):
            text = self.element_pointer(pointer) or text
        return f"view_as({text}, {self.type_ref(to)}, {self.type_ref(of)})"

    def moving(self, node: int) -> bool:
        """Whether an expression is the sum of a pointer's number and another one."""
        return self.n_kind[node] == K.ADD and self.n_kind[node + 1] in CONVERSIONS and self.t_kind[self.n_type[node + 2]] == UNSAFEPTR

    def moved_pointer(self, node: int) -> str | None:
        """``uintptr(unsafe.Pointer(p)) + n``, on its way to be a pointer again."""
        if not self.moving(node):
            return None
        left = node + 1
        right = self.n_end[left]
        texts = self.in_order([left + 1, right], keep=False)
        before = self.n_type[left + 2] if self.n_kind[left + 1] in CONVERSIONS else -1
        if before >= 0 and self.t_kind[before] == POINTER:
            texts.append(self.type_ref(self.c.t_elem[before]))
        return f"unsafe_add({', '.join(texts)})"

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
