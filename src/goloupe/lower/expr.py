"""Expressions: Go's evaluation rules as Python expressions.

``x(node)`` gives an expression for the node's value without copying; ``v(node)`` copies structs and arrays that are read from a
variable, as Go does wherever a value is assigned, passed, returned or put into an interface.  What cannot be an
expression in Python is written as statements before the one being lowered.
"""

from __future__ import annotations

import math
from fractions import Fraction

from goloupe.lower.base import (
    ARRAY,
    BOOL,
    CHAN,
    COMPLEX64,
    COMPLEX128,
    DEFER_RANGE,
    FLOAT32,
    FLOAT64,
    INT8,
    INT16,
    INT32,
    INTERFACE,
    LVALUES,
    MAP,
    POINTER,
    RANGES,
    SLICE,
    STRING,
    STRUCT,
    UINT8,
    UINT32,
    UINT64,
    UINTPTR,
    UNSAFEPTR,
    Base,
    NotLowered,
)
from goloupe.lower.ranges import constant, raw_range, wrapped
from goloupe.syntax import kinds as K

_COMPARE = {K.EQ: "==", K.NE: "!=", K.LT: "<", K.LE: "<=", K.GT: ">", K.GE: ">="}
_PLAIN = {K.ADD: "+", K.SUB: "-", K.MUL: "*", K.AND: "&", K.OR: "|", K.XOR: "^"}
_CALLS = (K.CALLFUNC, K.CALLINTER, K.RECV)
_SIMPLE = frozenset((K.NAME, K.LITERAL))


