"""Each stand-in stands for a function that the standard library has."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module
from pathlib import Path

import pytest

from goloupe import std
from goloupe.frontend.toolchain import find_toolchain

ELSEWHERE = "golang.org/x/sys/unix"
"""Not in the standard library, and what system calls other modules make."""


def is_there(key: str, source: str) -> bool:
    """Whether the source of a package declares the function, or method, with this link key."""
    receiver, _, name = key.replace("[...]", "").rpartition("/")[2].partition(".")[2].rpartition(".")
    # A method may be one of a field that is embedded.
    pattern = rf"^func \([^)]*\) {name}\(" if receiver else rf"^func {name}[\[(]"
    return re.search(pattern, source, re.MULTILINE) is not None


def test_what_is_there() -> None:
    source = "func f() {\n}\nfunc g[T any]() {\n}\nfunc (t *T) m() {\n}\n"
    assert [is_there(key, source) for key in ("a/b.f", "a/b.g[...]", "a/b.(*T).m", "a/b.h", "a/b.m", "a/b.(*T).f")] == [
        *(True, True, True),
        *(False, False, False),
    ]


def test_every_stand_in_has_a_function() -> None:
    toolchain = find_toolchain()
    if not toolchain.version.startswith("go1.27"):
        pytest.skip(f"stand-ins follow Go 1.27, and this is {toolchain.version}")
    for module in pkgutil.walk_packages(std.__path__, "goloupe.std."):
        import_module(module.name)
    wrong = []
    for key in std.OVERRIDES:
        package = std.package_of(key)
        places = [Path(toolchain.goroot, "src", top, package) for top in ("", "vendor")]
        source = "".join(file.read_text(encoding="utf-8") for place in places for file in sorted(place.glob("*.go")))
        if package != ELSEWHERE and not is_there(key, source):
            wrong.append(key)
    assert len(std.OVERRIDES) > 800
    assert wrong == []
