"""The file that --trace names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from goloupe.errors import UserError

if TYPE_CHECKING:
    from goloupe.runtime.tracelog import TraceLog


def opened(name: str) -> TraceLog:
    """A log for this file; see to it before the program runs that it can be written."""
    from goloupe.runtime.tracelog import TraceLog

    log = TraceLog()
    log.place = Path(name).absolute()
    try:
        log.place.write_bytes(b"")
    except OSError as error:
        raise UserError(f"the trace cannot be written: {error.strerror}", place=name) from error
    return log
