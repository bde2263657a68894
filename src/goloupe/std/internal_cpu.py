"""Package internal/cpu: the processor has no name of its own; whoever wants one asks the system."""

from __future__ import annotations

from goloupe.std import override


@override("internal/cpu.Name")
def name() -> bytes:
    """Not known."""
    return b""
