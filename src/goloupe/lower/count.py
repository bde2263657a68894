"""Loops that count: ``for i := a; i < n; i += s`` is Python's loop over a ``range``, which compares and adds in C.

That is so if nobody can tell the difference: the variable is declared by the loop, changed by its post statement alone and not
shared with a closure; the limit and the step stay what they are while the loop runs; and the last addition cannot leave the type.
Where only the values can say whether it does, the loop asks when it starts, and else counts as Go does (``counting``).  So does one that
goes on for long, because ``counting`` lets others run in between (`goloupe.runtime.turns`).
"""

from __future__ import annotations

from dataclasses import dataclass

from goloupe.lower.base import INT, INT64, RANGES, SLICE, STRING, Context
from goloupe.lower.bounds import Stretch, ascending, descending
from goloupe.lower.operand import Operands
from goloupe.lower.ranges import LENGTH, constant, wrapped
from goloupe.syntax import kinds as K

_LARGE = 1 << 62
"""Two values below it have a sum in int64."""
SHORT = 1 << 24
"""A loop that goes no further is not long."""


@dataclass(frozen=True)
class Counting:
    """A loop that counts."""

    variable: int
    limit: int
    step: int
    """The step's node."""
    sign: int
    inclusive: bool
    asks: bool
    """Whether the limit and the step must be looked at when the loop starts."""
    long: bool
    """It is known to go on for long."""

    def values(self, lowerer: Operands) -> str:
        """The values that the variable takes, from the one that it has."""
        name = lowerer.local(self.variable)
        stop, step = self._stop(lowerer), lowerer.x(self.step)
        paused = f"{'counting' if self.sign > 0 else 'countdown'}({name}, {stop}, {step})"
        if self.long:
            return paused
        tests = self.tests(lowerer)
        return f"{self.plain(lowerer)} if {' and '.join(tests)} else {paused}" if tests else self.plain(lowerer)

    def plain(self, lowerer: Operands) -> str:
        """The values if the tests hold and there are not too many."""
        name, stop, step = lowerer.local(self.variable), self._stop(lowerer), lowerer.x(self.step)
        if self.sign < 0:
            return f"range({name}, {stop}, -{step})"
        return f"range({name}, {stop})" if step == "1" else f"range({name}, {stop}, {step})"

    def tests(self, lowerer: Operands) -> list[str]:
        """What must hold for the variable not to leave its type, nor the loop to go on for long."""
        if not self.asks:
            return []
        step = lowerer.x(self.step)
        return [f"{lowerer.x(self.limit)}<{SHORT:#x}", *([] if step.isdigit() else [f"0<{step}<{_LARGE:#x}"])]

    def stretch(self, lowerer: Operands, loop: int) -> Stretch:
        """What the variable goes through in the loop."""
        ctx = lowerer.ctx
        name, limit = lowerer.local(self.variable), lowerer.x(self.limit)
        start = declared_before(ctx, self.variable)
        if self.sign > 0:
            return ascending(ctx, loop, start, self.limit, self.inclusive, f"{limit}{'<' if self.inclusive else '<='}")
        return descending(ctx, loop, start, wrapped(ctx, self.limit)[0] + (0 if self.inclusive else 1), f"{name}<")

    def _stop(self, lowerer: Operands) -> str:
        limit = lowerer.x(self.limit)
        if not self.inclusive:
            return limit
        return str(int(limit.strip("()")) + self.sign) if limit.strip("()-").isdigit() else f"{limit}{self.sign:+}"


def counting_loop(ctx: Context, node: int, cond: int, post: int) -> Counting | None:
    """The loop ``node`` as one that counts; None if it is not."""
    c = ctx.c
    n_kind, n_aux, n_end = c.n_kind, c.n_aux, c.n_end
    compared = n_kind[cond]
    if compared not in (K.LT, K.LE, K.GT, K.GE) or n_kind[post] != K.ASOP or n_aux[post] not in (K.ADD, K.SUB):
        return None
    left, target = cond + 1, post + 1
    if n_kind[left] != K.NAME or n_kind[target] != K.NAME or n_aux[left] != n_aux[target]:
        return None
    obj, limit, step = n_aux[left], n_end[left], n_end[target]
    sign = 1 if n_aux[post] == K.ADD else -1
    kind = c.t_kind[c.o_type[obj]]
    if kind not in RANGES or (sign > 0) != (compared in (K.LT, K.LE)):
        return None
    if not _own(ctx, obj, node, post) or not _steady(ctx, limit, node) or not _steady(ctx, step, node):
        return None
    inclusive = compared in (K.LE, K.GE)
    low, high = RANGES[kind]
    bounds = wrapped(ctx, limit)
    amount = constant(ctx, step)
    asks = False
    if sign < 0:
        if amount is None or amount <= 0 or bounds[0] + (0 if inclusive else 1) - amount < low:
            return None
        first = declared_before(ctx, obj)
        return Counting(obj, limit, step, sign, inclusive, False, first >= 0 and wrapped(ctx, first)[0] > SHORT)
    if amount is None or amount <= 0 or bounds[1] - (0 if inclusive else 1) + amount > high:
        if kind not in (INT, INT64) or (amount is not None and not 0 < amount < _LARGE):
            return None
        asks = True
    asks = asks or bounds[1] > LENGTH[1]
    return Counting(obj, limit, step, sign, inclusive, asks, bounds[0] > SHORT)


def declared_before(ctx: Context, obj: int) -> int:
    """The value that the loop's variable starts with, as a node; -1 if that is zero."""
    rhs = ctx.c.n_end[ctx.written[obj][0] + 1]
    return -1 if ctx.c.n_kind[rhs] == K.NONE else rhs


def _own(ctx: Context, obj: int, node: int, post: int) -> bool:
    """Whether the variable is only set right before the loop and by its post statement, and is used nowhere else."""
    c = ctx.c
    if c.o_class[obj] != 0 or obj in ctx.boxed or obj in ctx.shared:
        return False
    writes = ctx.written.get(obj, [])
    if len(writes) != 2 or writes[1] != post:
        return False
    start = writes[0]
    first, last = ctx.named[obj]
    return c.n_kind[start] == K.AS and c.n_end[start] == node and first == start + 1 and last < c.n_end[node]


def _steady(ctx: Context, node: int, loop: int) -> bool:
    """Whether an expression is a constant, a local that the loop does not change, or the length of one."""
    c = ctx.c
    if constant(ctx, node) is not None:
        return True
    if c.n_kind[node] == K.LEN:
        node += 1
        if c.t_kind[c.n_type[node]] not in (SLICE, STRING):
            return False
    if c.n_kind[node] != K.NAME:
        return False
    obj = c.n_aux[node]
    if c.o_class[obj] > 2 or obj in ctx.boxed or obj in ctx.shared or obj in ctx.parts:
        return False
    end = c.n_end[loop]
    return not any(loop <= at < end for at in ctx.written.get(obj, ()))
