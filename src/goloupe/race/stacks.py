"""Stacks of accesses, taken quickly and read later.

A stack is a flat tuple: code, instruction, code, instruction …, innermost first; only code that tracebacks show is in it.

Instrumented code does not even take that.  Where it makes an access it tells its **place** in the source, a number, and a list that
belongs to this call of the function and is empty at first.  The first access that must be remembered puts the function's code into the
list, and after it code and instruction of all callers; for these do not get on as long as the call lasts, all others share it.  `stack_of`
makes a stack of the two. Accesses of other origin have the place 0 and a stack.
"""

from __future__ import annotations

from types import FrameType
from typing import Any, Final

from goloupe.runtime import stack
from goloupe.runtime.proc import Proc
from goloupe.runtime.stack import Frame

Stack = tuple[Any, ...]
Origin = Any
"""The list of a call, or a stack."""

_OUTERMOST: Final = Proc._worker.__code__
"""What calls the function of a goroutine."""
COLUMNS: Final = 12
"""Bits of a place for where in its line it is."""
KIND: Final = 40
"""Bits of a place below what is done there: see `runtimeframes`."""
CASE: Final = 63
"""Of a place whose line is that of the source: see `at_line`."""
_LINE: Final = (1 << KIND) - 1


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


def again(frame: FrameType | None, before: Origin) -> Stack:
    """The stack from ``frame`` outwards; if it is the one of before, that very object."""
    if before.__class__ is not tuple:
        return capture(frame)
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


def taken(call: list[Any] | None, frame: FrameType) -> Origin:
    """The origin of the first access that must be remembered in a call whose frame this is; of code that has no list (None), a stack."""
    if call is None:
        return capture(frame)
    call.append(frame.f_code)
    outer = frame.f_back
    while outer is not None:
        code = outer.f_code
        if code is _OUTERMOST:
            break
        call += code, outer.f_lasti
        outer = outer.f_back
    return call


def stack_of(place: int, origin: Origin) -> Stack:
    """The stack of an access."""
    if not place:
        return origin  # type: ignore[no-any-return]
    known = stack.KNOWN
    pairs = [(origin[0], -place), *zip(origin[1::2], origin[2::2], strict=True)]
    return tuple([part for pair in pairs if id(pair[0]) in known for part in pair])


def at_line(taken: Stack, line: int) -> Stack:
    """A stack whose innermost place is in another line of its statement; 1: in that of the stack."""
    return (taken[0], -did(CASE, line << COLUMNS), *taken[2:]) if line > 1 and taken else taken


def frames(taken: Stack) -> list[Frame]:
    """The frames of a stack; a frame of a function of Go's runtime stands for itself, in place of code."""
    out = []
    for i in range(0, len(taken), 2):
        code, at = taken[i], taken[i + 1]
        if isinstance(code, Frame):
            f: Frame | None = code
        elif at < 0 and -at >> KIND == CASE:
            f = stack.frame_of(code, stack.line_at(code, 0))
            f = f and f._replace(line=(-at & _LINE) >> COLUMNS)
        else:
            f = stack.frame_of(code, (-at & _LINE) >> COLUMNS if at < 0 else stack.line_at(code, at))
        if f is not None:
            out.append(f)
    return out


def did(kind: int, place: int) -> int:
    """A place, and what is done there."""
    return kind << KIND | place & _LINE


def kind_of(taken: Stack) -> int:
    """What is done at the innermost place of a stack; 0 if that is not known."""
    return -taken[1] >> KIND if taken and taken[1] < 0 else 0
