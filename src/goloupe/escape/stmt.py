"""Statements: declarations and the depth of loops, assignments, and what control flow moves."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from goloupe.escape.call import CallBuilder
from goloupe.escape.graph import PERSISTS, STARTED, Hole, Note
from goloupe.escape.leaks import Tags
from goloupe.syntax import kinds as K
from goloupe.syntax.columns import Columns

if TYPE_CHECKING:
    from goloupe.escape.oracle import Oracle
    from goloupe.escape.versions import Rules

_CALL_STATEMENTS = (K.CALLFUNC, K.CALLINTER, K.CLEAR, K.CLOSE, K.COPY, K.DELETE, K.PANIC, K.PRINT, K.PRINTLN, K.RECOVER)
_NOTHING = (K.NONE, K.FALL, K.BREAK, K.CONTINUE, K.GOTO)


class StmtBuilder(CallBuilder):
    """Adds statements to the graph builder, which is complete with this class."""

    def __init__(self, columns: Columns, rules: Rules, oracle: Oracle, summaries: dict[str, Tags]) -> None:
        super().__init__(columns, rules, oracle, summaries)
        table: list[Callable[[int], None]] = [self.discard] * len(K.KIND_NAMES)
        for kind in _NOTHING:
            table[kind] = self._nop
        for kind in _CALL_STATEMENTS:
            table[kind] = self._call_statement
        for kind, handler in (
            (K.BLOCK, self.block),
            (K.FUNCBODY, self.block),
            (K.DCL, self._dcl),
            (K.LABEL, self._label),
            (K.IF, self._if),
            (K.FOR, self._for),
            (K.RANGE, self._range),
            (K.SWITCH, self._switch),
            (K.SELECT, self._select),
            (K.SEND, self._send),
            (K.AS, self._as),
            (K.ASOP, self._as),
            (K.AS2, self._as2),
            (K.AS2DOTTYPE, self._as2dottype),
            (K.AS2MAPR, self._as2mapr),
            (K.AS2RECV, self._as2recv),
            (K.SELRECV2, self._as2recv),
            (K.AS2FUNC, self._as2func),
            (K.RETURN, self._return),
            (K.GO, self._go_defer),
            (K.DEFER, self._go_defer),
            (K.CHECKNIL, self._checknil),
        ):
            table[kind] = handler
        self._statements = table

    def walk_function(self, fn: int) -> None:
        """Evaluate the body of ``fn``, whose variables have locations already."""
        self.progress[fn] = STARTED
        body = self.c.fn_node[fn]
        if body < 0:
            return
        saved = (self.curfn, self.loop_depth, self.labels)
        self.curfn = fn
        self.loop_depth = 1
        self.labels = self._looping_labels(body)
        self.statements(body)
        self.curfn, self.loop_depth, self.labels = saved

    def _looping_labels(self, body: int) -> dict[int, bool]:
        """Labels of a function, and whether a later goto jumps back to them."""
        kind_bytes = self.c.kind_bytes
        end = self.n_end[body]
        at = kind_bytes.find(K.LABEL, body, end)
        if at < 0:
            return {}
        labels: dict[int, bool] = {}
        n_aux = self.n_aux
        for node in range(at, end):
            kind = kind_bytes[node]
            if kind == K.LABEL:
                labels[n_aux[node]] = False
            elif kind == K.GOTO and n_aux[node] in labels:
                labels[n_aux[node]] = True
        return labels

    def stmt(self, node: int) -> None:
        """Evaluate one statement."""
        self._statements[self.n_kind[node]](node)

    def statements(self, parent: int) -> None:
        """Evaluate the children of ``parent``."""
        n_end, n_kind, table = self.n_end, self.n_kind, self._statements
        end = n_end[parent]
        child = parent + 1
        while child < end:
            table[n_kind[child]](child)
            child = n_end[child]

    def block(self, node: int) -> None:
        """Evaluate a block; loops that labels open within it end with it."""
        depth = self.loop_depth
        self.statements(node)
        self.loop_depth = depth

    def _nop(self, node: int) -> None:
        pass

    def _dcl(self, node: int) -> None:
        location = self.of_object[self.n_aux[node]]
        if location is not None:
            location.loop_depth = self.loop_depth

    def _label(self, node: int) -> None:
        if self.labels.get(self.n_aux[node]):
            self.loop_depth += 1

    def _if(self, node: int) -> None:
        n_end = self.n_end
        cond = node + 1
        if not self.n_flags[cond] & 32:
            self.expr(cond, self.blank, 0, None)
        body = n_end[cond]
        self.block(body)
        otherwise = n_end[body]
        if n_end[otherwise] > otherwise + 1:
            self.block(otherwise)

    def _for(self, node: int) -> None:
        n_end = self.n_end
        cond = node + 1
        post = n_end[cond]
        self.loop_depth += 1
        self.discard(cond)
        self.stmt(post)
        self.block(n_end[post])
        self.loop_depth -= 1

    def _range(self, node: int) -> None:
        n_end = self.n_end
        key = node + 1
        value = n_end[key]
        x = n_end[value]
        # What is ranged over is evaluated once, outside of the loop, and lives until the loop ends.
        temp = self.new_temp(PERSISTS)
        self.expr(x, temp, 0, None)
        self.loop_depth += 1
        places = [self.addr(key), self.addr(value)]
        x_type = self.n_type[x]
        if x_type >= 0 and self.t_kind[x_type] == K.T_ARRAY:
            self.flow(places[1], 0, (None, node, "range"), temp)
        else:
            self.flow(places[1], 2, (None, node, "range-deref"), temp)
        self.mark_reassigned(places, node)
        self.block(n_end[x])
        self.loop_depth -= 1

    def _switch(self, node: int) -> None:
        n_end, n_kind, n_aux = self.n_end, self.n_kind, self.n_aux
        tag = node + 1
        end = n_end[node]
        first = n_end[tag]
        if n_kind[tag] == K.TYPESW:
            holes: list[Hole] = []
            if n_aux[tag]:
                case = first
                while case < end:
                    obj = n_aux[case]
                    location = self.of_object[obj] if obj >= 0 else None
                    if location is not None:
                        location.loop_depth = self.loop_depth
                        type_id = self.c.o_type[obj]
                        if self.pointers[type_id]:
                            holes.append((location, self.through_interface(0, type_id), (None, case, "switch case")))
                    case = n_end[case]
            dst, dd, notes = self.tee(holes)
            self.expr(tag + 1, dst, dd, notes)
        else:
            self.discard(tag)
        case = first
        while case < end:
            values = case + 1
            self.discard_children(values)
            self.block(n_end[values])
            case = n_end[case]

    def _select(self, node: int) -> None:
        n_end = self.n_end
        end = n_end[node]
        comm = node + 1
        while comm < end:
            self.stmt(comm + 1)
            self.block(n_end[comm + 1])
            comm = n_end[comm]

    def _send(self, node: int) -> None:
        channel = node + 1
        self.discard(channel)
        self.expr(self.n_end[channel], self.heap, 0, (None, node, "send"))

    def _as(self, node: int) -> None:
        self.assign(node, "assign")

    def _lists(self, node: int) -> tuple[list[int], list[int]]:
        children = self.c.children(node)
        left = self.n_aux[node]
        return children[:left], children[left:]

    def _as2(self, node: int) -> None:
        targets, values = self._lists(node)
        self.assign_list(targets, values, "assign-pair", node)

    def _as2dottype(self, node: int) -> None:
        targets, values = self._lists(node)
        self.assign_list(targets, values, "assign-pair-dot-type", node)

    def _as2mapr(self, node: int) -> None:
        targets, values = self._lists(node)
        self.assign_list(targets, values, "assign-pair-mapr", node)

    def _as2recv(self, node: int) -> None:
        targets, values = self._lists(node)
        self.assign_list(targets, values, "assign-pair-receive", node)

    def _as2func(self, node: int) -> None:
        targets, values = self._lists(node)
        call = values[0]
        # Statements of the call's init list run before the targets are evaluated.
        while self.n_kind[call] == K.INITEXPR or self.n_kind[call] == K.CONVNOP:
            call = self.last_of_init(call) if self.n_kind[call] == K.INITEXPR else call + 1
        places = [self.addr(target) for target in targets]
        self.call(call, [(place, 0, None) for place in places])
        self.mark_reassigned(places, node)

    def _return(self, node: int) -> None:
        n_end = self.n_end
        end = n_end[node]
        results = self.results_of(self.curfn)
        of_object = self.of_object
        child = node + 1
        note: Note = (None, node, "return")
        for obj in results:
            location = of_object[obj]
            if location is None:
                location = self.blank
            if child < end:
                self.expr(child, location, 0, note)
                child = n_end[child]
            location.reassigned = True

    def _call_statement(self, node: int) -> None:
        self.call(node, None)

    def _go_defer(self, node: int) -> None:
        dst = self.heap
        if self.n_kind[node] == K.DEFER and self.loop_depth == 1 and not self.n_flags[node] & K.F_DEFERAT:
            # A deferred call outside of loops runs before its function returns: the closure stays, but has to last until then.
            dst = self.new_temp(PERSISTS)
        call = node + 1
        if self.n_kind[call] == K.INITEXPR:
            call = self.last_of_init(call)
        if self.n_kind[call] == K.CALLFUNC:
            if self.n_kind[call + 1] == K.CLOSURE:
                self.called_closures.add(self.n_aux[call + 1])
            call += 1
        self.spawned[call] = self.n_kind[node]
        self.expr(call, dst, 0, None)

    def _checknil(self, node: int) -> None:
        self.discard(node + 1)
