"""From argv to an exit code."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence

import click

from goloupe import __version__
from goloupe.cli import exitcodes
from goloupe.cli.group import VerbGroup
from goloupe.cli.output import abandon_output, complain, plain_characters
from goloupe.errors import UserError

VERBS = {
    "escape": ("goloupe.cli.escape", "Say for every value whether it lives on the stack or the heap, and why."),
    "explain": ("goloupe.cli.explain", "Explain one line of source, or one code."),
    "build": ("goloupe.cli.build", "Print what go build -gcflags='-m -l' prints."),
    "run": ("goloupe.cli.run", "Run a Go program on the model of Go's runtime."),
    "test": ("goloupe.cli.test", "Run the tests of packages on the model of Go's runtime."),
    "explore": ("goloupe.cli.explore", "Search schedules for data races, deadlocks, leaks and panics."),
    "replay": ("goloupe.cli.replay", "Repeat a run that explore found."),
    "repro": ("goloupe.cli.repro", "Show a bug that explore found with the stock toolchain."),
    "export": ("goloupe.cli.export", "Write a trace of a run for Perfetto and other programs."),
    "agree": ("goloupe.cli.agree", "Run the real compiler beside goloupe and compare."),
    "doctor": ("goloupe.cli.doctor", "Check what goloupe needs: toolchain, cache, front end."),
    "cache": ("goloupe.cli.cache", "Show or clean goloupe's cache."),
    "version": ("goloupe.cli.version", "Print the version."),
}
"""Module and one-line help of each verb, so that the list needs no imports."""

HELP = """\
Put a Go program under a loupe: where each value lives and why, what it costs, and how its goroutines can go wrong.

\b
Examples:
  goloupe escape                     the package in this directory
  goloupe escape --heap-only ./...   only what is on the heap, in all packages below
  goloupe explain main.go:12         why is that on the heap?
  goloupe explain GL1003             what a code means, and what to do
  goloupe explore -run TestClose .   is there a schedule in which this test fails?
  goloupe agree ./...                how far do goloupe and the compiler agree?

Flags work with one dash or two. Exit codes: 0 clean, 1 findings, 2 usage or build error, 3 internal error; those of run and test are Go's.
"""


@click.command(cls=VerbGroup, verbs=VERBS, help=HELP, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, message="goloupe %(version)s")
def command() -> None:
    """Dispatch to a verb."""


_SHORTAGES = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM))
"""The machine's troubles, which are not goloupe's fault."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    args = list(sys.argv[1:] if argv is None else argv)
    _open_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # What a terminal's encoding cannot show must not end the report; nor must the bytes of a file name.
            stream.reconfigure(errors=plain_characters())
    try:
        code = command.main(args=args, prog_name="goloupe", standalone_mode=False)
        sys.stdout.flush()
        sys.stderr.flush()
        return code if isinstance(code, int) else exitcodes.CLEAN
    except (KeyboardInterrupt, click.exceptions.Abort):
        _say("interrupted")
        return exitcodes.INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # Click turns a broken pipe into an exit of its own.
        abandon_output()
        return exitcodes.BROKEN_PIPE
    except click.ClickException as error:
        return _usage(error)
    except UserError as error:
        _say(str(error))
        return exitcodes.ERROR
    except OSError as error:
        if error.filename is not None:
            _say(f"{error.filename}: {error.strerror}")
        elif error.errno in _SHORTAGES:
            _say(str(error.strerror))
            abandon_output()
        else:
            return _crash(error, args)
        return exitcodes.ERROR
    except Exception as error:
        return _crash(error, args)


def _say(message: str, who: str = "goloupe: ") -> None:
    """Print a message."""
    complain(f"{who}{message}\n")


def _usage(error: click.ClickException) -> int:
    context = getattr(error, "ctx", None)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        _say(error.format_message(), "")
        return exitcodes.ERROR
    _say(error.format_message())
    if isinstance(error, click.UsageError) and context is not None:
        _say(f"Run {context.command_path} --help for details.", "")
    return exitcodes.ERROR


def _open_streams() -> None:
    """Give whoever closed standard output or standard error an open one that leads nowhere."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - until the end


def _crash(error: Exception, args: Sequence[str]) -> int:
    from goloupe.cli.crash import report_crash

    report_crash(error, args)
    return exitcodes.INTERNAL
