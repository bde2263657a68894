"""goloupe agree: the real compiler beside goloupe."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from goloupe.cli import exitcodes
from goloupe.cli.group import Verb
from goloupe.cli.options import Loading, color_option, load_options, output_option
from goloupe.cli.output import emit, progress, style_for

EPILOG = """\
Examples:
  goloupe agree ./...
  goloupe agree --examples 2 net/http
  goloupe agree --min 99.5 std               exit with 1 if it is less
  goloupe agree --format json -o agree.json ./...
"""


@click.command("agree", cls=Verb, epilog=EPILOG)
@load_options
@click.option("--format", "kind", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Format of the report.")
@click.option("--examples", type=click.IntRange(min=0), default=5, show_default=True, metavar="N", help="Lines to show of each shape.")
@click.option("--min", "minimum", type=click.FloatRange(0, 100), metavar="PERCENT", help="Exit with 1 if agreement is below PERCENT.")
@output_option
@color_option
@click.argument("packages", nargs=-1)
def command(
    loading: Loading, kind: str, examples: int, minimum: float | None, output: str | None, color: str, packages: Sequence[str]
) -> int:
    """Run the real compiler (-gcflags='-m -l') beside goloupe on the same packages, and compare.

    Lines count as often as they are printed. Agreement is the number of lines that both print, divided by the number of lines that either
    prints. Packages that have errors are left out.
    """
    import goloupe
    from goloupe.agreement import compare, compiler_lines, own_lines
    from goloupe.cli.escape import say_errors
    from goloupe.frontend.compiler import compiler_diagnostics
    from goloupe.report import agreement as report

    show = progress()
    try:
        with loading.load(packages, show) as program:
            analysis = goloupe.escape(program, jobs=loading.jobs, progress=show, use_cache=loading.cache)
            if show is not None:
                show(f"{program.go_version} compiles {len(program.roots)} package{'' if len(program.roots) == 1 else 's'}")
            printed = compiler_diagnostics(
                program.toolchain, program.patterns, directory=program.directory, args=program.args, tests=program.tests
            )
    finally:
        if show is not None:
            show("")
    ours = {package.path: own_lines(package.lines) for package in analysis.packages}
    theirs = {path: lines for path, lines in compiler_lines(printed.text).items() if path in ours}
    found = compare(theirs, {path: lines for path, lines in ours.items() if lines or path in theirs})
    if kind == "json":
        emit([report.to_json(found, analysis.go_version)], output)
    else:
        emit(report.text(found, analysis.go_version, examples=examples, style=style_for(color, output)), output)
    if analysis.errors:
        say_errors(analysis)
        return exitcodes.ERROR
    if minimum is not None and found.score.agreement * 100 < minimum:
        sys.stderr.write(f"goloupe: agreement is {report.percent(found.score)}, less than {minimum:g} %\n")
        return exitcodes.FINDINGS
    return exitcodes.CLEAN
