"""goloupe explore: search the schedules of a program for data races, deadlocks, leaks and panics."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from goloupe.cli import exitcodes
from goloupe.cli.durations import duration
from goloupe.cli.group import VerbWithArguments, arguments_of
from goloupe.cli.options import color_option, output_option
from goloupe.cli.output import Progress, columns, emit, progress, style_for
from goloupe.errors import UserError

if TYPE_CHECKING:
    from goloupe.explore.engine import Limits, Result
    from goloupe.explore.loading import Target
    from goloupe.explore.present import Shown
    from goloupe.report.bugs import BugReport

EPILOG = """\
Examples:
  goloupe explore main.go                        a program
  goloupe explore ./cmd/serve -- -v a.conf       a program with arguments; -args, as go test has it, for tests
  goloupe explore -run TestClose ./queue         a test, or several
  goloupe explore --time 1m --jobs 8 ./...       all tests, a minute for each package
  goloupe explore --confirm ./queue              and show what is found with the stock toolchain
  goloupe explore --strategy pct,pos ./queue     only these ways of searching
  goloupe explore --format sarif -o out.sarif .  for code scanning
  goloupe replay gl1_AMrY...                     see one of the findings again

In continuous integration:
  goloupe explore --write-baseline known.json ./...   accept what there is today ...
  goloupe explore --baseline known.json ./...         ... and fail on what is new

