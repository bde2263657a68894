"""The linker: makes a program out of packages' columns, one function at a time.

Every name that lowered code uses lives in one namespace.  A function starts as a stub there; the first call lowers it, makes sure
that what it names exists (other stubs, type descriptors, struct classes, variables) and replaces the stub.  So a program
pays only for the functions that it reaches.

Types of different packages are one type if their link texts are equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from goloupe.lower.base import ARRAY, CHAN, FUNC, INTERFACE, MAP, POINTER, SLICE, STRUCT
from goloupe.lower.function import Lowerer, Unit
from goloupe.lower.names import class_name, function_name, type_name
from goloupe.runtime import rtype
from goloupe.syntax.columns import Columns

M_PTR_RECV, M_OF_IFACE, M_EXPORTED = 1, 2, 4


class Program:
    """A linked program: namespace, types, functions."""

    def __init__(self, overrides: Callable[[str], Any], namespace: dict[str, Any]) -> None:
        self.namespace = namespace
        self.overrides = overrides
        """Link key -> Python function that stands in for a Go function, or None."""
        self.lowerers: dict[str, Lowerer] = {}
        self.where: dict[str, tuple[Lowerer, int]] = {}
        self.type_rows: dict[str, tuple[Columns, int, Lowerer]] = {}
        self.types: dict[str, rtype.Type] = {}
        self.keys: dict[str, str] = {}
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
        return found  # type: ignore[no-any-return]

    def _stub(self, name: str, key: str) -> Callable[..., Any]:
        stand_in = self.overrides(key)
        if stand_in is not None:
            return stand_in  # type: ignore[no-any-return]
        namespace = self.namespace

        def stub(*args: Any) -> Any:
            self.load(key)
            real = namespace[name]
            if real is stub:
                raise NameError(f"{key} did not define itself")
            return real(*args)

        return stub

    def load(self, key: str) -> None:
        """Lower a function and put it into the namespace."""
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

        def missing(*args: Any) -> Any:
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

    variable_types: dict[str, tuple[Columns, int]]

    def variable(self, name: str, key: str) -> None:
        """Give a package variable its zero value; its package's init sets it later."""
        row = self._variable_rows().get(key)
        if row is None:
            self.namespace[name] = None
            return
        columns, type_id, lowerer = row
        self.namespace[name] = self.type_of(lowerer.link[type_id]).zero()

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
        kind = c.t_kind[t]
        descriptor = rtype.Type(
            link=link,
            kind=REFLECT_KIND[kind],
            string=strings[c.t_rstr[t]].encode(),
            name=strings[c.t_name[t]].encode() if c.t_name[t] >= 0 else b"",
            pkg_path=strings[c.t_pkg[t]].encode() if c.t_pkg[t] >= 0 else b"",
            size=c.t_size[t],
            align=c.t_align[t],
            ptrdata=c.t_ptrdata[t],
            comparable=bool(c.t_flags[t] & 128),
        )
        self.types[link] = descriptor
        name = type_name(link)
        self.namespace[name] = descriptor
        if kind in (POINTER, SLICE, ARRAY, MAP, CHAN):
            descriptor.elem = self.type_of(lowerer.link[c.t_elem[t]])
        if kind == MAP:
            descriptor.key = self.type_of(lowerer.link[c.t_key[t]])
        elif kind == ARRAY:
            descriptor.len = c.t_len[t]
        elif kind == CHAN:
            descriptor.dir = (3, 2, 1)[c.t_key[t]]
        elif kind == STRUCT:
            self._struct(descriptor, c, t, lowerer)
        elif kind == FUNC:
            start = c.t_fields[t] + c.t_nrecv[t]
            ins = range(start, start + c.t_nparams[t])
            outs = range(start + c.t_nparams[t], start + c.t_nparams[t] + c.t_nresults[t])
            descriptor.ins = [self.type_of(lowerer.link[c.f_type[i]]) for i in ins]
            descriptor.outs = [self.type_of(lowerer.link[c.f_type[i]]) for i in outs]
            descriptor.variadic = bool(c.t_flags[t] & 64)
        descriptor.mt = MethodTable(self, descriptor, c, t, lowerer)
        return descriptor

    def _struct(self, descriptor: rtype.Type, c: Columns, t: int, lowerer: Lowerer) -> None:
        fields = []
        for i in range(c.t_fields[t], c.t_fields[t] + c.t_nfields[t]):
            name = c.strings[c.f_name[i]]
            fields.append(
                rtype.Field(
                    name=name.encode(),
                    pkg_path=c.strings[c.f_pkg[i]].encode(),
                    type=self.type_of(lowerer.link[c.f_type[i]]),
                    tag=c.strings[c.f_tag[i]].encode("utf-8", "surrogateescape"),
                    offset=c.f_offset[i],
                    embedded=bool(c.f_flags[i] & 1),
                    slot="f_" + name,
                )
            )
        descriptor.fields = fields
        descriptor.cls = rtype.struct_class(class_name(descriptor.link), descriptor)
        self.namespace[class_name(descriptor.link)] = descriptor.cls

    def methods(self, c: Columns, t: int) -> Iterable[int]:
        """Rows of the method tables for a type."""
        return range(c.t_meths[t], c.t_meths[t] + c.t_nmeths[t])


