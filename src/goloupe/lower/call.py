"""Calls of functions, methods and methods of interfaces; methods and closures as values."""

from __future__ import annotations

from goloupe.lower.base import DEFER_RANGE, INTERFACE
from goloupe.lower.operand import Operands
from goloupe.lower.order import OTHER
from goloupe.syntax import kinds as K


class Calls(Operands):
    """Lowers calls."""

    def called(self, call: int) -> str:
        """Link key of the function that a call names; empty if it names none."""
        obj = self.n_aux[call + 1] if self.n_kind[call + 1] == K.NAME else -1
        return self.c.strings[self.c.o_key[obj]] if obj >= 0 and self.c.o_key[obj] >= 0 else ""

    def _callfunc(self, node: int) -> str:
        parts = self.children(node)
        fun = parts[0]
        kind = self.n_kind[fun]
        args = parts[1:]
        c = self.c
        if self.called(node) == DEFER_RANGE:
            return "_defers"
        if kind == K.METHEXPR and c.n_aux2[fun] >= 0 and self.declared_for(fun):
            name = self.func_ref(c.strings[c.o_key[c.n_aux2[fun]]])
            return f"{name}({self.ordered(args)})"
        return f"{self.callee(fun)}({self.ordered(args)})"

    def callee(self, fun: int) -> str:
        """The function of a call, ready to be called."""
        text = self.x(fun)
        return text if text.replace("\u00b7", "_").replace(".", "_").isidentifier() else f"({text})"

    def _callinter(self, node: int) -> str:
        parts = self.children(node)
        selector = parts[0]
        method = self.method_key(self.n_type[selector + 1], self.c.strings[self.n_aux[selector]])
        if any(self.early_panic(n) or self.late_panic(n) == OTHER for n in parts[1:]):
            # Arguments come before the interface is found to be nil.
            (base,) = self.taken_out([selector + 1]) if self.early_panic(selector + 1) else (self.x(selector + 1),)
            texts = self.taken_out(parts[1:])
            args = ", ".join(self.in_names(texts, [i for i, n in enumerate(parts[1:]) if self.n_kind[n] not in (K.NAME, K.LITERAL)]))
        else:
            base = self.x(selector + 1)
            args = self.ordered(parts[1:])
        if not base.isidentifier():
            name = self.fresh("_r")
            base, first = name, f"({name}:={base})"
        else:
            first = base
        rest = f", {args}" if args else ""
        return f'{first}.t.methods["{method}"]({base}.v{rest})'

    def declared_for(self, node: int) -> bool:
        """Whether the method of a method expression is declared for just that type: not promoted, not a value's called for a pointer."""
        c = self.c
        key = c.strings[c.o_key[c.n_aux2[node]]]
        name = "." + c.strings[self.n_aux[node]]
        if not key.endswith(name):
            # A generic method: its own type arguments follow its name.
            return True
        receiver = key.removesuffix(name)
        pointer = receiver.endswith(")")
        link = self.ctx.link[self.n_type[node + 1]]
        if pointer != link.startswith("*"):
            return False
        return receiver.replace("(*", "").rstrip(")").partition("[")[0] == link.lstrip("*").partition("[")[0]

    def _methexpr(self, node: int) -> str:
        obj = self.c.n_aux2[node]
        method = self.method_key(self.n_type[node + 1], self.c.strings[self.n_aux[node]])
        if obj >= 0 or self.t_kind[self.n_type[node + 1]] != INTERFACE:
            return f'{self.type_ref(self.n_type[node + 1])}.methods["{method}"]'
        return f'iface_method_expr("{method}")'

    def _methvalue(self, node: int) -> str:
        child = node + 1
        obj = self.c.n_aux2[node]
        method = self.method_key(self.n_type[child], self.c.strings[self.n_aux[node]])
        if obj < 0:
            return f'iface_method({self.x(child)}, "{method}")'
        return f"partial({self.func_ref(self.c.strings[self.c.o_key[obj]])}, {self.v(child)})"

    def _closure(self, node: int) -> str:
        fn = self.n_aux[node]
        name = self.func_ref(self.c.strings[self.c.fn_key[fn]])
        captured = []
        for child in self.children(node):
            obj = self.n_aux[child]
            captured.append(self.local(obj))
        if not captured:
            return name
        self.ctx.code_functions.append((name, fn))
        del self.ctx.functions[name]
        maker = name + "\u00b7\u00b7make"
        self.ctx.functions[maker] = self.c.strings[self.c.fn_key[fn]] + "\u00b7\u00b7make"
        return f"{maker}({', '.join(captured)})"
