"""What the detector keeps of a channel: happens-before goes through the slots of its buffer."""

from __future__ import annotations

from typing import Any

from goloupe.race.clocks import Thread


class Slots:
    """What the detector keeps of a channel."""

    __slots__ = ("last", "send", "sends", "vcs")

    def __init__(self, cap: int) -> None:
        self.vcs = [0] * cap
        """What was released into each slot of the buffer."""
        self.sends: dict[int, list[Any]] = {}
        """Goroutine (its field) -> epoch, place and origin of its last send: what a close must come after."""
        self.last: Thread | None = None
        """The goroutine that sent last; `send` is its entry."""
        self.send: list[Any] = []

    def sender(self, t: Thread) -> None:
        """Another goroutine than the last sends."""
        self.last = t
        found = self.sends.get(t.shift)
        if found is None:
            found = self.sends[t.shift] = [0, 0, ()]
        self.send = found


def slots_of(chan: Any) -> Slots:
    """What the detector keeps of a channel, from now on."""
    chan.vars = made = Slots(chan.cap)
    return made
