"""Types at run time: one descriptor per Go type, with the operations that depend on it.

A `Type` plays the part of Go's ``abi.Type``: it is what an interface holds, what reflection shows, and where maps and
comparisons find equality and hashing.  Identity of descriptors is identity of types; a `Types` table sees to that for one
program.  Descriptors of basic types are shared by all programs.

*Laziness.*  Recursive types need descriptors before their parts are complete.  So a descriptor starts with its shape only;
size, layout and operations are built on first use: reading an unset slot ends up in ``__getattr__``, which computes and stores
it.  After that an access is a plain slot read.

*Method names.*  ``methods`` maps names to callables that take the receiver first.  The key of an exported method is its name,
that of an unexported one is ``pkg/path.name``, because unexported names of different packages are different.

Sizes are those of the gc compiler on 64-bit machines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple

INVALID, BOOL, INT, INT8, INT16, INT32, INT64 = range(7)
UINT, UINT8, UINT16, UINT32, UINT64, UINTPTR, FLOAT32, FLOAT64, COMPLEX64, COMPLEX128 = range(7, 17)
ARRAY, CHAN, FUNC, INTERFACE, MAP, POINTER, SLICE, STRING, STRUCT, UNSAFE_POINTER = range(17, 27)

KIND_NAMES: Final = (
    "invalid", "bool", "int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64", "uintptr",
    "float32", "float64", "complex64", "complex128", "array", "chan", "func", "interface", "map", "ptr", "slice", "string",
    "struct", "unsafe.Pointer",
)  # fmt: skip

RECV_DIR: Final = 1
SEND_DIR: Final = 2
BOTH_DIR: Final = 3


class Method(NamedTuple):
    """A method of an interface type."""

    name: str
    pkg_path: str
    """Empty for exported names."""
    type: Type

    @property
    def key(self) -> str:
        """The name under which `Type.methods` has it."""
        return f"{self.pkg_path}.{self.name}" if self.pkg_path else self.name


class Field:
    """A field of a struct type."""

    __slots__ = ("embedded", "exported", "index", "name", "offset", "owner", "pkg_path", "slot", "tag", "type")

    name: str
    pkg_path: str
    type: Type
    tag: str
    offset: int
    embedded: bool
    exported: bool
    slot: str
    index: int
    owner: Type | None

    def __init__(self, name: str, type: Type, *, pkg_path: str = "", tag: str = "", embedded: bool = False, slot: str = "") -> None:  # noqa: A002
        self.name = name
        self.pkg_path = pkg_path
        self.type = type
        self.tag = tag
        self.embedded = embedded
        self.exported = not pkg_path
        self.slot = slot
        self.owner = None

    def __getattr__(self, name: str) -> Any:
        if name == "offset" and self.owner is not None:
            _ = self.owner.size  # Laying out the struct sets the offsets of all its fields.
            return self.offset
        raise AttributeError(name)

    def __repr__(self) -> str:
        return f"Field({self.name} {self.type})"


class Type:
    """The descriptor of one Go type."""

    __slots__ = (
        "align",
        "assign",
        "cls",
        "comparable",
        "copy",
        "dir",
        "elem",
        "eq",
        "fields",
        "hashkey",
        "imethods",
        "impl",
        "inplace",
        "ins",
        "is_named",
        "key",
        "kind",
        "len",
        "method_source",
        "method_types",
        "methods",
        "name",
        "noscan",
        "outs",
        "pkg_path",
        "plain_key",
        "ptr",
        "ptrdata",
        "size",
        "string",
        "underlying",
        "variadic",
        "watched",
        "zero",
        "zeros",
        "zv",
    )

    kind: int
    """A reflect.Kind; INVALID for a named type whose underlying type is not set yet."""
    name: str
    pkg_path: str
    string: str
    """What reflect's String() gives: ``main.T``, ``*main.T``, ``map[string]int``."""
    is_named: bool
    elem: Type | None
    key: Type | None
    len: int
    dir: int
    fields: tuple[Field, ...]
    ins: tuple[Type, ...]
    outs: tuple[Type, ...]
    variadic: bool
    imethods: tuple[Method, ...]
    """The methods of an interface type, sorted."""
    methods: dict[str, Callable[..., Any]]
    """The method set of any other type."""
    method_types: dict[str, Any]
    """Key -> function type without receiver, or a callable that gives it."""
    method_source: Callable[[], dict[str, Callable[..., Any]]] | None
    impl: dict[Type, str]
    """For an interface type: the method that a type lacks, or an empty string."""
    underlying: Type
    ptr: Type
    """The pointer type to this one."""
    size: int
    align: int
    ptrdata: int
    noscan: bool
    comparable: bool
    inplace: bool
    """Values are mutable objects in Python (structs, arrays): copied on assignment, assigned in place."""
    plain_key: bool
    """Python's hash and equality are Go's for this type."""
    zv: Any
    """The zero value, if it is immutable (that is, not ``inplace``)."""
    zero: Callable[[], Any]
    zeros: Callable[[int], Any]
    """An array of that many zero values: a bytearray for bytes, else a list."""
    copy: Callable[[Any], Any]
    assign: Callable[[Any, Any], Any]
    """``assign(old, v)``: put v into the place of old; returns what to store (old itself for inplace types)."""
    eq: Callable[[Any, Any], bool]
    hashkey: Callable[[Any], Any]
    """A hashable object, equal for equal values and only for them."""
    cls: Any
    """The Python class of a struct type; `structs.struct_class` makes one if the lowerer set none."""
    watched: bool
    """Whether that class has shadow memory: see `shadow`."""

    def __init__(self, kind: int, string: str, name: str = "", pkg_path: str = "") -> None:
        self.kind = kind
        self.string = string
        self.name = name
        self.pkg_path = pkg_path
        self.is_named = bool(name)
        self.elem = None
        self.key = None
        self.len = 0
        self.dir = 0
        self.fields = ()
        self.ins = ()
        self.outs = ()
        self.variadic = False
        self.imethods = ()
        self.method_types = {}
        self.method_source = None
        self.impl = {}
        self.underlying = self
        self.watched = False

    def __repr__(self) -> str:
        return self.string

    def __getattr__(self, name: str) -> Any:
        from goloupe.runtime.alg import BUILD

        build = BUILD.get(name)
        if build is None:
            raise AttributeError(f"type {self.string} has no {name}")
        build(self)
        return object.__getattribute__(self, name)

    def set_underlying(self, u: Type) -> None:
        """Complete a named type."""
        self.kind = u.kind
        self.elem = u.elem
        self.key = u.key
        self.len = u.len
        self.dir = u.dir
        self.ins = u.ins
        self.outs = u.outs
        self.variadic = u.variadic
        self.imethods = u.imethods
        self.underlying = u.underlying
        self.fields = u.fields

    def set_methods(self, methods: dict[str, Callable[..., Any]], types: dict[str, Any] | None = None) -> None:
        """Give the method set, promoted methods included."""
        self.methods = methods
        if types is not None:
            self.method_types = types

    def set_methods_lazily(self, source: Callable[[], dict[str, Callable[..., Any]]], types: dict[str, Any] | None = None) -> None:
        """As `set_methods`, but ask for the methods when the first is needed."""
        self.method_source = source
        if types is not None:
            self.method_types = types

    def method_type(self, key: str) -> Type | None:
        """The function type of a method, if known."""
        t = self.method_types.get(key)
        if t is not None and not isinstance(t, Type):
            t = self.method_types[key] = t()
        return t

    @property
    def exported_methods(self) -> list[tuple[str, Type | None]]:
        """Exported methods in reflect's order."""
        if self.kind == INTERFACE:
            return [(m.name, m.type) for m in self.imethods if not m.pkg_path]
        return [(name, self.method_type(name)) for name in sorted(self.methods) if "." not in name]


