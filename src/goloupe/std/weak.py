"""Package weak: pointers that do not keep what they point to (see `garbage`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goloupe.std import bound, garbage, override
from goloupe.std.library import Library


@bound("weak.runtime_registerWeakPointer")
def register(lib: Library) -> Callable[[Any], Any]:
    """What stands for an object without keeping it."""
    return lambda pointer: garbage.of(lib).weak(pointer)


@override("weak.runtime_makeStrongFromWeak")
def strong(weak: Any) -> Any:
    """The object, or nil if it is gone."""
    return weak.strong()
