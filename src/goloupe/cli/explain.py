"""goloupe explain: why is this on the heap? And: what does this code mean?"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goloupe.cli import exitcodes
from goloupe.cli.group import Verb
from goloupe.cli.options import Loading, color_option, load_options
from goloupe.cli.output import emit, progress, style_for
from goloupe.errors import UserError

if TYPE_CHECKING:
    from goloupe.escape.results import Explanation, Pos
    from goloupe.program import EscapeReport, Program

EPILOG = """\
Examples:
  goloupe explain main.go:12          everything on that line
  goloupe explain main.go:12:9        only what is at that column
  goloupe explain GL1003              a code of a report
  goloupe build -gcflags='-m -l' 2>&1 | head -2 | tail -1 | xargs -d '\\n' goloupe explain
"""

_PLACE = re.compile(r"(?P<file>.+?):(?P<line>\d+)(?::(?P<col>\d+))?(?::.*)?$", re.DOTALL)
_CODE = re.compile(r"[Gg][Ll]\d{4}$")


@click.command("explain", cls=Verb, epilog=EPILOG)
@load_options
@color_option
@click.argument("place", metavar="FILE:LINE[:COL] | CODE")
@click.argument("packages", nargs=-1)
def command(loading: Loading, color: str, place: str, packages: Sequence[str]) -> int:
    """Explain a line of source, or a code.

    For a line: the path from each value on it to what outlives it, the rule that decided, and what would keep it on the stack. Lines that
    the compiler printed can be pasted as they are. PACKAGES are only needed if the file belongs to several.
    """
    if _CODE.fullmatch(place):
        return _explain_code(place.upper(), color)
    match = _PLACE.fullmatch(place)
    if match is None:
        raise click.UsageError(f"{place!r} is neither FILE:LINE[:COL] nor a code such as GL1003", click.get_current_context())
    line, col = int(match["line"]), int(match["col"]) if match["col"] else None
    return _explain_place(loading, match["file"], line, col, packages, color)


def _explain_code(name: str, color: str) -> int:
    from goloupe.findings.codes import CODES, read_page
    from goloupe.report.page import render

    page = read_page(name)
    if name not in CODES or page is None:
        known = ", ".join(CODES)
        raise UserError(f"there is no code {name}", next_step=f"There are: {known}.")
    terminal = style_for(color).enabled
    emit([render(page, terminal=terminal, width=min(os.get_terminal_size().columns, 110) if sys.stdout.isatty() else 100)])
    return exitcodes.CLEAN


def _explain_place(loading: Loading, file: str, line: int, col: int | None, packages: Sequence[str], color: str) -> int:
    import goloupe
    from goloupe.cli.escape import say_errors
    from goloupe.program.paths import Shortener
    from goloupe.report.explanation import ExplanationText, nothing_there

    base = Path(loading.directory or ".")
    loading.check()
    if not (base / file).is_file():
        raise UserError("there is no such file", place=file)
    show = progress()
    if show is not None:
        show(f"loading the package of {file}")
    try:
        with _load(loading, base, file, packages) as program:
            shorten = Shortener(Path(program.directory)).path
            goroot = str(program.toolchain.goroot)
            found = _explain(program, base / file, line, col, loading.cache)
            if not found:
                report = goloupe.escape(program, use_cache=loading.cache)
                say_errors(report)
                if report.errors:
                    return exitcodes.ERROR
                emit([nothing_there(f"{file}:{line}" + (f":{col}" if col else ""), _near(report, base / file, line))])
                return exitcodes.CLEAN

            def place(pos: Pos) -> str:
                if pos.file.startswith(goroot + os.sep) and not Path(program.directory).is_relative_to(goroot):
                    return str(pos._replace(file="$GOROOT" + pos.file.removeprefix(goroot)))
                return str(pos._replace(file=shorten(pos.file)))

            emit(ExplanationText(place, style_for(color)).render(found))
    finally:
        if show is not None:
            show("")
    return exitcodes.CLEAN


def _explain(program: Program, file: Path, line: int, col: int | None, use_cache: bool) -> list[Explanation]:
    import goloupe

    return goloupe.explain(program, str(file.absolute()), line, col, use_cache=use_cache)


def _near(report: EscapeReport, file: Path, line: int) -> list[str]:
    """Return the nearest lines of the file that have a value."""
    wanted = str(file.resolve())
    sites = [s for package in report.packages for function in package.functions for s in function.sites if s.printed]
    files = {s.pos.file for s in sites if s.pos.file and str(Path(s.pos.file).resolve()) == wanted}
    lines = {s.pos.line for s in sites if s.pos.file in files}
    return [f"line {n}" for n in sorted(sorted(lines, key=lambda n: (abs(n - line), n))[:3])]


def _load(loading: Loading, base: Path, file: str, packages: Sequence[str]) -> Program:
    """Load the package that a file belongs to.

    In order: its directory as seen from here; the file alone, if it is in no module; its directory as seen from itself, for a file in
    another module or in the standard library.
    """
    loading.tests = loading.tests or file.endswith("_test.go")
    if packages:
        return loading.load(packages)
    path = Path(file)
    here = str(path.parent) if path.is_absolute() else os.path.join(".", str(path.parent))  # noqa: PTH118 - "./x" must keep its "./"
    tries = [([here], loading.directory), ([file], loading.directory), (["."], str((base / file).absolute().parent))]
    if _module(base / file) != _module(base / "x.go"):
        tries = tries[1:] if _module(base / file) is None else [tries[2], tries[1]]
    elif _module(base / file) is None:
        tries = [tries[1], tries[2]]
    first: UserError | None = None
    last: Program | None = None
    for patterns, directory in tries:
        loading.directory = directory
        try:
            program = loading.load(patterns)
        except UserError as error:
            first = first or error
            continue
        if _has(program, base / file):
            if last is not None:
                last.close()
            return program
        if last is None:
            last = program
        else:
            program.close()
    if last is not None:
        return last
    assert first is not None
    raise first


def _has(program: Program, file: Path) -> bool:
    wanted = file.resolve()
    return any(Path(name).resolve() == wanted for package in program.roots for name in package.files)


def _module(file: Path) -> Path | None:
    """Return the directory of the go.mod that a file is below; only used to try the likeliest way of loading it first."""
    for folder in file.absolute().parents:
        if (folder / "go.mod").is_file():
            return folder
    return None
