"""What expressions and statements share while one function is lowered: columns, names, storage classes, output."""

from __future__ import annotations

from typing import Final

from goloupe.lower.names import LocalNames, class_name, function_name, type_name, variable_name
from goloupe.syntax import kinds as K
from goloupe.syntax.columns import Columns

# Type kinds of the schema.
BOOL, INT, INT8, INT16, INT32, INT64 = 1, 2, 3, 4, 5, 6
UINT, UINT8, UINT16, UINT32, UINT64, UINTPTR = 7, 8, 9, 10, 11, 12
FLOAT32, FLOAT64, COMPLEX64, COMPLEX128, STRING, UNSAFEPTR = 13, 14, 15, 16, 17, 18
POINTER, SLICE, ARRAY, STRUCT, MAP, CHAN, FUNC, INTERFACE, NIL, UNTYPED, TUPLE, BLANK = range(19, 31)

RANGES: Final[dict[int, tuple[int, int]]] = {
    INT: (-(1 << 63), (1 << 63) - 1),
    INT8: (-128, 127),
    INT16: (-(1 << 15), (1 << 15) - 1),
    INT32: (-(1 << 31), (1 << 31) - 1),
    INT64: (-(1 << 63), (1 << 63) - 1),
    UINT: (0, (1 << 64) - 1),
    UINT8: (0, 255),
    UINT16: (0, (1 << 16) - 1),
    UINT32: (0, (1 << 32) - 1),
    UINT64: (0, (1 << 64) - 1),
    UINTPTR: (0, (1 << 64) - 1),
}
"""Values of the integer kinds, 64-bit words."""

REFLECT_KIND: Final = {
    1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7, 8: 8, 9: 9, 10: 10, 11: 11, 12: 12, 13: 13, 14: 14, 15: 15, 16: 16, 17: 24, 18: 26,
    19: 22, 20: 23, 21: 17, 22: 25, 23: 21, 24: 18, 25: 19, 26: 20, 27: 0, 28: 0, 29: 0, 30: 0,
}  # fmt: skip
"""Kind of the schema -> reflect.Kind."""

DEFER_RANGE: Final = "runtime.deferrangefunc"
"""What the compiler calls where a loop over a function starts whose body defers: it gives the deferred calls of the frame."""

DEFERS_NAME: Final = "#defers"
"""The variable that holds them."""

LVALUES: Final = frozenset((K.NAME, K.DOT, K.DOTPTR, K.INDEX, K.DEREF, K.INDEXMAP))
"""Expressions that denote a variable, whose struct or array value must be copied when it is used as a value."""

CONVERSIONS: Final = frozenset((K.CONVNOP, K.CONV))
"""Conversions that change neither bits nor meaning, and those that do."""

O_ADDRTAKEN, O_BLANK, O_UNNAMED = 2, 4, 8
GLOBAL: Final = 3
"""Class of the objects that are package variables."""


FILE_SHIFT: Final = 32

_MARK: Final = "\0"


def at_line(line: int) -> str:
    """A mark in an expression between brackets: what follows comes from another line of Go."""
    return f"{_MARK}{line}{_MARK}"


class NotLowered(Exception):
    """A construct that cannot be run; the function that holds it fails when it is called."""


class Context:
    """State for a declared function and the closures in it."""

    def __init__(self, c: Columns, link: list[str], tells: bool) -> None:
        self.c = c
        self.link = link
        """Type id -> link text."""
        self.tells = tells
        """Whether the code tells of accesses to memory."""
        self.names = LocalNames()
        self.boxed: set[int] = set()
        """Variables that live in a Box: their address is taken, or a closure shares them."""
        self.shared: set[int] = set()
        """Variables that some closure uses."""
        self.opened: set[int] = set()
        """Slices that never change and are indexed in loops: their parts are kept in locals of their own."""
        self.parts: dict[int, dict[str, int]] = {}
        """Structs that are kept as one local per field: the fields that are used, with their types."""
        self.ranges: dict[int, tuple[int, int]] = {}
        """Integer locals whose values are known to stay in a range."""
        self.written: dict[int, list[int]] = {}
        """Variables that are assigned to, with the statements that do."""
        self.named: dict[int, tuple[int, int]] = {}
        """Variables with the first and the last node that names them."""
        self.functions: dict[str, str] = {}
        self.types: dict[str, int] = {}
        self.classes: dict[str, int] = {}
        self.variables: dict[str, str] = {}
        self.many_files = False
        """A package's initialisation: its statements, and closures in them, come from several files."""
        self.pieces: list[tuple[str, int]] = []
        """Lines of source, each with the Go line it came from."""
        self.code_functions: list[tuple[str, int]] = []
        """Python function name, function id."""


