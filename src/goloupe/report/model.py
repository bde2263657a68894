"""What a report is made from."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goloupe.escape.results import Pos
from goloupe.findings import Finding

if TYPE_CHECKING:
    from goloupe.program import EscapeReport


@dataclass(slots=True)
class Report:
    """Everything that one command has to say: verdicts, and the findings among them."""

    escape: EscapeReport
    findings: dict[str, list[Finding]] = field(default_factory=dict)
    """By package."""
    expired: int = 0
    """Entries of the baseline that no longer occur."""
    _directories: dict[str, str] = field(default_factory=dict)

    @property
    def all_findings(self) -> Sequence[Finding]:
        """The findings of all packages, in their order."""
        return [finding for path in self.escape.packages.paths for finding in self.findings.get(path, ())]

    def file(self, file: str) -> str:
        """Return the name of a file as the go command shows it."""
        directory, name = os.path.split(file)
        if not directory:
            return file
        short = self._directories.get(directory)
        if short is None:
            short = self._directories[directory] = self.escape.shown(file)[: -len(name)]
        return short + name

    def place(self, pos: Pos) -> str:
        """Return a position as the go command shows it."""
        return str(pos._replace(file=self.file(pos.file)))
