"""What a suspended Python frame will still use: liveness of its variables, and how deep its evaluation stack is.

Go's collector scans a stack by the maps that the compiler made for each call: a variable that is not read any more is no reference.
Lowered functions have no such maps, but their bytecode says the same. A variable is *live* after an instruction if some path from
there, through exception handlers too, reads it before it is written. That is the usual backward data flow, once per code object.
Cells are shared with closures, so writing to one does not end its life.
"""

from __future__ import annotations

import dis
from bisect import bisect_right
from types import CodeType
from typing import Any, Final

_ENDS: Final = frozenset(("RETURN_VALUE", "RETURN_CONST", "RAISE_VARARGS", "RERAISE", "INTERPRETER_EXIT"))
_JUMPS: Final = frozenset(("JUMP_FORWARD", "JUMP_BACKWARD", "JUMP_BACKWARD_NO_INTERRUPT"))
_KEEPS: Final = frozenset(("FOR_ITER", "SEND"))
"""Instructions that call out with all their operands still on the stack."""
_CELL_READS: Final = frozenset(("LOAD_DEREF", "LOAD_CLASSDEREF", "LOAD_CLOSURE", "DELETE_DEREF", "LOAD_FROM_DICT_OR_DEREF"))
_UNKNOWN: Final = -1
_GENERATOR: Final = "RETURN_GENERATOR"
"""What a generator goes on from: with the value on its stack that `dis.stack_effect` does not know of in all versions."""


def slot_names(code: CodeType) -> list[str]:
    """The variables of a frame in the order in which it holds them: locals, cells, what its closure gives."""
    names = list(code.co_varnames)
    names += [name for name in code.co_cellvars if name not in code.co_varnames]
    return names + list(code.co_freevars)


class Liveness:
    """The analysis of one code object."""

    __slots__ = ("_depth", "_live", "_offsets", "_slots", "code", "names")

    def __init__(self, code: CodeType) -> None:
        self.code = code
        self.names = slot_names(code)
        self._slots: dict[int, tuple[int, ...]] = {}
        bytecode = dis.Bytecode(code)
        instructions = list(bytecode)
        self._offsets = [ins.offset for ins in instructions]
        entries: list[Any] = list(getattr(bytecode, "exception_entries", ()))
        at = {offset: i for i, offset in enumerate(self._offsets)}
        handlers = self._handlers(entries, at)
        successors = [self._successors(ins, i, len(instructions), at) for i, ins in enumerate(instructions)]
        self._depth = self._depths(instructions, successors, handlers)
        self._live = self._flow(instructions, successors, handlers)

    def at(self, lasti: int) -> tuple[int, int]:
        """A frame is suspended in the instruction at ``lasti``: live variables, as bits by slot; values on the stack below its operands."""
        i = bisect_right(self._offsets, lasti) - 1
        return (self._live[i], self._depth[i]) if i >= 0 else (0, 0)

    def slots(self, lasti: int) -> tuple[int, ...]:
        """The same as numbers of slots: variables, and after all of them the evaluation stack."""
        found = self._slots.get(lasti)
        if found is None:
            live, depth = self.at(lasti)
            n = len(self.names)
            found = self._slots[lasti] = (*(i for i in range(n) if live >> i & 1), *range(n, n + depth))
        return found

    def _handlers(self, entries: list[Any], at: dict[int, int]) -> list[tuple[int, int] | None]:
        """For each instruction where an exception in it leads, and the depth there."""
        out: list[tuple[int, int] | None] = [None] * len(self._offsets)
        for entry in entries:
            target = at.get(entry.target)
            if target is None:
                continue
            for offset, i in at.items():
                if entry.start <= offset < entry.end:
                    out[i] = (target, entry.depth + 1 + bool(entry.lasti))
        return out

    def _successors(self, ins: dis.Instruction, i: int, n: int, at: dict[int, int]) -> tuple[tuple[int, bool], ...]:
        """Following instructions, and whether by a jump."""
        name = ins.opname
        if name in _ENDS:
            return ()
        target = at.get(ins.argval) if ins.opcode in _JUMPING else None
        if name in _JUMPS:
            return ((target, True),) if target is not None else ()
        out = ((i + 1, False),) if i + 1 < n else ()
        return out if target is None else (*out, (target, True))

    def _depths(
        self, instructions: list[dis.Instruction], successors: list[tuple[tuple[int, bool], ...]], handlers: list[tuple[int, int] | None]
    ) -> list[int]:
        """Values on the stack while an instruction calls out."""
        before = [_UNKNOWN] * len(instructions)
        before[0] = 0
        out = [0] * len(instructions)
        pending = [0]
        limit = self.code.co_stacksize
        while pending:
            i = pending.pop()
            ins = instructions[i]
            depth = before[i]
            arg = ins.arg if ins.opcode >= dis.HAVE_ARGUMENT else None
            after = 1 if ins.opname == _GENERATOR else depth + dis.stack_effect(ins.opcode, arg, jump=False)
            out[i] = max(0, min(limit, depth if ins.opname in _KEEPS else after - 1))
            for j, jump in successors[i]:
                if before[j] == _UNKNOWN:
                    before[j] = depth + dis.stack_effect(ins.opcode, arg, jump=True) if jump else after
                    pending.append(j)
            handler = handlers[i]
            if handler is not None and before[handler[0]] == _UNKNOWN:
                before[handler[0]] = handler[1]
                pending.append(handler[0])
        return out

    def _flow(
        self, instructions: list[dis.Instruction], successors: list[tuple[tuple[int, bool], ...]], handlers: list[tuple[int, int] | None]
    ) -> list[int]:
        """Variables live after each instruction, as bits; where an exception leads counts as after."""
        slot = {name: 1 << i for i, name in enumerate(self.names)}
        effects = [_effect(ins, slot) for ins in instructions]
        live_in = [0] * len(instructions)
        live_out = [0] * len(instructions)
        changed = True
        while changed:
            changed = False
            for i in range(len(instructions) - 1, -1, -1):
                live = 0
                for j, _ in successors[i]:
                    live |= live_in[j]
                handler = handlers[i]
                if handler is not None:
                    live |= live_in[handler[0]]
                live_out[i] = live
                reads, writes = effects[i]
                if handler is not None:
                    writes &= ~live_in[handler[0]]
                new = reads | (live & ~writes)
                if new != live_in[i]:
                    live_in[i] = new
                    changed = True
        return live_out


_JUMPING: Final = frozenset((*dis.hasjrel, *dis.hasjabs))


def _effect(ins: dis.Instruction, slot: dict[str, int]) -> tuple[int, int]:
    """Variables that an instruction reads, and those that it writes without having read them."""
    name = ins.opname
    if name in _CELL_READS:
        return slot.get(ins.argval, 0), 0
    if "_FAST" not in name:
        return 0, 0
    names = ins.argval if isinstance(ins.argval, tuple) else (ins.argval,)
    bits = [slot.get(n, 0) for n in names]
    if name == "STORE_FAST_LOAD_FAST":
        return (bits[1] & ~bits[0], bits[0])
    if name.startswith("STORE_FAST"):
        return 0, sum(set(bits))
    reads = 0
    for bit in bits:
        reads |= bit
    return reads, 0


_analyses: Final[dict[int, Liveness]] = {}
"""By the identity of the code object, which the analysis keeps; like the code's meaning, an analysis belongs to no run."""


def analysis(code: CodeType) -> Liveness:
    """The analysis of a code object, made once."""
    found = _analyses.get(id(code))
    if found is None:
        found = _analyses[id(code)] = Liveness(code)
    return found
