"""Stacks that are too deep: which functions call each other without end, and how deep they were when there was no room left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from goloupe.runtime.stack import Frame

HEAD: Final = 50
"""Frames of a long stack that a report has before those that it leaves out."""
_ELIDED: Final = re.compile(r"^\.\.\.(\d+) frames elided\.\.\.$", re.MULTILINE)
_NAMED: Final = 3
"""Functions that are named, at most."""


class Circle(NamedTuple):
    """Calls that come again and again on a stack."""

    calls: tuple[Frame, ...]
    """Each is made in the function of the one before it, the first in that of the last; the first in its file begins."""
    depth: int
    """Calls on the whole stack."""

    def title(self) -> str:
        """Who calls whom."""
        names = list(dict.fromkeys(f.name for f in self.calls))
        if len(names) == 1:
            return f"{names[0]} calls itself"
        rest = len(names) - _NAMED
        if rest > 0:
            names[_NAMED:] = [f"{rest} other{'s' if rest > 1 else ''}"]
        return f"{', '.join(names[:-1])} and {names[-1]} call each other"


def circle(frames: Sequence[Frame], report: str) -> Circle | None:
    """The calls that fill a stack, by the frames that a report names, innermost first; None if they do not come again."""
    elided = _ELIDED.search(report)
    # The innermost one had no room: it is at the line where its function begins.
    head = [f[:3] for f in frames[1 : HEAD if elided is not None else None]]
    for period in range(1, len(head) // 2 + 1):
        if head[period:] == head[:-period]:
            calls = [Frame(*f) for f in reversed(head[:period])]
            first = min(range(period), key=lambda i: (calls[i].file, calls[i].line, calls[i].name))
            return Circle((*calls[first:], *calls[:first]), len(frames) + (int(elided[1]) if elided is not None else 0))
    return None
