"""What the stock toolchain says of a bug, in a sentence and as JSON."""

from __future__ import annotations

from typing import Any

from goloupe.explore.confirmation import CONFIRMED, NOT_SHOWN, Confirmation

UNSEEN = "the order may need other times than the gates give, or the stock tools do not see it"


def sentence(c: Confirmation) -> str:
    """The verdict, with both rates if there are any."""
    if c.verdict == CONFIRMED:
        best = f", the best of {c.tries} settings" if c.tries > 1 else ""
        note = f"; {c.note.partition(chr(10))[0]}" if c.note else ""
        with_gates = f"{c.with_gates} of {c.runs} runs with gates show it ({c.with_gates / c.runs:.0%}{best})"
        return f"confirmed by the stock toolchain: {with_gates}, {c.without} of {c.runs} without ({c.without / c.runs:.0%}){note}"
    if c.verdict == NOT_SHOWN:
        return f"not confirmed: none of {c.runs} runs with gates shows it, and none without; {c.note or UNSEEN}"
    return f"{c.verdict}: {c.note}"


def as_json(c: Confirmation) -> dict[str, Any]:
    """For programs."""
    return {
        "verdict": c.verdict,
        "runs": c.runs,
        "withGates": c.with_gates,
        "withoutGates": c.without,
        "timings": c.tries,
        "constraints": c.constraints,
        "note": c.note or None,
    }
