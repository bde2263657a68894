"""Which event was before which, in the run of a schedule.

The order of a run is cut where one goroutine stops and another goes on.  Each piece but the first has a constraint: its first event comes
after the last one of the piece before.  That is all that a schedule decides: within a piece the goroutine itself keeps the order.

An event is named so that a native run can tell it: by the goroutine, the line and the operation, and how often that goroutine has been
there.  A goroutine is named by the one that made it, the place of that ``go`` statement, and how often that was passed before; one that
runs a test by the test.

Where the run ended, some goroutines were about to do something, and some had not begun.  In a native run they must not get on either, as
long as the others have not done all that they did: what they do next might undo what the others are about to run into.

A parallel test has two steps at t.Parallel: that it has been let go, and that it goes on, when the others have been let go, too.  What
package testing does between the end of one and the beginning of another would else order them, for the race detector.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from pathlib import PurePath
from types import MappingProxyType
from typing import Any, Final

from goloupe.explore.entry import tested
from goloupe.explore.events import EXIT, HALVES, PLAIN, Event, Variable
from goloupe.explore.recording import Recording, Site, lock_key
from goloupe.explore.run import Bug
from goloupe.explore.shrink import maker_of
from goloupe.leak.places import TEST_MAIN
from goloupe.runtime import stack
from goloupe.runtime.maps import GoMap
from goloupe.runtime.stack import Frame

PIECES: Final = 400
"""Pieces that are kept, at most: the last ones, or the first of those that go round in circles for ever."""
ACCESSES: Final = ("read", "write")
"""Operations on memory itself."""
END: Final = "end"
"""The operation of the end of function main."""


@dataclass(frozen=True)
class Place:
    """Where operations of a kind are."""

    file: str
    line: int
    op: str
    function: str = ""
    """As stacks name it: of a line with several functions, the one that is meant."""
    name: str = ""
    """Of accesses to memory the variable; that of a field begins with a dot, an element is "[]", and local variables have none."""


@dataclass(frozen=True)
class Step:
    """An event that a gate can be in front of."""

    g: int
    place: Place
    case: int = -1
    """The case that a select took, of those with a channel, if it had several."""


@dataclass(frozen=True)
class Child:
    """A goroutine of the model."""

    index: int
    parent: int
    file: str
    """Place of the go statement, as native stacks tell it; empty of those that a timer makes."""
    line: int
    spawn: Place
    """The program's own place that asked for it: the same, or a call of ``wg.Go``."""
    nth: int
    """How many goroutines its parent had made there before."""
    test: str = ""
    """The function of the test that it runs, as native stacks tell it; empty if it runs none."""


@dataclass
class Trace:
    """The order of a run."""

    steps: list[Step]
    children: list[Child]
    goroutines: list[int]
    """Their numbers in reports, in the order of creation."""
    done: frozenset[Place] = frozenset()
    """Places where "add" always takes away, as ``wg.Done()`` does."""
    held: list[Step] = field(default_factory=list)
    """What goroutines were about to do when the run ended."""
    unborn: list[int] = field(default_factory=list)
    """Goroutines that had not begun."""
    amid: list[Place] = field(default_factory=list)
    """Operations that were begun when the run ended, and had not come to their end."""

    def pack(self) -> dict[str, Any]:
        """As JSON."""
        places = {place: i for i, place in enumerate(dict.fromkeys(s.place for s in self.steps))}
        return {
            "places": [astuple(place) for place in places],
            "steps": [(s.g, places[s.place], s.case) for s in self.steps],
            "held": [(s.g, astuple(s.place)) for s in self.held],
            "unborn": self.unborn,
            "amid": [astuple(place) for place in self.amid],
            "children": [(c.index, c.parent, c.file, c.line, astuple(c.spawn), c.nth, c.test) for c in self.children],
            "goroutines": self.goroutines,
            "done": [i for place, i in places.items() if place in self.done],
        }

    @staticmethod
    def unpack(data: dict[str, Any]) -> Trace:
        """From JSON."""
        places = [Place(*p) for p in data["places"]]
        steps = [Step(g, places[i], case) for g, i, case in data["steps"]]
        children = [Child(index, parent, file, line, Place(*spawn), *rest) for index, parent, file, line, spawn, *rest in data["children"]]
        held = [Step(g, Place(*place)) for g, place in data["held"]]
        done = frozenset(places[i] for i in data["done"])
        return Trace(steps, children, data["goroutines"], done, held, data["unborn"], [Place(*p) for p in data["amid"]])


