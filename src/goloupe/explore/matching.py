"""Which tests ``-run`` names, as package testing reads it (testing/match.go): elements between slashes for tests and subtests, alternatives
between bars; and what package regexp says of an expression that is none (`goloupe.explore.goregexp`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from goloupe.errors import UserError
from goloupe.explore.goregexp import compiled
from goloupe.explore.unicodetables import Tables


class BadPattern(UserError):
    """A value of ``-run`` that is no expression."""


def split(pattern: str) -> list[list[str]]:
    """Alternatives, each a list of elements (`splitRegexp`)."""
    out: list[list[str]] = [[]]
    brackets = parentheses = begin = at = 0
    while at < len(pattern):
        c = pattern[at]
        if c == "[":
            brackets += 1
        elif c == "]":
            brackets = max(0, brackets - 1)
        elif c in "()" and not brackets:
            parentheses += 1 if c == "(" else -1
        elif c == "\\":
            at += 1
        elif c in "/|" and not brackets and not parentheses:
            out[-1].append(pattern[begin:at])
            begin = at + 1
            if c == "|":
                out.append([])
        at += 1
    out[-1].append(pattern[begin:])
    return out


@dataclass(frozen=True)
class Wanted:
    """The tests that ``-run`` names."""

    alternatives: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]
    """An expression for the name of a test, and those for its subtests."""

    def filter(self, name: str) -> str | None:
        """What makes package testing run a test, and of its subtests those that are wanted; None if the test is not."""
        rests = [rest for first, rest in self.alternatives if first.search(name)]
        if not rests:
            return None
        if () in rests:
            return f"^{name}$"
        return "|".join("/".join((f"^{name}$", *rest)) for rest in dict.fromkeys(rests))


def wanted(pattern: str, goroot: str) -> Wanted:
    """Read a value of ``-run``; raises `BadPattern`, with the words of package testing."""
    tables = Tables(goroot)
    alternatives = split(pattern)
    out = []
    for n, elements in enumerate(alternatives):
        for i, element in enumerate(elements):
            try:
                found = compiled(element, tables)
            except ValueError as error:
                which = f"alternation {n} of " if len(alternatives) > 1 else ""
                quoted = element.replace("\\", "\\\\").replace('"', '\\"')
                raise BadPattern(f'invalid regexp for {which}element {i} of -run ("{quoted}"): {error}') from None
            if not i:
                out.append((found, tuple(elements[1:])))
    return Wanted(tuple(out))
