"""Standard output and standard error: colours, progress and -o."""

from __future__ import annotations

import codecs
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, TextIO

from goloupe.errors import UserError
from goloupe.report.style import Style

Progress = Callable[[str], None]


def wants_color(choice: str, stream: TextIO) -> bool:
    """Decide about colours: what the user says, then NO_COLOR, then whether it is a terminal that can show them."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def style_for(choice: str, output: str | None = None) -> Style:
    """Return the style for what goes to standard output, or to a file."""
    if output not in (None, "-"):
        return Style(choice == "always")
    return Style(wants_color(choice, sys.stdout))


def emit(pieces: Iterable[str], output: str | None = None, *, stream: TextIO | None = None) -> None:
    """Write text to a file if one is named, else to ``stream`` or standard output."""
    if output not in (None, "-"):
        assert output is not None
        # The whole text first: a report that cannot be made must not leave half of itself in the place of the last one.
        text = "".join(pieces)
        try:
            Path(output).write_text(text, encoding="utf-8", errors="backslashreplace")
        except OSError as error:
            raise UserError(f"cannot write the report: {error.strerror}", place=output) from None
        return
    out = stream or sys.stdout
    for piece in pieces:
        out.write(piece)
    out.flush()


def complain(text: str) -> None:
    """Write to standard error; if there is nobody to read it, do without."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        abandon_output()


def progress() -> Progress | None:
    """Return what shows progress on standard error, or None if nobody would see it."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return None
    return TerminalProgress()


class TerminalProgress:
    """One line that is written over and wiped away when all is done."""

    INTERVAL = 0.05

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._last = 0.0
        self._shown = False

    def __call__(self, text: str) -> None:
        """Show ``text`` instead of what was there; "" wipes the line."""
        now = time.monotonic()
        if text and self._shown and now - self._last < self.INTERVAL:
            return
        self._last = now
        if text or self._shown:
            self._stream.write(f"\r\x1b[K{text[:100]}")
            self._stream.flush()
        self._shown = bool(text)


_PLAIN: Final = {"─": "-", "│": "|", "⇒": "=>", "…": "...", "·": "."}


def plain_characters() -> str:
    """The name of a way to write what an encoding does not have: lines and arrows of reports in ASCII, the rest as \\u2026."""

    def plain(error: UnicodeError) -> tuple[str | bytes, int]:
        if isinstance(error, UnicodeEncodeError) and error.object[error.start] in _PLAIN:
            return _PLAIN[error.object[error.start]], error.start + 1
        if isinstance(error, UnicodeEncodeError):
            error.end = error.start + 1
        return codecs.backslashreplace_errors(error)

    codecs.register_error("goloupe.plain", plain)
    return "goloupe.plain"


def columns(output: str | None = None) -> int:
    """How wide a report is: as wide as the terminal, if it goes to a narrow one."""
    from goloupe.report.lanes import WIDTH

    if output not in (None, "-") or not sys.stdout.isatty():
        return WIDTH
    return max(NARROWEST, min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns))


NARROWEST: Final = 60
"""Columns that a table needs."""


def abandon_output() -> None:
    """Drop what cannot be written; the interpreter must not complain about it when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(nowhere, stream.fileno())
