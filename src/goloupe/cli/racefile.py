"""The file that --race-report names: the data races of a run, or of tests, for code scanning and other programs.

Tests of packages run in processes of their own; what each finds is kept in a file beside, a line for each race, until all have run.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goloupe.errors import UserError

if TYPE_CHECKING:
    from goloupe.explore.run import Bug
    from goloupe.race.report import Race

race_report_option = click.option(
    "--race-report", metavar="FILE", help="Also write data races to FILE: as SARIF if its name ends in .sarif, else as JSON."
)


class RaceFile:
    """A report on races that is being made."""

    def __init__(self, name: str, race: bool) -> None:
        if not race:
            raise click.UsageError("--race-report needs --race", click.get_current_context(silent=True))
        self.name = name
        self.place = Path(name).absolute()
        try:
            self.place.write_bytes(b"")
        except OSError as error:
            raise UserError(f"the report on races cannot be written: {error.strerror}", place=name) from error
        self._lines = Path(tempfile.mkstemp(prefix="goloupe-races-", suffix=".jsonl")[1])

    def take(self, goroot: str, races: Sequence[Race]) -> None:
        """A run has ended, with these."""
        from goloupe.explore.packing import pack_bug
        from goloupe.explore.races import bug_of

        with self._lines.open("a", encoding="utf-8") as out:
            for race in races:
                out.write(json.dumps(pack_bug(bug_of(goroot, race, {}))) + "\n")

    def keep(self) -> str:
        """All have ended: write the report; what went wrong, or nothing."""
        from goloupe.explore.packing import unpack_bug
        from goloupe.report import racelog

        bugs: dict[str, Bug] = {}
        for line in self._lines.read_text(encoding="utf-8").splitlines():
            bug = unpack_bug(json.loads(line))
            bugs.setdefault(bug.fingerprint, bug)
        self._lines.unlink()
        text = (racelog.as_sarif if self.place.suffix == ".sarif" else racelog.as_json)(bugs.values())
        try:
            self.place.write_text(text, encoding="utf-8", errors="backslashreplace")
        except OSError as error:
            return f"{self.name}: the report on races cannot be written: {error.strerror}"
        return ""
