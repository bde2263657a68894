"""The order of analysis: callees before callers, mutually recursive functions together.

This is Tarjan's algorithm with the compiler's two changes (``cmd/compile/internal/ir/scc.go``).  A closure is never the root of a
component, so it lands in the component of the function around it.  And each function gets two numbers, the second of
which stands for "reached from itself", so that a component tells whether it is recursive.  Messages come out in the order of the
visit, so that order is followed exactly: functions as the package lists them, references in the order of a preorder walk.

The walk is iterative; call chains in generated code are deeper than any stack.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from goloupe.syntax import kinds as K
from goloupe.syntax.columns import Columns

_DONE = 1 << 60
_REFERENCES = bytes((K.NAME, K.METHVALUE, K.METHEXPR, K.CLOSURE, K.RANGE, K.CALLINTER))


class References:
    """Functions of this package that each function refers to, in the order of the compiler's walk."""

    __slots__ = ("_c", "_devirtualized", "_interesting")

    def __init__(self, columns: Columns, devirtualized: dict[int, int]) -> None:
        self._c = columns
        self._devirtualized = devirtualized
        # One byte per node: 1 where something may refer to a function.
        table = bytearray(256)
        for kind in _REFERENCES:
            table[kind] = 1
        self._interesting = columns.kind_bytes.translate(bytes(table))

    def of(self, fn: int) -> list[int]:
        """Functions that the body of ``fn`` refers to, with repetitions left out where they follow each other."""
        body = self._c.fn_node[fn]
        if body < 0:
            return []
        out: list[int] = []
        self._scan(body, self._c.n_end[body], out)
        return out

    def _scan(self, start: int, end: int, out: list[int]) -> None:
        c = self._c
        n_kind, n_aux, o_class, o_fn = c.n_kind, c.n_aux, c.o_class, c.o_fn
        find = self._interesting.find
        node = find(1, start, end)
        while node >= 0:
            kind = n_kind[node]
            target = -1
            if kind == K.NAME:
                obj = n_aux[node]
                if o_class[obj] == K.CLASS_FUNC:
                    target = o_fn[obj]
            elif kind == K.CLOSURE:
                target = n_aux[node]
            elif kind == K.RANGE:
                # The compiler looks at what is ranged over before it looks at key and value.
                key = node + 1
                x = c.n_end[c.n_end[key]]
                self._scan(x, c.n_end[x], out)
                self._scan(key, x, out)
                node = find(1, c.n_end[x], end)
                continue
            elif kind == K.CALLINTER:
                target = self._devirtualized.get(node, -1)
            else:
                obj = c.n_aux2[node]
                if obj >= 0:
                    target = o_fn[obj]
            if target >= 0 and (not out or out[-1] != target):
                out.append(target)
            node = find(1, node + 1, end)


def components(columns: Columns, order: Iterable[int], references: Callable[[int], Sequence[int]]) -> list[tuple[list[int], bool]]:
    """Components in the order of analysis, each with whether it is recursive."""
    flags, external = columns.fn_flags, K.FN_EXTERNAL
    ids: dict[int, int] = {}
    generation = 0
    stack: list[int] = []
    out: list[tuple[list[int], bool]] = []

    for start in order:
        if start in ids or flags[start] & K.FN_CLOSURE:
            continue
        # One frame per function being visited: function, its references, next reference, smallest number reached.
        generation += 2
        ids[start] = generation - 1
        stack.append(start)
        frames: list[list[object]] = []
        fn, refs, at, low = start, references(start), 0, generation
        while True:
            if at < len(refs):
                target = refs[at]
                at += 1
                if flags[target] & external:
                    continue
                seen = ids.get(target)
                if seen is not None:
                    if seen < low:
                        low = seen
                    continue
                frames.append([fn, refs, at, low])
                generation += 2
                ids[target] = generation - 1
                stack.append(target)
                fn, refs, at, low = target, references(target), 0, generation
                continue
            own = ids[fn]
            if (low == own or low == own + 1) and not flags[fn] & K.FN_CLOSURE:
                first = len(stack) - 1
                while stack[first] != fn:
                    ids[stack[first]] = _DONE
                    first -= 1
                ids[fn] = _DONE
                out.append((stack[first:], low == own))
                del stack[first:]
            if not frames:
                break
            reached = low
            fn, refs, at, low = frames.pop()  # type: ignore[assignment]
            if reached < low:
                low = reached
    return out
