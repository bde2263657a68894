"""Variables that are not read any more, taken from the frames that hold them.

Python keeps what a local variable refers to until its function returns; Go's collector looks only at what a function will still use.  Where
a program asks for a collection, and has something watched whose end it wants to hear of, what is dead in the frames of lowered functions
(`liveness`) is let go.
"""

from __future__ import annotations

import ctypes
import sys
from types import FrameType
from typing import TYPE_CHECKING, Any, Final

from goloupe.leak.liveness import analysis
from goloupe.leak.stacks import frames
from goloupe.runtime import stack

if TYPE_CHECKING:
    from goloupe.runtime.machine import Machine

_PROXY: Final = sys.version_info >= (3, 13)
"""Whether ``f_locals`` of a function is the frame's own variables, and not a copy (PEP 667)."""


def let_go(machine: Machine, waiting: dict[int, FrameType]) -> dict[int, FrameType]:
    """Empty the dead variables of all goroutines; called by the one that runs.

    Returns the innermost frames of those that wait, which are the machine's.  A goroutine that still waits in the frame that the call
    before has returned, ``waiting``, has not run in between: nothing has died in it.
    """
    stacks: list[FrameType | None] = [sys._getframe(1)]
    still: dict[int, FrameType] = {}
    for g in machine.allgs.values():
        owner = getattr(g.switch, "__self__", None)
        if owner is not None and g is not machine.curg:
            frame = owner.gr_frame
            if frame is not None:
                still[g.id] = frame
                if waiting.get(g.id) is not frame:
                    stacks.append(frame)
    for innermost in stacks:
        for frame in frames(innermost):
            if stack.info(frame.f_code) is not None:
                _let_go(frame)
    return still


def _let_go(frame: FrameType) -> None:
    code = frame.f_code
    live = analysis(code).at(frame.f_lasti)[0]
    dead = [name for i, name in enumerate(code.co_varnames) if not live >> i & 1 and name not in code.co_cellvars]
    if not dead:
        return
    known: Any = frame.f_locals
    for name in dead:
        if known.get(name) is not None:
            known[name] = None
    if not _PROXY:
        ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(frame), ctypes.c_int(0))
        known.clear()  # A copy that the frame would keep, with all that it refers to.
