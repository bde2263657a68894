"""Views over columns, for readers outside of the inner loops: a package, its functions, nodes, types and objects.

A view is a pair of columns and index.  It is made when asked for and may be thrown away; two views of the same thing are equal.
"""

from __future__ import annotations

from collections.abc import Iterator

from goloupe.syntax import kinds as K
from goloupe.syntax.columns import Columns
from goloupe.syntax.format import Formatter

_COLUMN_BITS = 12


class _View:
    __slots__ = ("columns", "id")

    def __init__(self, columns: Columns, index: int) -> None:
        self.columns = columns
        self.id = index

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and isinstance(other, _View) and other.columns is self.columns and other.id == self.id

    def __hash__(self) -> int:
        return hash((type(self).__name__, self.id))


class Field:
    """A field of a struct, or a parameter of a signature."""

    __slots__ = ("embedded", "name", "offset", "type")

    def __init__(self, name: str, type_: Type, offset: int, embedded: bool) -> None:
        self.name = name
        self.type = type_
        self.offset = offset
        self.embedded = embedded


class Type(_View):
    """A Go type."""

    __slots__ = ()

    def __str__(self) -> str:
        return self.columns.type_text(self.id)

    @property
    def kind(self) -> int:
        """One of the ``T_`` constants of ``kinds``."""
        return self.columns.t_kind[self.id]

    @property
    def size(self) -> int:
        """Bytes."""
        return self.columns.t_size[self.id]

    @property
    def align(self) -> int:
        """Bytes."""
        return self.columns.t_align[self.id]

    @property
    def pointer_words(self) -> int:
        """Words from the start of a value that the collector has to scan."""
        return self.columns.t_ptrdata[self.id] // 8

    @property
    def has_pointers(self) -> bool:
        """Whether a value holds pointers."""
        return bool(self.columns.t_flags[self.id] & K.TF_HASPTR)

    @property
    def elem(self) -> Type | None:
        """What a pointer, slice, array, map or channel holds."""
        elem = self.columns.t_elem[self.id]
        return Type(self.columns, elem) if elem >= 0 else None

    @property
    def key(self) -> Type | None:
        """A map's key."""
        return Type(self.columns, self.columns.t_key[self.id]) if self.kind == K.T_MAP else None

    @property
    def fields(self) -> list[Field]:
        """Fields of a struct or tuple, or receiver, parameters and results of a signature."""
        c = self.columns
        start = c.t_fields[self.id]
        return [
            Field(c.strings[c.f_name[i]] if c.f_name[i] >= 0 else "", Type(c, c.f_type[i]), c.f_offset[i], bool(c.f_flags[i] & 1))
            for i in range(start, start + c.t_nfields[self.id])
        ]


class Object(_View):
    """A variable or a function."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """The name, as the compiler prints it."""
        return self.columns.strings[self.columns.o_name[self.id]]

    @property
    def kind(self) -> int:
        """One of the ``CLASS_`` constants of ``kinds``."""
        return self.columns.o_class[self.id]

    @property
    def type(self) -> Type:
        """Its type."""
        return Type(self.columns, self.columns.o_type[self.id])

    @property
    def key(self) -> str:
        """Link key of a function or package variable."""
        key = self.columns.o_key[self.id]
        return self.columns.strings[key] if key >= 0 else ""

    @property
    def position(self) -> tuple[str, int, int]:
        """File, line, column."""
        c = self.columns
        return _position(c, c.o_file[self.id], c.o_pos[self.id])


class Node(_View):
    """A statement or an expression."""

    __slots__ = ()

    def __str__(self) -> str:
        return Formatter(self.columns).text(self.id)

    @property
    def kind(self) -> int:
        """One of the node kinds of ``kinds``."""
        return self.columns.n_kind[self.id]

    @property
    def kind_name(self) -> str:
        """The same, as a word."""
        return K.KIND_NAMES[self.kind]

    @property
    def type(self) -> Type | None:
        """Type of an expression."""
        type_id = self.columns.n_type[self.id]
        return Type(self.columns, type_id) if type_id >= 0 else None

    @property
    def position(self) -> tuple[str, int, int]:
        """File, line, column; line 0 if there is none."""
        c = self.columns
        return _position(c, c.n_file[self.id], c.n_pos[self.id])

    @property
    def children(self) -> list[Node]:
        """Operands and parts, in the order that the schema gives for the kind."""
        return [Node(self.columns, child) for child in self.columns.children(self.id)]

    def walk(self) -> Iterator[Node]:
        """This node and everything below it, parents first."""
        for index in range(self.id, self.columns.n_end[self.id]):
            yield Node(self.columns, index)


class Func(_View):
    """A function, method, closure or instance."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """The name, as the compiler prints it."""
        return self.columns.strings[self.columns.fn_name[self.id]]

    @property
    def key(self) -> str:
        """Link key, unique in the program."""
        return self.columns.key(self.id)

    @property
    def position(self) -> tuple[str, int, int]:
        """File, line, column."""
        c = self.columns
        return _position(c, c.fn_file[self.id], c.fn_pos[self.id])

    @property
    def body(self) -> Node | None:
        """The FUNCBODY node; None if the body is elsewhere."""
        node = self.columns.fn_node[self.id]
        return Node(self.columns, node) if node >= 0 else None

    @property
    def parent(self) -> Func | None:
        """The function that a closure stands in."""
        parent = self.columns.fn_parent[self.id]
        return Func(self.columns, parent) if parent >= 0 else None

    @property
    def params(self) -> list[Object]:
        """Parameters, receiver first."""
        c = self.columns
        start = c.fn_params[self.id]
        return [Object(c, obj) for obj in c.fn_plist[start : start + c.fn_nrecvparams[self.id]]]

    @property
    def results(self) -> list[Object]:
        """Results."""
        c = self.columns
        start = c.fn_params[self.id] + c.fn_nrecvparams[self.id]
        return [Object(c, obj) for obj in c.fn_plist[start : start + c.fn_nresults[self.id]]]

    def has_flag(self, flag: int) -> bool:
        """Whether one of the ``FN_`` flags of ``kinds`` is set."""
        return bool(self.columns.fn_flags[self.id] & flag)


class Package:
    """A package."""

    __slots__ = ("columns",)

    def __init__(self, columns: Columns) -> None:
        self.columns = columns

    @property
    def path(self) -> str:
        """Import path."""
        return self.columns.path

    @property
    def functions(self) -> list[Func]:
        """All functions, closures included."""
        return [Func(self.columns, fn) for fn in range(len(self.columns.fn_node))]

    def function(self, key: str) -> Func | None:
        """The function with a link key."""
        return next((f for f in self.functions if f.key == key), None)


def _position(c: Columns, file: int, packed: int) -> tuple[str, int, int]:
    if packed == 0 or file < 0:
        return "", 0, 0
    return c.files[file], packed >> _COLUMN_BITS, packed & ((1 << _COLUMN_BITS) - 1)
