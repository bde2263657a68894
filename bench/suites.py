"""Copies of the suites that Go's own repository has for leaks and races, as modules."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

RACES: Final = "src/runtime/race/testdata"
"""The tests of Go's race detector, in GOROOT."""
NEEDY: Final = ("cgo_test.go", "cgo_test_main.go", "synctest_test.go")
"""Those of them that need more than a directory."""
_MANY: Final = re.compile(r"^\tfor i := 0; i < \d{2,}; i\+\+ \{", re.MULTILINE)


def copied(pattern: str, source: Path, place: Path, but: tuple[str, ...] = (), *, once: bool = False) -> None:
    """Copy Go files into a module of their own; with ``once``, one copy of what goes wrong where they start many."""
    place.mkdir(parents=True)
    for file in source.glob(pattern):
        if file.name not in but:
            text = file.read_text()
            (place / file.name).write_text(_MANY.sub("\tfor i := 0; i < 1; i++ {", text) if once else text)
    (place / "go.mod").write_text(f"module {place.name}\n\ngo 1.27\n")
