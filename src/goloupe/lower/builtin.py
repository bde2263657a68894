"""Functions that the language has built in: len, append, make, min … and those of package unsafe."""

from __future__ import annotations

from goloupe.lower.base import ARRAY, CHAN, CONVERSIONS, FLOAT32, FLOAT64, POINTER, SLICE, STRING
from goloupe.lower.operand import Operands
from goloupe.syntax import kinds as K


class Builtins(Operands):
    """Lowers built-in functions."""

    def _len(self, node: int) -> str:
        child = node + 1
        type_id = self.n_type[child]
        kind = self.t_kind[type_id]
        if kind == POINTER:
            type_id = self.c.t_elem[type_id]
            kind = ARRAY
        if kind == ARRAY:
            return str(self.c.t_len[type_id])
        text = self.x(child)
        cap = self.n_kind[node] == K.CAP
        if kind == SLICE:
            return f"{text}.cap" if cap else f"{text}.len"
        if kind == CHAN:
            return f"rt.{'chancap' if cap else 'chanlen'}({text})"
        return f"len({text})"

    def _append(self, node: int) -> str:
        parts = self.children(node)
        base = self.x(parts[0])
        if len(parts) == 1:
            return base
        elem = self.type_ref(self.c.t_elem[self.n_type[node]])
        if self.n_flags[node] & 16:
            if self.kind(parts[1]) == STRING:
                return f"append_string({base}, {self.x(parts[1])})"
            return f"append_slice({base}, {self.x(parts[1])}, {elem})"
        if len(parts) == 2:
            return f"append1({base}, {self.v(parts[1])}, {elem})"
        order = self.appended(parts[1:])
        values = ", ".join(self.in_names(self.taken_out(parts[1:]), order)) if order else self.ordered(parts[1:])
        return f"appendn({base}, ({values},), {elem})"

    def _copy(self, node: int) -> str:
        parts = self.children(node)
        elem = self.c.t_elem[self.n_type[parts[0]]]
        if self.kind(parts[1]) == STRING:
            return f"copy_string({self.x(parts[0])}, {self.x(parts[1])})"
        return f"copy_slice({self.x(parts[0])}, {self.x(parts[1])}, {self.type_ref(elem)})"

    def _minmax(self, node: int) -> str:
        parts = self.in_order(self.children(node))
        name = "min" if self.n_kind[node] == K.MIN else "max"
        if self.kind(node) in (FLOAT32, FLOAT64):
            name = "f" + name
        if len(parts) == 1:
            return parts[0]
        return f"{name}({', '.join(parts)})"

    def _new(self, node: int) -> str:
        type_id = self.c.t_elem[self.n_type[node]]
        zero = self.zero(type_id)
        return zero if self.is_value_object(type_id) else f"Box({zero})"

    def _makeslice(self, node: int) -> str:
        length = node + 1
        capacity = self.n_end[length]
        elem = self.type_ref(self.c.t_elem[self.n_type[node]])
        n = self.x(length)
        if self.n_kind[capacity] == K.NONE:
            return f"make_slice({elem}, {n})"
        room = self.x(capacity)
        return f"make_slice{'' if room.isdigit() else '_checked'}({elem}, {n}, {room})"

    def _makemap(self, node: int) -> str:
        type_id = self.n_type[node]
        return f"make_map({self.type_ref(self.c.t_key[type_id])})"

    def _makechan(self, node: int) -> str:
        size = self.x(node + 1) if self.n_kind[node + 1] != K.NONE else "0"
        return f"rt.makechan({self.type_ref(self.c.t_elem[self.n_type[node]])}, {size})"

    def _recv(self, node: int) -> str:
        return f"rt.chanrecv({self.x(node + 1)})"

    def _unsafe(self, node: int) -> str:
        kind = self.n_kind[node]
        parts = self.children(node)
        if kind == K.UNSAFESLICE:
            return self._unsafe_slice(node, parts)
        name = {
            K.UNSAFEADD: "unsafe_add",
            K.UNSAFESTRING: "unsafe_string",
            K.UNSAFESTRINGDATA: "unsafe_string_data",
            K.UNSAFESLICEDATA: "unsafe_slice_data",
        }[kind]
        texts = self.in_order(parts, keep=False)
        if kind == K.UNSAFESLICEDATA:
            texts.append(self.type_ref(self.c.t_elem[self.n_type[parts[0]]]))
        if kind == K.UNSAFEADD and self.n_kind[node + 1] in CONVERSIONS:
            # Of what the pointer was before it became unsafe.
            before = self.n_type[node + 2]
            if self.t_kind[before] == POINTER:
                texts.append(self.type_ref(self.c.t_elem[before]))
        return f"{name}({', '.join(texts)})"

    def _unsafe_slice(self, node: int, parts: list[int]) -> str:
        """``unsafe.Slice``.

        A pointer to a struct does not know its array, so ``&x[i]`` and ``unsafe.SliceData(x)`` hand over ``x`` itself.
        """
        pointer, length = parts
        elem = self.c.t_elem[self.n_type[node]]
        if self.is_value_object(elem):
            inner = pointer + 1
            if self.n_kind[pointer] == K.ADDR and self.n_kind[inner] == K.INDEX:
                base = inner + 1
                texts = self.in_order([base, self.n_end[base], length], keep=False)
                return f"unsafe_slice_at({texts[0]}, {texts[1]}, {texts[2]}, {self.type_ref(elem)})"
            if self.n_kind[pointer] == K.UNSAFESLICEDATA:
                texts = self.in_order([inner, length], keep=False)
                return f"unsafe_slice_at({texts[0]}, 0, {texts[1]}, {self.type_ref(elem)}, data=True)"
        before = elem
        if self.n_kind[pointer] in CONVERSIONS and self.n_kind[pointer + 1] in CONVERSIONS:
            # What the pointer pointed to before it became unsafe.
            source = self.n_type[pointer + 2]
            if self.t_kind[source] == POINTER:
                before = self.c.t_elem[source]
                parts = [pointer + 2, length]
        texts = self.in_order(parts, keep=False)
        if before != elem:
            texts[0] = self.element_pointer(parts[0]) or texts[0]
        return f"unsafe_slice({texts[0]}, {texts[1]}, {self.type_ref(elem)}, {self.type_ref(before)})"

    def _recover(self, node: int) -> str:  # noqa: ARG002
        return "rt.recover()"
