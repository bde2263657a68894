"""Package internal/cpu: the processor has no name of its own; whoever wants one asks the system.

For golang.org/x/sys/cpu, which reads the processor itself, it has no extensions: packages then use what they have in Go.
"""

from __future__ import annotations

from goloupe.std import override


@override("internal/cpu.Name")
def name() -> bytes:
    """Not known."""
    return b""


@override("golang.org/x/sys/cpu.cpuid")
def cpuid(_leaf: int, _subleaf: int) -> tuple[int, int, int, int]:
    """Nothing is known of any leaf."""
    return 0, 0, 0, 0


@override("golang.org/x/sys/cpu.xgetbv")
def xgetbv() -> tuple[int, int]:
    """No extended state."""
    return 0, 0
