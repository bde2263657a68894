"""Constants in place of variables: ``l := 1; make([]int, l)`` is as good as ``make([]int, 1)`` since Go 1.25.

The columns are not changed.  What was replaced is kept in ``Rewrites.sizes`` (the size of a ``make``) and in the formatter's
``text_of`` (how the operand prints from now on).
"""

from __future__ import annotations

from goloupe.escape.graph import Location
from goloupe.escape.oracle import Oracle
from goloupe.escape.versions import Rules
from goloupe.escape.wantsheap import size_operand
from goloupe.syntax import kinds as K
from goloupe.syntax.columns import Columns
from goloupe.syntax.format import Formatter
from goloupe.syntax.layout import literal_length


class Rewrites:
    """Replacements made in one package."""

    __slots__ = ("_c", "_formatter", "_oracle", "_rules", "boxed_constants", "sizes")

    def __init__(self, columns: Columns, rules: Rules, oracle: Oracle, formatter: Formatter) -> None:
        self._c = columns
        self._rules = rules
        self._oracle = oracle
        self._formatter = formatter
        self.sizes: dict[int, int] = {}
        """MAKESLICE node -> the constant that became its size."""
        self.boxed_constants: set[int] = set()
        """CONVIFACE nodes whose operand became a constant."""

    def apply(self, location: Location) -> None:
        """Replace what can be replaced in the expression that ``location`` stands for."""
        if not self._rules.literal_rewriting or location.node < 0:
            return
        if location.kind == K.CONVIFACE:
            self._box(location.node)
        elif location.kind == K.MAKESLICE:
            self._make(location.node)

    def _make(self, node: int) -> None:
        c = self._c
        operand = size_operand(c, node)
        if c.n_kind[operand] == K.LITERAL:
            return
        value = self._oracle.static_value(operand)
        if c.n_kind[value] == K.LITERAL:
            const = c.n_aux[value]
            if c.c_kind[const] != K.C_INT:
                return
            size = int(c.strings[c.c_text[const]])
            if size >= 0:
                self.sizes[node] = size
                self._formatter.text_of[operand] = self._formatter.constant(const, c.n_type[value], c.n_type[operand])
        elif c.n_kind[value] == K.LEN and self._rules.length_of_literal:
            literal = self._oracle.static_value(value + 1)
            if c.n_kind[literal] == K.SLICELIT:
                size = literal_length(c, literal)
                self.sizes[node] = size
                self._formatter.text_of[operand] = str(size)

    def _box(self, node: int) -> None:
        c = self._c
        operand = node + 1
        type_id = c.n_type[operand]
        if c.n_kind[operand] == K.LITERAL or type_id < 0 or c.t_kind[type_id] == K.T_INTERFACE:
            return
        value = self._oracle.static_value(operand)
        if c.n_kind[value] != K.LITERAL:
            return
        const = c.n_aux[value]
        if _valid(c.t_kind[type_id], c.c_kind[const]):
            self.boxed_constants.add(node)
            self._formatter.text_of[operand] = self._formatter.constant(const, c.n_type[value], type_id)


def _valid(type_kind: int, const_kind: int) -> bool:
    """Whether a type can hold a constant of this kind without conversion."""
    if const_kind == K.C_INT:
        return K.T_INT <= type_kind <= K.T_UINTPTR
    if const_kind == K.C_STRING:
        return type_kind == K.T_STRING
    if const_kind == K.C_BOOL:
        return type_kind == K.T_BOOL
    if const_kind == K.C_FLOAT:
        return type_kind in (K.T_FLOAT32, K.T_FLOAT64)
    return type_kind in (K.T_COMPLEX64, K.T_COMPLEX128)
