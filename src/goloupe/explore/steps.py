"""What a run did, step by step, kept so that a later one can be compared with it: where does the run of a token differ from what it was?

A token says whether a run is the same, in 32 bits.  What it was is kept in the cache, by the token, on the machine that explored.  Steps
are compared by goroutine, operation, function and text first, for lines move when a program is edited.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Callable, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from goloupe.caching import sections
from goloupe.explore.naming import Lines
from goloupe.explore.run import Run
from goloupe.frontend import cache_directory
from goloupe.runtime import stack

if TYPE_CHECKING:
    from goloupe.explore.recording import Recording
    from goloupe.explore.token import Token

MOST: Final = 5000
"""Steps that are kept, from the beginning."""


class Step(NamedTuple):
    """An event, as text."""

    goroutine: int
    op: str
    """With "block", why."""
    function: str
    file: str
    line: int
    text: str
    """The source line."""

    @property
    def kind(self) -> tuple[int, str, str, str]:
        """What stays the same when lines move."""
        return self.goroutine, self.op, self.function, self.text

    def told(self, shown: Callable[[str], str]) -> str:
        """In words."""
        who = "main" if self.goroutine == 1 else f"goroutine {self.goroutine}"
        what = f"{shown(self.file)}:{self.line}  {self.text}" if self.file else ""
        why = self.op.removeprefix("block: ")
        return "  ".join(filter(None, (who, what, f"(waits: {why})" if why != self.op else "" if what else self.op)))


def steps(run: Run) -> list[Step]:
    """The first steps of a run."""
    lines = Lines()
    out = []
    for event in run.events[:MOST]:
        frame = None if event.site is None else stack.frame_at(*event.site)
        op = f"block: {event.obj}" if event.op == "block" else event.op
        place = ("", "", 0, "") if frame is None else (frame.name, frame.file, frame.line, lines.line(frame.file, frame.line))
        out.append(Step(run.notes[event.g].goid, op, *place))
    return out


def _place(token: str) -> Path:
    return cache_directory() / "run" / f"{hashlib.blake2b(token.encode(), digest_size=12).hexdigest()}.steps"


def keep(token: str, done: Sequence[Step]) -> None:
    """Keep the steps of a token's run, if that is possible."""
    data = zlib.compress(json.dumps(done, separators=(",", ":")).encode("utf-8", "surrogatepass"))
    sections.write(_place(token), {}, {"steps": data})


def kept(token: str) -> list[Step]:
    """The steps of a token's run; none if they were not kept here."""
    found = sections.read(_place(token))
    return [Step(*step) for step in json.loads(zlib.decompress(found[1]["steps"]))] if found is not None else []


def differs(token: Token, recording: Recording) -> str:
    """Where a run differs from that of the token, in lines to be printed; empty if nothing of the kind is known."""
    now = steps(recording.run)
    known = difference(kept(token.encode()), now, os.path.basename)
    if known:
        return known
    if 0 <= recording.unfit < len(now):
        step = now[recording.unfit].told(os.path.basename)
        return f"at step {recording.unfit + 1} the schedule chooses what is no choice any more\n  now:  {step}"
    if recording.unasked > 1:
        return f"it has {recording.unasked} choice{'' if recording.unasked == 1 else 's'} less than the schedule"
    return ""


def difference(then: Sequence[Step], now: Sequence[Step], shown: Callable[[str], str]) -> str:
    """The first step that differs, as lines to be printed; empty if nothing of the kind is known."""
    if not then or then == now:
        return ""
    for number, (before, after) in enumerate(zip_longest(then, now), 1):
        if before is None or after is None or before.kind != after.kind:
            was, is_ = (step.told(shown) if step is not None else "the run is over" for step in (before, after))
            return f"step {number} is the first that differs\n  then: {was}\n  now:  {is_}"
    before, after = next((b, a) for b, a in zip(then, now, strict=True) if b != a)
    return f"the steps are the same, and their lines have changed\n  then: {before.told(shown)}\n  now:  {after.told(shown)}"


def gone(then: Sequence[Step], files: Sequence[str], shown: Callable[[str], str]) -> str:
    """The first step whose line is no longer in its file, as a sentence; empty if they all are.  ``files`` are those of the program."""
    lines = Lines()
    by_name = {Path(file).name: file for file in files}
    for number, step in enumerate(then, 1):
        file = by_name.get(Path(step.file).name)
        if step.text and (file is None or step.text not in {line.strip() for line in lines.file(file)}):
            return f"The line of step {number} is no longer there: {step.told(shown)}"
    return ""
