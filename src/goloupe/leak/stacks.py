"""References from stacks: what the frames of a goroutine that does not run hold and will still use.

Locals that are live (`liveness`) and the values on the evaluation stack: a loop ``for x in values`` holds its iterator nowhere
else, and neither does a call its first arguments while the next one is computed. Python has no way to ask for the latter, so they
are read from the interpreter's own frame, whose layout is the same in CPython 3.11 to 3.13 on 64-bit machines, and is tried once
before it is relied on. Elsewhere all locals count as live instead, and values that are only on the evaluation stack are not seen.
"""

from __future__ import annotations

import ctypes
import struct
import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any, Final

from goloupe.leak.liveness import analysis, slot_names

_FRAME: Final = 24
"""Offset of the pointer to the interpreter's frame in a frame object."""
_SLOTS: Final = 72
"""Offset of the variables in the interpreter's frame; the evaluation stack follows them."""
_WORD: Final = 8
_KNOWN: Final = sys.implementation.name == "cpython" and sys.version_info < (3, 14) and struct.calcsize("P") == _WORD


def _value(address: int) -> Any:
    try:
        return ctypes.py_object.from_address(address).value
    except ValueError:
        return None  # An empty slot.


def _read(frame: FrameType) -> list[Any]:
    base = ctypes.c_void_p.from_address(id(frame) + _FRAME).value
    if base is None:
        return []
    base += _SLOTS
    return [_value(base + slot * _WORD) for slot in analysis(frame.f_code).slots(frame.f_lasti)]


def _guess(frame: FrameType) -> list[Any]:
    """What Python itself tells of a frame."""
    known = frame.f_locals
    out = [known[name] for name in slot_names(frame.f_code) if name in known]
    if known.__class__ is dict and frame.f_code.co_flags & 2:
        known.clear()  # A copy that the frame would keep, with all that it refers to.
    return out


def _works() -> bool:
    """Whether the layout is the one that is known here."""
    if not _KNOWN:
        return False
    kept, temporary = object(), object()
    seen: list[Any] = []

    def look(frame: FrameType) -> object:
        seen.extend(_read(frame))
        return None

    def probe(first: object, second: object) -> list[object]:
        def pass_on(x: object, _: object) -> object:
            return x

        return [first, pass_on(second, look(sys._getframe()))]

    probe(temporary, kept)
    return any(x is temporary for x in seen) and any(x is kept for x in seen)


references = _read if _works() else _guess
"""What a suspended frame refers to and will still use."""


def frames(frame: FrameType | None) -> Iterator[FrameType]:
    """A frame and those that it returns to."""
    while frame is not None:
        yield frame
        frame = frame.f_back
