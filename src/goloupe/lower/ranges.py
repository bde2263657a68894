"""Which integers need no wrapping: a range for every integer expression, as far as cheap reasoning goes.

Go's integers wrap, Python's do not, so each result must be brought back into its type, which costs about as much as the operation.
Most need not be: lengths, indices, bytes, masks, counters.  A local that is only ever set to bounded values and
stepped by constants counts as bounded: from a start below 2^50 it would take more steps than any run has time for to leave
2^52.  That is the one argument here that is about time and not about values.
"""

from __future__ import annotations

from collections.abc import Callable

from goloupe.lower.base import INT, RANGES, UINTPTR, Context
from goloupe.syntax import kinds as K

LENGTH = (0, 1 << 48)
STEPS = 1 << 50
"""More steps than a counter can take."""
LIMIT = 1 << 52

Range = tuple[int, int]


def constant(ctx: Context, node: int) -> int | None:
    """Value of an integer constant."""
    c = ctx.c
    if c.n_kind[node] == K.LITERAL and c.c_kind[c.n_aux[node]] == 3:
        return int(c.strings[c.c_text[c.n_aux[node]]])
    return None


def range_of(ctx: Context, node: int) -> Range:
    """Bounds of the integer expression ``node`` before wrapping is applied to it itself."""
    c = ctx.c
    kind = c.n_kind[node]
    type_kind = c.t_kind[c.n_type[node]] if c.n_type[node] >= 0 else INT
    full = RANGES.get(type_kind, RANGES[INT])
    if kind == K.LITERAL:
        value = constant(ctx, node)
        return full if value is None else (value, value)
    if kind == K.NAME:
        return ctx.ranges.get(c.n_aux[node], full)
    if kind in (K.LEN, K.CAP, K.COPY):
        return LENGTH
    if kind in (K.CONV, K.CONVNOP):
        src = c.n_type[node + 1]
        if src >= 0 and c.t_kind[src] in RANGES:
            inner = wrapped(ctx, node + 1)
            return inner if full[0] <= inner[0] and inner[1] <= full[1] else full
        return full
    raw = raw_range(ctx, node)
    return full if raw is None else raw


def wrapped(ctx: Context, node: int) -> Range:
    """Bounds of the expression's value."""
    full = RANGES.get(ctx.c.t_kind[ctx.c.n_type[node]], RANGES[INT])
    low, high = range_of(ctx, node)
    return (low, high) if full[0] <= low and high <= full[1] else full


def raw_range(ctx: Context, node: int) -> Range | None:
    """Bounds of an operation's result before it is brought into its type; None if unknown."""
    c = ctx.c
    kind = c.n_kind[node]
    if kind in (K.ADD, K.SUB, K.MUL, K.DIV, K.MOD, K.AND, K.OR, K.XOR, K.ANDNOT, K.LSH, K.RSH):
        left = node + 1
        right = c.n_end[left]
        a, b = wrapped(ctx, left), wrapped(ctx, right)
        return _BINARY[kind](a, b)
    if kind == K.NEG:
        a = wrapped(ctx, node + 1)
        return (-a[1], -a[0])
    if kind == K.PLUS:
        return wrapped(ctx, node + 1)
    if kind in (K.MIN, K.MAX):
        parts = [wrapped(ctx, child) for child in c.children(node)]
        pick = min if kind == K.MIN else max
        return (pick(p[0] for p in parts), pick(p[1] for p in parts))
    return None


def _mul(a: Range, b: Range) -> Range:
    corners = (a[0] * b[0], a[0] * b[1], a[1] * b[0], a[1] * b[1])
    return (min(corners), max(corners))


