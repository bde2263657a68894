"""The flag -race of goloupe run and goloupe test."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from goloupe.errors import UserError

if TYPE_CHECKING:
    from goloupe.launch.program import Options


def watch(options: Options) -> None:
    """Have races reported as GORACE says."""
    from goloupe.race.detector import Detector
    from goloupe.race.gorace import BadOption, parse

    options.gorace = os.environ.get("GORACE", "")
    try:
        parse(options.gorace)
    except BadOption as error:
        raise UserError(f"GORACE cannot be read: {str(error).strip()}") from error
    options.race = Detector(repeat=True)
