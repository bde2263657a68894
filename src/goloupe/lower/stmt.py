"""Statements: Go's control flow in Python, which has no goto, no labels and no switch that falls through.

Every breakable construct is a ``Target``.  A jump that leaves more than one Python loop sets the flag of its target and breaks
out level by level; each level tests the flag after its loop.  A ``goto`` becomes a break out of, or a restart of, a loop of one
turn around the statements concerned.
"""

from __future__ import annotations

from goloupe.lower.base import ARRAY, CHAN, INTERFACE, MAP, POINTER, RANGES, REFLECT_KIND, SLICE, STRING, STRUCT, NotLowered
from goloupe.lower.expr import Expressions
from goloupe.lower.ranges import wrapped
from goloupe.syntax import kinds as K


class Target:
    """Something that break, continue or goto can jump to."""

    __slots__ = ("again", "entry", "flag_break", "flag_continue", "is_loop", "label", "labels", "post", "python_loop", "switch")

    def __init__(self, label: str, *, is_loop: bool, python_loop: bool, switch: bool = False) -> None:
        self.label = label
        self.is_loop = is_loop
        """A Go loop: continue can name it."""
        self.python_loop = python_loop
        """It is a loop in Python, so that Python's break leaves it."""
        self.switch = switch
        """A switch or select: break without a label leaves it."""
        self.post: list[tuple[str, int]] = []
        """What a for loop runs before its next turn."""
        self.again = False
        """A block that a goto restarts: continue does it."""
        self.entry = ""
        """The variable that says at which of ``labels`` the next turn starts."""
        self.labels: dict[str, int] = {}
        self.flag_break = ""
        self.flag_continue = ""


