"""Marks methods of the reflection classes with the link keys that they stand in for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from goloupe.std import bound, generic
from goloupe.std.library import Library

F = TypeVar("F", bound=Callable[..., Any])


def reflection(lib: Library) -> Any:
    """The reflection of a run."""
    found = lib.state.get("reflect")
    if found is None:
        from goloupe.std.reflect.reflection import Reflection

        found = lib.state["reflect"] = Reflection(lib)
    return found


def go(*keys: str) -> Callable[[F], F]:
    """The method stands in for these functions; keys without a package are methods of `reflect.Value`."""

    def mark(method: F) -> F:
        name = method.__name__

        def make(lib: Library) -> Any:
            return getattr(reflection(lib), name)

        bound(*(key if "." in key else f"reflect.Value.{key}" for key in keys))(make)
        return method

    return mark


def go_generic(*keys: str) -> Callable[[F], F]:
    """The method makes the stand-in for each list of type arguments."""

    def mark(method: F) -> F:
        name = method.__name__
        generic(*keys)(lambda lib, types: getattr(reflection(lib), name)(types))
        return method

    return mark
