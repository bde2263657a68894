"""The log of a run: one column per attribute of an event, so that a million events are a few arrays.

``goloupe run --trace FILE`` (and ``test``) puts a `TraceLog` into the machine as its hook; reporters read the file with `load`.  An event
has a time (nanoseconds since the run began, of the program's clock), a kind, the goroutine that acts, an argument: another goroutine, the
number of a channel, lock or timer, or the index of a text in ``texts`` (wait reasons), and where in the Go source it happened: the index
of a text ``file:line``, or -1.  A line outside of the standard library is preferred.  A goroutine that a timer readied was readied by
number 0.

The file is a line of JSON (version, texts, sizes) followed by the columns, little-endian and compressed.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, Final

from goloupe.runtime import stack
from goloupe.runtime.hooks import Hook
from goloupe.runtime.runtime2 import G
from goloupe.runtime.timer import Clock, Timer
from goloupe.runtime.value import pointer_key

MAGIC: Final = "goloupe-trace"
VERSION: Final = 3
_NEAR: Final = 40
"""How many Python frames are searched for a line of the program's own."""
KINDS: Final = (
    "create", "end", "park", "ready", "switch", "make", "send", "recv", "close", "lock", "unlock", "rlock", "runlock", "wait",
    "signal", "on", "set", "stop", "fire",
)  # fmt: skip
"""Of events; ``on`` follows ``park`` and names what is waited for; the last three are those of timers, which fire in goroutine 0."""
_INDEX: Final = {k: i for i, k in enumerate(KINDS)}
_CREATE, _END, _PARK, _READY, _SWITCH, _ON, _FIRE = (_INDEX[k] for k in ("create", "end", "park", "ready", "switch", "on", "fire"))


