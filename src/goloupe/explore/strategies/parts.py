"""The tree of a search by partial orders, cut into parts that several processes search at once.

A *part* is the tree below one choice of a decision, and where the search in it stands.  Who searches it for a while tells what is left to
do in it, how many partial orders there were, and what is to be tried at the decisions on the way to it, which are kept here.  A part is
split when there are fewer than processes: at its first decision with something left to try.  So a unit needs to know its way and nothing
else, and one that is lost can be done again.

Of two goroutines tried at one decision the second sleeps beside the first as if that had been searched to its end: it will be, and what
matters of it, the classes of what its step did, is known when it has been run once.  Only if the step itself has choices of values must
the first be searched to its end before the second begins.  (Nguyen, Rodríguez, Sousa, Coti and Petrucci, *Quasi-optimal partial order
reduction*, CAV 2018, and the parallel search of Concuerror, go the same way: choices are handed out by whoever keeps the decision.)

The number of partial orders is that of a search by one process: each is run to its end once, whoever does it.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from goloupe.explore.strategies.dpor import TOO_LONG, Dpor, Kinds, Node, want

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goloupe.explore.children import Message

FRESH: Final = 50
"""Runs of a unit that begins a part, or is the only one: most parts are small, and a large one can be split when it has begun."""
TIMED_OUT: Final = "a run took too long"
LOST: Final = "those who searched a part of the tree were lost"


class Place:
    """A decision on the way to parts; ``by`` is the choice at ``up`` that leads to it."""

    __slots__ = ("by", "effects", "live", "node", "open", "order", "up")

    def __init__(self, node: Node, up: Place | None, by: int) -> None:
        self.node = node
        self.up = up
        self.by = by
        self.order: list[int] = [*node.done, node.chosen] if not node.values else list(range(node.value + 1))
        """Choices that were handed out, in that order."""
        self.effects: dict[int, Kinds] = {**node.done, node.chosen: node.effects}
        self.open: set[int] = set()
        """Choices whose effects are not all known."""
        self.live: Counter[int] = Counter()
        """By choice: how many parts below it are not finished."""

    def way(self, by: int) -> Node:
        """The decision as it is seen by the part below ``by``."""
        node = self.node
        out = Node(node.depth, node.candidates, node.enabled, by, node.sleep, node.at, node.values)
        out.value = by if node.values else 0
        out.backtrack = node.backtrack
        if not node.values:
            out.done = {g: self.effects[g] for g in self.order[: self.order.index(by)]}
            out.effects = self.effects[by]
        return out

    def left(self) -> int:
        """The next choice to hand out; -1: none, or not yet."""
        node = self.node
        if node.values:
            return len(self.order) if len(self.order) < node.values else -1
        if self.open:
            return -1
        return next((g for g in node.enabled if g in node.backtrack and g not in self.order and g not in node.sleep), -1)


@dataclass(eq=False)
class Part:
    """What is below choice ``by`` of a decision; all there is, if there is no decision."""

    place: Place | None
    by: int
    rest: list[Node] | None = None
    """Where the search stands; None: it has not begun."""

    def way(self) -> Iterator[tuple[Place, int]]:
        """The decisions on the way to it, the last one first, with their choices."""
        place, by = self.place, self.by
        while place is not None:
            yield place, by
            by = place.by
            place = place.up


class Parts:
    """All parts of one tree; ``workers`` is how many there should be at least."""

    def __init__(self, workers: int = 1, *, strict: bool = False) -> None:
        self.workers = workers
        self._begin(strict)

    def _begin(self, strict: bool) -> None:
        self.strict = strict
        self.traces = self.redundant = 0
        self.why = ""
        self.timed = False
        self.waiting: list[Part] = [Part(None, -1)]
        self.out: dict[str, Part] = {}
        """Those that somebody searches now, by what he was told."""

    @property
    def hopeless(self) -> bool:
        """Runs are so long that not all can be seen."""
        return self.why == TOO_LONG

    @property
    def over(self) -> bool:
        """There is nothing left to search, or no hope to see all."""
        return self.hopeless or not (self.waiting or self.out)

    @property
    def complete(self) -> bool:
        """All was seen; all that there is if the program does not wait for time (`timed`), else all in which operations take none."""
        return self.over and not self.why

    def take(self, runs: int) -> tuple[str, int] | None:
        """A part to search, as text, and how many runs; None: there is none now."""
        if not self.waiting or self.hopeless:
            return None
        part = self.waiting.pop()
        way = [place.way(by) for place, by in part.way()]
        way.reverse()
        text = json.dumps(
            {"way": [n.pack() for n in way], "rest": [n.pack() for n in part.rest or ()], "strict": self.strict}, separators=(",", ":")
        )
        self.out[text] = part
        first = part.rest is None if part.place is not None else self.workers > 1
        return text, min(runs, FRESH) if first else runs

    def lost(self, text: str) -> None:
        """Nobody will search that part."""
        if self.out.pop(text, None) is not None:
            self.why = self.why or LOST

    def done(self, text: str, told: Message) -> None:
        """What came of a part."""
        part = self.out.pop(text, None)
        if part is None:
            return  # Of a search that was begun anew.
        if told["stricter"]:
            self._begin(True)
            return
        self.traces += told["traces"]
        self.redundant += told["redundant"]
        self.why = self.why or told["why"]
        self.timed = self.timed or told["timed"]
        for place in self._wanted(part, told["wanted"]):
            self._offer(place)
        above = part.place
        depth = 0 if above is None else above.node.depth + 1
        part.rest = [Node.unpack(depth + i, data) for i, data in enumerate(told["rest"])]
        if above is not None and not above.node.values:
            above.effects[part.by] |= frozenset(told["effects"])
            if part.rest and not _within(above.node, part.rest[0]):
                above.open.discard(part.by)
                self._offer(above)
        if part.rest:
            self.waiting.append(part)
            while len(self.waiting) < self.workers and part.rest and self._split(part):
                pass
        else:
            self._finished(part)

    def _wanted(self, part: Part, wanted: list[Any]) -> list[Place]:
        if not wanted:
            return []
        way = {place.node.depth: place for place, _ in part.way()}
        for depth, racing, initials in wanted:
            node = way[depth].node
            if racing < 0:
                node.backtrack |= set(node.enabled)
            else:
                want(node, racing, set(initials))
        return [way[depth] for depth in sorted({depth for depth, _, _ in wanted})]

    def _offer(self, place: Place) -> None:
        """Hand out what is left to try at a decision."""
        while (by := place.left()) >= 0:
            place.order.append(by)
            if not place.node.values:
                place.effects[by] = frozenset()
                place.open.add(by)
            part = Part(place, by)
            self.waiting.append(part)
            for above, choice in part.way():
                above.live[choice] += 1

    def _finished(self, part: Part) -> None:
        """There is nothing left in a part."""
        for place, by in part.way():
            place.live[by] -= 1
            if not place.live[by] and by in place.open:
                place.open.discard(by)
                self._offer(place)

    def _split(self, part: Part) -> bool:
        """Hand out what is left at the first decision of a part that has something left."""
        rest = part.rest or []
        for i, node in enumerate(rest):
            after = rest[i + 1] if i + 1 < len(rest) else None
            if node.value + 1 < node.values if node.values else node.left() >= 0 and not _within(node, after):
                break
        else:
            return False
        for node, after in zip(rest[: i + 1], [*rest[1:], None], strict=False):
            part.place = place = Place(node, part.place, part.by)
            part.by = node.value if node.values else node.chosen
            place.live[part.by] = 1
            if _within(node, after):
                place.open.add(part.by)
        part.rest = rest[i + 1 :]
        self._offer(place)
        if not part.rest:
            self.waiting.remove(part)
            self._finished(part)
        return True


def _within(node: Node, after: Node | None) -> bool:
    """Whether a choice of a value is one of the step that was chosen at ``node``, the decision before it."""
    return after is not None and not node.values and after.values > 0 and after.at <= node.at + 1


def search(prefix: str) -> Dpor:
    """The search of a part."""
    if not prefix:
        return Dpor()
    told = json.loads(prefix)
    nodes = [Node.unpack(i, data) for i, data in enumerate((*told["way"], *told["rest"]))]
    return Dpor(nodes, len(told["way"]), strict=told["strict"])


def outcome(done: Dpor, why: str = "") -> Message:
    """What is told of it; ``why`` it was given up, if it was."""
    way = done.way
    return {
        "rest": [] if why or done.why == TOO_LONG else [n.pack() for n in done.rest],
        "wanted": sorted(done.wanted),
        "effects": sorted(way[-1].effects) if way else [],
        "traces": done.traces,
        "redundant": done.redundant,
        "why": why or done.why,
        "timed": done.timed,
        "stricter": done.stricter,
        "unvaried": sorted(done.unvaried),
    }
