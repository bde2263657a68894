"""Positions of nodes, objects and functions, as the compiler prints them."""

from __future__ import annotations

from goloupe.escape.results import NO_POS, Pos
from goloupe.syntax.columns import Columns

_COLUMN_BITS = 12
_COLUMN_MASK = (1 << _COLUMN_BITS) - 1


def node_pos(c: Columns, node: int) -> Pos:
    """Where ``node`` is."""
    packed = c.n_pos[node]
    if packed == 0 or c.n_file[node] < 0:
        return NO_POS
    return Pos(c.shown_files[c.n_file[node]], packed >> _COLUMN_BITS, packed & _COLUMN_MASK)


def object_pos(c: Columns, obj: int) -> Pos:
    """Where ``obj`` is declared."""
    packed = c.o_pos[obj]
    if packed == 0 or c.o_file[obj] < 0:
        return NO_POS
    return Pos(c.shown_files[c.o_file[obj]], packed >> _COLUMN_BITS, packed & _COLUMN_MASK)


def function_pos(c: Columns, fn: int) -> Pos:
    """Where function ``fn`` is declared."""
    packed = c.fn_pos[fn]
    if packed == 0 or c.fn_file[fn] < 0:
        return NO_POS
    return Pos(c.shown_files[c.fn_file[fn]], packed >> _COLUMN_BITS, packed & _COLUMN_MASK)
