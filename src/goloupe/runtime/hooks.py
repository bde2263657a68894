"""Events for those who watch a run: the race detector, the allocator and collector, traces.

A machine has one `Hook` or None.  Where something happens that a watcher may want to know, the machine does ``if hook is not
None: hook.event(...)``: a few nanoseconds when nobody watches.  Memory reads and writes, allocation and function entry are
reported by instrumented lowered code, which is generated apart; plain lowered code has no trace of them.

All methods do nothing here.  ``g`` is the `runtime2.G` that acts.  Happens-before edges are told the way Go's race detector has
them: `acquire`, `release`, `release_merge` on any object, `slot` for the buffer slot of a channel (acquire, then release),
`rendezvous` when a value passes from one goroutine to another that waits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from goloupe.runtime.runtime2 import G


class Hook:
    """Receives events; override what you need."""

    __slots__ = ()

    # Goroutines.

    def go_create(self, g: G, child: G) -> None:
        """``go`` statement: all that g did happens before the child starts."""

    def go_end(self, g: G) -> None:
        """A goroutine is done."""

    def go_park(self, g: G, reason: str, on: Any) -> None:
        """g blocks, waiting for ``on`` (a channel, an address, None)."""

    def go_ready(self, g: G | None, woken: G) -> None:
        """g (None: a timer) makes another goroutine runnable."""

    def go_switch(self, g: G) -> None:
        """g runs from now on."""

    # Synchronisation.

    def acquire(self, g: G, obj: Any) -> None:
        """All released into obj before happens before what g does from now on."""

    def release(self, g: G, obj: Any) -> None:
        """What g did so far is what obj stands for now."""

    def release_merge(self, g: G, obj: Any) -> None:
        """What g did so far is added to what obj stands for."""

    def slot(self, g: G, chan: Any, index: int) -> None:
        """g puts a value into a buffer slot of a channel or takes it out."""

    def rendezvous(self, g: G, other: G, chan: Any) -> None:
        """g passes a value to or from ``other``, which waits: both are ordered with each other."""

    def sending(self, g: G, chan: Any, line: int = 1) -> None:
        """g is about to send, or has tried to: that and a close must be ordered.  ``line`` is that of a case of a select; 1: of none."""

    def chan_op(self, g: G, op: str, chan: Any) -> None:
        """g did "make", "send", "recv" or "close" on a channel."""

    def lock_op(self, g: G, op: str, obj: Any) -> None:
        """g did "lock", "unlock", "rlock", "runlock", "wait", "signal" … on an object."""

    def timer_op(self, g: G, op: str, timer: Any) -> None:
        """g did "set" or "stop" on a timer; a sleep sets one, too."""

    def atomic(self, g: G, obj: Any, name: Any, write: bool) -> None:
        """g did an atomic operation: acquire and, if it writes, release."""

    # Memory, from instrumented code.

    def read(self, obj: Any, name: Any, site: int) -> None:
        """A field, element or variable was read."""

    def write(self, obj: Any, name: Any, site: int) -> None:
        """A field, element or variable was written."""

    def read_range(self, arr: Any, lo: int, hi: int, site: int) -> None:
        """Elements were read."""

    def write_range(self, arr: Any, lo: int, hi: int, site: int) -> None:
        """Elements were written."""


class Tee(Hook):
    """Passes every event to several hooks."""

    __slots__ = ("hooks",)

    def __init__(self, *hooks: Hook) -> None:
        self.hooks = hooks


def _forward(name: str) -> Any:
    def method(self: Tee, *args: Any) -> None:
        for h in self.hooks:
            getattr(h, name)(*args)

    method.__name__ = name
    return method


for _name in [n for n in vars(Hook) if not n.startswith("_")]:
    setattr(Tee, _name, _forward(_name))
