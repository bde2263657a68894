"""Arithmetic, comparison and logic: Go's integers wrap around, Python's do not."""

from __future__ import annotations

import re

from goloupe.lower.base import (
    ARRAY,
    CHAN,
    COMPLEX64,
    COMPLEX128,
    FLOAT32,
    FLOAT64,
    INT8,
    INT16,
    INT32,
    INTERFACE,
    MAP,
    POINTER,
    RANGES,
    SLICE,
    STRING,
    STRUCT,
    NotLowered,
)
from goloupe.lower.operand import Operands
from goloupe.lower.ranges import raw_range, wrapped
from goloupe.syntax import kinds as K

_COMPARE = {K.EQ: "==", K.NE: "!=", K.LT: "<", K.LE: "<=", K.GT: ">", K.GE: ">="}

_PLAIN = {K.ADD: "+", K.SUB: "-", K.MUL: "*", K.AND: "&", K.OR: "|", K.XOR: "^"}

_NUMBER = re.compile(r"\(?-?[0-9][-+.0-9e]*\)?")

_SHORT = 40
"""Text that may be written twice."""


class Arithmetic(Operands):
    """Lowers operators."""

    # Integers that wrap around.

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

    def force(self, kind: int, text: str) -> str:
        """Wrap ``text`` into integer kind ``kind`` whatever its range."""
        full = RANGES[kind]
        if full[0] == 0:
            return f"({text}&{full[1]:#x})"
        half, mask = full[1] + 1, full[1] * 2 + 1
        return f"(({text}+{half:#x}&{mask:#x})-{half:#x})"

    # Operators.

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
            text = self.quotient(a, b) if op == K.DIV else f"({a}{_PLAIN[op]}{b})"
            return f"f32({text})" if kind == FLOAT32 else text
        if kind in (COMPLEX64, COMPLEX128):
            name = {K.DIV: "cdiv", K.MUL: "cmul"}.get(op)
            text = f"{name}({a},{b})" if name else f"({a}{_PLAIN[op]}{b})"
            return f"c64({text})" if kind == COMPLEX64 else text
        if kind == STRING:
            return f"({a}+{b})"
        raise NotLowered(f"{K.KIND_NAMES[op]} of this type")

    def quotient(self, a: str, b: str) -> str:
        """Division of floats; Python has none by zero."""
        if _NUMBER.fullmatch(b):
            return f"({a}/{b})" if float(b.strip("()")) else f"fdiv({a},{b})"
        if b.isidentifier() and len(a) < _SHORT:
            return f"({a}/{b} if {b} else fdiv({a},{b}))"
        first, second = self.fresh("_n"), self.fresh("_d")
        return f"({first}/{second} if (({first}:={a}) is not None and ({second}:={b})) else fdiv({first},{second}))"

    def truncated(self, a: str, sign: str, b: str) -> str:
        """Quotient or remainder for a constant above zero: Python rounds down, Go toward zero."""
        name, first = a, a
        if not a.isidentifier():
            name = self.fresh("_q")
            first = f"({name}:={a})"
        return f"({name}{sign}{b} if {first}>=0 else -(-{name}{sign}{b}))"

    def _integer(self, node: int, op: int, a: str, b: str, left: int, right: int) -> str:
        kind = self.kind(node)
        full = RANGES[kind]
        ra = wrapped(self.ctx, left) if op not in (K.LSH, K.RSH) or left >= 0 else full
        if op == K.DIV:
            rb = wrapped(self.ctx, right)
            if ra[0] >= 0 and rb[0] >= 0:
                return f"({a}//{b})"
            if b.isdigit() and b != "0":
                return self.truncated(a, "//", b)
            text = f"quo({a},{b})"
            return text if full[0] == 0 or ra[0] > full[0] or rb[0] > -1 or rb[1] < -1 else self.force(kind, text)
        if op == K.MOD:
            rb = wrapped(self.ctx, right)
            if ra[0] >= 0 and rb[0] >= 0:
                return f"({a}%{b})"
            return self.truncated(a, "%", b) if b.isdigit() and b != "0" else f"rem({a},{b})"
        if op == K.ANDNOT:
            return f"({a}&~{b})"
        count = wrapped(self.ctx, right) if self.kind(right) in RANGES else (0, 1 << 64)
        if op == K.RSH:
            return f"({a}>>{b})"
        if count[1] <= 64:
            return self.wrap(node, f"({a}<<{b})")
        return self.force(kind, f"shl({a},{b})")

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

    def _complex_builtin(self, node: int) -> str:
        parts = [self.x(child) for child in self.children(node)]
        text = f"complex({', '.join(parts)})"
        return f"c64({text})" if self.kind(node) == COMPLEX64 else text

    def _real(self, node: int) -> str:
        return f"{self.x(node + 1)}.{'real' if self.n_kind[node] == K.REAL else 'imag'}"

    # Assignment operations.

    def operate(self, lhs: int, op: int, a: str, b: str, rhs: int) -> str:
        """``a op b`` for an assignment operation on ``lhs``."""
        kind = self.kind(lhs)
        if kind not in RANGES:
            return self.arithmetic(lhs, op, a, b, lhs, rhs)
        if op in (K.ADD, K.SUB, K.MUL) or op == K.LSH:
            return self.stepped(lhs, op, a, b, rhs)
        return self.arithmetic(lhs, op, a, b, lhs, rhs)

    def stepped(self, lhs: int, op: int, a: str, b: str, rhs: int) -> str:
        """An assignment operation that can leave the type's range."""
        kind = self.kind(lhs)
        full = RANGES[kind]
        if op == K.LSH:
            count = wrapped(self.ctx, rhs) if self.kind(rhs) in RANGES else (0, 1 << 64)
            return self.force(kind, f"({a}<<{b})" if count[1] <= 64 else f"shl({a},{b})")
        ra, rb = wrapped(self.ctx, lhs), wrapped(self.ctx, rhs)
        sign = {K.ADD: "+", K.SUB: "-", K.MUL: "*"}[op]
        text = f"({a}{sign}{b})"
        if op == K.ADD:
            raw = (ra[0] + rb[0], ra[1] + rb[1])
        elif op == K.SUB:
            raw = (ra[0] - rb[1], ra[1] - rb[0])
        else:
            corners = [x * y for x in ra for y in rb]
            raw = (min(corners), max(corners))
        if full[0] <= raw[0] and raw[1] <= full[1]:
            return text
        if kind in (2, 6):
            return f"(_w if -0x8000000000000000<=(_w:={text})<=0x7fffffffffffffff else wrap64(_w))"
        return self.force(kind, text)
