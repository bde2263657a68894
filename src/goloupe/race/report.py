"""Reports of races, as Go prints them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from goloupe.runtime.stack import Frame

LINE = "=================="


@dataclass(frozen=True)
class Access:
    """One side of a race."""

    write: bool
    atomic: bool
    goroutine: int
    """Its number; 1 is main."""
    finished: bool
    stack: tuple[Frame, ...]
    created: tuple[Frame, ...]
    """The stack of the ``go`` statement; empty for main."""


@dataclass(frozen=True)
class Race:
    """A data race: the second access, and the one before it."""

    address: int
    what: str
    """The variable: field, element, or the like."""
    now: Access
    before: Access
    key: tuple[int, Any] = (0, None)
    """Identity of the object, as long as the run goes on, and its part."""

    def text(self, strip: str = "") -> str:
        """Go's report; it does not tell atomic accesses from plain ones.  File names are shown from behind ``strip`` on."""
        out = [LINE, "WARNING: DATA RACE"]
        out.append(f"{_kind(self.now)} at 0x{self.address:012x} by {_who(self.now)}:")
        out += _lines(self.now.stack, strip)
        out.append("")
        out.append(f"Previous {_kind(self.before).lower()} at 0x{self.address:012x} by {_who(self.before)}:")
        out += _lines(self.before.stack, strip)
        for access in (self.now, self.before):
            if access.created:
                state = "finished" if access.finished else "running"
                out += ["", f"Goroutine {access.goroutine} ({state}) created at:", *_lines(access.created, strip)]
        out.append(LINE)
        return "\n".join(out) + "\n"


def _kind(access: Access) -> str:
    return "Write" if access.write else "Read"


def _who(access: Access) -> str:
    return "main goroutine" if access.goroutine == 1 else f"goroutine {access.goroutine}"


def _lines(frames: Iterable[Frame], strip: str) -> list[str]:
    out = []
    for f in frames:
        file = f.file.partition(strip)[2] or f.file if strip else f.file
        out += [f"  {f.name}()", f"      {file}:{f.line} +0x0"]
    return out or ["  [failed to restore the stack]"]
