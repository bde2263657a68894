"""Operands: values of expressions, alone and several in the order that Go's compiler evaluates them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from goloupe.lower.base import ARRAY, BOOL, CHAN, GLOBAL, LVALUES, POINTER, STRING, STRUCT, UINTPTR, UNSAFEPTR, NotLowered, at_line
from goloupe.lower.order import CALLS, Order
from goloupe.syntax import kinds as K

_SIMPLE = frozenset((K.NAME, K.LITERAL))

_LINED = frozenset(
    (
        *CALLS, K.INDEX, K.INDEXMAP, K.DEREF, K.DOTPTR, K.DIV, K.MOD, K.SLICE, K.SLICESTR, K.SLICEARR, K.SLICE3, K.SLICE3ARR,
        K.DOTTYPE, K.SLICE2ARR, K.SLICE2ARRPTR, K.MAKESLICE, K.MAKECHAN, K.EQ, K.NE,
    )
)  # fmt: skip
"""Expressions that call something or may panic."""


class Operands(Order):
    """What every kind of expression is made with."""

    hoisting = False
    """Calls, and all else that is early, become statements, because something to their left is to be evaluated after them."""

    handlers: ClassVar[dict[int, Callable[[Any, int], str]]] = {}
    """How each kind of expression is lowered."""

    def x(self, node: int) -> str:
        """Value of ``node``, not copied."""
        kind = self.n_kind[node]
        handler = self.handlers.get(kind)
        if handler is None:
            raise NotLowered(f"{K.KIND_NAMES[kind].lower()} expression")
        line = self.line_of(node)
        if line != self.go_line and line and (kind in _LINED or (self.ctx.tells and self.is_told(node))):
            # In an expression of several lines: what can panic, or shows in a stack, has the line of its own.
            around, self.go_line = self.go_line, line
            text = f"({at_line(line)}{handler(self, node)}{at_line(around)})"
            self.go_line = around
        else:
            text = handler(self, node)
        if self.hoisting and self.is_early(node, kind) and not text.isdigit():
            name = self.fresh()
            self.w(f"{name} = {text}")
            return name
        return text

    def v(self, node: int) -> str:
        """Value of ``node`` for keeping: a copy if it is a struct or array that lives in a variable."""
        text = self.x(node)
        type_id = self.n_type[node]
        if type_id >= 0 and self.t_kind[type_id] in (STRUCT, ARRAY) and self.from_variable(node):
            return self.told_at(node, self.copy_of(text, type_id))
        return text

    def is_told(self, node: int) -> bool:
        """Whether it is an access to memory, and nothing else that shows."""
        if self.n_kind[node] != K.NAME:
            return self.n_kind[node] == K.DOT
        obj = self.n_aux[node]
        return self.c.o_class[obj] == GLOBAL or obj in self.ctx.boxed

    def told_at(self, node: int, text: str) -> str:
        """The value of ``node``; if accesses are told of, with the line of its own."""
        line = self.line_of(node)
        if not self.ctx.tells or line == self.go_line or not line:
            return text
        return f"({at_line(line)}{text}{at_line(self.go_line)})"

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
        if text.isidentifier() or (self.n_kind[node] in _SIMPLE and "." not in text):
            return text
        name = self.fresh()
        self.w(f"{name} = {text}")
        return name

    def statement(self, node: int) -> None:
        """Write a statement."""
        raise NotImplementedError

    # Several operands.

    def args(self, nodes: list[int]) -> str:
        """Arguments of a call."""
        return ", ".join(self.v(n) for n in nodes)

    def ordered(self, args: list[int]) -> str:
        """Arguments, evaluated in order even if some need statements of their own."""
        return ", ".join(self.in_order(args))

    def element_pointer(self, pointer: int) -> str | None:
        """``&x[i]`` of structs and arrays as a pointer that knows the array."""
        index = pointer + 1
        if self.n_kind[pointer] != K.ADDR or self.n_kind[index] != K.INDEX or not self.is_value_object(self.n_type[index]):
            return None
        base = index + 1
        texts = self.in_order([base, self.n_end[base]], keep=False)
        return f"element_of(unsafe_slice_at({', '.join(texts)}, 1, {self.type_ref(self.n_type[index])}))"

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

    def taken_out(self, nodes: list[int]) -> list[str]:
        """Evaluate the early parts of some values; return what is left of them."""
        before, self.hoisting = self.hoisting, True
        texts = [self.v(n) for n in nodes]
        self.hoisting = before
        return texts

    def in_names(self, texts: list[str], order: list[int]) -> list[str]:
        """Evaluate values in an order of their own."""
        for i in order:
            name = self.fresh()
            self.w(f"{name} = {texts[i]}")
            texts[i] = name
        return texts

    # Types.

    def plain_key(self, map_type: int) -> bool:
        """Whether a map's keys are Python dictionary keys as they are."""
        kind = self.t_kind[self.c.t_key[map_type]]
        return kind in (BOOL, STRING, CHAN, UNSAFEPTR) or kind <= UINTPTR or kind == POINTER

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


def _constant_text(text: str) -> bool:
    return text.isdigit() or text in ("None", "True", "False") or text.startswith(("b'", 'b"', "F\u00b7"))
