"""goloupe test: run the tests of Go packages on goloupe's model of Go's runtime."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goloupe.cli import exitcodes
from goloupe.cli.durations import duration, go_duration
from goloupe.cli.group import Verb
from goloupe.cli.output import progress
from goloupe.errors import UserError

if TYPE_CHECKING:
    from goloupe.launch.testing import TestProgram

EPILOG = """\
Examples:
  goloupe test                           the tests of the package in this directory
  goloupe test -v -run TestParse ./...   some tests of all packages below, and what they print
  goloupe test --seed 7 ./queue          another schedule, another map order: the same one each time
  goloupe test -bench . -run '^$'        benchmarks, on the real clock
"""

_EXTRA = "goloupe.test.arguments"


class TestVerb(Verb):
    """As with go test, flags that are not known and all that follows -args belong to the tests."""

    __test__ = False

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Set aside what is not ours."""
        own = {name.lstrip("-") for p in self.params if isinstance(p, click.Option) for name in (*p.opts, *p.secondary_opts)}
        flags = {name.lstrip("-") for p in self.params if isinstance(p, click.Option) and p.is_flag for name in p.opts}
        mine: list[str] = []
        theirs: list[str] = []
        queue = list(args)
        while queue:
            arg = queue.pop(0)
            if arg in ("-h", "-help", "--help"):
                mine.append("--help")
                continue
            if arg in ("-args", "--args"):
                theirs += queue
                break
            name, equals, value = arg.lstrip("-").partition("=")
            name = name.removeprefix("test.")
            if not arg.startswith("-") or arg in ("-", "--"):
                mine.append(arg)
            elif name not in own:
                theirs.append(arg)
            else:
                mine.append(f"-{name}{equals}{value}")
                if not equals and name not in flags and queue:
                    mine.append(queue.pop(0))
        ctx.meta[_EXTRA] = theirs
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
@click.option("--seed", type=int, default=0, show_default=True, help="Decides every choice that Go leaves open.")
@click.option("--gomaxprocs", type=click.IntRange(min=1), default=4, show_default=True, metavar="N", help="Processors of the model.")
@click.option("--clock", type=click.Choice(["virtual", "real"]), help="Of timers. Default: virtual; real for benchmarks.")
@click.option("-v", "--verbose", "verbose", is_flag=True, help="Print what all tests print.")
@click.option("--json", "as_json", is_flag=True, help="Print events in JSON, as test2json does.")
@click.option("--run", metavar="REGEXP", help="Only the tests and examples that match.")
@click.option("--skip", metavar="REGEXP", help="Not the tests that match.")
@click.option("--bench", metavar="REGEXP", help="Also the benchmarks that match.")
@click.option("--benchtime", metavar="TIME", help="How long, or how often as in 100x, each benchmark runs.")
@click.option("--benchmem", is_flag=True, help="Print memory statistics of benchmarks.")
@click.option("--count", type=int, metavar="N", help="Run everything N times.")
@click.option("--cpu", metavar="LIST", help="Run with these values of GOMAXPROCS.")
@click.option("--failfast", is_flag=True, help="Start no test after the first that fails.")
@click.option("--fullpath", is_flag=True, help="Whole file names in messages.")
@click.option("--list", metavar="REGEXP", help="List what matches instead of running it.")
@click.option("--parallel", type=int, metavar="N", help="How many parallel tests run at once.")
@click.option("--short", is_flag=True, help="Tell long tests to be quick.")
@click.option("--shuffle", metavar="on|off|N", help="Run in random order.")
@click.option("--timeout", default="10m", show_default=True, metavar="TIME", help="Panic when a package's tests run longer. 0 means never.")
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
    verbose: bool,
    as_json: bool,
    timeout: str,
    vet: str | None,  # noqa: ARG001
    packages: tuple[str, ...],
    **flags: Any,
) -> int:
    """Run the tests of Go packages.

    Prints what go test prints. Exit code 0 if all pass, else 1. Everything after -args is for the tests.
    """
    from goloupe.frontend.errors import ToolchainNotFound, ToolchainUnusable
    from goloupe.launch.program import PORTABLE_TAGS, Options
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
            programs = find(reader, packages or (".",), where, [f"-tags={','.join([*tags, *PORTABLE_TAGS])}"])
    except (ToolchainNotFound, ToolchainUnusable):
        raise
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        return exitcodes.FINDINGS
    session = Session(
        goroot=reader.goroot,
        options=Options(seed, gomaxprocs, clock or ("real" if flags["bench"] else "virtual"), arguments),
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
    if session.failed and packages and not as_json:
        session.write(b"FAIL\n")
    return exitcodes.FINDINGS if session.failed else exitcodes.CLEAN


@dataclass
class Session:
    """Runs packages' tests one after the other, and prints what the go command prints about them."""

    goroot: str
    options: Any
    limit: float
    as_json: bool
    stream: bool
    """Whether output is shown as it comes, as without package arguments, and not kept to be shown when tests fail."""
    show_all: bool
    alone: bool
    failfast: bool
    failed: bool = False
    stopped: bool = False
    complained: set[str] = field(default_factory=set)

    def write(self, data: bytes) -> None:
        """Print."""
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()

    def test(self, program: TestProgram) -> None:
        """Run the tests of a package."""
        from goloupe.launch import test2json

        self._complain(program)
        if not self.as_json:
            self._test(program, self.write)
            return
        converter = test2json.Converter(program.path, lambda line: self.write(line.encode()))
        if program.failed and program.complaints:
            converter.failed_build = next(iter(program.complaints))
        well = False
        try:
            well = self._test(program, converter.write)
        finally:
            converter.exited(well)
            converter.close()

    def _complain(self, program: TestProgram) -> None:
        """Print the errors of packages, once."""
        from goloupe.launch import test2json

        for path, errors in program.complaints.items():
            if path in self.complained:
                continue
            self.complained.add(path)
            # What the go command finds it says of the package whose tests were asked for, what the compiler finds of the one it compiles.
            lines = [f"# {program.path if program.failed == 'setup' else path}", *(line for error in errors for line in error.splitlines())]
            if self.as_json:
                events = [{"ImportPath": path, "Action": "build-output", "Output": line + "\n"} for line in lines]
                events.append({"ImportPath": path, "Action": "build-fail"})
                self.write("".join(map(test2json.encode, events)).encode())
            else:
                sys.stderr.write("".join(line + "\n" for line in lines))
                sys.stderr.flush()

    def _test(self, program: TestProgram, write: Any) -> bool:
        """Run the tests, or say why not; returns whether all is well."""
        name = program.path.encode()
        if program.failed:
            self.failed = True
            write(b"FAIL\t%s [%s failed]\n" % (name, program.failed.encode()))
            return False
        if not program.main:
            write(b"?   \t%s\t[no test files]\n" % name)
            return True
        return self._run(program, name, write)

    def _run(self, program: TestProgram, name: bytes, write: Any) -> bool:
        from dataclasses import replace

        from goloupe.launch import testing

        streaming = self.stream or self.as_json or (self.show_all and self.alone)
        kept = bytearray()

        def show(data: bytes) -> None:
            kept.extend(data)
            if streaming:
                write(data)

        own_name = Path(program.directory, program.main.rpartition("/")[2])
        options = replace(self.options, arguments=[str(own_name), *self.options.arguments])
        start = time.monotonic()
        killed = False
        try:
            code = testing.run(program, self.goroot, options, show, self.limit)
        except testing.Killed:
            killed, code = True, -9
        took = b"%.3fs" % (time.monotonic() - start)
        if code == 0:
            if not streaming and self.show_all:
                write(bytes(kept))
            none = b"testing: warning: no tests to run\n"
            note = b" [no tests to run]" if not self.stream and (kept.startswith(none) or b"\n" + none in kept) else b""
            if ((streaming and not self.stream) or self.show_all) and kept and not kept.endswith(b"\n"):
                write(b"\n")
            write(b"ok  \t%s\t%s%s\n" % (name, took, note))
            return True
        self.failed = True
        self.stopped = self.failfast
        if not streaming:
            write(bytes(kept))
        if killed:
            write(b"*** Test killed: ran too long (%s).\n" % go_duration(self.limit).encode())
        if self.stream or code < 0 or not kept:
            write(b"%s\n" % (b"exit status %d" % code if code >= 0 else b"signal: " + _signal(-code)))
        elif not kept.endswith(b"\n"):
            write(b"\n")
        write(b"%sFAIL\t%s\t%s\n" % (b"\x16" if self.as_json else b"", name, took))
        return False


def _signal(number: int) -> bytes:
    """A signal's name as syscall.Signal has it."""
    return {2: b"interrupt", 6: b"aborted", 9: b"killed", 11: b"segmentation fault", 15: b"terminated"}.get(number, b"signal %d" % number)
