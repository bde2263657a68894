"""goloupe run: run a Go program on goloupe's model of Go's runtime."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import click

from goloupe.cli import exitcodes
from goloupe.cli.group import Verb
from goloupe.cli.output import abandon_output, progress
from goloupe.errors import UserError

EPILOG = """\
Examples:
  goloupe run main.go                    run a file
  goloupe run ./cmd/server -v            run a package, with arguments
  goloupe run --seed 7 main.go           another schedule, another map order: the same one each time
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
@click.option("--emit-python", is_flag=True, help="Write the lowered functions to standard error as they are loaded.")
@click.argument("program", nargs=1)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(
    directory: str | None,
    go: str | None,
    tags: tuple[str, ...],
    seed: int,
    gomaxprocs: int,
    clock: str,
    emit_python: bool,
    program: str,
    arguments: tuple[str, ...],
) -> int:
    """Run a Go program: a package, or files that end in .go.

    The program's exit code is goloupe's; 1 if it cannot be read.
    """
    from goloupe.frontend.helper import Helper
    from goloupe.frontend.toolchain import find_toolchain
    from goloupe.launch.program import PORTABLE_TAGS, Options, run

    patterns = [program]
    rest = list(arguments)
    while program.endswith(".go") and rest and rest[0].endswith(".go"):
        patterns.append(rest.pop(0))
    where = directory or "."
    for file in patterns:
        if file.endswith(".go") and not Path(where, file).exists():
            sys.stderr.write(f"stat {file}: no such file or directory\n")
            return exitcodes.FINDINGS
    args = [f"-tags={','.join([*tags, *PORTABLE_TAGS])}"]

    def show(unit: object) -> None:
        sys.stderr.write(getattr(unit, "source", "") + "\n")

    options = Options(seed, gomaxprocs, clock, [Path(program).stem, *rest], show if emit_python else None, args)
    toolchain = find_toolchain(go, directory=where)
    result: list[int | BaseException] = []

    def work() -> None:
        try:
            with Helper(toolchain, progress=progress()) as helper:
                result.append(run(patterns, helper, where, str(toolchain.goroot), options))
        except BaseException as err:
            result.append(err)

    # A thread of its own, for a stack that deep recursion does not exhaust.
    threading.stack_size(_STACK)
    thread = threading.Thread(target=work, name="go")
    thread.start()
    while thread.is_alive():
        thread.join(0.2)
    outcome = result[0]
    if isinstance(outcome, UserError):
        sys.stderr.write(f"{outcome}\n")
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