@dataclass(frozen=True)
class Turn:
    """A gate that waits, or is waited for: the n-th time that a goroutine comes to a place."""

    g: int
    place: int
    """Number of the place."""
    nth: int
    wait: int
    """Pieces that must be over; -1 if it need not wait."""
    over: int
    """Pieces that are over when it has been passed; -1 if it ends none."""
    final: bool
    """The goroutine did no more: it waits at other gates until all pieces are over."""


@dataclass
class Plan:
    """The gates."""

    places: list[Place]
    turns: list[Turn]
    births: list[tuple[int, int]]
    """Goroutine, and the piece with its first event."""
    pieces: int
    children: list[Child]
    goroutines: int
    texts: list[str] = field(default_factory=list)
    """The constraints, to be read."""
    cases: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Of selects the goroutine, the place, the how manieth time, and the case that was taken."""
    used: frozenset[int] = frozenset()
    """Numbers of the places that have a part in it."""
    amid: list[Place] = field(default_factory=list)
    """Where the order goes to another goroutine in the midst of a statement, and no gate can be."""
    meets: tuple[int, ...] = ()
    """Numbers of the two places, or twice that of one, where two goroutines are to be at the same time; then there is no order."""


def related(recording: Recording, bug: Bug) -> set[int]:
    """The goroutines of a bug, and all that use what one of them uses: what others do has no part in it.

    A goroutine that is left alone with what it waits for was made by one that may have to do with others.

    Of a test that fails nobody knows which these are.
    """
    if bug.code == "fail":
        return {note.index for note in recording.run.notes}
    users: dict[Any, set[int]] = {}
    used: dict[int, set[Any]] = {}
    for event in recording.run.events:
        if event.obj is None or event.op in ("block", "exit"):
            continue
        objects = [case[0] for case in event.obj] if event.op == "select" else [event.obj]
        for key in (lock_key(event.op, obj) for obj in objects if obj is not None):
            users.setdefault(key, set()).add(event.g)
            used.setdefault(event.g, set()).add(key)
    out = set(bug.goroutines) or {recording.last}
    todo = list(out)
    while todo:
        for key in used.get(todo.pop(), ()):
            new = users[key] - out
            out |= new
            todo += new
        if not todo and bug.code == "leak" and len(out) == 1:  # It is alone: who made it has to do with others.
            todo = [maker_of(recording.run, g) for g in out]
            out.update(todo)
    return out


def trace_of(recording: Recording, files: frozenset[str], bug: Bug) -> Trace:
    """The order of events in these files, of goroutines that can have a part in a bug."""
    run = recording.run
    part = related(recording, bug)
    steps: list[Step] = []
    done: set[Place] = set()
    other: set[Place] = set()
    beside: dict[int, Step] = {}
    """Parallel tests that have been let go, and not gone on."""
    ended = recording.watcher.ended
    for number, event in enumerate(run.events):
        gone_on = [g for g in beside if g == event.g or ended.get(g, number + 1) <= number]
        steps += [beside.pop(g) for g in gone_on]
        if event.op == "block":
            continue
        if event.obj == EXIT and event.op == "exit" and event.site is None:
            steps += beside.values()
            beside.clear()
            steps.append(Step(event.g, Place("", 0, END)))
            continue
        if event.g not in part:
            continue
        place = _place(event.op, event.obj, event.site, files)
        if place is not None:
            steps.append(Step(event.g, place, _case(event, recording.watcher.took.get(number))))
            if event.op == "parallel":
                beside[event.g] = steps[-1]
            (done if number in recording.watcher.done else other).add(place)
    paths = {note.path: note.index for note in run.notes}
    seen: Counter[tuple[int, Place]] = Counter()
    children = []
    for (g, fn, made), site in zip(recording.watcher.created, recording.watcher.asked, strict=True):
        if g.note is None:
            continue
        parent = paths.get(g.note.path.rpartition(".")[0], 0)
        asked = stack.frame_at(*site) if site is not None and made is not None else None
        made = made or Frame("", "", 0)
        asked = asked or made
        spawn = Place(asked.file, asked.line, "go", asked.name)
        test = tested(fn, recording.watcher.session.points.own)
        children.append(Child(g.note.index, parent, made.file, made.line, spawn, seen[parent, spawn], test))
        seen[parent, spawn] += 1
    trace = Trace(steps, children, [note.goid for note in run.notes], frozenset(done - other))
    passed = recording.watcher.passed
    for note in run.notes:
        if note.index == recording.last or note.index in ended:
            continue
        if note.op == "start":
            trace.unborn.append(note.index)
        elif note.index in part and note.steps > passed.get(note.index, 0):
            place = _place(PLAIN.get(note.op, note.op), note.obj, note.site, files)
            if place is None:
                continue
            if note.op in HALVES:
                trace.amid.append(place)
            else:
                trace.held.append(Step(note.index, place))
    return trace


def _place(op: str, obj: Any, site: Site, files: frozenset[str]) -> Place | None:
    """Where an operation is, if that is in these files."""
    frame = None if site is None else stack.frame_at(*site)
    if frame is None or frame.file not in files or frame.file == TEST_MAIN:
        return None
    return Place(frame.file, frame.line, op, frame.name, _variable(obj) if op in ACCESSES else "")


def _variable(obj: Any) -> str:
    """The name of a variable, as far as the source tells it."""
    if obj.__class__ is not Variable:
        return ""
    name = str(obj.name)
    if isinstance(obj.name, int) or isinstance(obj.obj, GoMap):
        return "[]"
    if name == "v":
        return ""
    return f".{obj.called()}" if name.startswith("f_") else str(obj.called())


def _case(event: Event, took: tuple[Any, bool] | None) -> int:
    """Which case a select took."""
    if took is None or len(event.obj) < 2:
        return -1
    matching = [i for i, (chan, send, _) in enumerate(event.obj) if chan is took[0] and bool(send) == took[1]]
    return matching[0] if len(matching) == 1 else -1


def places_of(trace: Trace) -> list[Place]:
    """All places where something happens, and those of go statements, in the order in which they are come to first.

    So gates in front of one statement stand in the order of its events.
    """
    steps = [*trace.steps, *trace.held]
    return list(dict.fromkeys([*(s.place for s in steps if s.place.op != END), *(c.spawn for c in trace.children)]))


def plan_of(
    trace: Trace, places: list[Place], how: Mapping[int, str], same: Mapping[int, int] = MappingProxyType({}), *, early: bool = False
) -> Plan:
    """The gates for a trace.

    ``how`` says what the gate of each place (numbered from 1) is in front of: "op", or "line": a statement in which, by way of other
    functions, several operations may happen; these are one event, and none if something else in that line has a gate of its own: they are
    part of it, as the lock that ``Cond.Wait`` takes again.
    ``same``: places that share the gate of another one.  ``early``: of a long order the beginning is kept.
    """
    number = {place: same.get(i, i) for i, place in enumerate(places, 1) if how.get(i)}
    line = {_line(p): i for p, i in sorted(number.items(), key=lambda item: -item[1]) if how[i] == "line"}
    gated = {_line(p) for p, i in number.items() if how[i] == "op"}
    steps: list[tuple[int, int, int]] = []
    last: dict[int, int] = {}
    amid = list(trace.amid)
    before = -1
    for step in _woken(trace.steps):
        place = step.place
        went, before = before != step.g, step.g
        if place.op == END:
            at = 0
        elif place not in number:
            continue
        else:
            at = number[place]
            if how[at] == "line":
                at = line[_line(place)]
                if last.get(step.g) == at or _line(place) in gated:
                    if went and step.g in last and place.op in ACCESSES:
                        amid.append(place)
                    continue
        last[step.g] = at
        steps.append((step.g, at, step.case if at and how[at] == "op" else -1))
    held = []
    for step in trace.held if not early else ():
        at = number.get(step.place, 0)
        if at and how[at] == "line":
            at = line[_line(step.place)] if _line(step.place) not in gated else 0
            if not at or last.get(step.g) == at:
                amid += [step.place] if step.place.op in ACCESSES else []
                continue
        if at:
            held.append((step.g, at))
    plan = _cut(trace, places, steps, held, early)
    plan.amid = list(dict.fromkeys(amid))
    return plan


def meeting(bug: Bug, files: frozenset[str]) -> Trace | None:
    """The places of a race, for two goroutines that come to them at the same time; None if one is not in these files."""
    places: list[Place] = []
    for access in bug.data["accesses"] if bug.data else ():
        frame = next((Frame(*f) for f in access["stack"] if f[1] in files), None)
        if frame is None:
            return None
        place = Place(frame.file, frame.line, "write" if access["write"] else "read", frame.name)
        places.append(places[0] if places and _line(places[0]) == _line(place) else place)
    return Trace([Step(0, place) for place in places], [], []) if places else None


def meeting_plan(_trace: Trace, places: list[Place], how: Mapping[int, str], _same: Mapping[int, int]) -> Plan:
    """The gates for a meeting at one place or two."""
    meets = (1, len(places)) if all(how.get(i) for i in range(1, len(places) + 1)) else ()
    first, last = (f"{p.op} {PurePath(p.file).name}:{p.line}" for p in (places[0], places[-1]))
    text = f"{first} at the same time as {last}" if len(places) > 1 else f"{first} at the same time as somebody else"
    return Plan(places, [], [], 0, [], 0, [text], meets=meets)


def _line(place: Place) -> tuple[str, int, str]:
    return place.file, place.line, place.function


def _woken(steps: list[Step]) -> list[Step]:
    """Put off the signal for a goroutine that takes its lock again later than others take it.

    Within ``Cond.Wait`` there is no gate that could hold it back.
    """
    out: list[Step] = []
    last: dict[int, Step] = {}
    for step in steps:
        before = last.get(step.g)
        last[step.g] = step
        out.append(step)
        if before is None or (before.place.op, step.place.op) != ("wait", "lock") or before.place.line != step.place.line:
            continue
        at = next((i for i in range(len(out) - 1, -1, -1) if out[i].place.op in ("signal", "broadcast")), -1)
        if at < 0:
            continue
        waker, between = out[at].g, out[at:-1]
        others = [s for s in between if s.g != waker]
        # Of those, nobody must be woken by the same signal.
        waiting = {s.g: s.place.op for s in out[:at]}
        if others and all(waiting.get(s.g) != "wait" for s in others):
            out[at:] = [*others, *(s for s in between if s.g == waker), step]
    return out


def _cut(trace: Trace, places: list[Place], steps: list[tuple[int, int, int]], held: list[tuple[int, int]], early: bool) -> Plan:
    """Cut the order into pieces; those that are ``held`` wait for all of them."""
    pieces: list[list[tuple[int, int, int]]] = []
    count: Counter[tuple[int, int]] = Counter()
    cases: list[tuple[int, int, int, int]] = []
    for g, at, case in steps:
        count[g, at] += 1
        if case >= 0:
            cases.append((g, at, count[g, at], case))
        event = (g, at, count[g, at])
        if pieces and pieces[-1][-1][0] == g:
            pieces[-1].append(event)
        else:
            pieces.append([event])
    pieces = pieces[:PIECES] if early else pieces[-PIECES:]
    waits: dict[tuple[int, int, int], int] = {}
    overs: dict[tuple[int, int, int], int] = {}
    births: dict[int, int] = {}
    texts = []
    for i, piece in enumerate(pieces):
        births.setdefault(piece[0][0], i)
        if i:
            waits[piece[0]] = i
            texts.append(f"{_text(pieces[i - 1][-1], places, trace)} before {_text(piece[0], places, trace)}")
        overs[piece[-1]] = i + 1
    final = set({piece[-1][0]: piece[-1] for piece in pieces}.values())
    turns = [Turn(*event, waits.get(event, -1), overs.get(event, -1), event in final) for event in sorted({*waits, *overs})]
    turns += [Turn(g, at, count[g, at] + 1, len(pieces), -1, False) for g, at in held]
    births.update({g: len(pieces) for g in trace.unborn if g not in births and not early})
    used = frozenset([*(at for _, at, _ in steps), *(at for _, at in held)])
    return Plan(places, turns, sorted(births.items()), len(pieces), trace.children, len(trace.goroutines), texts, cases, used)


def _text(event: tuple[int, int, int], places: list[Place], trace: Trace) -> str:
    g, at, nth = event
    who = f"goroutine {trace.goroutines[g]}" if g else "main"
    if not at:
        return "end of main"
    place = places[at - 1]
    again = "" if nth == 1 else f" ({nth} times)"
    return f"{who} {'done' if place in trace.done else place.op} {PurePath(place.file).name}:{place.line}{again}"
