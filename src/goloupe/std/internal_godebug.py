"""Package internal/godebug: the settings in the environment variable GODEBUG.

A setting's ``setting`` field, private in Go, holds nothing; values are looked up by name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goloupe.std import bound, override
from goloupe.std.library import Library


def settings(lib: Library) -> dict[bytes, bytes]:
    """All settings: of the program, and of the environment, which count more."""
    found: dict[bytes, bytes] | None = lib.state.get("godebug")
    if found is None:
        found = lib.state["godebug"] = parse(lib.default_godebug) | parse(lib.environment.get(b"GODEBUG", b""))
    return found


def parse(text: bytes) -> dict[bytes, bytes]:
    """``a=b,c=d``; of several with one name the last counts."""
    out = {}
    for item in text.split(b","):
        name, equals, value = item.partition(b"=")
        if equals:
            out[name] = value.partition(b"#")[0]
    return out


def changed(lib: Library, text: bytes) -> None:
    """The program changed the variable."""
    lib.state["godebug"] = parse(lib.default_godebug) | parse(text)


@bound("internal/godebug.New")
def new(lib: Library) -> Callable[[bytes], Any]:
    """A setting."""
    return lambda name: lib.struct("internal/godebug.Setting", name=name)


@override("internal/godebug.(*Setting).Name")
def name(s: Any) -> bytes:
    """Its name."""
    text: bytes = s.f_name
    return text.removeprefix(b"#")


@override("internal/godebug.(*Setting).Undocumented")
def undocumented(s: Any) -> bool:
    """Whether it is not meant for users."""
    text: bytes = s.f_name
    return text.startswith(b"#")


@bound("internal/godebug.(*Setting).Value")
def value(lib: Library) -> Callable[[Any], bytes]:
    """Its value, empty if it is not set."""
    return lambda s: settings(lib).get(s.f_name.removeprefix(b"#"), b"")


@bound("internal/godebug.(*Setting).String")
def string(lib: Library) -> Callable[[Any], bytes]:
    """Name and value."""
    get = value(lib)
    return lambda s: name(s) + b"=" + get(s)


@override("internal/godebug.(*Setting).IncNonDefault")
def inc_non_default(_s: Any) -> None:
    """Nobody counts."""