class TraceLog(Hook):
    """Writes down what happens."""

    __slots__ = (
        "_begin",
        "_ids",
        "_keep",
        "_places",
        "_text",
        "arg",
        "clock",
        "g",
        "goroot",
        "kind",
        "names",
        "place",
        "texts",
        "time",
        "where",
    )

    def __init__(self) -> None:
        self.clock: Clock | None = None
        """Of the machine that is watched."""
        self.time: array[int] = array("q")
        self.kind: array[int] = array("B")
        self.g: array[int] = array("q")
        self.arg: array[int] = array("q")
        self.where: array[int] = array("q")
        self.names: dict[int, str] = {}
        """Goroutine -> the function that it began with."""
        self.goroot = ""
        self.place: Path | None = None
        """The file it is for."""
        self._places: dict[tuple[CodeType, int], int] = {}
        self._begin = -1
        self.texts: list[str] = []
        self._text: dict[str, int] = {}
        self._ids: dict[Any, int] = {}
        self._keep: list[Any] = []
        """Objects that have a number, so that no other gets their id."""

    def __len__(self) -> int:
        return len(self.kind)

    def watch(self, clock: Clock, goroot: str) -> None:
        """Take the time, and what timers do, from the clock of the machine whose hook this is."""
        self.clock = clock
        self.goroot = goroot
        run = clock.around

        def fire(t: Timer) -> None:
            self._add(_FIRE, 0, self.number(t))
            if run is None:
                t.f(t.arg)
            else:
                run(t)

        clock.around = fire

    def _add(self, kind: int, g: int, arg: int, where: int = -1) -> None:
        now = self.clock.now if self.clock is not None else 0
        if self._begin < 0:
            self._begin = now
        self.time.append(now - self._begin)
        self.kind.append(kind)
        self.g.append(g)
        self.arg.append(arg)
        self.where.append(where)

    def here(self) -> int:
        """The line of Go that is being run: the innermost outside of the standard library, if one is near."""
        frame: FrameType | None = sys._getframe(2)
        found = -1
        for _ in range(_NEAR):
            if frame is None:
                break
            at = self._place(frame)
            if at >= 0:
                if not self.goroot or not self.texts[at].startswith(self.goroot):
                    return at
                found = at if found < 0 else found
            frame = frame.f_back
        return found

    def _place(self, frame: FrameType) -> int:
        key = (frame.f_code, frame.f_lineno)
        at = self._places.get(key)
        if at is None:
            f = stack.frame_of(*key)
            at = self._places[key] = -1 if f is None else self.text(f"{f.file}:{f.line}")
        return at

    def text(self, s: str) -> int:
        """The index of a text."""
        i = self._text.get(s)
        if i is None:
            i = self._text[s] = len(self.texts)
            self.texts.append(s)
        return i

    def number(self, obj: Any) -> int:
        """The number of a channel or lock, in order of first appearance; a lock may be known by several pointers to it."""
        key = pointer_key(obj)
        n = self._ids.get(key)
        if n is None:
            n = self._ids[key] = len(self._keep)
            self._keep.append(obj)
        return n

    # Events.

    def go_create(self, g: G, child: G) -> None:
        """A goroutine was created."""
        about = stack.info(getattr(child.fn, "__code__", None))
        self.names[child.id] = about.name if about is not None else ""
        self._add(_CREATE, g.id, child.id, self.here())

    def go_end(self, g: G) -> None:
        """A goroutine ended."""
        self._add(_END, g.id, 0)

    def go_park(self, g: G, reason: str, on: Any) -> None:
        """A goroutine blocks."""
        self._add(_PARK, g.id, self.text(reason), self.here())
        for c in on if isinstance(on, list) else [] if on is None else [on]:
            self._add(_ON, g.id, self.number(c))

    def go_ready(self, g: G | None, woken: G) -> None:
        """A goroutine became runnable."""
        self._add(_READY, g.id if g is not None else 0, woken.id, self.here() if g is not None else -1)

    def go_switch(self, g: G) -> None:
        """A goroutine runs."""
        self._add(_SWITCH, g.id, 0)

    def chan_op(self, g: G, op: str, chan: Any) -> None:
        """An operation on a channel."""
        self._add(_INDEX[op], g.id, self.number(chan), self.here())

    def lock_op(self, g: G, op: str, obj: Any) -> None:
        """An operation on a lock."""
        self._add(_INDEX[op], g.id, self.number(obj), self.here())

    def timer_op(self, g: G, op: str, timer: Any) -> None:
        """An operation on a timer."""
        self._add(_INDEX[op], g.id, self.number(timer), self.here())

    # The file.

    def dump(self) -> bytes:
        """The log as the bytes of a file."""
        columns = [self.time, self.kind, self.g, self.arg, self.where]
        if sys.byteorder == "big":
            columns = [c[:] for c in columns]
            for c in columns:
                c.byteswap()
        blobs = [zlib.compress(c.tobytes(), 1) for c in columns]
        head = {
            MAGIC: VERSION,
            "kinds": KINDS,
            "texts": self.texts,
            "names": self.names,
            "events": len(self.kind),
            "sizes": [len(b) for b in blobs],
        }
        return json.dumps(head).encode() + b"\n" + b"".join(blobs)

    def save(self, path: Path) -> None:
        """Write the log."""
        path.write_bytes(self.dump())

    def keep(self) -> str:
        """Write the log where it belongs; what is wrong if that cannot be done."""
        if self.place is not None:
            try:
                self.save(self.place)
            except OSError as error:
                return f"{self.place}: the trace could not be written: {error.strerror}"
        return ""


def load(path: Path) -> TraceLog:
    """Read a log; ValueError says what is wrong with one that cannot be read."""
    line, _, rest = path.read_bytes().partition(b"\n")
    try:
        head = json.loads(line)
        version = head[MAGIC]
    except (ValueError, TypeError, KeyError):
        raise ValueError("this is no trace of goloupe's") from None
    if version != VERSION:
        raise ValueError(f"the trace is of version {version}, and this goloupe reads version {VERSION}")
    log = TraceLog()
    try:
        log.texts = head["texts"]
        log.names = {int(g): name for g, name in head["names"].items()}
        log._text = {s: i for i, s in enumerate(log.texts)}
        for column, size in zip((log.time, log.kind, log.g, log.arg, log.where), head["sizes"], strict=True):
            column.frombytes(zlib.decompress(rest[:size]))
            if sys.byteorder == "big":
                column.byteswap()
            if len(column) != head["events"]:
                raise ValueError
            rest = rest[size:]
    except (ValueError, TypeError, KeyError, AttributeError, zlib.error):
        raise ValueError("the trace is damaged, or its end is missing") from None
    return log
