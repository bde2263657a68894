"""Values that are on the heap whatever happens to their address: too large, too aligned, or of unknown size."""

from __future__ import annotations

from typing import Final

from goloupe.escape.graph import Location
from goloupe.escape.results import Reason
from goloupe.escape.versions import Rules
from goloupe.syntax import kinds as K
from goloupe.syntax.columns import Columns
from goloupe.syntax.layout import closure_size

TOO_LARGE: Final = "too large for stack"
TOO_ALIGNED: Final = "too aligned for stack"
ZERO_SIZED: Final = "zero-sized element"
NON_CONSTANT: Final = "non-constant size"

REASONS: Final[dict[str, Reason]] = {
    TOO_LARGE: Reason.TOO_LARGE,
    TOO_ALIGNED: Reason.TOO_ALIGNED,
    ZERO_SIZED: Reason.ZERO_SIZED_ELEMENT,
    NON_CONSTANT: Reason.NON_CONSTANT_SIZE,
}

_WORD: Final = 8
_MAX_INT32: Final = (1 << 31) - 1


def heap_alloc_reason(c: Columns, rules: Rules, location: Location, sizes: dict[int, int]) -> str:
    """Why ``location`` has to be on the heap, or "".

    ``sizes`` has the constants that the analysis put in place of a ``make``'s size.
    """
    kind = location.kind
    if kind == K.NAME:
        if location.param or location.param_out:
            return ""
        type_id = c.o_type[location.obj]
        if type_id < 0:
            return ""
        if c.t_size[type_id] > rules.max_stack_var:
            return TOO_LARGE
        return TOO_ALIGNED if c.t_align[type_id] > _WORD else ""
    if kind < 0:
        return ""
    type_id = c.n_type[location.node]
    if type_id < 0:
        return ""
    if kind == K.NEW or kind == K.PTRLIT:
        elem = c.t_elem[type_id]
        if elem >= 0:
            if c.t_size[elem] > rules.max_implicit_stack_var:
                return TOO_LARGE
            if c.t_align[elem] > _WORD:
                return TOO_ALIGNED
    elif kind == K.MAKESLICE:
        return _make_slice(c, rules, location.node, c.t_elem[type_id], sizes)
    elif kind == K.CLOSURE:
        if closure_size(c, location.node, None) > rules.max_implicit_stack_var:
            return TOO_LARGE
    elif kind == K.METHVALUE:
        receiver = c.n_type[location.node + 1]
        if receiver >= 0 and _WORD + c.t_size[receiver] > rules.max_implicit_stack_var:
            return TOO_LARGE
    return ""


def size_operand(c: Columns, node: int) -> int:
    """The operand of a ``make([]T, …)`` that decides how much is allocated: the capacity if given, else the length."""
    length = node + 1
    capacity = c.n_end[length]
    if capacity < c.n_end[node] and c.n_kind[capacity] != K.NONE:
        return capacity
    return length


def constant_size(c: Columns, node: int, sizes: dict[int, int]) -> int | None:
    """Number of elements of a ``make([]T, …)`` if it is a small constant."""
    if node in sizes:
        size = sizes[node]
    else:
        operand = size_operand(c, node)
        if c.n_kind[operand] != K.LITERAL:
            return None
        try:
            size = int(c.strings[c.c_text[c.n_aux[operand]]])
        except ValueError:
            return None
    return size if -_MAX_INT32 - 1 <= size <= _MAX_INT32 else None


def _make_slice(c: Columns, rules: Rules, node: int, elem: int, sizes: dict[int, int]) -> str:
    elem_size = c.t_size[elem]
    if elem_size == 0 and rules.zero_sized_element:
        return ZERO_SIZED
    size = constant_size(c, node, sizes)
    if size is None:
        # Since 1.25 a small array on the stack serves as long as it is large enough.
        return NON_CONSTANT if rules.non_constant_size else ""
    if elem_size and size > rules.max_implicit_stack_var // elem_size:
        return TOO_LARGE
    return ""
