"""goloupe test: run the tests of Go packages on goloupe's model of Go's runtime."""

from __future__ import annotations

from typing import Any

import click

from goloupe.cli import exitcodes
from goloupe.cli.durations import duration, go_duration
from goloupe.cli.flags import GoInt, shuffle
from goloupe.cli.group import Verb, own_flags
from goloupe.cli.output import complain, progress
from goloupe.cli.race import watch
from goloupe.cli.racefile import RaceFile, race_report_option
from goloupe.cli.testsession import Session
from goloupe.cli.tracefile import opened
from goloupe.errors import UserError

EPILOG = """\
Examples:
  goloupe test                           the tests of the package in this directory
  goloupe test -v -run TestParse ./...   some tests of all packages below, and what they print
  goloupe test --seed 7 ./queue          another schedule, another map order: the same one each time
  goloupe test -race ./...               report data races
  goloupe test -bench . -run '^$'        benchmarks, on the real clock
"""

_EXTRA = "goloupe.test.arguments"


class TestVerb(Verb):
    """As with go test, flags that are not known and all that follows -args belong to the tests."""

    __test__ = False

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Set aside what is not ours."""
        mine, ctx.meta[_EXTRA] = own_flags(self.params, args)
        return super().parse_args(ctx, mine)


PASSED_ON = (
    "bench",
    "benchmem",
    "benchtime",
    "count",
    "cpu",
    "failfast",
    "fullpath",
    "list",
    "parallel",
    "run",
    "short",
    "shuffle",
    "skip",
)
"""Flags that are package testing's own."""


@click.command("test", cls=TestVerb, epilog=EPILOG)
@click.option("-C", "--chdir", "directory", metavar="DIR", help="Change to DIR first.")
@click.option("--go", metavar="PATH", help="The go command or GOROOT that reads the program.")
@click.option("--tags", multiple=True, metavar="LIST", help="Build tags, separated by commas.")
@click.option("--seed", type=GoInt(), default=0, show_default=True, help="Decides every choice that Go leaves open.")
@click.option("--gomaxprocs", type=click.IntRange(min=1), default=4, show_default=True, metavar="N", help="Processors of the model.")
@click.option("--clock", type=click.Choice(["virtual", "real"]), help="Of timers. Default: virtual; real for benchmarks.")
@click.option("--race", is_flag=True, help="Report data races; tests in which there are any fail.")
@race_report_option
@click.option("-v", "--verbose", "verbose", is_flag=True, help="Print what all tests print.")
@click.option("--json", "as_json", is_flag=True, help="Print events in JSON, as test2json does.")
@click.option("--run", metavar="REGEXP", help="Only the tests and examples that match.")
@click.option("--skip", metavar="REGEXP", help="Not the tests that match.")
@click.option("--bench", metavar="REGEXP", help="Also the benchmarks that match.")
@click.option("--benchtime", metavar="TIME", help="How long, or how often as in 100x, each benchmark runs.")
@click.option("--benchmem", is_flag=True, help="Print memory statistics of benchmarks.")
@click.option("--count", type=GoInt(), metavar="N", help="Run everything N times.")
@click.option("--cpu", metavar="LIST", help="Run with these values of GOMAXPROCS.")
@click.option("--failfast", is_flag=True, help="Start no test after the first that fails.")
@click.option("--fullpath", is_flag=True, help="Whole file names in messages.")
@click.option("--list", metavar="REGEXP", help="List what matches instead of running it.")
@click.option("--parallel", type=GoInt(), metavar="N", help="How many parallel tests run at once.")
@click.option("--short", is_flag=True, help="Tell long tests to be quick.")
@click.option("--shuffle", callback=shuffle, metavar="on|off|N", help="Run in random order.")
@click.option("--timeout", default="10m", show_default=True, metavar="TIME", help="Panic when a package's tests run longer. 0 means never.")
@click.option("--trace", metavar="FILE", help="Write what goroutines, channels and locks did; goloupe export reads it.")
@click.option("--vet", metavar="LIST", help="Accepted for the sake of go test; nothing is vetted.")
@click.argument("packages", nargs=-1)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    directory: str | None,
    go: str | None,
    tags: tuple[str, ...],
    seed: int,
    gomaxprocs: int,
    clock: str | None,
    race: bool,
    race_report: str | None,
    verbose: bool,
    as_json: bool,
    timeout: str,
    trace: str | None,
    vet: str | None,  # noqa: ARG001
    packages: tuple[str, ...],
    **flags: Any,
) -> int:
    """Run the tests of Go packages.

    Prints what go test prints. Exit code 0 if all pass, else 1. Everything after -args is for the tests.
    """
    from goloupe.frontend.errors import CacheUnusable, ToolchainNotFound, ToolchainUnusable
    from goloupe.launch.program import PORTABLE_TAGS, RACE_TAGS, Options
    from goloupe.launch.reading import Reader
    from goloupe.launch.testing import find

    seconds = duration(timeout)
    arguments = ["-test.paniconexit0", f"-test.timeout={go_duration(seconds)}"]
    if as_json or verbose:
        arguments.append("-test.v=test2json" if as_json else "-test.v=true")
    for name in PASSED_ON:
        value = flags[name]
        if value is True:
            arguments.append(f"-test.{name}=true")
        elif value is not None and value is not False:
            arguments.append(f"-test.{name}={value}")
    arguments += ctx.meta[_EXTRA]

    where = directory or "."
    try:
        with Reader(go, directory=where, progress=progress()) as reader:
            built = [*tags, *(RACE_TAGS if race else ()), *PORTABLE_TAGS]
            programs = find(reader, packages or (".",), where, [f"-tags={','.join(built)}"])
    except (CacheUnusable, ToolchainNotFound, ToolchainUnusable):
        raise
    except UserError as error:
        complain(f"{error}\n")
        return exitcodes.FINDINGS
    if trace and len(programs) > 1:
        complain("cannot use -trace flag with multiple packages\n")
        return exitcodes.FINDINGS
    log = opened(trace) if trace else None
    options = Options(seed, gomaxprocs, clock or ("real" if flags["bench"] else "virtual"), arguments, trace=log)
    found = RaceFile(race_report, race) if race_report else None
    if race:
        watch(options)
    if found is not None:
        options.on_races = found.take
    session = Session(
        goroot=reader.goroot,
        options=options,
        limit=seconds + 60 if seconds else 1e9,
        as_json=as_json,
        stream=not packages or bool(flags["bench"]),
        show_all=verbose or flags["list"] is not None,
        alone=len(programs) == 1,
        failfast=flags["failfast"],
    )
    for program in programs:
        session.test(program)
        if session.stopped:
            break
    complaint = found.keep() if found is not None else ""
    if complaint:
        complain(f"goloupe: {complaint}\n")
    if session.failed and packages and not as_json:
        session.write(b"FAIL\n")
    return exitcodes.FINDINGS if session.failed else exitcodes.CLEAN