class Expressions(Base):
    """Lowers expressions."""

    hoisting = False
    """Calls become statements, because a variable to their left is to be read after them."""

    def x(self, node: int) -> str:
        """Value of ``node``, not copied."""
        kind = self.n_kind[node]
        handler = _HANDLERS.get(kind)
        if handler is None:
            raise NotLowered(f"{K.KIND_NAMES[kind].lower()} expression")
        text = handler(self, node)
        if self.hoisting and (kind in _CALLS or kind in (K.LEN, K.CAP)):
            name = self.fresh()
            self.w(f"{name} = {text}")
            return name
        return text

    def v(self, node: int) -> str:
        """Value of ``node`` for keeping: a copy if it is a struct or array that lives in a variable."""
        text = self.x(node)
        type_id = self.n_type[node]
        if type_id >= 0 and self.t_kind[type_id] in (STRUCT, ARRAY) and self.from_variable(node):
            return self.copy_of(text, type_id)
        return text

    def from_variable(self, node: int) -> bool:
        """Whether the value of ``node`` is that of a variable and not a fresh one."""
        kind = self.n_kind[node]
        while kind in (K.CONVNOP, K.INITEXPR):
            node = node + 1 if kind == K.CONVNOP else self.children(node)[-1]
            kind = self.n_kind[node]
        return kind in LVALUES or kind in (K.DOTTYPE, K.DOTTYPE2)

    def simple(self, node: int) -> str:
        """Value of ``node`` in a form that may be written twice."""
        text = self.x(node)
        if self.n_kind[node] in _SIMPLE and ("." not in text):
            return text
        name = self.fresh()
        self.w(f"{name} = {text}")
        return name

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
            return _complex(text)
        return _float(text)

    def _nil(self, node: int) -> str:
        return self.zero(self.n_type[node]) if self.n_type[node] >= 0 else "None"

    def _opaque(self, node: int) -> str:  # noqa: ARG002
        raise NotLowered("an expression that the front end could not read")

    def _initexpr(self, node: int) -> str:
        parts = self.children(node)
        for part in parts[:-1]:
            self.statement(part)
        return self.x(parts[-1])

    def statement(self, node: int) -> None:
        """Write a statement."""
        raise NotImplementedError

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
            if self.c.o_class[obj] == 3:
                return f'GlobalRef(G, "{self.global_ref(obj)}")'
            return self.local(obj)
        if kind in (K.DOT, K.DOTPTR):
            return f'FieldRef({self.x(x + 1)}, "{self.slot(x)}")'
        if kind == K.INDEX:
            base = x + 1
            index = self.n_end[base]
            if self.kind(base) == ARRAY:
                return f"ElemRef({self.x(base)}, {self.checked(index, str(self.c.t_len[self.n_type[base]]))})"
            name = self.simple(base)
            return f"ElemRef({name}.arr, {name}.off+{self.checked(index, name + '.len')})"
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
        if self.n_kind[outer] not in _CONVERSIONS or self.n_type[inner] < 0 or self.t_kind[self.n_type[inner]] != UNSAFEPTR:
            return None
        pointer = inner + 1
        if self.n_kind[inner] not in _CONVERSIONS or self.t_kind[self.n_type[pointer]] != POINTER:
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
        return f"{self.x(node + 1)}.{self.slot(node)}"

    # Indexing and slicing.

    def checked(self, index: int, limit: str) -> str:
        """An index that has been checked against ``limit``, which must be cheap to write twice."""
        value = constant(self.ctx, index)
        if value is not None and limit.isdigit():
            return str(value)
        text = self.x(index)
        if self.n_kind[index] != K.NAME or "." in text:
            name = self.fresh("_i")
            return f"({name} if 0<=({name}:={text})<{limit} else index({name},{limit}))"
        if wrapped(self.ctx, index)[0] >= 0:
            return f"({text} if {text}<{limit} else index({text},{limit}))"
        return f"({text} if 0<={text}<{limit} else index({text},{limit}))"

    def _index(self, node: int) -> str:
        base = node + 1
        index = self.n_end[base]
        kind = self.kind(base)
        if kind == ARRAY:
            return f"{self.x(base)}[{self.checked(index, str(self.c.t_len[self.n_type[base]]))}]"
        text = self.x(base)
        if self.n_kind[base] == K.NAME and self.n_aux[base] in self.ctx.opened:
            return f"{text}_a[{text}_o+{self.checked(index, text + '_n')}]"
        if kind == STRING:
            if not text.isidentifier():
                name = self.fresh("_s")
                text, first = name, f"({name}:={text})"
                return f"{first}[{self.checked(index, f'len({text})')}]"
            return f"{text}[{self.checked(index, f'len({text})')}]"
        if not text.isidentifier():
            name = self.fresh("_s")
            return f"({name}:={text}).arr[{name}.off+{self.checked(index, name + '.len')}]"
        return f"{text}.arr[{text}.off+{self.checked(index, text + '.len')}]"

    def _indexmap(self, node: int) -> str:
        base = node + 1
        key = self.n_end[base]
        value_type = self.n_type[node]
        zero = self.zero(value_type)
        if self.plain_key(self.n_type[base]):
            return f"{self.x(base)}.get({self.x(key)}, {zero})"
        return f"{self.x(base)}.load({self.x(key)}, {zero})"

    def plain_key(self, map_type: int) -> bool:
        """Whether a map's keys are Python dictionary keys as they are."""
        kind = self.t_kind[self.c.t_key[map_type]]
        return kind in (BOOL, STRING, CHAN, UNSAFEPTR) or kind <= UINTPTR or kind == POINTER

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

    # Arithmetic.

    def wrap(self, node: int, text: str) -> str:
        """Bring the result of integer expression ``node`` back into its type."""
        kind = self.kind(node)
        full = RANGES.get(kind)
        if full is None:
            return text
        raw = raw_range(self.ctx, node)
        if raw is not None and full[0] <= raw[0] and raw[1] <= full[1]:
            return text
        if full[0] == 0:
            return f"({text}&{full[1]:#x})"
        if kind == INT8:
            return f"(({text}+0x80&0xff)-0x80)"
        if kind == INT16:
            return f"(({text}+0x8000&0xffff)-0x8000)"
        if kind == INT32:
            return f"(({text}+0x80000000&0xffffffff)-0x80000000)"
        return f"(_w if -0x8000000000000000<=(_w:={text})<=0x7fffffffffffffff else wrap64(_w))"

    def _binary(self, node: int) -> str:
        left = node + 1
        right = self.n_end[left]
        a, b = self.in_order([left, right], keep=False)
        return self.arithmetic(node, self.n_kind[node], a, b, left, right)

    def arithmetic(self, node: int, op: int, a: str, b: str, left: int, right: int) -> str:
        """``a op b`` with the type of ``node``."""
        kind = self.kind(node)
        if kind in RANGES:
            if op in _PLAIN:
                text = f"({a}{_PLAIN[op]}{b})"
                return text if op in (K.AND, K.OR, K.XOR) else self.wrap(node, text)
            return self._integer(node, op, a, b, left, right)
        if kind in (FLOAT32, FLOAT64):
            text = f"fdiv({a},{b})" if op == K.DIV else f"({a}{_PLAIN[op]}{b})"
            return f"f32({text})" if kind == FLOAT32 else text
        if kind in (COMPLEX64, COMPLEX128):
            name = {K.DIV: "cdiv", K.MUL: "cmul"}.get(op)
            text = f"{name}({a},{b})" if name else f"({a}{_PLAIN[op]}{b})"
            return f"c64({text})" if kind == COMPLEX64 else text
        if kind == STRING:
            return f"({a}+{b})"
        raise NotLowered(f"{K.KIND_NAMES[op]} of this type")

    def _integer(self, node: int, op: int, a: str, b: str, left: int, right: int) -> str:
        kind = self.kind(node)
        full = RANGES[kind]
        ra = wrapped(self.ctx, left) if op not in (K.LSH, K.RSH) or left >= 0 else full
        if op == K.DIV:
            rb = wrapped(self.ctx, right)
            if ra[0] >= 0 and rb[0] >= 0:
                return f"({a}//{b})"
            text = f"quo({a},{b})"
            return text if full[0] == 0 or ra[0] > full[0] or rb[0] > -1 or rb[1] < -1 else self.force(kind, text)
        if op == K.MOD:
            rb = wrapped(self.ctx, right)
            return f"({a}%{b})" if ra[0] >= 0 and rb[0] >= 0 else f"rem({a},{b})"
        if op == K.ANDNOT:
            return f"({a}&~{b})"
        count = wrapped(self.ctx, right) if self.kind(right) in RANGES else (0, 1 << 64)
        if op == K.RSH:
            return f"({a}>>{b})"
        if count[1] <= 64:
            return self.wrap(node, f"({a}<<{b})")
        return self.force(kind, f"shl({a},{b})")

    def force(self, kind: int, text: str) -> str:
        """Wrap ``text`` into integer kind ``kind`` whatever its range."""
        full = RANGES[kind]
        if full[0] == 0:
            return f"({text}&{full[1]:#x})"
        half, mask = full[1] + 1, full[1] * 2 + 1
        return f"(({text}+{half:#x}&{mask:#x})-{half:#x})"

    def _unary(self, node: int) -> str:
        text = self.x(node + 1)
        op = self.n_kind[node]
        kind = self.kind(node)
        if op == K.PLUS:
            return text
        if op == K.NOT:
            return f"(not {text})"
        if op == K.BITNOT:
            full = RANGES[kind]
            return f"({text}^{full[1]:#x})" if full[0] == 0 else f"(~{text})"
        if kind in RANGES:
            return self.wrap(node, f"(-{text})")
        return f"(-{text})"

    def _logical(self, node: int) -> str:
        left = node + 1
        right = self.n_end[left]
        word = "and" if self.n_kind[node] == K.ANDAND else "or"
        a = self.x(left)
        before = len(self.lines)
        b = self.x(right)
        if len(self.lines) == before:
            return f"({a} {word} {b})"
        # The right side needs statements: they may run only if the left side asks for it.
        body = self.lines[before:]
        del self.lines[before:]
        name = self.fresh("_c")
        self.w(f"{name} = {a}")
        self.w(f"if {name if word == 'and' else 'not ' + name}:")
        self.lines.extend((" " + text, line) for text, line in body)
        self.push()
        self.w(f"{name} = {b}")
        self.pop()
        return name

    def _compare(self, node: int) -> str:
        left = node + 1
        right = self.n_end[left]
        op = self.n_kind[node]
        if op in (K.EQ, K.NE):
            return self.equal(left, right, op == K.NE)
        a, b = self.in_order([left, right], keep=False)
        return f"({a}{_COMPARE[op]}{b})"

    def equal(self, left: int, right: int, negate: bool) -> str:
        """``left == right``, or its opposite."""
        if self.n_kind[left] == K.NIL:
            left, right = right, left
        type_id = self.n_type[left]
        kind = self.t_kind[type_id]
        if self.n_kind[right] == K.NIL:
            a = self.x(left)
            if kind == SLICE:
                return f"({a}.arr is{' not' if negate else ''} None)"
            if kind == MAP:
                return f"({a} is{' not' if negate else ''} NIL_MAP)"
            return f"({a} is{' not' if negate else ''} None)"
        a, b = self.in_order([left, right], keep=False)
        if kind == INTERFACE or self.kind(right) == INTERFACE:
            text = f"iface_eq({a},{b})"
        elif kind == STRUCT:
            text = f"{a}._eq({b})"
        elif kind == ARRAY:
            text = f"{self.type_ref(type_id)}.eq({a},{b})"
        elif kind == CHAN or (kind == POINTER and self.is_value_object(self.c.t_elem[type_id])):
            return f"({a} is{' not' if negate else ''} {b})"
        else:
            return f"({a}{'!=' if negate else '=='}{b})"
        return f"(not {text})" if negate else text

    def _addstr(self, node: int) -> str:
        parts = self.in_order(self.children(node), keep=False)
        if len(parts) == 2:
            return f"({parts[0]}+{parts[1]})"
        return f'b"".join(({",".join(parts)}))'

    # Conversions.

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

    # Calls.

    def args(self, nodes: list[int]) -> str:
        """Arguments of a call."""
        return ", ".join(self.v(n) for n in nodes)

    def called(self, call: int) -> str:
        """Link key of the function that a call names; empty if it names none."""
        obj = self.n_aux[call + 1] if self.n_kind[call + 1] == K.NAME else -1
        return self.c.strings[self.c.o_key[obj]] if obj >= 0 and self.c.o_key[obj] >= 0 else ""

    def _callfunc(self, node: int) -> str:
        parts = self.children(node)
        fun = parts[0]
        kind = self.n_kind[fun]
        args = parts[1:]
        c = self.c
        if self.called(node) == DEFER_RANGE:
            return "_defers"
        if kind == K.METHEXPR and c.n_aux2[fun] >= 0 and self.declared_for(fun):
            name = self.func_ref(c.strings[c.o_key[c.n_aux2[fun]]])
            return f"{name}({self.ordered(args)})"
        return f"{self.callee(fun)}({self.ordered(args)})"

    def method_key(self, type_id: int, name: str) -> str:
        """Name of a method in a type's table: with the package, if it is not exported."""
        if name[:1].isupper():
            return name
        c = self.c
        for row in range(c.t_meths[type_id], c.t_meths[type_id] + c.t_nmeths[type_id]):
            if c.strings[c.m_name[row]] == name:
                package = c.strings[c.m_pkg[row]]
                return f"{package}.{name}" if package else name
        return name

    def callee(self, fun: int) -> str:
        """The function of a call, ready to be called."""
        text = self.x(fun)
        return text if text.replace("\u00b7", "_").replace(".", "_").isidentifier() else f"({text})"

    def ordered(self, args: list[int]) -> str:
        """Arguments, evaluated in order even if some need statements of their own."""
        return ", ".join(self.in_order(args))

    def in_order(self, nodes: list[int], keep: bool = True) -> list[str]:
        """Values of several operands: where one needs statements of its own, those to its left are evaluated before them.

        With ``keep`` they are values for keeping, as ``v`` gives them.  Go says in which order calls happen, but not when variables beside
        them are read; the compiler reads them after the calls (``order.go``), and so do we: then calls become statements of their own.
        """
        value = self.v if keep else self.x
        before_hoisting = self.hoisting
        if not before_hoisting and self.call_changes(nodes):
            self.hoisting = True
        out: list[str] = []
        for node in nodes:
            before = len(self.lines)
            text = value(node)
            if len(self.lines) > before and not self.hoisting:
                body = self.lines[before:]
                del self.lines[before:]
                for i, earlier in enumerate(out):
                    if not _constant_text(earlier):
                        name = self.fresh()
                        self.w(f"{name} = {earlier}")
                        out[i] = name
                self.lines.extend(body)
            out.append(text)
        self.hoisting = before_hoisting
        return out

    def call_changes(self, nodes: list[int]) -> bool:
        """Whether a call in one of the operands may change what one to its left reads."""
        if len(nodes) < 2:
            return False
        find = self.c.kind_bytes.find
        start, end = nodes[1], self.n_end[nodes[-1]]
        last = max(self.c.kind_bytes.rfind(kind, start, end) for kind in _CALLS)
        if last < 0:
            return False
        at = nodes[0]
        n_kind, n_end = self.n_kind, self.n_end
        while at < last:
            kind = n_kind[at]
            if kind in _CALLS or kind == K.CLOSURE:
                at = n_end[at]
                continue
            if self.reads_variable(at, kind):
                return any(find(call, max(n_end[at], start), end) >= 0 for call in _CALLS)
            at += 1
        return False

    def reads_variable(self, node: int, kind: int) -> bool:
        """Whether the node itself, not its operands, reads something that a call can change."""
        if kind == K.NAME:
            obj = self.n_aux[node]
            klass = self.c.o_class[obj]
            if klass == 4:
                return False
            if klass == 3 or obj in self.ctx.boxed:
                return True
            return self.is_value_object(self.c.o_type[obj]) and (bool(self.c.o_flags[obj] & 2) or obj in self.ctx.shared)
        if kind == K.INDEX:
            return self.kind(node + 1) == SLICE
        return kind in (K.DOTPTR, K.DEREF, K.INDEXMAP)

    def _callinter(self, node: int) -> str:
        parts = self.children(node)
        selector = parts[0]
        method = self.method_key(self.n_type[selector + 1], self.c.strings[self.n_aux[selector]])
        base = self.x(selector + 1)
        args = self.ordered(parts[1:])
        if not base.isidentifier():
            name = self.fresh("_r")
            base, first = name, f"({name}:={base})"
        else:
            first = base
        rest = f", {args}" if args else ""
        return f'{first}.t.methods["{method}"]({base}.v{rest})'

    def declared_for(self, node: int) -> bool:
        """Whether the method of a method expression is declared for just that type: not promoted, not a value's called for a pointer."""
        c = self.c
        key = c.strings[c.o_key[c.n_aux2[node]]]
        name = "." + c.strings[self.n_aux[node]]
        if not key.endswith(name):
            # A generic method: its own type arguments follow its name.
            return True
        receiver = key.removesuffix(name)
        pointer = receiver.endswith(")")
        link = self.ctx.link[self.n_type[node + 1]]
        if pointer != link.startswith("*"):
            return False
        return receiver.replace("(*", "").rstrip(")").partition("[")[0] == link.lstrip("*").partition("[")[0]

    def _methexpr(self, node: int) -> str:
        obj = self.c.n_aux2[node]
        method = self.method_key(self.n_type[node + 1], self.c.strings[self.n_aux[node]])
        if obj >= 0 or self.t_kind[self.n_type[node + 1]] != INTERFACE:
            return f'{self.type_ref(self.n_type[node + 1])}.methods["{method}"]'
        return f'iface_method_expr("{method}")'

    def _methvalue(self, node: int) -> str:
        child = node + 1
        obj = self.c.n_aux2[node]
        method = self.method_key(self.n_type[child], self.c.strings[self.n_aux[node]])
        if obj < 0:
            return f'iface_method({self.x(child)}, "{method}")'
        return f"partial({self.func_ref(self.c.strings[self.c.o_key[obj]])}, {self.v(child)})"

    def _closure(self, node: int) -> str:
        fn = self.n_aux[node]
        name = self.func_ref(self.c.strings[self.c.fn_key[fn]])
        captured = []
        for child in self.children(node):
            obj = self.n_aux[child]
            captured.append(self.local(obj))
        if not captured:
            return name
        self.ctx.code_functions.append((name, fn))
        del self.ctx.functions[name]
        maker = name + "\u00b7\u00b7make"
        self.ctx.functions[maker] = self.c.strings[self.c.fn_key[fn]] + "\u00b7\u00b7make"
        return f"{maker}({', '.join(captured)})"

    # Builtins.

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
        return f"appendn({base}, ({self.ordered(parts[1:])},), {elem})"

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
        texts = self.in_order([part for key in self.children(node) for part in (key + 1, self.n_end[key + 1])])
        pairs = list(zip(texts[::2], texts[1::2], strict=True))
        if self.plain_key(type_id):
            return f"GoMap({{{', '.join(f'{k}: {v}' for k, v in pairs)}}})"
        items = ", ".join(f"({k}, {v})" for k, v in pairs)
        return f"map_of({self.type_ref(self.c.t_key[type_id])}, ({items}{',' if items else ''}))"

    def _complex_builtin(self, node: int) -> str:
        parts = [self.x(child) for child in self.children(node)]
        text = f"complex({', '.join(parts)})"
        return f"c64({text})" if self.kind(node) == COMPLEX64 else text

    def _real(self, node: int) -> str:
        return f"{self.x(node + 1)}.{'real' if self.n_kind[node] == K.REAL else 'imag'}"

    def _unsafe(self, node: int) -> str:
        name = {
            K.UNSAFEADD: "unsafe_add",
            K.UNSAFESLICE: "unsafe_slice",
            K.UNSAFESTRING: "unsafe_string",
            K.UNSAFESTRINGDATA: "unsafe_string_data",
            K.UNSAFESLICEDATA: "unsafe_slice_data",
        }[self.n_kind[node]]
        texts = self.in_order(self.children(node), keep=False)
        if self.n_kind[node] == K.UNSAFEADD and self.n_kind[node + 1] in _CONVERSIONS:
            # Of what the pointer was before it became unsafe.
            before = self.n_type[node + 2]
            if self.t_kind[before] == POINTER:
                texts.append(str(self.c.t_size[self.c.t_elem[before]]))
        return f"{name}({', '.join(texts)})"

    def _recover(self, node: int) -> str:  # noqa: ARG002
        return "rt.recover()"


