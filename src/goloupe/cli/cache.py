"""goloupe cache: where it is, how large, and away with it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import click

from goloupe.cli import exitcodes
from goloupe.cli.group import Verb, VerbSet
from goloupe.errors import UserError
from goloupe.report.cost import amount

EPILOG = """\
Examples:
  goloupe cache info
  goloupe cache clean
  GOLOUPE_CACHE=/tmp/fresh goloupe escape ./...
"""

OURS = ("frontend", "go-build", "escape", "run", "python", "*.lock")
"""What goloupe keeps in its cache. Nothing else is touched: GOLOUPE_CACHE may name a directory that has other things in it."""


@click.group("cache", cls=VerbSet, epilog=EPILOG)
def command() -> None:
    """Show or clean goloupe's cache.

    Everything in it can be made again: the front end, results of earlier runs, lowered packages. GOLOUPE_CACHE names another place for it.
    """


@command.command("dir", cls=Verb)
def directory() -> int:
    """Print where the cache is."""
    from goloupe.frontend import cache_directory

    click.echo(cache_directory())
    return exitcodes.CLEAN


@command.command("info", cls=Verb)
def info() -> int:
    """Print where the cache is, what is in it, and how large that is."""
    from goloupe.frontend import cache_directory

    place = cache_directory()
    click.echo(place)
    total = 0
    for entry in sorted(_ours(place)):
        taken = size(entry)
        total += taken
        click.echo(f"  {amount(taken):>15}  {entry.name}")
    click.echo(f"  {amount(total):>15}  in all")
    return exitcodes.CLEAN


@command.command("clean", cls=Verb)
def clean() -> int:
    """Remove everything that goloupe has put into its cache."""
    from goloupe.frontend import cache_directory

    place = cache_directory()
    freed = 0
    for entry in _ours(place):
        freed += size(entry)
        try:
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink(missing_ok=True)
        except OSError as error:
            raise UserError(f"cannot be removed: {error.strerror}", place=str(entry)) from None
    click.echo(f"removed {amount(freed)} from {place}")
    return exitcodes.CLEAN


def _ours(place: Path) -> Iterator[Path]:
    seen: set[Path] = set()
    for pattern in OURS:
        for entry in place.glob(pattern):
            if entry not in seen:
                seen.add(entry)
                yield entry


def size(entry: Path) -> int:
    """Return the size of a file, or of all files below a directory."""
    try:
        if entry.is_dir() and not entry.is_symlink():
            return sum(size(child) for child in entry.iterdir())
        return entry.lstat().st_size
    except OSError:
        return 0
