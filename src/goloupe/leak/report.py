"""Leaks as results: who, where, why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from goloupe.leak.find import LEAKED, SUSPECT, leaked
from goloupe.leak.places import creator
from goloupe.leak.why import Why
from goloupe.runtime import dump
from goloupe.runtime.stack import Frame

if TYPE_CHECKING:
    from goloupe.leak.holders import Holders
    from goloupe.runtime.machine import Machine
    from goloupe.runtime.runtime2 import G


@dataclass(frozen=True)
class Leak:
    """A goroutine that waits for nothing that will come."""

    goroutine: int
    kind: str
    """`LEAKED`: proved; `SUSPECT`: only package variables lead to what it waits for."""
    reason: str
    """In Go's words."""
    frames: tuple[Frame, ...]
    """Its stack, innermost first."""
    creator: Frame | None
    """The ``go`` statement that made it."""
    why: str
    """What it waits for and who would have to give it; empty if nobody asked."""
    g: Any = field(default=None, compare=False, repr=False)
    """The machine's own record."""


def leak(g: G, kind: str, why: Why | None) -> Leak:
    """The result for one goroutine."""
    return Leak(g.id, kind, g.reason, tuple(dump.frames_of(g)), creator(g), why.sentence(g) if why is not None else "", g)


def find_leaks(machine: Machine, roots: Iterable[Any] = (), *, holders: Holders | None = None, explain: bool = True) -> list[Leak]:
    """Goroutines that can never go on, now, and those of which only package variables keep one from saying so.

    ``roots`` are objects that are alive for reasons that the machine does not know.
    """
    proved, suspects = leaked(machine, roots)
    why = Why(machine, holders) if explain else None
    return [leak(g, LEAKED, why) for g in proved] + [leak(g, SUSPECT, why) for g in suspects]