def _basic(kind: int) -> Type:
    name = KIND_NAMES[kind]
    return Type(kind, name, name.removeprefix("unsafe."), "unsafe" if kind == UNSAFE_POINTER else "")


BASIC: Final = {kind: _basic(kind) for kind in (*range(BOOL, COMPLEX128 + 1), STRING, UNSAFE_POINTER)}
"""The predeclared types by kind (byte is uint8, rune is int32)."""
T_BOOL: Final = BASIC[BOOL]
T_INT: Final = BASIC[INT]
T_INT64: Final = BASIC[INT64]
T_UINT8: Final = BASIC[UINT8]
T_UINTPTR: Final = BASIC[UINTPTR]
T_STRING: Final = BASIC[STRING]

T_ANY: Final = Type(INTERFACE, "interface {}")
"""The empty interface."""


def _func_string(ins: Sequence[Type], outs: Sequence[Type], variadic: bool) -> str:
    params = [t.string for t in ins]
    if variadic:
        elem = ins[-1].elem
        assert elem is not None
        params[-1] = "..." + elem.string
    text = f"({', '.join(params)})"
    if len(outs) == 1:
        return f"{text} {outs[0].string}"
    return f"{text} ({', '.join(t.string for t in outs)})" if outs else text


def _new_func(ins: Sequence[Type], outs: Sequence[Type], variadic: bool) -> Type:
    t = Type(FUNC, "func" + _func_string(ins, outs, variadic))
    t.ins = tuple(ins)
    t.outs = tuple(outs)
    t.variadic = variadic
    return t


T_ERROR: Final = Type(INTERFACE, "error", "error")
"""The predeclared interface ``error``."""
FUNC_STRING: Final = _new_func((), (T_STRING,), False)
"""``func() string``, the type of Error and String."""
FUNC_VOID: Final = _new_func((), (), False)
T_ERROR.imethods = (Method("Error", "", FUNC_STRING),)
T_STRINGER: Final = Type(INTERFACE, "runtime.stringer", "stringer", "runtime")
T_STRINGER.imethods = (Method("String", "", FUNC_STRING),)


