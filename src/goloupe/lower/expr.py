"""Expressions: Go's evaluation rules as Python expressions.

``x(node)`` gives an expression for the node's value without copying; ``v(node)`` copies structs and arrays that are read from a
variable, as Go does wherever a value is assigned, passed, returned or put into an interface.  What cannot be an
expression in Python is written as statements before the one being lowered.
"""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Callable
from typing import Any

from goloupe.lower.base import (
    ARRAY,
    CONVERSIONS,
    FLOAT32,
    FLOAT64,
    GLOBAL,
    POINTER,
    SLICE,
    STRING,
    UINT32,
    UINT64,
    UNSAFEPTR,
    Context,
    NotLowered,
)
from goloupe.lower.bounds import Bounds, made
from goloupe.lower.builtin import Builtins
from goloupe.lower.call import Calls
from goloupe.lower.conv import Conversions
from goloupe.lower.literal import Literals
from goloupe.lower.ranges import constant, wrapped
from goloupe.syntax import kinds as K

_WIDTH = {
    2: 64, 3: 8, 4: 16, 5: 32, 6: 64, 7: 64, 8: 8, 9: 16, 10: 32, 11: 64, 12: 64, 13: 32, 14: 64,
}  # fmt: skip
"""Bits of each kind of integer and float."""


