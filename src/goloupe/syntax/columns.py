"""Reading a package as columns.

The front end writes one ``.glc`` file per package: a JSON header and then parallel little-endian integer
arrays, the nodes of all functions in preorder.  Nothing here recurses and nothing is built per node, so a tree that is
a thousand levels deep costs no more than a flat one.

Columns that the analyses read in their inner loops become lists (indexing a list is the fastest thing Python can
do); the rest stay ``array`` objects.  The constructor checks the container, the section table and that every column
of a table has the same length; that every index is inside of its table is what tests check of all that they load.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

MAGIC: Final = b"GLC1"
SCHEMA: Final = 1


class CorruptColumns(Exception):
    """A column file is damaged or from another version; delete it and let the front end write it again."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.where = where
        self.what = what


# Section -> array type code.  Widths that the schema leaves open are taken from the file.
_NODE_SECTIONS: Final = ("n_kind", "n_pos", "n_file", "n_type", "n_aux", "n_aux2", "n_flags", "n_end")
_TYPE_SECTIONS: Final = (
    "t_kind",
    "t_size",
    "t_align",
    "t_flags",
    "t_elem",
    "t_key",
    "t_len",
    "t_str",
    "t_fields",
    "t_nfields",
    "t_nrecv",
    "t_nparams",
    "t_nresults",
    "t_sym",
    "t_ptrdata",
)
_FIELD_SECTIONS: Final = ("f_name", "f_type", "f_offset", "f_flags")
_OBJECT_SECTIONS: Final = (
    "o_name",
    "o_class",
    "o_type",
    "o_pos",
    "o_file",
    "o_fn",
    "o_key",
    "o_flags",
    "o_def",
    "o_single",
)
_CONST_SECTIONS: Final = ("c_kind", "c_text", "c_show")
_FUNC_SECTIONS: Final = (
    "fn_name",
    "fn_key",
    "fn_obj",
    "fn_type",
    "fn_pos",
    "fn_file",
    "fn_node",
    "fn_flags",
    "fn_parent",
    "fn_params",
    "fn_nparams",
    "fn_nrecvparams",
    "fn_nresults",
    "fn_dcl",
    "fn_ndcl",
)
TABLES: Final = (_NODE_SECTIONS, _TYPE_SECTIONS, _FIELD_SECTIONS, _OBJECT_SECTIONS, _CONST_SECTIONS, _FUNC_SECTIONS)
RUN_SECTIONS: Final = (
    "t_link",
    "t_rstr",
    "t_name",
    "t_pkg",
    "t_meths",
    "t_nmeths",
    "f_tag",
    "f_pkg",
    "m_name",
    "m_pkg",
    "m_type",
    "m_key",
    "m_flags",
    "m_path",
    "m_npath",
    "m_pathv",
)
"""What only columns written for running have: names across packages, tags, method sets."""
LOOSE: Final = ("fn_plist", "fn_dcl_list", "fa", "ms", *RUN_SECTIONS)

_UNSIGNED: Final = frozenset(
    ("n_kind", "n_pos", "t_kind", "t_align", "t_nrecv", "t_nparams", "t_nresults", "o_class", "o_pos", "c_kind", "fn_pos")
)
_SIGNED_CODE: Final = {1: "b", 2: "h", 4: "i", 8: "q"}
_UNSIGNED_CODE: Final = {1: "B", 2: "H", 4: "I", 8: "Q"}


