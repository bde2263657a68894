"""What ``go test`` runs of a package: tests, examples that say what they print, fuzz tests with their seeds.

Functions are told apart as the go command does it, by their names.  The output that an example should have is looked for in its text, as
gofmt writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_FUNCTION: Final = re.compile(r"^func (\w+)\(\) \{(?:[^\n]*\}$|(.*?)^\})", re.MULTILINE | re.DOTALL)
_OUTPUT: Final = re.compile(r"^\s*//\s*(?:unordered )?output:", re.MULTILINE | re.IGNORECASE)


def is_called(name: str, prefix: str) -> bool:
    """Whether a function with this name is a test, or an example …, by the go command's rule."""
    rest = name.removeprefix(prefix)
    return name.startswith(prefix) and not rest[:1].islower()


def _read(file: str) -> str:
    """The text of a file; empty if it is gone by now, or in an overlay."""
    try:
        return Path(file).read_text("utf-8", "replace")
    except OSError:
        return ""


@dataclass
class TestFiles:
    """The test files of a package."""

    __test__ = False  # For pytest: it is none of its classes.

    examples: set[str] = field(default_factory=set)
    """Those that say what they print."""

    @classmethod
    def of(cls, files: Iterable[str]) -> TestFiles:
        """Read them."""
        out = cls()
        for file in files:
            if not file.endswith("_test.go"):
                continue
            for name, body in _FUNCTION.findall(_read(file)):
                if is_called(name, "Example") and _OUTPUT.search(body):
                    out.examples.add(name)
        return out

    def runs(self, name: str) -> bool:
        """Whether ``go test`` runs a function of this name."""
        if is_called(name, "Example"):
            return name in self.examples
        return name != "TestMain" and (is_called(name, "Test") or is_called(name, "Fuzz"))
