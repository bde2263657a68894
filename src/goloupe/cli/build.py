"""goloupe build: the lines of the compiler, under the flags of the go command."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import click

from goloupe.cli import exitcodes
from goloupe.cli.escape import say_errors
from goloupe.cli.group import Verb
from goloupe.cli.options import Loading, load_options, output_option
from goloupe.cli.output import emit

EPILOG = """\
Examples:
  goloupe build -gcflags='-m -l' ./...
  goloupe build -gcflags='-m=2 -l' main.go
  goloupe build -gcflags='-m -l' std 2> lines.txt
"""


@click.command("build", cls=Verb, epilog=EPILOG)
@load_options
@click.option("--gcflags", multiple=True, metavar="FLAGS", help="Flags of the compiler: -m or -m=2, and -l.")
@click.option("-a", "rebuild", is_flag=True, help="Accepted for the sake of go build; goloupe always answers.")
@output_option
@click.argument("packages", nargs=-1)
def command(loading: Loading, gcflags: Sequence[str], rebuild: bool, output: str | None, packages: Sequence[str]) -> int:  # noqa: ARG001
    """Print what go build with these flags prints, to the byte, on standard error. Nothing is compiled.

    Only builds with inlining off (-l) are known so far. With -o FILE, the lines go to FILE.
    """
    from goloupe.report import gc

    flags = parse(gcflags)
    analysis = loading.escape(packages, details=flags.level >= 2)
    say_errors(analysis)
    if flags.level:
        emit(gc.render(analysis, details=flags.level >= 2), output, stream=sys.stderr)
    return exitcodes.ERROR if analysis.errors else exitcodes.CLEAN


@dataclass(frozen=True, slots=True)
class CompilerFlags:
    """What -gcflags says, as far as it matters here."""

    level: int
    """Of -m."""
    no_inlining: bool


def parse(gcflags: Sequence[str]) -> CompilerFlags:
    """Read -gcflags; the last one counts, as for go build."""
    text = gcflags[-1] if gcflags else ""
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise _usage(f"-gcflags: {error}") from None
    level, no_inlining = 0, False
    for word in words:
        name, equals, value = word.lstrip("-").partition("=")
        if not word.startswith("-"):
            raise _usage(f"-gcflags: {word!r} is not a flag; patterns such as all=-m are not supported, name the packages instead")
        if name == "m" and (not equals or value.isdigit()):
            level = int(value) if equals else level + 1
        elif name == "l" and (not equals or value.isdigit()):
            no_inlining = (not equals) or value != "0"
        else:
            raise _usage(f"-gcflags: {word} is not supported; -m, -m=2 and -l are")
    if level > 2:
        raise _usage("-gcflags: -m goes up to 2 here")
    if level and not no_inlining:
        raise _usage("the build with inlining is not supported yet: use -gcflags='-m -l'")
    return CompilerFlags(level, no_inlining)


def _usage(message: str) -> click.UsageError:
    return click.UsageError(message, click.get_current_context(silent=True))