def _quote_tag(tag: str) -> str:
    import json

    return json.dumps(tag, ensure_ascii=False)


class Types:
    """The table that keeps descriptors unique in one program."""

    __slots__ = ("_composite", "_named", "watched")

    def __init__(self) -> None:
        self.watched = False
        """Whether the struct types made from now on are for a program whose accesses to memory are watched."""
        self._composite: dict[Any, Type] = {
            ("func", (), (T_STRING,), False): FUNC_STRING,
            ("func", (), (), False): FUNC_VOID,
            ("interface", ()): T_ANY,
        }
        self._named: dict[str, Type] = {"error": T_ERROR}

    def basic(self, kind: int) -> Type:
        """A predeclared type."""
        return BASIC[kind]

    def ptr(self, t: Type) -> Type:
        """``*T``."""
        return t.ptr

    def slice(self, t: Type) -> Type:
        """``[]T``."""
        return self._intern(("slice", t), SLICE, "[]" + t.string, elem=t)

    def array(self, t: Type, n: int) -> Type:
        """``[n]T``."""
        return self._intern(("array", t, n), ARRAY, f"[{n}]{t.string}", elem=t, length=n)

    def map(self, key: Type, elem: Type) -> Type:
        """``map[K]E``."""
        return self._intern(("map", key, elem), MAP, f"map[{key.string}]{elem.string}", elem=elem, key=key)

    def chan(self, elem: Type, direction: int = BOTH_DIR) -> Type:
        """``chan E``, ``<-chan E`` (RECV_DIR) or ``chan<- E`` (SEND_DIR)."""
        if direction == RECV_DIR:
            text = "<-chan " + elem.string
        elif direction == SEND_DIR:
            text = "chan<- " + elem.string
        elif elem.kind == CHAN and elem.dir == RECV_DIR and not elem.is_named:
            text = f"chan ({elem.string})"
        else:
            text = "chan " + elem.string
        t = self._intern(("chan", elem, direction), CHAN, text, elem=elem)
        t.dir = direction
        return t

    def func(self, ins: Sequence[Type], outs: Sequence[Type], variadic: bool = False) -> Type:
        """``func(ins) outs``; the last parameter of a variadic function is a slice."""
        key = ("func", tuple(ins), tuple(outs), variadic)
        t = self._composite.get(key)
        if t is None:
            t = self._composite[key] = _new_func(ins, outs, variadic)
        return t

    def struct(self, fields: Iterable[Field]) -> Type:
        """``struct { … }``; fields without a slot get ``f_NAME``, blank ones ``_0``, ``_1`` …."""
        fs = tuple(fields)
        key = ("struct", tuple((f.name, f.pkg_path, f.type, f.tag, f.embedded) for f in fs))
        t = self._composite.get(key)
        if t is not None:
            return t
        parts = []
        for i, f in enumerate(fs):
            f.index = i
            if not f.slot:
                f.slot = f"_{i}" if f.name == "_" else "f_" + f.name
            text = f.type.string if f.embedded else f"{f.name} {f.type.string}"
            parts.append(text + (" " + _quote_tag(f.tag) if f.tag else ""))
        t = Type(STRUCT, "struct { " + "; ".join(parts) + " }" if parts else "struct {}")
        t.fields = fs
        t.watched = self.watched
        for f in fs:
            f.owner = t
        self._composite[key] = t
        return t

    def interface(self, methods: Iterable[Method]) -> Type:
        """``interface { … }`` with all methods, those of embedded interfaces too."""
        ms = tuple(sorted(methods, key=lambda m: (m.name, m.pkg_path)))
        key = ("interface", ms)
        t = self._composite.get(key)
        if t is None:
            parts = [(f"{m.pkg_path.rpartition('/')[2]}." if m.pkg_path else "") + m.name + m.type.string.removeprefix("func") for m in ms]
            t = Type(INTERFACE, "interface { " + "; ".join(parts) + " }")
            t.imethods = ms
            self._composite[key] = t
        return t

    def named(self, name: str, pkg_path: str, string: str = "", key: str = "") -> Type:
        """A defined type, found or made; complete it with `Type.set_underlying`.

        ``key`` tells apart types of one name (declared in functions); it defaults to ``pkg_path.name``.
        """
        key = key or (f"{pkg_path}.{name}" if pkg_path else name)
        t = self._named.get(key)
        if t is None:
            t = Type(INVALID, string or (f"{pkg_path.rpartition('/')[2]}.{name}" if pkg_path else name), name, pkg_path)
            self._named[key] = t
        return t

    def add_named(self, key: str, t: Type) -> None:
        """Make a descriptor that exists already (such as the runtime's own errors) the one for ``key``."""
        self._named[key] = t

    def _intern(self, ident: Any, kind: int, string: str, *, elem: Type, key: Type | None = None, length: int = 0) -> Type:
        t = self._composite.get(ident)
        if t is None:
            t = Type(kind, string)
            t.elem = elem
            t.key = key
            t.len = length
            self._composite[ident] = t
        return t
