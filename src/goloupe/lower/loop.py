"""For loops and range."""

from __future__ import annotations

from goloupe.lower.assign import Assignments
from goloupe.lower.base import ARRAY, CHAN, MAP, POINTER, RANGES, STRING
from goloupe.lower.count import counting_loop
from goloupe.lower.jump import Jumps, Target
from goloupe.syntax import kinds as K


class Loops(Jumps, Assignments):
    """Lowers loops."""

    def _for(self, node: int) -> None:
        parts = self.children(node)
        target = Target(self.take_label(), is_loop=True, python_loop=True)
        cond, post, body = parts
        counted = counting_loop(self.ctx, node, cond, post)
        if counted is not None:
            self.w(f"for {self.local(counted.variable)} in {counted.values(self)}:")
            self.push()
        elif self.n_kind[cond] == K.NONE:
            self.w("while True:")
            self.push()
        else:
            before = len(self.lines)
            text = self.x(cond)
            if len(self.lines) == before:
                self.w(f"while {text}:")
                self.push()
            else:
                inner = self.lines[before:]
                del self.lines[before:]
                self.w("while True:")
                self.lines.extend((" " + line, at) for line, at in inner)
                self.push()
                self.w(f"if not {text}: break")
        if counted is None and self.n_kind[post] != K.NONE:
            before, keep = len(self.lines), self.indent
            self.indent = ""
            self.statement(post)
            self.indent = keep
            target.post = self.lines[before:]
            del self.lines[before:]
        self.targets.append(target)
        self.statements(self.children(body))
        self.targets.pop()
        self.lines.extend((self.indent + text, line) for text, line in target.post)
        if not self.lines[-1][0].startswith(self.indent) or self.lines[-1][0].strip().endswith(":"):
            self.w("pass")
        self.w("pass")
        self.pop()
        self.leave()

    def _range(self, node: int) -> None:
        key, value, x, body = self.children(node)
        target = Target(self.take_label(), is_loop=True, python_loop=True)
        type_id = self.n_type[x]
        kind = self.t_kind[type_id]
        has_key = self.n_kind[key] != K.NONE and not self.is_blank(key)
        has_value = self.n_kind[value] != K.NONE and not self.is_blank(value)
        source = self.x(x)
        assigns: list[tuple[int, str]] = []
        if kind in RANGES:
            header = f"range({source})"
            loop = self.loop_variable(key, has_key, assigns)
        elif kind == STRING:
            a, b = self.loop_variable(key, has_key, assigns), self.loop_variable(value, has_value, assigns)
            loop, header = f"{a}, {b}", f"string_range({source})"
        elif kind == MAP:
            a, b = self.loop_variable(key, has_key, assigns), self.loop_variable(value, has_value, assigns)
            loop, header = f"{a}, {b}", f"rt.map_items({source})"
        elif kind == CHAN:
            loop, header = self.loop_variable(key, has_key, assigns), f"channel_range(rt, {source})"
        else:
            loop, header = self.range_elements(x, source, key, value, has_key, has_value, assigns)
        self.w(f"for {loop} in {header}:")
        self.push()
        for lhs, name in assigns:
            self.store(lhs, name)
        self.targets.append(target)
        self.statements(self.children(body))
        self.targets.pop()
        self.w("pass")
        self.pop()
        self.leave()

    def loop_variable(self, node: int, used: bool, assigns: list[tuple[int, str]]) -> str:
        """The Python loop variable for a range variable; others are assigned from it."""
        if not used:
            return "_"
        if self.plain_local(node) and not self.is_value_object(self.n_type[node]):
            return self.local(self.n_aux[node])
        name = self.fresh("_k")
        assigns.append((node, name))
        return name

    def range_elements(
        self, x: int, source: str, key: int, value: int, has_key: bool, has_value: bool, assigns: list[tuple[int, str]]
    ) -> tuple[str, str]:
        """Loop over a slice, an array or a pointer to an array."""
        type_id = self.n_type[x]
        kind = self.t_kind[type_id]
        if kind == POINTER:
            type_id = self.c.t_elem[type_id]
        if kind in (ARRAY, POINTER):
            length = str(self.c.t_len[type_id])
            if not has_value:
                return self.loop_variable(key, has_key, assigns), f"range({length})"
            if kind == ARRAY and self.from_variable(x):
                source = self.copy_of(source, type_id)
            items = source
        else:
            if not has_value:
                return self.loop_variable(key, has_key, assigns), f"range({source}.len)"
            items = f"slice_range({source})"
        elem = self.c.t_elem[type_id]
        if self.is_value_object(elem):
            name = self.fresh("_e")
            in_parts = self.n_kind[value] == K.NAME and self.n_aux[value] in self.ctx.parts
            assigns.append((value, name if in_parts else self.copy_of(name, elem)))
        elif self.plain_local(value):
            name = self.local(self.n_aux[value])
        else:
            name = self.fresh("_e")
            assigns.append((value, name))
        if not has_key:
            return name, items
        return f"{self.loop_variable(key, True, assigns)}, {name}", f"enumerate({items})"
