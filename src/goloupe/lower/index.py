"""From columns to what the linker needs to know of a package."""

from __future__ import annotations

from collections.abc import Iterator

from goloupe.lower.base import ARRAY, CHAN, FUNC, MAP, REFLECT_KIND, STRUCT
from goloupe.lower.function import Lowerer
from goloupe.lower.unit import FieldRow, Index, MethodRow, TypeRow

VARIABLE = 3
"""Class of the objects that are package variables."""
T_VARIADIC = 64


def index_of(lowerer: Lowerer) -> Index:
    """What a package offers."""
    c = lowerer.c
    strings = c.strings
    declared = [fn for fn in c.funcs_order if c.fn_parent[fn] < 0]
    variables: dict[str, str] = {}
    for obj, klass in enumerate(c.o_class):
        if klass == VARIABLE and c.o_type[obj] >= 0:
            variables.setdefault(strings[c.o_key[obj]], lowerer.link[c.o_type[obj]])
    return Index(
        {key: c.fn_node[fn] >= 0 for key, fn in lowerer.by_key.items() if c.fn_parent[fn] < 0},
        tuple((strings[c.fn_name[fn]], strings[c.fn_key[fn]]) for fn in declared),
        variables,
        {link: c.t_nmeths[t] for link, t in rows_of(lowerer).items()},
    )


def rows_of(lowerer: Lowerer) -> dict[str, int]:
    """The ids of a package's types by their link texts: of those that have the same, the one whose methods are known."""
    methods = lowerer.c.t_nmeths
    out: dict[str, int] = {}
    for t, link in enumerate(lowerer.link):
        known = out.setdefault(link, t)
        if methods[t] > methods[known]:
            out[link] = t
    return out


def fields_of(lowerer: Lowerer) -> Iterator[tuple[str, bool]]:
    """The fields of all struct types that a package mentions: name, and whether it is a struct or an array itself."""
    c = lowerer.c
    for t, kind in enumerate(c.t_kind):
        if kind == STRUCT:
            for i in range(c.t_fields[t], c.t_fields[t] + c.t_nfields[t]):
                yield c.strings[c.f_name[i]], c.t_kind[c.f_type[i]] in (STRUCT, ARRAY)


def row_of(lowerer: Lowerer, t: int) -> TypeRow:
    """One type."""
    c = lowerer.c
    strings, link = c.strings, lowerer.link
    kind = c.t_kind[t]
    named = c.t_pkg[t] >= 0
    fields: tuple[FieldRow, ...] = ()
    ins: tuple[str, ...] = ()
    outs: tuple[str, ...] = ()
    if kind == FUNC:
        start = c.t_fields[t] + c.t_nrecv[t]
        middle = start + c.t_nparams[t]
        ins = tuple([link[c.f_type[i]] for i in range(start, middle)])
        outs = tuple([link[c.f_type[i]] for i in range(middle, middle + c.t_nresults[t])])
    else:
        fields = tuple(
            [
                FieldRow(strings[c.f_name[i]], link[c.f_type[i]], strings[c.f_pkg[i]], strings[c.f_tag[i]], bool(c.f_flags[i] & 1))
                for i in range(c.t_fields[t], c.t_fields[t] + c.t_nfields[t])
            ]
        )
    methods = tuple(
        [
            MethodRow(
                strings[c.m_name[row]],
                strings[c.m_pkg[row]],
                link[c.m_type[row]],
                strings[c.m_key[row]] if c.m_key[row] >= 0 else "",
                c.m_flags[row],
                tuple(c.m_pathv[c.m_path[row] : c.m_path[row] + c.m_npath[row]]),
            )
            for row in range(c.t_meths[t], c.t_meths[t] + c.t_nmeths[t])
        ]
    )
    return TypeRow(
        REFLECT_KIND[kind],
        strings[c.t_name[t]] if named else "",
        strings[c.t_pkg[t]] if named else None,
        strings[c.t_rstr[t]] if named else "",
        link[c.t_elem[t]] if c.t_elem[t] >= 0 else "",
        link[c.t_key[t]] if kind == MAP else "",
        c.t_len[t] if kind == ARRAY else 0,
        c.t_key[t] if kind == CHAN else 0,
        bool(c.t_flags[t] & T_VARIADIC),
        fields,
        ins,
        outs,
        methods,
    )
