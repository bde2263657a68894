"""What the functions that a goroutine is in do with an object: which operations of the machine they call with it.

Their code tells it: what follows the name of an operation, up to the call, are variables and fields of variables.  Where an operand is
anything else, or another function has the operation, nothing is known.
"""

from __future__ import annotations

import dis
from collections.abc import Iterator
from types import CodeType, FrameType
from typing import Any, Final

_VARIABLE: Final = ("LOAD_FAST", "LOAD_DEREF", "LOAD_GLOBAL", "LOAD_NAME", "LOAD_CLASSDEREF")
_FIELD: Final = ("LOAD_ATTR", "LOAD_METHOD")
_CALL: Final = ("PRECALL", "CALL")
_MANY: Final = frozenset(("select",))
"""Operations with any number of objects; the others work on the first."""
_MACHINE: Final = "rt"
"""What is no operand."""

Operand = tuple[str, ...]
"""A variable, and a field of its, and one of that …"""


def operands(code: CodeType, operations: frozenset[str]) -> Iterator[Operand]:
    """What a function calls these operations with."""
    name, found = "", list[Operand]()
    for ins in dis.get_instructions(code):
        loads = ins.opname.startswith(_VARIABLE)
        if (loads or ins.opname in _FIELD) and ins.argval in operations:
            name, found = ins.argval, []
        elif name and loads:
            names = ins.argval if isinstance(ins.argval, tuple) else (ins.argval,)
            found += [(n,) for n in names if n != _MACHINE]
        elif name and ins.opname in _FIELD and found:
            found[-1] += (ins.argval,)
        elif name and ins.opname.startswith(_CALL):
            yield from found if name in _MANY else found[:1]
            name = ""


def does(frame: FrameType, operations: frozenset[str], objects: list[Any]) -> bool:
    """Whether a function calls one of these operations with one of the objects."""
    if operations.isdisjoint(frame.f_code.co_names):
        return False
    known = frame.f_locals
    variables = dict(known)
    if known.__class__ is dict and frame.f_code.co_flags & 2:
        known.clear()  # A copy that the frame would keep, with all that it refers to.
    for first, *fields in operands(frame.f_code, operations):
        value = variables.get(first, frame.f_globals.get(first))
        for field in fields:
            value = getattr(value, field, None)
        if any(value is x for x in objects):
            return True
    return False
