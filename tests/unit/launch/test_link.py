"""The linker."""

from __future__ import annotations

import pytest

from goloupe.lower.link import Program
from goloupe.lower.names import function_name
from goloupe.runtime.rtype import Types


def test_a_function_value_taken_before_the_first_call_loads_its_function_once(monkeypatch: pytest.MonkeyPatch) -> None:
    program = Program(lambda _: None, {}, Types(), lambda _: None)
    loaded: list[str] = []

    def load(key: str) -> None:
        loaded.append(key)
        program.namespace[function_name(key)] = lambda x: x + 1

    monkeypatch.setattr(program, "load", load)
    value = program.function("p.f")
    assert [value(1), value(2), value(3)] == [2, 3, 4]
    assert loaded == ["p.f"]
