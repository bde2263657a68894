"""Structs that need not be objects: a local struct of which only fields are used is kept as one Python local per field.

Assigning a struct copies it, and a copy costs more than most of what is then done with it: ``for _, r := range table`` and
``p := points[i]`` are mostly written to read a field or two.  If no pointer and no closure can reach the variable, and it is never used
as a whole, nobody can tell whether it exists.  So only the fields that the function names are read from what is assigned, and they
become locals.
"""

from __future__ import annotations

from collections.abc import Iterable

from goloupe.lower.base import O_ADDRTAKEN, O_BLANK, STRUCT, Context
from goloupe.syntax import kinds as K

_SETS = frozenset((K.AS2, K.AS2FUNC, K.AS2MAPR, K.AS2DOTTYPE, K.AS2RECV, K.SELRECV2))


def find_parts(ctx: Context, bodies: Iterable[int], candidates: set[int]) -> dict[int, dict[str, int]]:
    """Local structs that can be kept in parts, with the fields that are used and their types."""
    c = ctx.c
    n_kind, n_aux, n_end = c.n_kind, c.n_aux, c.n_end
    wanted = {
        obj
        for obj in candidates
        if c.o_type[obj] >= 0
        and c.t_kind[c.o_type[obj]] == STRUCT
        and not c.o_flags[obj] & (O_ADDRTAKEN | O_BLANK)
        and obj not in ctx.shared
        and obj not in ctx.boxed
    }
    fields: dict[int, dict[str, int]] = {}
    for body in bodies:
        if not wanted:
            break
        fine: set[int] = set()
        for node in range(body, n_end[body]):
            kind = n_kind[node]
            if kind == K.NAME:
                if n_aux[node] in wanted and node not in fine:
                    wanted.discard(n_aux[node])
            elif kind == K.DOT:
                base = node + 1
                if n_kind[base] == K.NAME and n_aux[base] in wanted:
                    fine.add(base)
                    fields.setdefault(n_aux[base], {})[c.strings[n_aux[node]]] = c.n_type[node]
            elif kind == K.AS:
                fine.add(node + 1)
            elif kind in _SETS:
                fine.update(c.children(node)[: n_aux[node]])
            elif kind == K.RANGE:
                fine.update(c.children(node)[:2])
    return {obj: fields[obj] for obj in wanted if obj in fields}
