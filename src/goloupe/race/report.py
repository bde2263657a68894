"""Reports of races, as Go prints them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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

    def text(self) -> str:
        """Go's report."""
        out = [LINE, "WARNING: DATA RACE"]
        out.append(f"{_kind(self.now)} at 0x{self.address:012x} by {_who(self.now)}:")
        out += _lines(self.now.stack)
        out.append("")
        kind = _kind(self.before)
        out.append(f"Previous {kind[0].lower()}{kind[1:]} at 0x{self.address:012x} by {_who(self.before)}:")
        out += _lines(self.before.stack)
        for access in (self.now, self.before):
            if access.created:
                state = "finished" if access.finished else "running"
                out += ["", f"Goroutine {access.goroutine} ({state}) created at:", *_lines(access.created)]
        out.append(LINE)
        return "\n".join(out) + "\n"


def _kind(access: Access) -> str:
    kind = "Write" if access.write else "Read"
    return f"Atomic {kind.lower()}" if access.atomic else kind


def _who(access: Access) -> str:
    return "main goroutine" if access.goroutine == 1 else f"goroutine {access.goroutine}"


def _lines(frames: Iterable[Frame]) -> list[str]:
    out = []
    for f in frames:
        out += [f"  {f.name}()", f"      {f.file}:{f.line} +0x0"]
    return out or ["  [failed to restore the stack]"]
