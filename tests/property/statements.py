# ruff: noqa: E501  (Go in strings)
"""Random statements. Every loop has an end, and strings and slices do not grow without bound."""

from __future__ import annotations

from collections.abc import Callable

from tests.property.context import Variable
from tests.property.expressions import Expressions, verbs_for
from tests.property.literals import literal
from tests.property.types import ANY, BOOL, INT, INTS, RUNE, STRING, UINTS, Type, func_of, slice_of


class Statements(Expressions):
    """Writes statements."""

    def body(self, most: int = 3) -> None:
        """Some statements."""
        for _ in range(1 + self.source.below(most)):
            self.statement()

    def statement(self) -> None:
        """One statement."""
        self.room -= 1
        if self.room < 0:
            return
        kinds: tuple[Callable[[], None], ...] = (
            self.show, self.define, self.assign, self.define, self.assign, self.update, self.swap, self.show,
            self.choose, self.branch, self.type_switch, self.count_loop, self.range_loop, self.range_loop, self.attempt, self.attempt,
            self.collect_closures, self.comma_ok, self.builtin, self.deferred, self.leave, self.jump, self.define_type, self.sort, self.call,
            self.build, self.redefine,
        )  # fmt: skip
        self.source.pick(kinds)()

    # Simple statements.

    def show(self) -> None:
        """Print something."""
        source = self.source
        if self.quiet:
            return
        found = self.variables(lambda v: v.type.printable)
        if found and source.chance(60):
            v = source.pick(found)
            self.printed(v.type, v.name)
            return
        kind = self.printable()
        self.printed(kind, self.value(kind))

    def printed(self, kind: Type, text: str) -> None:
        """Print a value, one way or another."""
        choice = self.source.below(6)
        if choice < 3:
            verb = self.source.pick(verbs_for(kind))
            self.w(f'fmt.Printf("{verb}\\n", {text})')
        elif choice == 3:
            self.w(f"fmt.Println({text}, {self.value(self.basic(), 1)})")
        elif kind.kind == "struct" and choice == 4:
            self.w(f'fmt.Printf("%+v\\n", ptr({text}))')
        else:
            self.w(f"fmt.Println({text})")

    def define(self) -> Variable:
        """A new variable."""
        source = self.source
        kind = self.type()
        name = self.fresh()
        if kind.kind in ("int", "string") and source.chance(20):
            other = self.basic()
            second = self.fresh()
            text, more = self.value(kind), self.value(other)
            self.w(f"{name}, {second} := {text}, {more}")
            self.declare(second, other)
            self.w(f"_ = {second}")
        elif source.chance(80) or kind.kind in ("pointer", "func", "interface", "map"):
            self.w(f"{name} := {self.converted_literal(kind)}" if source.chance(70) else f"var {name} {kind.text} = {self.value(kind)}")
        else:
            self.w(f"var {name} {kind.text}")
        self.w(f"_ = {name}")
        return self.declare(name, kind)

    def redefine(self) -> None:
        """A variable that hides another of the same name, or takes part in a definition with a new one."""
        found = self.variables(lambda v: v.mutable and v.type.basic)
        if not found:
            return
        v = self.source.pick(found)
        with self.block("{"):
            self.w(f"{v.name} := {self.value(v.type)}")
            self.declare(v.name, v.type)
            self.w(f"_ = {v.name}")
            self.body()

    def converted_literal(self, kind: Type) -> str:
        """A value that has the type even where there is none to convert it to."""
        text = self.value(kind)
        return f"any({text})" if kind.kind == "any" else text

    def bounded(self, kind: Type, text: str) -> str:
        """A value that is not longer than it should be."""
        if kind.kind == "string":
            return f"cut({text})"
        return f"trim({text})" if kind.kind == "slice" else text

    def target(self) -> tuple[str, Type] | None:
        """Something to assign to."""
        found = self.variables(lambda v: v.mutable or v.type.kind in ("slice", "map", "pointer"))
        if not found:
            return None
        v = self.source.pick(found)
        kind = v.type
        if kind.elem is not None and kind.kind in ("slice", "array", "map", "pointer") and self.source.chance(60):
            kind = kind.element
        elif kind.kind == "struct" and self.source.chance(60) and kind.fields:
            kind = self.source.pick(kind.fields)[1]
        text = self.lvalue(kind)
        return (text, kind) if text else None

    def assign(self) -> None:
        """An assignment."""
        if (target := self.target()) is None:
            return
        text, kind = target
        self.w(f"{text} = {self.bounded(kind, self.value(kind))}")

    def update(self) -> None:
        """An assignment with an operation."""
        source = self.source
        kinds = [v.type for v in self.variables(lambda v: v.mutable and (v.type.number or v.type.kind == "string"))]
        if not kinds:
            return
        kind = source.pick(kinds)
        text = self.lvalue(kind)
        if not text:
            return
        if kind.kind == "string":
            self.w(f"{text} += {literal(source, kind)}")
            return
        choice = source.below(4)
        if choice == 0:
            self.w(f"{text}{source.pick(('++', '--'))}")
        elif choice == 1 and kind.integer:
            self.w(f"{text} {source.pick(('<<', '>>'))}= {self.count(1)}")
        elif choice == 2 and kind.integer:
            self.w(f"{text} {source.pick('/%')}= {self.divisor(kind, 1)}")
        else:
            ops = ("+", "-", "*", "&", "|", "^", "&^") if kind.integer else ("+", "-", "*", "/")
            self.w(f"{text} {source.pick(ops)}= {self.value(kind, 1)}")

    def swap(self) -> None:
        """An assignment of two values."""
        if (first := self.target()) is None or (second := self.target()) is None:
            return
        same = first[1] == second[1]
        one, two = (second[0], first[0]) if same and self.source.chance(50) else (self.value(first[1]), self.value(second[1]))
        self.w(f"{first[0]}, {second[0]} = {self.bounded(first[1], one)}, {self.bounded(second[1], two)}")

    def call(self) -> None:
        """A call of a function for what it does."""
        if not self.functions or self.quiet or self.loops > 1:
            return
        f = self.source.pick(self.functions)
        text = f"{f.name}({self.arguments(f.params, 1)})"
        if len(f.results) == 2:
            names = [self.fresh() for _ in f.results]
            self.w(f"{', '.join(names)} := {text}")
            self.w(f"_, _ = {', '.join(names)}")
            for name, kind in zip(names, f.results, strict=True):
                self.declare(name, kind)
        else:
            self.w(text)

    def builtin(self) -> None:
        """delete, clear, copy, append."""
        source = self.source
        if v := self.some(source.pick(("slice", "map"))):
            if v.type.kind == "map":
                assert v.type.key is not None
                self.w(f"delete({v.name}, {self.keyed(v.type.key, 1)})" if source.chance(80) else f"clear({v.name})")
            elif source.chance(20):
                self.w(f"clear({v.name})")
            elif source.chance(50) or not v.mutable:
                text = f"copy({v.name}, {self.value(v.type)})"
                self.w(text if self.quiet else f"fmt.Println({text})")
            else:
                items = ", ".join(self.value(v.type.element, 1) for _ in range(1 + source.below(3)))
                self.w(f"{v.name} = trim(append({v.name}, {items}))")

    def comma_ok(self) -> None:
        """A lookup or an assertion that says whether there is something."""
        source = self.source
        v = self.some(source.pick(("map", "any")))
        name, ok = self.fresh(), self.fresh("ok")
        if v is None:
            kind = self.printable(1)
            text = f"{self.value(ANY)}.({kind.text})"
            if not text.startswith(("any(", "v")):
                return
        elif v.type.kind == "map":
            kind = v.type.element
            assert v.type.key is not None
            text = f"{v.name}[{self.keyed(v.type.key, 1)}]"
        else:
            kind = self.printable(1)
            if kind.kind == "any":
                kind = INT
            text = f"{v.name}.({kind.text})"
        self.w(f"{name}, {ok} := {text}")
        self.w(f"_, _ = {name}, {ok}")
        self.declare(name, kind)
        self.declare(ok, BOOL)
        if not self.quiet and kind.printable:
            self.w(f"fmt.Println({name}, {ok})")

    def define_type(self) -> None:
        """Constants with iota and a type of their own, local."""
        source = self.source
        kind = source.pick((INT, *UINTS[1:3], *INTS[1:4]))
        name = self.fresh("K")
        forms = (
            "iota",
            "iota + 2",
            "1 << iota",
            "iota * iota",
            "3 - iota" if kind.kind == "int" else "9 - iota",
            "1 << (iota + 3)",
            "'a' + iota",
        )
        parts = [self.fresh("c") for _ in range(3)]
        self.w(f"type {name} {kind.text}")
        with self.block("const (", ")"):
            self.w(f"{parts[0]} {name} = {source.pick(forms)}")
            self.w(source.pick((parts[1], "_")))
            self.w(parts[2])
        if not self.quiet:
            self.w(f'fmt.Printf("%v %T %d\\n", {parts[0]}, {parts[2]}, {parts[2]}*id({parts[0]}))')

    def sort(self) -> None:
        """Sort a slice."""
        found = self.variables(lambda v: v.type.kind == "slice" and v.type.text.startswith("[]") and v.type.element.ordered)
        if not found:
            return
        v = self.source.pick(found)
        forms = [
            f"slices.Sort({v.name})",
            f"sort.SliceStable({v.name}, func(i, j int) bool {{ return {v.name}[i] > {v.name}[j] }})",
            f"slices.Reverse({v.name})",
            f"sort.Slice({v.name}, func(i, j int) bool {{ return {v.name}[i] < {v.name}[j] }})",
        ]
        self.w(self.source.pick(forms))
        if not self.quiet:
            self.w(f"fmt.Println({v.name})")

    def build(self) -> None:
        """A string made with a strings.Builder."""
        name = self.fresh("b")
        self.w(f"var {name} strings.Builder")
        for _ in range(1 + self.source.below(3)):
            kind = self.told(1)
            self.w(
                self.source.pick(
                    (
                        f"{name}.WriteString(cut({self.value(STRING, 1)}))",
                        f'fmt.Fprintf(&{name}, "{self.source.pick(verbs_for(kind))}", {self.value(kind, 1)})',
                        f"{name}.WriteByte({self.value(UINTS[1], 1)})",
                        f"{name}.WriteRune({self.value(RUNE, 1)})",
                    )
                )
            )
        text = self.fresh()
        self.w(f"{text} := cut({name}.String())")
        self.w(f"_ = {text}")
        self.declare(text, STRING)

    # Branches.

    def choose(self) -> None:
        """An if statement."""
        source = self.source
        head = ""
        self.scopes.append([])
        if source.chance(25):
            kind = self.basic()
            name = self.fresh()
            head = f"{name} := {self.value(kind)}; "
            self.declare(name, kind)
            condition = f"{name} == {self.headed(kind)}"
        else:
            condition = self.headed(BOOL)
        with self.block(f"if {head}{condition} {{", "}"):
            self.body(2)
        if source.chance(50):
            self.lines[-1] += " else {"
            with self.block(self.lines.pop().strip()):
                self.body(2)
        self.scopes.pop()

    def headed(self, kind: Type) -> str:
        """A value where a composite literal would be taken for a block."""
        text = self.value(kind)
        return f"({text})" if "{" in text else text

    def branch(self) -> None:
        """A switch statement."""
        source = self.source
        kind = source.pick((INT, STRING, BOOL, UINTS[1], RUNE))
        tag = self.headed(kind) if kind != BOOL else ""
        count = 1 + source.below(3)
        with self.block(f"switch {tag} {{"):
            default = source.below(count + 2)
            for i in range(count):
                if i == default:
                    self.case("default:", i == count - 1)
                values = [self.value(kind, 1) for _ in range(1 + source.below(2))]
                self.case(f"case {', '.join(values)}:", i == count - 1)

    def case(self, head: str, last: bool) -> None:
        """A clause of a switch."""
        self.indent -= 1
        with self.block(head, ""):
            self.body(2)
            if not last and self.source.chance(25):
                self.w("fallthrough")
        self.lines.pop()
        self.indent += 1

    def type_switch(self) -> None:
        """A type switch."""
        source = self.source
        name = self.fresh()
        types: list[Type] = []
        for _ in range(1 + source.below(3)):
            kind = self.printable(1)
            if kind.kind not in ("any", "interface") and all(t.text != kind.text for t in types):
                types.append(kind)
        with self.block(f"switch {name} := {self.headed(ANY)}.(type) {{"):
            for kind in types:
                self.indent -= 1
                with self.block(f"case {kind.text}:", ""):
                    self.w(f"_ = {name}")
                    self.declare(name, kind)
                    if not self.quiet:
                        self.w(f'fmt.Printf("%T %v\\n", {name}, {name})')
                    self.body(1)
                self.lines.pop()
                self.indent += 1
            self.indent -= 1
            self.w(source.pick(("default:", "case nil:", "case error, fmt.Stringer:")))
            self.w(f"\t_ = {name}")
            self.indent += 1

    # Loops.

    def looped(self, head: str, variables: list[Variable], extra: str = "") -> None:
        """A loop, if there are not too many around."""
        if self.loops >= 2:
            return
        label = self.fresh("L") if self.source.chance(30) else ""
        used = len(self.lines)
        self.loops += 1
        self.labels.append((label, True))
        with self.block(f"for {head} {{"):
            for v in variables:
                self.declare(v.name, v.type, v.mutable)
                self.w(f"_ = {v.name}")
            self.body(3)
            if extra:
                self.w(extra)
        self.labels.pop()
        self.loops -= 1
        if label:
            body = "\n".join(self.lines[used:])
            if f" {label}\n" in body:
                self.lines.insert(used, f"{label}:")

    def count_loop(self) -> None:
        """A loop with three clauses, one or none."""
        source = self.source
        name = self.fresh("i")
        count = source.pick((2, 3, 1, 4))
        kind = source.pick((INT, INT, UINTS[1], INTS[1]))
        choice = source.below(4)
        variable = [Variable(name, kind, False)]
        if choice < 2:
            start = "0" if kind == INT else f"{kind.text}(0)"
            self.looped(f"{name} := {start}; {name} < {count}; {name}++", variable)
        elif choice == 2:
            self.looped(f"{name} := {kind.text}({count}); {name} > 0; {name}--", variable)
        else:
            self.w(f"{name} := {kind.text}(0)")
            self.looped(f"{name} < {count}", variable, "")
            self.loops_end(name)

    def loops_end(self, name: str) -> None:
        """Count at the beginning of the body: a continue must not skip it."""
        for at in range(len(self.lines) - 1, -1, -1):
            if self.lines[at].strip().startswith(f"for {name} < "):
                self.lines.insert(at + 1, "\t" * (self.indent + 1) + f"{name}++")
                return
        self.w(f"_ = {name}")

    def range_loop(self) -> None:
        """A loop over something."""
        source = self.source
        one, two = self.fresh("k"), self.fresh("x")
        choice = source.below(10)
        if choice == 0:
            kind = source.pick((INT, UINTS[1], INTS[1]))
            text = str(source.below(4)) if kind == INT else f"({self.value(kind, 1)} & 3)"
            self.looped(f"{one} := range {text}", [Variable(one, kind)])
        elif choice < 4:
            kind = slice_of(self.type(1))
            self.looped(f"{one}, {two} := range {self.headed(kind)}", [Variable(one, INT), Variable(two, kind.element)])
        elif choice == 4 and (v := self.some("array")):
            star = source.pick(("", "&" if v.mutable else ""))
            self.looped(f"{one}, {two} := range {star}{v.name}", [Variable(one, INT), Variable(two, v.type.element)])
        elif choice == 5:
            self.looped(f"{one}, {two} := range cut({self.headed(STRING)})", [Variable(one, INT), Variable(two, RUNE)])
        elif choice == 6:
            found = self.variables(lambda v: v.type.kind == "map" and v.type.key is not None and v.type.key.ordered)
            if found:
                v = source.pick(found)
                assert v.type.key is not None
                self.looped(f"_, {one} := range slices.Sorted(maps.Keys({v.name}))", [Variable(one, v.type.key)])
        elif choice == 7:
            kind = self.type(1)
            self.looped(f"{one} := range each({self.headed(kind)}, {self.headed(kind)})", [Variable(one, kind)])
        elif choice == 8:
            kind = self.basic()
            self.looped(f"{one}, {two} := range twice({self.headed(kind)}, {source.below(4)})", [Variable(one, INT), Variable(two, kind)])
        else:
            kind = self.basic()
            self.looped(f"{one} := range sent({self.headed(kind)}, {self.headed(kind)})", [Variable(one, kind)])

    def leave(self) -> None:
        """A break or continue, under a condition."""
        if not self.labels:
            return
        label, _ = self.source.pick(self.labels[::-1])
        if not label and self.labels[-1][0] == "":
            self.w(f"if {self.headed(BOOL)} {{")
            self.w(f"\t{self.source.pick(('break', 'continue'))}")
            self.w("}")
        elif label:
            self.w(f"if {self.headed(BOOL)} {{")
            self.w(f"\t{self.source.pick(('break', 'continue'))} {label}")
            self.w("}")

    def jump(self) -> None:
        """A loop made with goto."""
        if self.loops >= 2:
            return
        name, label = self.fresh("n"), self.fresh("G")
        with self.block("{"):
            self.w(f"{name} := 0")
            self.lines.append(f"{label}:")
            self.w(f"{name}++")
            self.declare(name, INT, False)
            self.loops += 1
            labels, self.labels = self.labels, []
            with self.block("{"):
                self.body(2)
            self.labels = labels
            self.loops -= 1
            self.w(f"if {name} < {1 + self.source.below(3)} {{")
            self.w(f"\tgoto {label}")
            self.w("}")

    # Functions.

    def attempt(self) -> None:
        """Statements that may panic, and a recover."""
        if self.quiet:
            return
        before = self.risky
        self.risky = True
        with self.function(), self.block("try(func() {", "})"):
            self.body(3)
            if self.source.chance(15):
                errors = ('fmt.Errorf("e %w", io.EOF)', 'errors.New("x")')
                self.w(f"panic({self.source.pick((self.value(self.printable(1)), *errors))})")
        self.risky = before

    def deferred(self) -> None:
        """A function with deferred calls, called at once."""
        if self.quiet:
            return
        source = self.source
        with self.function(), self.block("func() {", "}()"):
            if self.loops < 2 and source.chance(30):
                i = self.fresh("i")
                self.w(f"for {i} := range {1 + source.below(3)} {{")
                self.w(f'\tdefer fmt.Println("deferred", {i}, {self.value(self.basic(), 1)})')
                self.w("}")
            with self.block("defer func() {", "}()"):
                if source.chance(30):
                    self.w("fmt.Println(recover())")
                self.body(2)
            kind = self.printable(1)
            self.w(f"defer fmt.Println({self.value(kind)})")
            self.body(2)

    def collect_closures(self) -> None:
        """Closures over a loop's variables and others, called later."""
        source = self.source
        if self.loops >= 2:
            return
        kind = func_of(self.basic(), self.basic())
        assert kind.key is not None
        name, i, p = self.fresh("fs"), self.fresh("i"), self.fresh("p")
        self.w(f"var {name} []{kind.text}")
        self.loops += 1
        with self.block(f"for {i} := 0; {i} < {1 + source.below(3)}; {i}++ {{"):
            self.declare(i, INT, False)
            with self.function(), self.block(f"{name} = append({name}, func({p} {kind.key.text}) {kind.element.text} {{", "})"):
                self.declare(p, kind.key)
                self.w(f"_ = {p}")
                self.body(2)
                self.w(f"return {self.value(kind.element)}")
            if source.chance(20):
                self.w(f"{i} += {source.below(2)}")
        self.loops -= 1
        call = f"{self.fresh('f')}"
        with self.block(f"for _, {call} := range {name} {{"):
            text = f"{call}({self.value(kind.key, 1)})"
            self.w(f"fmt.Println({text})" if not self.quiet else text)
