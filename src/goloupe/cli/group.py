"""The verbs, imported when they are used, and flags as Go programmers type them.

The go command takes ``-tags=x``, ``--tags x`` and ``-heap-only=false``. Click takes two dashes for long names and reads ``-tags`` as four
short ones. So before click sees them, arguments that name a long flag get their second dash, and ``=true`` and ``=false`` are taken off
switches.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import Any, Final

import click


class Examples(click.Command):
    """Shows the examples of a verb as they are written."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Leave the examples as they are written."""
        if self.epilog:
            formatter.write_paragraph()
            for line in self.epilog.splitlines():
                formatter.write(f"{line}\n")


class Verb(Examples):
    """A verb, with Go-style flags. A command's function returns its exit code."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse arguments after rewriting flags."""
        own = len(args) if ctx.allow_interspersed_args else before_arguments(self.params, args)
        try:
            return super().parse_args(ctx, two_dashes(self.params, args[:own]) + args[own:])
        except click.BadOptionUsage as error:
            if not error.message.endswith("requires an argument."):
                raise
            raise click.UsageError(f"flag needs an argument: -{error.option_name.lstrip('-')}", ctx) from None


class VerbWithArguments(Verb):
    """A verb that runs programs or tests: what follows ``--``, or -args as go test has it, is for these."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Set aside what is not the verb's; the function finds it with `arguments_of`."""
        at = next((i for i, arg in enumerate(args) if arg in ("--", "-args", "--args")), len(args))
        ctx.meta[ARGUMENTS] = tuple(args[at + 1 :])
        return super().parse_args(ctx, args[:at])


def arguments_of(ctx: click.Context) -> tuple[str, ...]:
    """What is for the programs that a verb runs."""
    given: tuple[str, ...] = ctx.meta[ARGUMENTS]
    return given


ARGUMENTS: Final = "goloupe.arguments"
"""Where they are kept."""


class VerbSet(Examples, click.Group):
    """A verb that has verbs of its own."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a verb, or say which one may have been meant."""
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            near = get_close_matches(name, self.list_commands(ctx), n=1, cutoff=0.5)
            hint = f" Did you mean {near[0]}?" if near else f" There are: {', '.join(self.list_commands(ctx))}."
            raise click.UsageError(f"there is no command {name!r}.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse what stands before the verb."""
        return super().parse_args(ctx, two_dashes(self.params, args[:1]) + args[1:])


class VerbGroup(VerbSet):
    """The command itself."""

    def __init__(self, *args: Any, verbs: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verbs = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of the verbs."""
        return list(self.verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a verb."""
        if cmd_name not in self.verbs:
            return None
        verb = import_module(self.verbs[cmd_name][0]).command
        assert isinstance(verb, click.Command)
        return verb

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the verbs without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in self.verbs.items()])


def alone(option: click.Option) -> bool:
    """Whether an option needs no value."""
    return option.is_flag or isinstance(option.flag_value, str)


def before_arguments(params: Sequence[click.Parameter], args: Sequence[str]) -> int:
    """How many of ``args`` are the verb's own flags: from the first word that is none on, all belong to the program."""
    valued = {name for p in params if isinstance(p, click.Option) and not alone(p) for name in (*p.opts, *p.secondary_opts)}
    at = 0
    while at < len(args) and args[at].startswith("-") and args[at] not in ("-", "--"):
        arg = args[at]
        takes = "=" not in arg and ("--" + arg.lstrip("-") in valued or arg in valued)
        at += 2 if takes else 1
    return min(at, len(args))


def own_flags(params: Sequence[click.Parameter], args: Sequence[str]) -> tuple[list[str], list[str]]:
    """What of ``args`` is the verb's own, and what is not: flags that it does not know, and all that follows -args.

    A flag may be written as package testing has it, with ``test.`` before its name.
    """
    options = [p for p in params if isinstance(p, click.Option)]
    known = {name.lstrip("-"): p.is_flag for p in options for name in (*p.opts, *p.secondary_opts)}
    mine: list[str] = []
    others: list[str] = []
    queue = list(args)
    while queue:
        arg = queue.pop(0)
        name, equals, value = arg.lstrip("-").partition("=")
        name = name.removeprefix("test.")
        if arg in ("-args", "--args"):
            return mine, others + queue
        if arg in ("-h", "-help", "--help"):
            mine.append("--help")
        elif not arg.startswith("-") or arg in ("-", "--"):
            mine.append(arg)
        elif name not in known:
            others.append(arg)
        else:
            mine.append(f"-{name}{equals}{value}")
            if not equals and not known[name] and queue:
                mine.append(queue.pop(0))
    return mine, others


def two_dashes(params: Sequence[click.Parameter], args: Sequence[str]) -> list[str]:
    """Rewrite Go-style flags for click."""
    options: dict[str, click.Option] = {}
    for param in params:
        if isinstance(param, click.Option):
            for name in [*param.opts, *param.secondary_opts]:
                options[name] = param
    out: list[str] = []
    queue = list(args)
    while queue:
        arg = queue.pop(0)
        if arg == "--":
            return [*out, arg, *queue]
        if not arg.startswith("-") or arg == "-":
            out.append(arg)
            continue
        name, equals, value = arg.partition("=")
        flag = "--" + name.lstrip("-")
        option = options.get(flag)
        if option is None and name in options:
            # One of the few flags with a single letter.
            option, flag = options[name], name
        if option is None:
            # As a whole, so that the complaint names it and not its first letter; but -Cdir is -C dir.
            out.append(arg if len(flag) == 3 or name[:2] in options else flag + equals + value)
        elif option.is_flag:
            if not equals or value.lower() in ("1", "t", "true"):
                out.append(flag)
            elif value.lower() not in ("0", "f", "false"):
                text = f'invalid boolean value "{value}" for -{name.lstrip("-")}: parse error'
                raise click.UsageError(text, click.get_current_context(silent=True))
        elif equals:
            out += [flag, value] if len(flag) == 2 else [f"{flag}={value}"]
        elif isinstance(option.flag_value, str):
            out.append(f"{flag}={option.flag_value}")
        elif option.metavar == LEVEL:
            out += [flag, "1"] if len(flag) == 2 else [f"{flag}=1"]
        else:
            out.append(flag)
            if queue:
                out.append(queue.pop(0))
    return out


LEVEL = "LEVEL"
"""The metavar of flags that count, such as -m: alone they mean 1, and a value needs an equals sign."""
