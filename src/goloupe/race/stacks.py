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


def again(frame: FrameType | None, before: Stack) -> Stack:
    """The stack from ``frame`` outwards; if it is the one of before, that very object."""
    known = stack.KNOWN
    at, n = 0, len(before)
    outer = frame
    while outer is not None:
        code = outer.f_code
        if id(code) in known:
            if at == n or before[at] is not code or before[at + 1] != outer.f_lasti:
                return capture(frame)
            at += 2
        outer = outer.f_back
    return before if at == n else capture(frame)


def frames(taken: Stack) -> list[Frame]:
    """The frames of a stack; a string in place of code is the name of a function of Go's runtime."""
    out = []
    for i in range(0, len(taken), 2):
        code, at = taken[i], taken[i + 1]
        f = code if isinstance(code, Frame) else stack.frame_of(code, stack.line_at(code, at))
        if f is not None:
            out.append(f)
    return out
