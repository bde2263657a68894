"""From a token to confirmations: the run is repeated, its order read off, and each of its bugs tried natively."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from goloupe.explore.exploration import link
from goloupe.explore.lanes import Recording, record
from goloupe.explore.loading import Target
from goloupe.explore.run import Bug, Schedule
from goloupe.explore.token import Token
from goloupe.repro.confirm import Confirmation, Native, confirm
from goloupe.repro.constraints import trace_of
from goloupe.runtime.stack import in_large_stack


def recording_of(target: Target, schedule: Schedule, *, race: bool, limit: int = 0) -> Recording:
    """Repeat a run."""

    def work() -> Recording:
        session = link(target, race)
        session.machine.limit = limit or session.machine.limit
        session.initialise()
        return record(session, schedule)

    return in_large_stack(work)


def reproduce(
    token: Token,
    program: Native,
    scratch: Path,
    *,
    runs: int = 10,
    seconds: float = 10.0,
    progress: Callable[[str], None] | None = None,
) -> tuple[Recording, list[tuple[Bug, Confirmation]]]:
    """Confirm the bugs of a token's run; each has a directory of its own in ``scratch``."""
    recording = recording_of(program.target, token.schedule, race=token.race, limit=token.limit)
    out = []
    for n, bug in enumerate(recording.run.bugs):
        place = scratch / str(n + 1)
        place.mkdir(parents=True, exist_ok=True)
        trace = trace_of(recording, program.files(), bug)
        out.append((bug, confirm(program, bug, trace, place, runs=runs, seconds=seconds, progress=progress)))
    return recording, out


def confirm_found(
    program: Native, bug: Bug, schedule: Schedule, scratch: Path, *, race: bool, limit: int = 0, runs: int = 10, seconds: float = 10.0
) -> Confirmation:
    """Confirm one bug that an exploration found."""
    recording = recording_of(program.target, schedule, race=race, limit=limit)
    same = next((b for b in recording.run.bugs if b.fingerprint == bug.fingerprint), None)
    if same is None:
        return Confirmation(0, 0, 0, note="the schedule does not show it when it is repeated here")
    return confirm(program, same, trace_of(recording, program.files(), same), scratch, runs=runs, seconds=seconds)
