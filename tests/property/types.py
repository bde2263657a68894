"""Go types, as far as the generator needs to know them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True)
class Method:
    """A method of a named type."""

    name: str
    params: tuple[Type, ...]
    result: Type
    pointer: bool
    """It has a pointer receiver."""


@dataclass(frozen=True)
class Type:
    """A type: how it is written, what kind it is of, and its parts."""

    text: str
    kind: str
    """int, uint, float, complex, bool, string, slice, array, map, struct, pointer, func, any, interface."""
    elem: Type | None = None
    key: Type | None = None
    length: int = 0
    """Of an array; of a number, its bits."""
    fields: tuple[tuple[str, Type], ...] = ()
    embedded: frozenset[str] = frozenset()
    methods: tuple[Method, ...] = field(default=(), compare=False)

    @property
    def element(self) -> Type:
        """What it consists of, points to or returns."""
        assert self.elem is not None
        return self.elem

    @property
    def integer(self) -> bool:
        return self.kind in ("int", "uint")

    @property
    def number(self) -> bool:
        return self.kind in ("int", "uint", "float", "complex")

    @property
    def ordered(self) -> bool:
        return self.kind in ("int", "uint", "float", "string")

    @property
    def basic(self) -> bool:
        return self.number or self.kind in ("bool", "string")

    @property
    def comparable(self) -> bool:
        """Values can be compared, and comparing does not panic."""
        if self.kind == "array":
            return self.element.comparable
        if self.kind == "struct":
            return all(t.comparable for _, t in self.fields)
        return self.basic or (self.kind == "pointer" and not self.element.empty)

    @property
    def empty(self) -> bool:
        """Values take no room: Go does not say whether pointers to two of them are equal."""
        if self.kind == "array":
            return not self.length or self.element.empty
        return self.kind == "struct" and all(t.empty for _, t in self.fields)

    @property
    def addressed(self) -> bool:
        """An interface is in it, which may hold a pointer: ``fmt`` prints where that points, which differs from run to run."""
        if self.kind in ("any", "interface"):
            return True
        if self.kind == "struct":
            return any(t.addressed for _, t in self.fields)
        return self.kind != "func" and any(t is not None and t.addressed for t in (self.elem, self.key))

    @property
    def printable(self) -> bool:
        """``fmt`` prints it the same on every run."""
        if self.kind in ("slice", "array"):
            return self.element.printable
        if self.kind == "map":
            return self.element.printable and self.sorted_keys
        if self.kind == "struct":
            return all(t.printable for _, t in self.fields)
        return self.basic or self.kind in ("any", "interface")

    @property
    def sorted_keys(self) -> bool:
        """``fmt`` prints a map with such keys in one order only."""
        assert self.key is not None
        return self.key.kind != "any"


def _numbers(kind: str, name: str, *bits: int) -> tuple[Type, ...]:
    return tuple(Type(f"{name}{b}", kind, length=b) for b in bits)


INT: Final = Type("int", "int", length=64)
INTS: Final = (INT, *_numbers("int", "int", 8, 16, 32, 64))
UINT: Final = Type("uint", "uint", length=64)
UINTS: Final = (UINT, *_numbers("uint", "uint", 8, 16, 32, 64), Type("uintptr", "uint", length=64))
BYTE: Final = UINTS[1]
RUNE: Final = INTS[3]
FLOAT32, FLOAT64 = _numbers("float", "float", 32, 64)
COMPLEX64, COMPLEX128 = _numbers("complex", "complex", 64, 128)
BOOL: Final = Type("bool", "bool")
STRING: Final = Type("string", "string")
ANY: Final = Type("any", "any")
NUMBERS: Final = (*INTS, *UINTS, FLOAT64, FLOAT32, COMPLEX128, COMPLEX64)
BASICS: Final = (INT, STRING, BOOL, *INTS[1:], *UINTS, FLOAT64, FLOAT32, COMPLEX128, COMPLEX64)


def slice_of(elem: Type) -> Type:
    return Type(f"[]{elem.text}", "slice", elem)


def array_of(length: int, elem: Type) -> Type:
    return Type(f"[{length}]{elem.text}", "array", elem, length=length)


def map_of(key: Type, elem: Type) -> Type:
    return Type(f"map[{key.text}]{elem.text}", "map", elem, key)


def pointer_to(elem: Type) -> Type:
    return Type(f"*{elem.text}", "pointer", elem)


def func_of(param: Type, result: Type) -> Type:
    return Type(f"func({param.text}) {result.text}", "func", result, param)
