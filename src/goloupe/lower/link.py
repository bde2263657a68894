"""The linker: makes a program out of packages, one function at a time.

Every name that lowered code uses lives in one namespace.  A function starts as a stub there; the first call lowers it, makes sure
that what it names exists (other stubs, type descriptors, struct classes, variables) and replaces the stub.  So a program
pays only for the functions that it reaches.

Types of different packages are one type if their link texts are equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from types import CodeType
from typing import Any

from goloupe.lower.names import function_name
from goloupe.lower.package import Package
from goloupe.lower.unit import PLAIN, MethodRow, TypeRow, Unit
from goloupe.runtime import rtype, stack

M_PTR_RECV, M_OF_IFACE = 1, 2


class Program:
    """A linked program: namespace, types, functions."""

    def __init__(
        self,
        overrides: Callable[[str], Any],
        namespace: dict[str, Any],
        table: rtype.Types,
        classes: Callable[[str], Any],
        flavour: str = PLAIN,
    ) -> None:
        self.namespace = namespace
        self.table = table
        self.classes = classes
        """Link text of a struct type -> a class of its own, or None."""
        self.overrides = overrides
        """Link key -> Python function that stands in for a Go function, or None."""
        self.flavour = flavour
        self.packages: dict[str, Package] = {}
        self.where: dict[str, Package] = {}
        """Link key of each function of the program -> the package that has it."""
        self.type_rows: dict[str, tuple[Package, int]] = {}
        """Link text of each type -> the package that knows most of its methods, and how many."""
        self.types: dict[str, rtype.Type] = {}
        self.variables: dict[str, str] = {}
        """Name of a package variable -> its link key."""
        self.pending: set[str] = set()
        """Names of functions that are stubs so far."""
        self.loaded: list[str] = []
        """Link keys of the functions that have been called so far, in the order of their first calls."""
        self.emitted: Callable[[Unit], None] | None = None

    def add(self, package: Package) -> None:
        """Make the functions and types of a package known."""
        self.packages[package.path] = package
        index = package.index
        where, rows = self.where, self.type_rows
        for key in index.functions:
            where.setdefault(key, package)
        for link, methods in index.types.items():
            known = rows.get(link)
            if known is None or methods > known[1]:
                rows[link] = package, methods

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

        def found() -> Callable[..., Any]:
            if namespace[name] is stub:
                self.load(key)
            return namespace[name]  # type: ignore[no-any-return]

        stub.found = found  # type: ignore[attr-defined]
        stack.WRAPPERS.add(stub.__code__)
        return stub

    def load(self, key: str) -> None:
        """Lower a function and put it into the namespace."""
        self.pending.discard(function_name(key))
        self.loaded.append(key)
        package = self.where.get(key)
        if package is None:
            self._missing(key, "its package is not part of the program")
            return
        if not package.index.functions[key]:
            self._missing(key, "it is not written in Go")
            return
        self.link(*package.unit(key))

    def expect(self, keys: Iterable[str]) -> None:
        """Lower functions that will be called."""
        for key in keys:
            self.function(key)
            if function_name(key) in self.pending:
                self.load(key)

    def _missing(self, key: str, why: str) -> None:
        unsupported = self.namespace["unsupported"]

        def missing(*_: Any) -> Any:
            unsupported(key, why)

        self.namespace[function_name(key)] = missing

    def link(self, unit: Unit, code: CodeType) -> None:
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
        if self.emitted is not None:
            self.emitted(unit)
        exec(code, namespace)
        self._register(unit, code)

    def _register(self, unit: Unit, code: CodeType) -> None:
        """Tell stack traces what the code objects of a unit are."""
        lines = (0, *unit.lines)
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
        link = self._variable_links().get(key)
        return None if link is None else self.type_of(link)

    def _variable_links(self) -> dict[str, str]:
        """Link texts of the types of all variables."""
        links: dict[str, str] | None = getattr(self, "_links", None)
        if links is None:
            self._links = links = {}
            for package in reversed(self.packages.values()):
                links.update(package.index.variables)
        return links

    # Types.

    def type_of(self, link: str) -> rtype.Type:
        """The descriptor of the type with this link text."""
        found = self.types.get(link)
        if found is None:
            package, _ = self.type_rows[link]
            found = self._describe(package.type_row(link), link)
        return found

    def _describe(self, row: TypeRow, link: str) -> rtype.Type:
        table = self.table
        kind = row.kind
        named = row.package is not None
        if row.package is not None:
            descriptor = table.named(row.name, row.package, row.text, link)
            self.types[link] = descriptor
            if descriptor.kind == rtype.INVALID:
                descriptor.set_underlying(self._structure(row))
            own = self.classes(link)
            if own is not None:
                descriptor.cls = own
        elif link == "error":
            descriptor = rtype.T_ERROR
        elif kind in rtype.BASIC:
            descriptor = rtype.BASIC[kind]
        else:
            descriptor = self._structure(row)
        self.types[link] = descriptor
        if kind == rtype.STRUCT and not named and f"*{link}" in self.type_rows:
            self.type_of(f"*{link}")  # Reflection can come to it, with its methods.
        if row.methods and kind != rtype.INTERFACE and link != "error":
            self._methods(descriptor, row)
        return descriptor

    def _structure(self, row: TypeRow) -> rtype.Type:
        """The type without its name."""
        table = self.table
        kind = row.kind
        type_of = self.type_of
        if kind in rtype.BASIC:
            return rtype.BASIC[kind]
        if kind == rtype.STRUCT:
            return table.struct(
                [rtype.Field(f.name, type_of(f.type), pkg_path=f.package, tag=f.tag, embedded=f.embedded) for f in row.fields]
            )
        if kind == rtype.INTERFACE:
            return table.interface(rtype.Method(m.name, m.package, type_of(m.type)) for m in row.methods)
        if kind == rtype.FUNC:
            return table.func([type_of(t) for t in row.ins], [type_of(t) for t in row.outs], row.variadic)
        if kind not in (rtype.POINTER, rtype.SLICE, rtype.ARRAY, rtype.MAP, rtype.CHAN):
            return rtype.T_ANY  # untyped nil and the like, which no value has
        elem = type_of(row.elem)
        if kind == rtype.POINTER:
            return table.ptr(elem)
        if kind == rtype.SLICE:
            return table.slice(elem)
        if kind == rtype.ARRAY:
            return table.array(elem, row.length)
        if kind == rtype.MAP:
            return table.map(type_of(row.key), elem)
        return table.chan(elem, (rtype.BOTH_DIR, rtype.SEND_DIR, rtype.RECV_DIR)[row.direction])

    # Methods.

    def _methods(self, descriptor: rtype.Type, row: TypeRow) -> None:
        rows = {}
        types: dict[str, Any] = {}
        for method in row.methods:
            key = f"{method.package}.{method.name}" if method.package else method.name
            rows[key] = method
            types[key] = partial(self.type_of, method.type)
        descriptor.set_methods_lazily(lambda: {key: self._method(descriptor, method, key) for key, method in rows.items()}, types)

    def _method(self, descriptor: rtype.Type, row: MethodRow, name: str) -> Callable[..., Any]:
        """A method as a function of the value that an interface of this type holds."""
        steps: list[str] = []
        current = descriptor
        for index in row.path:
            if current.kind == rtype.POINTER:
                assert current.elem is not None
                current = current.elem
            member = current.fields[index]
            steps.append(member.slot)
            current = member.type
        if row.flags & M_OF_IFACE:
            return _through_interface(steps, name)
        convert: Callable[[Any], Any] | None = None
        if not row.flags & M_PTR_RECV:
            shared = descriptor.kind == rtype.POINTER
            if current.kind != rtype.POINTER:
                convert = current.copy if current.inplace else None
            else:
                assert current.elem is not None
                current, shared = current.elem, True
                convert = current.copy if current.inplace else _load
            told = self.namespace.get("R\u00b7\u00b7behind")
            if told is not None and convert is not None and shared:
                convert = told(current, _qualified(descriptor, name), convert)
        return self._settling(descriptor, name, row.key, steps, convert)

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
            if steps:
                real.wraps = first.wraps  # type: ignore[attr-defined]
            if descriptor.methods.get(method) is first:
                descriptor.methods[method] = real
            return real(*args)

        def found() -> Callable[..., Any]:
            if name in self.pending:
                self.load(key)
            return namespace[name]  # type: ignore[no-any-return]

        if steps:
            # A method of what is embedded: the compiler makes a function for it.
            first.wraps = _qualified(descriptor, method)  # type: ignore[attr-defined]
        else:
            first.found = found  # type: ignore[attr-defined]
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


def _qualified(descriptor: rtype.Type, method: str) -> str:
    """A method of a type as stack traces name it."""
    receiver = descriptor.elem if descriptor.kind == rtype.POINTER and descriptor.elem is not None else descriptor
    text = f"(*{receiver.name})" if receiver is not descriptor else receiver.name
    return f"{receiver.pkg_path}.{text}.{method}"


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
