"""Who takes part in a bug: the goroutines that get a lane in its table, and what they have to do with each other.

Of a deadlock or a leak these are the goroutines that it is about, those that work on what they wait for, and those that hold it.  Who
panics, or finds that a test has failed, has found what others left: those, too, who worked on what it used last, as long as they are few.
"""

from __future__ import annotations

from typing import Any, Final

from goloupe.explore.events import EXIT, Event
from goloupe.explore.naming import Lines, Names
from goloupe.explore.recording import Held, Recording, Site, lock_key
from goloupe.explore.run import Bug
from goloupe.explore.shrink import maker_of, participants
from goloupe.runtime import stack
from goloupe.runtime.stack import Frame

WIDE: Final = 4
"""Lanes beside each other, at most."""
_FAILURES: Final = ("panic", "fatal", "fail", "exit")
"""Bugs that one goroutine comes to, for what it has found."""


class Cast:
    """Who uses what, holds what, and waits for what in the end."""

    def __init__(self, recording: Recording, bug: Bug | None) -> None:
        self.run = recording.run
        self.events: list[Event] = recording.run.events
        if bug is not None and bug.code == "fail":  # What is done after the end has no part in it.
            self.events = self.events[: next((i for i, e in enumerate(self.events, 1) if e.op == "exit" and e.obj == EXIT), None)]
        self.watcher = recording.watcher
        self.last = recording.last
        self.bug = bug
        self.lines = Lines()
        self.names = Names(self.lines)
        self.frames: dict[Any, Frame | None] = {}
        self.users: dict[Any, set[int]] = {}
        self.waits: dict[int, int] = {}
        """Goroutine that is blocked at the end -> its block's event."""
        census = recording.watcher.session.machine.census
        self.lingering = {} if census is None else census.seen
        """Number of an event that asks for the number of goroutines -> who was done, and counted all the same."""
        self.holders = recording.holders
        self.holding: dict[Any, list[Held]] = {}
        """Lock -> who has it in the end."""

    # What happened.

    def frame(self, site: Site) -> Frame | None:
        """The Go line of a place."""
        if site is None:
            return None
        if site not in self.frames:
            self.frames[site] = stack.frame_of(site[0], stack.line_at(*site))
        return self.frames[site]

    def place(self, g: int, site: Site) -> Frame | None:
        """The Go line of what a goroutine does; of one that is nothing but a library's function, ``go wg.Wait()``, that of its making."""
        if g and site is not None and not self.watcher.session.points.own(site[0]):
            return self._made(g)
        return self.frame(site)

    def _keys(self, event: Event) -> list[Any]:
        """What an event works on."""
        if event.obj is None or event.op == "block":
            return []
        if event.op == "select":
            return [id(case[0]) for case in event.obj if case[0] is not None]
        return [lock_key(event.op, event.obj)]

    def _look(self) -> None:
        """Who uses what, who holds what, who waits in the end."""
        pending: dict[int, int] = {}
        for i, event in enumerate(self.events):
            frame = self.place(event.g, event.site)
            if frame is not None:
                self.names.learn(event.op, event.obj, frame.file, frame.line)
            for key in self._keys(event):
                self.users.setdefault(key, set()).update((event.g, *self.lingering.get(i, ())))
            pending.pop(event.g, None)
            if event.op == "block":
                pending[event.g] = i
        for g, i in pending.items():
            if g not in self.watcher.ended:
                self.waits[g] = i
        for h in self.holders.all():
            if h.g.note is not None:
                held = Held(h.g.note.index, h.site, h.read)
                self.holding.setdefault(lock_key("rlock" if h.read else "lock", h.lock), []).append(held)

    def _name_first(self, shown: set[int]) -> None:
        """Name first what those of the bug work on, then what is shown: of hundreds of objects with one name it has the lowest number."""
        self.names = Names(self.lines)
        core = set(self.bug.goroutines) if self.bug is not None else set()
        for event in sorted(self.events, key=lambda event: 0 if event.g in core else 1 if event.g in shown else 2):
            frame = self.place(event.g, event.site)
            if frame is not None:
                self.names.learn(event.op, event.obj, frame.file, frame.line)

    def _waits_for(self, g: int, i: int) -> bool:
        """Whether the operation of event ``i`` is what ``g`` is blocked in at the end."""
        block = self.waits.get(g)
        if block is None or i > block:
            return False
        keys = self._keys(self.events[i])
        return all(e.g != g or self._keys(e) == keys for e in self.events[i:block])

    def _awaited(self, g: int, block: int) -> list[Any]:
        """What a goroutine that blocks waits for: objects."""
        on, _ = self.watcher.blocked.get(block, (None, None))
        if isinstance(on, list):
            return on
        if self.events[block].obj.startswith("chan "):
            return [] if on is None else [on]
        for event in reversed(self.events[:block]):
            if event.g == g:
                return [event.obj] if event.op in ("lock", "rlock", "wait", "once") else []
        return []

    def _awaited_keys(self, g: int) -> list[Any]:
        """The keys of what a goroutine waits for in the end."""
        return [lock_key("rlock", obj) for obj in self._awaited(g, self.waits[g])]

    # Who is shown.

    def _participants(self) -> set[int]:
        """Goroutines with a part in the bug: its own, and those that work on what they work on in the end."""
        if self.bug is None or (self.bug.code == "fail" and not self.bug.goroutines):
            core = {g for users in self.users.values() if len(users) > 1 for g in users} or {self.last}
        elif self.bug.goroutines:
            core = participants(self.run, self.bug)
        else:
            core = {self.last}
        out = set(core)
        for g in core:
            keys = self._last_keys(g)
            for key in keys:
                out |= self.users.get(key, set())
            if self.bug is not None and self.bug.code in _FAILURES:
                self._add_beside(g, out)
        out |= self._holders(out)
        if self.bug is not None and self.bug.code in ("deadlock", "leak"):
            out = {g for g in out if g in core or self._matters_still(g)}
        if self.bug is not None and self.bug.code == "leak":
            makers = self._makers(*out) if len(out) == 1 else {maker_of(self.run, g) for g in self.bug.goroutines}
            out |= makers if len(out | makers) <= WIDE else set()
        return out

    def _add_beside(self, g: int, out: set[int]) -> None:
        """Add those who work on what a goroutine that failed has worked on: the last of it first, as long as the lanes stay few."""
        seen = set()
        for event in reversed(self.events):
            if event.g == g and event.op != "go":
                for key in self._keys(event):
                    if key not in seen:
                        seen.add(key)
                        users = self.users.get(key, set())
                        if len(out | users) <= WIDE:
                            out |= users

    def _makers(self, g: int) -> set[int]:
        """Of a goroutine that is alone with what it waits for: who made it, and those with whom that one has to do, if they are few."""
        maker = maker_of(self.run, g)
        beside = {other for users in self.users.values() if maker in users for other in users}
        return {maker, *beside} if len(beside) < WIDE else {maker}

    def _holders(self, among: set[int]) -> set[int]:
        """Who holds what these wait for."""
        return {h.g for g in among if g in self.waits for h in self._held_by(g)}

    def _held_by(self, g: int) -> list[Held]:
        """Who has what a goroutine waits for in the end: a writer waits for readers once it has the mutex of the writers."""
        held = [h for key in self._awaited_keys(g) for h in self.holding.get(key, ())]
        readers = self.events[self.waits[g]].obj == "sync.RWMutex.Lock"
        return [h for h in held if h.read == readers]

    def _matters_still(self, g: int) -> bool:
        """Whether a goroutine had a part in who is blocked: one that has ended, and used locks only, had none."""
        if g in self.waits or g not in self.watcher.ended or g in self._holders(set(self.waits)):
            return True
        return any(e.g == g and e.op in ("send", "recv", "close", "select", "signal", "broadcast") for e in self.events)

    def _last_keys(self, g: int) -> list[Any]:
        """What a goroutine waits for, or worked on last."""
        if g in self.waits:
            return self._awaited_keys(g)
        for event in reversed(self.events):
            if event.g == g and event.op not in ("go", "block"):
                return self._keys(event)
        return []

    def _alike(self, shown: set[int]) -> tuple[set[int], dict[int, list[int]]]:
        """Fold goroutines that are blocked like another one, hold nothing, and did nothing else of note."""
        wanted = self._holders(shown)
        groups: dict[Any, int] = {}
        like: dict[int, list[int]] = {}
        for g in sorted(shown, key=lambda g: (g not in wanted, g)):
            block = self.waits.get(g)
            if block is None or g == 0:
                continue
            _, site = self.watcher.blocked.get(block, (None, None))
            first = groups.setdefault((self.events[block].obj, site, tuple(self._awaited_keys(g))), g)
            if first != g and g not in wanted:
                like.setdefault(first, []).append(g)
        return shown - {g for others in like.values() for g in others}, like

    def _also(self, shown: set[int]) -> list[int]:
        """Of too many lanes, those whose goroutines are blocked and hold nothing that others wait for: their part is told in a word."""
        if len(shown) <= WIDE:
            return []
        wanted = self._holders(shown)
        return [g for g in sorted(shown) if g and g in self.waits and g not in wanted] if wanted else []

    def _id(self, g: int) -> int:
        return 1 if g == 0 else self.watcher.created[g - 1][0].id if g <= len(self.watcher.created) else g

    def _made(self, g: int) -> Frame | None:
        """The program's own place that asked for a goroutine, else that of the go statement."""
        return self.frame(self.watcher.asked[g - 1]) or self.watcher.created[g - 1][2]
