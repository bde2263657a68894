"""What a run's end says about the program: panics, fatal errors, deadlocks, failed tests.

A fingerprint is made of what is wrong and where, by function and line of the program's own code, and not of who was first, how many
goroutines shared the fate, or numbers and addresses in texts: the same bug has the same fingerprint whatever schedule showed it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from goloupe.explore.overflow import circle
from goloupe.explore.run import Bug, Run
from goloupe.leak.places import TEST_MAIN
from goloupe.leak.why import for_tests, sentences
from goloupe.runtime import dump, stack
from goloupe.runtime.stack import Frame

if TYPE_CHECKING:
    from goloupe.explore.session import Session
    from goloupe.runtime.runtime2 import G

_FRAME: Final = re.compile(r"^(\S.*)\((?:\.\.\.|)\)\n\t(.+):(\d+)$", re.MULTILINE)
_MADE: Final = re.compile(r"^created by (\S+).*\n\t(.+):(\d+)$", re.MULTILINE)
_TICKS: Final = frozenset(("block", "loop", "sleep", "spin"))
"""What those do who only wait for time to pass."""
_NUMBERS: Final = re.compile(r"0x[0-9a-f]+|\b\d+\b")
LIVELOCK_SITES: Final = 12
"""A run that was cut off and passed no more places than this in its second half went round in circles."""


def fingerprint(code: str, *parts: str) -> str:
    """Sixteen hexadecimal digits for a bug."""
    return hashlib.blake2b("\0".join((code, *parts)).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()


def place(frame: Frame) -> str:
    """A place as part of a fingerprint."""
    return f"{frame.name}:{frame.line}"


def own_frames(session: Session, frames: Iterable[Frame]) -> tuple[Frame, ...]:
    """Those frames that are of the program's own packages."""
    return own(session.source.goroot, frames)


def own(goroot: str, frames: Iterable[Frame]) -> tuple[Frame, ...]:
    """Those frames that are not of the standard library."""
    prefix = goroot.rstrip("/") + "/src/"
    return tuple(f for f in frames if f.file and not f.file.startswith(prefix) and f.file != TEST_MAIN)


def text_frames(text: str) -> list[Frame]:
    """The frames of the first goroutine in a report."""
    first = text.partition("\n\ngoroutine ")[0] if text.startswith("goroutine ") else text
    return [Frame(name, file, int(line)) for name, file, line in _FRAME.findall(first)]


def _makers(text: str) -> list[Frame]:
    """Where the first goroutine in a report was created."""
    return [Frame(name, file, int(line)) for name, file, line in _MADE.findall(text.partition("\n\ngoroutine ")[0])]


def judge_end(session: Session, run: Run, _what: Any) -> None:
    """The judge for how a run ended."""
    if run.end in ("panic", "fatal", "overflow", "memory"):
        run.bugs.append(_died(session, run))
    elif run.end == "deadlock":
        run.bugs.append(_deadlock(session, run))
    elif run.end == "steps":
        bug = _livelock(run) if session.machine.progress < run.steps // 2 and not _starved(session, run) else None
        if bug is not None:
            run.bugs.append(bug)


def _died(session: Session, run: Run) -> Bug:
    title = run.report.partition("\n")[0].partition(" [recovered")[0]
    _, _, rest = run.report.partition("\ngoroutine ")
    frames = own_frames(session, text_frames(rest)) or own_frames(session, _makers(rest)) or tuple(text_frames(rest)[:1])
    code = "panic" if run.end == "panic" else "fatal"
    full = circle(text_frames(rest), rest) if run.end == "overflow" else None
    if full is not None:  # Where there was no room left is chance.
        sites = own_frames(session, full.calls) or full.calls
        title = f"fatal error: stack overflow: {full.title()}"
        return Bug(code, title, sites, run.report, data=full.depth, fingerprint=fingerprint(code, "overflow", *sorted(map(place, sites))))
    print_ = fingerprint(code, _NUMBERS.sub("#", title), *map(place, frames[:1]))
    return Bug(code, title, frames[:1], run.report, fingerprint=print_)


def waiting(session: Session) -> list[tuple[G, Frame | None]]:
    """The goroutines that are blocked, with the place of the program's own where each is, or was made."""
    out: list[tuple[G, Frame | None]] = []
    for g in session.machine.allgs.values():
        if not g.reason:
            continue
        made = created_at(g)
        own = own_frames(session, (*dump.frames_of(g), *((made,) if made is not None else ())))
        out.append((g, own[0] if own else None))
    return out


def created_at(g: G) -> Frame | None:
    """The place of the program's own that asked for a goroutine, else the ``go`` statement that made it."""
    if g.creator is None or isinstance(g.creator, Frame):
        return g.creator
    if g.note is not None and g.note.asked is not None:
        return stack.frame_at(*g.note.asked)
    return stack.frame_at(g.creator, g.lasti)


def _deadlock(session: Session, run: Run) -> Bug:
    stuck = waiting(session)
    parts = sorted({f"{g.reason}@{place(f) if f else '?'}" for g, f in stuck})
    # Who only waits for a test to end comes last: where that hangs is what counts.
    sites = tuple(dict.fromkeys(f for _, f in sorted(stuck, key=lambda it: for_tests(it[0])) if f is not None))
    title = run.report.partition("\n")[0]
    detail = run.report
    if session.holders is not None:  # First who waits for whom, then Go's report.
        detail = "\n".join(sentences(session.machine, session.holders)) + "\n\n" + detail
    return Bug(
        "deadlock", title, sites, detail, tuple(g.note.index for g, _ in stuck if g.note), fingerprint=fingerprint("deadlock", *parts)
    )


def _starved(session: Session, run: Run) -> bool:
    """Whether somebody could have run all the time and was not let."""
    turns = {e.g for e in run.events[len(run.events) // 2 :]}
    p = session.machine.p
    ready = [*p.runq, p.runnext] if p.runnext is not None else list(p.runq)
    return any(g.note is not None and g.note.index not in turns for g in ready)


def _livelock(run: Run) -> Bug | None:
    tail = run.events[len(run.events) // 2 :]
    places = dict.fromkeys(e.site for e in tail if e.site is not None)
    if not places or len(places) > LIVELOCK_SITES:
        return None
    if all(e.op in _TICKS for e in tail) and {e.g for e in tail} == {e.g for e in tail if e.op == "sleep"}:
        return None  # Nobody looks for anything: what ticks for ever may be meant to.
    frames = tuple(dict.fromkeys(f for f in (site_frame(s) for s in places) if f is not None))
    where = "place" if len(frames) == 1 else f"{len(frames)} places"
    title = f"no progress: goroutines go round the same {where} for {len(tail)} synchronisation points"
    parts = sorted(map(place, frames))
    return Bug("livelock", title, frames, goroutines=tuple(sorted({e.g for e in tail})), fingerprint=fingerprint("livelock", *parts))


def site_frame(site: tuple[Any, int] | None) -> Frame | None:
    """A place of an event, as a frame."""
    return None if site is None else stack.frame_of(site[0], stack.line_at(site[0], site[1]))
