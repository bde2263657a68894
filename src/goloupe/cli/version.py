"""goloupe version."""

from __future__ import annotations

import click

from goloupe import __version__
from goloupe.cli.group import Verb

EPILOG = """\
Examples:
  goloupe version
"""


@click.command("version", cls=Verb, epilog=EPILOG)
def command() -> int:
    """Print the version. For the toolchain, see goloupe doctor."""
    click.echo(f"goloupe {__version__}")
    return 0
