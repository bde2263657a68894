"""Python names for Go's functions, variables and types.

Generated code is meant to be read: ``strings.(*Builder).String`` becomes ``strings·Builder·String``.  Every name of a program lives
in one Python namespace, so names must differ when keys do; where the readable form cannot hold a key, a short hash of the
key follows.
"""

from __future__ import annotations

import builtins
import hashlib
import keyword
import re
from functools import lru_cache
from typing import Final

from goloupe.runtime.stack import RENAMED

_PLAIN = re.compile(r"[^0-9A-Za-z_\u00b7]+")
_OPERATIONS = """
Box Defers ElemRef FieldRef G GlobalRef GoMap GoMap32 GoMapPtr GoMapSmall GoMapStr Iface KeyedMap NIL_MAP NIL_SLICE
Slice append1 append_slice
append_string appendn array_slice assert_iface assert_iface2 assert_type assert_type2 bits32 bits64
bytes_to_string c64 cdiv channel_range clear_slice cmul copy_slice copy_string countdown counting element_of f32 fdiv filled fmax fmin
from_bits32 from_bits64 iface_eq iface_method iface_method_expr implements index int2ptr int_to_f32 make_map
make_slice make_slice_checked map_of partial ptr2int quo rem rt rune_to_string runes_to_string shl slice3
slice_hi slice_lo slice_lohi slice_range slice_to_array slice_to_array_ptr spins str_hi str_lo str_lohi string_range
string_to_bytes string_to_runes to_i16 to_i32 to_i64 to_i8 to_u16 to_u32 to_u64 to_u8 unsafe_add unsafe_slice
turns unsafe_slice_at unsafe_slice_data unsafe_string unsafe_string_data unsupported upto view_as view_at view_of whole_of wrap64
"""
OPERATIONS: Final = frozenset(_OPERATIONS.split())
"""What generated code calls that is not of the program: operations of the machine."""

_RESERVED = OPERATIONS | frozenset((*keyword.kwlist, *keyword.softkwlist, *dir(builtins), "self"))


def short_hash(text: str) -> str:
    """Eight hexadecimal digits that stand for ``text``."""
    return hashlib.blake2b(text.encode("utf-8", "surrogateescape"), digest_size=4).hexdigest()


@lru_cache(maxsize=4096)
def _readable(key: str) -> str:
    name = key.replace("(*", "").replace(")", "").replace("/", "_").replace(".", "\u00b7")
    if len(name) <= 70 and not _PLAIN.search(name):
        return name
    name = _PLAIN.sub("_", name)[:48].strip("_")
    return f"{name}_{short_hash(key)}"


def function_name(key: str) -> str:
    """Name of the function with link key ``key``."""
    return "F\u00b7" + _readable(key) if "\u00b7" not in _readable(key) else _readable(key)


VARIABLE: Final = "V\u00b7"
"""What the names of package variables begin with."""


def variable_name(key: str) -> str:
    """Name of the package variable with link key ``key``."""
    return VARIABLE + _readable(key)


def type_name(link: str) -> str:
    """Name of the descriptor of the type whose link text is ``link``."""
    name = link.replace("/", "_").replace(".", "\u00b7")
    if len(name) <= 60 and not _PLAIN.search(name):
        return "T\u00b7" + name
    return f"T\u00b7{_PLAIN.sub('_', name)[:32].strip('_')}_{short_hash(link)}"


def class_name(link: str) -> str:
    """Name of the Python class of a struct type."""
    return "C" + type_name(link)[1:]


class LocalNames:
    """Gives each local variable of a function and its closures a Python name of its own."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._names: dict[int, str] = {}
        self._parts: dict[tuple[int, str], str] = {}

    def of(self, obj: int, go_name: str) -> str:
        """Name of variable ``obj``, which is called ``go_name`` in Go."""
        name = self._names.get(obj)
        if name is None:
            base = _PLAIN.sub("_", go_name.rsplit(".", 1)[-1] if not go_name.startswith(".") else go_name[1:]) or "_"
            if base in _RESERVED:
                base += RENAMED
            elif base.startswith("__") or base == "_":
                base += "_"
            name = base
            serial = 1
            while name in self._taken:
                serial += 1
                name = f"{base}_{serial}"
            self._taken.add(name)
            self._names[obj] = name
        return name

    def of_part(self, obj: int, go_name: str, field: str) -> str:
        """Name of a field of variable ``obj``, where each field is a local of its own."""
        name = self._parts.get((obj, field))
        if name is None:
            base = name = f"{self.of(obj, go_name)}_{field}"
            serial = 1
            while name in self._taken:
                serial += 1
                name = f"{base}_{serial}"
            self._taken.add(name)
            self._parts[obj, field] = name
        return name

    def fresh(self, base: str) -> str:
        """A name that no variable has."""
        serial = 1
        name = f"{base}{serial}"
        while name in self._taken:
            serial += 1
            name = f"{base}{serial}"
        self._taken.add(name)
        return name
