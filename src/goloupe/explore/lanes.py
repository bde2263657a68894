"""A run as a table: one lane for each goroutine that takes part in a bug, one row for each thing it does that matters.

What matters: operations on objects that more than one goroutine uses, creation of goroutines that are shown, and who blocks and what for.
Goroutines that have no part in it are folded, and so are those that only share another one's fate: they are blocked at the same
place for the same reason, and nobody waits for them.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from dataclasses import asdict, dataclass, field
from itertools import pairwise, repeat
from typing import Any, Final

from goloupe.explore.cast import Cast
from goloupe.explore.entry import RUNS_TEST, entry, tested
from goloupe.explore.events import YIELDS, Event
from goloupe.explore.naming import operands
from goloupe.explore.recording import Held, Recording, lock_key
from goloupe.explore.run import Bug
from goloupe.runtime import stack
from goloupe.runtime.stack import Frame

TALL: Final = 48
"""Rows, at most; of more, those in the middle are left out."""
LONGEST: Final = 12
"""Rows of a loop that is told in one round."""
LONG: Final = 72
"""Characters of a source line that is shown with a note."""
NAMED: Final = 3
"""Holders of one lock that are named, at most."""
LOCKS: Final = ("sync.Mutex.Lock", "sync.RWMutex.Lock", "sync.RWMutex.RLock")
TURNS: Final = ("loop", "spin")
"""What is noted of loops that go on for long."""
_OPS: Final = {
    "chan send": ("send",),
    "chan receive": ("recv",),
    "sync.Mutex.Lock": ("lock",),
    "sync.RWMutex.Lock": ("lock",),
    "sync.RWMutex.RLock": ("rlock",),
    "sync.WaitGroup.Wait": ("wait",),
}
"""The operation that a reason for waiting belongs to."""
_ENDS: Final = {"chan send": ("recv",), "chan receive": ("send", "close")}
"""What others do that ends a waiting."""
_WORDS: Final = {
    "add": "adds to",
    "done": "is done with",
    "send": "sends to",
    "recv": "receives from",
    "close": "closes",
    "lock": "locks",
    "rlock": "locks",
    "wait": "waits for",
    "signal": "signals",
    "broadcast": "signals",
}
_GO: Final = re.compile(r"\bgo\s+([\w.]+)\(")
_AT_REST: Final = ("block", "sleep", *YIELDS)


@dataclass
class Lane:
    """A goroutine."""

    index: int
    """In the order of creation; main is 0."""
    id: int
    """As Go's reports number it."""
    function: str
    file: str = ""
    """Where it was created."""
    line: int = 0
    like: list[int] = field(default_factory=list)
    """Ids of goroutines that share its fate, and are not shown."""
    timer: bool = False
    """A timer made it: ``time.AfterFunc``."""
    test: str = ""
    """The test that it runs, of several."""
    subtest: bool = False
    """It runs a subtest, and was created where the test asked for that."""


@dataclass
class Row:
    """Something that a goroutine did."""

    lane: int
    """Index in `Lanes.lanes`."""
    kind: str
    """"op", "access" (to memory, of a race), "block", "took" (how a waiting ends, if no other row tells), "end", "interrupted", "elided"
    or "result"."""
    text: str
    """The source line, or what is to be said."""
    file: str = ""
    line: int = 0
    switch: bool = False
    """Another goroutine than in the row above goes on here."""


@dataclass
class Also:
    """Goroutines that are blocked, and hold nothing that others wait for."""

    ids: list[int]
    file: str
    line: int
    text: str


@dataclass
class Lanes:
    """The table."""

    lanes: list[Lane]
    rows: list[Row]
    also: list[Also]
    """Goroutines whose part is told in a word."""
    folded: list[int]
    """Ids of goroutines that are not shown: they take no part, as far as can be seen."""
    switches: int
    """Context switches of the whole run."""
    interrupted: int
    """How many of these took place while the goroutine could have gone on."""

    def pack(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)

    @classmethod
    def unpack(cls, data: dict[str, Any]) -> Lanes:
        """From JSON."""
        rest = {k: v for k, v in data.items() if k not in ("lanes", "rows", "also")}
        return cls(
            [Lane(**lane) for lane in data["lanes"]], [Row(**row) for row in data["rows"]], [Also(**also) for also in data["also"]], **rest
        )


