"""For loops and range."""

from __future__ import annotations

from typing import Final

from goloupe.lower.assign import Assignments
from goloupe.lower.base import ARRAY, CHAN, MAP, POINTER, RANGES, SLICE, STRING
from goloupe.lower.bounds import TWICE, Form, Stretch, form, length, resolve
from goloupe.lower.count import SHORT, Counting, counting_loop
from goloupe.lower.jump import Jumps, Target
from goloupe.lower.ranges import LENGTH, wrapped
from goloupe.syntax import kinds as K

LEAVING: Final = (K.BREAK, K.GOTO, K.RETURN, K.PANIC)
"""What a loop is left by."""
DOING: Final = (
    K.AS,
    K.AS2,
    K.AS2FUNC,
    K.AS2MAPR,
    K.AS2DOTTYPE,
    K.AS2RECV,
    K.ASOP,
    K.SELECT,
    K.SEND,
    K.GO,
    K.DEFER,
    K.RECV,
    K.CALLFUNC,
    K.CALLINTER,
    K.CLOSE,
    K.CLEAR,
    K.COPY,
    K.DELETE,
    K.PRINT,
    K.PRINTLN,
    K.RECOVER,
)
"""What changes something, or may."""


class Loops(Jumps, Assignments):
    """Lowers loops."""

    def _for(self, node: int) -> None:
        parts = self.children(node)
        target = Target(self.take_label(), is_loop=True, python_loop=True)
        cond, post, body = parts
        counted = counting_loop(self.ctx, node, cond, post)
        header = len(self.lines)
        if counted is not None:
            self.bounds.known[counted.variable] = counted.stretch(self, node)
            self.w(f"for {self.local(counted.variable)} in {counted.values(self)}:")
            self.push()
        else:
            self.w(f"for _ in {'spins' if self.gets_nowhere(node, cond, post) else 'turns'}:")
            self.push()
            if self.n_kind[cond] != K.NONE:
                text = self.x(cond)
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
        if counted is not None:
            self.decide(counted, header)
        self.leave()

    def gets_nowhere(self, node: int, cond: int, post: int) -> bool:
        """Whether a loop cannot come to its end by what it does: it has none, or changes nothing."""
        kinds = self.c.kind_bytes[node + 1 : self.n_end[node]]
        if self.n_kind[cond] == K.NONE and not any(kind in kinds for kind in LEAVING):
            return True
        return self.n_kind[post] == K.NONE and not any(kind in kinds for kind in DOING)

    def decide(self, counted: Counting, header: int) -> None:
        """Write a counting loop, whose lines start at ``header``, with tests of its indices, or in two versions."""
        stretch = self.bounds.known.pop(counted.variable)
        if not stretch.tests:
            return
        lines = self.lines[header:]
        del self.lines[header:]
        twice = len(lines) <= TWICE and not counted.long
        if twice:
            before, line = self.indent, lines[0][1]
            first = f"for {self.local(counted.variable)} in {counted.plain(self)}:"
            self.lines.append((f"{before}if {' and '.join((*stretch.tests, *counted.tests(self)))}:", line))
            self.lines.append((f"{before} {first}", line))
            self.lines.extend((" " + resolve(text, stretch.start, False), at) for text, at in lines[1:])
            self.lines.append((f"{before}else:", line))
        self.lines.extend((" " * twice + resolve(text, stretch.start, True), at) for text, at in lines)

    def range_stretch(self, node: int, key: int, x: int) -> int:
        """Note what the key of a range loop goes through; the variable, or -1 if that is unknown."""
        obj = self.n_aux[key] if self.n_kind[key] == K.NAME and self.plain_local(key) else -1
        if obj < 0 or self.c.o_class[obj] or obj in self.ctx.shared or self.ctx.written[obj] != [node]:
            return -1
        type_id, kind = self.n_type[x], self.kind(x)
        if kind == POINTER:
            type_id = self.c.t_elem[type_id]
        top: Form | None = None
        if kind in (ARRAY, POINTER):
            top = Form(0, self.c.t_len[type_id])
        elif kind in RANGES:
            top = form(self.ctx, x)
        elif kind in (SLICE, STRING) and self.n_kind[x] == K.NAME:
            top = length(self.ctx, self.n_aux[x])
        if top is None:
            return -1
        self.bounds.known[obj] = Stretch(node, self.n_end[node], True, top.plus(-1))
        return obj

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
            header = self.upto(x, source)
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
        variable = self.range_stretch(node, key, x) if has_key else -1
        self.targets.append(target)
        self.statements(self.children(body))
        self.targets.pop()
        self.bounds.known.pop(variable, None)
        self.w("pass")
        self.pop()
        self.leave()

    def upto(self, x: int, source: str) -> str:
        """The values of a range over an integer, with pauses if there may be many."""
        low, high = wrapped(self.ctx, x)
        if low <= SHORT and (high <= LENGTH[1] or self.n_kind[x] == K.LITERAL):
            return f"range({source})"
        if low > SHORT or self.n_kind[x] != K.NAME:
            return f"upto({source})"
        return f"range({source}) if {source}<{SHORT:#x} else upto({source})"

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
            assigns.append((value, self.all_of(name) if in_parts else self.copy_of(name, elem)))
        elif self.plain_local(value):
            name = self.local(self.n_aux[value])
        else:
            name = self.fresh("_e")
            assigns.append((value, name))
        if not has_key:
            return name, items
        return f"{self.loop_variable(key, True, assigns)}, {name}", f"enumerate({items})"