In the source: //goloupe:ignore CODE reason, on the line of a finding or alone above it, accepts it.
"""

FORMATS: Final = ("text", "json", "sarif", "github", "junit")


@click.command("explore", cls=VerbWithArguments, epilog=EPILOG)
@click.option("-C", "--chdir", "directory", metavar="DIR", help="Change to DIR first.")
@click.option("--go", metavar="PATH", help="The go command or GOROOT that reads the program.")
@click.option("--tags", multiple=True, metavar="LIST", help="Build tags, separated by commas.")
@click.option("--run", metavar="REGEXP", help="Tests that match, instead of programs.")
@click.option("--race/--no-race", default=True, show_default=True, help="Look for data races.")
@click.option(
    "--time",
    "seconds",
    default="10s",
    show_default=True,
    metavar="TIME",
    help="For each program, or for all tests of a package. 0 means none.",
)
@click.option(
    "--schedules",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="N runs of each program or test, at most; unless time is short, the same ones whenever they are made with as many jobs.",
)
@click.option(
    "--steps",
    type=click.IntRange(min=1),
    default=20_000,
    show_default=True,
    metavar="N",
    help="Synchronisation points in one run, not counting those at which only one goroutine can go on. "
    "If the first run is cut off at work, some go further.",
)
@click.option("-j", "--jobs", type=click.IntRange(min=1), metavar="N", help="Work in N processes. Default: one per CPU.")
@click.option("--cluster", metavar="ADDRESS", default="", help="Have the workers of a Dask scheduler do it, such as tcp://host:8786.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of the strategies that choose at random.")
@click.option("--strategy", "strategies", multiple=True, metavar="LIST", help="Only these strategies. Default: all of them in turn.")
@click.option("--first", is_flag=True, help="Stop at the first finding of each program or test.")
@click.option("--shrink", type=click.IntRange(min=0), default=2000, show_default=True, metavar="N", help="Runs to make a schedule simple.")
@click.option("--confirm", is_flag=True, help="Show each finding with the stock toolchain too, as goloupe repro does.")
@click.option("--count", type=click.IntRange(1, 100_000), metavar="N", help="Of --confirm: runs with gates, and without. Default: 10.")
@click.option("--format", "kind", type=click.Choice(FORMATS), default="text", show_default=True, help="Format of the report.")
@click.option("--baseline", metavar="FILE", help="Only what FILE does not know counts.")
@click.option("--write-baseline", metavar="FILE", help="Write to FILE what there is today.")
@click.option("-v", "--verbose", is_flag=True, help="Also Go's own reports, and what does not count.")
@output_option
@color_option
@click.argument("packages", nargs=-1, metavar="[PKG|FILES]... [-- ARGUMENTS]")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    directory: str | None,
    go: str | None,
    tags: tuple[str, ...],
    run: str | None,
    race: bool,
    seconds: str,
    schedules: int,
    steps: int,
    jobs: int | None,
    cluster: str,
    seed: int,
    strategies: tuple[str, ...],
    first: bool,
    shrink: int,
    confirm: bool,
    count: int | None,
    kind: str,
    baseline: str | None,
    write_baseline: str | None,
    verbose: bool,
    output: str | None,
    color: str,
    packages: Sequence[str],
) -> int:
    """Search the schedules of programs, or of tests, for what goes wrong in some of them.

    Of a main package main is explored, of another one all its tests, examples and seeds of fuzz tests, each on its own, and parallel tests
    together. What is found is repeated, made simple and shown as a table, with a token that repeats it. What follows -- is given to the
    program, or the tests, in each run.
    """
    from goloupe.explore.engine import Limits
    from goloupe.explore.exploration import Programs, explore_targets
    from goloupe.explore.strategies.portfolio import portfolio
    from goloupe.findings import baseline as baselines
    from goloupe.frontend.toolchain import find_toolchain
    from goloupe.report.bugs import collect

    _check(directory, go, run)
    names = tuple(name for group in strategies for name in group.replace(" ", ",").split(",") if name)
    next(portfolio(seed, names), None)  # Complains of names that are none.
    if count is not None and not confirm:
        raise click.UsageError("--count is for --confirm", click.get_current_context(silent=True))
    if confirm:
        find_toolchain(go, directory=directory)  # Complains before there is anything to lose.
    known = baselines.read(Path(baseline)) if baseline else Counter[baselines.Identity]()
    longest = duration(seconds, "time")
    limits = Limits(longest, schedules, steps, jobs=jobs or os.cpu_count() or 1, seed=seed, strategies=names, first=first, cluster=cluster)
    limits.run_seconds = min(limits.run_seconds, max(2.0, longest)) if longest else limits.run_seconds
    where = directory or "."
    patterns = tuple(packages) or (".",)
    show = progress()
    broken: list[str] = []
    try:
        named = tuple(tag for group in tags for tag in group.replace(" ", ",").split(",") if tag)
        programs = Programs(patterns, where, go, named, race, arguments_of(ctx))
        targets = programs.targets(run, show=show, broken=broken)
        no_input()
        with stoppable(limits.stop):
            live = Live(show, limits, len(targets)) if show is not None else None
            done = explore_targets(targets, programs, limits, shrink=shrink, progress=live)
            whole = run is None and not done.left
            again = "".join(f"{flag} {shlex.quote(value)} " for flag, value in (("-C", directory), ("--go", go)) if value)
            report = collect(done, _seen_from_here(patterns, directory), again, all_tests=whole)
            if baseline:
                gone = baselines.apply((item.finding for item in report.items), known)
                report.expired = gone if whole else 0
            if confirm:
                _confirm(report, limits.stop, count or 10, show)
    finally:
        if show is not None:
            show("")
    emit(_rendered(report, kind, style_for(color, output), verbose, output), output)
    for note in (*broken, *report.notes):
        click.echo(f"goloupe: {note}", err=True)
    if write_baseline:
        count = baselines.write(Path(write_baseline), (item.finding for item in report.items))
        click.echo(f"goloupe: wrote {count} finding{'s' if count != 1 else ''} to {write_baseline}", err=True)
    faults = [fault for explored in done.targets for fault in explored.result.errors]
    return _exit_code(report, faults, bool(write_baseline)) or (exitcodes.ERROR if broken else exitcodes.CLEAN)


def _confirm(report: BugReport, stop: threading.Event, runs: int, show: Progress | None) -> None:
    """Ask the stock toolchain about the findings that count."""
    from goloupe.repro.reproduce import confirm_all

    places = [report.place(item) for item in report.counted]

    def live(_shown: Shown, n: int, what: str) -> None:
        if show is not None:
            show(f"confirming [{n}/{len(places)}] {places[n - 1]}: {what}")

    found = [(item.explored.target, item.shown) for item in report.counted]
    confirm_all(found, report.exploration.programs, runs=runs, progress=live, stop=stop)


def _exit_code(report: BugReport, faults: Sequence[str], accepted: bool) -> int:
    if faults:
        from goloupe.cli.crash import report_crash
        from goloupe.errors import InternalError

        report_crash(InternalError("a process that explored failed", details="\n\n".join(faults)), sys.argv[1:])
        return exitcodes.INTERNAL
    if report.counted and not accepted:
        return exitcodes.FINDINGS
    # Neither of what cannot be run nor of what never came to its end anything is known.
    refused = any(
        explored.result.stopped == "unsupported" or not (explored.bugs or explored.result.whole) for explored in report.exploration.targets
    )
    return exitcodes.INTERRUPTED if report.exploration.interrupted else exitcodes.ERROR if refused else exitcodes.CLEAN


def _check(directory: str | None, go: str | None, run: str | None) -> None:
    if directory is not None and not Path(directory).is_dir():
        raise UserError("there is no such directory", place=directory)
    if run is not None:
        from goloupe.explore.matching import wanted
        from goloupe.frontend.toolchain import find_toolchain

        # It complains.  Tables of characters are the toolchain's.
        wanted(run, str(find_toolchain(go, directory=directory or ".").goroot) if re.search(r"\\[pP]", run) else "")


def _seen_from_here(patterns: Sequence[str], directory: str | None) -> tuple[str, ...]:
    """Files as the user would name them without -C."""
    return tuple(os.path.normpath(Path(directory, p)) if directory and p.endswith(".go") else p for p in patterns)


def _rendered(report: BugReport, kind: str, style: Any, verbose: bool, output: str | None) -> Iterator[str]:
    if kind == "text":
        from goloupe.report.bugtext import text

        yield from text(report, style, verbose=verbose, width=columns(output))
    elif kind == "json":
        from goloupe.report import bugjson

        yield bugjson.render(report)
    elif kind == "sarif":
        from goloupe.report import sarif

        yield sarif.render(report)
    elif kind == "github":
        from goloupe.report import github

        yield from github.render(report)
    else:
        from goloupe.report import junit

        yield junit.render(report)


def no_input() -> None:
    """Programs that read standard input find its end: a run must depend on nothing but its schedule."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nowhere, 0)
        os.close(nowhere)