class Expressions(Conversions, Calls, Builtins, Literals):
    """Lowers expressions."""

    def __init__(self, ctx: Context, fn: int) -> None:
        super().__init__(ctx, fn)
        self.bounds = Bounds(ctx)

    # Leaves.

    def _name(self, node: int) -> str:
        obj = self.n_aux[node]
        c = self.c
        klass = c.o_class[obj]
        if klass == 4:
            return self.func_ref(c.strings[c.o_key[obj]])
        if klass == 3:
            return self.global_ref(obj)
        name = self.local(obj)
        return name + ".v" if obj in self.ctx.boxed else name

    def _opaque(self, node: int) -> str:  # noqa: ARG002
        raise NotLowered("an expression that the front end could not read")

    def _initexpr(self, node: int) -> str:
        parts = self.children(node)
        for part in parts[:-1]:
            self.statement(part)
        return self.x(parts[-1])

    # Pointers.

    def _addr(self, node: int) -> str:
        return self.address(node + 1)

    def address(self, x: int) -> str:
        """Pointer to the variable ``x``."""
        kind = self.n_kind[x]
        type_id = self.n_type[x]
        if kind == K.INITEXPR:
            parts = self.children(x)
            for part in parts[:-1]:
                self.statement(part)
            return self.address(parts[-1])
        if kind == K.CONVNOP:
            return self.address(x + 1)
        if self.is_value_object(type_id):
            return self.x(x)
        if kind == K.NAME:
            obj = self.n_aux[x]
            if self.c.o_class[obj] == GLOBAL:
                return f'GlobalRef(G, "{self.global_ref(obj)}")'
            return self.local(obj)
        if kind in (K.DOT, K.DOTPTR):
            return f'FieldRef({self.x(x + 1)}, "{self.slot(x)}")'
        if kind == K.INDEX:
            base = x + 1
            index = self.n_end[base]
            if self.kind(base) == ARRAY:
                return f"ElemRef({self.x(base)}, {self.checked(index, str(self.c.t_len[self.n_type[base]]), base)})"
            name = self.simple(base)
            return f"ElemRef({name}.arr, {name}.off+{self.checked(index, name + '.len', base)})"
        if kind == K.DEREF:
            return self.x(x + 1)
        return f"Box({self.v(x)})"

    def _ptrlit(self, node: int) -> str:
        child = node + 1
        if self.is_value_object(self.n_type[child]):
            return self.x(child)
        return f"Box({self.x(child)})"

    def _deref(self, node: int) -> str:
        seen = self._reinterpreted(node)
        if seen is not None:
            return seen
        text = self.x(node + 1)
        return text if self.is_value_object(self.n_type[node]) else text + ".v"

    def _reinterpreted(self, node: int) -> str | None:
        """``*(*T)(unsafe.Pointer(p))`` where ``p`` points to another type of number: the bits of one read as the other."""
        outer = node + 1
        inner = outer + 1
        if self.n_kind[outer] not in CONVERSIONS or self.n_type[inner] < 0 or self.t_kind[self.n_type[inner]] != UNSAFEPTR:
            return None
        pointer = inner + 1
        if self.n_kind[inner] not in CONVERSIONS or self.t_kind[self.n_type[pointer]] != POINTER:
            return None
        dst, src = self.t_kind[self.n_type[node]], self.t_kind[self.c.t_elem[self.n_type[pointer]]]
        if dst == STRING and src == SLICE:
            return f"bytes_to_string({self.x(pointer)}.v)"
        width = _WIDTH.get(src)
        if dst == src or width is None or _WIDTH.get(dst) != width:
            return None
        value = f"{self.x(pointer)}.v"
        if src in (FLOAT32, FLOAT64):
            return self.force(dst, f"bits{width}({value})")
        if dst in (FLOAT32, FLOAT64):
            return f"from_bits{width}({self.force(UINT64 if width == 64 else UINT32, value)})"
        return self.force(dst, value)

    def slot(self, node: int) -> str:
        """Attribute of a struct field."""
        c = self.c
        base = self.n_type[node + 1]
        if self.t_kind[base] == POINTER:
            base = c.t_elem[base]
        name = c.strings[self.n_aux[node]] if self.n_aux[node] >= 0 else "_"
        return "f_" + name

    def _dot(self, node: int) -> str:
        base = node + 1
        if self.n_kind[base] == K.NAME and self.n_aux[base] in self.ctx.parts:
            return self.part(self.n_aux[base], self.c.strings[self.n_aux[node]])
        return f"{self.x(node + 1)}.{self.slot(node)}"

    # Indexing and slicing.

    def checked(self, index: int, limit: str, base: int) -> str:
        """An index of ``base`` that has been checked against ``limit``, its length, which must be cheap to write twice."""
        value = constant(self.ctx, index)
        if value is not None and limit.isdigit():
            return str(value)
        text = name = again = self.x(index)
        if not text.isidentifier() and not text.isdigit():
            name = self.fresh("_i")
            again = f"({name}:={text})"
        low = "" if wrapped(self.ctx, index)[0] >= 0 else "0<="
        return self.bounds.pick(base, index, text, limit, f"({name} if {low}{again}<{limit} else index({name},{limit}))")

    def element(self, base: int, name: str) -> str:
        """What comes before the index of an element of the slice ``base``, whose Python name is ``name``."""
        if self.n_kind[base] == K.NAME and self.n_aux[base] in self.ctx.opened and name == self.x(base):
            return f"{name}_a[" if made(self.ctx, self.n_aux[base]) >= 0 else f"{name}_a[{name}_o+"
        return f"{name}.arr[{name}.off+"

    def limit(self, base: int, name: str) -> str:
        """The length of the slice ``base``, whose Python name is ``name``."""
        opened = self.n_kind[base] == K.NAME and self.n_aux[base] in self.ctx.opened and name == self.x(base)
        return f"{name}_n" if opened else f"{name}.len"

    def closing(self, node: int) -> str:
        """What ends the index of an element; a blank tells that to name it is not to read it (`goloupe.lower.instrument`)."""
        return " ]" if self.is_value_object(self.n_type[node]) else "]"

    def _index(self, node: int) -> str:
        base = node + 1
        index = self.n_end[base]
        kind = self.kind(base)
        end = self.closing(node)
        if kind == ARRAY:
            return f"{self.x(base)}[{self.checked(index, str(self.c.t_len[self.n_type[base]]), base)}{end}"
        text = self.x(base)
        if kind == STRING:
            if self.n_kind[base] == K.LITERAL:
                return f"{text}[{self.checked(index, str(len(literal_eval(text))), base)}]"
            if not text.isidentifier():
                name = self.fresh("_s")
                text, first = name, f"({name}:={text})"
                return f"{first}[{self.checked(index, f'len({text})', base)}]"
            return f"{text}[{self.checked(index, f'len({text})', base)}]"
        if not text.isidentifier():
            name = self.fresh("_s")
            return f"({name}:={text}).arr[{name}.off+{self.checked(index, name + '.len', base)}{end}"
        return f"{self.element(base, text)}{self.checked(index, self.limit(base, text), base)}{end}"

    def _indexmap(self, node: int) -> str:
        base = node + 1
        key = self.n_end[base]
        value_type = self.n_type[node]
        zero = self.zero(value_type)
        if self.plain_key(self.n_type[base]):
            return f"{self.x(base)}.get({self.x(key)}, {zero})"
        return f"{self.x(base)}.load({self.x(key)}, {zero})"

    def _slice(self, node: int) -> str:
        parts = self.children(node)
        bounds = [self.x(p) if self.n_kind[p] != K.NONE else "None" for p in parts[1:]]
        kind = self.n_kind[node]
        base = self.x(parts[0])
        if kind == K.SLICESTR:
            if bounds == ["None", "None"]:
                return base
            return _cut("str", base, bounds)
        if kind in (K.SLICEARR, K.SLICE3ARR):
            low, *rest = bounds
            texts = [base, "0" if low == "None" else low]
            given = 0
            for bit, name, bound in zip((1, 2), ("hi", "mx"), rest, strict=False):
                if bound != "None":
                    texts.append(f"{name}={bound}")
                    given |= 0 if bound.isdigit() else bit
            if given:
                texts.append(f"given={given}")
            return f"array_slice({', '.join(texts)})"
        if bounds == ["None", "None"]:
            return base
        elem = self.type_ref(self.c.t_elem[self.n_type[node]])
        if len(bounds) == 3:
            return f"slice3({base}, {bounds[0] if bounds[0] != 'None' else '0'}, {bounds[1]}, {bounds[2]}, {elem})"
        return _cut("slice", base, bounds, elem)


