"""Switch, type switch and select."""

from __future__ import annotations

from goloupe.lower.assign import Assignments
from goloupe.lower.base import ARRAY, CHAN, INTERFACE, MAP, POINTER, SLICE, STRUCT
from goloupe.lower.jump import Jumps, Target
from goloupe.syntax import kinds as K


class Switches(Jumps, Assignments):
    """Lowers statements with cases."""

    # Switch.

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
        if obj in self.ctx.parts:
            self.scatter(obj, f"{tag_name}.v")
            return
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

    # Select.

    def _select(self, node: int) -> None:
        target = Target(self.take_label(), is_loop=False, python_loop=self.breaks_out(node), switch=True)
        cases: list[tuple[str, str]] = []
        sends: list[int] = []
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
                cases.append((self.x(parts[0]), self.v(parts[1])))
                sends.append(1 if self.ctx.many_files else self.line_of(comm) or 1)
            else:
                receive = statement
                cases.append((self.x(self.children(statement)[-1] + 1), ""))
                sends.append(0)
            bodies.append((comm, body, receive))
        index, value, ok = self.fresh("_n"), self.fresh("_v"), self.fresh("_ok")
        self.position(node)
        if len(cases) == 1 and default < 0:
            # The compiler has made a plain operation of it (`walkSelectCases`), which shows in what a goroutine waits for.
            channel, sent = cases[0]
            self.position(bodies[0][0])
            self.w(f"{index} = 0")
            self.w(f"rt.chansend({channel}, {sent})" if sent else f"{value}, {ok} = rt.chanrecv2({channel})")
        else:
            if len(cases) == 1:
                self.position(bodies[0][0])  # There it tries the operation (`selectnbsend`, `selectnbrecv`).
            listed = " ".join(f"({channel}, {line}, {sent or None})," for (channel, sent), line in zip(cases, sends, strict=True))
            self.w(f"{index}, {value}, {ok} = rt.select(({listed}), {default >= 0})")
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