@contextmanager
def stoppable(stop: threading.Event) -> Iterator[None]:
    """On Ctrl-C, set ``stop``, so that what was found is kept; a second one interrupts."""

    def handle(_number: int, _frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, handle)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class Live:
    """Progress on the terminal: how fast, how far, what was found."""

    def __init__(self, show: Progress, limits: Limits, targets: int) -> None:
        self.show = show
        self.limits = limits
        self.targets = targets
        self.seen: list[str] = []
        self.began = time.monotonic()

    def __call__(self, target: Target, result: Result, what: str) -> None:
        """Show it."""
        if target.name not in self.seen:
            self.seen.append(target.name)
        many = f"[{len(self.seen)}/{self.targets}] " if self.targets > 1 else ""
        name = target.test or target.package.rpartition("/")[2]
        if what == "shrink":
            self.show(f"{many}{name}: making {_schedules_of(len(result.found))} simple")
            return
        rate = result.schedules / result.seconds if result.seconds else 0.0
        # Tests of a package share the time.
        limit = f" of {self.limits.seconds:g}s" if self.limits.seconds and self.targets == 1 else "s"
        found = f", {len(result.found)} found" if result.found else ""
        self.show(
            f"{many}{name}: {result.seconds:.0f}{limit}, {_many(result.schedules, 'schedule')} ({rate:,.0f}/s), "
            f"{_many(result.behaviours, 'behaviour')}, {result.unseen:.1%} unseen{found}"
        )


def _many(n: int, what: str) -> str:
    return f"{n:,} {what}{'' if n == 1 else 's'}"


def _schedules_of(n: int) -> str:
    return "the schedule of 1 finding" if n == 1 else f"the schedules of {n} findings"
