"""Static devirtualisation: calls of interface methods whose concrete type is known become static calls.

It runs on the whole package before escape analysis, also without inlining, and matters to it: an argument of a known method need
not escape.  Up to Go 1.25 the interface variable had to have a single definition; since 1.26 several are fine as long as all assign
the same concrete type (and nil does not count).

Which function a method of a concrete type is comes from section ``ms`` of the columns: rows of type, method name, FUNC object
and path.  The path says how the receiver is made from a value of the type, outermost step first: ``&`` address, ``*``
dereference, ``.`` field, ``>`` field of a pointer; ``I`` at its end says that the method is promoted from an embedded
interface, so that the call stays dynamic.  A method without a row is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from goloupe.escape.oracle import Oracle
from goloupe.escape.positions import node_pos
from goloupe.escape.results import Pos
from goloupe.escape.versions import Rules
from goloupe.syntax import kinds as K
from goloupe.syntax.columns import Columns
from goloupe.syntax.format import Formatter

_UNKNOWN = -1
_NO_TYPE = -2
"""Nothing but nil was assigned."""
_PASS = frozenset((K.CONVNOP, K.CONVIFACE, K.DOTTYPE, K.DOTTYPE2))


class Devirtualizer:
    """Finds the calls of one package."""

    def __init__(self, columns: Columns, rules: Rules, formatter: Formatter) -> None:
        self.c = columns
        self.rules = rules
        self.formatter = formatter
        self.oracle = Oracle(columns)
        self.calls: dict[int, tuple[int, int, str]] = {}
        """CALLINTER node -> callee (-1: still dynamic), concrete type, path."""
        self.callees: dict[int, int] = {}
        """CALLINTER node -> callee, for those that became static."""
        self._methods: dict[tuple[int, int], tuple[int, int]] = {}
        rows = columns.ms
        for i in range(0, len(rows), 4):
            self._methods[rows[i], rows[i + 1]] = (rows[i + 2], rows[i + 3])
        self._assignments: dict[int, list[int]] = {}
        self._analyzed: set[int] = set()

    def run(self) -> Iterator[tuple[Pos, str]]:
        """Find the calls; yields the messages."""
        c = self.c
        if not self._methods:
            return
        kind_bytes = c.kind_bytes
        if kind_bytes.find(K.CALLINTER) < 0:
            return
        nested: dict[int, list[int]] = {}
        for fn, parent in enumerate(c.fn_parent):
            if parent >= 0:
                nested.setdefault(parent, []).append(fn)
        pending = list(reversed(c.funcs_order))
        seen: set[int] = set()
        while pending:
            fn = pending.pop()
            if fn in seen:
                continue
            seen.add(fn)
            pending.extend(reversed(nested.get(fn, ())))
            body = c.fn_node[fn]
            if body < 0 or c.fn_flags[fn] & K.FN_EXTERNAL:
                continue
            end = c.n_end[body]
            found: list[int] = []
            node = kind_bytes.find(K.CALLINTER, body, end)
            while node >= 0:
                found.append(node)
                node = kind_bytes.find(K.CALLINTER, node + 1, end)
            # Calls are resolved from the inside out.
            found.sort(key=lambda n: (c.n_end[n], -n))
            for call in found:
                yield from self._resolve(call)

    def _resolve(self, call: int) -> Iterator[tuple[Pos, str]]:
        c = self.c
        selector = call + 1
        if c.n_kind[selector] != K.DOTINTER:
            return
        receiver = selector + 1
        if self.rules.multiple_assignments:
            type_id = self._concrete(receiver, set())
        else:
            value = self.oracle.static_value(receiver)
            type_id = c.n_type[value + 1] if c.n_kind[value] == K.CONVIFACE else _UNKNOWN
        if type_id < 0 or c.t_kind[type_id] == K.T_INTERFACE or c.t_flags[type_id] & K.TF_SHAPE:
            return
        row = self._methods.get((type_id, c.n_aux[selector]))
        shaped = c.t_flags[type_id] & K.TF_HASSHAPE
        if row is None and not shaped:
            return
        if shaped:
            yield node_pos(c, call), f"cannot devirtualize {self.formatter.text(call)}: shaped receiver {c.type_text(type_id)}"
            return
        interface = c.n_type[receiver]
        if interface >= 0 and c.t_flags[interface] & K.TF_HASSHAPE:
            yield node_pos(c, call), f"cannot devirtualize {self.formatter.text(call)}: shaped interface {c.type_text(interface)}"
            return
        assert row is not None
        obj = row[0]
        path = c.strings[row[1]] if row[1] >= 0 else ""
        shown = self.formatter.text(selector)
        to = c.type_text(type_id)
        if path.endswith("I"):
            self.calls[call] = (-1, type_id, path[:-1])
            yield node_pos(c, call), f"partially devirtualizing {shown} to {to}"
            return
        callee = self.oracle.of_object(obj)
        self.calls[call] = (callee, type_id, path)
        self.callees[call] = callee
        method = c.strings[c.n_aux[selector]]
        holder = to if c.t_kind[type_id] != K.T_POINTER else f"({to})"
        self.formatter.devirtualized[call] = (f"{holder}.{method}", f"{self.formatter.text(receiver)}.({to})")
        yield node_pos(c, call), f"devirtualizing {shown} to {to}"

    # Go 1.26.

    def _concrete(self, node: int, seen: set[int]) -> int:
        """The concrete type of an interface expression; negative if it has none that is known."""
        c = self.c
        while True:
            type_id = c.n_type[node]
            if type_id >= 0 and c.t_kind[type_id] != K.T_INTERFACE:
                return type_id
            if c.n_kind[node] == K.INITEXPR:
                node = c.children(node)[-1]
                continue
            if c.n_kind[node] not in _PASS:
                break
            node += 1
        if c.n_kind[node] != K.NAME:
            return _UNKNOWN
        obj = c.n_aux[node]
        if c.o_class[obj] != K.CLASS_AUTO or c.o_flags[obj] & K.O_ADDRTAKEN or c.o_fn[obj] < 0:
            return _UNKNOWN
        if obj in seen:
            return _NO_TYPE
        seen.add(obj)
        self._analyze(c.o_fn[obj])
        result = _NO_TYPE
        for value in self._assignments.get(obj, ()):
            type_id = self._concrete(value, seen) if value >= 0 else _UNKNOWN
            if type_id == _NO_TYPE:
                continue
            if type_id < 0 or (result >= 0 and result != type_id):
                return _UNKNOWN
            result = type_id
        return result

    def _analyze(self, fn: int) -> None:
        """Collect the assignments to interface variables in ``fn`` and its closures."""
        pending = [fn]
        while pending:
            fn = pending.pop()
            if fn in self._analyzed:
                continue
            self._analyzed.add(fn)
            body = self.c.fn_node[fn]
            if body >= 0:
                for node in range(body, self.c.n_end[body]):
                    self._collect(node, pending)

    def _collect(self, node: int, pending: list[int]) -> None:
        c = self.c
        kind = c.n_kind[node]
        if kind == K.AS:
            left = node + 1
            right = c.n_end[left]
            if c.n_kind[right] != K.NONE:
                call = c.n_kind[right] in (K.CALLFUNC, K.CALLINTER)
                self._assign(left, _UNKNOWN if call else right)
        elif kind == K.CLOSURE:
            pending.append(c.n_aux[node])
        elif kind == K.AS2:
            children = c.children(node)
            left_count = c.n_aux[node]
            for left, right in zip(children[:left_count], children[left_count:], strict=False):
                if c.n_kind[right] != K.NONE:
                    self._assign(left, right)
        elif kind == K.AS2DOTTYPE:
            children = c.children(node)
            self._assign(children[0], children[-1])
        elif kind in (K.AS2MAPR, K.AS2RECV, K.SELRECV2, K.AS2FUNC):
            for left in c.children(node)[: c.n_aux[node]]:
                self._assign(left, _UNKNOWN)
        elif kind == K.RANGE:
            key = node + 1
            self._assign(key, _UNKNOWN)
            self._assign(c.n_end[key], _UNKNOWN)
        elif kind == K.SWITCH and c.n_kind[node + 1] == K.TYPESW:
            for case in c.children(node)[1:]:
                if c.n_aux[case] >= 0:
                    self._record(c.n_aux[case], node + 2)

    def _assign(self, left: int, value: int) -> None:
        if self.c.n_kind[left] == K.NAME:
            self._record(self.c.n_aux[left], value)

    def _record(self, obj: int, value: int) -> None:
        c = self.c
        type_id = c.o_type[obj]
        if c.o_class[obj] != K.CLASS_AUTO or type_id < 0 or c.t_kind[type_id] != K.T_INTERFACE or c.o_flags[obj] & K.O_BLANK:
            return
        if value >= 0 and c.n_kind[value] == K.NIL:
            return
        self._assignments.setdefault(obj, []).append(value)
