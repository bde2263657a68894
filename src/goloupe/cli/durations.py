"""Durations on the command line, as Go's package time reads and writes them."""

from __future__ import annotations

import re
from typing import Final

import click

_UNITS: Final = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}


def duration(text: str, flag: str = "timeout") -> float:
    """The seconds of a duration as time.ParseDuration reads it; ``flag`` is where it was given."""
    parts = re.findall(r"(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h)", text)
    if text == "0":
        return 0
    if not parts or "".join(number + unit for number, unit in parts) != text:
        unit = f"; a duration has a unit, such as {text}s" if re.fullmatch(r"\d+\.?\d*|\.\d+", text) else ""
        raise click.UsageError(f'invalid value "{text}" for flag -{flag}: parse error{unit}')
    return sum(float(number) * _UNITS[unit] for number, unit in parts)


def go_duration(seconds: float) -> str:
    """A duration for a flag, as time.Duration writes it."""
    for unit in ("ns", "\u00b5s", "ms"):
        if 0 < seconds < 1000 * _UNITS[unit] and seconds < 1:
            return f"{seconds / _UNITS[unit]:.6f}".rstrip("0").rstrip(".") + unit
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(int(minutes), 60)
    text = f"{rest:.9f}".rstrip("0").rstrip(".") + "s"
    if hours:
        return f"{hours}h{minutes}m{text}"
    return f"{minutes}m{text}" if minutes else text
