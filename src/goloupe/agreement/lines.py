"""Reading what the go command printed, and telling messages apart by their shape."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from goloupe.escape.results import COLUMN_LIMIT, GcLine, LineCode

LEFT_OUT = (
    "index bounds check elided",
    "slice bounds check elided",
    "can inline ",
    "cannot inline ",
    "inlining call to ",
)
"""How lines begin that do not come from escape analysis: from bounds check elimination and the inliner."""


class Line(NamedTuple):
    """One message. The file is only its last part: the rest depends on where the compiler was run first."""

    file: str
    line: int
    col: int
    text: str

    def __str__(self) -> str:
        col = f":{self.col}" if self.col else ""
        return f"{self.file}:{self.line}{col}: {self.text}"


_LINE = re.compile(r"(?P<file>\S.*?):(?P<line>\d+)(?::(?P<col>\d+))?: (?P<text>.*)$")


def compiler_lines(output: str) -> dict[str, Counter[Line]]:
    """Return the lines that the go command printed, by package; lines without a position are left out."""
    packages: dict[str, Counter[Line]] = {}
    current: Counter[Line] = Counter()
    for text in output.split("\n"):
        if text.startswith("# ") and not text.startswith("# ["):
            current = packages.setdefault(text[2:], Counter())
        elif (match := _LINE.match(text)) and not left_out(match["text"]):
            current[Line(_last(match["file"]), int(match["line"]), int(match["col"] or 0), match["text"])] += 1
    return packages


def own_lines(lines: Iterable[GcLine]) -> Counter[Line]:
    """Return goloupe's lines for one package in the same form."""
    out: Counter[Line] = Counter()
    for line in lines:
        if line.pos.line > 0 and line.code is not LineCode.DETAIL and not left_out(line.text):
            col = line.pos.col if line.pos.col < COLUMN_LIMIT else 0
            out[Line(_last(line.pos.file), line.pos.line, col, line.text)] += 1
    return out


def left_out(text: str) -> bool:
    """Whether a message comes from another part of the compiler."""
    return text.startswith(LEFT_OUT)


def _last(file: str) -> str:
    return file.replace("\\", "/").rsplit("/", 1)[-1]


_WHOLE = (
    ("moved to heap: ", "moved to heap: V"),
    ("leaking param content: ", "leaking param content: P"),
    ("devirtualizing ", "devirtualizing X to T"),
    ("zero-copy string->[]byte conversion", "zero-copy string->[]byte conversion"),
    ("assuming ", "assuming P is unsafe uintptr"),
    ("marking ", "marking P as escaping uintptr"),
)

_EXPRESSIONS = (
    (re.compile(r"\.\.\. argument$"), "... argument"),
    (re.compile(r"append$"), "append"),
    (re.compile(r"func literal$"), "func literal"),
    (re.compile(r'["`]'), '"const"'),
    (re.compile(r"new\("), "new(T)"),
    (re.compile(r"make\(map\["), "make(map[K]V)"),
    (re.compile(r"make\(\[\]"), "make([]T, n)"),
    (re.compile(r"make\("), "make(Named, n)"),
    (re.compile(r"&.*\{(\.\.\.)?\}$"), "&T{...}"),
    (re.compile(r"map\[.*\{(\.\.\.)?\}$"), "map[K]V{...}"),
    (re.compile(r"\[\].*\{(\.\.\.)?\}$"), "[]T{...}"),
    (re.compile(r".*\{(\.\.\.)?\}$"), "T{...}"),
    (re.compile(r"\(\[\]byte\)\("), "([]byte)(s)"),
    (re.compile(r"\(\[\]rune\)\("), "([]rune)(s)"),
    (re.compile(r"string\("), "string(x)"),
    (re.compile(r"'|-?\d|true$|false$"), "number, rune or bool"),
    (re.compile(r".* \+ "), "a + b"),
    (re.compile(r"[\w·#~.]+\[[^\]]*\]$"), "x[i]"),
    (re.compile(r"\*"), "*p"),
    (re.compile(r".*\)$"), "call(...)"),
    (re.compile(r".*[^\W\d]\w*\.[\w·]+$"), "x.f"),
    (re.compile(r"[\w·#~.]+$"), "V"),
)


def shape(text: str) -> str:
    """Return the shape of a message: the same for messages that differ only in names and expressions."""
    for start, name in _WHOLE:
        if text.startswith(start):
            return name
    if text.startswith("leaking param: "):
        return "leaking param: P to result R" if " to result " in text else "leaking param: P"
    if " ignoring self-assignment in " in text:
        return "F ignoring self-assignment in S"
    for end in (" escapes to heap", " does not escape"):
        if text.endswith(end):
            expr = text[: -len(end)]
            return next((name for pattern, name in _EXPRESSIONS if pattern.match(expr)), "other expression") + end
    return "other"