class MethodTable(dict[str, Callable[..., Any]]):
    """The methods of a type by name, made when they are first asked for.

    A method takes the value that an interface of this type holds as its first argument.
    """

    def __init__(self, program: Program, descriptor: rtype.Type, c: Columns, t: int, lowerer: Lowerer) -> None:
        super().__init__()
        self._program = program
        self._type = descriptor
        self._c = c
        self._rows = {c.strings[c.m_name[row]]: row for row in program.methods(c, t)}
        self._lowerer = lowerer

    def names(self) -> Iterable[str]:
        """Names of all methods, in the order of the method set."""
        return self._rows.keys()

    def has(self, name: str) -> bool:
        """Whether there is such a method."""
        return name in self._rows

    def signature(self, name: str) -> rtype.Type:
        """Function type of a method, without receiver."""
        return self._program.type_of(self._lowerer.link[self._c.m_type[self._rows[name]]])

    def is_exported(self, name: str) -> bool:
        """Whether a method is exported."""
        return bool(self._c.m_flags[self._rows[name]] & M_EXPORTED)

    def __missing__(self, name: str) -> Callable[..., Any]:
        row = self._rows[name]
        method = self._make(row, name)
        self[name] = method
        return method

    def _make(self, row: int, name: str) -> Callable[..., Any]:
        c = self._c
        flags = c.m_flags[row]
        path = c.m_pathv[c.m_path[row] : c.m_path[row] + c.m_npath[row]]
        steps: list[str] = []
        current = self._type
        for index in path:
            if current.kind == 22:
                current = current.elem
            field = current.fields[index]
            steps.append(field.slot)
            current = field.type
        if flags & M_OF_IFACE:
            return _through_interface(steps, name)
        key = c.strings[c.m_key[row]]
        call = _late(self._program, key)
        pointer = current.kind == 22
        wants_pointer = bool(flags & M_PTR_RECV)
        if pointer == wants_pointer or wants_pointer:
            copies = not wants_pointer and current.kind in (17, 25)
            convert = current.copy if copies else None
        elif current.elem.kind in (17, 25):
            convert = current.elem.copy
        else:
            convert = _load
        return _method(call, steps, convert)


def _load(pointer: Any) -> Any:
    return pointer.v


def _late(program: Program, key: str) -> Callable[..., Any]:
    """The function with ``key``, looked up again after it has been loaded."""
    name = function_name(key)
    program.function(key)
    namespace = program.namespace

    def call(*args: Any) -> Any:
        return namespace[name](*args)

    return call


def _method(call: Callable[..., Any], steps: list[str], convert: Callable[[Any], Any] | None) -> Callable[..., Any]:
    if not steps:
        if convert is None:
            return call
        return lambda value, *args: call(convert(value), *args)

    def method(value: Any, *args: Any) -> Any:
        for step in steps:
            value = getattr(value, step)
        return call(value if convert is None else convert(value), *args)

    return method


def _through_interface(steps: list[str], name: str) -> Callable[..., Any]:
    def method(value: Any, *args: Any) -> Any:
        for step in steps:
            value = getattr(value, step)
        return value.t.mt[name](value.v, *args)

    return method


_ = INTERFACE
