"""What the scheduler works with: goroutines (G), processors (P) and what waits in queues of channels; see `proc`."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any


class Sudog:
    """A goroutine in the queue of a channel.

    Each G has one of its own for plain sends and receives; a select makes one per case.
    """

    __slots__ = ("c", "elem", "g", "index", "sel", "success")

    def __init__(self, g: G) -> None:
        self.g = g
        self.elem: Any = None
        """The value to send, or the value received."""
        self.success = False
        """Woken by a value, not by close."""
        self.sel: Any = None
        """The select this is a case of (`select.Selecting`)."""
        self.index = 0
        self.c: Any = None


class G:
    """A goroutine."""

    __slots__ = (
        "args",
        "bubble",
        "creator",
        "fn",
        "id",
        "labels",
        "lasti",
        "locked",
        "note",
        "on",
        "panic",
        "param",
        "parent",
        "reason",
        "since",
        "spinning",
        "sudog",
        "switch",
        "vars",
    )

    def __init__(self, id: int, fn: Callable[..., Any], args: tuple[Any, ...], parent: int) -> None:  # noqa: A002
        self.id = id
        self.fn = fn
        self.args = args
        self.parent = parent
        """Id of the goroutine that created it."""
        self.creator: Any = None
        """Code object of the function that did, and the place in it."""
        self.lasti = 0
        self.switch: Any = None
        """Resumes it; None before it has run."""
        self.reason = ""
        """Why it waits, in Go's words; empty while it runs or can run."""
        self.on: Any = None
        """What it waits for: a channel, an address, a list of them."""
        self.since = 0
        self.spinning = False
        """It gives way in a loop that gets nowhere."""
        self.sudog = Sudog(self)
        self.panic: Any = None
        """The innermost panic in progress (`defers.Panic`)."""
        self.param: Any = None
        """Passed by whoever wakes it."""
        self.locked = 0
        self.labels: Any = None
        self.bubble: Any = None
        """The bubble of synctest that it belongs to (`bubble.Bubble`)."""
        self.vars: Any = None
        """For the race detector and others: what they keep per goroutine."""
        self.note: Any = None
        """For exploration: what it keeps per goroutine."""

    def __repr__(self) -> str:
        return f"G{self.id}"


class P:
    """A processor: the right to run Go code, with a queue of goroutines."""

    __slots__ = ("curg", "goid", "goid_end", "id", "runnext", "runq", "schedtick", "stale", "stale_tick")

    def __init__(self, id: int) -> None:  # noqa: A002
        self.id = id
        self.runnext: G | None = None
        self.runq: deque[G] = deque()
        self.schedtick = 0
        self.curg: G | None = None
        """The goroutine in the middle of running, while another P is current."""
        self.goid = 0
        self.goid_end = 0
        self.stale = 0
        self.stale_tick = -1
