"""Expressions: how a value flows from its operands to the hole it is evaluated into."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from goloupe.escape.assign import AssignBuilder
from goloupe.escape.graph import Hole, Location, Note
from goloupe.escape.leaks import Tags
from goloupe.escape.same import is_reflect_header_data
from goloupe.syntax import kinds as K
from goloupe.syntax.columns import Columns

if TYPE_CHECKING:
    from goloupe.escape.oracle import Oracle
    from goloupe.escape.versions import Rules

Handler = Callable[[int, Location, int, Note], None]

_NOTHING: Final = (K.NONE, K.LITERAL, K.NIL, K.TYPE, K.METHEXPR, K.DICT, K.DYNAMICTYPE, K.OPAQUE, K.CLOSUREVAR)
_DISCARD_ALL: Final = (
    K.PLUS, K.NEG, K.BITNOT, K.NOT,
    K.ADD, K.SUB, K.OR, K.XOR, K.MUL, K.DIV, K.MOD, K.LSH, K.RSH, K.AND, K.ANDNOT, K.EQ, K.NE, K.LT, K.LE, K.GT, K.GE,
    K.ANDAND, K.OROR, K.INDEXMAP, K.RECV, K.MAKECHAN, K.EXPRLIST,
)  # fmt: skip
_CALLS: Final = (
    K.CALLFUNC, K.CALLINTER, K.LEN, K.CAP, K.MIN, K.MAX, K.COMPLEX, K.REAL, K.IMAG, K.APPEND, K.COPY, K.RECOVER, K.UNSAFEADD,
    K.UNSAFESLICE, K.UNSAFESTRING, K.UNSAFESTRINGDATA, K.UNSAFESLICEDATA,
    K.CLEAR, K.CLOSE, K.DELETE, K.PANIC, K.PRINT, K.PRINTLN,
)  # fmt: skip
_UINTPTR_UNARY: Final = frozenset((K.PLUS, K.NEG, K.BITNOT))
_UINTPTR_BINARY: Final = frozenset((K.ADD, K.SUB, K.OR, K.XOR, K.MUL, K.DIV, K.MOD, K.AND, K.ANDNOT))


class ExprBuilder(AssignBuilder):
    """Adds expressions to the graph builder."""

    def __init__(self, columns: Columns, rules: Rules, oracle: Oracle, summaries: dict[str, Tags]) -> None:
        super().__init__(columns, rules, oracle, summaries)
        table: list[Handler] = [self._unexpected] * len(K.KIND_NAMES)
        for kinds, handler in (
            (_NOTHING, self._nothing),
            (_DISCARD_ALL, self._discard_all),
            (_CALLS, self._call),
            ((K.ADDR,), self._addr),
            ((K.DEREF,), self._deref),
            ((K.DOT, K.DOTINTER), self._dot),
            ((K.DOTPTR,), self._dotptr),
            ((K.DOTTYPE, K.DOTTYPE2, K.DYNAMICDOTTYPE, K.DYNAMICDOTTYPE2), self._dottype),
            ((K.INDEX,), self._index),
            ((K.SLICE, K.SLICEARR, K.SLICE3, K.SLICE3ARR, K.SLICESTR), self._slice),
            ((K.CONV, K.CONVNOP), self._conv),
            ((K.CONVIFACE,), self._conviface),
            ((K.SLICE2ARR,), self._slice2arr),
            ((K.SLICE2ARRPTR,), self._same),
            ((K.NEW,), self._new),
            ((K.MAKESLICE, K.MAKEMAP, K.RUNES2STR, K.BYTES2STR, K.STR2RUNES, K.STR2BYTES, K.RUNESTR, K.ADDSTR), self._spill_only),
            ((K.METHVALUE,), self._methvalue),
            ((K.PTRLIT,), self._ptrlit),
            ((K.ARRAYLIT,), self._arraylit),
            ((K.SLICELIT,), self._slicelit),
            ((K.STRUCTLIT,), self._structlit),
            ((K.MAPLIT,), self._maplit),
            ((K.CLOSURE,), self._closure),
            ((K.INITEXPR,), self._initexpr),
        ):
            for kind in kinds:
                table[kind] = handler
        self._handlers = table

    def expr(self, node: int, dst: Location, dd: int, notes: Note) -> None:
        """Evaluate ``node`` and let its value flow to the hole.

        A value without pointers flows nowhere, but its operands are still evaluated: they may hold calls and closures.
        """
        kind = self.n_kind[node]
        if kind == 32:  # NAME
            src = self.of_object[self.n_aux[node]]
            if src is not None:
                if dd < 0 or self.pointers[self.n_type[node]]:
                    self.flow(dst, dd, notes, src)
                elif dd & 1:
                    src.addrtaken = True
            return
        if dst is self.blank:
            if self.n_flags[node] & 32 and not dd & 1:  # INERT
                return
        elif dd >= 0 and not self.pointers[self.n_type[node]]:
            if self.n_flags[node] & 32 and not dd & 1:
                return
            dst = self.blank
        self._handlers[kind](node, dst, dd, notes)

    def discard(self, node: int) -> None:
        """Evaluate ``node`` for its effects."""
        self.expr(node, self.blank, 0, None)

    def discard_children(self, node: int) -> None:
        """Evaluate every child of ``node`` for its effects."""
        n_end = self.n_end
        end = n_end[node]
        child = node + 1
        blank = self.blank
        n_flags = self.n_flags
        while child < end:
            if not n_flags[child] & 32:
                self.expr(child, blank, 0, None)
            child = n_end[child]

    # Handlers.

    def _unexpected(self, node: int, _dst: Location, _dd: int, _notes: Note) -> None:
        raise AssertionError(f"{K.KIND_NAMES[self.n_kind[node]]} is not an expression (node {node} of {self.c.path})")

    def _nothing(self, node: int, dst: Location, dd: int, notes: Note) -> None:
        pass

    def _discard_all(self, node: int, _dst: Location, _dd: int, _notes: Note) -> None:
        self.discard_children(node)

    def _call(self, node: int, dst: Location, dd: int, notes: Note) -> None:
        self.call(node, [(dst, dd, notes)])

    def _addr(self, node: int, dst: Location, dd: int, notes: Note) -> None:
        self.expr(node + 1, dst, (dd & ~1) - 1, (notes, node, "address-of"))

    def _deref(self, node: int, dst: Location, dd: int, notes: Note) -> None:
        self.expr(node + 1, dst, (dd & ~1) + 2, (notes, node, "indirection"))

    def _dot(self, node: int, dst: Location, dd: int, notes: Note) -> None:
        self.expr(node + 1, dst, dd, (notes, node, "dot"))

    def _dotptr(self, node: int, dst: Location, dd: int, notes: Note) -> None:
        self.expr(node + 1, dst, (dd & ~1) + 2, (notes, node, "dot of pointer"))

    def _dottype(self, node: int, dst: Location, dd: int, notes: Note) -> None:
        x = node + 1
        self.expr(x, dst, self.through_interface(dd, self.n_type[node]), (notes, node, "dot"))

    def through_interface(self, dd: int, type_id: int) -> int:
        """Dereferences of a hole when a value of ``type_id`` is taken out of an interface.

        A pointer-shaped value is the data word itself; anything else lies behind it.
        """
        if type_id >= 0 and self.boxed[type_id]:
            return (dd & ~1) + 2
        return dd

    def _index(self, node: int, dst: Location, dd: int, notes: Note) -> None:
        x = node + 1
        x_type = self.n_type[x]
        if x_type >= 0 and self.t_kind[x_type] == K.T_ARRAY:
            self.expr(x, dst, dd, (notes, node, "fixed-array-index-of"))
        else:
            self.expr(x, dst, (dd & ~1) + 2, (notes, node, "dot of pointer"))
        self.expr(self.n_end[x], self.blank, 0, None)

    def _slice(self, node: int, dst: Location, dd: int, notes: Note) -> None:
        n_end = self.n_end
        child = node + 1
        self.expr(child, dst, dd, (notes, node, "slice"))
        end = n_end[node]
        child = n_end[child]
        while child < end:
            self.expr(child, self.blank, 0, None)
            child = n_end[child]

    def _conv(self, node: int, dst: Location, dd: int, notes: Note) -> None:
        x = node + 1
        to = self.n_type[node]
        if to >= 0:
            to_kind = self.t_kind[to]
            x_type = self.n_type[x]
            if x_type >= 0:
                if to_kind == K.T_UNSAFE_POINTER and self.t_kind[x_type] == K.T_UINTPTR:
                    self.unsafe_value(x, dst, dd, notes)
                    return
                if to_kind == K.T_UINTPTR and x in self.kept_alive:
                    return
        self.expr(x, dst, dd, notes)

    def _same(self, node: int, dst: Location, dd: int, notes: Note) -> None:
        self.expr(node + 1, dst, dd, notes)

    def _conviface(self, node: int, dst: Location, dd: int, notes: Note) -> None:
        x = node + 1
        x_type = self.n_type[x]
        if x_type >= 0 and self.boxed[x_type]:
            dst = self.spill(node, dst, dd, notes)
            dd = 0
            notes = None
        self.expr(x, dst, dd, (notes, node, "interface-converted"))

    def _slice2arr(self, node: int, dst: Location, dd: int, notes: Note) -> None:
        self.expr(node + 1, dst, (dd & ~1) + 2, (notes, node, "slice-to-array"))

    def _new(self, node: int, dst: Location, dd: int, notes: Note) -> None:
        self.spill(node, dst, dd, notes)

    def _spill_only(self, node: int, dst: Location, dd: int, notes: Note) -> None:
        self.spill(node, dst, dd, notes)
        self.discard_children(node)

    def _methvalue(self, node: int, dst: Location, dd: int, notes: Note) -> None:
        # The receiver flows to the closure and to the method's receiver parameter; how the closure will be called is not known,
        # so its results count as flowing to the heap.
        closure = self.spill(node, dst, dd, notes)
        callee = self.oracle.of_object(self.c.n_aux2[node])
        results: list[Hole] = []
        if callee != -1:
            heap: Hole = (self.heap, 0, None)
            results = [heap] * max(self.rules.result_tags, 8)
        receiver = self.tag_hole(results, callee, 0)
        location, rd, rnotes = self.tee([receiver, (closure, 0, None)])
        self.expr(node + 1, location, rd, rnotes)

    def _ptrlit(self, node: int, dst: Location, dd: int, notes: Note) -> None:
        location = self.spill(node, dst, dd, notes)
        self.expr(node + 1, location, 0, None)

    def _arraylit(self, node: int, dst: Location, dd: int, notes: Note) -> None:
        self._elements(node, dst, dd, (notes, node, "array literal element"))

    def _slicelit(self, node: int, dst: Location, dd: int, notes: Note) -> None:
        location = self.spill(node, dst, dd, notes)
        self._elements(node, location, 0, (None, node, "slice-literal-element"))

    def _elements(self, node: int, dst: Location, dd: int, notes: Note) -> None:
        n_end, n_kind = self.n_end, self.n_kind
        end = n_end[node]
        child = node + 1
        while child < end:
            value = child
            if n_kind[child] == K.KEY:
                value = n_end[child + 1]
            self.expr(value, dst, dd, notes)
            child = n_end[child]

    def _structlit(self, node: int, dst: Location, dd: int, notes: Note) -> None:
        n_end = self.n_end
        end = n_end[node]
        child = node + 1
        why: Note = (notes, node, "struct literal element")
        while child < end:
            self.expr(child + 1, dst, dd, why)
            child = n_end[child]

    def _maplit(self, node: int, dst: Location, dd: int, notes: Note) -> None:
        self.spill(node, dst, dd, notes)
        n_end = self.n_end
        end = n_end[node]
        child = node + 1
        heap = self.heap
        key_note: Note = (None, node, "map literal key")
        value_note: Note = (None, node, "map literal value")
        while child < end:
            self.expr(child + 1, heap, 0, key_note)
            self.expr(n_end[child + 1], heap, 0, value_note)
            child = n_end[child]

    def _closure(self, node: int, dst: Location, dd: int, notes: Note) -> None:
        location = self.spill(node, dst, dd, notes)
        # Whether it captures by value or by reference is decided when all assignments have been seen.
        self.closures.append((location, 0, None, node))
        fn = self.n_aux[node]
        if not self.c.fn_flags[fn] & K.FN_CLOSURE:
            return  # a literal that captures nothing is a function like any other, with a batch of its own
        n_end, n_aux = self.n_end, self.n_aux
        end = n_end[node]
        child = node + 1
        of_object = self.of_object
        while child < end:
            captured = of_object[n_aux[child]]
            if captured is not None and not captured.captured:
                captured.captured = True
                # What was assigned in straight-line code before the first capture does not count.
                if captured.loop_depth == self.loop_depth:
                    captured.reassigned = False
            child = n_end[child]
        # A literal that captures nothing is a function of its own and is analysed before this one.
        if self.c.fn_flags[n_aux[node]] & K.FN_CLOSURE:
            self.walk_function(fn)

    def _initexpr(self, node: int, dst: Location, dd: int, notes: Note) -> None:
        self.expr(self.last_of_init(node), dst, dd, notes)

    # uintptr arithmetic.

    def unsafe_value(self, node: int, dst: Location, dd: int, notes: Note) -> None:
        """Evaluate a uintptr expression, looking for the ``unsafe.Pointer`` that it was made from."""
        while True:
            kind = self.n_kind[node]
            x = node + 1
            if kind == K.INITEXPR:
                node = self.last_of_init(node)
            elif kind in _UINTPTR_UNARY:
                node = x
            elif kind in _UINTPTR_BINARY:
                self.unsafe_value(x, dst, dd, notes)
                node = self.n_end[x]
            elif kind == K.LSH or kind == K.RSH:
                self.unsafe_value(x, dst, dd, notes)
                self.discard(self.n_end[x])
                return
            elif kind == K.CONV or kind == K.CONVNOP:
                x_type = self.n_type[x]
                if x_type >= 0 and self.t_kind[x_type] == K.T_UNSAFE_POINTER:
                    self.expr(x, dst, dd, notes)
                else:
                    self.discard(x)
                return
            elif kind == K.DOTPTR:
                if is_reflect_header_data(self.c, node):
                    self.expr(x, dst, (dd & ~1) + 2, (notes, node, "reflect.Header.Data"))
                else:
                    self.discard(x)
                return
            else:
                self.discard(node)
                return