_FROM_FLOAT = {
    2: "to_i64", 3: "to_i8", 4: "to_i16", 5: "to_i32", 6: "to_i64",
    7: "to_u64", 8: "to_u8", 9: "to_u16", 10: "to_u32", 11: "to_u64", 12: "to_u64",
}  # fmt: skip
"""Conversion of a float to each integer kind."""


_CONVERSIONS = frozenset((K.CONVNOP, K.CONV))
_WIDTH = {
    2: 64, 3: 8, 4: 16, 5: 32, 6: 64, 7: 64, 8: 8, 9: 16, 10: 32, 11: 64, 12: 64, 13: 32, 14: 64,
}  # fmt: skip
"""Bits of each kind of integer and float."""


def _cut(prefix: str, base: str, bounds: list[str], elem: str = "") -> str:
    low, high = bounds
    if high == "None":
        return f"{prefix}_lo({base}, {low})"
    if elem and high != "0":
        high += f", {elem}"
    if low == "None":
        return f"{prefix}_hi({base}, {high})"
    return f"{prefix}_lohi({base}, {low}, {high})"


def _constant_text(text: str) -> bool:
    return text.isdigit() or text in ("None", "True", "False") or text.startswith(("b'", 'b"', "F\u00b7"))


def _float(text: str) -> str:
    value = Fraction(text)
    try:
        number = float(value)
    except OverflowError:
        number = math.inf if value > 0 else -math.inf
    return repr(number) if number >= 0 else f"({number!r})"


def _complex(text: str) -> str:
    """A constant such as ``(1 + 2i)`` or ``3/2``."""
    body = text.strip("()")
    if "i" not in body:
        return f"complex({_float(body)})"
    real, _, imag = body.rpartition(" + ")
    return f"complex({_float(real or '0')}, {_float(imag.rstrip('i'))})"


_HANDLERS = {
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
