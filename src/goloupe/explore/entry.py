"""Which function a goroutine begins with, as its author sees it.

A goroutine may begin in a wrapper (``go f(x)`` has one that calls f with what x was), or in a function of a library that was given the
program's own: ``wg.Go(func() { … })``.  What a Python function leads to tells: the names that a wrapper calls, and what a closure holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from types import CodeType, FunctionType
from typing import Any, Final

from goloupe.runtime import stack

RUNS_TEST: Final = "testing.(*T).Run"
"""What the name of a function begins with that runs a test."""
_DEPTH: Final = 4
"""How many functions one in the other are looked through."""


def entry(fn: Any, own: Callable[[CodeType], bool]) -> str:
    """The name of the program's own function that runs as a goroutine begun with ``fn``; else of the first that is no wrapper.

    Empty if nothing tells, as where a method of an interface is called.
    """
    return _entry(fn, own, _DEPTH) or ""


def tested(fn: Any, own: Callable[[CodeType], bool]) -> str:
    """The name of the test function that a goroutine begun with ``fn`` runs; empty if it runs none."""
    about = stack.info(getattr(fn, "__code__", None))
    return entry(fn, own) if about is not None and about.name.startswith(RUNS_TEST) else ""


def _entry(fn: Any, own: Callable[[CodeType], bool], depth: int) -> str | None:
    found = getattr(fn, "found", None)
    fn = found() if found is not None else fn
    code = getattr(fn, "__code__", None)
    about = stack.info(code)
    if about is None or code is None:
        return None
    if not about.wrapper and own(code):
        return about.name
    library: str | None = None if about.wrapper else about.name
    if depth:
        for other in _called(fn) if about.wrapper else _held(fn):
            name = _entry(other, own, depth - 1)
            if name is not None:
                return name
    return library


def _held(fn: Any) -> Iterator[Any]:
    """The functions that a closure holds."""
    for cell in fn.__closure__ or ():
        try:
            content = cell.cell_contents
        except ValueError:
            continue  # It has not been set.
        if content.__class__ is partial:  # A method value, s.Close.
            content = content.func
        if content.__class__ is FunctionType or hasattr(content, "found"):
            yield content


def _called(fn: Any) -> Iterator[Any]:
    """The functions that a wrapper may call."""
    yield from _held(fn)
    names = fn.__globals__
    for name in fn.__code__.co_names:
        if names.get(name).__class__ is FunctionType:
            yield names[name]
