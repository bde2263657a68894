"""The linker: makes a program out of packages' columns, one function at a time.

Every name that lowered code uses lives in one namespace.  A function starts as a stub there; the first call lowers it, makes sure
that what it names exists (other stubs, type descriptors, struct classes, variables) and replaces the stub.  So a program
pays only for the functions that it reaches.

Types of different packages are one type if their link texts are equal.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import CodeType
from typing import Any

from goloupe.lower.base import REFLECT_KIND
from goloupe.lower.function import Lowerer, Unit
from goloupe.lower.names import function_name
from goloupe.runtime import rtype, stack
from goloupe.syntax.columns import Columns

M_PTR_RECV, M_OF_IFACE = 1, 2


class Program:
    """A linked program: namespace, types, functions."""

    def __init__(
        self, overrides: Callable[[str], Any], namespace: dict[str, Any], table: rtype.Types, classes: Callable[[str], Any]
    ) -> None:
        self.namespace = namespace
        self.table = table
        self.classes = classes
        """Link text of a struct type -> a class of its own, or None."""
        self.overrides = overrides
        """Link key -> Python function that stands in for a Go function, or None."""
        self.lowerers: dict[str, Lowerer] = {}
        self.where: dict[str, tuple[Lowerer, int]] = {}
        self.type_rows: dict[str, tuple[Columns, int, Lowerer]] = {}
        self.types: dict[str, rtype.Type] = {}
        self.variables: dict[str, str] = {}
        """Name of a package variable -> its link key."""
        self.pending: set[str] = set()
        """Names of functions that are stubs so far."""
        self.emitted: Callable[[Unit], None] | None = None
        self.units: dict[str, Unit] = {}

    def add(self, columns: Columns) -> None:
        """Make the functions and types of a package known."""
        lowerer = Lowerer(columns)
        self.lowerers[columns.path] = lowerer
        for key, fn in lowerer.by_key.items():
            if columns.fn_parent[fn] < 0 and key not in self.where:
                self.where[key] = (lowerer, fn)
        for type_id, link in enumerate(lowerer.link):
            known = self.type_rows.get(link)
            if known is None or columns.t_nmeths[type_id] > known[0].t_nmeths[known[1]]:
                self.type_rows[link] = (columns, type_id, lowerer)

    # Functions.

    def function(self, key: str) -> Callable[..., Any]:
        """The Python function for a Go function, a stub if it has not been called yet."""
        name = function_name(key)
        found = self.namespace.get(name)
        if found is None:
            found = self._stub(name, key)
            self.namespace[name] = found
        return found

    def _stub(self, name: str, key: str) -> Callable[..., Any]:
        stand_in = self.overrides(key)
        if stand_in is not None:
            return stand_in  # type: ignore[no-any-return]
        namespace = self.namespace
        self.pending.add(name)

        def stub(*args: Any) -> Any:
            real = namespace[name]
            if real is stub:
                self.load(key)
                real = namespace[name]
                if real is stub:
                    raise NameError(f"{key} did not define itself")
            return real(*args)

        stack.WRAPPERS.add(stub.__code__)
        return stub

    def load(self, key: str) -> None:
        """Lower a function and put it into the namespace."""
        self.pending.discard(function_name(key))
        place = self.where.get(key)
        if place is None:
            self._missing(key, "its package is not part of the program")
            return
        lowerer, fn = place
        if lowerer.c.fn_node[fn] < 0:
            self._missing(key, "it is not written in Go")
            return
        unit = lowerer.unit(fn)
        self.link(unit)

    def _missing(self, key: str, why: str) -> None:
        unsupported = self.namespace["unsupported"]

        def missing(*_: Any) -> Any:
            unsupported(key, why)

        self.namespace[function_name(key)] = missing

    def link(self, unit: Unit) -> None:
        """Provide what a unit names, and run its definitions."""
        namespace = self.namespace
        for name, key in unit.functions.items():
            if name not in namespace:
                namespace[name] = self._stub(name, key)
        for name, link in unit.types.items():
            if name not in namespace:
                namespace[name] = self.type_of(link)
        for name, link in unit.classes.items():
            if name not in namespace:
                namespace[name] = self.type_of(link).cls
        for name in unit.variables:
            if name not in namespace:
                self.variable(name, unit.variables[name])
        code = compile(unit.source, unit.file, "exec")
        self.units[unit.name] = unit
        if self.emitted is not None:
            self.emitted(unit)
        exec(code, namespace)
        self._register(unit, code)

    def _register(self, unit: Unit, code: CodeType) -> None:
        """Tell stack traces what the code objects of a unit are."""
        lines = [0, *unit.lines]
        pending = [code]
        while pending:
            current = pending.pop()
            for const in current.co_consts:
                if isinstance(const, CodeType):
                    pending.append(const)
                    shown = unit.shown.get(const.co_name)
                    if shown is not None:
                        stack.register(
                            const,
                            shown.name,
                            unit.file,
                            lines,
                            line=shown.line,
                            has_args=shown.has_params,
                            wrapper=shown.wrapper,
                            files=unit.files,
                        )

    def variable(self, name: str, key: str) -> None:
        """Give a package variable its zero value; its package's init sets it later."""
        self.variables[name] = key
        t = self.variable_type(key)
        self.namespace[name] = None if t is None else t.zero()

    def variable_type(self, key: str) -> rtype.Type | None:
        """The type of a package variable; None if nothing in the program mentions it."""
        row = self._variable_rows().get(key)
        if row is None:
            return None
        _, type_id, lowerer = row
        return self.type_of(lowerer.link[type_id])

    def _variable_rows(self) -> dict[str, tuple[Columns, int, Lowerer]]:
        rows: dict[str, tuple[Columns, int, Lowerer]] | None = getattr(self, "_rows", None)
        if rows is None:
            rows = {}
            for lowerer in self.lowerers.values():
                c = lowerer.c
                for obj, klass in enumerate(c.o_class):
                    if klass == 3 and c.o_type[obj] >= 0:
                        rows.setdefault(c.strings[c.o_key[obj]], (c, c.o_type[obj], lowerer))
            self._rows = rows
        return rows

    # Types.

    def type_of(self, link: str) -> rtype.Type:
        """The descriptor of the type with this link text."""
        found = self.types.get(link)
        if found is None:
            columns, type_id, lowerer = self.type_rows[link]
            found = self._describe(columns, type_id, lowerer, link)
        return found

    def _describe(self, c: Columns, t: int, lowerer: Lowerer, link: str) -> rtype.Type:
        strings = c.strings
        table = self.table
        kind = REFLECT_KIND[c.t_kind[t]]
        named = c.t_pkg[t] >= 0
        if named:
            name, package = strings[c.t_name[t]], strings[c.t_pkg[t]]
            descriptor = table.named(name, package, strings[c.t_rstr[t]], link)
            self.types[link] = descriptor
            if descriptor.kind == rtype.INVALID:
                descriptor.set_underlying(self._structure(c, t, lowerer, kind))
            own = self.classes(link)
            if own is not None:
                descriptor.cls = own
        elif link == "error":
            descriptor = rtype.T_ERROR
        elif kind in rtype.BASIC:
            descriptor = rtype.BASIC[kind]
        else:
            descriptor = self._structure(c, t, lowerer, kind)
        self.types[link] = descriptor
        if kind == rtype.STRUCT and not named and f"*{link}" in self.type_rows:
            self.type_of(f"*{link}")  # Reflection can come to it, with its methods.
        if c.t_nmeths[t] and kind != rtype.INTERFACE and link != "error":
            self._methods(descriptor, c, t, lowerer)
        return descriptor

    def _structure(self, c: Columns, t: int, lowerer: Lowerer, kind: int) -> rtype.Type:
        """The type without its name."""
        table = self.table
        if kind in rtype.BASIC:
            return rtype.BASIC[kind]
        if kind == rtype.STRUCT:
            return table.struct(self._fields(c, t, lowerer))
        if kind == rtype.INTERFACE:
            return table.interface(
                rtype.Method(c.strings[c.m_name[row]], c.strings[c.m_pkg[row]], self.type_of(lowerer.link[c.m_type[row]]))
                for row in range(c.t_meths[t], c.t_meths[t] + c.t_nmeths[t])
            )
        if kind == rtype.FUNC:
            start = c.t_fields[t] + c.t_nrecv[t]
            middle = start + c.t_nparams[t]
            ins = [self.type_of(lowerer.link[c.f_type[i]]) for i in range(start, middle)]
            outs = [self.type_of(lowerer.link[c.f_type[i]]) for i in range(middle, middle + c.t_nresults[t])]
            return table.func(ins, outs, bool(c.t_flags[t] & 64))
        if kind not in (rtype.POINTER, rtype.SLICE, rtype.ARRAY, rtype.MAP, rtype.CHAN):
            return rtype.T_ANY  # untyped nil and the like, which no value has
        elem = self.type_of(lowerer.link[c.t_elem[t]])
        if kind == rtype.POINTER:
            return table.ptr(elem)
        if kind == rtype.SLICE:
            return table.slice(elem)
        if kind == rtype.ARRAY:
            return table.array(elem, c.t_len[t])
        if kind == rtype.MAP:
            return table.map(self.type_of(lowerer.link[c.t_key[t]]), elem)
        return table.chan(elem, (rtype.BOTH_DIR, rtype.SEND_DIR, rtype.RECV_DIR)[c.t_key[t]])

    def _fields(self, c: Columns, t: int, lowerer: Lowerer) -> list[rtype.Field]:
        return [
            rtype.Field(
                c.strings[c.f_name[i]],
                self.type_of(lowerer.link[c.f_type[i]]),
                pkg_path=c.strings[c.f_pkg[i]],
                tag=c.strings[c.f_tag[i]],
                embedded=bool(c.f_flags[i] & 1),
            )
            for i in range(c.t_fields[t], c.t_fields[t] + c.t_nfields[t])
        ]

    # Methods.

    def _methods(self, descriptor: rtype.Type, c: Columns, t: int, lowerer: Lowerer) -> None:
        rows = {}
        types: dict[str, Any] = {}
        for row in range(c.t_meths[t], c.t_meths[t] + c.t_nmeths[t]):
            package = c.strings[c.m_pkg[row]]
            name = c.strings[c.m_name[row]]
            key = f"{package}.{name}" if package else name
            rows[key] = row
            types[key] = partial(self.type_of, lowerer.link[c.m_type[row]])
        descriptor.set_methods_lazily(lambda: {key: self._method(descriptor, c, row, key) for key, row in rows.items()}, types)

    def _method(self, descriptor: rtype.Type, c: Columns, row: int, name: str) -> Callable[..., Any]:
        """A method as a function of the value that an interface of this type holds."""
        flags = c.m_flags[row]
        path = c.m_pathv[c.m_path[row] : c.m_path[row] + c.m_npath[row]]
        steps: list[str] = []
        current = descriptor
        for index in path:
            if current.kind == rtype.POINTER:
                assert current.elem is not None
                current = current.elem
            member = current.fields[index]
            steps.append(member.slot)
            current = member.type
        if flags & M_OF_IFACE:
            return _through_interface(steps, name)
        convert: Callable[[Any], Any] | None = None
        if not flags & M_PTR_RECV:
            if current.kind != rtype.POINTER:
                convert = current.copy if current.inplace else None
            else:
                assert current.elem is not None
                convert = current.elem.copy if current.elem.inplace else _load
        return self._settling(descriptor, name, c.strings[c.m_key[row]], steps, convert)

    def _settling(
        self, descriptor: rtype.Type, method: str, key: str, steps: list[str], convert: Callable[[Any], Any] | None
    ) -> Callable[..., Any]:
        """A method that gives up its place in the type's table to the real one when it is called first."""
        name = function_name(key)
        self.function(key)
        namespace = self.namespace

        def first(*args: Any) -> Any:
            if name in self.pending:
                self.load(key)
            real = _method(namespace[name], steps, convert)
            if descriptor.methods.get(method) is first:
                descriptor.methods[method] = real
            return real(*args)

        stack.WRAPPERS.add(first.__code__)
        return first

    def late(self, key: str) -> Callable[..., Any]:
        """The function with ``key``, found again once it has been loaded."""
        name = function_name(key)
        self.function(key)
        namespace = self.namespace

        def call(*args: Any) -> Any:
            return namespace[name](*args)

        stack.WRAPPERS.add(call.__code__)
        return call


def _load(pointer: Any) -> Any:
    return pointer.v


def _method(call: Callable[..., Any], steps: list[str], convert: Callable[[Any], Any] | None) -> Callable[..., Any]:
    if not steps:
        if convert is None:
            return call

        def of_copy(value: Any, *args: Any) -> Any:
            return call(convert(value), *args)

        stack.WRAPPERS.add(of_copy.__code__)
        return of_copy

    def method(value: Any, *args: Any) -> Any:
        for step in steps:
            value = getattr(value, step)
        return call(value if convert is None else convert(value), *args)

    stack.WRAPPERS.add(method.__code__)
    return method


def _through_interface(steps: list[str], name: str) -> Callable[..., Any]:
    def method(value: Any, *args: Any) -> Any:
        for step in steps:
            value = getattr(value, step)
        return value.t.methods[name](value.v, *args)

    stack.WRAPPERS.add(method.__code__)
    return method
