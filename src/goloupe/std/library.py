"""What a stand-in may ask of the program that it works in.

The linker owns types, functions and variables; this class is the part of it that stand-ins see, and the place for their state: files that
are open, caches, settings.  There is one library per run.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from importlib import import_module
from typing import Any, NoReturn

from goloupe.runtime.panics import GoPanic, Unsupported
from goloupe.runtime.rtype import T_STRING, Type
from goloupe.runtime.value import Iface, Slice
from goloupe.std.frames import announce

__all__ = ["Library", "Unsupported", "panic_string"]


def _unlinked(what: str, *_: Any) -> Any:
    raise LookupError(f"the library is not linked yet: {what}")


class Library:
    """The standard library of one run."""

    def __init__(self, rt: Any) -> None:
        self.rt = rt
        """The machine."""
        self.type_of: Callable[[str], Type] = _unlinked
        """Link text -> type descriptor."""
        self.function: Callable[[str], Callable[..., Any]] = _unlinked
        """Link key -> the lowered function (or its stand-in)."""
        self.get: Callable[[str], Any] = _unlinked
        """Link key of a package variable -> its value."""
        self.put: Callable[[str, Any], None] = _unlinked
        """Set a package variable."""
        self.namespace: dict[str, Any] = {}
        """What lowered code sees: functions and operations by their Python names."""
        self.wrapped: dict[str, Callable[[Callable[..., Any]], Callable[..., Any]]] = {}
        """Link key -> what to make of the stand-in."""
        self.find: Callable[[str], Callable[..., Any] | None] = _unlinked
        """Link key -> the stand-in."""
        self.args: list[bytes] = [b"main"]
        """The command line, program name first."""
        self.environment: dict[bytes, bytes] = dict(os.environb)
        """The environment at the start."""
        self.default_godebug = b""
        """The settings of GODEBUG that the program's go line and ``//go:debug`` directives make."""
        self.loaded: set[str] = set()
        """The modules of stand-ins that this run uses."""
        self.state: dict[str, Any] = {}
        """What stand-ins keep during the run, by package."""
        self._errno: Type | None = None

    def link(
        self,
        type_of: Callable[[str], Type],
        function: Callable[[str], Callable[..., Any]],
        get: Callable[[str], Any],
        put: Callable[[str, Any], None],
        namespace: dict[str, Any],
    ) -> None:
        """The linker's part: where types, functions and variables are found."""
        self.type_of = type_of
        self.function = function
        self.get = get
        self.put = put
        self.namespace = namespace

    def wrap(self, key: str, make: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
        """From now on, ``make`` of a stand-in takes its place."""
        fn = self.find(key)
        if fn is None:
            return
        self.wrapped[key] = make
        for name in [name for name, value in self.namespace.items() if value is fn]:
            self.namespace[name] = make(fn)

    def load(self, module: str) -> None:
        """Import a module of stand-ins."""
        if module not in self.loaded:
            self.loaded.add(module)
            announce(import_module(f"goloupe.std.{module}"), self.rt.goroot)

    def complete(self, pointer: Type) -> None:
        """See to it that a pointer type that the program never mentions has its methods."""
        t = pointer.elem
        if t is not None and t.pkg_path:
            with contextlib.suppress(LookupError):
                self.type_of(f"*{t.pkg_path}.{t.name}")

    def errno(self, number: int) -> Iface | None:
        """An ``error`` that holds a `syscall.Errno`; nil for 0."""
        if not number:
            return None
        t = self._errno
        if t is None:
            t = self._errno = self.type_of("syscall.Errno")
        return Iface(t, number)

    def error(self, text: str) -> Iface:
        """What ``errors.New(text)`` gives."""
        made: Iface = self.function("errors.New")(text.encode())
        return made

    def struct(self, link: str, **fields: Any) -> Any:
        """A struct value, or what ``&T{…}`` gives: fields are given by their Go names."""
        value = self.type_of(link).cls()
        for name, field in fields.items():
            setattr(value, "f_" + name, field)
        return value

    def random_bytes(self, n: int) -> bytes:
        """Random bytes of the run's seed."""
        choose = self.rt.choose
        return b"".join([choose("rand", 1 << 64).to_bytes(8, "little") for _ in range((n + 7) // 8)])[:n]

    def strings(self, items: list[bytes]) -> Slice:
        """A ``[]string``."""
        return Slice(items, 0, len(items), len(items))


def panic_string(text: str) -> NoReturn:
    """``panic(text)``."""
    raise GoPanic(Iface(T_STRING, text.encode()))
