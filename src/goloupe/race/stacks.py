"""Stacks of accesses, taken quickly and read later.

A stack is a flat tuple: code, instruction, code, instruction …, innermost first; only code that tracebacks show is in it.
"""

from __future__ import annotations

from types import FrameType
from typing import Any

from goloupe.runtime import stack
from goloupe.runtime.stack import Frame

Stack = tuple[Any, ...]


def capture(frame: FrameType | None) -> Stack:
    """The stack from ``frame`` outwards."""
    out: list[Any] = []
    known = stack.KNOWN
    while frame is not None:
        code = frame.f_code
        if id(code) in known:
            out.append(code)
            out.append(frame.f_lasti)
        frame = frame.f_back
    return tuple(out)


def frames(taken: Stack) -> list[Frame]:
    """The frames of a stack; a string in place of code is the name of a function of Go's runtime."""
    out = []
    for i in range(0, len(taken), 2):
        code, at = taken[i], taken[i + 1]
        f = code if isinstance(code, Frame) else stack.frame_of(code, stack.line_at(code, at))
        if f is not None:
            out.append(f)
    return out
