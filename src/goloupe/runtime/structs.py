"""Classes for struct types.

A struct value is an instance of a class with one slot per field.  Go's value semantics are explicit: ``_copy()`` where Go
copies, ``_assign(o)`` where Go stores into a variable that a pointer may already point to (the object *is* the pointer),
``_eq(o)`` for ``==`` and ``_key()`` for use as a map key. Classes define no ``__eq__``: as a pointer an instance is equal to
itself only.

The lowerer writes such classes for the structs it meets; `source` gives the text, so that there is one form of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from goloupe.runtime.alg import iface_eq
from goloupe.runtime.rtype import INTERFACE, POINTER, STRING, STRUCT, UINTPTR
from goloupe.runtime.shadow import FRESH, INPLACE, shadow_slot

if TYPE_CHECKING:
    from goloupe.runtime.alg import iface_eq
from goloupe.runtime.rtype import Type


def source(name: str, fields: Sequence[tuple[str, Type]], env: dict[str, Any], watched: bool = False) -> str:
    """Python text of the class; what it refers to is added to ``env``.

    If it is ``watched`` it has shadow memory (`goloupe.runtime.shadow`), in slots of a base class: those of the class are the fields.

    The constructor takes all fields in order, and none of them for the zero value: parts that are structs or arrays default to None
    and are then made afresh.
    """
    slots = [slot for slot, _ in fields]
    shadows = [shadow_slot(slot) for slot, t in fields if not t.inplace and not slot.startswith("_")] if watched else []
    others = [shadow_slot(slot) for slot, t in fields if t.inplace and not slot.startswith("_")] if watched else []
    out = [f"class {name}:"]
    if shadows or others:
        env["_fresh"], env["_inplace_cell"] = FRESH, INPLACE
        out = [f"class {name}_shadow:", f"    __slots__ = ({''.join(repr(s) + ', ' for s in shadows)})"]
        out += [f"    {s} = _inplace_cell" for s in others]
        out.append(f"class {name}({name}_shadow):")
    out.append(f"    __slots__ = ({''.join(repr(s) + ', ' for s in slots)})")
    if not fields:
        out += [
            "    def _copy(self): return self.__class__()",
            "    def _assign(self, o): pass",
            "    def _eq(self, o): return True",
            "    def _key(self): return ()",
        ]
        return "\n".join(out) + "\n"
    params, body, copies, eqs, keys = [], [], [], [], []
    for i, (slot, t) in enumerate(fields):
        if t.inplace:
            env[f"_z{i}"] = _Deferred(t, "zero")
            params.append(f"{slot}=None")
            body.append(f"        self.{slot} = _z{i}() if {slot} is None else {slot}")
        else:
            env[f"_d{i}"] = t.zv
            params.append(f"{slot}=_d{i}")
            body.append(f"        self.{slot} = {slot}")
        if t.kind == STRUCT:
            copies.append((slot, f"{{}}.{slot}._copy()", f"self.{slot}._assign(o.{slot})"))
        elif t.inplace:
            env[f"_c{i}"] = _Deferred(t, "copy")
            env[f"_a{i}"] = _Deferred(t, "assign")
            copies.append((slot, f"_c{i}({{}}.{slot})", f"_a{i}(self.{slot}, o.{slot})"))
        else:
            copies.append((slot, f"{{}}.{slot}", f"self.{slot} = o.{slot}"))
        if slot.startswith("_"):
            continue  # Blank fields take no part in comparisons.
        if t.kind <= UINTPTR or t.kind == STRING:
            eqs.append(f"self.{slot} == o.{slot}")
            keys.append(f"self.{slot}")
            continue
        if t.kind == POINTER and t.elem is not None and t.elem.kind == STRUCT:
            eqs.append(f"self.{slot} is o.{slot}")
            keys.append(f"self.{slot}")
            continue
        if t.kind == STRUCT:
            eqs.append(f"self.{slot}._eq(o.{slot})")
            keys.append(f"self.{slot}._key()")
            continue
        env[f"_e{i}"] = iface_eq if t.kind == INTERFACE else _Deferred(t, "eq")
        env[f"_k{i}"] = _Deferred(t, "hashkey")
        eqs.append(f"_e{i}(self.{slot}, o.{slot})")
        keys.append(f"_k{i}(self.{slot})")
    out.append(f"    def __init__(self, {', '.join(params)}):")
    out += body
    if shadows:
        out.append(f"        {' = '.join(f'self.{s}' for s in shadows)} = _fresh")
    out.append("    def _copy(self):")
    out.append(f"        return self.__class__({', '.join(text.format('self') for _, text, _ in copies)})")
    out.append("    def _assign(self, o):")
    out += [f"        {text}" for _, _, text in copies]
    out.append("    def _eq(self, o):")
    out.append(f"        return {' and '.join(eqs) or 'True'}")
    out.append("    def _key(self):")
    out.append(f"        return ({''.join(k + ', ' for k in keys)})")
    return "\n".join(out) + "\n"


class _Deferred:
    """An operation of a type that may not be complete yet."""

    __slots__ = ("name", "t")

    def __init__(self, t: Type, name: str) -> None:
        self.t = t
        self.name = name

    def __call__(self, *args: Any) -> Any:
        return getattr(self.t, self.name)(*args)


def struct_class(name: str, fields: Sequence[tuple[str, Type]], watched: bool = False) -> Any:
    """Make the class for a struct type with these slots; if it is ``watched``, with shadow memory."""
    ident = "".join(c if c.isalnum() else "_" for c in name) or "Struct"
    if not ident[0].isalpha():
        ident = "S" + ident
    env: dict[str, Any] = {}
    exec(compile(source(ident, fields, env, watched), f"<struct {name}>", "exec"), env)
    cls = env[ident]
    cls.__qualname__ = name
    cls._fields = tuple(fields)
    cls._plain = tuple((slot, shadow_slot(slot)) for slot, t in fields if not t.inplace)
    cls._within = tuple((slot, t) for slot, t in fields if t.inplace)
    return cls
