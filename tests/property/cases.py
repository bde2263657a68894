"""Cases: each is a function with the types and functions that it uses."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from hypothesis import strategies as st

from tests.property.context import Function
from tests.property.source import Drawn, Source
from tests.property.templates import Templates
from tests.property.types import INT, STRING, Method, Type, pointer_to, slice_of


@dataclass(frozen=True)
class Case:
    """Declarations, among them that of the function ``case{number}``, and how a program ends that has this case last."""

    number: int
    text: str
    end: str


class Cases(Templates):
    """Writes cases."""

    def case_(self) -> Case:
        """Write one."""
        source = self.source
        self.loops = 1  # In functions, so that calls of calls in loops do not take too long.
        for _ in range(source.below(4)):
            self.named_type()
        self.package_variables()
        for _ in range(source.below(4)):
            self.function_declaration()
        self.loops = 0
        with self.block(f"func case{self.number}() {{"):
            for _ in range(4 + source.below(8)):
                if source.chance(15):
                    self.concurrent()
                else:
                    self.room = max(self.room, 12)
                    self.statement()
            for v in self.scopes[-1]:
                if v.type.printable:
                    self.w(f"fmt.Println({v.name})")
        return Case(self.number, "\n".join(self.lines), "")

    # Types.

    def named_type(self) -> None:
        """A struct type, or another type with a name, and its methods."""
        source = self.source
        name = f"T{self.number}_{len(self.named) + 1}"
        if source.chance(60):
            kind = self.struct(name)
        else:
            base = source.pick((self.basic(), slice_of(self.basic())))
            kind = Type(name, base.kind, base.elem, base.key, base.length)
            self.w(f"type {name} {base.text}")
        method = Method(f"M{self.number}", (INT,), STRING, source.chance(40))
        methods = (method, *self.promoted(kind))
        kind = Type(kind.text, kind.kind, kind.elem, kind.key, kind.length, kind.fields, kind.embedded, methods)
        self.method(kind, method)
        if source.chance(40):
            other = Method(f"N{len(self.named)}", (self.basic(),), self.basic(), source.chance(50))
            self.method(kind, other)
            kind = Type(kind.text, kind.kind, kind.elem, kind.key, kind.length, kind.fields, kind.embedded, (*methods, other))
        if source.chance(15):
            self.w(f'func (r {kind.text}) String() string {{ return "<{name}>" }}')
        elif source.chance(10):
            self.w(f'func (r *{kind.text}) Error() string {{ return "error {name}" }}')
        self.named.append(kind)
        if self.interface is None:
            name = f"I{self.number}"
            self.interface = Type(name, "interface", methods=(method,))
            self.w(f"type {name} interface{{ {method.name}(int) string }}")

    def struct(self, name: str) -> Type:
        """A struct type, perhaps with an embedded field."""
        source = self.source
        fields: list[tuple[str, Type]] = []
        embedded = frozenset[str]()
        structs = [t for t in self.named if t.kind == "struct"]
        with self.block(f"type {name} struct {{"):
            if structs and source.chance(40):
                inner = source.pick(structs)
                fields.append((inner.text, inner))
                embedded = frozenset((inner.text,))
                self.w(inner.text)
            for i in range(source.below(4)):
                t = self.type(1)
                field = f"{source.pick('fg')}{len(self.named)}{i}"
                fields.append((field, t))
                self.w(f"{field} {t.text}")
        return Type(name, "struct", fields=tuple(fields), embedded=embedded)

    def promoted(self, kind: Type) -> tuple[Method, ...]:
        """Methods of embedded fields, but the one that each type has."""
        return tuple(m for name, t in kind.fields if name in kind.embedded for m in t.methods if m.name.startswith("N"))

    def method(self, kind: Type, method: Method) -> None:
        """Write a method."""
        star = "*" if method.pointer else ""
        with self.block(f"func (r {star}{kind.text}) {method.name}(a {method.params[0].text}) {method.result.text} {{"):
            bare = dataclasses.replace(kind, methods=())  # Methods do not call each other, or they might not end.
            self.declare("r", pointer_to(bare) if method.pointer else bare)
            self.declare("a", method.params[0])
            self.room = 3
            self.body(2)
            self.w(f"return {self.bounded(method.result, self.value(method.result))}")

    # Functions.

    def package_variables(self) -> None:
        """Variables of the package, whose values may need each other."""
        source = self.source
        for i in range(source.below(3)):
            kind = self.type(1)
            if kind.kind in ("any", "interface"):
                continue
            name = f"g{self.number}_{i}"
            self.quiet = True
            self.w(f"var {name} {kind.text} = {self.value(kind, 1)}")
            self.quiet = False
            self.declare(name, kind)

    def function_declaration(self) -> None:
        """A function, perhaps with named results that a deferred function changes."""
        source = self.source
        name = f"f{self.number}_{len(self.functions)}"
        params = tuple(self.type(1) for _ in range(source.below(3)))
        results = tuple(self.type(1) for _ in range(source.pick((1, 1, 2))))
        names = [f"p{i}" for i in range(len(params))]
        named = source.chance(40)
        given = ", ".join(f"{n} {t.text}" for n, t in zip(names, params, strict=True))
        out = [f"r{i}" for i in range(len(results))]
        taken = ", ".join(f"{n} {t.text}" if named else t.text for n, t in zip(out, results, strict=True))
        if source.chance(30):
            self.w("//go:noinline")
        with self.block(f"func {name}({given}) ({taken}) {{"):
            for n, t in zip(names, params, strict=True):
                self.declare(n, t)
            if named:
                for n, t in zip(out, results, strict=True):
                    self.declare(n, t)
                if source.chance(60):
                    with self.block("defer func() {", "}()"):
                        if source.chance(60):
                            self.risky = True
                            self.w("if e := recover(); e != nil {\n\tfmt.Println(e)\n}")
                        self.room = 3
                        self.body(2)
            self.room = 6
            self.body(3)
            values = ", ".join(self.bounded(t, self.value(t)) for t in results)
            self.w("return" if named and source.chance(30) else f"return {values}")
            self.risky = False
        self.functions.append(Function(name, params, results))


def case(source: Source, number: int) -> Case:
    """Write a case with what the source chooses."""
    written = Cases(source, number).case_()
    return Case(number, written.text, Templates(source, number).end())


@st.composite
def cases(draw: st.DrawFn, number: int = 0) -> Case:
    """Cases, as a hypothesis strategy."""
    return case(Drawn(draw), number)