class Columns:
    """One decoded package.  Attributes are named as in the schema; everything is indexed by id."""

    __slots__ = (
        "c_kind",
        "c_show",
        "c_text",
        "f_flags",
        "f_name",
        "f_offset",
        "f_pkg",
        "f_tag",
        "f_type",
        "fa",
        "files",
        "fn_dcl",
        "fn_dcl_list",
        "fn_file",
        "fn_flags",
        "fn_key",
        "fn_name",
        "fn_ndcl",
        "fn_node",
        "fn_nparams",
        "fn_nrecvparams",
        "fn_nresults",
        "fn_obj",
        "fn_params",
        "fn_parent",
        "fn_plist",
        "fn_pos",
        "fn_type",
        "funcs_order",
        "header",
        "kind_bytes",
        "m_flags",
        "m_key",
        "m_name",
        "m_npath",
        "m_path",
        "m_pathv",
        "m_pkg",
        "m_type",
        "ms",
        "n_aux",
        "n_aux2",
        "n_end",
        "n_file",
        "n_flags",
        "n_kind",
        "n_pos",
        "n_type",
        "name",
        "o_class",
        "o_def",
        "o_file",
        "o_flags",
        "o_fn",
        "o_key",
        "o_name",
        "o_pos",
        "o_single",
        "o_type",
        "path",
        "shown_files",
        "strings",
        "t_align",
        "t_elem",
        "t_fields",
        "t_flags",
        "t_key",
        "t_kind",
        "t_len",
        "t_link",
        "t_meths",
        "t_name",
        "t_nfields",
        "t_nmeths",
        "t_nparams",
        "t_nrecv",
        "t_nresults",
        "t_pkg",
        "t_ptrdata",
        "t_rstr",
        "t_size",
        "t_str",
        "t_sym",
        "where",
    )

    header: dict[str, Any]
    path: str
    name: str
    where: str
    files: list[str]
    shown_files: list[str]
    funcs_order: list[int]
    strings: list[str]
    kind_bytes: bytes

    n_kind: list[int]
    n_pos: Sequence[int]
    n_file: Sequence[int]
    n_type: list[int]
    n_aux: list[int]
    n_aux2: Sequence[int]
    n_flags: list[int]
    n_end: list[int]

    t_kind: list[int]
    t_size: list[int]
    t_align: list[int]
    t_flags: list[int]
    t_elem: list[int]
    t_key: Sequence[int]
    t_len: Sequence[int]
    t_str: Sequence[int]
    t_fields: Sequence[int]
    t_nfields: Sequence[int]
    t_nrecv: Sequence[int]
    t_nparams: Sequence[int]
    t_nresults: Sequence[int]
    t_sym: Sequence[int]
    t_ptrdata: Sequence[int]

    f_name: Sequence[int]
    f_type: Sequence[int]
    f_offset: Sequence[int]
    f_flags: Sequence[int]

    o_name: Sequence[int]
    o_class: list[int]
    o_type: list[int]
    o_pos: Sequence[int]
    o_file: Sequence[int]
    o_fn: list[int]
    o_key: Sequence[int]
    o_flags: list[int]
    o_def: list[int]
    o_single: list[int]

    c_kind: Sequence[int]
    c_text: Sequence[int]
    c_show: Sequence[int]

    fn_name: Sequence[int]
    fn_key: Sequence[int]
    fn_obj: Sequence[int]
    fn_type: Sequence[int]
    fn_pos: Sequence[int]
    fn_file: Sequence[int]
    fn_node: list[int]
    fn_flags: list[int]
    fn_parent: list[int]
    fn_params: Sequence[int]
    fn_nparams: Sequence[int]
    fn_nrecvparams: Sequence[int]
    fn_nresults: Sequence[int]
    fn_dcl: Sequence[int]
    fn_ndcl: Sequence[int]

    fn_plist: Sequence[int]
    fn_dcl_list: Sequence[int]
    fa: Sequence[int]
    """Assignments of function variables: object, AS node, right side (-1: zero) and so on."""
    ms: Sequence[int]
    """Methods of concrete types: type, name, FUNC object, path string (-1: none) and so on."""
    t_link: Sequence[int]
    t_rstr: Sequence[int]
    t_name: Sequence[int]
    t_pkg: Sequence[int]
    t_meths: Sequence[int]
    t_nmeths: Sequence[int]
    f_tag: Sequence[int]
    f_pkg: Sequence[int]
    m_name: Sequence[int]
    m_pkg: Sequence[int]
    m_type: Sequence[int]
    m_key: Sequence[int]
    m_flags: Sequence[int]
    m_path: Sequence[int]
    m_npath: Sequence[int]
    m_pathv: Sequence[int]

    def __init__(self, data: bytes | bytearray | memoryview, where: str = "<columns>") -> None:
        self.where = where
        view = memoryview(data)
        if len(view) < 8 or bytes(view[:4]) != MAGIC:
            raise CorruptColumns(where, "not a column file")
        size = int.from_bytes(view[4:8], "little")
        if 8 + size > len(view):
            raise CorruptColumns(where, "the header is cut off")
        try:
            header = json.loads(bytes(view[8 : 8 + size]))
        except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as err:
            raise CorruptColumns(where, f"the header is not JSON ({err})") from err
        if not isinstance(header, dict) or not isinstance(header.get("sections"), dict):
            raise CorruptColumns(where, "the header has no section table")
        if header.get("schema") != SCHEMA:
            raise CorruptColumns(where, f"schema {header.get('schema')!r} where {SCHEMA} is needed")
        self.header = header
        self.path = _text(header, "path", where)
        self.name = str(header.get("name", ""))
        self.files = _texts(header, "files", where)
        self.shown_files = _texts(header, "filenames_gc", where) if "filenames_gc" in header else self.files
        if len(self.shown_files) != len(self.files):
            raise CorruptColumns(where, "files and filenames_gc differ in length")
        order = header.get("funcs_order", [])
        if not isinstance(order, list) or not all(type(f) is int for f in order):
            raise CorruptColumns(where, "funcs_order is not a list of numbers")
        self.funcs_order = order

        for table in TABLES:
            length = -1
            for name in table:
                column = self._section(view, name)
                if length < 0:
                    length = len(column)
                elif len(column) != length:
                    raise CorruptColumns(where, f"column {name} has {len(column)} rows where {table[0]} has {length}")
                setattr(self, name, column.tolist() if name in _AS_LIST else column)
        for name in LOOSE:
            setattr(self, name, self._section(view, name, optional=True))
        self.kind_bytes = bytes(self.n_kind)
        self._decode_strings(view)

    def _section(self, view: memoryview, name: str, optional: bool = False) -> array[int]:
        entry = self.header["sections"].get(name)
        if entry is None:
            if optional:
                return array("i")
            raise CorruptColumns(self.where, f"section {name} is missing")
        try:
            offset, count, width = entry
            code = (_UNSIGNED_CODE if name in _UNSIGNED else _SIGNED_CODE)[width]
        except (TypeError, ValueError, KeyError) as err:
            raise CorruptColumns(self.where, f"section {name} has a bad entry {entry!r}") from err
        end = offset + count * width
        if offset < 8 or count < 0 or end > len(view):
            raise CorruptColumns(self.where, f"section {name} lies outside of the file")
        column: array[int] = array(code)
        column.frombytes(view[offset:end])
        if sys.byteorder == "big":
            column.byteswap()
        return column

    def _decode_strings(self, view: memoryview) -> None:
        offsets = self._section(view, "str_off")
        entry = self.header["sections"].get("str_data")
        if entry is None or entry[0] < 8 or entry[0] + entry[1] * entry[2] > len(view):
            raise CorruptColumns(self.where, "section str_data is missing or lies outside of the file")
        data = bytes(view[entry[0] : entry[0] + entry[1] * entry[2]])
        bounds = offsets.tolist()
        if not bounds or bounds[0] != 0 or bounds[-1] != len(data) or bounds != sorted(bounds):
            raise CorruptColumns(self.where, "the string table is not in order")
        if data.isascii():
            text = data.decode("ascii")
            self.strings = [text[a:b] for a, b in pairwise(bounds)]
        else:
            self.strings = [data[a:b].decode("utf-8", "surrogateescape") for a, b in pairwise(bounds)]

    @classmethod
    def load(cls, path: str | Path) -> Columns:
        """Read the file at ``path``."""
        return cls(Path(path).read_bytes(), str(path))

    # Small conveniences for readers outside of the hot loops.

    def children(self, node: int) -> list[int]:
        """Indices of the children of ``node``."""
        out = []
        end = self.n_end[node]
        child = node + 1
        while child < end:
            out.append(child)
            child = self.n_end[child]
        return out

    def key(self, fn: int) -> str:
        """Link key of function ``fn``."""
        return self.strings[self.fn_key[fn]]

    def type_text(self, type_id: int) -> str:
        """Type as the compiler prints it."""
        return self.strings[self.t_str[type_id]] if type_id >= 0 else "<nil>"


_AS_LIST: Final = frozenset(
    (
        "n_kind",
        "n_type",
        "n_aux",
        "n_flags",
        "n_end",
        "t_kind",
        "t_size",
        "t_align",
        "t_flags",
        "t_elem",
        "o_class",
        "o_type",
        "o_fn",
        "o_flags",
        "o_def",
        "o_single",
        "fn_node",
        "fn_flags",
        "fn_parent",
    )
)


def _text(header: dict[str, Any], name: str, where: str) -> str:
    value = header.get(name)
    if not isinstance(value, str):
        raise CorruptColumns(where, f"the header has no {name}")
    return value


def _texts(header: dict[str, Any], name: str, where: str) -> list[str]:
    value = header.get(name)
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise CorruptColumns(where, f"the header has no list of {name}")
    return value
