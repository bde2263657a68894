"""Indices that need no test: the variable of a counting loop that stays below the length of the slice, array or string it indexes.

A length or a limit is a `Form`, a constant beside a length or a variable that never changes; two forms of one base can be compared.
``make([]T, n+1)`` gives its slice the form of its length, and a limit that is a copy of ``len(s)`` counts as ``len(s)``.
Where forms do not tell, but the slice is the same all through a short loop, the loop is written twice, without the tests and with them;
a single test at its start says which of the two runs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from goloupe.lower.base import ARRAY, INT, SLICE, STRING, Context
from goloupe.lower.ranges import constant, wrapped
from goloupe.syntax import kinds as K

_DEPTH = 4
"""Variables that a form looks through."""
_NEAR = 1 << 20
"""Constants beside a base are smaller, so that with a length that memory can hold no sum leaves int."""
TWICE = 24
"""Lines of a loop that is written twice, at most."""

_EITHER = re.compile("\1(\\d+)\2([^\2]*)\2([^\3]*)\3")


@dataclass(frozen=True)
class Form:
    """``base + more``: base 0 is nothing, ``o + 1`` the variable ``o``, ``-o - 1`` the length of the variable ``o``."""

    base: int
    more: int

    def plus(self, n: int) -> Form:
        """The form of something that is ``n`` larger."""
        return Form(self.base, self.more + n)


@dataclass
class Stretch:
    """What a loop's variable goes through."""

    start: int
    """Where the loop starts and ends, as nodes."""
    end: int
    low: bool
    """It is known not to be negative."""
    top: Form | None
    """Its largest value."""
    below: str = ""
    """Left side and operator of a comparison that tells, when the loop starts, whether all values are below what stands right."""
    tests: list[str] = field(default_factory=list)
    """Tests that tell, when the loop starts, whether the tests in it can be left out; none if there are no such."""


def fixed(ctx: Context, obj: int) -> bool:
    """Whether a variable keeps the value that it is declared with."""
    if obj in ctx.boxed or obj in ctx.shared or obj in ctx.parts:
        return False
    return ctx.c.o_class[obj] <= 1 and len(ctx.written.get(obj, ())) == (0 if ctx.c.o_class[obj] == 1 else 1)


def form(ctx: Context, node: int, depth: int = 0) -> Form | None:
    """The form of an integer expression."""
    c = ctx.c
    value = constant(ctx, node)
    if value is not None:
        return Form(0, value)
    kind = c.n_kind[node]
    if kind == K.LEN and c.n_kind[node + 1] == K.NAME and c.t_kind[c.n_type[node + 1]] in (SLICE, STRING):
        obj = c.n_aux[node + 1]
        return length(ctx, obj, depth) if fixed(ctx, obj) else Form(-obj - 1, 0) if depth == 0 else None
    if c.t_kind[c.n_type[node]] != INT:
        return None
    if kind == K.NAME:
        obj = c.n_aux[node]
        if not fixed(ctx, obj):
            return None
        given = declared(ctx, obj)
        known = form(ctx, given, depth + 1) if given >= 0 and depth < _DEPTH else None
        return known or Form(obj + 1, 0)
    if kind in (K.ADD, K.SUB):
        by = constant(ctx, c.n_end[node + 1])
        if by is not None and abs(by) < _NEAR and depth < _DEPTH:
            inner = form(ctx, node + 1, depth + 1 if depth else 0)
            return inner.plus(by if kind == K.ADD else -by) if inner is not None and abs(inner.more) < _NEAR else None
    return None


def declared(ctx: Context, obj: int) -> int:
    """The expression that a fixed local is declared with; -1 if it is not declared alone, or is a parameter."""
    c = ctx.c
    writes = ctx.written.get(obj, ())
    if len(writes) != 1 or c.n_kind[writes[0]] != K.AS:
        return -1
    rhs = c.n_end[writes[0] + 1]
    return -1 if c.n_kind[rhs] == K.NONE else rhs


