"""Source lines with places in them underlined.

Columns count bytes, as the compiler's do; terminals count cells: tabs are shown as four, East Asian wide characters as two, and
control characters as a replacement, so that a source file cannot move the cursor.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

TAB = 4
WIDEST = 160
"""Longer lines are shown as a window around the first place."""
_LONG = 4096
"""Of longer lines, such as generators write them, only what is near a place is looked at."""


class Sources:
    """Lines of source files, read once each; what cannot be read has none."""

    def __init__(self) -> None:
        self._files: dict[str, list[bytes]] = {}

    def line(self, file: str, number: int) -> bytes | None:
        """Return a line without its end, or None if there is no such line."""
        lines = self._files.get(file)
        if lines is None:
            try:
                lines = Path(file).read_bytes().split(b"\n") if file else []
            except OSError:
                lines = []
            self._files[file] = lines
        return lines[number - 1].rstrip(b"\r") if 0 < number <= len(lines) else None


def _cells(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _shown(char: str) -> str:
    if char == "\t":
        return " " * TAB
    return "\ufffd" if ord(char) < 32 or 127 <= ord(char) < 160 or 0xD800 <= ord(char) < 0xE000 else char


def width(text: str) -> int:
    """Return how many cells a text takes."""
    return sum(_cells(char) for char in text)


def extent(line: bytes, col: int, expr: str) -> int:
    """Return how many bytes to underline at a column (1-based): the expression as far as it can be recognised, else one."""
    rest = line[max(col - 1, 0) :][:_LONG].decode("utf-8", "replace")
    if not rest:
        return 1
    stem = expr
    for cut in ("{", "(", "..."):
        at = expr.find(cut, 1)
        if at > 0:
            stem = stem[: min(at, len(stem))]
    if expr.startswith("func literal") and rest.startswith("func"):
        return 4
    if not stem or not rest.startswith(stem):
        # A position inside of the expression: the compiler puts a call at its parenthesis and a sum at its plus.
        return _word(rest)
    length = len(stem)
    if length < len(rest) and len(stem) < len(expr) and rest[length] in "([{":
        length = _closing(rest, length)
    return len(rest[:length].encode("utf-8", "replace"))


def _word(rest: str) -> int:
    """Return the length of the name or number or string that the text begins with, at least one."""
    if rest[0] in "\"`'":
        end = 1
        while end < len(rest) and rest[end] != rest[0]:
            end += 2 if rest[end] == "\\" and rest[0] != "`" else 1
        return len(rest[: end + 1].encode("utf-8", "replace"))
    end = 0
    while end < len(rest) and (rest[end].isalnum() or rest[end] == "_"):
        end += 1
    return max(len(rest[:end].encode("utf-8", "replace")), 1)


def _closing(text: str, start: int) -> int:
    """Return the index behind the bracket that closes the one at ``start``; the end of the text if it is on another line."""
    depth = 0
    quote = ""
    i = start
    while i < len(text):
        char = text[i]
        if quote:
            if char == "\\" and quote != "`":
                i += 1
            elif char == quote:
                quote = ""
        elif char in "\"`'":
            quote = char
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
            if depth == 0:
                return i + 1
        i += 1
    return len(text.rstrip())


def underline(line: bytes, places: Sequence[tuple[int, int]]) -> tuple[str, str]:
    """Return the line and the line to go below it; places are a column (1-based, bytes) and a length in bytes each."""
    if len(line) + (TAB - 1) * line.count(b"\t") <= WIDEST and _PLAIN.fullmatch(line):
        return _underline_plain(line, places)
    if len(line) > _LONG:
        line, places = _near(line, places)
    marked: set[int] = set()
    for col, length in places:
        marked.update(range(col - 1, col - 1 + length))
    shown: list[str] = []
    below: list[str] = []
    offset = 0
    for char in line.decode("utf-8", "surrogateescape"):
        size = 1 if 0xDC80 <= ord(char) <= 0xDCFF else len(char.encode("utf-8"))
        text = _shown(char)
        cells = width(text)
        shown.append(text)
        below.append(("^" if offset in marked else " ") * cells)
        offset += size
    if any(col - 1 >= offset for col, _ in places):
        below.append("^")
    text, marks = _window(shown, below)
    return text.rstrip(), marks.rstrip()


_PLAIN = re.compile(rb"[\t -~]*")


def _underline_plain(line: bytes, places: Sequence[tuple[int, int]]) -> tuple[str, str]:
    """Do the same for a line in which each byte but the tabs is a cell, as nearly all are."""
    marks = bytearray(b" " * (len(line) + (TAB - 1) * line.count(b"\t") + 1))
    for col, length in places:
        start = min(col - 1, len(line))
        end = min(start + length, len(line)) if start < len(line) else start + 1
        first = start + (TAB - 1) * line.count(b"\t", 0, start)
        last = end + (TAB - 1) * line.count(b"\t", 0, end)
        marks[first:last] = b"^" * (last - first)
    return line.decode("ascii").replace("\t", " " * TAB).rstrip(), marks.decode("ascii").rstrip()


def _near(line: bytes, places: Sequence[tuple[int, int]]) -> tuple[bytes, list[tuple[int, int]]]:
    """Cut a long line and its places down to more than the window that will be shown."""
    first = min([len(line), *(col - 1 for col, _ in places)])
    start, end = max(0, first - 8 * WIDEST), first + 8 * WIDEST
    for _ in range(3):
        start -= start > 0 and line[start] & 0xC0 == 0x80  # inside of a character
    return line[start:end], [(col - start, min(length, end)) for col, length in places if col <= end]


def _window(shown: list[str], below: list[str]) -> tuple[str, str]:
    if sum(map(len, shown)) <= WIDEST:
        return "".join(shown), "".join(below)
    first = next((i for i, mark in enumerate(below) if "^" in mark), 0)
    start = max(0, first - WIDEST // 2)
    end = min(len(shown), start + WIDEST)
    text, marks = "".join(shown[start:end]), "".join(below[start:end])
    if start:
        text, marks = "…" + text, " " + marks
    if end < len(shown):
        text += "…"
    return text, marks
