"""Dynamic partial order reduction: one run for each partial order of the operations, as nearly as that goes.

Abdulla, Aronis, Jonsson and Sagonas, *Optimal dynamic partial order reduction*, POPL 2014: source sets with sleep sets.  After each run its
races are looked at: pairs of dependent steps, one right after the other as far as happens-before goes.  For each the run must also go the
other way round; if no goroutine that could begin that is to be tried at the decision before the first step, one is added there
(a *source set*).  A goroutine whose turn has been explored at a decision *sleeps* below it until its next step depends on what is done.

The search is by repeating runs: the decisions up to the deepest one with something left to try are taken as before, then it goes on
with the first goroutine that does not sleep.  Choices of values (a ready case of a select, where a map's iteration begins) branch fully.

In programs that try locks, giving one back is an operation of its own, which depends on the tries of that lock and on nothing else.

A goroutine that is about to lock a locked mutex is not chosen as long as others can go on: who waits in which order makes no
difference to a mutex, only who gets it.  Nor is one that asks for the number of goroutines where it has asked before, has had the same
answer, and has done nothing since but give way: the run says that it was not tried how often a loop does that.

When nothing is left to try, all runs have been made, up to the order of independent operations, and up to these: the random numbers are
those of one seed, and what would come after a panic is not looked at.  Time goes on only when all goroutines wait, and no operation takes
any; so of a program that waits for time, or has a timer that may fire before anybody does, the search cannot say that it has seen all.
Nor can it if a run was cut off.

Sleep sets see to it that of runs which differ in the order of independent operations only one is made to its end: the number of runs that
were not given up because everybody slept is the number of partial orders.  It does not depend on who searched which part of the tree
(`goloupe.explore.strategies.parts`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from goloupe.explore.director import RUNNABLE, SPIN, Director
from goloupe.explore.events import key_of
from goloupe.explore.machine import STALL, ControlledMachine
from goloupe.explore.run import CUT_OFF, LARGE_MAPS, POLLS
from goloupe.explore.strategies.dependence import CONFLICTS, CRASH, MAY_WAIT, SEEN, Access, accesses, completion, meet
from goloupe.explore.strategies.trace import Step, Trace
from goloupe.runtime.maps import START_RANGE
from goloupe.runtime.sema import LOCKED, NotifyList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goloupe.explore.run import Run
    from goloupe.runtime.runtime2 import G

PAPER: Final = "Abdulla, Aronis, Jonsson, Sagonas: Optimal dynamic partial order reduction, POPL 2014"
LONGEST: Final = 1_000
"""Steps of a run beyond which there is no hope to see all, if there is a decision at each; the fewer there are, the longer it may be."""
MOST: Final = 400_000
"""Steps of a run that are remembered."""
CRASHES: Final = ("panic", "fatal", "overflow", "memory")
TOO_LONG: Final = "a run is too long"

_MAY_BE_LATER: Final = ("lock", "count")

Kinds = frozenset[int]


class Node:
    """A decision: among goroutines, or among ``values``."""

    __slots__ = ("at", "backtrack", "candidates", "chosen", "depth", "done", "effects", "enabled", "sleep", "value", "values")

    def __init__(
        self, depth: int, candidates: list[int], enabled: list[int], chosen: int, sleep: dict[int, Kinds], at: int, values: int = 0
    ) -> None:
        self.depth = depth
        """How many decisions come before it."""
        self.candidates = candidates
        """Goroutines, as the director is given them."""
        self.enabled = enabled
        """Those that are to be considered."""
        self.chosen = chosen
        self.backtrack = {chosen}
        """To be tried, or tried already."""
        self.done: dict[int, Kinds] = {}
        """Tried; with the classes of what they did after their operations."""
        self.effects: Kinds = frozenset()
        """Of the one that is chosen now."""
        self.sleep = sleep
        self.at = at
        """Number of the step that follows."""
        self.values = values
        self.value = 0

    def pack(self) -> list[Any]:
        """As JSON."""
        return [
            self.candidates,
            self.enabled,
            self.chosen,
            [[g, sorted(kinds)] for g, kinds in self.sleep.items()],
            self.at,
            self.values,
            self.value,
            sorted(self.backtrack),
            [[g, sorted(kinds)] for g, kinds in self.done.items()],
            sorted(self.effects),
        ]

    @classmethod
    def unpack(cls, depth: int, data: Sequence[Any]) -> Node:
        """From JSON."""
        candidates, enabled, chosen, sleep, at, values, value, backtrack, done, effects = data
        node = cls(depth, candidates, enabled, chosen, {g: frozenset(kinds) for g, kinds in sleep}, at, values)
        node.value = value
        node.backtrack = set(backtrack)
        node.done = {g: frozenset(kinds) for g, kinds in done}
        node.effects = frozenset(effects)
        return node

    def left(self) -> int:
        """A goroutine that is still to be tried; -1: none."""
        for g in self.enabled:
            if g in self.backtrack and g not in self.done and g not in self.sleep:
                return g
        return -1


class Tree(Director):
    """One run: repeats the decisions of a stack of nodes, then adds new ones to it."""

    __slots__ = (
        "_depth",
        "_known",
        "_limit",
        "_pending",
        "_sleep",
        "_slept",
        "_waited",
        "imprecise",
        "left",
        "redundant",
        "see",
        "since",
        "stack",
        "strict",
        "stricter",
        "timed",
    )

    name = "dpor"
    paper = PAPER

    def __init__(self, stack: list[Node], strict: bool) -> None:
        self.stack = stack
        self.strict = strict
        super().__init__(0)

    def _start(self) -> None:
        self.since = self.stack[-1].at if self.stack else 0
        """Steps before this one were there in the last run."""
        self.see = Trace()
        self.imprecise = ""
        """Why it cannot be said that nothing was left out."""
        self.timed = False
        """Time went on before the program was over, or could have."""
        self.stricter = False
        """The search must begin anew, in the strict form."""
        self.redundant = False
        """Everybody sleeps, and the rest of the run is nothing new; or it is given up.  No more is noted."""
        self.left: list[tuple[int, list[Access]]] = []
        """Operations that were still to be done when the program crashed."""
        self._depth = 0
        self._known: set[int] = set()
        """Goroutines that can run and were seen to."""
        self._pending: set[int] = set()
        """Those that are before an operation."""
        self._sleep: dict[int, Kinds] = {}
        self._slept = 0
        """Steps after which sleepers were looked at."""
        self._waited: dict[Any, set[int]] = {}
        """Who has waited for a group."""

    # Decisions.

    def next(self, current: G | None, ready: Sequence[G], timers: bool) -> int:
        """As the node says, or the first that does not sleep."""
        if self.redundant:
            return super().next(current, ready, timers)
        self._look(current, ready)
        candidates = [g.note.index for g in ready]
        if current is not None:
            candidates.insert(0, current.note.index)
            self._pending.add(candidates[0])
        node: Node | None = None
        if self._depth < len(self.stack):
            node = self.stack[self._depth]
            if node.candidates != candidates:
                self.imprecise = "a run did not repeat"
                self.redundant = True
                node = None
        else:
            node = self._decide(current, ready, candidates)
        if node is None:
            return super().next(current, ready, timers)
        self._depth += 1
        choice = candidates.index(node.chosen)
        self._sleep = {g: e for g, e in (*node.sleep.items(), *node.done.items()) if g != node.chosen}
        self._slept = len(self.see.steps)
        self._spin = self._spin + 1 if current is not None and not choice else 0
        self._open(([current, *ready] if current else ready)[choice], node)
        if current is not None and choice:
            self._known.add(candidates[0])
        self.log.append(choice)
        self.kinds.append(RUNNABLE)
        return choice

    def _decide(self, current: G | None, ready: Sequence[G], candidates: list[int]) -> Node | None:
        queue = [*ready] if current is None else [current, *ready]
        enabled = [i for i, g in zip(candidates, queue, strict=True) if not self._waits(g)] or candidates
        if self._hopeless():
            return None
        self._wake()
        awake = [g for g in enabled if g not in self._sleep]
        if not awake:
            self._nothing_new()
            return None
        chosen = awake[-1] if current is not None and self._spin > SPIN else awake[0]
        node = Node(self._depth, candidates, enabled, chosen, self._sleep, len(self.see.steps))
        self.stack.append(node)
        return node

    def _hopeless(self) -> bool:
        """Whether there is no hope to see all, as this is one decision more."""
        if (self._depth + 1) * max(self._depth + 1, len(self.see.steps)) > LONGEST**2:
            self._too_long()
        return self.redundant

    def _too_long(self) -> None:
        self.imprecise = TOO_LONG
        self.redundant = True

    def _nothing_new(self) -> None:
        """Everybody sleeps.  If one of them would end the program by a crash, what others would have done after that is known here only."""
        self.redundant = True
        if any(CRASH in effects for effects in self._sleep.values()):
            self.left = self.pending()

    def _waits(self, g: G) -> bool:
        """Whether a goroutine is before the lock of a locked mutex, or asks for the number of goroutines in vain."""
        note = g.note
        op, index = note.op, note.index
        if op not in _MAY_BE_LATER or index not in self._pending:
            return False
        if op == "lock":
            return bool(note.obj.f_state & LOCKED)
        machine = self.machine
        assert machine is not None
        if machine.census is None or machine.census.polls(note, note.site, note.steps - 1) != len(machine.allgs):
            return False
        machine.unvaried.add(POLLS)
        return True

    def _wake(self) -> None:
        """Wake those whose next step depends on one that was done since."""
        machine = self.machine
        assert machine is not None
        for step in self.see.steps[self._slept :]:
            if not self._sleep:
                break
            touched = step.accesses + step.effects
            conflicts = {c for _, kind in touched for c in CONFLICTS[kind]}
            for g, effects in list(self._sleep.items()):
                note = machine.notes[g]
                mine = accesses(note.op, note.obj, self.strict) if g in self._pending else completion(note.op, note.obj)
                if g == step.g or not conflicts.isdisjoint(effects) or meet(touched, mine):
                    self._sleep = {h: e for h, e in self._sleep.items() if h != g}
        self._slept = len(self.see.steps)

    def pick(self, kind: str, n: int) -> int:
        """All values, one after the other."""
        if kind == "map" and n == START_RANGE and self.machine is not None:
            self.machine.unvaried.add(LARGE_MAPS)
        if self._depth < len(self.stack):
            node = self.stack[self._depth]
            self._depth += 1
            if node.values == n:
                return node.value
            self.imprecise = "a run did not repeat"
            self.redundant = True
        if self.redundant or self._hopeless():
            return 0
        self.stack.append(Node(self._depth, [], [], -1, {}, len(self.see.steps), n))
        self._depth += 1
        return 0

    # Steps.

    def _look(self, current: G | None, ready: Sequence[G]) -> None:
        """See who can run that could not before, and whether the last step had to wait."""
        steps = self.see.steps
        known = self._known
        for g in ready:
            i = g.note.index
            if i not in known:
                known.add(i)
                self.see.wakes.append((len(steps) - 1, i))
        if current is None and steps:
            machine = self.machine
            assert machine is not None
            last = machine.curg
            if last.reason and last.note.index == steps[-1].g:
                steps[-1].parked = True

    def _open(self, g: G, node: Node | None) -> None:
        """A step of ``g`` begins."""
        note = g.note
        self._known.discard(note.index)
        awaited = note.index in self._pending
        self.see.steps.append(Step(note.index, node, [] if awaited else completion(note.op, note.obj), awaited))

    def only(self, g: G) -> None:
        """A step without a decision."""
        if self.redundant:
            return
        self._look(None, (g,))
        if self._sleep:
            self._wake()
            if g.note.index in self._sleep:
                self._nothing_new()
                return
        self._open(g, None)
        if len(self.see.steps) > MOST:
            self._too_long()

    def executed(self, g: G) -> None:
        """The operation of a step."""
        if self.redundant:
            return
        note = g.note
        machine = self.machine
        if not self.timed and machine is not None and machine.clock.heap and not machine.main_done:
            # A timer may fire before anybody waits for it, unless that is far off.
            self.timed = 0 < machine.clock.next_when() <= machine.clock.now + STALL
        steps = self.see.steps
        if not steps or steps[-1].g != note.index or not steps[-1].awaited:
            steps.append(Step(note.index, None, [], True))
            if len(steps) > MOST:
                self._too_long()
        step = steps[-1]
        step.awaited = False
        op, obj = note.op, note.obj
        if op == "spin":
            self.imprecise = "a loop waits for memory to change"
        step.accesses = accesses(op, obj, self.strict)
        if obj is not None and (op == "send" or op == "recv"):
            self.see.caps[id(obj)] = obj.cap
        elif self._again(op, obj, note.index) and not self.strict:
            self.stricter = True
        self._pending.discard(note.index)

    def _again(self, op: str, obj: Any, g: int) -> bool:
        """Whether a group is used again beside somebody who has waited for it: it matters who had to wait, and who came late."""
        if op == "wait" and obj.__class__ is not NotifyList:
            self._waited.setdefault(key_of(obj), set()).add(g)
        elif op == "add" and not obj.f_state.f_v >> 32:
            return not self._waited.get(key_of(obj), set()) <= {g}
        return False

    def did(self, g: G, op: str, obj: Any) -> None:
        """Something that a step does after its operation."""
        note = g.note
        if note is None or self.redundant or (op == note.op and obj is note.obj):
            return  # The last is a lock that is given back at a point: that is an operation, and was told as one.
        steps = self.see.steps
        if not steps or steps[-1].g != note.index:
            steps.append(Step(note.index, None, [], False))
        steps[-1].effects += accesses(op, obj, self.strict)
        if not self.strict and op in SEEN and note.op in MAY_WAIT:
            self.stricter = True

    def elapsed(self, idle: bool) -> None:
        """All that comes after it comes after all that was before."""
        self.see.jumps.append(len(self.see.steps))
        machine = self.machine
        self.timed = self.timed or (machine is not None and not machine.main_done)
        if not idle:
            self.imprecise = "a timer fired while goroutines ran"

    def pending(self) -> list[tuple[int, list[Access]]]:
        """The operations that were to be done next."""
        machine = self.machine
        assert machine is not None
        notes = [machine.notes[i] for i in sorted(self._pending)]
        return [(note.index, accesses(note.op, note.obj, self.strict)) for note in notes]


class Dpor:
    """All runs, up to the order of independent steps; or those of one part of the tree.

    ``stack`` is where the search stands: the first ``floor`` nodes of it are the way to the part, and belong to somebody else.
    """

    name = Tree.name
    paper = PAPER

    def __init__(self, stack: list[Node] | None = None, floor: int | None = None, *, strict: bool = False) -> None:
        self.complete = False
        self.exhausted = False
        """All has been seen, if operations take no time; that is all there is if the program does not wait for time."""
        self.runs = 0
        self.redundant = 0
        """Runs that turned out to be nothing new."""
        self.why = ""
        """Why it will not be able to say that it has seen all."""
        self.strict = strict
        self.timed = False
        """The program waits for time."""
        self.unvaried: set[str] = set()
        """What was the same in all runs: see `goloupe.explore.run.Run.unvaried`."""
        self.stricter = False
        """This part is no good, for the search must begin anew, in the strict form."""
        self.wanted: set[tuple[int, int, tuple[int, ...]]] = set()
        """What is to be tried at the nodes below ``floor``: depth, goroutine, those that would do as well; -1: all."""
        self._part = floor is not None
        self._floor = floor or 0
        self._stack: list[Node] = [] if stack is None else stack
        self._first = len(self._stack) == self._floor
        self._last: Tree | None = None

    @property
    def traces(self) -> int:
        """Partial orders that have been seen."""
        return self.runs - self.redundant

    @property
    def rest(self) -> list[Node]:
        """Where the search stands, above ``floor``; what was done there is noted in it."""
        return [] if self.exhausted else self._stack[self._floor :]

    @property
    def way(self) -> list[Node]:
        """The nodes below ``floor``."""
        return self._stack[: self._floor]

    def next_schedule(self) -> Director | None:
        """The next run: the deepest decision with something left to try goes another way."""
        stack = self._stack
        if self.why == TOO_LONG or self.stricter:
            return None
        if not self._first:
            while len(stack) > self._floor:
                node = stack[-1]
                if node.values:
                    node.value += 1
                    if node.value < node.values:
                        break
                else:
                    node.done[node.chosen] = node.effects
                    g = node.left()
                    if g >= 0:
                        node.chosen = g
                        node.effects = frozenset()
                        break
                stack.pop()
            else:
                self.exhausted = self._part or not self.why
                self.complete = self.exhausted and not self.why and not self.timed
                return None
        self._first = False
        self._last = Tree(stack, self.strict)
        return self._last

    def finished(self, run: Run) -> None:
        """Look at the run's races."""
        tree = self._last
        if tree is None or tree.machine is None:
            return
        machine = tree.machine
        if tree.stricter:
            self.strict = True
            self.stricter = self._part
            self._stack.clear()
            self._first = True
            self.runs = self.redundant = 0
            return
        self.runs += 1
        self.redundant += tree.redundant
        if len(self._stack) * len(tree.see.steps) > LONGEST**2:
            self.why = TOO_LONG
        self.why = self.why or tree.imprecise
        self.timed = self.timed or tree.timed
        self.unvaried.update(run.unvaried)
        if run.end in CUT_OFF or machine.steps > machine.until:
            self.why = self.why or "a run was cut off"
        if machine.__class__ is not ControlledMachine:
            self.why = self.why or "a bubble of testing/synctest looks at who is blocked"
        if self.why == TOO_LONG:
            return
        crashed = run.end in CRASHES and not tree.redundant
        see = tree.see
        races = see.races(len(machine.notes), tree.since, tree.pending() if crashed else tree.left)
        for step in see.steps:
            node = step.node
            if node is not None and step.effects:
                node.effects |= {kind for _, kind in step.effects}
        for first, second in races:
            node = see.steps[first].node
            if node is None or len(node.enabled) == 1:
                continue
            self._reverse(node, see.steps[second].g, see.initials(first, second))
        if crashed:
            # The end of the program comes before all that the others would have done.
            decided = [step.node for step in see.steps if step.node is not None]
            if decided:
                node = decided[-1]
                if node.depth < self._floor:
                    self.wanted.add((node.depth, -1, ()))
                node.backtrack |= set(node.enabled)

    def _reverse(self, node: Node, racing: int, initials: set[int]) -> None:
        if initials.isdisjoint(node.backtrack) and initials.isdisjoint(node.sleep):
            if node.depth < self._floor:
                self.wanted.add((node.depth, racing, tuple(sorted(initials))))
            else:
                want(node, racing, initials)


def want(node: Node, racing: int, initials: set[int]) -> None:
    """See to it that one of ``initials`` is tried at a node."""
    if initials.isdisjoint(node.backtrack) and initials.isdisjoint(node.sleep):
        possible = initials.intersection(node.enabled)
        # If none of them can go on there, the step's place is not known well enough: all are tried.
        node.backtrack |= {racing if racing in possible else min(possible)} if possible else set(node.enabled)
