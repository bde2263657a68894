"""Values of flags in Go's words: what package flag says of those that it cannot read."""

from __future__ import annotations

from typing import Any

import click


class GoInt(click.ParamType):  # type: ignore[type-arg] # Of click before 8.2 it has none.
    """An integer as package flag reads it."""

    name = "integer"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read it."""
        try:
            return value if isinstance(value, int) else int(value, 0)
        except ValueError:
            name = param.name if param is not None else ""
            raise click.UsageError(f'invalid value "{value}" for flag -{name}: parse error', ctx) from None


def shuffle(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """The value of -shuffle, if it is one."""
    if value not in (None, "on", "off"):
        try:
            int(str(value))
        except ValueError:
            raise click.UsageError(
                f'invalid value "{value}" for flag -shuffle: -shuffle argument must be "on", "off", or an int64: '
                f'strconv.ParseInt: parsing "{value}": invalid syntax'
            ) from None
    return value
