"""Orders that a program can observe: what is evaluated when, by the rules of the compiler's ``walk/order.go`` and ``walk/assign.go``.

``order.go`` takes calls, receives, slice expressions, conversions and the like out of a statement, into temporaries, from left to right:
they are *early*.  What is left in place (indices, loads through pointers, divisions, shifts, comparisons) is *late*: it happens after all
early parts.  Both kinds can panic, so the order shows in which of two panics comes, and in whether a call to the right is made.

An assignment of several values (``ascompatee``) becomes one assignment after another.  Operands and values that an assignment before
theirs may change are saved before the first one; the others are evaluated when it is their turn.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from goloupe.lower.base import ARRAY, CHAN, FUNC, INTERFACE, MAP, POINTER, RANGES, SLICE, STRUCT, UNSAFEPTR, Base
from goloupe.lower.ranges import constant, wrapped
from goloupe.syntax import kinds as K

CALLS: Final = (K.CALLFUNC, K.CALLINTER, K.RECV)

_SLICES: Final = frozenset((K.SLICE, K.SLICESTR, K.SLICEARR, K.SLICE3, K.SLICE3ARR))

_TAKEN_OUT: Final = frozenset(
    (
        *CALLS, *_SLICES, K.LEN, K.CAP, K.APPEND, K.COPY, K.COMPLEX, K.REAL, K.IMAG, K.MIN, K.MAX, K.MAKESLICE, K.MAKECHAN, K.MAKEMAP,
        K.NEW, K.RECOVER, K.STR2BYTES, K.STR2RUNES, K.MAPLIT, K.ANDAND, K.OROR,
    )
)  # fmt: skip
"""Kinds that are always early."""

_PLAIN: Final = frozenset(
    (
        K.ADD, K.AND, K.ANDAND, K.BITNOT, K.CONV, K.CONVIFACE, K.CONVNOP, K.DIV, K.DOT, K.DOTTYPE, K.LITERAL, K.LSH, K.MOD, K.MUL, K.NEG,
        K.NIL, K.OR, K.OROR, K.PLUS, K.RSH, K.SUB, K.XOR,
    )
)  # fmt: skip
"""Kinds of which `readsMemory` in assign.go knows that they read none."""

NEVER, NIL, OTHER = 0, 1, 2
"""How something can panic: not at all, by a nil pointer only, in other ways."""


class Order(Base):
    """Answers questions about order, for one function."""

    results: list[int]
    has_defer: bool
    captured: Collection[int] = ()
    """Variables of other functions that this one uses."""

    def reads_variable(self, node: int, kind: int) -> bool:
        """Whether the node itself, not its operands, reads something that a call can change."""
        if kind == K.NAME:
            return self.exposed(self.n_aux[node])
        if kind == K.INDEX:
            return self.kind(node + 1) == SLICE
        return kind in (K.DOTPTR, K.DEREF, K.INDEXMAP)

    def exposed(self, obj: int) -> bool:
        """Whether other functions may use a variable."""
        klass = self.c.o_class[obj]
        if klass == 4:
            return False
        if klass == 3 or obj in self.ctx.boxed:
            return True
        return self.is_value_object(self.c.o_type[obj]) and (bool(self.c.o_flags[obj] & 2) or obj in self.ctx.shared)

    # Early and late.

    def is_early(self, node: int, kind: int) -> bool:
        """Whether a node is taken out of its statement."""
        if kind in (K.DOTTYPE, K.DYNAMICDOTTYPE):
            return not self.pointer_shaped(self.n_type[node])
        if kind == K.MAPLIT:
            return self.n_end[node] > node + 1
        return kind in _TAKEN_OUT

    def pointer_shaped(self, type_id: int) -> bool:
        """`IsDirectIface`: whether an interface holds such a value itself."""
        kind = self.t_kind[type_id]
        if kind in (POINTER, CHAN, MAP, FUNC, UNSAFEPTR):
            return True
        if kind not in (STRUCT, ARRAY) or self.c.t_size[type_id] != 8:
            return False
        if kind == ARRAY:
            return self.pointer_shaped(self.c.t_elem[type_id])
        start = self.c.t_fields[type_id]
        fields = [self.c.f_type[i] for i in range(start, start + self.c.t_nfields[type_id])]
        return any(self.c.t_size[t] == 8 and self.pointer_shaped(t) for t in fields)

    def in_registers(self, type_id: int) -> bool:
        """`CanSSA`: whether a variable of a type need not be in memory."""
        c = self.c
        kind = self.t_kind[type_id]
        if c.t_size[type_id] > 32 or kind not in (STRUCT, ARRAY):
            return c.t_size[type_id] <= 32
        if kind == ARRAY:
            return c.t_len[type_id] == 0 or (c.t_len[type_id] == 1 and self.in_registers(c.t_elem[type_id]))
        start, count = c.t_fields[type_id], c.t_nfields[type_id]
        return self.pointer_shaped(type_id) or (count <= 4 and all(self.in_registers(c.f_type[i]) for i in range(start, start + count)))

    def panics(self, node: int, kind: int) -> int:
        """How evaluating a node itself, not its operands, can panic."""
        if kind in (K.DOTPTR, K.DEREF):
            return NIL
        if kind == K.INDEX:
            known = self.kind(node + 1) == ARRAY and constant(self.ctx, self.n_end[node + 1]) is not None
            return NEVER if known else OTHER
        if kind in (K.DIV, K.MOD, K.LSH, K.RSH):
            if self.kind(node) not in RANGES:
                return NEVER
            right = self.n_end[node + 1]
            if constant(self.ctx, right) is not None:
                return NEVER
            low, high = wrapped(self.ctx, right) if self.kind(right) in RANGES else (0, 0)
            safe = low >= 0 if kind in (K.LSH, K.RSH) else low > 0 or high < 0
            return NEVER if safe else OTHER
        if kind in _SLICES:
            return OTHER if any(self.n_kind[part] != K.NONE for part in self.children(node)[1:]) else NEVER
        if kind in (K.MAKESLICE, K.MAKECHAN):
            return OTHER if self.n_kind[node + 1] not in (K.NONE, K.LITERAL) else NEVER
        if kind == K.INDEXMAP:
            return NEVER if self.t_kind[self.c.t_key[self.n_type[node + 1]]] not in (INTERFACE, STRUCT, ARRAY) else OTHER
        if kind in (K.EQ, K.NE):
            right = self.n_end[node + 1]
            compared = INTERFACE in (self.kind(node + 1), self.kind(right)) or self.is_value_object(self.n_type[right])
            return OTHER if compared and K.NIL not in (self.n_kind[node + 1], self.n_kind[right]) else NEVER
        return OTHER if kind in (K.DOTTYPE, K.DYNAMICDOTTYPE, K.SLICE2ARR, K.SLICE2ARRPTR) else NEVER

    def late_panic(self, node: int) -> int:
        """How the late parts of an expression can panic."""
        worst = NEVER
        at, end = node, self.n_end[node]
        while at < end:
            kind = self.n_kind[at]
            if kind == K.CLOSURE or self.is_early(at, kind):
                at = self.n_end[at]
                continue
            worst = max(worst, self.panics(at, kind))
            at += 1
        return worst

    def early_panic(self, node: int) -> bool:
        """Whether early parts of an expression can panic, or do anything else that shows."""
        at, end = node, self.n_end[node]
        while at < end:
            kind = self.n_kind[at]
            if kind == K.CLOSURE:
                at = self.n_end[at]
                continue
            if kind in CALLS or (self.is_early(at, kind) and self.panics(at, kind) == OTHER):
                return True
            at += 1
        return False

    def call_changes(self, nodes: list[int]) -> bool:
        """Whether what is early in one of the operands must come before something to its left: a call may change it, or both may panic."""
        if len(nodes) < 2:
            return False
        start, end = nodes[1], self.n_end[nodes[-1]]
        find, rfind = self.c.kind_bytes.find, self.c.kind_bytes.rfind
        last = max(rfind(kind, start, end) for kind in CALLS)
        other = max(rfind(kind, start, end) for kind in _EARLY_PANICS)
        if last < 0 and other < 0:
            return False
        at = nodes[0]
        n_kind, n_end = self.n_kind, self.n_end
        while at < last:
            kind = n_kind[at]
            if kind in CALLS or kind == K.CLOSURE:
                at = n_end[at]
                continue
            if self.reads_variable(at, kind) or (self.panics(at, kind) == OTHER and not self.is_early(at, kind)):
                if any(find(call, max(n_end[at], start), end) >= 0 for call in CALLS):
                    return True
                break
            at += 1
        if other < 0:
            return False
        early = [i for i, node in enumerate(nodes) if i and self.early_panic(node)]
        return bool(early) and any(self.late_panic(node) == OTHER for node in nodes[: early[-1]])

    def appended(self, nodes: list[int]) -> list[int]:
        """The order in which append evaluates what is late in its arguments (`walkAppendArgs`); empty if it does not show.

        What may stand twice (`safeExpr`: elements, and what pointers point to) comes last.
        """
        if sum(1 for n in nodes if self.late_panic(n)) < 2:
            return []
        safe = [self.n_kind[n] in (K.INDEX, K.INDEXMAP, K.DOTPTR, K.DEREF, K.DOT) for n in nodes]
        order = sorted(range(len(nodes)), key=lambda i: safe[i])
        return order if order != list(range(len(nodes))) else []

    # Assignments of several values.

    def saved(self, left: list[int], right: list[int]) -> tuple[list[bool], list[bool]]:
        """Which places on the left have operands, and which values on the right, that are evaluated before the first assignment."""
        places: list[bool] = []
        values: list[bool] = []
        assigned: set[int] = set()
        memory = everything = False
        for lhs, rhs in zip(left, right, strict=True):
            places.append(everything or any(self.affected(n, assigned, memory) for n in self.place_operands(lhs)))
            values.append(everything or self.affected(rhs, assigned, memory))
            while self.n_kind[lhs] == K.DOT or (self.n_kind[lhs] == K.INDEX and self.kind(lhs + 1) == ARRAY):
                lhs += 1
            if self.n_kind[lhs] != K.NAME:
                memory = True
                continue
            obj = self.n_aux[lhs]
            if self.has_defer and obj in self.results:
                everything = True
            elif self.exposed(obj):
                memory = True
            else:
                assigned.add(obj)
        return places, values

    def returned(self, nodes: list[int]) -> list[int]:
        """The order in which a return statement evaluates its values, after what is early in them; empty if it does not show."""
        late = [self.late_panic(n) for n in nodes]
        if OTHER not in late or sum(1 for risk in late if risk) < 2:
            return []
        if self.has_defer:
            return [*range(1, len(nodes)), 0]
        memory = False
        assigned: set[int] = set()
        saved: list[int] = []
        for i, (obj, node) in enumerate(zip(self.results, nodes, strict=True)):
            if self.affected(node, assigned, memory):
                saved.append(i)
            if self.exposed(obj):
                memory = True
            else:
                assigned.add(obj)
        return [*saved, *(i for i in range(len(nodes)) if i not in saved)] if saved else []

    def affected(self, node: int, assigned: set[int], memory: bool) -> bool:
        """Whether assignments to the variables ``assigned``, and to memory, may change the late parts of an expression."""
        at, end = node, self.n_end[node]
        while at < end:
            kind = self.n_kind[at]
            if self.is_early(at, kind):
                at = self.n_end[at]
                continue
            if kind in (K.NAME, K.CLOSUREVAR):
                obj = self.n_aux[at]
                if obj in assigned or (memory and (obj in self.captured or self.exposed(obj))):
                    return True
            elif memory and kind not in _PLAIN:
                return True
            at += 1
        return False

    def place_operands(self, node: int) -> list[int]:
        """What is evaluated to find the variable that ``node`` denotes."""
        found: list[int] = []
        while True:
            kind = self.n_kind[node]
            if kind == K.INDEX and self.kind(node + 1) == ARRAY:
                found.append(self.n_end[node + 1])
            elif kind in (K.INDEX, K.INDEXMAP):
                return [node + 1, self.n_end[node + 1], *found]
            elif kind in (K.DOTPTR, K.DEREF):
                return [node + 1, *found]
            elif kind not in (K.DOT, K.CONVNOP):
                return found
            node += 1


_EARLY_PANICS: Final = (*sorted(_SLICES), K.DOTTYPE, K.DYNAMICDOTTYPE, K.MAKESLICE, K.MAKECHAN, K.MAPLIT)
