r"""Go's regular expressions as Python's: `re` matches them.

What is written differently is rewritten; what Go does not have is refused, in the words of package regexp.  Whether something matches is
all that is asked, so that it does not matter which of several matches is preferred: (?U) changes nothing.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from functools import partial
from typing import Final

from goloupe.explore.unicodetables import LAST, Ranges, Tables, negated

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
_PERL: Final = {"d": "0-9", "s": r"\t\n\f\r ", "w": "0-9A-Za-z_"}
_OTHERS: Final = {
    "D": r"\x00-/:-\U0010ffff",
    "S": r"\x00-\x08\x0b\x0e-\x1f!-\U0010ffff",
    "W": r"\x00-/:-@\[-\^`{-\U0010ffff",
}
_AGAIN: Final = r"(?:[*+?]|\{\d+(?:,\d*)?\})\??"
_CODE: Final = r"\\x\{[0-9A-Fa-f]+\}|\\0[0-7]{0,2}|\\[1-7][0-7]{1,2}"
_UNICODE: Final = r"\\[pP](?:\{[^}]*\}?|.|$)"
_ITEM: Final = r"\[:\^?\w+:\]|\\.|[^\]\\]"
_PARTS: Final = re.compile(
    r"\\Q(?P<quoted>.*?)(?:\\E|$)"
    rf"|(?P<code>{_CODE})"
    rf"|(?P<unicode>{_UNICODE})"
    r"|(?P<escape>\\.)"
    rf"|(?P<set>(?:\[\^|\[(?!\^))(?:\](?:{_ITEM})*|(?:{_ITEM})+)\])"
    r"|(?P<name>\(\?P?<\w+>)"
    r"|(?P<capture>\(\?(?:<|P<)[^)]*\)?)"
    r"|(?P<flags>\(\?[imsU]*(?:-[imsU]+)?[:)])"
    r"|(?P<perl>\(\?.?)"
    rf"|(?P<again>{_AGAIN})(?P<twice>{_AGAIN})?"
    r"|(?P<sign>[()|^${])"
    r"|(?P<begun>\[)",
    re.DOTALL,
)
_IN_SET: Final = re.compile(
    rf"\[:(?P<not>\^?)(?P<named>\w+):\]|(?P<code>{_CODE})|(?P<unicode>{_UNICODE})|(?P<escape>\\.)|(?P<open>\[)", re.DOTALL
)
_SINGLE: Final = "afnrtvx"
"""Letters that escape one character."""
LARGEST: Final = 1000
"""Times that something may be repeated."""


def _error(kind: str, what: str) -> str:
    return f"error parsing regexp: {kind}: `{what}`"


def _wrong(pattern: str, at: int, said: str) -> str:
    """What package regexp says of an expression that `re` refuses at a place, and says why."""
    kinds: tuple[tuple[str, Callable[[], str]], ...] = (
        ("missing ), unterminated", lambda: _error("missing closing )", pattern)),
        ("unbalanced parenthesis", lambda: _error("unexpected )", pattern)),
        ("nothing to repeat", lambda: _error("missing argument to repetition operator", _again_at(pattern, at))),
        ("multiple repeat", lambda: _error("invalid nested repetition operator", pattern[max(0, at - 1) : at + 1])),
        ("bad escape (end", lambda: "error parsing regexp: trailing backslash at end of expression: ``"),
        ("bad escape", lambda: _error("invalid escape sequence", pattern[at : at + 2])),
        ("bad character range", lambda: _error("invalid character class range", said.removeprefix("bad character range "))),
        ("unknown extension", lambda: _error("invalid or unsupported Perl syntax", pattern[max(0, at - 1) : at + 2])),
    )
    return next((text() for start, text in kinds if said.startswith(start)), f"error parsing regexp: {said}")


def _again_at(pattern: str, at: int) -> str:
    """What says how often at a place."""
    found = re.compile(_AGAIN).match(pattern, at)
    return found[0] if found is not None else pattern[at : at + 1]


def _character(text: str) -> str:
    """A character that is given by its number."""
    digits = text[3:-1] if text.startswith("\\x") else text[1:]
    n = int(digits, 16 if text.startswith("\\x") else 8)
    if n > LAST:
        raise ValueError(_error("invalid escape sequence", text))
    return f"\\U{n:08x}"


def _ranges(ranges: Ranges) -> str:
    """As part of a set; an empty one is what no character is."""
    return "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in ranges)


def _unicode(text: str, tables: Tables) -> Ranges:
    r"""The characters of ``\p{Greek}``, ``\pN``, ``\P{^Lu}``."""
    name = text[3:-1] if text.startswith("{", 2) else text[2:]
    ranges = tables.ranges(name.removeprefix("^")) if not text.startswith("{", 2) or text.endswith("}") else None
    if ranges is None:
        raise ValueError(_error("invalid character class range", text))
    return negated(ranges) if (text[1] == "P") != name.startswith("^") else ranges


def _set_part(tables: Tables, m: re.Match[str]) -> str:
    """A part of what stands between square brackets."""
    text = m[0]
    if m["named"]:
        if m["named"] not in _CLASSES:
            raise ValueError(_error("invalid character class range", text))
        return _complement(_CLASSES[m["named"]]) if m["not"] else _CLASSES[m["named"]]
    if m["code"]:
        return _character(text)
    if m["unicode"]:
        return _ranges(_unicode(text, tables))
    if m["open"]:
        return r"\["
    known = _PERL.get(text[1]) or _OTHERS.get(text[1])
    if known is not None:
        return known
    if (text[1].isalnum() or not text[1].isascii()) and text[1] not in _SINGLE:
        raise ValueError(_error("invalid escape sequence", text))
    return text


def _complement(ascii_class: str) -> str:
    """All characters but those of a class of ASCII."""
    inside = re.compile(f"[{ascii_class}]")
    return _ranges(negated([(c, c) for c in range(128) if inside.match(chr(c))]))


def _escape(text: str) -> str:
    """A backslash and what comes after it."""
    c = text[1]
    if c in "Abz":
        return rf"(?a:\{c.upper() if c == 'z' else c})"
    if c == "B":
        return r"(?a:(?!\b))"  # Python's does not match where nothing is.
    known = _PERL.get(c) or _OTHERS.get(c)
    if known is not None:
        return f"[{known}]"
    if (c.isalnum() or not c.isascii()) and c not in _SINGLE:
        raise ValueError(_error("invalid escape sequence", text))
    return text


class _Translation:
    """One expression."""

    def __init__(self, pattern: str, tables: Tables) -> None:
        self.tables = tables
        self.out: list[str] = []
        self.marks: list[tuple[int, int]] = []
        """Where parts begin: there, and in the original."""
        self.size = 0
        self.flags: list[list[str]] = [[]]
        """By depth of parentheses: groups with flags that are open, which in Go end with the group around them."""
        at = 0
        for m in _PARTS.finditer(pattern):
            self._put(pattern[at : m.start()], at)
            self._put(self._part(m), m.start())
            at = m.end()
        self._put(pattern[at:], at)
        self._put(")" * len(self.flags[0]) if len(self.flags) == 1 else "", len(pattern))
        self.text = "".join(self.out)

    def _put(self, text: str, at: int) -> None:
        self.marks.append((self.size, at))
        self.out.append(text)
        self.size += len(text)

    def original(self, at: int) -> int:
        """The place in the original."""
        there, here = max(mark for mark in self.marks if mark[0] <= at)
        return here + at - there

    def _part(self, m: re.Match[str]) -> str:
        kind, text = m.lastgroup or "quoted", m[0]
        if kind in ("capture", "perl", "twice", "again"):
            _refuse(kind, text)
        if kind == "quoted":
            return re.escape(m["quoted"])
        if kind == "code":
            return _character(text)
        if kind == "unicode":
            return self._set(f"[{text}]")
        if kind == "escape":
            return _escape(text)
        if kind == "begun":
            raise ValueError(_error("missing closing ]", m.string[m.start() :]))
        if kind == "set":
            return self._set(text)
        if kind == "flags":
            return self._flags(text)
        if kind == "name":
            self.flags.append([])
            return "("
        return self._sign(text) if kind == "sign" else text

    def _set(self, text: str) -> str:
        begin = 1 + text.startswith("^", 1)
        first = r"\]" if text.startswith("]", begin) else ""
        inside = first + _IN_SET.sub(partial(_set_part, self.tables), text[begin + bool(first) : -1])
        if not inside:  # No character at all is among these.
            return r"(?!)" if begin == 1 else r"(?s:.)"
        return f"{text[:begin]}{inside}]"

    def _flags(self, text: str) -> str:
        on, _, off = text[2:-1].replace("U", "").partition("-")
        on = "".join(sorted(set(on) - set(off)))
        group = f"(?{on}{f'-{off}' if off else ''}:"
        if text.endswith(":"):
            self.flags.append([])
        elif group == "(?:":
            return ""
        else:
            self.flags[-1].append(group)
        return group

    def _sign(self, sign: str) -> str:
        if sign == "(":
            self.flags.append([])
        elif sign == ")":
            return ")" * len(self.flags.pop()) + ")" if len(self.flags) > 1 else ")"
        elif sign == "|":
            return ")" * len(self.flags[-1]) + "|" + "".join(self.flags[-1])
        elif sign == "{":
            return r"\{"
        else:
            return f"(?:{sign})"  # Python repeats no empty match, unless it is a group's.
        return sign


def _refuse(kind: str, text: str) -> None:
    """Say what Go does not have."""
    if kind == "capture":
        raise ValueError(_error("invalid named capture", text) if len(text) > 4 else _error("invalid or unsupported Perl syntax", "(?<"))
    if kind == "perl":
        raise ValueError(_error("invalid or unsupported Perl syntax", text))
    if kind == "twice":
        raise ValueError(_error("invalid nested repetition operator", text))
    if text.startswith("{"):
        least, _, most = text.rstrip("?")[1:-1].partition(",")
        if max(int(least), int(most or 0)) > LARGEST or (most and int(most) < int(least)):
            raise ValueError(_error("invalid repeat count", text.rstrip("?")))


def compiled(pattern: str, tables: Tables) -> re.Pattern[str]:
    """One of Go's regular expressions; raises `ValueError` with what package regexp says."""
    translation = _Translation(pattern, tables)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(translation.text)
    except re.error as error:
        raise ValueError(_wrong(pattern, translation.original(error.pos or 0), error.msg)) from None
