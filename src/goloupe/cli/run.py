"""goloupe run: run a Go program on goloupe's model of Go's runtime."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goloupe.cli import exitcodes
from goloupe.cli.durations import duration, go_duration
from goloupe.cli.group import Verb
from goloupe.cli.output import abandon_output, complain, progress
from goloupe.cli.race import watch
from goloupe.cli.racefile import RaceFile, race_report_option
from goloupe.cli.tracefile import opened
from goloupe.errors import UserError

if TYPE_CHECKING:
    from goloupe.lower.unit import Unit

EPILOG = """\
Examples:
  goloupe run main.go                    run a file
  goloupe run ./cmd/server -v            run a package, with arguments
  goloupe run --seed 7 main.go           another schedule, another map order: the same one each time
  goloupe run -race main.go              report data races
  goloupe run -race --race-report r.sarif .  and write them down for code scanning
  goloupe run --timeout 10s main.go      stop it, with a dump of its goroutines, after ten seconds
  goloupe run --trace t.trace main.go    and then: goloupe export t.trace > t.json
  goloupe run --emit-python main.go      show the Python that the program becomes
"""

_STACK = 512 << 20


@click.command("run", cls=Verb, epilog=EPILOG, context_settings={"allow_interspersed_args": False})
@click.option("-C", "--chdir", "directory", metavar="DIR", help="Change to DIR first.")
@click.option("--go", metavar="PATH", help="The go command or GOROOT that reads the program.")
@click.option("--tags", multiple=True, metavar="LIST", help="Build tags, separated by commas.")
@click.option("--seed", type=int, default=0, show_default=True, help="Decides every choice that Go leaves open.")
@click.option("--gomaxprocs", type=click.IntRange(min=1), default=4, show_default=True, metavar="N", help="Processors of the model.")
@click.option("--clock", type=click.Choice(["virtual", "real"]), default="virtual", show_default=True, help="Of timers.")
@click.option("--race", is_flag=True, help="Report data races; exit code 66 if there were any.")
@race_report_option
@click.option("--timeout", default="0", metavar="TIME", help="Panic when the program runs longer, in real time: 5s, 1m30s. 0 means never.")
@click.option("--why", is_flag=True, help="Of a deadlock, or when --timeout stops it, say who waits for whom.")
@click.option("--trace", metavar="FILE", help="Write what goroutines, channels and locks did; goloupe export reads it.")
@click.option(
    "--emit-python",
    type=click.Choice(["own", "all"]),
    is_flag=False,
    flag_value="own",
    help="Write the program's own functions as Python to standard error as they are loaded; =all: those of the standard library, too.",
)
@click.argument("program", nargs=1)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(
    directory: str | None,
    go: str | None,
    tags: tuple[str, ...],
    seed: int,
    gomaxprocs: int,
    clock: str,
    race: bool,
    race_report: str | None,
    timeout: str,
    why: bool,
    trace: str | None,
    emit_python: str | None,
    program: str,
    arguments: tuple[str, ...],
) -> int:
    """Run a Go program: a package, or files that end in .go.

    The program's exit code is goloupe's; 1 if it cannot be read, 2 after a panic, a fatal error or the timeout, 66 after a data race with
    --race. GORACE has options for --race, as with Go.
    """
    from goloupe.frontend.errors import CacheUnusable, ToolchainNotFound, ToolchainUnusable
    from goloupe.launch.interrupt import wait
    from goloupe.launch.memory import limited
    from goloupe.launch.program import PORTABLE_TAGS, RACE_TAGS, Options, run
    from goloupe.launch.reading import Reader

    patterns = [program]
    rest = list(arguments)
    while program.endswith(".go") and rest and rest[0].endswith(".go"):
        patterns.append(rest.pop(0))
    where = directory or "."
    for file in patterns:
        if file.endswith(".go") and not Path(where, file).exists():
            complain(f"stat {file}: no such file or directory\n")
            return exitcodes.FINDINGS
        if file.endswith(".go") and Path(where, file).is_dir():
            complain(f"{file} is a directory, should be a Go file\n")
            return exitcodes.FINDINGS
    args = [f"-tags={','.join([*tags, *(RACE_TAGS if race else ()), *PORTABLE_TAGS])}"]

    def show(unit: Unit) -> None:
        # The initialisation of a package has the files of its lines.
        file = unit.file or next(iter(unit.files.values()), "")
        if emit_python == "all" or not file.startswith(f"{reader.goroot}/src/"):
            sys.stderr.write(unit.source + "\n")

    seconds = duration(timeout)
    log = opened(trace) if trace else None
    options = Options(seed, gomaxprocs, clock, [Path(program).stem, *rest], show if emit_python else None, args, log, why)
    found = RaceFile(race_report, race) if race_report else None
    if race:
        watch(options)
    if found is not None:
        options.on_races = found.take
    reader = Reader(go, directory=where, progress=progress())
    result: list[int | BaseException] = []

    def work() -> None:
        try:
            with reader, limited():
                result.append(run(patterns, reader, where, options))
        except BaseException as err:
            result.append(err)

    # A thread of its own, for a stack that deep recursion does not exhaust.
    threading.stack_size(_STACK)
    thread = threading.Thread(target=work, name="go", daemon=True)
    thread.start()
    limit = f"program timed out after {go_duration(seconds)}"
    try:
        ended = wait(thread, options.begun, seconds, limit, lambda number: options.wants(number))
    finally:
        for kept in (log, found):
            complaint = kept.keep() if kept is not None else ""
            if complaint:
                sys.stderr.write(f"goloupe: {complaint}\n")
    if not ended:
        sys.stderr.write(
            f"panic: {limit}\n\ngoloupe: it waits for the operating system, so that nothing can be said about its goroutines\n"
        )
        sys.stderr.flush()
        os._exit(exitcodes.ERROR)
    outcome = result[0]
    if isinstance(outcome, UserError) and not isinstance(outcome, (CacheUnusable, ToolchainNotFound, ToolchainUnusable)):
        complain(f"{outcome}\n")
        return exitcodes.FINDINGS
    if isinstance(outcome, BaseException):
        raise outcome
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError:
        # The program has been told so, and what it makes of that is its exit code.
        abandon_output()
    return outcome
