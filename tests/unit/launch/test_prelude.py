"""The names that generated code may use."""

from __future__ import annotations

from goloupe.launch.prelude import namespace
from goloupe.lower.names import OPERATIONS, LocalNames
from goloupe.runtime.machine import Machine


def test_no_variable_can_hide_an_operation() -> None:
    missing = {name for name in namespace(Machine()) if not name.startswith("_")} - OPERATIONS
    assert not missing


def test_variables_named_like_operations_get_another_name() -> None:
    names = LocalNames()
    taken = {names.of(i, name) for i, name in enumerate(sorted(OPERATIONS | {"len", "class", "enumerate"}))}
    assert not taken & (OPERATIONS | {"len", "class", "enumerate"})
