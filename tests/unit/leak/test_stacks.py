"""Liveness of variables, and values on the evaluation stack."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import pytest

from goloupe.leak import stacks
from goloupe.leak.liveness import analysis


class Mark:
    """Something to look for."""


def seen(frame: FrameType | None) -> list[Any]:
    """Marks that a frame refers to, directly or in a container or cell."""
    assert frame is not None
    out = []
    for x in stacks.references(frame):
        out += x if isinstance(x, (list, tuple)) else [getattr(x, "cell_contents", x)]
    return [x for x in out if isinstance(x, Mark)]


def look(into: list[Any]) -> None:
    into.extend(seen(sys._getframe(1)))


def test_a_variable_that_is_read_later_is_live() -> None:
    def f(m: Mark) -> Mark:
        look(found)
        return m

    found: list[Any] = []
    m = Mark()
    f(m)
    assert found == [m]


def test_a_variable_that_is_not_read_any_more_is_dead() -> None:
    def f(m: Mark) -> None:
        assert m
        look(found)
        m = Mark()
        assert m

    found: list[Any] = []
    f(Mark())
    assert found == []


def test_a_loop_keeps_what_the_next_round_reads() -> None:
    def f(m: Mark) -> None:
        for i in range(2):
            if i:
                assert m
                break
            look(found)

    found: list[Any] = []
    m = Mark()
    f(m)
    assert found == [m]


def test_an_exception_handler_reads() -> None:
    def f(m: Mark) -> None:
        try:
            look(found)
            m = Mark()
        except ValueError:
            assert m

    found: list[Any] = []
    m = Mark()
    f(m)
    assert found == [m]


def test_a_cell_is_live_as_long_as_it_is_read() -> None:
    def f(m: Mark) -> Callable[[], Mark]:
        look(found)
        g = lambda: m  # noqa: E731
        look(found)
        return g

    found: list[Any] = []
    m = Mark()
    f(m)
    assert found == [m]  # The second time it is the function that has it.


def test_arguments_that_wait_for_others() -> None:
    def f(m: Mark) -> None:
        assert [m, look(found)]

    found: list[Any] = []
    m = Mark()
    f(m)
    assert found == [m]


def checked(frame: FrameType | None) -> Iterator[str]:
    """Frames whose stack is not as deep as the analysis says; the interpreter knows it where it has called Python from Python."""
    while frame is not None:
        known = analysis(frame.f_code)
        _, depth = known.at(frame.f_lasti)
        base = ctypes.c_void_p.from_address(id(frame) + 24).value
        assert base is not None
        top = ctypes.c_int32.from_address(base + 64).value
        if top >= 0 and top != len(known.names) + depth:
            yield f"{frame.f_code.co_name}:{frame.f_lineno}: {top} is not {len(known.names)} + {depth}"
        frame = frame.f_back


class Thing:
    """Calls from all kinds of instructions."""

    def __init__(self, wrong: list[str]) -> None:
        self.wrong = wrong

    def check(self, *_: Any, **__: Any) -> int:
        self.wrong += checked(sys._getframe())
        return 3

    def __enter__(self) -> Thing:
        self.check()
        return self

    def __exit__(self, *_: object) -> None:
        self.check(1)

    def __add__(self, _: object) -> int:
        return self.check(2)

    @property
    def p(self) -> int:
        return self.check(4)

    def values(self, n: int) -> Iterator[list[int]]:
        for i in range(n):
            self.check(0)
            yield [i, self.check(i)]

    def everything(self, a: Any, b: int = 2, *_: Any) -> int:
        with self as q:
            x: Any = [a, b, q.check(0), *(1, q.check(2)), {3: q.check(4)}]
            for y, z in self.values(3):
                x.append((y, z, self.check(1, q.check(y), k=q.check(3)), lambda x=x: x))
                try:
                    assert self + q.check(1) and self.p
                    raise ValueError(q.check(2))
                except ValueError as err:
                    q.check(err)
                    x = [i + q.check(2) for i in range(2)]
                    assert {i: q.check(i) for i in sorted([1, 2], key=q.check)}
                finally:
                    q.check(3)
            assert sum(q.check(i) for i in range(2)) == 6
            assert f"{q.check(1)} {x} {q.check(2)!r}"
            x[q.check(0) - 3 :] = [q.check(1)]
        while q.check(0) and b:
            b -= 1
            if (k := q.check(1)) > 2 and q.check(1) == k:
                continue
        return self.check(*[q.check(1)], **dict.fromkeys("a", q.check(2)))


@pytest.mark.skipif(
    sys.implementation.name != "cpython" or not (3, 11) <= sys.version_info[:2] <= (3, 13), reason="the interpreter's frames are not known"
)
def test_depth_of_the_evaluation_stack() -> None:
    assert stacks.references is stacks._read
    wrong: list[str] = []
    assert Thing(wrong).everything(1) == 3
    assert wrong == []


def test_where_frames_are_unknown_all_variables_count() -> None:
    def f(m: Mark) -> None:
        frame = sys._getframe()
        assert m in stacks._guess(frame)

    f(Mark())
