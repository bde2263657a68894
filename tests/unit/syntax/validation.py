"""Whether columns can be what the front end wrote."""

from __future__ import annotations

from collections.abc import Sequence

from goloupe.syntax import kinds
from goloupe.syntax.columns import Columns, CorruptColumns


def validate(columns: Columns) -> None:
    """Check that every index of every column points into its table and that subtrees nest."""
    nodes, types, objects, funcs = len(columns.n_kind), len(columns.t_kind), len(columns.o_class), len(columns.fn_node)
    strings, consts = len(columns.strings), len(columns.c_kind)

    def inside(name: str, limit: int, low: int = 0) -> None:
        column: Sequence[int] = getattr(columns, name)
        if len(column) and (min(column) < low or max(column) >= limit):
            bad = next(i for i, v in enumerate(column) if not low <= v < limit)
            raise CorruptColumns(columns.where, f"{name}[{bad}] = {column[bad]} is outside of its table ({limit} rows)")

    inside("n_kind", len(kinds.KIND_NAMES))
    inside("n_type", types, -1)
    inside("n_file", max(len(columns.files), 1), -1)
    inside("n_end", nodes + 1, 1)
    for name, limit, low in (
        ("t_elem", types, -1),
        ("t_key", max(types, 4), -1),
        ("t_str", strings, -1),
        ("t_sym", strings, -1),
        ("f_name", strings, -1),
        ("f_type", types, -1),
        ("o_name", strings, -1),
        ("o_type", types, -1),
        ("o_class", kinds.CLASS_FUNC + 1, 0),
        ("o_fn", funcs, -1),
        ("o_key", strings, -1),
        ("o_def", nodes, -1),
        ("o_single", nodes, -1),
        ("c_text", strings, -1),
        ("c_show", strings, -1),
        ("fn_name", strings, 0),
        ("fn_key", strings, 0),
        ("fn_obj", objects, -1),
        ("fn_type", types, -1),
        ("fn_node", nodes, -1),
        ("fn_parent", funcs, -1),
        ("fn_plist", objects, -1),
        ("fn_dcl_list", objects, -1),
    ):
        inside(name, limit, low)
    for fn in columns.funcs_order:
        if not 0 <= fn < funcs:
            raise CorruptColumns(columns.where, f"funcs_order names function {fn} of {funcs}")
    for fn in range(funcs):
        for start, count, table in (
            (columns.fn_params[fn], columns.fn_nparams[fn], columns.fn_plist),
            (columns.fn_dcl[fn], columns.fn_ndcl[fn], columns.fn_dcl_list),
        ):
            if count < 0 or (count and not 0 <= start <= len(table) - count):
                raise CorruptColumns(columns.where, f"function {fn} has parameters or locals outside of their table")
    if len(columns.fa) % 3 or len(columns.ms) % 4:
        raise CorruptColumns(columns.where, "a list section has a cut-off row")
    open_ends: list[int] = []
    kind, end, aux = columns.n_kind, columns.n_end, columns.n_aux
    limits = {kinds.NAME: objects, kinds.CLOSUREVAR: objects, kinds.DCL: objects, kinds.LITERAL: consts, kinds.CLOSURE: funcs}
    for node in range(nodes):
        while open_ends and open_ends[-1] <= node:
            open_ends.pop()
        if end[node] <= node or (open_ends and end[node] > open_ends[-1]):
            raise CorruptColumns(columns.where, f"node {node} ends at {end[node]}, which does not nest")
        open_ends.append(end[node])
        rows = limits.get(kind[node])
        if rows is not None and not 0 <= aux[node] < rows:
            raise CorruptColumns(columns.where, f"{kinds.KIND_NAMES[kind[node]]} node {node} refers to row {aux[node]} of {rows}")
