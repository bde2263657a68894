"""Leaks as bugs of a run.

A goroutine that nothing can wake is a bug whenever it is found (see `goloupe.leak`): when the program asks for the profile of leaked
goroutines, when nobody can run and the clock is about to jump, when a run is cut off.  What is still blocked when main has returned is
none, for the program is over; but of a test it is: who is left behind then stays for the tests that follow.  Who sleeps is not blocked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from goloupe.explore.judges import created_at, fingerprint, own_frames, place
from goloupe.explore.run import Bug, Run
from goloupe.leak.find import waits
from goloupe.leak.places import Places
from goloupe.leak.profile import FOUND, detect, forget
from goloupe.leak.why import Why
from goloupe.runtime import dump
from goloupe.runtime.stack import Frame

if TYPE_CHECKING:
    from goloupe.explore.session import Session
    from goloupe.runtime.runtime2 import G

LOOKS: Final = 8
"""How often a run is looked at while it goes on: before the clock's first jump, its second, its fourth …"""
WORK: Final = 300
"""Goroutines that are looked at for that in one run."""
IGNORED: Final = frozenset(("testing.(*T).Run", "testing.runTests", "testing.(*M).Run", "os/signal.loop"))
"""Functions of goroutines that are left behind by design (the list of goleak)."""


class LeakJudge:
    """Finds the leaks of a session's runs."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._jumps = 0
        self._work = 0
        self._places = Places(session.source.goroot)
        session.on_begin.append(self.begin)
        session.judges.append(self.judge)
        session.machine.on_idle = self.idle

    def begin(self) -> None:
        """A run begins."""
        self._jumps = 0
        self._work = 0
        forget(self.session.machine)

    def idle(self) -> None:
        """Nobody can run, and the clock is about to jump."""
        machine = self.session.machine
        if not machine.clock.next_when():
            return  # It will not jump: a deadlock.
        self._jumps = n = self._jumps + 1
        if n & (n - 1) == 0 and n >> LOOKS == 0:
            self._work += len(machine.allgs)
            if self._work <= WORK:
                detect(machine, mark=False)
                if 1 in machine.values[FOUND]:
                    machine.main_stuck()

    def judge(self, session: Session, run: Run, what: Any) -> None:
        """Add the leaks of a run that is over; if all of them block each other, that is one bug, and another judge's.

        After a test, who waits although nobody can run any more is left behind.  Where others were cut short (``what``: by the limit of
        points, by a crash, by something that is refused), they might have gone on to help.
        """
        if run.end == "deadlock":
            return
        machine = session.machine
        tested = run.end == "exit" and bool(session.test) and machine.main_done
        if run.end in ("steps", "stuck", "rest") or (tested and isinstance(what, int)):
            detect(machine, mark=False)
        found: dict[int, G] = machine.values.get(FOUND, {})
        gs = {n: g for n, g in found.items() if machine.allgs.get(n) is g}
        left: list[G] = []
        if tested and what is None:
            left = [g for g in machine.allgs.values() if waits(g) and g.id not in gs and not self._by_design(g)]
        why = Why(machine, session.holders)
        known: set[str] = set()
        # Hundreds may share a fate: one of each kind is looked at closely.
        kinds: dict[Any, G] = {}
        for g in (*gs.values(), *left):
            owner = getattr(g.switch, "__self__", None)
            site = self._places.site(owner.gr_frame) if owner is not None else None
            kinds.setdefault((g.reason, site, None if isinstance(g.creator, Frame) else g.creator, g.lasti), g)
        for g in kinds.values():
            bug = self._bug(g, why, g.id in gs, known)
            if bug is not None:
                run.bugs.append(bug)

    def _by_design(self, g: G) -> bool:
        if g.id == 1 or g.note is None:
            return True
        return any(f.name in IGNORED for f in dump.frames_of(g))

    def _bug(self, g: G, why: Why, proved: bool, known: set[str]) -> Bug | None:
        """The bug of a goroutine, unless another one has the same."""
        frames = dump.frames_of(g)
        own = own_frames(self.session, frames)
        made = created_at(g)
        sites: tuple[Frame, ...] = tuple(f for f in (own[0] if own else None, made) if f is not None)
        print_ = fingerprint("leak", g.reason, *map(place, sites))
        if print_ in known:
            return None
        known.add(print_)
        status = f"{g.reason} (leaked)" if proved else g.reason
        text = dump.goroutine(self.session.machine, g, frames, status)
        sentence = why.sentence(g)
        title = f"goroutine leak: {g.reason} in {sites[0].name if sites else '?'}"
        index = (g.note.index,) if g.note else ()
        return Bug("leak", title, sites, f"{sentence}\n\n{text}", index, "proved" if proved else "left", fingerprint=print_)