def made(ctx: Context, obj: int) -> int:
    """The make() that a fixed slice comes from; -1 if it does not."""
    rhs = declared(ctx, obj)
    return rhs if rhs >= 0 and ctx.c.n_kind[rhs] == K.MAKESLICE else -1


def length(ctx: Context, obj: int, depth: int = 0) -> Form:
    """The form of the length of a slice or string."""
    at = made(ctx, obj) if fixed(ctx, obj) else -1
    known = form(ctx, at + 1, depth + 1) if at >= 0 and depth < _DEPTH else None
    return known if known is not None and abs(known.more) < _NEAR else Form(-obj - 1, 0)


class Bounds:
    """The loops around what is being lowered whose variables are known."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.known: dict[int, Stretch] = {}

    def steady(self, obj: int, start: int, end: int) -> bool:
        """Whether a variable keeps its value from one node to another."""
        ctx = self.ctx
        if obj in ctx.boxed or obj in ctx.shared or obj in ctx.parts or ctx.c.o_class[obj] > 2:
            return False
        return not any(start <= at < end for at in ctx.written.get(obj, ()))

    def inside(self, base: int, index: int) -> Stretch | None:
        """What is known of ``index`` in ``base``, if it is a loop's variable in something that is the same all through the loop."""
        c = self.ctx.c
        if c.n_kind[index] != K.NAME:
            return None
        stretch = self.known.get(c.n_aux[index])
        if stretch is None:
            return None
        if c.t_kind[c.n_type[base]] == ARRAY:
            return stretch
        if c.n_kind[base] != K.NAME or not self.steady(c.n_aux[base], stretch.start, stretch.end):
            return None
        return stretch

    def proven(self, stretch: Stretch, base: int) -> bool:
        """Whether all values are below the length of ``base``."""
        c = self.ctx.c
        top = stretch.top
        if top is None or abs(top.more) >= _NEAR:
            return False
        type_id = c.n_type[base]
        size = Form(0, c.t_len[type_id]) if c.t_kind[type_id] == ARRAY else length(self.ctx, c.n_aux[base])
        return top.base == size.base and top.more < size.more

    def pick(self, base: int, index: int, at: str, limit: str, checked: str) -> str:
        """The index ``at``: unchecked where that is right, or both forms where the loop decides it."""
        stretch = self.inside(base, index)
        if stretch is None:
            return checked
        tests = [] if stretch.low else [f"0<={at}"]
        if not self.proven(stretch, base):
            c = self.ctx.c
            obj = c.n_aux[base] if c.n_kind[base] == K.NAME else -1
            written = self.ctx.written.get(obj, ())
            if obj not in self.ctx.opened or not stretch.below or (written and written[0] >= stretch.start):
                return checked
            tests.append(stretch.below + limit)
        if not tests:
            return at
        for test in tests:
            if test not in stretch.tests:
                stretch.tests.append(test)
        return f"\1{stretch.start}\2{at}\2{checked}\3"


def resolve(text: str, loop: int, checked: bool) -> str:
    """A line of a loop's body with, or without, the tests that the loop decides about."""
    if "\1" not in text:
        return text
    return _EITHER.sub(lambda m: m[0] if int(m[1]) != loop else m[3] if checked else m[2], text)


def ascending(ctx: Context, loop: int, start: int, limit: int, inclusive: bool, below: str) -> Stretch:
    """The stretch of a loop from ``start`` up to ``limit``."""
    top = form(ctx, limit)
    low = start < 0 or wrapped(ctx, start)[0] >= 0
    return Stretch(loop, ctx.c.n_end[loop], low, top if top is None or inclusive else top.plus(-1), below)


def descending(ctx: Context, loop: int, start: int, low: int, below: str) -> Stretch:
    """The stretch of a loop from ``start`` down to what is at least ``low``."""
    return Stretch(loop, ctx.c.n_end[loop], low >= 0, form(ctx, start), below)
