"""Interfaces: who implements what, and assertions.

Follows `iface.go`.  The answer to "does this type implement that interface" is kept with the interface type
(``Type.impl``), as Go keeps itabs.
"""

# ruff: noqa: RET503  (functions that end in a panic)
from __future__ import annotations

from typing import Any

from goloupe.runtime import panics
from goloupe.runtime.rtype import INTERFACE, Type
from goloupe.runtime.value import Iface


def missing_method(t: Type, iface: Type) -> str:
    """The first method of ``iface`` that ``t`` lacks, or an empty string."""
    missing = iface.impl.get(t)
    if missing is None:
        missing = ""
        if t.kind == INTERFACE:
            have = {m.key for m in t.imethods}
            for m in iface.imethods:
                if m.key not in have:
                    missing = m.name
                    break
        else:
            methods = t.methods
            for m in iface.imethods:
                key = m.key
                if key not in methods or t.method_type(key) not in (None, m.type):
                    missing = m.name
                    break
        iface.impl[t] = missing
    return missing


def implements(t: Type, iface: Type) -> bool:
    """Whether values of ``t`` can be stored in ``iface``."""
    missing = iface.impl.get(t)
    return not (missing_method(t, iface) if missing is None else missing)


def assert_type(x: Iface | None, t: Type, iface: Type) -> Any:
    """``x.(T)`` for a type that is not an interface; ``iface`` is the static type of ``x``."""
    if x is not None and x.t is t:
        return x.v
    panics.assertion(iface, None if x is None else x.t, t, "")


def assert_iface(x: Iface | None, t: Type, iface: Type) -> Iface:
    """``x.(I)`` for an interface type."""
    if x is None:
        panics.assertion(None, None, t, "")
    missing = missing_method(x.t, t)
    if missing:
        panics.assertion(iface, x.t, t, missing)
    return x