class Statements(Expressions):
    """Lowers statements."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.targets: list[Target] = []
        self.pending_label = ""
        self.results: list[int] = []
        self.has_defer = False
        self.outer_defers = -1
        """The variable with the deferred calls of the function that a loop body belongs to."""

    # Lists and blocks.

    def block(self, node: int) -> None:
        """The statements of a BLOCK, indented."""
        self.push()
        before = len(self.lines)
        self.statements(self.children(node))
        if len(self.lines) == before:
            self.w("pass")
        self.pop()

    def statements(self, nodes: list[int]) -> None:
        """A list of statements, with the labels in it."""
        gotos = self.gotos_in(nodes)
        if gotos:
            places = [i for i, node in enumerate(nodes) if self.n_kind[node] == K.LABEL and self.n_aux[node] in gotos]
            # A label that is jumped back to needs a loop around all that follows; otherwise the last label's block is the outermost.
            back = any(self.n_aux[nodes[i]] in self.gotos_in(nodes[i + 1 :]) for i in places)
            if back and len(places) > 1:
                self.segments(nodes, places)
                return
            if places:
                self.labelled(nodes, places[-1])
                return
        for node in nodes:
            self.statement(node)

    def gotos_in(self, nodes: list[int]) -> set[int]:
        """Labels that goto statements below ``nodes`` name."""
        if not nodes:
            return set()
        find = self.c.kind_bytes.find
        start, end = nodes[0], self.n_end[nodes[-1]]
        out: set[int] = set()
        at = find(K.GOTO, start, end)
        while at >= 0:
            out.add(self.n_aux[at])
            at = find(K.GOTO, at + 1, end)
        return out

    def labelled(self, nodes: list[int], at: int) -> None:
        """Statements around a label that gotos name: before it a block to break out of, after it a loop to restart."""
        label = self.c.strings[self.n_aux[nodes[at]]]
        before, after = nodes[:at], nodes[at + 1 :]
        if self.n_aux[nodes[at]] in self.gotos_in(before):
            target = Target("goto " + label, is_loop=False, python_loop=True)
            self.w("while True:")
            self.push()
            self.targets.append(target)
            self.statements(before)
            self.w("break")
            self.targets.pop()
            self.pop()
            self.leave()
        else:
            self.statements(before)
        self.pending_label = label
        if self.n_aux[nodes[at]] in self.gotos_in(after):
            target = Target("goto " + label, is_loop=False, python_loop=True)
            target.again = True
            self.w("while True:")
            self.push()
            self.targets.append(target)
            self.statements(after)
            self.w("break")
            self.targets.pop()
            self.pop()
            self.leave()
        else:
            self.statements(after)

    def segments(self, nodes: list[int], places: list[int]) -> None:
        """Statements with several labels, some jumped back to: a loop over what stands between them, and where to enter it."""
        at = self.fresh("_at")
        target = Target("", is_loop=False, python_loop=True)
        target.entry = at
        for number, place in enumerate(places, 1):
            target.labels[self.c.strings[self.n_aux[nodes[place]]]] = number
        self.w(f"{at} = 0")
        self.w("while True:")
        self.push()
        self.targets.append(target)
        for number, (start, end) in enumerate(zip([-1, *places], [*places, len(nodes)], strict=True)):
            if start >= 0:
                self.pending_label = self.c.strings[self.n_aux[nodes[start]]]
            part = nodes[start + 1 : end]
            if number == len(places):
                self.statements(part)
            elif part:
                self.w(f"if {at} <= {number}:")
                self.push()
                self.statements(part)
                self.w("pass")
                self.pop()
        self.w("break")
        self.targets.pop()
        self.pop()
        self.leave()

    def leave(self) -> None:
        """After a Python loop: pass on jumps that go further out."""
        for outer in reversed(self.targets):
            for flag, go_on in ((outer.flag_break, False), (outer.flag_continue, True)):
                if flag:
                    self.w(f"if {flag}:")
                    self.push()
                    self._jump_here(outer, flag, go_on)
                    self.pop()

    def _jump_here(self, outer: Target, flag: str, go_on: bool) -> None:
        innermost = next(t for t in reversed(self.targets) if t.python_loop)
        if innermost is not outer:
            self.w("break")
            return
        self.w(f"{flag} = False")
        if go_on:
            self.lines.extend((self.indent + text, line) for text, line in outer.post)
            self.w("continue")
        else:
            self.w("break")

    def jump(self, outer: Target, go_on: bool) -> None:
        """Leave (or, with ``go_on``, continue) ``outer`` from here."""
        innermost = next((t for t in reversed(self.targets) if t.python_loop), None)
        if innermost is outer:
            if go_on:
                self.lines.extend((self.indent + text, line) for text, line in outer.post)
                self.w("continue")
            else:
                self.w("break")
            return
        attribute = "flag_continue" if go_on else "flag_break"
        flag = getattr(outer, attribute)
        if not flag:
            flag = self.fresh("_jump")
            setattr(outer, attribute, flag)
            self.flags.append(flag)
        self.w(f"{flag} = True")
        self.w("break")

    flags: list[str]

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

    # Assignment.

    def is_blank(self, node: int) -> bool:
        """Whether a node is the blank identifier."""
        return self.n_kind[node] == K.NAME and bool(self.c.o_flags[self.n_aux[node]] & 4)

    def plain_local(self, node: int) -> bool:
        """Whether assigning to ``node`` is assigning to a Python local."""
        if self.n_kind[node] != K.NAME:
            return False
        obj = self.n_aux[node]
        if self.c.o_class[obj] == 3 or obj in self.ctx.boxed:
            return False
        return not (self.is_value_object(self.c.o_type[obj]) and (self.c.o_flags[obj] & 2 or obj in self.ctx.shared))

    def store(self, lhs: int, value: str, fresh: bool = True) -> None:
        """``lhs = value``; ``fresh`` says that a struct or array value is not in a variable."""
        if self.is_blank(lhs):
            if not value.isidentifier():
                self.w(value)
            return
        kind = self.n_kind[lhs]
        type_id = self.n_type[lhs]
        if kind == K.NAME:
            obj = self.n_aux[lhs]
            if self.plain_local(lhs):
                self.w(f"{self.local(obj)} = {value}")
                self.open_slice(obj)
                return
            if self.c.o_class[obj] == 3:
                name = self.global_ref(obj)
                if not self.is_value_object(type_id):
                    self.globals_written.add(name)
                    self.w(f"{name} = {value}")
                    return
            elif obj in self.ctx.boxed:
                self.w(f"{self.local(obj)}.v = {value}")
                return
        if kind == K.INDEXMAP:
            base = lhs + 1
            key = self.n_end[base]
            if self.plain_key(self.n_type[base]):
                self.w(f"{self.x(base)}[{self.v(key)}] = {value}")
            else:
                self.w(f"{self.x(base)}.store({self.v(key)}, {value})")
            return
        if self.is_value_object(type_id):
            self.w(self.overwrite(self.x(lhs), type_id, value))
            return
        if kind in (K.DOT, K.DOTPTR):
            self.w(f"{self.x(lhs + 1)}.{self.slot(lhs)} = {value}")
        elif kind == K.DEREF:
            self.w(f"{self.x(lhs + 1)}.v = {value}")
        elif kind == K.INDEX:
            base = lhs + 1
            index = self.n_end[base]
            if self.kind(base) == ARRAY:
                self.w(f"{self.x(base)}[{self.checked(index, str(self.c.t_len[self.n_type[base]]))}] = {value}")
            else:
                name = self.simple(base)
                if self.n_kind[base] == K.NAME and self.n_aux[base] in self.ctx.opened:
                    self.w(f"{name}_a[{name}_o+{self.checked(index, name + '_n')}] = {value}")
                else:
                    self.w(f"{name}.arr[{name}.off+{self.checked(index, name + '.len')}] = {value}")
        elif kind in (K.CONVNOP, K.CONV):
            self.store(lhs + 1, value, fresh)
        else:
            raise NotLowered(f"assignment to {K.KIND_NAMES[kind].lower()}")

    def open_slice(self, obj: int) -> None:
        """Keep the parts of a slice that is indexed in loops at hand."""
        if obj in self.ctx.opened:
            name = self.local(obj)
            self.w(f"{name}_a = {name}.arr; {name}_o = {name}.off; {name}_n = {name}.len")

    def _as(self, node: int) -> None:
        lhs = node + 1
        rhs = self.n_end[lhs]
        if self.n_kind[rhs] == K.NONE:
            if not self.is_blank(lhs):
                self.store(lhs, self.zero(self.n_type[lhs]))
            return
        if self.calls_in(lhs) and self.calls_in(rhs) and self.n_kind[lhs] == K.INDEX:
            lhs_index = self.n_end[lhs + 1]
            name = self.fresh()
            self.w(f"{name} = {self.x(lhs_index)}")
            value = self.v(rhs)
            base = self.simple(lhs + 1)
            off = "" if self.kind(lhs + 1) == ARRAY else f"{base}.off+"
            arr = base if self.kind(lhs + 1) == ARRAY else f"{base}.arr"
            limit = str(self.c.t_len[self.n_type[lhs + 1]]) if self.kind(lhs + 1) == ARRAY else f"{base}.len"
            target = f"{arr}[{off}({name} if 0<={name}<{limit} else index({name},{limit}))]"
            self.w(f"{target} = {value}" if not self.is_value_object(self.n_type[lhs]) else f"{target}._assign({value})")
            return
        self.store(lhs, self.v(rhs))

    def calls_in(self, node: int) -> bool:
        """Whether evaluating ``node`` calls anything."""
        find = self.c.kind_bytes.find
        end = self.n_end[node]
        return any(find(kind, node, end) >= 0 for kind in (K.CALLFUNC, K.CALLINTER, K.RECV))

    def _as2(self, node: int) -> None:
        parts = self.children(node)
        count = self.n_aux[node]
        left, right = parts[:count], parts[count:]
        if all(self.plain_local(n) or self.is_blank(n) for n in left):
            values = self.in_order(right)
            names = [("_" if self.is_blank(n) else self.local(self.n_aux[n])) for n in left]
            self.w(f"{', '.join(names)} = {', '.join(values)}")
            return
        # Operands of index expressions and pointers on the left come first, then the right side, then the stores.
        places = [self.place(n) for n in left]
        temps = []
        for text in self.in_order(right):
            name = self.fresh()
            temps.append((name, text))
        self.w(f"{', '.join(t for t, _ in temps)} = {', '.join(t for _, t in temps)}")
        for place, lhs, (name, _) in zip(places, left, temps, strict=True):
            if place is None:
                self.store(lhs, name)
            else:
                self.w(place.format(value=name))

    def overwrite(self, target: str, type_id: int, value: str) -> str:
        """A statement that gives a struct or array a new value where it is: pointers into it stay."""
        if self.t_kind[type_id] == STRUCT:
            return f"{target}._assign({value})"
        if self.t_kind[self.c.t_elem[type_id]] in (STRUCT, ARRAY):
            return f"{self.type_ref(type_id)}.assign({target}, {value})"
        return f"{target}[:] = {value}"

    def place(self, node: int) -> str | None:
        """An index or field store whose operands are evaluated now; None if there is nothing to evaluate."""
        kind = self.n_kind[node]
        value_object = self.is_value_object(self.n_type[node])

        def end(target: str) -> str:
            return self.overwrite(target, self.n_type[node], "{value}") if value_object else f"{target} = {{value}}"

        if kind == K.INDEX:
            base = node + 1
            index = self.n_end[base]
            name = self.simple_now(base)
            at = self.simple_now(index)
            if self.kind(base) == ARRAY:
                limit = self.c.t_len[self.n_type[base]]
                return end(f"{name}[{at} if 0<={at}<{limit} else index({at},{limit})]")
            item = f"{name}.arr[{name}.off+({at} if 0<={at}<{name}.len else index({at},{name}.len))]"
            return end(item)
        if kind in (K.DOTPTR, K.DOT) and self.n_kind[node + 1] != K.NAME:
            name = self.simple_now(node + 1)
            return end(f"{name}.{self.slot(node)}")
        if kind == K.DOTPTR:
            name = self.simple_now(node + 1)
            return end(f"{name}.{self.slot(node)}")
        if kind == K.DEREF and not value_object:
            name = self.simple_now(node + 1)
            return f"{name}.v = {{value}}"
        if kind == K.INDEXMAP:
            base = node + 1
            name = self.simple_now(base)
            key = self.simple_now(self.n_end[base])
            if self.plain_key(self.n_type[base]):
                return f"{name}[{key}] = {{value}}"
            return f"{name}.store({key}, {{value}})"
        return None

    def simple_now(self, node: int) -> str:
        """The node's value as of now, in a name (or a constant)."""
        text = self.x(node)
        if self.n_kind[node] == K.LITERAL:
            return text
        name = self.fresh()
        self.w(f"{name} = {text}")
        return name

    def _as2func(self, node: int) -> None:
        parts = self.children(node)
        self.spread(parts[:-1], self.x(parts[-1]))

    def spread(self, left: list[int], value: str) -> None:
        """``left… = value``, a tuple."""
        if all(self.plain_local(n) or self.is_blank(n) for n in left):
            names = [("_" if self.is_blank(n) else self.local(self.n_aux[n])) for n in left]
            self.w(f"{', '.join(names)} = {value}")
            return
        temps = [self.fresh() for _ in left]
        self.w(f"{', '.join(temps)} = {value}")
        for lhs, name in zip(left, temps, strict=True):
            self.store(lhs, name)

    def _as2mapr(self, node: int) -> None:
        parts = self.children(node)
        lookup = parts[-1]
        base = lookup + 1
        key = self.n_end[base]
        zero = self.zero(self.c.t_elem[self.n_type[base]])
        self.spread(parts[:-1], f"{self.x(base)}.load2({self.x(key)}, {zero})")

    def _as2recv(self, node: int) -> None:
        parts = self.children(node)
        self.spread(parts[:-1], f"rt.chanrecv2({self.x(parts[-1] + 1)})")

    def _asop(self, node: int) -> None:
        lhs = node + 1
        rhs = self.n_end[lhs]
        op = self.n_aux[node]
        place: str | None = None
        operand = ""
        if self.n_kind[lhs] == K.NAME:
            if self.reads_variable(lhs, K.NAME) and self.calls_in(rhs):
                operand = self.fresh()
                self.w(f"{operand} = {self.x(rhs)}")
            current = self.x(lhs)
        else:
            place = self.place(lhs)
            if place is None:
                current = self.x(lhs)
            else:
                current = place.rsplit(" = ", 1)[0]
                if place.endswith(".store(") or ".store(" in place:
                    current = place.split(".store(")[0] + ".load(" + place.split(".store(")[1].rsplit(", ", 1)[0]
                    current += f", {self.zero(self.n_type[lhs])})"
                elif self.n_kind[lhs] == K.INDEXMAP:
                    name, at = place.rsplit(" = ", 1)[0].rstrip("]").split("[", 1)
                    current = f"{name}.get({at}, {self.zero(self.n_type[lhs])})"
        if place is not None and self.calls_in(rhs):
            operand = self.fresh()
            self.w(f"{operand} = {self.x(rhs)}")
        value = self.operate(lhs, op, current, operand or self.x(rhs), rhs)
        if place is None:
            self.store(lhs, value)
        else:
            self.w(place.format(value=value))

    def operate(self, lhs: int, op: int, a: str, b: str, rhs: int) -> str:
        """``a op b`` for an assignment operation on ``lhs``."""
        kind = self.kind(lhs)
        if kind not in RANGES:
            return self.arithmetic(lhs, op, a, b, lhs, rhs)
        if op in (K.ADD, K.SUB, K.MUL) or op == K.LSH:
            return self.stepped(lhs, op, a, b, rhs)
        return self.arithmetic(lhs, op, a, b, lhs, rhs)

    def stepped(self, lhs: int, op: int, a: str, b: str, rhs: int) -> str:
        """An assignment operation that can leave the type's range."""
        kind = self.kind(lhs)
        full = RANGES[kind]
        if op == K.LSH:
            count = wrapped(self.ctx, rhs) if self.kind(rhs) in RANGES else (0, 1 << 64)
            return self.force(kind, f"({a}<<{b})" if count[1] <= 64 else f"shl({a},{b})")
        ra, rb = wrapped(self.ctx, lhs), wrapped(self.ctx, rhs)
        sign = {K.ADD: "+", K.SUB: "-", K.MUL: "*"}[op]
        text = f"({a}{sign}{b})"
        if op == K.ADD:
            raw = (ra[0] + rb[0], ra[1] + rb[1])
        elif op == K.SUB:
            raw = (ra[0] - rb[1], ra[1] - rb[0])
        else:
            corners = [x * y for x in ra for y in rb]
            raw = (min(corners), max(corners))
        if full[0] <= raw[0] and raw[1] <= full[1]:
            return text
        if kind in (2, 6):
            return f"(_w if -0x8000000000000000<=(_w:={text})<=0x7fffffffffffffff else wrap64(_w))"
        return self.force(kind, text)

    # Control flow.

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

    def take_label(self) -> str:
        """The label of the loop or switch that starts here."""
        label, self.pending_label = self.pending_label, ""
        return label

    def _for(self, node: int) -> None:
        parts = self.children(node)
        target = Target(self.take_label(), is_loop=True, python_loop=True)
        cond, post, body = parts
        if self.n_kind[cond] == K.NONE:
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
        if self.n_kind[post] != K.NONE:
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
            assigns.append((value, self.copy_of(name, elem)))
        elif self.plain_local(value):
            name = self.local(self.n_aux[value])
        else:
            name = self.fresh("_e")
            assigns.append((value, name))
        if not has_key:
            return name, items
        return f"{self.loop_variable(key, True, assigns)}, {name}", f"enumerate({items})"

    def _branch(self, node: int) -> None:
        kind = self.n_kind[node]
        label = self.c.strings[self.n_aux[node]] if self.n_aux[node] >= 0 else ""
        if kind == K.FALL:
            return
        if kind == K.GOTO:
            for target in reversed(self.targets):
                if target.label == "goto " + label:
                    self.jump(target, target.again)
                    return
                if label in target.labels:
                    self.w(f"{target.entry} = {target.labels[label]}")
                    self.jump(target, True)
                    return
            raise NotLowered(f"goto {label}")
        for target in reversed(self.targets):
            if label:
                if target.label == label:
                    self.jump(target, kind == K.CONTINUE)
                    return
            elif target.is_loop or (kind == K.BREAK and target.switch):
                self.jump(target, kind == K.CONTINUE)
                return
        raise NotLowered("a jump to nowhere")

    def _return(self, node: int) -> None:
        parts = self.children(node)
        if not parts:
            self.return_results()
            return
        if not self.has_defer and not any(obj in self.ctx.boxed for obj in self.results):
            self.w(f"return {self.ordered(parts)}" if len(parts) > 1 else f"return {self.v(parts[0])}")
            return
        values = self.ordered(parts)
        temps = [self.fresh() for _ in parts]
        self.w(f"{', '.join(temps)} = {values}")
        for obj, name in zip(self.results, temps, strict=True):
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

    # Switch and select.

    def breaks_out(self, node: int) -> bool:
        """Whether a break inside ``node`` may mean this switch: then it needs a loop of one turn."""
        return self.c.kind_bytes.find(K.BREAK, node, self.n_end[node]) >= 0

    def _switch(self, node: int) -> None:
        parts = self.children(node)
        target = Target(self.take_label(), is_loop=False, python_loop=self.breaks_out(node), switch=True)
        tag = parts[0]
        type_switch = self.n_kind[tag] == K.TYPESW
        tag_name = ""
        if type_switch:
            tag_name = self.fresh("_x")
            self.w(f"{tag_name} = {self.x(tag + 1)}")
            self.w(f"{tag_name}t = {tag_name} and {tag_name}.t")
        elif self.n_kind[tag] != K.NONE:
            tag_name = self.fresh("_x")
            self.w(f"{tag_name} = {self.v(tag)}")
        if target.python_loop:
            self.w("while True:")
            self.push()
        self.targets.append(target)
        self.cases(parts[1:], tag, tag_name, type_switch)
        self.targets.pop()
        if target.python_loop:
            self.w("break")
            self.pop()
            self.leave()

    def cases(self, clauses: list[int], tag: int, tag_name: str, type_switch: bool) -> None:
        """The clauses of a switch as an if chain, or one by one with a flag where one falls through."""
        order = [c for c in clauses if self.children(self.children(c)[0])] + [c for c in clauses if not self.children(self.children(c)[0])]
        falls = any(self.falls_through(c) for c in clauses)
        if falls:
            self.falling_cases(clauses, tag, tag_name)
            return
        word = "if"
        depth = 0
        for clause in order:
            exprs, body = self.children(clause)
            tests = self.children(exprs)
            self.position(clause)
            if not tests:
                if word == "if":
                    self.case_body(clause, body, tag_name, type_switch, indent=False)
                else:
                    self.w("else:")
                    self.case_body(clause, body, tag_name, type_switch)
                continue
            before = len(self.lines)
            condition = " or ".join(self.case_test(t, tag, tag_name, type_switch) for t in tests)
            if len(self.lines) > before and word == "elif":
                moved = self.lines[before:]
                del self.lines[before:]
                self.w("else:")
                self.push()
                depth += 1
                self.lines.extend((" " + text, line) for text, line in moved)
                word = "if"
            self.w(f"{word} {condition}:")
            self.case_body(clause, body, tag_name, type_switch)
            word = "elif"
        for _ in range(depth):
            self.pop()

    def case_body(self, clause: int, body: int, tag_name: str, type_switch: bool, indent: bool = True) -> None:
        """The statements of a clause."""
        if indent:
            self.push()
        before = len(self.lines)
        obj = self.n_aux[clause]
        if type_switch and obj >= 0 and self.n_kind[clause] == K.CASE:
            self.case_variable(obj, tag_name)
        self.statements(self.children(body))
        if indent:
            if len(self.lines) == before:
                self.w("pass")
            self.pop()

    def case_variable(self, obj: int, tag_name: str) -> None:
        """Bind the variable of a type switch."""
        type_id = self.c.o_type[obj]
        value = tag_name
        if self.t_kind[type_id] != INTERFACE:
            value = f"{tag_name}.v"
            if self.is_value_object(type_id):
                value = self.copy_of(value, type_id)
        name = self.local(obj)
        self.w(f"{name} = Box({value})" if obj in self.ctx.boxed else f"{name} = {value}")

    def case_test(self, test: int, tag: int, tag_name: str, type_switch: bool) -> str:
        """The condition of one case expression."""
        if type_switch:
            if self.n_kind[test] == K.NIL:
                return f"{tag_name} is None"
            type_id = self.n_type[test]
            if self.t_kind[type_id] == INTERFACE:
                return f"({tag_name} is not None and implements({tag_name}t, {self.type_ref(type_id)}))"
            return f"{tag_name}t is {self.type_ref(type_id)}"
        if not tag_name:
            return self.x(test)
        type_id = self.n_type[tag]
        kind = self.t_kind[type_id]
        if self.n_kind[test] == K.NIL:
            if kind == SLICE:
                return f"{tag_name}.arr is None"
            return f"{tag_name} is NIL_MAP" if kind == MAP else f"{tag_name} is None"
        text = self.x(test)
        if kind == INTERFACE:
            return f"iface_eq({tag_name},{text})"
        if kind == STRUCT:
            return f"{tag_name}._eq({text})"
        if kind == ARRAY:
            return f"{self.type_ref(type_id)}.eq({tag_name},{text})"
        if kind == CHAN or (kind == POINTER and self.is_value_object(self.c.t_elem[type_id])):
            return f"{tag_name} is {text}"
        return f"{tag_name}=={text}"

    def falls_through(self, clause: int) -> bool:
        """Whether a clause ends in fallthrough."""
        body = self.children(self.children(clause)[1])
        return bool(body) and self.n_kind[body[-1]] == K.FALL

    def falling_cases(self, clauses: list[int], tag: int, tag_name: str) -> None:
        """First find which clause is chosen, then run from there as long as clauses fall through."""
        chosen = self.fresh("_case")
        self.w(f"{chosen} = -1")
        default = -1
        for i, clause in enumerate(clauses):
            tests = self.children(self.children(clause)[0])
            if not tests:
                default = i
                continue
            self.position(clause)
            self.w(f"if {chosen} < 0:")
            self.push()
            self.w(f"if {' or '.join(self.case_test(t, tag, tag_name, False) for t in tests)}: {chosen} = {i}")
            self.pop()
        if default >= 0:
            self.w(f"if {chosen} < 0: {chosen} = {default}")
        for i, clause in enumerate(clauses):
            self.w(f"if {chosen} == {i}:")
            self.push()
            self.statements(self.children(self.children(clause)[1]))
            self.w(f"{chosen} = {i + 1}" if self.falls_through(clause) else f"{chosen} = -2")
            self.pop()

    def _select(self, node: int) -> None:
        target = Target(self.take_label(), is_loop=False, python_loop=self.breaks_out(node), switch=True)
        cases: list[str] = []
        bodies: list[tuple[int, int, int]] = []
        default = -1
        for comm in self.children(node):
            statement, body = self.children(comm)
            receive = -1
            while self.n_kind[statement] == K.BLOCK:
                inner = self.children(statement)
                for part in inner[:-1]:
                    self.statement(part)
                statement = inner[-1]
            if self.n_kind[statement] == K.NONE:
                default = body
                continue
            if self.n_kind[statement] == K.SEND:
                parts = self.children(statement)
                cases.append(f"({self.x(parts[0])}, 1, {self.v(parts[1])})")
            else:
                receive = statement
                cases.append(f"({self.x(self.children(statement)[-1] + 1)}, 0, None)")
            bodies.append((comm, body, receive))
        index, value, ok = self.fresh("_n"), self.fresh("_v"), self.fresh("_ok")
        self.position(node)
        listed = f"({', '.join(cases)}{',' if cases else ''})"
        self.w(f"{index}, {value}, {ok} = rt.select({listed}, {default >= 0})")
        if target.python_loop:
            self.w("while True:")
            self.push()
        self.targets.append(target)
        for i, (comm, body, receive) in enumerate(bodies):
            self.position(comm)
            self.w(f"{'if' if i == 0 else 'elif'} {index} == {i}:")
            self.push()
            if receive >= 0:
                parts = self.children(receive)
                for lhs, name in ((parts[0], value), (parts[1], ok)):
                    if not self.is_blank(lhs):
                        self.store(lhs, name)
            self.statements(self.children(body))
            self.w("pass")
            self.pop()
        if default >= 0:
            if bodies:
                self.w("else:")
                self.block(default)
            else:
                self.statements(self.children(default))
        self.targets.pop()
        if target.python_loop:
            self.w("break")
            self.pop()
            self.leave()

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
