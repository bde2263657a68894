"""goloupe doctor: is everything there that goloupe needs, and if not, what to do?"""

from __future__ import annotations

import platform
import shlex
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import click

from goloupe import __version__
from goloupe.cli import exitcodes
from goloupe.cli.group import Verb
from goloupe.cli.options import color_option
from goloupe.cli.output import emit, progress, style_for
from goloupe.errors import GoloupeError
from goloupe.report.style import Style

EPILOG = """\
Examples:
  goloupe doctor
  goloupe doctor --go /usr/local/go
"""


class State(StrEnum):
    """How a check went."""

    OK = "ok"
    NOTE = "note"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    state: State
    text: str
    advice: str = ""


@click.command("doctor", cls=Verb, epilog=EPILOG)
@click.option("-C", "--chdir", "directory", metavar="DIR", help="Look at things as seen from DIR.")
@click.option("--go", metavar="PATH", help="The go command or GOROOT to check.")
@color_option
def command(directory: str | None, go: str | None, color: str) -> int:
    """Check what goloupe needs: a Go toolchain, a cache, the front end; and say what to do if something is wrong."""
    style = style_for(color)
    failed = False
    for check in checks(directory, go):
        emit([line(check, style)])
        failed = failed or check.state is State.FAILED
    emit(["\nSomething is wrong; see above.\n" if failed else "\nAll is well.\n"])
    return exitcodes.ERROR if failed else exitcodes.CLEAN


def line(check: Check, style: Style) -> str:
    """Return one check as text."""
    mark = {State.OK: style.stack("ok  "), State.NOTE: style.warning("note"), State.FAILED: style.heap("FAIL")}[check.state]
    text = f"{mark}  {check.name:<11} {check.text}\n"
    return text + "".join(f"{' ' * 18}{row}\n" for row in check.advice.splitlines())


def checks(directory: str | None, go: str | None) -> Iterator[Check]:
    """Look at everything, one after the other; what depends on something that failed is left out."""
    from goloupe.frontend import FrontEnd, cache_directory, find_toolchain
    from goloupe.frontend.building import build
    from goloupe.frontend.compiler import c_settings

    yield Check("goloupe", State.OK, f"{__version__} on Python {platform.python_version()}, {platform.system()} {platform.machine()}")
    try:
        toolchain = find_toolchain(go, directory=directory)
    except GoloupeError as error:
        yield _failed("toolchain", error)
        return
    yield Check("toolchain", State.OK, f"{toolchain.version} for {toolchain.host}: {toolchain.path} (found by {toolchain.source})")
    yield _rules(toolchain.version)
    cache = cache_directory()
    yield Check("cache", State.OK, str(cache))
    show = progress()
    started = time.perf_counter()
    try:
        program = build(toolchain, cache, progress=show or (lambda _text: None))
        took = time.perf_counter() - started
        with FrontEnd(toolchain, cache=cache) as front_end:
            front_end.start()
    except GoloupeError as error:
        yield _failed("front end", error)
        return
    yield Check("front end", State.OK, f"{program} ({f'built in {took:.1f} s' if took > 0.5 else 'built before'})")
    settings = c_settings(toolchain, directory)
    yield _c_compiler(settings.enabled, settings.command)


def _rules(version: str) -> Check:
    from goloupe.escape.versions import NEWEST, OLDEST
    from goloupe.frontend.toolchain import version_number

    number = version_number(version)
    if number is not None and OLDEST <= number[1] <= NEWEST:
        return Check("rules", State.OK, f"those of Go 1.{number[1]}")
    return Check(
        "rules", State.NOTE, f"those of Go 1.{NEWEST}: goloupe does not know {version}", "A few verdicts may differ; see goloupe agree."
    )


def _c_compiler(enabled: bool, command: str) -> Check:
    if not enabled:
        return Check(
            "C compiler", State.NOTE, "cgo is off (CGO_ENABLED=0)", "Packages that need cgo are left out, as go build leaves them out."
        )
    words = shlex.split(command)
    if words and (found := shutil.which(words[0])):
        return Check("C compiler", State.OK, found)
    return Check(
        "C compiler", State.NOTE, f"{command or 'none'} is not there", "Only packages that use cgo need one; set CC, or install one."
    )


def _failed(name: str, error: GoloupeError) -> Check:
    first, _, rest = str(error).partition("\n")
    return Check(name, State.FAILED, first, rest)
