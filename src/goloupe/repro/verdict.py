"""Whether the output of a native run shows a bug: the same kind, at the same place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from goloupe.explore.run import Bug
from goloupe.frontend.native import Outcome
from goloupe.runtime.stack import Frame

_NUMBERS: Final = re.compile(r"0x[0-9a-f]+|\b\d+\b")
_RUNS: Final = re.compile(r"\[(running|runnable|sleep|syscall)")
_RACE: Final = "WARNING: DATA RACE"
FOUND: Final = "goloupe: goroutine leak\n"
"""What the gates' file writes before the goroutine that has leaked."""


def shows(outcome: Outcome, bug: Bug) -> bool:
    """Whether a run was a hit."""
    text = outcome.output
    if bug.code == "race":
        return any(_race(report, bug) for report in text.split(_RACE)[1:])
    if bug.code in ("panic", "fatal"):
        return _died(text, bug)
    if bug.code == "deadlock":
        asleep = "all goroutines are asleep" in text or "no goroutines (main called runtime.Goexit)" in text
        return (asleep or outcome.timed_out) and all(_at(text, site) for site in bug.sites)
    if bug.code == "leak":
        return FOUND in text
    if bug.code == "livelock":
        return outcome.timed_out and _busy(text, bug.sites)
    if bug.code == "fail":
        if not bug.sites:
            meant = outcome.code == 0 if bug.data == 0 else outcome.code not in (0, 66, 86)
            return meant and not outcome.timed_out
        return "--- FAIL" in text and all(_message(text, site) for site in bug.sites[:1])
    return False


def _busy(text: str, sites: Sequence[Frame]) -> bool:
    """Whether a goroutine is not blocked, and some are at these places, as far as the runtime can say: it has no stack of one that runs."""
    stacks = [g for g in ("\n" + text).split("\ngoroutine ")[1:] if _RUNS.search(g.partition("\n")[0])]
    return any("stack unavailable" in g or any(_at(g, site) for site in sites) for g in stacks)


def _at(text: str, site: Frame) -> bool:
    name = re.escape(site.file.rpartition("/")[2])
    return re.search(rf"/{name}:{site.line}\b", text) is not None


def _message(text: str, site: Frame) -> bool:
    return f"{site.file.rpartition('/')[2]}:{site.line}: " in text


def _race(report: str, bug: Bug) -> bool:
    """Both accesses of one report, in either order; one in a goroutine that is a library's function alone is known by who made it."""
    whole = report.partition("\n==================")[0]
    accesses = whole.partition("\nGoroutine ")[0]
    within = {(f[1], f[2]) for access in (bug.data or {}).get("accesses", ()) for f in access["stack"]}
    return all(_at(accesses if not within or (site.file, site.line) in within else whole, site) for site in bug.sites)


def _died(text: str, bug: Bug) -> bool:
    """The same message, whatever the numbers in it are, and the same place in the first goroutine's stack."""
    title = _NUMBERS.sub("#", bug.title.removeprefix("panic: ").removeprefix("fatal error: "))
    word = "panic: " if bug.code == "panic" else "fatal error: "
    for part in ("\n" + text).split("\n" + word)[1:]:
        head, _, rest = part.partition("\n")
        if _NUMBERS.sub("#", head.partition(" [recovered")[0]) == title:
            stack = rest.partition("\ngoroutine ")[2].partition("\n\ngoroutine ")[0]
            return all(_at(stack, site) for site in bug.sites[:1])
    return False
