"""What of a package's tests no exploration looks at: examples, fuzz tests, and tests beside each other.

``go test`` runs examples that say what they print, and fuzz tests with their seeds; and tests that call t.Parallel run together.  Functions
are told apart as the go command does it, by their names; what is in them is seen as gofmt writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from goloupe.explore.matching import Wanted

_FUNCTION: Final = re.compile(r"^func (\w+)\((?:(\w+) \*testing\.[TF])?\) \{(?:[^\n]*\}$|(.*?)^\})", re.MULTILINE | re.DOTALL)
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
class Omitted:
    """How much is left out."""

    examples: int = 0
    fuzz: int = 0
    parallel: bool = False
    """Some tests run in parallel with others of their package."""

    def look(self, files: Iterable[str], named: Wanted) -> None:
        """Count what is left out of a package with these files."""
        parallel: list[str] = []
        for file in files:
            if not file.endswith("_test.go"):
                continue
            for name, parameter, body in _FUNCTION.findall(_read(file)):
                if is_called(name, "Test"):
                    if parameter and re.search(rf"^\t{parameter}\.Parallel\(\)", body, re.MULTILINE):
                        parallel.append(name)
                elif named.filter(name) is not None:
                    self.examples += is_called(name, "Example") and _OUTPUT.search(body) is not None
                    self.fuzz += is_called(name, "Fuzz") and bool(parameter)
        self.parallel = self.parallel or (len(parallel) > 1 and any(named.filter(name) is not None for name in parallel))

    @property
    def told(self) -> str:
        """That examples and fuzz tests are not explored, and how many; empty if there are none."""
        counts = ((self.examples, "example"), (self.fuzz, "fuzz test"))
        what = " and ".join(f"{n} {called}{'s' if n > 1 else ''}" for n, called in counts if n)
        return f"{what} {'is' if self.examples + self.fuzz == 1 else 'are'} not explored" if what else ""

    @property
    def notes(self) -> list[str]:
        """What is to be said at the end."""
        return [*filter(None, [self.told]), *(["tests that run in parallel were explored each on its own"] if self.parallel else [])]
