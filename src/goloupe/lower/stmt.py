"""Statements: Go's control flow in Python, which has no goto, no labels and no switch that falls through.

Every breakable construct is a ``Target``.  A jump that leaves more than one Python loop sets the flag of its target and breaks
out level by level; each level tests the flag after its loop.  A ``goto`` becomes a break out of, or a restart of, a loop of one
turn around the statements concerned.
"""

from __future__ import annotations

from goloupe.lower.base import MAP, REFLECT_KIND, NotLowered
from goloupe.lower.jump import Target
from goloupe.lower.loop import Loops
from goloupe.lower.switch import Switches
from goloupe.syntax import kinds as K


class Statements(Switches, Loops):
    """Lowers statements."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.targets: list[Target] = []
        self.pending_label = ""
        self.results = []
        self.has_defer = False
        self.outer_defers = -1
        """The variable with the deferred calls of the function that a loop body belongs to."""

    # Dispatch.

    def statement(self, node: int) -> None:
        """Write a statement."""
        kind = self.n_kind[node]
        self.position(node)
        handler = _HANDLERS.get(kind)
        if handler is not None:
            handler(self, node)
            return
        text = self.x(node)
        if not text.isidentifier():
            self.w(text)

    def _nothing(self, node: int) -> None:
        """Nothing to do."""

    def _block(self, node: int) -> None:
        self.statements(self.children(node))

    def _dcl(self, node: int) -> None:
        obj = self.n_aux[node]
        if obj in self.ctx.boxed:
            self.w(f"{self.local(obj)} = Box({self.zero(self.c.o_type[obj])})")
        elif self.is_value_object(self.c.o_type[obj]) and (self.c.o_flags[obj] & 2 or obj in self.ctx.shared):
            self.w(f"{self.local(obj)} = {self.zero(self.c.o_type[obj])}")

    def _label(self, node: int) -> None:
        self.pending_label = self.c.strings[self.n_aux[node]]

    def _if(self, node: int) -> None:
        parts = self.children(node)
        self.w(f"if {self.x(parts[0])}:")
        self.block(parts[1])
        other = self.children(parts[2])
        if not other:
            return
        if len(other) == 1 and self.n_kind[other[0]] == K.IF:
            before = len(self.lines)
            self.position(other[0])
            condition = self.x(self.children(other[0])[0])
            if len(self.lines) == before and len(self.indent) < 90:
                inner = self.children(other[0])
                self.w(f"elif {condition}:")
                self.block(inner[1])
                rest = self.children(inner[2])
                if rest:
                    self.w("else:")
                    self.block(inner[2])
                return
            del self.lines[before:]
        self.w("else:")
        self.block(parts[2])

    # Return.

    def _return(self, node: int) -> None:
        parts = self.children(node)
        if not parts:
            self.return_results()
            return
        order = self.returned(parts) if len(parts) > 1 else []
        values = ", ".join(self.in_names(self.taken_out(parts), order)) if order else self.ordered(parts)
        if not self.has_defer and not any(obj in self.ctx.boxed for obj in self.results):
            self.w(f"return {values}")
            return
        temps = [self.fresh() for _ in parts]
        self.w(f"{', '.join(temps)} = {values}")
        for obj, name, part in zip(self.results, temps, parts, strict=True):
            if self.n_kind[part] not in (K.NAME, K.CLOSUREVAR) or self.n_aux[part] != obj:
                self.set_result(obj, name)
        self.return_results()

    def set_result(self, obj: int, value: str) -> None:
        """Store into a result variable."""
        name = self.local(obj)
        if obj in self.ctx.boxed:
            self.w(f"{name}.v = {value}")
        elif self.is_value_object(self.c.o_type[obj]) and (self.c.o_flags[obj] & 2 or obj in self.ctx.shared):
            self.w(self.overwrite(name, self.c.o_type[obj], value))
        else:
            self.w(f"{name} = {value}")

    def return_results(self) -> None:
        """Return what the result variables hold, after the deferred calls."""
        if self.has_defer:
            self.w("_defers.ret()")
        values = [self.local(obj) + (".v" if obj in self.ctx.boxed else "") for obj in self.results]
        self.w(f"return {', '.join(values)}" if values else "return")

    # Goroutines and calls for their effect.

    def _go(self, node: int) -> None:
        self.w(f"rt.go({self.callee_value(node + 1)})")

    def _defer(self, node: int) -> None:
        defers = "_defers"
        if self.n_flags[node] & K.F_DEFERAT:
            if self.outer_defers < 0:
                raise NotLowered("defer inside a range-over-func body")
            defers = self.local(self.outer_defers) + (".v" if self.outer_defers in self.ctx.boxed else "")
        self.w(f"{defers}.push({self.callee_value(node + 1)})")

    def callee_value(self, call: int) -> str:
        """The function of a go or defer statement, whose call has no arguments."""
        if self.n_kind[call + 1] == K.CLOSURE:
            self.check_receiver(self.n_aux[call + 1])
        return self.x(call + 1)

    def check_receiver(self, wrapper: int) -> None:
        """An interface whose method is to be called later must not be nil now."""
        c = self.c
        body = c.fn_node[wrapper]
        if not c.fn_flags[wrapper] & K.FN_WRAPPER:
            return
        call = c.kind_bytes.find(K.CALLINTER, body, c.n_end[body])
        if call >= 0:
            receiver = call + 2
            if self.n_kind[receiver] == K.NAME and self.n_aux[receiver] not in self.ctx.boxed:
                self.w(f"{self.local(self.n_aux[receiver])}.t")

    def _send(self, node: int) -> None:
        channel, value = self.children(node)
        self.w(f"rt.chansend({self.x(channel)}, {self.v(value)})")

    def _panic(self, node: int) -> None:
        self.w(f"rt.panic({self.x(node + 1)})")

    def _close(self, node: int) -> None:
        self.w(f"rt.closechan({self.x(node + 1)})")

    def _delete(self, node: int) -> None:
        base, key = self.children(node)
        if self.plain_key(self.n_type[base]):
            self.w(f"{self.x(base)}.pop({self.x(key)}, None)")
        else:
            self.w(f"{self.x(base)}.delete({self.x(key)})")

    def _clear(self, node: int) -> None:
        child = node + 1
        if self.kind(child) == MAP:
            self.w(f"{self.x(child)}.clear_all()")
        else:
            elem = self.c.t_elem[self.n_type[child]]
            self.w(f"clear_slice({self.x(child)}, {self.type_ref(elem)})")

    def _print(self, node: int) -> None:
        parts = [f"({REFLECT_KIND[self.kind(child)]}, {self.x(child)})" for child in self.children(node)]
        name = "println" if self.n_kind[node] == K.PRINTLN else "print"
        self.w(f"rt.{name}({', '.join(parts)})")

    def _checknil(self, node: int) -> None:
        self.w(f"{self.x(node + 1)}.t")


_HANDLERS = {
    K.NONE: Statements._nothing,
    K.BLOCK: Statements._block,
    K.DCL: Statements._dcl,
    K.AS: Statements._as,
    K.AS2: Statements._as2,
    K.AS2FUNC: Statements._as2func,
    K.AS2MAPR: Statements._as2mapr,
    K.AS2DOTTYPE: Statements._as2func,
    K.AS2RECV: Statements._as2recv,
    K.ASOP: Statements._asop,
    K.BREAK: Statements._branch,
    K.CONTINUE: Statements._branch,
    K.GOTO: Statements._branch,
    K.FALL: Statements._nothing,
    K.LABEL: Statements._label,
    K.IF: Statements._if,
    K.FOR: Statements._for,
    K.RANGE: Statements._range,
    K.SWITCH: Statements._switch,
    K.SELECT: Statements._select,
    K.SEND: Statements._send,
    K.RETURN: Statements._return,
    K.GO: Statements._go,
    K.DEFER: Statements._defer,
    K.CHECKNIL: Statements._checknil,
    K.PANIC: Statements._panic,
    K.CLOSE: Statements._close,
    K.DELETE: Statements._delete,
    K.CLEAR: Statements._clear,
    K.PRINT: Statements._print,
    K.PRINTLN: Statements._print,
}
