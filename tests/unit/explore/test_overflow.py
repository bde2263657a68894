"""Stacks that are too deep: who calls whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from goloupe.explore.engine import Limits, explore
from goloupe.explore.overflow import circle
from goloupe.explore.session import Session
from goloupe.runtime import stack
from goloupe.runtime.stack import Frame

Load = Callable[..., Session]
Large = Callable[[Callable[[], Any]], Any]

PROGRAM = """package main

type node struct{ next *node }

func (n *node) depth(k int) int {
	return n.next.more(k + 1)
}

func (n *node) more(k int) int {
	return 1 + n.depth(k)
}

func main() {
	n := &node{}
	n.next = n
	println(n.depth(0))
}
"""


def frames(*names: str) -> list[Frame]:
    """Innermost first; the line tells the function."""
    return [Frame(name, "x.go", ord(name[0])) for name in names]


def test_the_same_calls_are_named_wherever_there_was_no_room_left() -> None:
    ab = circle(frames("a", *"ababababab"), "")
    assert ab is not None and ab == circle(frames("b", *"bababababa"), "")
    assert [f.name for f in ab.calls] == ["a", "b"] and ab.depth == 11
    assert ab.title() == "a and b call each other"


def test_one_function_and_many() -> None:
    one = circle(frames(*"aaaaaa"), "...1000 frames elided...\n")
    assert one is not None and one.title() == "a calls itself" and one.depth == 1006
    many = circle(frames("a", *"edcba" * 3), "")
    assert many is not None and many.title() == "a, b, c and 2 others call each other"


def test_calls_that_do_not_come_again() -> None:
    assert circle(frames(*"abcdefg"), "") is None
    assert circle([], "") is None


def test_an_overflow_is_found_and_repeated(load: Load, large: Large, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stack, "MAX_FRAMES", 20_000)
    session = load(PROGRAM)
    result = large(lambda: explore(session, Limits(seconds=20, first=True, jobs=1)))
    (found,) = result.found
    assert found.bug.code == "fatal" and not result.unrepeatable
    assert found.bug.title == "fatal error: stack overflow: main.(*node).depth and main.(*node).more call each other"
    assert [f.line for f in found.bug.sites] == [6, 10]
    assert 10_000 < found.bug.data <= 20_000
