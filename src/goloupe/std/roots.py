"""What the stand-ins of a run keep alive of the program's objects, as a collector sees it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import Any

from goloupe.std.garbage import Garbage, Weak
from goloupe.std.library import Library

OPAQUE = (Library, Garbage, Weak)
"""Classes of objects that know more than they keep."""


def kept(lib: Library) -> Iterator[Any]:
    """Pools; finalizers and cleanups, with what the object refers to that they wait for, but not that object itself."""
    yield lib.state.get("sync.pools")
    garbage = lib.state.get("garbage")
    if isinstance(garbage, Garbage):
        for entry in garbage.watched.values():
            yield from (x for call in entry.cleanups.values() for x in call)
            if entry.finalizer is not None:
                yield entry.finalizer
                yield from gc.get_referents(entry.obj)
