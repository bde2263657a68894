"""Package unique: one pointer for all equal values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goloupe.runtime.rtype import Type
from goloupe.runtime.value import Box
from goloupe.std import generic
from goloupe.std.library import Library


@generic("unique.Make[...]")
def make(lib: Library, types: list[Type], links: list[str]) -> Callable[[Any], Any]:
    """The handle of a value."""
    t = types[0]
    handles: dict[Any, Any] = lib.state.setdefault(f"unique.{links[0]}", {})
    cls = lib.type_of(f"unique.Handle[{links[0]}]").cls

    def call(value: Any) -> Any:
        key = t.hashkey(value)
        pointer = handles.get(key)
        if pointer is None:
            pointer = handles[key] = t.copy(value) if t.inplace else Box(value)
        return cls(pointer)

    return call
