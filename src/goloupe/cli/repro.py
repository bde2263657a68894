"""goloupe repro: show a bug with the stock toolchain."""

from __future__ import annotations

import re
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goloupe.cli import exitcodes
from goloupe.cli.durations import duration
from goloupe.cli.explore import no_input, stoppable
from goloupe.cli.group import Verb
from goloupe.cli.options import color_option
from goloupe.cli.output import progress, style_for
from goloupe.errors import UserError

if TYPE_CHECKING:
    from goloupe.explore.confirmation import Confirmation
    from goloupe.explore.run import Bug
    from goloupe.report.style import Style

EPILOG = """\
Examples:
  goloupe repro gl1_AMrY...                      ten runs with gates, ten without
  goloupe repro --count 100 gl1_AMrY... ./queue  a hundred, of another copy of the program
  goloupe repro --output gates gl1_AMrY...       and keep the gated copy in the directory gates
"""
SHOWN = 12
"""Constraints that are printed."""


@click.command("repro", cls=Verb, epilog=EPILOG)
@click.option("-C", "--chdir", "directory", metavar="DIR", help="Change to DIR first.")
@click.option("--go", metavar="PATH", help="The go command or GOROOT that builds the program.")
@click.option("--tags", multiple=True, metavar="LIST", help="Build tags, separated by commas. Default: those of the exploration.")
@click.option("--count", type=click.IntRange(1, 100_000), default=10, metavar="N", help="Runs with gates, and without. Default: 10.")
@click.option("--timeout", default="10s", metavar="DURATION", help="For each run. Default: 10s.")
@click.option("--output", metavar="DIR", help="Where the gated copy is kept. Default: a new temporary directory.")
@click.option("--force", is_flag=True, help="Go on even if the program is another one, or has changed.")
@color_option
@click.argument("token")
@click.argument("packages", nargs=-1, metavar="[PKG|FILES]...")
def command(
    directory: str | None,
    go: str | None,
    tags: tuple[str, ...],
    count: int,
    timeout: str,
    output: str | None,
    force: bool,
    color: str,
    token: str,
    packages: Sequence[str],
) -> int:
    """Show a bug that goloupe explore found with the stock toolchain.

    A copy of the program gets gates that keep the order of events which shows the bug; it is built (with -race for data races) and run
    several times, and so is the program as it is. Prints how many runs of each showed the bug. The exit code is 1 if any did.
    """
    from goloupe.explore.exploration import find_target, programs_of
    from goloupe.explore.token import decode
    from goloupe.frontend.toolchain import find_toolchain
    from goloupe.repro.confirm import Native
    from goloupe.repro.reproduce import reproduce

    read = decode(token)
    seconds = duration(timeout)
    where = directory or "."
    if not Path(where).is_dir():
        raise UserError("there is no such directory", place=where)
    names = tuple(tag for group in tags for tag in re.split("[, ]+", group) if tag)
    scratch = _scratch(output)
    show = progress()
    stop = threading.Event()
    try:
        programs = programs_of(read, packages, where, go, names)
        target = find_target(read, programs, force, show)
        program = Native(find_toolchain(go, directory=where), target, programs.patterns, where, programs.tags)
        no_input()
        with stoppable(stop):
            run = reproduce(read, program, scratch, runs=count, seconds=seconds, progress=show, stop=stop)
    finally:
        if show is not None:
            show("")
    if not run.same and not force:
        raise UserError("this is not the run that the token was made of", next_step="Another Go, or another goloupe, may be the reason.")
    style = style_for(color)
    if not run.bugs:
        click.echo("nothing goes wrong in this schedule")
    for bug, confirmation in run.bugs:
        _print(bug, confirmation, style)
    if stop.is_set():
        return exitcodes.INTERRUPTED
    return exitcodes.FINDINGS if any(c.confirmed for _, c in run.bugs) else exitcodes.CLEAN


def _scratch(output: str | None) -> Path:
    if output is None:
        return Path(tempfile.mkdtemp(prefix="goloupe-repro-"))
    place = Path(output).absolute()
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"the gated copy cannot be written: {error.strerror}", place=output) from error
    return place


def _print(bug: Bug, c: Confirmation, style: Style) -> None:
    from goloupe.findings import code_for_bug
    from goloupe.report.bugs import BugReport
    from goloupe.report.confirmed import UNSEEN

    place = f"{BugReport.file(bug.sites[0].file)}:{bug.sites[0].line}: " if bug.sites else ""
    click.echo(f"{style.heading(place)}{style.heap(bug.title)}  {style.code(code_for_bug(bug.code).name)}\n")
    if c.constraints:
        click.echo("  order that the gates keep:")
        for text in c.constraints[:SHOWN]:
            click.echo(f"    {text}")
        if len(c.constraints) > SHOWN:
            click.echo(f"    and {len(c.constraints) - SHOWN} more")
        click.echo("")
    if c.runs:
        best = f", the best of {c.tries} settings of the gates" if c.tries > 1 else ""
        click.echo(f"  with gates     {c.with_gates:4} of {c.runs} runs show it ({c.with_gates / c.runs:.0%}){best}")
        click.echo(f"  without gates  {c.without:4} of {c.runs} runs show it ({c.without / c.runs:.0%})")
    if c.note:
        click.echo(f"  {c.verdict + ': ' if not c.runs else ''}{c.note}")
    elif not c.confirmed:
        click.echo(f"  {c.verdict}: {UNSEEN}")
    if c.command:
        click.echo(f"\n  once more: {c.command}")
    click.echo("")