class Base:
    """One function being lowered."""

    def __init__(self, ctx: Context, fn: int) -> None:
        self.ctx = ctx
        self.c = c = ctx.c
        self.fn = fn
        self.n_kind = c.n_kind
        self.n_pos = c.n_pos
        self.n_aux = c.n_aux
        self.n_type = c.n_type
        self.n_end = c.n_end
        self.n_flags = c.n_flags
        self.t_kind = c.t_kind
        self.lines: list[tuple[str, int]] = []
        self.indent = "    "
        self.go_line = 0
        self.globals_written: set[str] = set()

    # Output.

    def w(self, text: str) -> None:
        """Write one line of Python, or more if parts of it come from other lines of Go."""
        if _MARK not in text:
            self.lines.append((self.indent + text, self.go_line))
            return
        first, *rest = text.split(_MARK)
        self.lines.append((self.indent + first, self.go_line))
        for line, part in zip(rest[::2], rest[1::2], strict=True):
            self.lines.append((self.indent + part, int(line)))

    def push(self) -> None:
        """Indent what follows."""
        self.indent += " "

    def pop(self) -> None:
        """End an indentation."""
        self.indent = self.indent[:-1]

    def fresh(self, base: str = "_t") -> str:
        """A new Python local."""
        return self.ctx.names.fresh(base)

    # Types.

    def kind(self, node: int) -> int:
        """Kind of the node's type; 0 if it has none."""
        t = self.n_type[node]
        return self.t_kind[t] if t >= 0 else 0

    def elem(self, type_id: int) -> int:
        """Element type of a type."""
        return self.c.t_elem[type_id]

    def is_value_object(self, type_id: int) -> bool:
        """Structs and arrays: Python objects with Go value semantics."""
        return type_id >= 0 and self.t_kind[type_id] in (STRUCT, ARRAY)

    def type_ref(self, type_id: int) -> str:
        """Name of a type descriptor."""
        link = self.ctx.link[type_id]
        name = type_name(link)
        self.ctx.types[name] = type_id
        return name

    def class_ref(self, type_id: int) -> str:
        """Name of a struct type's class."""
        link = self.ctx.link[type_id]
        name = class_name(link)
        self.ctx.classes[name] = type_id
        return name

    def func_ref(self, key: str) -> str:
        """Name of a function."""
        name = function_name(key)
        self.ctx.functions[name] = key
        return name

    def global_ref(self, obj: int) -> str:
        """Name of a package variable."""
        key = self.c.strings[self.c.o_key[obj]]
        name = variable_name(key)
        self.ctx.variables[name] = key
        return name

    def zero(self, type_id: int) -> str:
        """Expression for the zero value of a type."""
        kind = self.t_kind[type_id]
        if kind <= UINTPTR:
            return "False" if kind == BOOL else "0"
        if kind in (FLOAT32, FLOAT64):
            return "0.0"
        if kind in (COMPLEX64, COMPLEX128):
            return "0j"
        if kind == STRING:
            return 'b""'
        if kind == SLICE:
            return "NIL_SLICE"
        if kind == MAP:
            return "NIL_MAP"
        if kind == STRUCT:
            return self.class_ref(type_id) + "()"
        if kind == ARRAY:
            return self.zero_array(type_id, str(self.c.t_len[type_id]))
        return "None"

    def zero_array(self, type_id: int, count: str) -> str:
        """A fresh array (or a slice's backing store) of zero elements."""
        elem = self.c.t_elem[type_id]
        kind = self.t_kind[elem]
        if kind == UINT8:
            return f"bytearray({count})"
        if kind in (STRUCT, ARRAY):
            return f"[{self.zero(elem)} for _ in range({count})]"
        return f"[{self.zero(elem)}]*{count}"

    def copy_of(self, text: str, type_id: int) -> str:
        """A copy of a struct or array value."""
        if self.t_kind[type_id] == STRUCT:
            return f"{text}._copy()"
        elem = self.c.t_elem[type_id]
        if self.t_kind[elem] in (STRUCT, ARRAY):
            return f"{self.type_ref(type_id)}.copy({text})"
        return f"{text}[:]"

    # Variables.

    def local(self, obj: int) -> str:
        """Python name of a local variable (of its Box, if it has one)."""
        return self.ctx.names.of(obj, self.c.strings[self.c.o_name[obj]])

    def part(self, obj: int, field: str) -> str:
        """Python name of a field of a struct that is kept in parts."""
        return self.ctx.names.of_part(obj, self.c.strings[self.c.o_name[obj]], field)

    def position(self, node: int) -> None:
        """Take over the node's line for what is written next."""
        line = self.line_of(node)
        if line:
            self.go_line = line

    def line_of(self, node: int) -> int:
        """The Go line of a node, with its file above `FILE_SHIFT` if the unit has parts from several; 0 if it has none."""
        line = self.c.n_pos[node] >> 12
        return line | self.c.n_file[node] + 1 << FILE_SHIFT if line and self.ctx.many_files else line

    def children(self, node: int) -> list[int]:
        """Children of a node."""
        return self.c.children(node)
