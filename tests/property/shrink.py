"""Make a case that differs small: leave out lines and blocks, as long as some difference stays.

Many candidates are tried in one program, so that it takes few builds; those that are no Go any more fall out.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Sequence

from tests.property.cases import Case

Fails = Callable[[Sequence[Case]], set[int]]
"""Says which cases differ, by number."""

BATCH = 40


def closing(lines: Sequence[str]) -> dict[int, int]:
    """Where the block that a line opens is closed, by line."""
    stack: list[int] = []
    found: dict[int, int] = {}
    for at, line in enumerate(lines):
        text = re.sub(r'"(?:[^"\\]|\\.)*"|`[^`]*`|\'(?:[^\'\\]|\\.)*\'', "", line)
        depth = sum(text.count(c) for c in "({") - sum(text.count(c) for c in ")}")
        if re.match(r"\s*[})]", text) and stack:
            found[stack.pop()] = at
            depth += 1
        if depth > 0:
            stack.append(at)
    return found


def candidates(lines: list[str]) -> Iterator[list[str]]:
    """The lines without some: many first, then block by block, then line by line."""
    ends = closing(lines)
    size = len(lines) // 2
    while size > 3:
        for start in range(0, len(lines), size):
            yield lines[:start] + lines[start + size :]
        size //= 2
    for at, end in sorted(ends.items(), key=lambda pair: pair[0] - pair[1]):
        yield lines[:at] + lines[end + 1 :]
        yield lines[:at] + lines[at + 1 : end] + lines[end + 1 :]
    for at, line in enumerate(lines):
        if at not in ends:
            yield lines[:at] + lines[at + 1 :]
            name = re.match(r"\s*(\w+) := ", line)
            if name and at + 1 < len(lines) and lines[at + 1].strip() == f"_ = {name[1]}":
                yield lines[:at] + lines[at + 2 :]


def renumbered(case: Case, number: int) -> Case:
    """The same case as another one."""
    old = case.number

    def text(of: str) -> str:
        return re.sub(rf"\b(case|T|I|M|f|g){old}(_\d+)?\b", lambda m: f"{m[1]}{number}{m[2] or ''}", of)

    return Case(number, text(case.text), text(case.end))


def shrink(case: Case, fails: Fails, rounds: int = 40) -> Case:
    """The smallest case found that fails."""
    best = renumbered(case, 9000)
    if best.end and 9001 in fails([renumbered(dataclasses.replace(best, end=""), 9001)]):
        best = dataclasses.replace(best, end="")
    queue = candidates(best.text.split("\n"))
    for _ in range(rounds):
        tried: dict[int, list[str]] = {}
        for candidate in queue:
            tried[9001 + len(tried)] = candidate
            if len(tried) == BATCH:
                break
        if not tried:
            break
        failing = fails([renumbered(dataclasses.replace(best, text="\n".join(lines)), n) for n, lines in tried.items()])
        if failing:
            best = dataclasses.replace(best, text="\n".join(min((tried[n] for n in failing), key=len)))
            queue = candidates(best.text.split("\n"))
    return best
