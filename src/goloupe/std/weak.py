"""Package weak: pointers that do not keep what they point to.

The machine has no collector yet, so nothing ever goes away: a weak pointer is the pointer.
"""

from __future__ import annotations

from typing import Any

from goloupe.std import override


@override("weak.runtime_registerWeakPointer", "weak.runtime_makeStrongFromWeak")
def same(pointer: Any) -> Any:
    """The pointer."""
    return pointer
