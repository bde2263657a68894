"""Data races of explored runs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from types import CodeType, FrameType, MappingProxyType
from typing import TYPE_CHECKING, Any

from goloupe.explore.judges import fingerprint, own, place
from goloupe.explore.machine import ControlledMachine
from goloupe.explore.run import Bug, Run
from goloupe.explore.session import Session
from goloupe.race.detector import Detector
from goloupe.race.report import Access, Race
from goloupe.runtime import stack
from goloupe.runtime.chan import Hchan
from goloupe.runtime.stack import Frame

if TYPE_CHECKING:
    from goloupe.runtime.runtime2 import G

Site = tuple[CodeType, int]


class Watcher(Detector):
    """A detector that tells the machine when a lock or an atomic variable orders goroutines: see `ControlledMachine.ordered`."""

    __slots__ = ()

    def acquire(self, g: G, obj: Any) -> None:
        """All released into obj happens before what g does next."""
        knew = self.thread(g).vc
        super().acquire(g, obj)
        if g.vars.vc != knew and obj.__class__ is not Hchan:
            self._ordered(sys._getframe(1))

    def atomic(self, g: G, obj: Any, name: Any, write: bool) -> None:
        """An access that races with plain ones, and synchronises."""
        t = self.thread(g)
        knew = t.vc
        super().atomic(g, obj, name, write)
        # What it has released itself is a step of its own clock.
        if t.vc != knew and t.vc != knew + t.step:
            self._ordered(sys._getframe(1))

    def _ordered(self, frame: FrameType) -> None:
        if isinstance(self.rt, ControlledMachine):
            self.rt.ordered(frame)


def watch(session: Session, detector: Detector) -> None:
    """Have each run of a session begin with an empty memory, and its races judged."""
    session.detector = detector
    machine = session.machine

    def begin() -> None:
        detector.reset(machine)
        detector.before = machine.access if machine.director.racy or machine.noting else None

    session.on_begin.append(begin)

    def judge(session: Session, run: Run, _what: Any) -> None:
        index = {note.goid: note.index for note in run.notes}
        run.bugs.extend(bug_of(session.source.goroot, race, index, machine.touched) for race in detector.races)

    session.judges.append(judge)


def bug_of(goroot: str, race: Race, index: dict[int, int], touched: Mapping[Any, Iterable[Site]] = MappingProxyType({})) -> Bug:
    """A race as a bug; ``index`` has the goroutines of the run by their numbers in reports.

    ``touched`` says from where each part of an object was accessed in the run: at all of these places somebody can come between.
    Races between the same two places are the same bug, whichever of them reads: two x++ race in three ways, and want one lock.
    """
    sides = [_place(goroot, access) for access in (race.now, race.before)]
    where = " and ".join(dict.fromkeys(f"{f.file.rpartition('/')[2]}:{f.line}" for f in sides if f is not None))
    title = f"data race: {_verb(race.now)} and {_verb(race.before)} at {where}"
    sites = tuple(f for f in sides if f is not None)
    points = [_point(goroot, a) for a in (race.now, race.before)]
    points += [stack.frame_of(code, stack.line_at(code, at)) for code, at in touched.get(race.key, ())]
    data = {
        "points": sorted({place(f) for f in points if f is not None}),
        "accesses": [
            {
                "write": a.write,
                "atomic": a.atomic,
                "goroutine": a.goroutine,
                "stack": [list(f) for f in a.stack],
                "created": [list(f) for f in a.created],
            }
            for a in (race.now, race.before)
        ],
    }
    print_ = fingerprint("race", *sorted(place(f) if f else "?" for f in sides))
    who = tuple(index[a.goroutine] for a in (race.now, race.before) if a.goroutine in index)
    return Bug("race", title, sites, race.text(), who, data, print_)


def _verb(access: Access) -> str:
    return ("atomic " if access.atomic else "") + ("write" if access.write else "read")


def _place(goroot: str, access: Access) -> Frame | None:
    """Where the program's own functions do it; of a goroutine that is nothing but a library's function, where they made it."""
    mine = own(goroot, (*access.stack, *access.created))
    return mine[0] if mine else access.stack[0] if access.stack else None


def _point(goroot: str, access: Access) -> Frame | None:
    """Where the machine meets it, to make it a point of schedules: see `goloupe.explore.points`."""
    mine = own(goroot, access.stack)
    return mine[0] if mine else access.stack[-1] if access.stack else None
