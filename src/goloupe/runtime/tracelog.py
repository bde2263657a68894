"""The log of a run: one column per attribute of an event, so that a million events are a few arrays.

``goloupe run --trace FILE`` puts a `TraceLog` into the machine as its hook; reporters read the file with `load`.  An event has
a time (virtual nanoseconds), a kind, the goroutine that acts, and an argument: another goroutine, a channel's number, or the
index of a text in ``texts`` (wait reasons, names).

The file is a line of JSON (version, texts, sizes) followed by the columns, little-endian and compressed.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from pathlib import Path
from typing import Any, Final

from goloupe.runtime.hooks import Hook
from goloupe.runtime.proc import G
from goloupe.runtime.timer import Clock

VERSION: Final = 1
KINDS: Final = (
    "create", "end", "park", "ready", "switch", "make", "send", "recv", "close", "lock", "unlock", "rlock", "runlock", "wait",
    "signal", "on",
)  # fmt: skip
"""Of events; ``on`` follows ``park`` and names the channel waited for."""
_INDEX: Final = {k: i for i, k in enumerate(KINDS)}
_CREATE, _END, _PARK, _READY, _SWITCH, _ON = (_INDEX[k] for k in ("create", "end", "park", "ready", "switch", "on"))


class TraceLog(Hook):
    """Writes down what happens."""

    __slots__ = ("_ids", "_keep", "_text", "arg", "clock", "g", "kind", "texts", "time")

    def __init__(self) -> None:
        self.clock: Clock | None = None
        """Set by whoever makes the machine: ``log.clock = rt.clock``."""
        self.time: array[int] = array("q")
        self.kind: array[int] = array("B")
        self.g: array[int] = array("q")
        self.arg: array[int] = array("q")
        self.texts: list[str] = []
        self._text: dict[str, int] = {}
        self._ids: dict[int, int] = {}
        self._keep: list[Any] = []
        """Objects that have a number, so that no other gets their id."""

    def __len__(self) -> int:
        return len(self.kind)

    def _add(self, kind: int, g: int, arg: int) -> None:
        self.time.append(self.clock.now if self.clock is not None else 0)
        self.kind.append(kind)
        self.g.append(g)
        self.arg.append(arg)

    def text(self, s: str) -> int:
        """The index of a text."""
        i = self._text.get(s)
        if i is None:
            i = self._text[s] = len(self.texts)
            self.texts.append(s)
        return i

    def number(self, obj: Any) -> int:
        """The number of a channel or lock, in order of first appearance."""
        n = self._ids.get(id(obj))
        if n is None:
            n = self._ids[id(obj)] = len(self._keep)
            self._keep.append(obj)
        return n

    # Events.

    def go_create(self, g: G, child: G) -> None:
        """A goroutine was created."""
        self._add(_CREATE, g.id, child.id)

    def go_end(self, g: G) -> None:
        """A goroutine ended."""
        self._add(_END, g.id, 0)

    def go_park(self, g: G, reason: str, on: Any) -> None:
        """A goroutine blocks."""
        self._add(_PARK, g.id, self.text(reason))
        for c in on if isinstance(on, list) else [] if on is None else [on]:
            self._add(_ON, g.id, self.number(c))

    def go_ready(self, g: G | None, woken: G) -> None:
        """A goroutine became runnable."""
        self._add(_READY, g.id if g is not None else 0, woken.id)

    def go_switch(self, g: G) -> None:
        """A goroutine runs."""
        self._add(_SWITCH, g.id, 0)

    def chan_op(self, g: G, op: str, chan: Any) -> None:
        """An operation on a channel."""
        self._add(_INDEX[op], g.id, self.number(chan))

    def lock_op(self, g: G, op: str, obj: Any) -> None:
        """An operation on a lock."""
        self._add(_INDEX[op], g.id, self.number(obj))

    # The file.

    def save(self, path: Path) -> None:
        """Write the log."""
        columns = [self.time, self.kind, self.g, self.arg]
        if sys.byteorder == "big":
            columns = [c[:] for c in columns]
            for c in columns:
                c.byteswap()
        blobs = [zlib.compress(c.tobytes(), 1) for c in columns]
        head = {"goloupe-trace": VERSION, "kinds": KINDS, "texts": self.texts, "events": len(self.kind), "sizes": [len(b) for b in blobs]}
        path.write_bytes(json.dumps(head).encode() + b"\n" + b"".join(blobs))


def load(path: Path) -> TraceLog:
    """Read a log."""
    data = path.read_bytes()
    line, _, rest = data.partition(b"\n")
    head = json.loads(line)
    if head.get("goloupe-trace") != VERSION:
        raise ValueError(f"{path}: not a trace of this version")
    log = TraceLog()
    log.texts = head["texts"]
    log._text = {s: i for i, s in enumerate(log.texts)}
    for column, size in zip((log.time, log.kind, log.g, log.arg), head["sizes"], strict=True):
        column.frombytes(zlib.decompress(rest[:size]))
        if sys.byteorder == "big":
            column.byteswap()
        rest = rest[size:]
    return log
