"""Assignments: what is evaluated when, and how each kind of variable is given its value."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from goloupe.lower.base import ARRAY, GLOBAL, STRUCT, NotLowered
from goloupe.lower.bounds import made
from goloupe.lower.expr import Expressions
from goloupe.lower.order import CALLS, NEVER, OTHER
from goloupe.lower.ranges import constant, wrapped
from goloupe.syntax import kinds as K


@dataclass(frozen=True)
class Place:
    """Python for reading something that can be assigned to, and for what stands before and after the value that is assigned."""

    load: str
    before: str
    after: str
    reserve: str = ""
    """For an entry of a map: a statement that makes it, if it is not there."""

    def store(self, value: str) -> str:
        """A statement that assigns ``value``."""
        return self.before + value + self.after


class Assignments(Expressions):
    """Lowers assignments."""

    # Variables.

    def is_blank(self, node: int) -> bool:
        """Whether a node is the blank identifier."""
        return self.n_kind[node] == K.NAME and bool(self.c.o_flags[self.n_aux[node]] & 4)

    def plain_local(self, node: int) -> bool:
        """Whether assigning to ``node`` is assigning to a Python local."""
        if self.n_kind[node] != K.NAME:
            return False
        obj = self.n_aux[node]
        if self.c.o_class[obj] == GLOBAL or obj in self.ctx.boxed or obj in self.ctx.parts:
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
            if obj in self.ctx.parts:
                self.scatter(obj, value)
                return
            if self.plain_local(lhs):
                self.w(f"{self.local(obj)} = {value}")
                self.open_slice(obj)
                return
            if self.c.o_class[obj] == GLOBAL:
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
            if kind != K.NAME and not value.isidentifier():
                # The value comes before the variable is looked for.
                name = self.fresh()
                self.w(f"{name} = {value}")
                value = name
            self.w(self.overwrite(self.x(lhs), type_id, value))
            return
        if kind in (K.DOT, K.DOTPTR):
            self.w(f"{self.x(lhs)} = {value}")
        elif kind == K.DEREF:
            self.w(f"{self.x(lhs + 1)}.v = {value}")
        elif kind == K.INDEX:
            base = lhs + 1
            index = self.n_end[base]
            if self.kind(base) == ARRAY:
                self.w(f"{self.x(base)}[{self.checked(index, str(self.c.t_len[self.n_type[base]]), base)}] = {value}")
            else:
                name = self.simple(base)
                self.w(f"{self.element(base, name)}{self.checked(index, self.limit(base, name), base)}] = {value}")
        elif kind in (K.CONVNOP, K.CONV):
            self.store(lhs + 1, value, fresh)
        else:
            raise NotLowered(f"assignment to {K.KIND_NAMES[kind].lower()}")

    def open_slice(self, obj: int) -> None:
        """Keep the parts of a slice that is indexed in loops at hand."""
        if obj in self.ctx.opened:
            name = self.local(obj)
            offset = "" if made(self.ctx, obj) >= 0 else f"{name}_o = {name}.off; "
            self.w(f"{name}_a = {name}.arr; {offset}{name}_n = {name}.len")

    def scatter(self, obj: int, value: str) -> None:
        """Give a struct that is kept in parts the fields of ``value``."""
        if not value.isidentifier():
            name = self.fresh()
            self.w(f"{name} = {value}")
            value = name
        fields = self.ctx.parts[obj]
        texts = [self.copy_of(f"{value}.f_{field}", t) if self.is_value_object(t) else f"{value}.f_{field}" for field, t in fields.items()]
        self.w(f"{', '.join(self.part(obj, field) for field in fields)} = {', '.join(texts)}")

    def all_of(self, value: str) -> str:
        """The value of a variable that is not copied but might be: if accesses are told of, all of it is read."""
        return f"whole_of({value})" if self.ctx.tells else value

    def scatter_from(self, obj: int, rhs: int) -> None:
        """Give a struct that is kept in parts the value of ``rhs`` (a node, or one of kind NONE for the zero value)."""
        fields = self.ctx.parts[obj]
        if self.n_kind[rhs] == K.NONE:
            texts = [self.zero(t) for t in fields.values()]
        elif self.n_kind[rhs] == K.STRUCTLIT:
            keys = self.children(rhs)
            given: dict[str, str] = {}
            for key, text in zip(keys, self.in_order([key + 1 for key in keys]), strict=True):
                given[self.c.strings[self.n_aux[key]]] = text
            names = [self.part(obj, field) if field in fields else "_" for field in given]
            rest = [field for field in fields if field not in given]
            names += [self.part(obj, field) for field in rest]
            texts = [*given.values(), *(self.zero(fields[field]) for field in rest)]
            self.w(f"{', '.join(names)} = {', '.join(texts)}")
            return
        else:
            self.scatter(obj, self.all_of(self.x(rhs)) if self.from_variable(rhs) else self.x(rhs))
            return
        self.w(f"{', '.join(self.part(obj, field) for field in fields)} = {', '.join(texts)}")

    def overwrite(self, target: str, type_id: int, value: str) -> str:
        """A statement that gives a struct or array a new value where it is: pointers into it stay."""
        before, after = self.overwriting(target, type_id)
        return before + value + after

    def overwriting(self, target: str, type_id: int) -> tuple[str, str]:
        """What stands before and after the value in such a statement."""
        if self.t_kind[type_id] == STRUCT:
            return f"{target}._assign(", ")"
        if self.t_kind[self.c.t_elem[type_id]] in (STRUCT, ARRAY):
            return f"{self.type_ref(type_id)}.assign({target}, ", ")"
        return f"{target}[:] = ", ""

    # Statements.

    def _as(self, node: int) -> None:
        lhs = node + 1
        rhs = self.n_end[lhs]
        if self.n_kind[lhs] == K.NAME and self.n_aux[lhs] in self.ctx.parts:
            self.scatter_from(self.n_aux[lhs], rhs)
            return
        if self.n_kind[rhs] == K.NONE:
            if not self.is_blank(lhs):
                self.store(lhs, self.zero(self.n_type[lhs]))
            return
        if self.calls_in(lhs) and (self.calls_in(rhs) or self.late_panic(rhs)):
            read, (value,) = self.sides([lhs], [rhs])
            place = self.place(lhs, (), read)
            if place is None:
                self.store(lhs, value)
            else:
                self.put(place, value)
            return
        self.store(lhs, self.v(rhs))
        if self.n_kind[rhs] == K.APPEND and self.n_kind[lhs] == K.DOT:
            self.append_in_place(lhs, rhs)

    def append_in_place(self, lhs: int, rhs: int) -> None:
        """``s.f = append(s.f, s)``: where ``s`` is in memory, the compiler stores the new slice before it reads the elements.

        So an element that is ``s`` itself has the new slice in it (`append` in ssagen/ssa.go, with ``inplace``).  A small variable that
        only a function literal shares is taken for one in registers, as it is where the literal is inlined.
        """
        first, *elements = self.children(rhs)
        root, other = lhs, first
        while self.n_kind[root] == K.DOT and self.n_kind[other] == K.DOT and self.n_aux[root] == self.n_aux[other]:
            root, other = root + 1, other + 1
        if self.n_kind[root] != K.NAME or self.n_kind[other] != K.NAME or self.n_aux[root] != self.n_aux[other]:
            return
        obj = self.n_aux[root]
        again = [i for i, n in enumerate(elements) if self.n_kind[n] == K.NAME and self.n_aux[n] == obj]
        if not again or (self.in_registers(self.n_type[root]) and self.c.o_class[obj] != 3 and not self.c.o_flags[obj] & 2):
            return
        name = self.simple(lhs)
        for i in again:
            target = f"{name}.arr[{name}.off+{name}.len-{len(elements) - i}]"
            self.w(self.overwrite(target, self.n_type[root], self.x(root)))

    def calls_in(self, node: int) -> bool:
        """Whether evaluating ``node`` calls anything."""
        find = self.c.kind_bytes.find
        end = self.n_end[node]
        return any(find(kind, node, end) >= 0 for kind in CALLS)

    def sides(self, left: list[int], right: list[int]) -> tuple[dict[int, str], list[str]]:
        """Evaluate the early parts of both sides; return what is left of the operands on the left, and of the values."""
        before, self.hoisting = self.hoisting, True
        read = {operand: self.x(operand) for n in left for operand in self.place_operands(n)}
        self.hoisting = before
        return read, self.taken_out(right)

    def put(self, place: Place, value: str) -> None:
        """Assign; the value comes before the variable is looked for."""
        if place.after and not value.isidentifier():
            name = self.fresh()
            self.w(f"{name} = {value}")
            value = name
        self.w(place.store(value))

    def _as2(self, node: int) -> None:
        parts = self.children(node)
        count = self.n_aux[node]
        left, right = parts[:count], parts[count:]
        if self.in_turn(left, right):
            return
        if all(self.plain_local(n) or self.is_blank(n) for n in left):
            values = self.in_order(right)
            names = [("_" if self.is_blank(n) else self.local(self.n_aux[n])) for n in left]
            self.w(f"{', '.join(names)} = {', '.join(values)}")
            return
        # Calls come first, then operands of index expressions and pointers on the left, then the right side is read, then the stores.
        changing = {self.n_aux[n] for n in left if self.n_kind[n] == K.NAME}
        if self.calls_in(node):
            read, values = self.sides(left, right)
            places = [self.place(n, changing, read) for n in left]
        else:
            places = [self.place(n, changing) for n in left]
            values = self.in_order(right)
        targets = [self.target(place, lhs) for place, lhs in zip(places, left, strict=True)]
        if all(targets):
            self.w(f"{', '.join(targets)} = {', '.join(values)}")
            return
        temps = [self.fresh() for _ in values]
        self.w(f"{', '.join(temps)} = {', '.join(values)}")
        for place, lhs, name in zip(places, left, temps, strict=True):
            if place is None:
                self.store(lhs, name)
            else:
                self.w(place.store(name))

    def in_turn(self, left: list[int], right: list[int]) -> bool:
        """Write an assignment of several values as the compiler does, one after another, if that can show; whether it can."""
        late = [self.late_panic(n) for n in right]
        operands = [max((self.late_panic(n) for n in self.place_operands(lhs)), default=NEVER) for lhs in left]
        entry = [self.n_kind[lhs] == K.INDEXMAP and risk != NEVER for lhs, risk in zip(left, late, strict=True)]
        if OTHER not in late and OTHER not in operands and True not in entry:
            return False
        places, values = self.saved(left, right)
        entry = [first and not kept for first, kept in zip(entry, values, strict=True)]
        several = sum(1 for risk in (*late, *operands) if risk) > 1 or any(self.early_panic(n) for n in right)
        first = next((i for i, n in enumerate(left) if not self.plain_local(n) and not self.is_blank(n)), len(left))
        behind = any(i > first and risk and not kept for i, (risk, kept) in enumerate(zip(late, values, strict=True)))
        if not several and not behind and True not in entry:
            return False
        changing = {self.n_aux[n] for n in left if self.n_kind[n] == K.NAME}
        read, texts = self.sides(left, right)
        found: list[Place | None] = []
        for i, lhs in enumerate(left):
            found.append(self.place(lhs, changing, read) if places[i] else None)
            if values[i] and self.n_kind[right[i]] != K.LITERAL:
                name = self.fresh()
                self.w(f"{name} = {texts[i]}")
                texts[i] = name
        for i, lhs in enumerate(left):
            if operands[i] and not texts[i].isidentifier() and not places[i] and not entry[i]:
                name = self.fresh()
                self.w(f"{name} = {texts[i]}")
                texts[i] = name
            place = found[i] or self.place(lhs, (), read)
            if entry[i] and place is not None:
                # The entry comes before the value (`safeExpr` in walkAssign): it is there when the value panics.
                self.w(place.reserve)
            if place is None:
                self.store(lhs, texts[i])
            else:
                self.put(place, texts[i])
        return True

    def target(self, place: Place | None, lhs: int) -> str:
        """What stands left of Python's own ``=`` for the assignment to ``lhs``; empty if there is more to it."""
        if place is not None:
            return place.before.removesuffix(" = ") if place.before.endswith(" = ") and not place.after else ""
        if self.is_blank(lhs):
            return "_"
        return self.local(self.n_aux[lhs]) if self.plain_local(lhs) and self.n_aux[lhs] not in self.ctx.opened else ""

    def place(self, node: int, changing: Collection[int] = (), read: Mapping[int, str] = {}) -> Place | None:
        """What ``node`` denotes, with its operands evaluated now; None if there is nothing to evaluate.

        ``changing`` are the variables that the statement assigns to, ``read`` has the Python of operands that is there already.
        """
        if self.n_kind[node] == K.INDEXMAP:
            base = node + 1
            name = self.simple_now(base, changing, read)
            key = self.simple_now(self.n_end[base], changing, read)
            zero = self.zero(self.n_type[node])
            if self.plain_key(self.n_type[base]):
                return Place(f"{name}.get({key}, {zero})", f"{name}[{key}] = ", "", f"{name}.reserve({key}, {zero})")
            return Place(f"{name}.load({key}, {zero})", f"{name}.store({key}, ", ")", f"{name}.reserve({key}, {zero})")
        if not self.place_operands(node):
            return None
        return self.variable(self.spot(node, changing, read), node)

    def spot(self, node: int, changing: Collection[int], read: Mapping[int, str]) -> str:
        """The variable that ``node`` denotes, with its operands evaluated now; but a variable that holds it is not."""
        kind = self.n_kind[node]
        base = node + 1
        if kind == K.INDEX:
            index = self.n_end[base]
            if self.kind(base) == ARRAY:
                name = self.spot(base, changing, read)
                at = self.simple_now(index, changing, read)
                return f"{name}[{self.chosen(base, at, str(self.c.t_len[self.n_type[base]]))}{self.closing(node)}"
            name = self.simple_now(base, changing, read)
            at = self.simple_now(index, changing, read)
            return f"{self.element(base, name)}{self.chosen(base, at, self.limit(base, name))}{self.closing(node)}"
        if kind == K.DOTPTR:
            return f"{self.simple_now(base, changing, read)}.{self.slot(node)}"
        if kind == K.DOT and self.place_operands(base):
            return f"{self.spot(base, changing, read)}.{self.slot(node)}"
        if kind == K.DEREF:
            name = self.simple_now(base, changing, read)
            return name if self.is_value_object(self.n_type[node]) else f"{name}.v"
        return self.spot(base, changing, read) if kind == K.CONVNOP else self.x(node)

    def chosen(self, base: int, at: str, limit: str) -> str:
        """The index of an element of ``base``, evaluated into ``at`` and checked against ``limit``."""
        index = self.n_end[base]
        value = constant(self.ctx, index)
        if value is not None and limit.isdigit():
            return str(value)
        low = "" if wrapped(self.ctx, index)[0] >= 0 else "0<="
        checked = f"({at} if {low}{at}<{limit} else index({at},{limit}))"
        if self.n_kind[index] != K.NAME or at != self.x(index):
            return checked
        return self.bounds.pick(base, index, at, limit, checked)

    def variable(self, target: str, node: int) -> Place:
        """What ``target`` is in Python, as the place of ``node``."""
        if self.is_value_object(self.n_type[node]):
            before, after = self.overwriting(target, self.n_type[node])
            return Place(target, before, after)
        return Place(target, f"{target} = ", "")

    def simple_now(self, node: int, changing: Collection[int] = (), read: Mapping[int, str] = {}) -> str:
        """The node's value as of now, in a name (or a constant): its own, if it is that of a local that nothing changes meanwhile."""
        text = read[node] if node in read else self.x(node)
        if self.n_kind[node] == K.LITERAL:
            return text
        if self.n_kind[node] == K.NAME and self.plain_local(node) and self.n_aux[node] not in changing:
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
        named = self.n_kind[lhs] == K.NAME
        read: Mapping[int, str] = {}
        operand = ""
        if self.calls_in(rhs) and (not named or self.exposed(self.n_aux[lhs])):
            read, (operand,) = self.sides([lhs], [rhs])
        place = None if named else self.place(lhs, (), read)
        current = place.load if place is not None else self.x(lhs)
        value = self.operate(lhs, self.n_aux[node], current, operand or self.x(rhs), rhs)
        if place is None:
            self.store(lhs, value)
        else:
            self.w(place.store(value))
