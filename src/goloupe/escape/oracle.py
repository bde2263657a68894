"""What is known about a variable's value: its only definition, or the functions that it may hold.

The front end has already found the variables that are assigned exactly once (``o_single``) and the assignments of function
variables (section ``fa``); here the chains are followed.

A *callee* is a number: a function of this package by its id, a function elsewhere as ``ELSEWHERE`` minus its object, or ``UNKNOWN``.
"""

from __future__ import annotations

from typing import Final

from goloupe.syntax import kinds as K
from goloupe.syntax.columns import Columns

UNKNOWN: Final = -1
ELSEWHERE: Final = -2


class Oracle:
    """Answers for one package."""

    __slots__ = ("_assigned", "_c")

    def __init__(self, columns: Columns) -> None:
        self._c = columns
        self._assigned: dict[int, list[tuple[int, int]]] | None = None

    def static_value(self, node: int) -> int:
        """The expression whose value ``node`` has, as far as single definitions and no-op conversions lead."""
        c = self._c
        n_kind, n_aux = c.n_kind, c.n_aux
        steps = 0
        while True:
            kind = n_kind[node]
            if kind == K.CONVNOP:
                node += 1
            elif kind == K.INITEXPR:
                node = c.children(node)[-1]
            elif kind == K.NAME:
                obj = n_aux[node]
                if c.o_class[obj] != K.CLASS_AUTO:
                    return node
                single = c.o_single[obj]
                if single < 0 or n_kind[single] == K.NONE:
                    return node
                node = single
            else:
                return node
            steps += 1
            if steps > 100_000:  # a variable cannot define itself; damaged input might say so
                return node

    def callee(self, node: int) -> int:
        """The function that expression ``node`` names outright."""
        c = self._c
        kind = c.n_kind[node]
        if kind == K.NAME:
            obj = c.n_aux[node]
            return self.of_object(obj) if c.o_class[obj] == K.CLASS_FUNC else UNKNOWN
        if kind == K.METHEXPR:
            return self.of_object(c.n_aux2[node])
        if kind == K.CLOSURE:
            return c.n_aux[node]
        return UNKNOWN

    def of_object(self, obj: int) -> int:
        """The callee that FUNC object ``obj`` (-1: none) stands for."""
        if obj < 0:
            return UNKNOWN
        fn = self._c.o_fn[obj]
        return fn if fn >= 0 else ELSEWHERE - obj

    def key(self, callee: int) -> str:
        """Link key of a callee."""
        c = self._c
        if callee >= 0:
            return c.key(callee)
        if callee == UNKNOWN:
            return ""
        key = c.o_key[ELSEWHERE - callee]
        return c.strings[key] if key >= 0 else ""

    def function_assignments(self, obj: int) -> list[tuple[int, int]] | None:
        """Assignments ``(AS node, right side)`` of a function variable; None if they are not all known."""
        c = self._c
        if not c.o_flags[obj] & K.O_FUNC_ASSIGNS:
            return None
        if self._assigned is None:
            self._assigned = {}
            rows = c.fa
            for i in range(0, len(rows), 3):
                self._assigned.setdefault(rows[i], []).append((rows[i + 1], rows[i + 2]))
        return self._assigned.get(obj, [])
