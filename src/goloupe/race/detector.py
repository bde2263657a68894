"""The detector: a hook that keeps the clocks, and the functions that instrumented code calls for each access.

Speed.  Nearly all accesses are by the goroutine that made the last one and has not synchronised since: the same epoch.  For those one
comparison is enough; only others come to the checks and to a captured stack.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, Any, Final

from goloupe.race.clocks import BITS, CLOCK, MASK, WIDTH, Thread, guard_of, join
from goloupe.race.report import Access, Race
from goloupe.race.runtimeframes import ASSIGN, RuntimeFrames
from goloupe.race.shadow import MAP, SELF, Shadow, forget, more_of
from goloupe.race.slots import Slots, slots_of
from goloupe.race.stacks import Origin, Stack, again, at_line, capture, frames, kind_of, stack_of
from goloupe.runtime.chan import Hchan
from goloupe.runtime.hooks import Hook
from goloupe.runtime.runtime2 import G
from goloupe.runtime.shadow import INPLACE, Cell, Sync, shadow_slot
from goloupe.runtime.stack import Frame
from goloupe.runtime.value import ElemRef, FieldRef, GlobalRef

if TYPE_CHECKING:
    from goloupe.runtime.machine import Machine
    from goloupe.runtime.timer import Timer

GLOBALS: Final[Any] = type("Globals", (), {"__slots__": (), "__repr__": lambda _: "package variables"})()
"""The object that package variables are parts of."""


BLIND: Final[Any] = None
"""In place of an epoch: nothing is equal to it."""

MANY: Final = 48
"""Goroutines with which vector clocks are long."""

EXACT: Final = 128
"""So many goroutines have fields of their own in vector clocks, whatever becomes of them."""
FIELDS: Final = 1024
"""So many fields vector clocks have at most, unless more goroutines are there at once."""
LOOKS: Final = 4
"""Finished goroutines that are looked at for one whose field is free."""

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

    __slots__ = (
        "_base",
        "_before",
        "_done",
        "_raced",
        "_runtime",
        "_seen",
        "_sync",
        "current",
        "floor",
        "guard",
        "in_lock",
        "now",
        "on_race",
        "races",
        "repeat",
        "rt",
        "shadow",
        "threads",
        "timers",
    )

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
        self._raced: list[Any] = []
        """Objects that had a race: they live on, so that none other gets their identity."""
        self._runtime: RuntimeFrames | None = None
        self._before: Callable[[str, Any, Any, int], None] | None = None
        self.in_lock: Stack = ()
        """Where in `Mutex.Lock` it takes the lock; the place of such an access is given as a negative number."""
        self._base = 1
        """The first clock of goroutines in this run, above all of earlier runs: what values remember of these counts for nothing."""
        self._begin()

    def _begin(self) -> None:
        self.floor = (self._base << BITS) - 1
        """Epochs up to it are of earlier runs, or none."""
        self.threads: list[Thread] = []
        """By their fields in vector clocks; of several that had the same field the last."""
        self._done: deque[Thread] = deque()
        """Those that are finished, and the last of their fields."""
        self.timers = G(0, _nothing, (), 0)
        """Stands for whoever runs timers."""
        self.goes_on(self.thread(self.timers))

    def attach(self, machine: Machine) -> None:
        """Watch this machine, from the start of a run on."""
        self.rt = machine
        machine.clock.around = self.timer

    def reset(self, machine: Machine) -> None:
        """Forget all: another run begins."""
        self.races.clear()
        self.shadow.clear()
        self._seen.clear()
        self._raced.clear()
        self._base = 1 + max(t.epoch >> BITS for t in self.threads)
        self._begin()
        self.attach(machine)

    @property
    def before(self) -> Callable[[str, Any, Any, int], None] | None:
        """Called before an access is looked at; it may let others run."""
        return self._before

    @before.setter
    def before(self, call: Callable[[str, Any, Any, int], None] | None) -> None:
        self._before = call
        self.goes_on(self.current)

    # Goroutines.

    def thread(self, g: G) -> Thread:
        """What is known of a goroutine."""
        t: Thread | None = g.vars
        if t is None:
            t = g.vars = self._new(g, 0, ())
        return t

    def _new(self, g: G, vc: int, created: Stack) -> Thread:
        number = len(self.threads)
        earlier = self._finished(vc) if number >= EXACT else None
        if earlier is not None:
            t = earlier.successor(g.id, vc, created)
            self.threads[t.shift // WIDTH] = t
            return t
        t = Thread(number, g.id, self._base, vc, created)
        self.threads.append(t)
        self.guard = guard_of(len(self.threads)) if len(self.threads) <= MANY else 0
        """What `join` needs, as long as there are few goroutines; else 0."""
        return t

    def _finished(self, vc: int) -> Thread | None:
        """A goroutine whose field another may have: see `clocks`."""
        done = self._done
        for _ in range(min(len(done), LOOKS)):
            t = done.popleft()
            known = (vc >> t.shift) & CLOCK
            if (known and known >= (t.epoch >> BITS) - 1) or len(self.threads) >= FIELDS:
                return t
            done.append(t)
        return None

    def goes_on(self, t: Thread) -> None:
        """From now on, or in a new epoch, accesses are t's."""
        self.current = t
        self.now = t.epoch if self._before is None else BLIND
        """The epoch in which nothing new is to be seen in an access after the same one; `BLIND` if there is none."""

    def _advance(self, t: Thread) -> None:
        t.advance()
        if t is self.current and self._before is None:
            self.now = t.epoch

    def go_create(self, g: G, child: G) -> None:
        """All that g did happens before the child starts."""
        t = self.thread(g)
        created = capture(sys._getframe(1))
        if g is self.timers:
            assert self.rt is not None
            created = (Frame("time.goFunc", f"{self.rt.goroot}/src/time/sleep.go", 182), 0)
        child.vars = self._new(child, t.vc, created)
        self._advance(t)

    def go_end(self, g: G) -> None:
        """It is finished: nothing is ordered after its end."""
        t = self.thread(g)
        t.done = True
        t.vc = 0
        self._done.append(t)

    def cleanup(self, g: G, do: Callable[[Any], Any], arg: Any) -> None:
        """Call a function in a context of its own (`raceEnterNewCtx`): two cleanups can run at the same time."""
        created = self._runtime_frames().of_cleanups()
        if not created:
            do(arg)
            return
        t = self.thread(g)
        g.vars = self._new(g, t.vc, (created[0], 0))
        self._advance(t)
        self.goes_on(g.vars)
        try:
            do(arg)
        finally:
            self.go_end(g)
            g.vars = t
            self.goes_on(t)

    def go_switch(self, g: G) -> None:
        """From now on accesses are g's."""
        self.goes_on(g.vars or self.thread(g))

    def timer(self, t: Timer) -> None:
        """Run the function of a timer: it comes after what set the timer, and after nothing that happens to run now."""
        rt = self.rt
        assert rt is not None
        running, now = rt.curg, self.current
        rt.curg = self.timers
        self.goes_on(self.thread(self.timers))
        self.acquire(self.timers, t)
        try:
            t.f(t.arg)
        finally:
            rt.curg = running
            self.goes_on(now)

    # Synchronisation.

    def ignore(self, g: G, by: int) -> None:
        """Do not look at the synchronisation of a goroutine, as long as the sum is above zero (`race.Disable`)."""
        self.thread(g).ignore += by

    def _held(self, obj: Any) -> Sync | None:
        """What was released into obj, if anything was."""
        cls = obj.__class__
        cell: Cell = getattr(obj.obj, shadow_slot(obj.name), INPLACE) if cls is FieldRef else getattr(obj, "s_state", INPLACE)
        if cell is not INPLACE:
            return cell.sync
        found = self._sync.get(_key(obj) if cls in _REFERENCES else id(obj))
        return found[1] if found is not None else None

    def _hold(self, obj: Any) -> Sync:
        """Where to release into obj: the address of a field, a mutex, or anything else."""
        cls = obj.__class__
        whole, name = (obj.obj, obj.name) if cls is FieldRef else (obj, "f_state")
        if getattr(whole, shadow_slot(name), INPLACE) is not INPLACE:
            return _sync_of(self.shadow.cell(whole, name))
        key = _key(obj) if cls in _REFERENCES else id(obj)
        found = self._sync.get(key)
        if found is None:
            found = self._sync[key] = obj, Sync()
        return found[1]

    def acquire(self, g: G, obj: Any) -> None:
        """All released into obj happens before what g does next."""
        held = self._held(obj)
        if held is not None:
            t: Thread = g.vars or self.thread(g)
            if not t.ignore:
                _acquire(t, held)

    def news(self, g: G, obj: Any) -> bool:
        """Whether what was released into obj would tell a goroutine what it does not know yet."""
        held = self._held(obj)
        t: Thread = g.vars or self.thread(g)
        return held is not None and held.by is not t and not t.follows(held.epoch)

    def release(self, g: G, obj: Any) -> None:
        """obj stands for what g did so far."""
        t: Thread = g.vars or self.thread(g)
        if not t.ignore:
            self._give(t, self._hold(obj))

    def _give(self, t: Thread, held: Sync) -> None:
        held.by, held.epoch, held.vc, held.base = t, t.epoch, t.vc, 0
        self._advance(t)

    def release_merge(self, g: G, obj: Any) -> None:
        """obj stands for what g did so far, too."""
        t: Thread = g.vars or self.thread(g)
        if not t.ignore:
            self._merge(t, self._hold(obj))

    def _merge(self, t: Thread, held: Sync) -> None:
        if held.by is not t and held.by is not None and (held.base or not t.follows(held.epoch)):
            held.base = join(held.base, held.vc)
        held.by, held.epoch, held.vc = t, t.epoch, t.vc
        self._advance(t)

    def slot(self, g: G, chan: Any, index: int) -> None:
        """A value goes into a buffer slot or out of it: acquire what was released there, release what was before (`racenotify`)."""
        t: Thread = g.vars or self.thread(g)
        vcs = (chan.vars or slots_of(chan)).vcs
        held, vcs[index] = vcs[index], t.vc
        if held:
            t.vc = join(t.vc, held)
        self._advance(t)

    def rendezvous(self, g: G, other: G, chan: Any) -> None:  # noqa: ARG002
        """Both are ordered with each other: each has what the other had."""
        t: Thread = g.vars or self.thread(g)
        o: Thread = other.vars or self.thread(other)
        t.vc = o.vc = join(t.vc, o.vc)
        self._advance(t)
        self._advance(o)

    def chan_op(self, g: G, op: str, chan: Any) -> None:
        """A send races with close, as if it read what close writes."""
        if op == "send":
            self.sending(g, chan)
        elif op == "close":
            cell = self.shadow.cell(chan, "chan")
            sends = (chan.vars or slots_of(chan)).sends
            if sends:
                cell.readers = {shift: (epoch, place, origin) for shift, (epoch, place, origin) in sends.items() if epoch > self.floor}
            self.write(chan, "chan")

    def sending(self, g: G, chan: Any, line: int = 1) -> None:
        """A send that blocks or panics, too, and one that a select has tried in vain."""
        t: Thread = g.vars or self.thread(g)
        slots: Slots = chan.vars or slots_of(chan)
        if slots.last is not t:
            slots.sender(t)
        if slots.send[0] != t.epoch:
            slots.send[:] = t.epoch, 0, at_line(capture(sys._getframe(1)), line)
        if chan.closed:
            now = self.current
            self.goes_on(t)
            self._read(chan, "chan", 0, at_line(capture(sys._getframe(1)), line))
            self.goes_on(now)

    def lock_op(self, g: G, op: str, obj: Any) -> None:
        """A lock's state is changed by an atomic operation, which races with assignments to the lock.

        Looked at when the lock comes from another goroutine, not for each time that one takes it in a row; and not within an RWMutex, which
        makes itself known otherwise: see `named`.
        """
        if op == "lock":
            held = self._held(obj)
            t: Thread = g.vars or self.thread(g)
            if not t.ignore and (held is None or held.by is not t):
                self._atomic(t, self.shadow.cell(obj, "f_state"), obj, "f_state", True, sys._getframe(1))

    def named(self, mutex: Any) -> None:
        """The mutex of an RWMutex that is used counts as read (``race.Read(&rw.w)``): so a lock that is assigned to meanwhile is noticed.

        Where the goroutine has read it before, and nothing else is new, the stack of that time does.
        """
        cell: Cell = getattr(mutex, "s_state", INPLACE)
        epoch = self.now
        if cell.read == epoch:
            return
        t = self.current
        if cell.more is None and epoch is not BLIND and (cell.write <= self.floor or t.follows(cell.write)):
            readers = cell.readers
            if readers is None:
                if cell.read > cell.write and cell.read & MASK == t.shift:
                    cell.read = epoch
                    return
            elif t.shift in readers:
                _, place, origin = readers[t.shift]
                readers[t.shift] = (epoch, place, origin)
                cell.read = epoch
                return
        self.read_part(mutex, "f_state", 0, capture(sys._getframe(1)))

    def atomic(self, g: G, obj: Any, name: Any, write: bool) -> None:
        """An access that races with plain ones, and synchronises; without a name, of what obj points to."""
        t = self.thread(g)
        if t.ignore:
            return
        if not name:
            obj, name = (obj, "f_v") if hasattr(obj, "f_v") else place_of(obj)
        cell = self.shadow.cell(obj, name)
        self._atomic(t, cell, obj, name, write, sys._getframe(1))
        if cell.sync is not None:
            _acquire(t, cell.sync)
        if write:
            self._give(t, _sync_of(cell))

    def _atomic(self, t: Thread, cell: Cell, obj: Any, name: Any, write: bool, frame: FrameType) -> None:
        atomics = more_of(cell).atomics or {}
        key = t.shift | write
        held = atomics.get(key)
        origin = capture(frame) if held is None else again(frame, held[2]) if held[0] != t.epoch else held[2]
        w = cell.write
        if w > self.floor and not t.follows(w):
            before = stack_of(cell.write_at, cell.write_from)
            if self._found(obj, name, t, write, True, before, w, True, False, 0, origin):
                return
        if write and self._check_reads(cell, t, obj, name, True, 0, origin):
            return
        more = more_of(cell)
        if more.atomics is None:
            more.atomics = {}
        more.atomics[key] = (t.epoch, 0, origin)

    # Memory.

    def read(self, obj: Any, name: Any, site: int = 0) -> None:  # noqa: ARG002
        """A part of an object is read by the goroutine that runs; told by the machine or a stand-in, which is not to be interrupted."""
        self._read(obj, name, 0, capture(sys._getframe(1)))

    def write(self, obj: Any, name: Any, site: int = 0) -> None:  # noqa: ARG002
        """A part of an object is written by the goroutine that runs; see `read`."""
        self._write(obj, name, 0, capture(sys._getframe(1)))

    def read_part(self, obj: Any, name: Any, place: int, origin: Origin) -> None:
        """A part of an object is read at a place in the source."""
        if self._before is not None:
            self._before("read", obj, name, place)
        self._read(obj, name, place, origin)

    def _read(self, obj: Any, name: Any, place: int, origin: Origin) -> None:
        t = self.current
        cell = self.shadow.cell(obj, name)
        r, w, more = cell.read, cell.write, cell.more
        if r == t.epoch:
            return
        if more is not None and more.forgotten:
            return
        if w > self.floor and not t.follows(w):
            before = stack_of(cell.write_at, cell.write_from)
            if self._found(obj, name, t, False, False, before, w, True, False, place, origin):
                return
        if more is not None and more.atomics and self._check_atomics(more.atomics, t, obj, name, False, place, origin):
            return
        if cell.readers is not None:
            cell.readers[t.shift] = (t.epoch, place, origin)
        elif r != w and r > self.floor and not t.follows(r):
            cell.readers = {r & MASK: (r, cell.read_at, cell.read_from), t.shift: (t.epoch, place, origin)}
        cell.read, cell.read_at, cell.read_from = t.epoch, place, origin

    def write_part(self, obj: Any, name: Any, place: int, origin: Origin) -> None:
        """A part of an object is written at a place in the source."""
        if self._before is not None:
            self._before("write", obj, name, place)
        self._write(obj, name, place, origin)

    def _write(self, obj: Any, name: Any, place: int, origin: Origin) -> None:
        t = self.current
        cell = self.shadow.cell(obj, name)
        w, more = cell.write, cell.more
        if w == t.epoch == cell.read:
            return
        if w > self.floor and not t.follows(w):
            before = stack_of(cell.write_at, cell.write_from)
            if self._found(obj, name, t, True, False, before, w, True, False, place, origin):
                return
        elif self._check_reads(cell, t, obj, name, False, place, origin):
            return
        if more is not None and more.atomics and self._check_atomics(more.atomics, t, obj, name, True, place, origin):
            return
        cell.readers = None
        cell.read = cell.write = t.epoch
        cell.write_at, cell.write_from = place, origin
        cell.read_at, cell.read_from = 0, ()

    def _check_reads(self, cell: Cell, t: Thread, obj: Any, name: Any, atomic: bool, place: int, origin: Origin) -> bool:
        """A write must come after all reads; returns as `_found`."""
        if cell.readers is not None:
            for epoch, *read in cell.readers.values():
                if epoch > self.floor and not t.follows(epoch):
                    return self._found(obj, name, t, True, atomic, stack_of(*read), epoch, False, False, place, origin)
        else:
            r = cell.read
            if r != cell.write and r > self.floor and not t.follows(r):
                return self._found(obj, name, t, True, atomic, stack_of(cell.read_at, cell.read_from), r, False, False, place, origin)
        return False

    def _check_atomics(
        self, atomics: dict[int, tuple[int, int, Origin]], t: Thread, obj: Any, name: Any, write: bool, place: int, origin: Origin
    ) -> bool:
        """A plain access must be ordered with atomic writes, a plain write with all atomic operations; returns as `_found`."""
        for key, (epoch, at, whence) in atomics.items():
            if (key & 1 or write) and epoch > self.floor and not t.follows(epoch):
                before = stack_of(at, whence) if at >= 0 else self.in_lock + stack_of(-at, whence)
                return self._found(obj, name, t, write, False, before, epoch, bool(key & 1), True, place, origin)
        return False

    def read_at(self, pointer: Any) -> None:
        """What a pointer points to is read."""
        self.read_part(*place_of(pointer), 0, capture(sys._getframe(1)))

    def write_at(self, pointer: Any) -> None:
        """What a pointer points to is written."""
        self.write_part(*place_of(pointer), 0, capture(sys._getframe(1)))

    def read_range(self, arr: Any, lo: int, hi: int, site: int = 0) -> None:  # noqa: ARG002
        """Elements are read."""
        origin = capture(sys._getframe(1))
        for i in range(lo, hi):
            self.read_part(arr, i, 0, origin)

    def write_range(self, arr: Any, lo: int, hi: int, site: int = 0) -> None:  # noqa: ARG002
        """Elements are written."""
        origin = capture(sys._getframe(1))
        for i in range(lo, hi):
            self.write_part(arr, i, 0, origin)

    # Reports.

    def _found(
        self,
        obj: Any,
        name: Any,
        t: Thread,
        write: bool,
        atomic: bool,
        stack: Stack,
        epoch: int,
        wrote: bool,
        was_atomic: bool,
        place: int,
        origin: Origin,
    ) -> bool:
        """A race, unless it was reported before: the same variable, or the same two stacks.  Returns whether to forget the access."""
        here = stack_of(place, origin)
        if self.repeat:
            forget(self.shadow.cell(obj, name))
        variable = (id(obj), name)
        places = frozenset((here, stack))
        if places in self._seen or (variable in self._seen and not self.repeat):
            return self.repeat
        self._seen.add(variable)
        self._raced.append(obj)
        self._seen.add(places)
        assert self.rt is not None
        other = self.threads[(epoch & MASK) // WIDTH].at(epoch)
        now = Access(write, atomic, t.goid, False, self._frames(here, obj, name, write), tuple(frames(t.created)))
        before = Access(wrote, was_atomic, other.goid, other.done, self._frames(stack, obj, name, wrote), tuple(frames(other.created)))
        race = Race(self._address(obj, name), str(name), now, before, (id(obj), name))
        self.races.append(race)
        if self.on_race is not None:
            self.on_race(race)
        return self.repeat

    def _frames(self, stack: Stack, obj: Any, name: Any, write: bool) -> tuple[Frame, ...]:
        """The frames of an access, with those of package runtime."""
        runtime = self._runtime_frames()
        if name == "chan" and isinstance(obj, Hchan):
            inner = runtime.of_channel(write)
        else:
            kind = kind_of(stack) or (ASSIGN if write and name is MAP and stack and stack[1] < 0 else 0)
            inner = runtime.of(kind, obj) if kind else []
        return (*inner, *frames(stack))

    def _runtime_frames(self) -> RuntimeFrames:
        if self._runtime is None:
            assert self.rt is not None
            self._runtime = RuntimeFrames(self.rt.goroot)
        return self._runtime

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


def _key(obj: Any) -> Any:
    return (id(obj.obj), obj.name) if obj.__class__ is FieldRef else obj


def _sync_of(cell: Cell) -> Sync:
    held = cell.sync
    if held is None:
        held = cell.sync = Sync()
    return held


def _acquire(t: Thread, held: Sync) -> None:
    if held.base:
        t.vc = join(t.vc, held.base)
    # A goroutine releases once at each of its clocks, so that who has seen the clock has seen all that was released with it.
    if held.by is not t and not t.follows(held.epoch):
        t.vc = join(t.vc, held.vc)


def _nothing() -> None:
    """What nobody runs."""
