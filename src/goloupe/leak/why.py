"""Why a goroutine waits, as a sentence that follows the chain from one to the next.

    goroutine 7 waits for s.mu (main.go:30), held by goroutine 9 (locked at main.go:22), which waits to send on s.ch (main.go:12),
    which only goroutine 7 receives from

Holders of locks are known if a `holders.Holders` watched the run.  Otherwise, and for channels and the rest, those are named whose
stacks lead to what is waited for, and of them those whose functions are seen to send to the channel, or receive, as is needed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from goloupe.leak.find import FOREVER, awaited, frames_of, stack, waits
from goloupe.leak.holders import Holders, Holding
from goloupe.leak.places import creator, in_testing, name_of, text_at, text_of, where
from goloupe.leak.reach import Reach
from goloupe.leak.uses import does
from goloupe.leak.world import world_of
from goloupe.runtime import chan, dump, select, sema
from goloupe.runtime import stack as stack_of

if TYPE_CHECKING:
    from goloupe.runtime.machine import Machine
    from goloupe.runtime.runtime2 import G

    _Next = tuple[str, G | None]
    """How a sentence goes on, and with whom."""

_LINKS: Final = 6
"""How long a chain is followed."""
_MANY: Final = 64
"""Goroutines whose stacks are looked through at most."""
_NAMED: Final = 3
"""Goroutines that are named one by one at most."""
_LOCKS: Final = frozenset((sema.MUTEX_LOCK, sema.RWMUTEX_LOCK, sema.RWMUTEX_RLOCK))


_SENDING: Final = frozenset(("chansend", "trysend", "closechan"))
_RECEIVING: Final = frozenset(("chanrecv", "chanrecv2", "tryrecv", "channel_range"))
"""Operations of the machine by which a function sends or closes, or receives."""
_SELECT: Final = frozenset(("select",))
_PLURAL: Final = {"receives from": "receive from", "sends to or closes": "send to or close"}


class Why:
    """Explains the goroutines of a machine that stands still."""

    def __init__(self, machine: Machine, holders: Holders | None = None) -> None:
        self.machine = machine
        self.holders = holders
        self._reaches: dict[int, Reach] = {}
        self._names: dict[int, tuple[str, str]] = {}
        """Object -> what it was called first, and in which function."""

    def sentence(self, g: G) -> str:
        """What a goroutine waits for, and who would have to give it."""
        out = [f"goroutine {g.id} {self.waits(g)}"]
        chain = [g]
        while len(chain) < _LINKS:
            text, following = self._giver(chain[-1], chain)
            out.append(text)
            if following is None or following in chain:
                break
            chain.append(following)
            if not following.reason:
                break
            out.append(f", which {self.waits(following)}")
        return "".join(out)

    def waits(self, g: G) -> str:
        """What a goroutine waits for, and where."""
        at = f" ({text_of(where(self.machine, g))})"
        reason = g.reason
        tests = in_testing(dump.frames_of(g), self.machine.goroot)
        if tests:
            return f"waits for {tests}{at}"
        if reason == select.SELECT_NO_CASES:
            return "waits for ever in select {}" + at
        if reason in FOREVER or (reason == select.SELECT and g.on is None):
            what = "send on" if reason == chan.CHAN_SEND_NIL else "receive from" if reason == chan.CHAN_RECEIVE_NIL else "use"
            return f"waits for ever to {what} a nil channel{at}"
        if reason == select.SELECT:
            names = [self.name(g, c, "a channel") for c in dict.fromkeys(awaited(g))]
            return f"waits in a select on {_listed(names)}{at}"
        on = awaited(g)
        if not on:
            return f"waits: {reason}{at}"
        if reason == chan.CHAN_SEND:
            return f"waits to send on {self.name(g, on[0], 'a channel')}{at}"
        if reason == chan.CHAN_RECEIVE:
            return f"waits to receive from {self.name(g, on[0], 'a channel')}{at}"
        if reason == sema.COND_WAIT:
            return f"waits for a signal of {self.name(g, on[0], 'a condition')}{at}"
        if reason == sema.WAITGROUP_WAIT:
            return f"waits until {self.name(g, on[0], 'a wait group')} is done{at}"
        how = " for reading" if reason == sema.RWMUTEX_RLOCK else ""
        return f"waits for {self.name(g, on[0], 'a lock')}{how}{at}"

    def name(self, g: G, obj: Any, kind: str) -> str:
        """What the program calls an object; the same in all functions, if it is the same field of variables with other names."""
        found = name_of(self.machine, g, obj)
        if not found:
            return kind
        at = where(self.machine, g)
        function = at.name if at is not None else ""
        name, first = self._names.setdefault(id(obj), (found, function))
        return found if first == function or found.rpartition(".")[2] != name.rpartition(".")[2] else name

    # Who could give it.

    def _giver(self, g: G, chain: list[G]) -> _Next:
        """How the sentence goes on, and with whom."""
        on = awaited(g)
        if not on or g.reason in FOREVER:
            return "", None
        if g.reason in _LOCKS:
            return self._holder(g, on[0], chain)
        if g.reason == chan.CHAN_SEND:
            return self._others(g, on, chain, "receives from", _RECEIVING)
        if g.reason == chan.CHAN_RECEIVE:
            return self._others(g, on, chain, "sends to or closes", _SENDING)
        return self._others(g, on, chain)

    def _holder(self, g: G, lock: Any, chain: list[G]) -> _Next:
        if self.holders is None:
            return self._others(g, [lock], chain)
        writer = getattr(lock, "f_w", None)
        held = list(self.holders.of(lock))
        if writer is not None:  # A sync.RWMutex: its readers, and who has or wants it for writing.
            held = [h for h in held if h.read] if g.reason == sema.RWMUTEX_LOCK else self.holders.of(writer.f_mu)
        if not held:
            return ", which nobody holds", None
        shown = list(dict.fromkeys(self._one(h, g) for h in held))
        if len(shown) > _NAMED:
            shown[_NAMED:] = [_rest(len(shown) - _NAMED)]
        return ", held by " + _listed(shown), held[0].g

    def _one(self, h: Holding, g: G) -> str:
        gone = ", which has ended" if h.g.id not in self.machine.allgs else " itself" if h.g is g else ""
        how = "locked for reading" if h.read else "locked"
        return f"goroutine {h.g.id}{gone} ({how} at {text_at(h.site) if h.site is not None else text_of(creator(h.g))})"

    def _others(self, g: G, on: Sequence[Any], chain: list[G], verb: str = "", operations: frozenset[str] = frozenset()) -> _Next:
        """Others who have one of these objects; those alone who do the operation that is waited for, if that is known of all."""
        allgs = self.machine.allgs
        having = [h for h in list(allgs.values())[:_MANY] if h is not g and any(self._reach(h).reached(x) for x in on)]
        acting = [h for h in having if operations and _does(h, operations, on)]
        # Of the others it must be known that they do the opposite alone; a select may do either.
        if any(_does(h, _SELECT, on) or (h not in acting and not _does(h, _SENDING | _RECEIVING, on)) for h in having):
            acting = []
        if not having:
            return (", which nobody else has" if len(on) == 1 else ", of which nobody else has any"), None
        # Who stands in the chain already closes it.
        ordered = sorted(acting or having, key=lambda h: (h not in chain, h.id))
        numbers = [str(h.id) for h in ordered]
        if in_testing(dump.frames_of(g), self.machine.goroot) and len(ordered) == 1:
            return f", which goroutine {ordered[0].id} runs", ordered[0]
        if len(numbers) > _NAMED:
            numbers[_NAMED:] = [_rest(len(numbers) - _NAMED)]
        one = len(ordered) == 1
        does = (verb if one else _PLURAL[verb]) if acting else "has" if one else "have"
        only = "only " if len(allgs) <= _MANY else ""
        return f", which {only}goroutine{'' if one else 's'} {_listed(numbers)} {does}", ordered[0] if one else None

    def _reach(self, g: G) -> Reach:
        """What the stack of one goroutine leads to."""
        found = self._reaches.get(g.id)
        if found is None:
            world = world_of(self.machine)
            found = self._reaches[g.id] = Reach((self.machine.values, *world.stops), world.leaves)
            found.mark(stack(g))
        return found


def _does(g: G, operations: frozenset[str], objects: Sequence[Any]) -> bool:
    """Whether one of the functions that a goroutine is in does one of these operations with one of these objects."""
    return any(stack_of.shows(frame.f_code) and does(frame, operations, list(objects)) for frame in frames_of(g))


def sentences(machine: Machine, holders: Holders | None) -> list[str]:
    """One for each goroutine that waits for another; those that say the same are counted."""
    why = Why(machine, holders)
    lines: dict[str, str] = {}
    again: Counter[str] = Counter()
    for g in machine.allgs.values():
        if waits(g) and not for_tests(g):
            line = why.sentence(g)
            kind = _NUMBER.sub("#", line)
            lines.setdefault(kind, line)
            again[kind] += 1
    out = [line + (f"; {again[kind] - 1} more like it" if again[kind] > 1 else "") for kind, line in lines.items()]
    return out[:_LINES] + ([f"and {_rest(len(out) - _LINES)}"] if len(out) > _LINES else [])


def for_tests(g: G) -> bool:
    """Whether a goroutine waits for a test to end: what it was called for is not what goes wrong."""
    frames = dump.frames_of(g)
    return bool(frames) and frames[0].name.startswith("testing.")


def explanation(machine: Machine, holders: Holders | None) -> str:
    """The same as text to follow Go's report."""
    return "".join(f"\n{line}\n" for line in sentences(machine, holders))


_NUMBER: Final = re.compile(r"(?<![:\w])\d+")
_LINES: Final = 50
"""Goroutines of different kinds that are explained at most."""


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _rest(n: int) -> str:
    return "1 other" if n == 1 else f"{n} others"