def table(recording: Recording, bug: Bug | None) -> Lanes:
    """The table of a run; of the part that matters for a bug, if there is one."""
    return _Table(recording, bug).make()


class _Table(Cast):
    def __init__(self, recording: Recording, bug: Bug | None) -> None:
        super().__init__(recording, bug)
        self.accesses: dict[int, list[tuple[int, Row]]] = {}
        """Number of events -> accesses to memory that come then, and whose they are."""
        self.touches: set[int] = set()
        """Events that are accesses of the race, and have rows of their own."""
        self.doing = {event.g for event in self.events[len(self.events) // 2 :] if event.op not in (*TURNS, "block")}
        """Goroutines that did in the end more than to turn in a loop."""
        self.told: dict[Any, tuple[str, str]] = {}
        """Object that somebody waits for in the end -> what it was called first, and in which function."""

    def make(self) -> Lanes:
        self._look()
        shown = self._participants()
        test = bool(self.watcher.session.test)
        idle = all(event.op in ("block", "exit") for event in self.events if event.g == 0)
        if idle and (test or len(shown) > 1):
            shown.discard(0)  # Of a test, the main goroutine only waits for that of the test.
        self._name_first(shown)
        shown, like = self._alike(shown)
        also = self._also(shown)
        gone = list(like.values())
        told = [self._told(g, like.pop(g, [])) for g in also]
        order = sorted(shown.difference(also))
        at = {g: i for i, g in enumerate(order)}
        lanes = [self._lane(g, like.get(g, [])) for g in order]
        self.accesses = self._accesses()
        rows = self._rows(at)
        if self.bug is not None and self.run.end == "overflow" and self.last in at and self.bug.data:
            rows += self._deeper(at[self.last], self.bug)
        if self.bug is not None and self.run.end in ("panic", "fatal", "overflow") and self.last in at:
            rows.append(Row(at[self.last], "result", self.bug.title))
        if not (told or any(row.kind in ("op", "access") for row in rows)):
            return Lanes([], [], [], [], *self._switches())  # Nothing that one goroutine did has to do with another.
        elsewhere = {*at, *also, *(g for others in gone for g in others), *range(test and idle)}
        folded = [self._id(n.index) for n in self.run.notes if n.index not in elsewhere]
        return Lanes(lanes, _mark(_cut(_folded(rows))), told, folded, *self._switches())

    def _lane(self, g: int, like: list[int]) -> Lane:
        ids = [self._id(other) for other in like]
        if g == 0:
            return Lane(0, 1, "main", like=ids)
        child, fn, _ = self.watcher.created[g - 1]
        timer = isinstance(child.creator, Frame)
        subtest = self.watcher.subtests.get(g)
        place = None if timer else self._made(g) if subtest is None else self.frame(subtest)
        file, line = (place.file, place.line) if place is not None else ("", 0)
        return Lane(g, self._id(g), self._function(fn, place), file, line, ids, timer, self._test(fn), subtest is not None)

    def _function(self, fn: Any, made: Frame | None) -> str:
        """The function that a goroutine is for, or what its go statement calls it."""
        about = stack.info(getattr(fn, "__code__", None))
        name = about.name if about is not None else ""
        if name.startswith(RUNS_TEST):
            return name  # See `Lane.test`.
        called = None if made is None else _GO.search(self.lines.line(made.file, made.line))
        return entry(fn, self.watcher.session.points.own) or (called[1] if called is not None else name)

    def _test(self, fn: Any) -> str:
        """Which of several tests a goroutine runs."""
        session = self.watcher.session
        if session.target is None or session.target.asked is None:
            return ""
        return tested(fn, session.points.own).rpartition("/")[2].partition(".")[2]

    def _told(self, g: int, like: list[int]) -> Also:
        row = self._block(0, self.waits[g], self.events[self.waits[g]])
        return Also([self._id(g), *map(self._id, like)], row.file, row.line, row.text)

    # Rows.

    def _rows(self, at: dict[int, int]) -> list[Row]:
        rows: list[Row] = []
        before: tuple[int, Frame | None] | None = None
        last: Event | None = None
        took: dict[int, str] = {}
        ends: dict[int, list[int]] = {}
        for g, when in self.watcher.ended.items():
            ends.setdefault(when, []).append(g)
        for i, event in enumerate(self.events):
            if last is not None and event.g != last.g and last.g in at and self._could_go_on(last, i):
                rows.append(self._interrupted(at[last.g], last.g, i))
            last = event
            self._touch(rows, at, i)
            self._ends(rows, at, ends.get(i, ()), took)
            if event.g not in at:
                continue
            lane = at[event.g]
            if event.g in took:
                rows.append(Row(lane, "took", took.pop(event.g)))
            if event.op == "block":
                row = self._block(lane, i, event)
                if not row.file and self.waits.get(event.g) != i:
                    continue  # That is package testing's, or another library's.
                shown = next((r for r in reversed(rows) if r.lane == lane), None)
                if row.file and (shown is None or (shown.file, shown.line) != (row.file, row.line)):
                    rows.append(Row(lane, "op", self.lines.line(row.file, row.line) or event.obj, row.file, row.line))
                rows.append(row)
                how = self._goes_on(i, event, at)
                if how:
                    took[event.g] = f"goes on: {how}"
                before = None
                continue
            frame = self.place(event.g, event.site)
            if frame is None or not self._matters(event, i, at):
                continue
            # One line may be several operations: those of Once, or a lock that is looked at twice.
            again = (event.g, frame) == before and not self._circling(event) and i not in self.touches
            if again and event.op == "write" and rows[-1].lane == lane and rows[-1].line == frame.line:
                rows[-1].text = self._source(i, event, frame)  # A line that reads and writes, without anybody in between.
                continue
            if again and (self._library_makes(i) if event.op == "go" else event.op not in ("send", "recv", "close", "select")):
                continue
            before = event.g, frame
            kind = "access" if i in self.touches else "op"
            rows.append(Row(lane, kind, self._source(i, event, frame), frame.file, frame.line))
        self._touch(rows, at, len(self.events))
        self._ends(rows, at, ends.get(len(self.events), ()), took)
        return rows

    def _touch(self, rows: list[Row], at: dict[int, int], i: int) -> None:
        for g, row in self.accesses.get(i, ()):
            if g in at:
                row.lane = at[g]
                rows.append(row)

    def _deeper(self, lane: int, bug: Bug) -> list[Row]:
        """The calls that filled the stack, once, and how deep they were."""
        calls = [Row(lane, "op", self.lines.line(f.file, f.line) or f.name, f.file, f.line) for f in bug.sites]
        return [*calls, Row(lane, "elided", f"… and so on, {bug.data:,} calls deep")]

    def _accesses(self) -> dict[int, list[tuple[int, Row]]]:
        """The two accesses of a race: the second is where it was found; where the first was, its goroutine's lines tell."""
        out: dict[int, list[tuple[int, Row]]] = {}
        if self.bug is None or self.bug.code != "race":
            return out
        index = {note.goid: note.index for note in self.run.notes}
        of_this_kind = [bug for bug in self.run.bugs if bug.code == "race"]
        found = self.watcher.races[of_this_kind.index(self.bug)]
        now, before = self.bug.data["accesses"]
        for access in (before, now):
            g = index.get(access["goroutine"], 0)
            frame = self._own(access["stack"], access["created"])
            if frame is None:
                continue
            at = found if access is now else self._after(g, access["stack"], frame, found)
            text = self.lines.line(frame.file, frame.line)
            verb = ("atomic " if access["atomic"] else "") + ("write" if access["write"] else "read")
            point = self._point_of(g, verb, frame, found)
            if point is not None:
                self.touches.add(point)
                continue
            row = Row(0, "access", _noted(text, verb) if text else verb, frame.file, frame.line)
            out.setdefault(at, []).append((g, row))
        return out

    def _point_of(self, g: int, verb: str, frame: Frame, limit: int) -> int | None:
        """The event that is an access, if it is a point of the schedule: the last one of its kind at its place."""
        events = self.events
        return next(
            (i for i in range(limit - 1, -1, -1) if events[i].g == g and events[i].op == verb and self.place(g, events[i].site) == frame),
            None,
        )

    def _own(self, stack_: list[list[Any]], created: list[list[Any]]) -> Frame | None:
        """The innermost frame of the program's own, or that which made the goroutine; the innermost if there is none."""
        sites = {(f.name, f.line) for f in self.bug.sites} if self.bug is not None else set()
        frames = [Frame(*f) for f in (*stack_, *created)]
        return next((f for f in frames if (f.name, f.line) in sites), frames[0] if frames else None)

    def _after(self, g: int, callers: list[list[Any]], frame: Frame, limit: int) -> int:
        """Number of events when ``g`` was at a line: after the last one that it did further up in one of the functions, or in the end."""
        at = {name: line for name, _, line, *_ in reversed(callers)}
        found = 0
        for i, event in enumerate(self.events[:limit]):
            if event.g == g and event.op != "block":
                place = self.place(g, event.site)
                # What is done on the same line, and does not stand there, is a deferred call's.
                deferred = place == frame and event.op != "go" and not self.names.here(event.op, frame.file, frame.line)
                if place is None or place.name not in at or (place.line <= at[place.name] and not deferred):
                    found = i + 1
                elif not found:
                    return i  # Before the first thing that it did.
        return found or limit

    def _source(self, i: int, event: Event, frame: Frame) -> str:
        """The line, and what happens there if it does not say so, as at the end of a function with deferred calls."""
        text = self.lines.line(frame.file, frame.line)
        if event.op in ("read", "write"):
            return _noted(text, event.op)
        if event.op == "select":
            return _noted(text or event.op, self._chosen(i, event))
        if event.op == "add" and event.site is not None and not self.watcher.session.points.own(event.site[0]) and i in self.watcher.done:
            return _noted(text, f"is done with {self.names.of(event.obj)}")  # What wg.Go does in the end.
        if event.op in ("go", "sleep") or event.obj is None or self.names.here(event.op, frame.file, frame.line):
            return text or event.op
        if event.op == "count":
            still = self.lingering.get(i)
            return _noted(text, f"{self._who(still)} not gone yet" if still else "")
        if event.op in ("once", "atomic") or operands(event.op, text):
            return text
        op = "done" if i in self.watcher.done else event.op
        return _noted(text, f"{_WORDS.get(op, op)} {self.names.of(event.obj)}")

    def _chosen(self, i: int, event: Event) -> str:
        """Which case a select took that did not block."""
        after = next((e for e in self.events[i + 1 :] if e.g == event.g), None)
        if after is not None and after.op == "block":
            return ""  # It is told when it goes on.
        took = self.watcher.took.get(i)
        if took is not None:
            return self._case(*took)
        on = True
        if after is None:  # Who panics has done it, unless that is what it panics for.
            closed = any(case[1] and case[0] is not None and case[0].closed for case in event.obj)
            on = event.g in self.watcher.ended or (event.g == self.last and self.run.end == "panic" and not closed)
        return "takes default" if on else ""

    def _goes_on(self, i: int, event: Event, at: dict[int, int]) -> str:
        """What ends the waiting that began with event ``i``, if no other row tells: somebody who is not shown; the case of a select."""
        j = self._waker(i, event)
        if j is not None and self.events[j].g not in at:
            other = self.events[j]
            took = self.watcher.took.get(j)
            op = other.op if took is None else "send" if took[1] else "recv"
            frame = self.place(other.g, other.site)
            where = f" ({posixpath.basename(frame.file)}:{frame.line})" if frame is not None else ""
            who = "main" if other.g == 0 else f"goroutine {self._id(other.g)}"
            return f"{who} {_WORDS[op]} {self.names.of(other.obj if took is None else took[0])}{where}"
        return self._case(*self.watcher.woke[i]) if i in self.watcher.woke else ""

    def _waker(self, i: int, event: Event) -> int | None:
        """The event by which somebody else ends a waiting for channels, if that is certain."""
        case = self.watcher.woke.get(i)
        wanted = _ENDS.get(event.obj) if case is None else _ENDS["chan send" if case[1] else "chan receive"]
        objects = {id(obj) for obj in (self._awaited(event.g, i) if case is None else case[:1])}
        found: list[int] = []
        for j in range(i + 1, len(self.events) if wanted else 0):
            other = self.events[j]
            if other.g == event.g:
                break
            took = self.watcher.took.get(j)
            op, obj = (other.op, other.obj) if took is None else ("send" if took[1] else "recv", took[0])
            if op in (wanted or ()) and id(obj) in objects:
                if op == "close" and not found:
                    return j
                found.append(j)
        return found[0] if found and len({self.events[j].g for j in found}) == 1 else None

    def _case(self, chan: Any, send: bool) -> str:
        return f"{'sends to' if send else 'receives from'} {self.names.of(chan)}"

    def _who(self, gs: list[int]) -> str:
        ids = [str(self._id(g)) for g in gs]
        return f"goroutine{'s' * (len(ids) > 1)} {', '.join(ids)} {'are' if len(ids) > 1 else 'is'}"

    def _could_go_on(self, last: Event, i: int) -> bool:
        """Whether the goroutine of the event before ``i`` was interrupted."""
        return last.op not in _AT_REST and self.watcher.ended.get(last.g, len(self.events) + 1) > i

    def _interrupted(self, lane: int, g: int, i: int) -> Row:
        following = next((e for e in self.events[i:] if e.g == g), None)
        # Of who never goes on there is no event: its note says what it was about to do.
        note = self.run.notes[g]
        pending = note.site if note.steps > self.watcher.passed.get(g, 0) else None
        site = following.site if following is not None else pending
        frame = self.place(g, site)
        if frame is None:
            return Row(lane, "interrupted", "interrupted")
        return Row(lane, "interrupted", "interrupted before", frame.file, frame.line)

    def _ends(self, rows: list[Row], at: dict[int, int], ended: Any, took: dict[int, str]) -> None:
        for g in ended:
            if g in at:
                if g in took:
                    rows.append(Row(at[g], "took", took.pop(g)))
                rows.append(Row(at[g], "end", "main returns" if g == 0 else "ends"))

    def _makes(self, i: int) -> int:
        """Which goroutine event ``i`` made; 0 if that is not known."""
        return self.watcher.made.get(i, 0)

    def _library_makes(self, i: int) -> bool:
        """Whether the goroutine of event ``i`` was made by a library that was asked to, as by ``wg.Go``."""
        g = self._makes(i)
        return g > 0 and self.watcher.created[g - 1][2] != self._made(g)

    def _matters(self, event: Event, i: int, at: dict[int, int]) -> bool:
        if event.op == "go":
            return self._makes(i) in (0, *at)
        if self._circling(event):
            return event.op not in TURNS or event.g not in self.doing  # How often it went round is told with the rows of a turn.
        if event.op in YIELDS or event.op == "sleep":
            return event.op == "sleep"
        if any(len(self.users[key]) > 1 for key in self._keys(event)):
            return True
        # The operation in which it is blocked for ever, whoever else uses its object.
        return event.g in self.waits and self._waits_for(event.g, i)

    def _circling(self, event: Event) -> bool:
        """Whether an event is of somebody who goes round and round: then each turn is told, and many in one."""
        return self.bug is not None and self.bug.code == "livelock" and event.g in self.bug.goroutines

    def _block(self, lane: int, i: int, event: Event) -> Row:
        _, site = self.watcher.blocked.get(i, (None, None))
        frame = self.place(event.g, site or event.site)
        objects = self._awaited(event.g, i)
        last = self.waits.get(event.g) == i
        names = self._called(event, objects, frame, last)
        held = self._held(event.g) if last and event.obj in LOCKS and objects else ""
        ever = ", for ever" if last and not held and self.run.end in ("deadlock", "exit") else ""
        tests = self.watcher.testing.get(i)
        text = f"waits for {tests}{ever}" if tests else f"{phrase(event.obj, names)}{held}{ever}"
        return Row(lane, "block", text, frame.file if frame is not None else "", frame.line if frame is not None else 0)

    def _called(self, event: Event, objects: list[Any], frame: Frame | None, last: bool) -> str:
        """What the line on which a goroutine blocks calls the objects that it waits for; else their names."""
        if frame is not None and len(objects) == 1:
            for op in _OPS.get(event.obj, ()):
                name = self.names.here(op, frame.file, frame.line)
                if name:
                    return self._name(objects[0], name, frame.name) if last else name
        return ", ".join(dict.fromkeys(map(self.names.of, objects)))

    def _name(self, obj: Any, here: str, function: str) -> str:
        """What somebody waits for in the end, as the line calls it, or by the name that was told first, if that is much the same.

        One function has several names for one object where it has several variables, ``from.mu`` and ``to.mu``; then each line has its own.
        """
        name, first = self.told.setdefault(lock_key("rlock", obj), (here, function))
        if name == here or first == function:
            return here
        return name if here.rpartition(".")[2] == name.rpartition(".")[2] else f"{here} (= {name})"

    def _held(self, g: int) -> str:
        held = list(dict.fromkeys(map(self._holder, self._held_by(g), repeat(g))))
        if len(held) > NAMED:
            held[NAMED:] = [f"{len(held) - NAMED} more"]
        return f", held by {' and '.join(held)}" if held else ""

    def _holder(self, held: Held, g: int) -> str:
        frame = self.place(held.g, held.site)
        who = "itself" if held.g == g else "main" if held.g == 0 else f"goroutine {self._id(held.g)}"
        return who + (f" since line {frame.line}" if frame is not None else "")

    def _switches(self) -> tuple[int, int]:
        """Context switches, and how many of them interrupted somebody."""
        count = interrupted = 0
        last: Event | None = None
        for i, event in enumerate(self.events):
            if last is not None and event.g != last.g:
                count += 1
                interrupted += self._could_go_on(last, i)
            last = event
        return count, interrupted


def phrase(reason: str, names: str) -> str:
    """Why a goroutine waits, in words."""
    known = {
        "chan send": "waits to send on {}",
        "chan receive": "waits to receive from {}",
        "select": "waits in select for {}",
        "sync.Mutex.Lock": "waits for {}",
        "sync.RWMutex.Lock": "waits for {}, to write",
        "sync.RWMutex.RLock": "waits for {}, to read",
        "sync.WaitGroup.Wait": "waits for {} to be done",
    }
    if reason in known and names:
        return known[reason].format(names)
    return {
        "sleep": "sleeps",
        "select (no cases)": "waits: a select without cases",
        "chan send (nil chan)": "waits to send on a nil channel",
        "chan receive (nil chan)": "waits to receive from a nil channel",
        "sync.Cond.Wait": "waits for a signal",
    }.get(reason, f"waits: {reason}")


def _noted(text: str, note: str) -> str:
    """A source line with what happens there; of a long line the beginning, for the note must be seen."""
    if not note:
        return text
    return f"{text if len(text) <= LONG else text[: LONG - 1] + '…'}  ({note})"


def _folded(rows: list[Row]) -> list[Row]:
    """Tell loops in one round: rows that come again and again are there once, with how often."""
    out: list[Row] = []
    at = 0
    while at < len(rows):
        for period in range(1, LONGEST + 1):
            times = 1
            while rows[at : at + period] == rows[at + times * period : at + (times + 1) * period]:
                times += 1
            if (times - 1) * period > 2:
                what = "once more" if times == 2 else f"{times - 1} more times"
                out += rows[at : at + period]
                out.append(Row(out[-1].lane, "elided", f"… {what}" if period == 1 else f"… these {period} rows {what}"))
                at += times * period
                break
        else:
            out.append(rows[at])
            at += 1
    return out


def _cut(rows: list[Row]) -> list[Row]:
    """Leave out the middle of a long table."""
    if len(rows) <= TALL:
        return rows
    head, tail = TALL // 3, TALL - TALL // 3
    left = Counter(row.lane for row in rows[head:-tail])
    return [*rows[:head], Row(left.most_common(1)[0][0], "elided", f"… {len(rows) - head - tail} rows …"), *rows[-tail:]]


def _mark(rows: list[Row]) -> list[Row]:
    """Say where another goroutine goes on."""
    for above, row in pairwise(rows):
        row.switch = above.lane != row.lane
    return rows
