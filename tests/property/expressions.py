# ruff: noqa: E501, PERF401  (Go in strings; a list of three kinds of calls)
"""Random expressions of a given type.

None of them is constant, except where a constant cannot make the program wrong: the compiler rejects constants that
overflow, divide by zero or index out of range.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.property.context import Context, Variable
from tests.property.literals import integer, literal
from tests.property.types import (
    ANY,
    BASICS,
    BOOL,
    BYTE,
    COMPLEX64,
    FLOAT32,
    FLOAT64,
    INT,
    INTS,
    NUMBERS,
    RUNE,
    STRING,
    UINTS,
    Type,
    pointer_to,
    slice_of,
)  # fmt: skip

VERBS = {
    "int": ("%v", "%d", "%x", "%#x", "%o", "%#o", "%b", "%c", "%q", "%U", "%#U", "%08d", "%+d", "%-6d|", "%6d|", "%T", "%#v", "%O", "% d", "%X", "%s", "%.4d", "%t"),
    "uint": ("%v", "%d", "%x", "%#x", "%o", "%b", "%c", "%q", "%08d", "%-6d|", "%T", "%#v", "%X", "%+d", "%e"),
    "float": ("%v", "%g", "%e", "%f", "%.2f", "%8.3f|", "%-10.1e|", "%G", "%+v", "%+.3g", "%x", "%b", "%T", "%#v", "%08.2f", "% .3f", "%d", "%6.0f", "%#g", "%.17g", "%X"),
    "complex": ("%v", "%g", "%.2f", "%+v", "%e", "%T", "%#v", "%x", "%8.1f|"),
    "string": ("%v", "%s", "%q", "%x", "% x", "%X", "%10s|", "%-10s|", "%.2s", "%+q", "%#q", "%#v", "%T", "%d", "%5.1q|", "%#x", "%# x"),
    "bool": ("%v", "%t", "%5t|", "%T", "%#v", "%d", "%q"),
    "": ("%v", "%+v", "%#v", "%T", "%d", "%x", "%s", "%q", "%6v|", "%-4v|", "%v", "%X", "%.1f", "%#x", "%08v", "%+d"),
}  # fmt: skip


def verbs_for(kind: Type) -> tuple[str, ...]:
    """Verbs for a type: none that shows an address as any other number."""
    found = VERBS[kind.kind if kind.basic else ""]
    return tuple(verb for verb in found if verb[-1] not in "dxX") if kind.addressed else found


class Expressions(Context):
    """Writes expressions."""

    def value(self, kind: Type, depth: int = 2) -> str:
        """An expression of a type."""
        source = self.source
        found = self.variables(lambda v: v.type == kind)
        if found and (depth == 0 or source.chance(35)):
            return source.pick(found).name
        if depth > 0:
            choice = source.below(10)
            if choice == 7 and (text := self.derived(kind, depth)):
                return text
            if choice == 8 and (text := self.called(kind, depth)):
                return text
            if choice == 9 and not self.quiet:
                return self.special(kind, depth)
        return self.made(kind, depth)

    def made(self, kind: Type, depth: int) -> str:
        """An expression that makes a value of a type."""
        source = self.source
        if kind.basic:
            if depth == 0:
                return f"id[{kind.text}]({literal(source, kind)})"
            return (
                self.numeric(kind, depth)
                if kind.number
                else self.string(kind, depth)
                if kind.kind == "string"
                else self.boolean(kind, depth)
            )
        return getattr(self, "_" + kind.kind)(kind, max(depth, 1))

    def operand(self, kind: Type, depth: int) -> str:
        """A right operand: a constant, perhaps."""
        return literal(self.source, kind) if self.source.chance(30) else self.value(kind, depth)

    def base(self, kind: Type, depth: int) -> str:
        """A value that a selector or an index can follow."""
        text = self.value(kind, depth)
        return text if text.replace("_", "a").isalnum() else f"({text})"

    # Numbers.

    def numeric(self, kind: Type, depth: int) -> str:
        source = self.source
        less = depth - 1
        choice = source.below(12)
        if choice < 5:
            left = self.value(kind, less)
            if kind.integer:
                op = source.pick(("+", "-", "*", "&", "|", "^", "&^", "/", "%"))
                if op in "/%":
                    return f"({left} {op} {self.divisor(kind, less)})"
                return f"({left} {op} {self.operand(kind, less)})"
            if kind.kind == "complex":
                return f"({left} {source.pick('+-*/')} {self.value(kind, less)})"
            return (
                f"({left} {source.pick('+-*/')} {self.value(kind, less) if source.chance(70) else source.pick(('2', '0.1', '3', '1e-3'))})"
            )
        if choice == 5:
            return f"{source.pick('-+^' if kind.integer else '-+')}({self.value(kind, less)})"
        if choice == 6 and kind.integer:
            return f"({self.value(kind, less)} {source.pick(('<<', '>>'))} {self.count(less)})"
        if choice < 9:
            return self.converted(kind, less)
        if choice == 9 and kind.kind != "complex":
            which = source.pick(("min", "max"))
            return f"{which}({self.value(kind, less)}, {self.operand(kind, less)})"
        if choice == 10:
            return self.library(kind, less)
        return f"id[{kind.text}]({literal(source, kind)})"

    def divisor(self, kind: Type, depth: int) -> str:
        """A divisor: not zero, unless that is welcome."""
        source = self.source
        if self.risky and source.chance(40):
            return self.value(kind, depth)
        if source.chance(50):
            return f"({self.value(kind, depth)} | 1)"
        return str(integer(source, kind) or 3)

    def count(self, depth: int) -> str:
        """How far to shift."""
        source = self.source
        choice = source.below(4)
        if choice == 0:
            return str(source.pick((1, 3, 7, 8, 31, 33, 63, 64, 0, 70)))
        kind = source.pick(UINTS)
        if choice == 1:
            return self.value(kind, depth)
        if choice == 2 and self.risky:
            return self.value(source.pick(INTS), depth)
        return f"({self.value(source.pick(INTS), depth)} & {source.pick((7, 15, 63, 127))})"

    def converted(self, kind: Type, depth: int) -> str:
        source = self.source
        if kind.kind == "complex":
            if source.chance(30):
                return f"{kind.text}({self.value(source.pick(NUMBERS[-2:]), depth)})"
            part = FLOAT32 if kind.length == 64 else FLOAT64
            return f"{'' if kind.text.startswith('complex') else kind.text}(complex({self.value(part, depth)}, {self.value(part, depth)}))"
        source_type = source.pick((*INTS, *UINTS, FLOAT64, FLOAT32))
        if kind.kind == "float" and source.chance(20):
            inner = COMPLEX64 if kind.length == 32 else NUMBERS[-2]
            return f"{kind.text}({source.pick(('real', 'imag'))}({self.value(inner, depth)}))"
        text = self.value(source_type, depth)
        if kind.integer and source_type.kind == "float":
            return f"{kind.text}(within({text}))"
        return f"{kind.text}({text})"

    def library(self, kind: Type, depth: int) -> str:
        """A number that the library or a builtin function gives."""
        source = self.source
        if kind.kind == "complex":
            return self.value(kind, depth)
        choice = source.below(8)
        if kind.kind == "float" and choice < 4:
            name = source.pick(("math.Sqrt", "math.Floor", "math.Ceil", "math.Trunc", "math.Abs", "math.Round", "math.RoundToEven"))
            return f"{kind.text}({name}(float64({self.value(kind, depth)})))"
        if choice < 3:
            of = self.some(source.pick(("slice", "map", "string")))
            if of is None:
                return f"{kind.text}(len({self.value(STRING, depth)}))"
            return f"{kind.text}({'cap' if of.type.kind == 'slice' and source.chance(40) else 'len'}({of.name}))"
        if choice == 3:
            return f"{kind.text}(bits.OnesCount64(uint64({self.value(source.pick(UINTS), depth)})))"
        if choice == 4:
            return f"{kind.text}(strings.Index({self.value(STRING, depth)}, {self.operand(STRING, depth)}))"
        if choice == 5:
            return f"{kind.text}(utf8.RuneCountInString({self.value(STRING, depth)}))"
        if choice == 6:
            return f"{kind.text}(first(strconv.Atoi({self.value(STRING, depth)})))"
        return f"{kind.text}(bits.LeadingZeros32(uint32({self.value(source.pick(UINTS), depth)})))"

    # Strings and booleans.

    def string(self, kind: Type, depth: int) -> str:
        source = self.source
        less = depth - 1
        choice = source.below(13)
        named = kind.text != "string"
        text = "id[string](" + literal(source, STRING) + ")"
        if choice < 3:
            text = f"({self.value(STRING, less)} + {self.operand(STRING, less)})"
        elif choice == 3:
            text = f"string({self.value(source.pick((RUNE, BYTE)), less)})"
        elif choice == 4:
            text = f"string({self.value(slice_of(source.pick((BYTE, RUNE))), less)})"
        elif choice == 5:
            text = self.sliced(self.base(STRING, less), self.value(STRING, 0), less)
        elif choice == 6:
            name = source.pick(("ToUpper", "TrimSpace", "ToLower", "ToTitle"))
            text = f"strings.{name}({self.value(STRING, less)})"
        elif choice == 7:
            text = f"strings.ReplaceAll({self.value(STRING, less)}, {self.operand(STRING, less)}, {self.operand(STRING, less)})"
            text = f"cut({text})"
        elif choice == 8:
            text = f"strconv.Quote({self.value(STRING, less)})"
        elif choice == 9:
            text = f"strconv.FormatInt(int64({self.value(source.pick(INTS), less)}), {source.pick((10, 2, 16, 36))})"
        elif choice == 10:
            shape = source.pick(("'g', -1, 64", "'e', 3, 64", "'f', 2, 64", "'g', -1, 32", "'b', -1, 64"))
            text = f"strconv.FormatFloat(float64({self.value(source.pick((FLOAT64, FLOAT32)), less)}), {shape})"
        elif choice < 13:
            text = self.formatted(less)
        return f"{kind.text}({text})" if named else text

    def formatted(self, depth: int) -> str:
        """A call of fmt.Sprintf or fmt.Sprint."""
        source = self.source
        verbs, args = [], []
        for _ in range(source.below(2) + 1):
            kind = self.told(1)
            verbs.append(source.pick(verbs_for(kind)))
            args.append(self.value(kind, depth))
        if source.chance(25):
            return f"fmt.Sprint({', '.join(args)})"
        return f'fmt.Sprintf("{" ".join(verbs)}", {", ".join(args)})'

    def boolean(self, kind: Type, depth: int) -> str:
        source = self.source
        less = depth - 1
        choice = source.below(8)
        text = self.compared(less)
        if choice == 0:
            text = f"({self.value(BOOL, less)} {source.pick(('&&', '||'))} {self.value(BOOL, less)})"
        elif choice == 1:
            text = f"!{self.base(BOOL, less)}"
        elif choice == 2:
            name = source.pick(("Contains", "HasPrefix", "HasSuffix", "EqualFold"))
            text = f"strings.{name}({self.value(STRING, less)}, {self.operand(STRING, less)})"
        elif choice == 3 and (of := self.some("map")):
            key = of.type.key
            assert key is not None
            text = f"has({of.name}, {self.keyed(key, less)})"
        elif choice == 4:
            text = f"({self.value(ANY, less)} == {self.value(ANY, less)})" if self.risky else self.compared(less)
        return f"{kind.text}({text})" if kind.text != "bool" else text

    def compared(self, depth: int) -> str:
        """A comparison."""
        source = self.source
        kind = source.pick(BASICS)
        if source.chance(30):
            kind = self.type(1)
            if not kind.comparable:
                kind = STRING
        ops = ("==", "!=", "<", "<=", ">", ">=") if kind.ordered else ("==", "!=")
        right = self.operand(kind, depth) if kind.basic else self.base(kind, depth)
        left = self.base(kind, depth)
        if kind.kind in ("struct", "array") and "{" in left + right:
            left, right = f"id({left})", f"id({right})"
        return f"({left} {source.pick(ops)} {right})"

    def keyed(self, key: Type, depth: int) -> str:
        """A key of a map: one that can be found again."""
        text = self.value(key, depth)
        if key.kind == "float" or (key.kind in ("complex", "struct", "array", "any", "interface")):
            return f"findable({text})"
        return text

    # Composite types.

    def _slice(self, kind: Type, depth: int) -> str:
        source = self.source
        elem = kind.element
        less = depth - 1
        choice = source.below(8)
        if choice < 4:
            items = [self.value(elem, less) for _ in range(source.pick((2, 1, 3, 0, 4)))]
            if items and source.chance(15):
                items[0] = f"{source.pick((2, 1))}: {items[0]}"
            return f"{kind.text}{{{', '.join(items)}}}"
        if choice == 4:
            length = source.pick((2, 0, 3))
            if self.risky and source.chance(30):
                return (
                    f"make({kind.text}, {self.value(source.pick(INTS[1:3]), less)} & -3)"
                    if source.chance(50)
                    else f"make({kind.text}, id(-{length + 1}))"
                )
            return f"make({kind.text}, {length}, {length + source.pick((0, 1, 3))})"
        if choice == 5:
            return f"trim(append({self.value(kind, less)}, {self.value(elem, less)}))"
        if choice == 6:
            of = self.variables(lambda v: v.type == kind)
            if of:
                return self.sliced(source.pick(of).name, of[0].name, less, three=True)
            return f"{kind.text}(nil)"
        if elem in (BYTE, RUNE) and kind.text.startswith("[]"):
            return f"{kind.text}({self.value(STRING, less)})"
        return f"trim(append({self.value(kind, less)}, {self.value(kind, less)}...))"

    def sliced(self, base: str, measure: str, depth: int, three: bool = False) -> str:
        """A slice expression: with bounds that hold, unless others are welcome."""
        source = self.source
        if self.risky and source.chance(50):
            low, high = self.value(INT, depth), self.value(INT, depth)
            return f"{base}[{low}:{high}]"
        low = "" if source.chance(30) else f"at({self.value(INT, depth)}, len({base}))"
        if three and source.chance(40):
            return f"{base}[{low}:len({base}):cap({base})]"
        high = f"len({base})" if source.chance(30) else ""
        return f"{base}[{low}:{high}]"

    def _array(self, kind: Type, depth: int) -> str:
        source = self.source
        items = [self.value(kind.element, depth - 1) for _ in range(source.below(kind.length + 1))]
        if kind.length > 1 and items and source.chance(20):
            items = [f"{kind.length - 1}: {items[0]}"]
        return f"{kind.text}{{{', '.join(items)}}}"

    def _map(self, kind: Type, depth: int) -> str:
        source = self.source
        assert kind.key is not None
        count = source.pick((1, 2, 0, 3))
        if not count:
            return source.pick(
                (
                    f"{kind.text}{{}}",
                    f"make({kind.text})",
                    f"make({kind.text}, 4)",
                    f"{kind.text}(nil)" if self.risky else f"{kind.text}{{}}",
                )
            )
        items = [f"{self.keyed(kind.key, depth - 1)}: {self.value(kind.element, depth - 1)}" for _ in range(count)]
        return f"{kind.text}{{{', '.join(items)}}}"

    def _struct(self, kind: Type, depth: int) -> str:
        source = self.source
        choice = source.below(4)
        if choice == 0:
            return f"{kind.text}{{}}"
        values = [(name, self.value(t, depth - 1)) for name, t in kind.fields]
        if choice == 1:
            return f"{kind.text}{{{', '.join(v for _, v in values)}}}"
        chosen = [f"{name}: {v}" for name, v in values if source.chance(80)]
        return f"{kind.text}{{{', '.join(chosen)}}}"

    def _pointer(self, kind: Type, depth: int) -> str:
        source = self.source
        elem = kind.element
        if self.risky and source.chance(25):
            return f"({kind.text})(nil)"
        of = self.variables(lambda v: v.type == elem and v.mutable)
        if of and source.chance(60):
            return f"&{source.pick(of).name}"
        if elem.kind == "struct" and source.chance(50):
            return "&" + self._struct(elem, depth)
        return f"ptr({self.value(elem, depth - 1)})" if source.chance(70) else f"new({elem.text})"

    def _func(self, kind: Type, depth: int) -> str:
        assert kind.key is not None
        name = self.fresh("p")
        self.scopes.append([Variable(name, kind.key)])
        text = f"func({name} {kind.key.text}) {kind.element.text} {{ return {self.value(kind.element, depth - 1)} }}"
        self.scopes.pop()
        return text

    def _any(self, kind: Type, depth: int) -> str:
        source = self.source
        if source.chance(10):
            return "any(nil)"
        inner = self.printable(1)
        if inner.kind == "any":
            inner = INT
        return f"any({self.value(inner, depth - 1)})"

    def _interface(self, kind: Type, depth: int) -> str:
        """A value of the case's interface."""
        chosen = self.source.pick([t for t in self.named if t.methods])
        if chosen.methods[0].pointer:
            return f"{kind.text}({self.value(pointer_to(chosen), 1)})" if chosen.printable else f"{kind.text}(ptr({self.made(chosen, 1)}))"
        return f"{kind.text}({self.value(chosen, depth - 1)})"

    # Values out of others.

    def derived(self, kind: Type, depth: int) -> str:
        """A part of something in scope: an element, a field, what a pointer points to, what an interface holds; "" if there is none."""
        source = self.source

        def holds(v: Variable) -> bool:
            t = v.type
            if t.kind == "any":
                return self.risky and kind.kind != "interface"
            if t.kind == "struct":
                return any(f == kind for _, f in t.fields)
            if t.kind == "string":
                return kind == BYTE and not (self.quiet and not self.risky)
            if t.kind == "pointer" and t.element.kind == "struct":
                return any(f == kind for _, f in t.element.fields) or t.element == kind
            if t.kind == "slice" and self.quiet and not self.risky:
                return False
            return t.elem == kind and t.kind != "func" and not (t.kind == "array" and not t.length)

        found = self.variables(holds)
        return self.part(source.pick(found), kind, depth) if found else ""

    def part(self, v: Variable, kind: Type, depth: int) -> str:
        source = self.source
        t = v.type
        if t.kind == "any":
            return f"{v.name}.({kind.text})"
        if t.kind in ("struct", "pointer") and (struct := t if t.kind == "struct" else t.element).kind == "struct":
            names = [name for name, f in struct.fields if f == kind]
            return f"{v.name}.{source.pick(names)}" if names else f"*{v.name}"
        if t.kind == "pointer":
            return f"(*{v.name})"
        if t.kind == "map":
            assert t.key is not None
            return f"{v.name}[{self.keyed(t.key, depth - 1)}]"
        return self.indexed(v, depth)

    def indexed(self, v: Variable, depth: int) -> str:
        """An element of a string, slice or array."""
        source = self.source
        if v.type.kind == "array":
            index = str(source.below(v.type.length)) if source.chance(50) else f"at({self.value(INT, depth - 1)}, {v.type.length})"
        else:
            index = f"at({self.value(INT, depth - 1)}, len({v.name}))"
        if self.risky and source.chance(40):
            index = self.value(source.pick((INT, *INTS[1:3], *UINTS[:2])), 0)
            if not index.replace("_", "a").isalnum():
                index = f"id({index})"
        return f"{v.name}[{index}]"

    def called(self, kind: Type, depth: int) -> str:
        """A call that gives such a value; "" if there is none."""
        source = self.source
        calls: list[Callable[[], str]] = []
        if not self.quiet and self.loops < 2:
            for f in self.functions:
                if f.results == (kind,):
                    calls.append(lambda f=f: f"{f.name}({self.arguments(f.params, depth - 1)})")  # type: ignore[misc]
            for v in self.variables(lambda v: v.type.kind == "func" and v.type.elem == kind):
                calls.append(lambda v=v: f"{v.name}({self.value(v.type.key, 0)})")  # type: ignore[misc]
            for v in self.variables(lambda v: bool(v.type.methods) and v.mutable):
                for m in v.type.methods:
                    if m.result == kind:
                        calls.append(lambda v=v, m=m: f"{v.name}.{m.name}({self.arguments(m.params, depth - 1)})")  # type: ignore[misc]
        if not calls:
            return ""
        return source.pick(calls)()

    def arguments(self, params: tuple[Type, ...], depth: int) -> str:
        return ", ".join(self.value(p, depth) for p in params)

    def special(self, kind: Type, depth: int) -> str:
        """A traced value, a value from a function literal, or from a generic function."""
        source = self.source
        choice = source.below(6)
        less = depth - 1
        if choice < 2:
            return f'tr[{kind.text}]("{self.fresh("e")}", {self.value(kind, less)})'
        if choice == 2:
            return f"func() {kind.text} {{ return {self.value(kind, less)} }}()"
        if choice == 3:
            return f"cond({self.value(BOOL, less)}, {self.value(kind, less)}, {self.value(kind, less)})"
        if choice == 4 and kind.number:
            return f"sum({self.value(slice_of(kind), less)}...)"
        return f"newStack[{kind.text}]({self.value(kind, less)}).top()"

    def lvalue(self, kind: Type, depth: int = 1) -> str:
        """Something of a type that can be assigned to; "" if there is nothing."""
        source = self.source
        found = self.variables(lambda v: v.mutable and v.type == kind)

        def holds(v: Variable) -> bool:
            t = v.type
            if t.kind in ("slice", "map"):
                return t.elem == kind and (self.risky or not self.quiet)
            if t.kind == "array":
                return t.elem == kind and v.mutable and t.length > 0
            if t.kind == "struct":
                return v.mutable and any(f == kind for _, f in t.fields)
            if t.kind == "pointer":
                return t.elem == kind or any(f == kind for _, f in t.element.fields)
            return False

        parts = self.variables(holds)
        if parts and (not found or source.chance(45)):
            return self.part(source.pick(parts), kind, depth)
        return source.pick(found).name if found else ""
