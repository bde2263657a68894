"""Package internal/abi: helpers against escape analysis, and the view of types that internal packages have.

A ``*abi.Type`` is the machine's descriptor itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goloupe.runtime.rtype import Type
from goloupe.runtime.value import Iface
from goloupe.std import bound, generic, override, runtime
from goloupe.std.library import Library


@override("internal/abi.NoEscape", "internal/abi.Escape[...]", "internal/abi.EscapeToResultNonString[...]")
def same(x: Any) -> Any:
    """What these say to escape analysis does not matter here."""
    return x


@override("internal/abi.EscapeNonString[...]")
def nothing(_x: Any) -> None:
    """See `same`."""


@override("internal/abi.TypeOf")
def type_of(x: Iface | None) -> Type | None:
    """The dynamic type."""
    return None if x is None else x.t


@generic("internal/abi.TypeFor[...]")
def type_for(_lib: Library, types: list[Type]) -> Callable[[], Type]:
    """The type argument."""
    t = types[0]
    return lambda: t


@bound("internal/abi.FuncPCABI0", "internal/abi.FuncPCABIInternal")
def func_pc(lib: Library, _key: str) -> Callable[[Iface], int]:
    """Where a function begins."""
    return lambda f: runtime.positions(lib).number(runtime.func_position(f.v))


@override("internal/abi.(*Type).Kind")
def kind(t: Type) -> int:
    """The kind."""
    return t.kind


@override("internal/abi.(*Type).Size")
def size(t: Type) -> int:
    """Bytes of a value."""
    return t.size


@override("internal/abi.(*Type).Align", "internal/abi.(*Type).FieldAlign")
def align(t: Type) -> int:
    """Alignment."""
    return t.align


@override("internal/abi.(*Type).Elem")
def elem(t: Type) -> Type | None:
    """Element type."""
    return t.elem


@override("internal/abi.(*Type).Key")
def key(t: Type) -> Type | None:
    """Key type of a map."""
    return t.key


@override("internal/abi.(*Type).Len")
def length(t: Type) -> int:
    """Length of an array."""
    return t.len


@override("internal/abi.(*Type).Pointers")
def pointers(t: Type) -> bool:
    """Whether values hold pointers."""
    return t.ptrdata != 0


@override("internal/abi.(*Type).HasName")
def has_name(t: Type) -> bool:
    """Whether the type is named."""
    return t.is_named


@override("internal/abi.(*Type).NumMethod")
def num_method(t: Type) -> int:
    """How many methods are exported; all of them for interfaces."""
    return len(t.imethods) if t.kind == 20 else len(t.exported_methods)


@override("internal/abi.(*Type).Common")
def common(t: Type) -> Type:
    """The type."""
    return t
