"""goloupe replay: repeat the run of a token."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goloupe.cli import exitcodes
from goloupe.cli.explore import no_input
from goloupe.cli.group import Verb
from goloupe.cli.options import color_option
from goloupe.cli.output import columns, complain, progress, style_for
from goloupe.cli.tracefile import opened
from goloupe.errors import UserError

if TYPE_CHECKING:
    from goloupe.explore.exploration import Replayed
    from goloupe.report.style import Style

EPILOG = """\
Examples:
  goloupe replay gl1_AMrY...                     the program that was explored, in the same directory
  goloupe replay gl1_AMrY... ./queue             another place, or another copy, of it
  goloupe replay --trace t.trace gl1_AMrY...     and then: goloupe export t.trace > t.json
  goloupe replay --force gl1_AMrY...             although the program has changed since
"""


@click.command("replay", cls=Verb, epilog=EPILOG)
@click.option("-C", "--chdir", "directory", metavar="DIR", help="Change to DIR first.")
@click.option("--go", metavar="PATH", help="The go command or GOROOT that reads the program.")
@click.option("--tags", multiple=True, metavar="LIST", help="Build tags, separated by commas. Default: those of the exploration.")
@click.option("--force", is_flag=True, help="Run the schedule even if the program is another one, or has changed.")
@click.option("--trace", metavar="FILE", help="Write what goroutines, channels and locks did; goloupe export reads it.")
@color_option
@click.argument("token")
@click.argument("packages", nargs=-1, metavar="[PKG|FILES]...")
def command(
    directory: str | None,
    go: str | None,
    tags: tuple[str, ...],
    force: bool,
    trace: str | None,
    color: str,
    token: str,
    packages: Sequence[str],
) -> int:
    """Repeat a run that goloupe explore found, event by event.

    Prints what the program prints, then what is wrong, with the table of the schedule. The exit code is 1 if something is.
    """
    from goloupe.explore.exploration import find_target, programs_of, replay_target
    from goloupe.explore.token import decode

    read = decode(token)
    if directory is not None and not Path(directory).is_dir():
        raise UserError("there is no such directory", place=directory)
    log = opened(trace) if trace else None
    show = progress()
    try:
        names = tuple(tag for group in tags for tag in re.split("[, ]+", group) if tag)
        target = find_target(read, programs_of(read, packages, directory or ".", go, names), force, show)
    finally:
        if show is not None:
            show("")
    no_input()
    done = replay_target(read, target, log)
    _print(done, style_for(color))
    unsaved = log.keep() if log is not None else ""
    if unsaved:
        complain(f"goloupe: {unsaved}\n")
    if not done.same:
        say = "the schedule fits no longer, as far as one can tell" if force else "another Go, or another goloupe, may be the reason"
        say = done.where or say
        complain(f"goloupe: this is not the run that the token was made of: {say}\n")
        return exitcodes.FINDINGS if done.run.bugs else exitcodes.CLEAN if force else exitcodes.ERROR
    return exitcodes.ERROR if unsaved else exitcodes.FINDINGS if done.run.bugs else exitcodes.CLEAN


def _print(done: Replayed, style: Style) -> None:
    """The program's output, its report, and what is wrong with the table."""
    from goloupe.findings import code_for_bug
    from goloupe.report.bugs import BugReport
    from goloupe.report.lanes import render

    run = done.run
    if run.end == "unsupported":
        raise UserError(run.report)
    out = sys.stdout
    out.write(run.stdout.decode("utf-8", "backslashreplace"))
    out.flush()
    complain((run.stderr + run.report.encode("utf-8", "surrogateescape")).decode("utf-8", "backslashreplace"))
    if run.stdout and not run.stdout.endswith(b"\n"):
        out.write("\n")
    for i, bug in enumerate(run.bugs):
        place = f"{BugReport.file(bug.sites[0].file)}:{bug.sites[0].line}: " if bug.sites else ""
        out.write(f"{style.heading(place)}{style.heap(bug.title)}  {style.code(code_for_bug(bug.code).name)}\n\n")
        detail = bug.detail.replace(run.report, "").strip("\n")
        if detail:
            out.write("".join(f"  {line}\n" if line else "\n" for line in detail.splitlines()) + "\n")
        out.write("".join(render(done.lanes[i], width=columns(), style=style)))
    if not run.bugs:
        out.write("".join(render(done.lanes[0], width=columns(), style=style)))
        out.write("\nnothing goes wrong in this schedule\n")
    out.flush()