def _div(a: Range, b: Range) -> Range | None:
    if b[0] > 0:
        return (min(a[0], 0) if a[0] < 0 else a[0] // b[1], max(a[1], 0) if a[1] < 0 else a[1] // b[0])
    return None


def _mod(a: Range, b: Range) -> Range | None:
    size = max(abs(b[0]), abs(b[1])) - 1
    return (0 if a[0] >= 0 else -size, size if a[1] > 0 else 0) if size >= 0 else None


def _and(a: Range, b: Range) -> Range | None:
    if a[0] >= 0 and b[0] >= 0:
        return (0, min(a[1], b[1]))
    if b[0] >= 0:
        return (0, b[1])
    if a[0] >= 0:
        return (0, a[1])
    return None


def _or(a: Range, b: Range) -> Range | None:
    if a[0] >= 0 and b[0] >= 0:
        return (0, (1 << max(a[1].bit_length(), b[1].bit_length())) - 1)
    return None


def _lsh(a: Range, b: Range) -> Range | None:
    if b[0] == b[1] and 0 <= b[0] < 64:
        return (a[0] << b[0], a[1] << b[0])
    return None


def _rsh(a: Range, b: Range) -> Range | None:
    if b[0] == b[1] and b[0] >= 0:
        shift = min(b[0], 64)
        return (a[0] >> shift, a[1] >> shift)
    return (min(a[0], 0), max(a[1], 0))


_BINARY: dict[int, Callable[[Range, Range], Range | None]] = {
    K.ADD: lambda a, b: (a[0] + b[0], a[1] + b[1]),
    K.SUB: lambda a, b: (a[0] - b[1], a[1] - b[0]),
    K.MUL: _mul,
    K.DIV: _div,
    K.MOD: _mod,
    K.AND: _and,
    K.OR: _or,
    K.XOR: _or,
    K.ANDNOT: lambda a, _: (0, a[1]) if a[0] >= 0 else None,
    K.LSH: _lsh,
    K.RSH: _rsh,
}


class Sources:
    """Collects what is assigned to the integer locals of a function."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.values: dict[int, list[int]] = {}
        self.up: set[int] = set()
        """Variables that go up in small steps."""
        self.down: set[int] = set()
        self.unknown: set[int] = set()

    def assign(self, lhs: int, rhs: int) -> None:
        """``lhs = rhs``; rhs -1 is zero, -2 something unknown, -3 an index."""
        c = self.ctx.c
        if c.n_kind[lhs] != K.NAME:
            return
        obj = c.n_aux[lhs]
        if rhs == -2:
            self.unknown.add(obj)
        elif rhs != -1:
            self.values.setdefault(obj, []).append(rhs)
        else:
            self.values.setdefault(obj, [])

    def step(self, lhs: int, op: int, rhs: int) -> None:
        """``lhs op= rhs``."""
        c = self.ctx.c
        if c.n_kind[lhs] != K.NAME:
            return
        obj = c.n_aux[lhs]
        value = constant(self.ctx, rhs)
        if op in (K.ADD, K.SUB) and value is not None and abs(value) <= 1 << 20:
            (self.up if (op == K.ADD) == (value >= 0) else self.down).add(obj)
        elif op in (K.MOD, K.AND, K.DIV, K.RSH):
            low, _ = wrapped(self.ctx, rhs)
            if op == K.DIV and low < 1:
                self.unknown.add(obj)
        else:
            self.unknown.add(obj)

    def solve(self, candidates: set[int]) -> None:
        """Find ranges for ``candidates``, variables that nothing else can change."""
        c = self.ctx.c
        names = [
            obj
            for obj in self.values
            if obj in candidates and obj not in self.unknown and c.t_kind[c.o_type[obj]] in RANGES and c.t_kind[c.o_type[obj]] <= UINTPTR
        ]
        ranges = self.ctx.ranges
        for obj in names:
            ranges[obj] = (0, 0)
        for last in (False, False, False, True):
            changed = False
            for obj in names:
                if obj not in ranges:
                    continue
                full = RANGES[c.t_kind[c.o_type[obj]]]
                low, high = 0, 0
                for rhs in self.values[obj]:
                    a, b = LENGTH if rhs == -3 else wrapped(self.ctx, rhs)
                    low, high = min(low, a), max(high, b)
                if obj in self.up:
                    high += STEPS
                if obj in self.down:
                    low -= STEPS
                if low < full[0] or high > full[1]:
                    low, high = full
                if (low, high) != ranges[obj]:
                    changed = True
                    if last or low < -LIMIT or high > LIMIT:
                        del ranges[obj]
                    else:
                        ranges[obj] = (low, high)
            if not changed:
                break
        else:
            # Not settled: give up on everything that is still moving, and on what depends on it.
            for obj in names:
                ranges.pop(obj, None)
