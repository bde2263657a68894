"""Assignments that change nothing, and the comparison of expressions that finding them needs.

``b.buf = b.buf[1:]`` stores a pointer into ``b`` that was there before, and so does ``x.a = x.b`` as far as lifetimes go.
Following such a store would say that ``b`` leaks, so the compiler drops it and says "ignoring self-assignment".
"""

from __future__ import annotations

from typing import Final

from goloupe.syntax import kinds as K
from goloupe.syntax.columns import Columns

_ARITHMETIC: Final = frozenset((K.ADD, K.SUB, K.OR, K.XOR, K.MUL, K.LSH, K.RSH, K.AND, K.ANDNOT, K.DIV, K.MOD))
_UNARY: Final = frozenset((K.NOT, K.BITNOT, K.PLUS, K.NEG))
_HARMLESS_OF_ONE: Final = frozenset((K.CONVNOP, K.CONV, K.LEN, K.CAP, K.NOT, K.BITNOT, K.PLUS, K.NEG, K.DOT, K.DOTPTR, K.DEREF))


def is_self_assign(c: Columns, dst: int, src: int) -> bool:
    """Whether ``dst = src`` stores nothing that was not reachable from ``dst`` before."""
    kind = c.n_kind[dst]
    if (kind == K.DEREF or kind == K.DOTPTR) and _is_slice_of_itself(c, dst, src):
        return True
    if c.n_kind[src] != kind:
        return False
    if kind == K.DOT or kind == K.DOTPTR:
        return same_safe_expr(c, dst + 1, src + 1)
    if kind == K.INDEX:
        if may_affect_memory(c, c.n_end[dst + 1]) or may_affect_memory(c, c.n_end[src + 1]):
            return False
        return same_safe_expr(c, dst + 1, src + 1)
    return False


def _is_slice_of_itself(c: Columns, dst: int, src: int) -> bool:
    """``p.buf = p.buf[i:j]`` and ``*p = (*p)[i:j]`` for a variable ``p``."""
    n_kind = c.n_kind
    if n_kind[dst + 1] != K.NAME:
        return False
    kind = n_kind[src]
    sliced = src + 1
    if kind == K.SLICEARR or kind == K.SLICE3ARR:
        # Slicing an array that is part of the object makes a pointer to the object, which is new.
        if n_kind[sliced] == K.ADDR:
            return False
    elif kind != K.SLICE and kind != K.SLICE3 and kind != K.SLICESTR:
        return False
    if n_kind[sliced] != K.DEREF and n_kind[sliced] != K.DOTPTR:
        return False
    base = sliced + 1
    return n_kind[base] == K.NAME and c.n_aux[base] == c.n_aux[dst + 1]


def may_affect_memory(c: Columns, node: int) -> bool:
    """Whether evaluating ``node`` may write, call or allocate; panics do not count."""
    kind = c.n_kind[node]
    if kind == K.NAME or kind == K.LITERAL or kind == K.NIL:
        return False
    if kind in _ARITHMETIC or kind == K.INDEX:
        return may_affect_memory(c, node + 1) or may_affect_memory(c, c.n_end[node + 1])
    if kind in _HARMLESS_OF_ONE:
        return may_affect_memory(c, node + 1)
    return True


def same_safe_expr(c: Columns, left: int, right: int) -> bool:
    """Whether two expressions are the same and have no effects."""
    n_kind, n_end = c.n_kind, c.n_end
    while True:
        while n_kind[left] == K.CONVNOP:
            left += 1
        while n_kind[right] == K.CONVNOP:
            right += 1
        kind = n_kind[left]
        if kind != n_kind[right] or not _same_type(c.n_type[left], c.n_type[right]):
            return False
        if kind == K.NAME:
            return c.n_aux[left] == c.n_aux[right]
        if kind == K.DOT or kind == K.DOTPTR:
            if c.n_aux[left] != c.n_aux[right]:
                return False
        elif kind == K.CONV:
            type_kind = c.t_kind[c.n_type[left]] if c.n_type[left] >= 0 else 0
            if not K.T_INT <= type_kind <= K.T_COMPLEX128 and type_kind != K.T_BOOL:
                return False
        elif kind == K.INDEX or kind == K.INDEXMAP or kind in _ARITHMETIC:
            if not same_safe_expr(c, n_end[left + 1], n_end[right + 1]):
                return False
        elif kind == K.LITERAL:
            a, b = c.n_aux[left], c.n_aux[right]
            return a == b or (c.c_kind[a] == c.c_kind[b] and c.strings[c.c_text[a]] == c.strings[c.c_text[b]])
        elif kind == K.NIL:
            return True
        elif kind != K.DEREF and kind not in _UNARY:
            return False
        left += 1
        right += 1


def _same_type(a: int, b: int) -> bool:
    # The front end gives identical types one id.
    return a == b or a < 0 or b < 0


def is_reflect_header_data(c: Columns, node: int) -> bool:
    """Whether ``node`` is the Data field of a ``reflect.SliceHeader`` or ``StringHeader``."""
    if c.strings[c.n_aux[node]] != "Data":
        return False
    type_id = c.n_type[node]
    if type_id < 0 or c.t_kind[type_id] != K.T_UINTPTR:
        return False
    holder = c.n_type[node + 1]
    if holder >= 0 and c.n_kind[node] == K.DOTPTR:
        holder = c.t_elem[holder]
    if holder < 0 or c.t_sym[holder] < 0:
        return False
    return c.strings[c.t_sym[holder]] in ("reflect.SliceHeader", "reflect.StringHeader")


def is_zero(c: Columns, node: int) -> bool:
    """Whether ``node`` is the zero value of its type, written out."""
    kind = c.n_kind[node]
    if kind == K.NIL or kind == K.NONE:
        return True
    if kind == K.LITERAL:
        text = c.strings[c.c_text[c.n_aux[node]]]
        const = c.c_kind[c.n_aux[node]]
        if const == K.C_STRING:
            return text == ""
        if const == K.C_BOOL:
            return text == "false"
        return not text.strip("0.+-ie ()")
    if kind == K.ARRAYLIT:
        return all(is_zero(c, c.n_end[e + 1] if c.n_kind[e] == K.KEY else e) for e in c.children(node))
    if kind == K.STRUCTLIT:
        return all(is_zero(c, e + 1) for e in c.children(node))
    return False
