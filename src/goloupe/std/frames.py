"""How stand-ins show in tracebacks.

A function of a stand-in shows as the Go function that it is if the line of its ``def`` ends in a comment of this form::

    def wait(wg):  # go sync.(*WaitGroup).Wait sync/waitgroup.go:206

That is its name, and file and line in the Go tree.  A line of the body that stands for another line of Go ends in ``# go :213``.  Only
functions that can block, panic or call back need this; the others never are in a traceback.  A module with such functions says
``TRACEBACKS = True``.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from types import CodeType, ModuleType
from typing import Final

from goloupe.runtime import stack

_FUNCTION: Final = re.compile(r"^\s*def .*# go (\S+) (\S+):(\d+)$")
_LINE: Final = re.compile(r"# go :(\d+)$")


def announce(module: ModuleType, goroot: str) -> None:
    """Make the marked functions of a module known."""
    if not getattr(module, "TRACEBACKS", False):
        return
    lines = inspect.getsource(module).split("\n")
    for code in _codes(module):
        found = _FUNCTION.match(lines[code.co_firstlineno - 1])
        if found is not None:
            _register(code, lines, found, goroot)


def _codes(module: ModuleType) -> Iterator[CodeType]:
    """All code objects of functions in a module, those of inner functions too."""
    pending = [value.__code__ for value in vars(module).values() if inspect.isfunction(value) and value.__module__ == module.__name__]
    while pending:
        code = pending.pop()
        yield code
        pending += [const for const in code.co_consts if isinstance(const, CodeType)]


def _register(code: CodeType, lines: list[str], found: re.Match[str], goroot: str) -> None:
    name, file, first = found[1], found[2], int(found[3])
    start = code.co_firstlineno
    numbers = {start: first}
    end = max((line for _, _, line in code.co_lines() if line is not None), default=start)
    for number in range(start + 1, end + 1):
        marked = _LINE.search(lines[number - 1])
        numbers[number] = int(marked[1]) if marked is not None else first
    stack.register(code, name, f"{goroot}/src/{file}", numbers, line=first)
