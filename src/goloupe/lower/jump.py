"""Jumps: break, continue and goto, and the loops and blocks that they leave."""

from __future__ import annotations

from goloupe.lower.base import NotLowered
from goloupe.lower.expr import Expressions
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


class Jumps(Expressions):
    """Lowers jumps and what they jump to."""

    targets: list[Target]
    pending_label: str
    flags: list[str]

    # Blocks.

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

    def take_label(self) -> str:
        """The label of the loop or switch that starts here."""
        label, self.pending_label = self.pending_label, ""
        return label

    # Labels that gotos name.

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
            self.w("for _ in turns:")
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
        self.w("for _ in turns:")
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

    # Leaving.

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
