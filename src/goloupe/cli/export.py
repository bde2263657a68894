"""goloupe export: a trace of a run, for other programs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from goloupe.cli import exitcodes
from goloupe.cli.group import Verb
from goloupe.errors import UserError

EPILOG = """\
Examples:
  goloupe run --trace t.trace main.go
  goloupe export t.trace -o t.json         open t.json in ui.perfetto.dev
  goloupe export --format text t.trace     a table, one event a line
  goloupe export --format json t.trace     the same for programs
"""


@click.command("export", cls=Verb, epilog=EPILOG)
@click.option(
    "--format", "form", type=click.Choice(["perfetto", "json", "text"]), default="perfetto", show_default=True, help="What to write."
)
@click.option("-o", "--output", metavar="FILE", help="Where to; standard output if it is not given.")
@click.argument("trace")
def command(form: str, output: str | None, trace: str) -> int:
    """Write a trace of a run (goloupe run --trace) in another format."""
    from goloupe.report import trace as report
    from goloupe.runtime.tracelog import load

    try:
        log = load(Path(trace))
    except OSError as error:
        raise UserError(str(error.strerror), place=trace) from error
    except ValueError as error:
        raise UserError(str(error), place=trace, next_step="goloupe run --trace FILE writes one.") from error
    lines = {"perfetto": report.perfetto, "json": report.json_lines, "text": report.table}[form](log)
    if output in (None, "-"):
        sys.stdout.writelines(lines)
        return exitcodes.CLEAN
    assert output is not None
    try:
        with Path(output).open("w", encoding="utf-8") as file:
            file.writelines(lines)
    except OSError as error:
        raise UserError(str(error.strerror), place=output) from error
    return exitcodes.CLEAN