def _cut(prefix: str, base: str, bounds: list[str], elem: str = "") -> str:
    low, high = bounds
    if high == "None":
        return f"{prefix}_lo({base}, {low})"
    if elem and high != "0":
        high += f", {elem}"
    if low == "None":
        return f"{prefix}_hi({base}, {high})"
    return f"{prefix}_lohi({base}, {low}, {high})"


_HANDLERS: dict[int, Callable[[Any, int], str]] = {
    K.NAME: Expressions._name,
    K.LITERAL: Expressions._literal,
    K.NIL: Expressions._nil,
    K.OPAQUE: Expressions._opaque,
    K.INITEXPR: Expressions._initexpr,
    K.ADDR: Expressions._addr,
    K.PTRLIT: Expressions._ptrlit,
    K.DEREF: Expressions._deref,
    K.DOT: Expressions._dot,
    K.DOTPTR: Expressions._dot,
    K.INDEX: Expressions._index,
    K.INDEXMAP: Expressions._indexmap,
    K.ADDSTR: Expressions._addstr,
    K.CONV: Expressions._conv,
    K.CONVNOP: Expressions._conv,
    K.CONVIFACE: Expressions._conviface,
    K.SLICE2ARR: Expressions._slice2arr,
    K.SLICE2ARRPTR: Expressions._slice2arrptr,
    K.RECV: Expressions._recv,
    K.CALLFUNC: Expressions._callfunc,
    K.CALLINTER: Expressions._callinter,
    K.METHEXPR: Expressions._methexpr,
    K.METHVALUE: Expressions._methvalue,
    K.CLOSURE: Expressions._closure,
    K.LEN: Expressions._len,
    K.CAP: Expressions._len,
    K.APPEND: Expressions._append,
    K.COPY: Expressions._copy,
    K.MIN: Expressions._minmax,
    K.MAX: Expressions._minmax,
    K.NEW: Expressions._new,
    K.MAKESLICE: Expressions._makeslice,
    K.MAKEMAP: Expressions._makemap,
    K.MAKECHAN: Expressions._makechan,
    K.STRUCTLIT: Expressions._structlit,
    K.ARRAYLIT: Expressions._arraylit,
    K.SLICELIT: Expressions._arraylit,
    K.MAPLIT: Expressions._maplit,
    K.COMPLEX: Expressions._complex_builtin,
    K.REAL: Expressions._real,
    K.IMAG: Expressions._real,
    K.RECOVER: Expressions._recover,
    K.ANDAND: Expressions._logical,
    K.OROR: Expressions._logical,
}
for _kind in (K.EQ, K.NE, K.LT, K.LE, K.GT, K.GE):
    _HANDLERS[_kind] = Expressions._compare
for _kind in (K.ADD, K.SUB, K.MUL, K.DIV, K.MOD, K.AND, K.OR, K.XOR, K.ANDNOT, K.LSH, K.RSH):
    _HANDLERS[_kind] = Expressions._binary
for _kind in (K.PLUS, K.NEG, K.BITNOT, K.NOT):
    _HANDLERS[_kind] = Expressions._unary
for _kind in (K.SLICE, K.SLICESTR, K.SLICEARR, K.SLICE3, K.SLICE3ARR):
    _HANDLERS[_kind] = Expressions._slice
for _kind in (K.STR2BYTES, K.BYTES2STR, K.STR2RUNES, K.RUNES2STR, K.RUNESTR):
    _HANDLERS[_kind] = Expressions._string_conversion
for _kind in (K.DOTTYPE, K.DOTTYPE2, K.DYNAMICDOTTYPE, K.DYNAMICDOTTYPE2):
    _HANDLERS[_kind] = Expressions._dottype
for _kind in (K.UNSAFEADD, K.UNSAFESLICE, K.UNSAFESTRING, K.UNSAFESTRINGDATA, K.UNSAFESLICEDATA):
    _HANDLERS[_kind] = Expressions._unsafe

Expressions.handlers = _HANDLERS
