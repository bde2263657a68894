"""Why a value is where it is, followed through the functions that it is passed to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from goloupe.errors import UserError
from goloupe.escape.explain import explain_site
from goloupe.escape.leaks import Tags
from goloupe.program.analysis import Analysis
from goloupe.syntax.columns import Columns

if TYPE_CHECKING:
    from goloupe.escape.results import Explanation
    from goloupe.program.program import Program


class NoSuchPlace(UserError):
    """The file that was asked about is not part of the program."""


def explain(program: Program, file: str, line: int, col: int | None = None, *, use_cache: bool = True) -> list[Explanation]:
    """Explain every value and parameter at a place in the source; `file` is relative to the program's directory."""
    wanted = str((program.directory / Path(file).expanduser()).resolve())
    owners = [p.path for p in program.roots if any(wanted in (name, str(Path(name).resolve())) for name in p.files)]
    if not owners:
        raise NoSuchPlace("this file is not part of the packages that were loaded", place=file, next_step="Name its package as well.")
    analysis = Analysis(program, program.store if use_cache else None)
    blobs = analysis.blobs(owners[:1])
    summaries = {key: Tags(params, flags) for table in analysis.all_tags().values() for key, (params, flags) in table.items()}
    out: list[Explanation] = []
    for data in blobs:
        columns = Columns(data)
        for name in columns.files:
            if wanted in (name, str(Path(name).resolve())):
                out.extend(explain_site(columns, summaries, program.go_version, name, line, col))
    return out
