"""From schedules to confirmations: a run is repeated, its order read off, and its bugs tried natively."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goloupe.errors import InternalError
from goloupe.explore.children import Message, ask
from goloupe.explore.confirmation import Confirmation
from goloupe.explore.exploration import Exploration, Programs, link
from goloupe.explore.loading import Target
from goloupe.explore.packing import pack_bug, unpack_bug
from goloupe.explore.present import Shown
from goloupe.explore.recording import Recording, record
from goloupe.explore.run import Bug, Schedule
from goloupe.explore.token import Token, decode
from goloupe.explore.watch import Watch
from goloupe.frontend.toolchain import Toolchain, find_toolchain
from goloupe.repro.confirm import Native, impossible
from goloupe.repro.confirm import confirm as confirm_bug
from goloupe.repro.constraints import Trace, trace_of
from goloupe.runtime.panics import TimedOut
from goloupe.runtime.stack import in_large_stack

RUN_SECONDS = 60.0
"""That the model may take to repeat a run, with somebody who looks on."""


@dataclass
class Ordered:
    """A run that was repeated: its bugs, and the order of events for each."""

    trace_hash: int
    bugs: list[tuple[Bug, Trace]]


def ordered(target: Target, schedule: Schedule, files: frozenset[str], *, race: bool, limit: int = 0) -> Ordered | None:
    """Repeat a run in a process of its own, where nothing ran before; None if it takes too long."""

    def work() -> Message:
        session = link(target, race)
        session.machine.limit = limit or session.machine.limit
        watch = Watch(RUN_SECONDS)
        watch.begin()
        try:
            session.initialise()
            recording = record(session, schedule)
            watch.end()
        except TimedOut:
            return {}
        return _packed(recording, files)

    (message,) = ask(lambda send: send(in_large_stack(work)))
    if "error" in message:
        raise InternalError("a process that repeated a run failed", details=message["error"])
    if not message:
        return None
    return Ordered(message["hash"], [(unpack_bug(b), Trace.unpack(t)) for b, t in message["bugs"]])


def _packed(recording: Recording, files: frozenset[str]) -> dict[str, Any]:
    bugs = [(pack_bug(bug), trace_of(recording, files, bug).pack()) for bug in recording.run.bugs]
    return {"hash": recording.run.trace_hash, "bugs": bugs}


@dataclass
class Reproduction:
    """What came of a token."""

    same: bool
    """The run was the token's, event by event."""
    bugs: list[tuple[Bug, Confirmation]]


def reproduce(
    token: Token,
    program: Native,
    scratch: Path,
    *,
    runs: int = 10,
    seconds: float = 10.0,
    progress: Callable[[str], None] | None = None,
    stop: threading.Event | None = None,
) -> Reproduction:
    """Confirm the bugs of a token's run; each has a directory of its own in ``scratch``."""
    run = ordered(program.target, token.schedule, program.files(), race=token.race, limit=token.limit)
    if run is None:
        return Reproduction(False, [])
    out = Reproduction(run.trace_hash == token.trace, [])
    for n, (bug, trace) in enumerate(run.bugs):
        place = scratch / str(n + 1)
        place.mkdir(parents=True, exist_ok=True)
        out.bugs.append((bug, confirm_bug(program, bug, trace, place, runs=runs, seconds=seconds, progress=progress, stop=stop)))
    return out


def confirm_found(
    program: Native,
    bug: Bug,
    schedule: Schedule,
    scratch: Path,
    *,
    race: bool,
    limit: int = 0,
    runs: int = 10,
    seconds: float = 10.0,
    progress: Callable[[str], None] | None = None,
    stop: threading.Event | None = None,
) -> Confirmation:
    """Confirm one bug that an exploration found."""
    why = impossible(program, bug)
    if why:
        return Confirmation(note=why, impossible=True)
    run = ordered(program.target, schedule, program.files(), race=race, limit=limit)
    if run is None:
        return Confirmation(note="the model takes too long to repeat the run with somebody who looks on")
    trace = next((t for b, t in run.bugs if b.fingerprint == bug.fingerprint), None)
    if trace is None:
        return Confirmation(note="the schedule does not show it when it is repeated here")
    return confirm_bug(program, bug, trace, scratch, runs=runs, seconds=seconds, progress=progress, stop=stop)


Confirming = Callable[[Shown, int, str], None]
"""Told of each bug, its number, from 1, and in a few words what is done."""


def confirm_all(
    found: Iterable[tuple[Target, Shown]],
    programs: Programs,
    *,
    runs: int = 10,
    seconds: float = 10.0,
    progress: Confirming | None = None,
    stop: threading.Event | None = None,
) -> None:
    """Fill in the confirmations of bugs; the copies are not kept: ``goloupe repro`` makes them again.

    Bugs with the same fingerprint share one.
    """
    known: dict[str, Confirmation] = {}
    toolchain = find_toolchain(programs.go, directory=programs.directory)
    for n, (target, shown) in enumerate(found, 1):
        done = known.get(shown.bug.fingerprint)
        if done is None:
            done = _one(target, shown, programs, toolchain, runs, seconds, _saying(progress, shown, n), stop)
            known[shown.bug.fingerprint] = done
        shown.confirmation = done


def _saying(progress: Confirming | None, shown: Shown, n: int) -> Callable[[str], None]:
    return lambda text: progress(shown, n, text) if progress is not None else None


def _one(
    target: Target,
    shown: Shown,
    programs: Programs,
    toolchain: Toolchain,
    runs: int,
    seconds: float,
    say: Callable[[str], None],
    stop: threading.Event | None,
) -> Confirmation:
    if stop is not None and stop.is_set():
        return Confirmation(note="interrupted")
    program = Native(toolchain, target, programs.patterns, programs.directory, programs.tags)
    say("repeating its run")
    with tempfile.TemporaryDirectory(prefix="goloupe-repro-", ignore_cleanup_errors=True) as folder:
        try:
            done = confirm_found(
                program,
                shown.bug,
                shown.schedule,
                Path(folder),
                race=programs.race,
                limit=decode(shown.token).limit,
                runs=runs,
                seconds=seconds,
                progress=say,
                stop=stop,
            )
        except OSError as error:
            return Confirmation(note=f"the copies cannot be made: {error.strerror}")
    done.command = ""  # It names what is gone.
    return done


def confirm(
    exploration: Exploration,
    *,
    runs: int = 10,
    seconds: float = 10.0,
    progress: Confirming | None = None,
    stop: threading.Event | None = None,
) -> Exploration:
    """Ask the stock toolchain about all bugs that were found: each one's ``confirmation`` says how many of so many runs showed it, in a
    copy of the program with gates that keep the order of events, and as it is.

    ``seconds`` is what a run may take.  When ``stop`` is set, what is known by then is kept.
    """
    found = [(explored.target, shown) for explored in exploration.targets for shown in explored.bugs]
    confirm_all(found, exploration.programs, runs=runs, seconds=seconds, progress=progress, stop=stop)
    return exploration
