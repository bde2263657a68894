"""Paths as the go command prints them.

The compiler prints absolute paths; the go command shortens them in whatever it passes on (`reportCmd` in cmd/go/internal/work/shell.go).
It takes the directory of the package, and then each directory above it, and if the path relative to the current directory is shorter, it
replaces one by the other wherever it stands at the start of a line or after a space. This is done to the text, not to the positions, and
so it is here: the details of -m=2 have positions inside of lines.
"""

from __future__ import annotations

import os
from pathlib import Path


class Shortener:
    """Shortens paths relative to one directory."""

    def __init__(self, directory: Path) -> None:
        self._directory = str(directory)

    def text(self, text: str, directory: str) -> str:
        """Shorten the paths in what the compiler said about the package in `directory`."""
        while directory:
            short = self._short(directory)
            if short != directory:
                text = _replace_prefix(text, directory, short)
            above = os.path.dirname(directory)  # noqa: PTH120 - on strings: this is about how paths are written
            if above == directory:
                break
            directory = above
        return text

    def path(self, file: str) -> str:
        """Shorten one path of a file."""
        return self.text(file, os.path.dirname(file))  # noqa: PTH120

    def _short(self, directory: str) -> str:
        try:
            relative = os.path.relpath(directory, self._directory)
            if len(relative) < len(directory) and _same(os.path.join(self._directory, relative), directory):  # noqa: PTH118
                return relative
        except (OSError, ValueError):
            pass
        return directory


def _same(one: str, other: str) -> bool:
    try:
        return os.path.samefile(one, other)  # noqa: PTH121
    except FileNotFoundError:
        return not Path(one).exists() and not Path(other).exists()


def _replace_prefix(text: str, old: str, new: str) -> str:
    if old not in text:
        return text
    text = text.replace(" " + old, " " + new).replace("\n" + old, "\n" + new).replace("\n\t" + old, "\n\t" + new)
    if text.startswith(old):
        text = new + text[len(old) :]
    return text
