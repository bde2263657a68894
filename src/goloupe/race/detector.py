"""The detector: a hook that keeps the clocks, and the functions that instrumented code calls for each access.

Speed.  Nearly all accesses are by the goroutine that made the last one and has not synchronised since: the same epoch.  For those one
comparison is enough; only others come to the checks and to a captured stack.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, Any, Final

from goloupe.race.clocks import BITS, MASK, Thread, Vector, join
from goloupe.race.report import Access, Race
from goloupe.race.shadow import SELF, Cell, Shadow
from goloupe.race.stacks import Stack, again, capture, frames
from goloupe.runtime.hooks import Hook
from goloupe.runtime.proc import G
from goloupe.runtime.stack import Frame
from goloupe.runtime.value import ElemRef, FieldRef, GlobalRef

if TYPE_CHECKING:
    from goloupe.runtime.machine import Machine
    from goloupe.runtime.timer import Timer

GLOBALS: Final[Any] = type("Globals", (), {"__slots__": (), "__repr__": lambda _: "package variables"})()
"""The object that package variables are parts of."""


NOBODY: Final = -1
"""In place of a goroutine: several have released."""

_REFERENCES: Final = frozenset((FieldRef, ElemRef, GlobalRef))


def place_of(pointer: Any) -> tuple[Any, Any]:
    """Object and part that a pointer points to."""
    cls = pointer.__class__
    if cls is FieldRef:
        return pointer.obj, pointer.name
    if cls is ElemRef:
        return pointer.arr, pointer.index
    if cls is GlobalRef:
        return GLOBALS, pointer.name
    if cls is list or cls is bytearray:
        return pointer, 0
    return pointer, "v"


class Detector(Hook):
    """Happens-before, and what breaks it."""

    __slots__ = ("_seen", "_sync", "before", "current", "on_race", "races", "repeat", "rt", "shadow", "threads", "timers")

    def __init__(self, on_race: Callable[[Race], None] | None = None, repeat: bool = False) -> None:
        self.rt: Machine | None = None
        """The machine it watches; set by `attach`."""
        self.on_race = on_race
        self.repeat = repeat
        """Whether a variable may have several races, as with Go, where they are of different places; else one is enough."""
        self.races: list[Race] = []
        self.shadow = Shadow()
        self._sync = self.shadow.sync
        self._seen: set[Any] = set()
        self.before: Callable[[str, Any, Any], None] | None = None
        """Called before an access is looked at; it may let others run."""
        self._begin()

    def _begin(self) -> None:
        self.threads: list[Thread] = []
        self.timers = G(0, _nothing, (), 0)
        """Stands for whoever runs timers."""
        self.current = self.thread(self.timers)

    def attach(self, machine: Machine) -> None:
        """Watch this machine, from the start of a run on."""
        self.rt = machine
        machine.clock.around = self.timer

    def reset(self, machine: Machine) -> None:
        """Forget all: another run begins."""
        self.races.clear()
        self.shadow.clear()
        self._seen.clear()
        self._begin()
        self.attach(machine)

    # Goroutines.

    def thread(self, g: G) -> Thread:
        """What is known of a goroutine."""
        t: Thread | None = g.vars
        if t is None:
            t = g.vars = self._new(g, {}, ())
        return t

    def _new(self, g: G, vc: Vector, created: Stack) -> Thread:
        t = Thread(len(self.threads), g.id, vc, created)
        self.threads.append(t)
        return t

    def go_create(self, g: G, child: G) -> None:
        """All that g did happens before the child starts."""
        t = self.thread(g)
        created = capture(sys._getframe(1))
        if g is self.timers:
            assert self.rt is not None
            created = (Frame("time.goFunc", f"{self.rt.goroot}/src/time/sleep.go", 182), 0)
        child.vars = self._new(child, dict(t.vc), created)
        t.advance()

    def go_end(self, g: G) -> None:
        """It is finished: nothing is ordered after its end."""
        t = self.thread(g)
        t.done = True
        t.vc = {}

    def go_switch(self, g: G) -> None:
        """From now on accesses are g's."""
        self.current = self.thread(g)

    def timer(self, t: Timer) -> None:
        """Run the function of a timer: it comes after what set the timer, and after nothing that happens to run now."""
        rt = self.rt
        assert rt is not None
        running, now = rt.curg, self.current
        rt.curg = self.timers
        self.current = self.thread(self.timers)
        self.acquire(self.timers, t)
        try:
            t.f(t.arg)
        finally:
            rt.curg, self.current = running, now

    # Synchronisation.

    def ignore(self, g: G, by: int) -> None:
        """Do not look at the synchronisation of a goroutine, as long as the sum is above zero (`race.Disable`)."""
        self.thread(g).ignore += by

    def _key(self, obj: Any) -> Any:
        return (id(obj.obj), obj.name) if obj.__class__ is FieldRef else obj

    def acquire(self, g: G, obj: Any) -> None:
        """All released into obj happens before what g does next."""
        held = self._sync.get(self._key(obj) if obj.__class__ in _REFERENCES else id(obj))
        if held is not None:
            t: Thread = g.vars or self.thread(g)
            # A goroutine releases once at each of its clocks, so that who has seen the clock has seen all that was released with it.
            if t.vc.get(held[2], 0) < held[3] and not t.ignore:
                join(t.vc, held[1])

    def release(self, g: G, obj: Any) -> None:
        """obj stands for what g did so far."""
        t: Thread = g.vars or self.thread(g)
        if not t.ignore:
            key = self._key(obj) if obj.__class__ in _REFERENCES else id(obj)
            self._sync[key] = (obj, t.vc.copy(), t.tid, t.clock)
            t.advance()

    def release_merge(self, g: G, obj: Any) -> None:
        """obj stands for what g did so far, too."""
        t: Thread = g.vars or self.thread(g)
        if not t.ignore:
            self._merge(self._key(obj) if obj.__class__ in _REFERENCES else id(obj), obj, t)

    def _merge(self, key: Any, obj: Any, t: Thread) -> None:
        held = self._sync.get(key)
        if held is None or t.vc.get(held[2], 0) >= held[3]:
            self._sync[key] = (obj, t.vc.copy(), t.tid, t.clock)
        else:
            join(held[1], t.vc)
            self._sync[key] = (obj, held[1], NOBODY, 1)
        t.advance()

    def slot(self, g: G, chan: Any, index: int) -> None:
        """A value goes into a buffer slot or out of it: acquire what was released there, release what was before (`racenotify`)."""
        t: Thread = g.vars or self.thread(g)
        slots: dict[int, Vector] | None = chan.vars
        if slots is None:
            slots = chan.vars = {}
        held = slots.get(index)
        slots[index] = t.vc.copy()
        if held is not None:
            join(t.vc, held)
        t.advance()

    def rendezvous(self, g: G, other: G, chan: Any) -> None:  # noqa: ARG002
        """Both are ordered with each other: each has what the other had."""
        t: Thread = g.vars or self.thread(g)
        o: Thread = other.vars or self.thread(other)
        join(t.vc, o.vc)
        o.vc = t.vc.copy()
        t.advance()
        o.advance()

    def chan_op(self, g: G, op: str, chan: Any) -> None:
        """A send races with close, as if it read what close writes."""
        if op == "send":
            self.sending(g, chan)
        elif op == "close":
            self.write(chan, "chan")

    def sending(self, g: G, chan: Any) -> None:
        """A send that blocks or panics, too."""
        now = self.current
        self.current = self.thread(g)
        self.read(chan, "chan")
        self.current = now

    def lock_op(self, g: G, op: str, obj: Any) -> None:
        """A lock's state is changed by an atomic operation, which races with assignments to the lock.

        Looked at when the lock comes from another goroutine, not for each time that one takes it in a row.
        """
        if op == "lock":
            held = self._sync.get(id(obj))
            t: Thread = g.vars or self.thread(g)
            if held is None or held[2] != t.tid:
                self._atomic(t, obj, "f_state", True, sys._getframe(1))

    def atomic(self, g: G, obj: Any, name: Any, write: bool) -> None:
        """An access that races with plain ones, and synchronises; without a name, of what obj points to."""
        t = self.thread(g)
        if not name:
            obj, name = (obj, "f_v") if hasattr(obj, "f_v") else place_of(obj)
        self._atomic(t, obj, name, write, sys._getframe(1))
        if t.ignore:
            return
        key = (id(obj), name)
        held = self._sync.get(key)
        if held is not None and t.vc.get(held[2], 0) < held[3]:
            join(t.vc, held[1])
        if write:
            self._merge(key, obj, t)

    def _atomic(self, t: Thread, obj: Any, name: Any, write: bool, frame: FrameType) -> None:
        cell = self._cell(obj, name)
        vc = t.vc
        w = cell.write
        raced = w and vc.get(w & MASK, 0) < w >> BITS
        if raced and self._found(obj, name, t, write, True, cell.write_stack, w & MASK, True, False, frame):
            return
        if write and self._check_reads(cell, t, obj, name, True, frame):
            return
        if cell.atomics is None:
            cell.atomics = {}
        held = cell.atomics.get((t.tid, write))
        if held is None:
            cell.atomics[(t.tid, write)] = (t.clock, capture(frame))
        elif held[0] != t.clock:
            cell.atomics[(t.tid, write)] = (t.clock, again(frame, held[1]))

    # Memory.

    def _cell(self, obj: Any, part: Any) -> Cell:
        cells = self.shadow.cells.get(id(obj))
        if cells is None:
            cells = self.shadow.add(obj)
        cell: Cell | None = cells.get(part)
        if cell is None:
            cell = cells[part] = Cell()
        return cell

    def read(self, obj: Any, name: Any, site: int = 0) -> None:  # noqa: ARG002
        """A part of an object is read by the goroutine that runs."""
        if self.before is not None:
            self.before("read", obj, name)
        t = self.current
        cells = self.shadow.cells.get(id(obj))
        if cells is None:
            cells = self.shadow.add(obj)
        cell: Cell | None = cells.get(name)
        if cell is None:
            cell = cells[name] = Cell()
        elif cell.read == t.epoch or cell.write == t.epoch:
            return
        if cell.forgotten:
            return
        vc = t.vc
        w = cell.write
        raced = w and vc.get(w & MASK, 0) < w >> BITS
        if raced and self._found(obj, name, t, False, False, cell.write_stack, w & MASK, True, False, sys._getframe(1)):
            return
        if cell.atomics and self._check_atomics(cell, t, obj, name, False, sys._getframe(1)):
            return
        stack = again(sys._getframe(1), cell.read_stack)
        r = cell.read
        if cell.readers is not None:
            cell.readers[t.tid] = (t.clock, stack)
        elif r and vc.get(r & MASK, 0) < r >> BITS:
            cell.readers = {r & MASK: (r >> BITS, cell.read_stack), t.tid: (t.clock, stack)}
        cell.read = t.epoch
        cell.read_stack = stack

    def write(self, obj: Any, name: Any, site: int = 0) -> None:  # noqa: ARG002
        """A part of an object is written by the goroutine that runs."""
        if self.before is not None:
            self.before("write", obj, name)
        t = self.current
        cells = self.shadow.cells.get(id(obj))
        if cells is None:
            cells = self.shadow.add(obj)
        cell: Cell | None = cells.get(name)
        if cell is None:
            cell = cells[name] = Cell()
        elif cell.write == t.epoch and (cell.read == 0 or cell.read == t.epoch) and cell.readers is None:
            return
        vc = t.vc
        w = cell.write
        frame = sys._getframe(1)
        if w and w != t.epoch and vc.get(w & MASK, 0) < w >> BITS:
            if self._found(obj, name, t, True, False, cell.write_stack, w & MASK, True, False, frame):
                return
        elif self._check_reads(cell, t, obj, name, False, frame):
            return
        if cell.atomics and self._check_atomics(cell, t, obj, name, True, frame):
            return
        cell.write = t.epoch
        cell.write_stack = again(frame, cell.write_stack)
        cell.read = 0
        cell.read_stack = ()
        cell.readers = None

    def _check_reads(self, cell: Cell, t: Thread, obj: Any, name: Any, atomic: bool, frame: FrameType) -> bool:
        """A write must come after all reads; returns as `_found`."""
        vc = t.vc
        if cell.readers is not None:
            for tid, (clock, stack) in cell.readers.items():
                if vc.get(tid, 0) < clock:
                    return self._found(obj, name, t, True, atomic, stack, tid, False, False, frame)
        else:
            r = cell.read
            if r and vc.get(r & MASK, 0) < r >> BITS:
                return self._found(obj, name, t, True, atomic, cell.read_stack, r & MASK, False, False, frame)
        return False

    def _check_atomics(self, cell: Cell, t: Thread, obj: Any, name: Any, write: bool, frame: FrameType) -> bool:
        """A plain access must be ordered with atomic writes, a plain write with all atomic operations; returns as `_found`."""
        vc = t.vc
        assert cell.atomics is not None
        for (tid, wrote), (clock, stack) in cell.atomics.items():
            if (wrote or write) and vc.get(tid, 0) < clock:
                return self._found(obj, name, t, write, False, stack, tid, wrote, True, frame)
        return False

    def read_at(self, pointer: Any) -> None:
        """What a pointer points to is read."""
        self.read(*place_of(pointer))

    def write_at(self, pointer: Any) -> None:
        """What a pointer points to is written."""
        self.write(*place_of(pointer))

    def read_range(self, arr: Any, lo: int, hi: int, site: int = 0) -> None:  # noqa: ARG002
        """Elements are read."""
        read = self.read
        for i in range(lo, hi):
            read(arr, i)

    def write_range(self, arr: Any, lo: int, hi: int, site: int = 0) -> None:  # noqa: ARG002
        """Elements are written."""
        write = self.write
        for i in range(lo, hi):
            write(arr, i)

    # Reports.

    def _found(
        self,
        obj: Any,
        name: Any,
        t: Thread,
        write: bool,
        atomic: bool,
        stack: Stack,
        tid: int,
        wrote: bool,
        was_atomic: bool,
        frame: FrameType,
    ) -> bool:
        """A race, unless it was reported before: the same variable, or the same two stacks.  Returns whether to forget the access."""
        here = capture(frame)
        if self.repeat:
            self._cell(obj, name).forget()
        variable = (id(obj), name)
        places = frozenset((here, stack))
        if places in self._seen or (variable in self._seen and not self.repeat):
            return self.repeat
        self._seen.add(variable)
        self._seen.add(places)
        assert self.rt is not None
        other = self.threads[tid]
        now = Access(write, atomic, t.goid, False, tuple(frames(here)), tuple(frames(t.created)))
        before = Access(wrote, was_atomic, other.goid, other.done, tuple(frames(stack)), tuple(frames(other.created)))
        race = Race(self._address(obj, name), str(name), now, before)
        self.races.append(race)
        if self.on_race is not None:
            self.on_race(race)
        return self.repeat

    def _address(self, obj: Any, name: Any) -> int:
        assert self.rt is not None
        addresses = self.rt.addresses
        if obj is GLOBALS:
            return 0x600000 + addresses.of(GlobalRef({}, name)) % 0x100000
        if isinstance(name, int):
            return addresses.of(ElemRef(obj, name))
        if name == "v" or name is SELF or not hasattr(obj, name):
            return addresses.of(obj)
        return addresses.of(FieldRef(obj, name))


def _nothing() -> None:
    """What nobody runs."""
