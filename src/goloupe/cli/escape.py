"""goloupe escape: the report that people read."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goloupe.cli import exitcodes
from goloupe.cli.group import LEVEL, Verb
from goloupe.cli.options import Loading, color_option, load_options, output_option
from goloupe.cli.output import emit, style_for

if TYPE_CHECKING:
    from goloupe.escape.results import FunctionResult
    from goloupe.program import EscapeReport

EPILOG = """\
Examples:
  goloupe escape                                   the package in this directory
  goloupe escape main.go                           a single file
  goloupe escape --heap-only --func '^Parse' ./... some functions, only what is on the heap
  goloupe escape --format gc ./...                 the compiler's own lines, on standard error
  goloupe escape --format json -o report.json net/http

In continuous integration:
  goloupe escape --fail-on-heap ./hotpath          fail if anything there goes to the heap
  goloupe escape --write-baseline heap.json ./...  accept what there is today ...
  goloupe escape --baseline heap.json ./...        ... and fail on what is new

In the source: //goloupe:noescape on a line, or above a line or a function, makes the command
fail when a value there goes to the heap; //goloupe:ignore CODE reason accepts one.
"""


@click.command("escape", cls=Verb, epilog=EPILOG)
@load_options
@click.option(
    "--format", "kind", type=click.Choice(["text", "gc", "json"]), default="text", show_default=True, help="Format of the report."
)
@click.option("--heap-only", is_flag=True, help="Only values on the heap.")
@click.option("--func", metavar="RE", help="Only functions whose name matches, such as '^(.*Buffer).Write$'.")
@click.option("-m", "level", metavar=LEVEL, default=None, help="With --format gc: -m=2 adds the paths, as the compiler's -m=2 does.")
@click.option("--fail-on-heap", is_flag=True, help="Exit with 1 if a value goes to the heap that no directive ignores.")
@click.option("--baseline", metavar="FILE", help="Exit with 1 if a value goes to the heap that FILE does not know.")
@click.option("--write-baseline", metavar="FILE", help="Write to FILE what goes to the heap today.")
@output_option
@color_option
@click.argument("packages", nargs=-1)
def command(
    loading: Loading,
    kind: str,
    heap_only: bool,
    func: str | None,
    level: str | None,
    fail_on_heap: bool,
    baseline: str | None,
    write_baseline: str | None,
    output: str | None,
    color: str,
    packages: Sequence[str],
) -> int:
    """Say for every value of the packages whether it lives on the stack or the heap, and why.

    The verdicts are those of the Go compiler with inlining off (-gcflags=-l). Packages are named as for go build:
    import paths, directories, ./... or Go files.
    """
    from goloupe.cli.gate import Gate, failure_text

    details = detail_level(level) >= 2
    if details and kind != "gc":
        raise click.UsageError("-m=2 needs --format gc; in other formats, use goloupe explain FILE:LINE", click.get_current_context())
    gate = Gate(fail_on_heap, baseline, write_baseline, function_filter(func))
    analysis = loading.escape(packages, details=details)
    if kind == "gc":
        say_errors(analysis)
        from goloupe.report import gc

        emit(gc.render(analysis, details=details), output, stream=sys.stderr)
    report = gate.report(analysis, guarded_only=kind == "gc" and not gate.strict and not write_baseline)
    if kind == "text" and (analysis.packages.paths or not analysis.errors):
        from goloupe.report.text import TextOptions, TextReport

        emit(TextReport(report, TextOptions(style_for(color, output), heap_only, gate.wanted, loading.again)).render(), output)
    elif kind == "json":
        from goloupe.report import json

        emit(json.render(report, heap_only=heap_only, wanted=gate.wanted), output)
    if kind != "gc":
        say_errors(analysis)
    if write_baseline:
        from goloupe.findings import baseline as baselines

        count = baselines.write(Path(write_baseline), (f for f in report.all_findings if f.site is not None and f.severity == "note"))
        click.echo(f"goloupe: wrote {count} finding{'' if count == 1 else 's'} to {write_baseline}", err=True)
    failures = [] if write_baseline else gate.failures(report)
    if analysis.errors:
        return exitcodes.ERROR
    sys.stderr.write(failure_text(failures, report, gate))
    return exitcodes.FINDINGS if failures else exitcodes.CLEAN


def detail_level(level: str | None) -> int:
    """Read the number behind -m."""
    if level is None:
        return 1
    if not level.isdigit() or int(level) > 2:
        raise click.UsageError(f"-m={level} is not available; -m and -m=2 are", click.get_current_context(silent=True))
    return int(level)


def function_filter(pattern: str | None) -> Callable[[FunctionResult], bool]:
    """Return the predicate for --func: the name of a function, or of the function that a closure is in, matches."""
    if pattern is None:
        return lambda _function: True
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise click.UsageError(f"--func: {error}", click.get_current_context(silent=True)) from None

    def wanted(function: FunctionResult) -> bool:
        return any(compiled.search(name) for name in (function.name, function.key, function.parent) if name)

    return wanted


def say_errors(analysis: EscapeReport) -> None:
    """Print what could not be analysed, as go build would."""
    from goloupe.report import gc

    sys.stderr.write(gc.errors(analysis))
