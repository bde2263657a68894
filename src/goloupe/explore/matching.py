"""Which tests ``-run`` names, as package testing reads it (testing/match.go): elements between slashes for tests and subtests, alternatives
between bars; and what package regexp says of an expression that is none.

The expressions are Go's, and Python's `re` matches them: what is written differently is rewritten, what Go does not have is refused.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from goloupe.errors import UserError

_CLASSES: Final = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "ascii": r"\x00-\x7F",
    "blank": r"\t ",
    "cntrl": r"\x00-\x1F\x7F",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": r"!-/:-@\[-`{-~",
    "space": r"\t\n\v\f\r ",
    "upper": "A-Z",
    "word": "0-9A-Za-z_",
    "xdigit": "0-9A-Fa-f",
}
_AGAIN: Final = r"(?:[*+?]|\{\d+(?:,\d*)?\})\??"
_PARTS: Final = re.compile(
    r"\\Q(?P<quoted>.*?)(?:\\E|$)"
    r"|(?P<escape>\\.)"
    r"|(?P<set>\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\])"
    r"|\(\?P?<(?P<name>\w+)>"
    r"|(?P<capture>\(\?(?:<|P<)[^)]*\)?)"
    r"|(?P<flags>\(\?[ims]*-?[ims]*[:)])"
    r"|(?P<perl>\(\?.?)"
    rf"|(?P<again>{_AGAIN})(?P<twice>{_AGAIN})?",
    re.DOTALL,
)
_LETTERS: Final = r"[^\W\d_]"
_ESCAPES: Final = "aAbBdDfnrsStvwWxz"
_SET: Final = re.compile(r"\[:(\w+):\]")
LARGEST: Final = 1000
"""Times that something may be repeated."""


class BadPattern(UserError):
    """A value of ``-run`` that is no expression."""


def _error(kind: str, what: str) -> str:
    return f"error parsing regexp: {kind}: `{what}`"


def _wrong(pattern: str, error: re.error) -> str:
    """What package regexp says of an expression that `re` refuses."""
    at = error.pos or 0
    said = error.msg
    kinds: tuple[tuple[str, Callable[[], str]], ...] = (
        ("unterminated character set", lambda: _error("missing closing ]", pattern[at:])),
        ("missing ), unterminated", lambda: _error("missing closing )", pattern)),
        ("unbalanced parenthesis", lambda: _error("unexpected )", pattern)),
        ("nothing to repeat", lambda: _error("missing argument to repetition operator", pattern[at : at + 1])),
        ("multiple repeat", lambda: _error("invalid nested repetition operator", pattern[max(0, at - 1) : at + 1])),
        ("bad escape (end", lambda: "error parsing regexp: trailing backslash at end of expression: ``"),
        ("bad escape", lambda: _error("invalid escape sequence", pattern[at : at + 2])),
        ("bad character range", lambda: _error("invalid character class range", said.removeprefix("bad character range "))),
        ("unknown extension", lambda: _error("invalid or unsupported Perl syntax", pattern[max(0, at - 1) : at + 2])),
    )
    return next((text() for start, text in kinds if said.startswith(start)), f"error parsing regexp: {said}")


def _part(m: re.Match[str]) -> str:
    """A part of an expression as `re` wants it."""
    kind, text = m.lastgroup, m[0]
    if kind == "quoted":
        return re.escape(m["quoted"])
    if kind == "name":
        return "("
    if kind == "escape":
        if text[1] in "123456789" or (text[1].isalpha() and text[1] not in _ESCAPES):
            raise ValueError(_error("invalid escape sequence", text))
        return r"\Z" if text == r"\z" else text
    if kind == "set":
        return _SET.sub(_named, text)
    if kind == "capture":
        raise ValueError(_error("invalid named capture", text) if len(text) > 4 else _error("invalid or unsupported Perl syntax", "(?<"))
    if kind == "perl":
        raise ValueError(_error("invalid or unsupported Perl syntax", text))
    if kind == "twice":
        raise ValueError(_error("invalid nested repetition operator", text))
    if kind == "again" and text.startswith("{"):
        least, _, most = text.rstrip("?")[1:-1].partition(",")
        if max(int(least), int(most or 0)) > LARGEST or (most and int(most) < int(least)):
            raise ValueError(_error("invalid repeat count", text.rstrip("?")))
    return text


def _named(m: re.Match[str]) -> str:
    if m[1] not in _CLASSES:
        raise ValueError(_error("invalid character class range", m[0]))
    return _CLASSES[m[1]]


def compiled(pattern: str) -> re.Pattern[str]:
    """One of Go's regular expressions; raises `ValueError` with what package regexp says."""
    text = re.sub(r"\\p(?:L|\{L\})", lambda _: _LETTERS, pattern)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(_PARTS.sub(_part, text))
    except re.error as error:
        raise ValueError(_wrong(pattern, error)) from None


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


def wanted(pattern: str) -> Wanted:
    """Read a value of ``-run``; raises `BadPattern`, with the words of package testing."""
    alternatives = split(pattern)
    out = []
    for n, elements in enumerate(alternatives):
        for i, element in enumerate(elements):
            try:
                found = compiled(element)
            except ValueError as error:
                which = f"alternation {n} of " if len(alternatives) > 1 else ""
                quoted = element.replace("\\", "\\\\").replace('"', '\\"')
                raise BadPattern(f'invalid regexp for {which}element {i} of -run ("{quoted}"): {error}') from None
            if not i:
                out.append((found, tuple(elements[1:])))
    return Wanted(tuple(out))
