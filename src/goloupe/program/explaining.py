"""Why a value is where it is, followed through the functions that it is passed to."""

from __future__ import annotations

from pathlib import Path

from goloupe.errors import UserError
from goloupe.escape.explain import explain_site
from goloupe.escape.leaks import Tags
from goloupe.escape.results import Explanation
from goloupe.program.analysis import analyze
from goloupe.program.program import Program
from goloupe.syntax.columns import Columns


class NoSuchPlace(UserError):
    """The file that was asked about is not part of the program."""


def explain(program: Program, file: str, line: int, col: int | None = None) -> list[Explanation]:
    """Explain every value and parameter at a place in the source; `file` is relative to the program's directory."""
    wanted = str((program.directory / Path(file).expanduser()).resolve())
    owners = [p.path for p in program.roots if any(wanted in (name, str(Path(name).resolve())) for name in p.files)]
    if not owners:
        raise NoSuchPlace("this file is not part of the packages that were loaded", place=file, next_step="Name its package as well.")
    found: list[tuple[Columns, dict[str, Tags]]] = []

    def watch(columns: Columns, summaries: dict[str, Tags]) -> None:
        if columns.path in owners:
            found.append((columns, summaries))

    _, _, summaries = analyze(program, watch=watch)
    out: list[Explanation] = []
    for columns, _ in found:
        name = next(name for name in columns.files if wanted in (name, str(Path(name).resolve())))
        out.extend(explain_site(columns, summaries, program.go_version, name, line, col))
    return out
