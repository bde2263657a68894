"""Sizes of what has no type of its own in the columns: closures and composite literals."""

from __future__ import annotations

from collections.abc import Callable

from goloupe.syntax import kinds as K
from goloupe.syntax.columns import Columns

WORD = 8


def closure_size(c: Columns, node: int, by_value: Callable[[int], bool] | None) -> int:
    """Bytes of the record behind the func value of CLOSURE ``node``: the code pointer and one field per captured variable.

    ``by_value`` says of an object whether its value is copied in; without it every variable counts as a reference.
    The compiler puts small fields after large ones' alignment, largest alignment first.
    """
    fields: list[tuple[int, int]] = []
    for child in c.children(node):
        obj = c.n_aux[child]
        type_id = c.o_type[obj]
        if by_value is not None and type_id >= 0 and by_value(obj):
            fields.append((c.t_align[type_id], c.t_size[type_id]))
        else:
            fields.append((WORD, WORD))
    fields.sort(key=lambda f: -f[0])
    offset = WORD
    for align, size in fields:
        align = max(align, 1)
        offset = (offset + align - 1) // align * align + size
    return (offset + WORD - 1) // WORD * WORD


def pointer_shaped(c: Columns, type_id: int, by_layout: bool) -> bool:
    """Whether an interface holds a value of the type itself and not a pointer to a copy.

    The columns say so by the rule of Go 1.26, one word that is a pointer; ``by_layout=False`` asks by the older one, under which a
    struct must have exactly one field, and an array one element, that is pointer-shaped.
    """
    if not c.t_flags[type_id] & K.TF_DIRECTIFACE:
        return False
    while not by_layout:
        kind = c.t_kind[type_id]
        if kind == K.T_STRUCT:
            if c.t_nfields[type_id] != 1:
                return False
            type_id = c.f_type[c.t_fields[type_id]]
        elif kind == K.T_ARRAY:
            if c.t_len[type_id] != 1:
                return False
            type_id = c.t_elem[type_id]
        else:
            break
    return True


def literal_length(c: Columns, node: int) -> int:
    """Number of elements of an array or slice literal, whose keys may leave gaps."""
    index = 0
    longest = 0
    for child in c.children(node):
        if c.n_kind[child] == K.KEY and c.n_kind[child + 1] == K.LITERAL:
            text = c.strings[c.c_text[c.n_aux[child + 1]]]
            index = int(text) if text.lstrip("-").isdigit() else index
        index += 1
        longest = max(longest, index)
    return longest
