"""Constants, zero values and composite literals."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from fractions import Fraction

from goloupe.lower.base import CHAN, COMPLEX64, COMPLEX128, FLOAT32, FLOAT64, POINTER, STRING, UINT8, UNSAFEPTR
from goloupe.lower.operand import Operands
from goloupe.lower.ranges import constant
from goloupe.syntax import kinds as K


class Literals(Operands):
    """Lowers literals."""

    # Constants.

    def _literal(self, node: int) -> str:
        c = self.c
        const = self.n_aux[node]
        kind = c.c_kind[const]
        text = c.strings[c.c_text[const]]
        type_kind = self.kind(node)
        if kind == 1:
            return "True" if text == "true" else "False"
        if kind == 2:
            return repr(text.encode("utf-8", "surrogateescape"))
        if kind == 3 and type_kind not in (FLOAT32, FLOAT64, COMPLEX64, COMPLEX128):
            return text if not text.startswith("-") else f"({text})"
        if type_kind in (COMPLEX64, COMPLEX128):
            return _complex(text, _float32 if type_kind == COMPLEX64 else _float)
        return _float32(text) if type_kind == FLOAT32 else _float(text)

    def _nil(self, node: int) -> str:
        return self.zero(self.n_type[node]) if self.n_type[node] >= 0 else "None"

    # Composite literals.

    def _structlit(self, node: int) -> str:
        c = self.c
        type_id = self.n_type[node]
        given: dict[str, str] = {}
        keys = self.children(node)
        for i, (key, text) in enumerate(zip(keys, self.in_order([key + 1 for key in keys]), strict=True)):
            field = c.strings[self.n_aux[key]]
            given[f"_{i}" if field == "_" else "f_" + field] = text
        name = self.class_ref(type_id)
        if not given:
            return name + "()"
        start, count = c.t_fields[type_id], c.t_nfields[type_id]
        slots = {}
        for i in range(start, start + count):
            name_ = c.strings[c.f_name[i]]
            slots[f"_{i - start}" if name_ == "_" else "f_" + name_] = c.f_type[i]
        if [slot for slot in slots if slot in given] != list(given):
            # Not in the order of the fields: values are evaluated as they stand in the source.
            rest = {slot: self.zero(t) for slot, t in slots.items() if slot not in given}
            return f"{name}({', '.join(f'{slot}={text}' for slot, text in (given | rest).items())})"
        return f"{name}({', '.join(given.get(slot) or self.zero(t) for slot, t in slots.items())})"

    def _arraylit(self, node: int) -> str:
        type_id = self.n_type[node]
        elem = self.c.t_elem[type_id]
        slice_ = self.n_kind[node] == K.SLICELIT
        elements: list[int] = []
        positions: list[int] = []
        at = 0
        for child in self.children(node):
            if self.n_kind[child] == K.KEY:
                at = constant(self.ctx, child + 1) or 0
                child = self.n_end[child + 1]
            elements.append(child)
            positions.append(at)
            at += 1
        values = self.in_order(elements)
        length = max((p + 1 for p in positions), default=0)
        if not slice_:
            length = self.c.t_len[type_id]
        dense = positions == list(range(length))
        if dense:
            text = f"bytearray(({','.join(values)}{',' if values else ''}))" if self.t_kind[elem] == UINT8 else f"[{', '.join(values)}]"
        else:
            pairs = ", ".join(f"({p}, {t})" for p, t in zip(positions, values, strict=True))
            text = f"filled({self.zero_array(type_id, str(length))}, ({pairs}{',' if pairs else ''}))"
        return f"Slice({text}, 0, {length}, {length})" if slice_ else text

    def _maplit(self, node: int) -> str:
        type_id = self.n_type[node]
        nodes = [part for key in self.children(node) for part in (key + 1, self.n_end[key + 1])]
        texts = self._entries(nodes, type_id) if self.hoisting or self.call_changes(nodes) else self.in_order(nodes)
        pairs = list(zip(texts[::2], texts[1::2], strict=True))
        if self.plain_key(type_id):
            return f"{self._literal_of(self.c.t_key[type_id])}({{{', '.join(f'{k}: {v}' for k, v in pairs)}}})"
        items = ", ".join(f"({k}, {v})" for k, v in pairs)
        return f"map_of({self.type_ref(self.c.t_key[type_id])}, ({items}{',' if items else ''}))"

    def _literal_of(self, key: int) -> str:
        """What makes a map whose keys are plain: one class by several names, which tell the race detector what the runtime does with it."""
        kind = self.t_kind[key]
        if kind == STRING:
            return "GoMapStr"
        if kind in (CHAN, UNSAFEPTR, POINTER):
            return "GoMapPtr"
        return {8: "GoMap", 4: "GoMap32"}.get(self.c.t_size[key], "GoMapSmall")

    def _entries(self, nodes: list[int], map_type: int) -> list[str]:
        """Keys and values of a map literal in names: one entry after the other.

        In each the value comes before what is late in the key, unless the map is one whose keys are passed by address (`mapKeyTemp`).
        """
        before, self.hoisting = self.hoisting, True
        out: list[str] = []
        for key, value in zip(nodes[::2], nodes[1::2], strict=True):
            fast = self.c.t_size[self.n_type[key]] >= 4 and self.plain_key(map_type)
            first = self.v(key)
            if not fast:
                first = self._named(key, first)
            second = self._named(value, self.v(value))
            out += [self._named(key, first), second]
        self.hoisting = before
        return out

    def _named(self, node: int, text: str) -> str:
        """A value in a name of its own."""
        if self.n_kind[node] == K.LITERAL:
            return text
        name = self.fresh()
        self.w(f"{name} = {text}")
        return name


def _float(text: str) -> str:
    value = Fraction(text)
    try:
        number = float(value)
    except OverflowError:
        number = math.inf if value > 0 else -math.inf
    return repr(number) if number >= 0 else f"({number!r})"


def _float32(text: str) -> str:
    """A constant rounded to float32, once."""
    value = Fraction(text)
    number = float(_float(text).strip("()"))
    single = _single(number)
    if math.isfinite(single) and value != Fraction(number):
        # Rounding twice may go wrong by one. No tie: those are float64s.
        bits = struct.unpack("<i", struct.pack("<f", single))[0]
        around = [struct.unpack("<f", struct.pack("<i", bits + step))[0] for step in (0, 1, -1) if step >= 0 or bits & 0x7FFFFFFF]
        single = min((n for n in around if math.isfinite(n)), key=lambda n: abs(Fraction(n) - value))
    number = single
    return repr(number) if number >= 0 else f"({number!r})"


def _single(number: float) -> float:
    try:
        return float(struct.unpack("<f", struct.pack("<f", number))[0])
    except OverflowError:
        return math.copysign(math.inf, number)


def _complex(text: str, part: Callable[[str], str]) -> str:
    """A constant such as ``(1 + 2i)`` or ``3/2``."""
    body = text.strip("()")
    if "i" not in body:
        return f"complex({part(body)})"
    real, _, imag = body.rpartition(" + ")
    return f"complex({part(real or '0')}, {part(imag.rstrip('i'))})"
