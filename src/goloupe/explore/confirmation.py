"""What the stock toolchain says of a bug: data that `goloupe.repro` fills in and reports show."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

CONFIRMED: Final = "confirmed"
NOT_SHOWN: Final = "not shown"
IMPOSSIBLE: Final = "cannot be confirmed"
UNTRIED: Final = "not tried"


@dataclass
class Confirmation:
    """How many runs of the program showed a bug, in a copy with gates and as it is."""

    with_gates: int = 0
    """Runs that showed the bug."""
    without: int = 0
    runs: int = 0
    """Of each kind; 0 if there were none."""
    command: str = ""
    """Repeats one with gates."""
    note: str = ""
    """Why it could not be done, or what is to be known about it."""
    constraints: list[str] = field(default_factory=list)
    """The order that the gates keep."""
    tries: int = 0
    """Settings of the gates that were tried; ``with_gates`` is of the best."""
    impossible: bool = False
    """The stock toolchain has no means to show it."""

    @property
    def confirmed(self) -> bool:
        """Whether the stock toolchain showed it at all."""
        return bool(self.with_gates or self.without)

    @property
    def verdict(self) -> str:
        """`CONFIRMED`, `NOT_SHOWN` (there were runs, and none showed it), `IMPOSSIBLE`, or `UNTRIED`; ``note`` says why of the last two."""
        if self.confirmed:
            return CONFIRMED
        return IMPOSSIBLE if self.impossible else NOT_SHOWN if self.runs else UNTRIED
