"""Package variables as roots: those through which a goroutine could come to something that another waits for.

Most variables of the standard library are tables of numbers and strings.  What cannot hold a channel or a lock, by its type, is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from goloupe.lower.names import VARIABLE
from goloupe.runtime.rtype import ARRAY, CHAN, FUNC, INTERFACE, MAP, POINTER, SLICE, STRUCT, UNSAFE_POINTER, Type

_ANYTHING: Final = frozenset((CHAN, FUNC, INTERFACE, UNSAFE_POINTER))
_SYNC: Final = frozenset(("sync", "internal/sync"))


def may_lead(t: Type) -> bool:
    """Whether a value of this type may have a channel or a lock in it, or lead to one."""
    seen: set[int] = set()
    pending = [t]
    while pending:
        t = pending.pop()
        if id(t) in seen:
            continue
        seen.add(id(t))
        kind = t.kind
        if kind in _ANYTHING or t.pkg_path in _SYNC:
            return True
        if kind == STRUCT:
            pending += [field.type for field in t.fields]
        elif kind in (ARRAY, MAP, POINTER, SLICE):
            pending += [part for part in (t.elem, t.key) if part is not None]
    return False


class Variables:
    """The package variables of a program, in its namespace."""

    def __init__(self, namespace: dict[str, Any], keys: dict[str, str], type_of: Callable[[str], Type | None]) -> None:
        self.namespace = namespace
        self.keys = keys
        """Name of a variable -> its link key."""
        self.type_of = type_of
        """Link key -> type, if that is known."""
        self._matters: dict[str, bool] = {}

    def __call__(self) -> Iterator[Any]:
        """The values of those that matter."""
        matters = self._matters
        for name, value in self.namespace.items():
            known = matters.get(name)
            if known is None:
                known = matters[name] = name.startswith(VARIABLE) and self._matter(name)
            if known:
                yield value

    def named(self) -> Iterator[tuple[str, Any]]:
        """The variables of the main package, by their names in Go."""
        for name, key in self.keys.items():
            package, _, short = key.rpartition(".")
            if package == "main":
                yield short, self.namespace[name]

    def _matter(self, name: str) -> bool:
        key = self.keys.get(name)
        t = None if key is None else self.type_of(key)
        return t is None or may_lead(t)
