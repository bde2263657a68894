"""Package internal/reflectlite: the little of reflection that low packages use, done by `goloupe.std.reflect`.

A ``reflectlite.Type`` is a struct around a descriptor; a ``reflectlite.Value`` is a ``reflect.Value``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goloupe.runtime.rtype import ARRAY, CHAN, FUNC, INTERFACE, MAP, POINTER, SLICE, STRUCT, Type
from goloupe.runtime.value import Iface
from goloupe.std import bound
from goloupe.std.library import Library, panic_string
from goloupe.std.reflect.registry import reflection, watchable
from goloupe.std.reflect.types import directly_assignable, implements_interface, name_of, text

SAME = {
    "ValueOf": "value_of",
    "Value.CanSet": "can_set",
    "Value.Elem": "elem",
    "Value.IsNil": "is_nil",
    "Value.IsValid": "is_valid",
    "Value.Kind": "kind",
    "Value.Len": "len_",
    "Value.Set": "set",
    "Value.numMethod": "value_num_method",
    "Value.typ": "typ",
    "packEface": "packed",
    "unpackEface": "value_of",
    "valueInterface": "packed",
}
"""Function -> method of the reflection."""

for _name, _method in SAME.items():

    @bound(f"internal/reflectlite.{_name}")
    def _same(lib: Library, *, method: str = _method) -> Any:
        return getattr(reflection(lib), method)


@bound("internal/reflectlite.Swapper")
def swapper(lib: Library) -> Any:
    """That of package reflect."""
    return watchable(lib, "reflect.Swapper", reflection(lib).swapper)


def wrapped(lib: Library, t: Type | None) -> Iface | None:
    """A descriptor as a reflectlite.Type."""
    if t is None:
        return None
    known: dict[Type, Iface] = lib.state.setdefault("reflectlite", {})
    found = known.get(t)
    if found is None:
        rtype = lib.type_of("internal/reflectlite.rtype")
        found = known[t] = Iface(rtype, rtype.cls(t))
    return found


@bound("internal/reflectlite.TypeOf")
def type_of(lib: Library) -> Callable[[Iface | None], Iface | None]:
    """The dynamic type."""
    return lambda i: None if i is None else wrapped(lib, i.t)


@bound("internal/reflectlite.toType")
def to_type(lib: Library) -> Callable[[Type | None], Iface | None]:
    """A descriptor as a Type."""
    return lambda t: wrapped(lib, t)


@bound("internal/reflectlite.Value.Type")
def value_type(lib: Library) -> Callable[[Any], Iface | None]:
    """The type of a value."""
    return lambda v: wrapped(lib, v.f_typ_)


def _register(name: str, ask: Callable[[Library, Type], Any]) -> None:
    @bound(f"internal/reflectlite.rtype.{name}")
    def make(lib: Library) -> Callable[..., Any]:
        return lambda r: ask(lib, r.f_Type)


def _elem(lib: Library, t: Type) -> Iface | None:
    if t.kind not in (ARRAY, CHAN, MAP, POINTER, SLICE):
        panic_string("reflect: Elem of invalid type " + t.string)
    return wrapped(lib, t.elem)


def _of(kind: int, what: str, get: Callable[[Type], int]) -> Callable[[Library, Type], int]:
    def ask(_lib: Library, t: Type) -> int:
        if t.kind != kind:
            panic_string(f"reflect: {what} type {t.string}")
        return get(t)

    return ask


_register("String", lambda _lib, t: text(t.string))
_register("Name", lambda _lib, t: text(name_of(t)))
_register("PkgPath", lambda _lib, t: text(t.pkg_path))
_register("NumMethod", lambda lib, t: len(reflection(lib).exported_methods(t)))
_register("Comparable", lambda _lib, t: t.comparable)
_register("common", lambda _lib, t: t)
_register("Elem", _elem)
_register("Key", lambda lib, t: wrapped(lib, t.key))
_register("Len", _of(ARRAY, "Len of non-array", lambda t: t.len))
_register("NumField", _of(STRUCT, "NumField of non-struct", lambda t: len(t.fields)))
_register("NumIn", _of(FUNC, "NumIn of non-func", lambda t: len(t.ins)))
_register("NumOut", _of(FUNC, "NumOut of non-func", lambda t: len(t.outs)))


@bound("internal/reflectlite.rtype.In")
def func_in(lib: Library) -> Callable[[Any, int], Iface | None]:
    """Parameter i."""
    return lambda r, i: wrapped(lib, r.f_Type.ins[i])


@bound("internal/reflectlite.rtype.Out")
def func_out(lib: Library) -> Callable[[Any, int], Iface | None]:
    """Result i."""
    return lambda r, i: wrapped(lib, r.f_Type.outs[i])


def descriptor(u: Iface) -> Type:
    """The descriptor in a reflectlite.Type."""
    t: Type = u.v.f_Type
    return t


@bound("internal/reflectlite.rtype.Implements")
def implements(_lib: Library) -> Callable[[Any, Iface | None], bool]:
    """Whether it implements interface u."""

    def ask(r: Any, u: Iface | None) -> bool:
        if u is None:
            panic_string("reflect: nil type passed to Type.Implements")
        if descriptor(u).kind != INTERFACE:
            panic_string("reflect: non-interface type passed to Type.Implements")
        return implements_interface(descriptor(u), r.f_Type)

    return ask


@bound("internal/reflectlite.rtype.AssignableTo")
def assignable_to(_lib: Library) -> Callable[[Any, Iface | None], bool]:
    """Whether values can be assigned to u."""

    def ask(r: Any, u: Iface | None) -> bool:
        if u is None:
            panic_string("reflect: nil type passed to Type.AssignableTo")
        return directly_assignable(descriptor(u), r.f_Type) or implements_interface(descriptor(u), r.f_Type)

    return ask
