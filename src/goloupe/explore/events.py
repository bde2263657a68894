"""What the machine under control writes down of a run: events, notes of goroutines, and what is printed."""

from __future__ import annotations

from types import CodeType
from typing import Any, Final, NamedTuple

from goloupe.runtime.value import ElemRef, FieldRef, GlobalRef

SELECTS: Final = ("select", "tryselect")
"""Operations whose object is a list of cases."""
_WRITERS: Final = ("wlock", "trywlock")
HALVES: Final = frozenset((*_WRITERS, "wrote"))
"""Second halves: a writer that has the writers' mutex of a read-write lock looks at the readers; a write to a map comes to its end."""
IDLE: Final = frozenset(
    (
        *("count", "gosched", "len", "load", "loop", "sleep", "spin", "trylock", "tryrecv", "tryrlock", "tryselect", "trysend", *HALVES),
        *("unlock", "runlock", "wunlock"),
    )
)
"""Operations of those who look whether it is time to go on: if nobody does anything else, nothing gets on."""
SEEN_BY_TRIES: Final = frozenset(("runlock", "wunlock", *_WRITERS))
"""What is done to read-write locks and seen by those who try them; of a mutex it is that it is given back."""
PLAIN: Final = {
    "done": "add",
    "load": "atomic",
    "trylock": "lock",
    "tryrecv": "recv",
    "tryrlock": "rlock",
    "tryselect": "select",
    "trysend": "send",
}
"""What `Note` tells apart and `Event` does not: the forms that do not wait, and those that only look."""
YIELDS: Final = ("gosched", "parallel")
"""What those do who give way: by runtime.Gosched, and when they have been let go as parallel tests."""
EXIT: Final = "exit"
"""What the end of the program is done to: the object of whatever ends it."""
EXITED: Final = "exited"
"""Why a goroutine waits that has called os.Exit."""


class Event(NamedTuple):
    """Something that happened in a run."""

    g: int
    """Number of the goroutine, in the order of creation: `ControlledMachine.notes`."""
    op: str
    """What it does: "send", "recv", "close", "select", "lock", "rlock", "add", "wait", "once", "signal", "broadcast", "atomic", "map",
    "go", "gosched", "parallel", "sleep", "len", "exit"; or "block" (op blocks, ``obj`` is why)."""
    obj: Any
    """The channel, lock … ; for select its cases."""
    site: tuple[CodeType, int] | None
    """Code and instruction of the program's own function that did it."""


class Variable:
    """A part of an object, as what a point works on."""

    __slots__ = ("name", "obj")

    def __init__(self, obj: Any, name: Any) -> None:
        self.obj = obj
        self.name = name

    def __eq__(self, other: object) -> bool:
        return other.__class__ is Variable and self.obj is other.obj and self.name == other.name

    def __hash__(self) -> int:
        return hash((id(self.obj), self.name))

    def called(self) -> str:
        """What the source may call it: a field, a package variable, an element."""
        name = str(self.name)
        if isinstance(self.name, int):
            return f"element {name}"
        if name == "v":
            return "the variable"
        return name.removeprefix("f_").rpartition("\u00b7")[2]


class Note:
    """What the explorer knows of a goroutine."""

    __slots__ = ("asked", "children", "goid", "index", "obj", "op", "path", "priority", "since", "site", "steps")

    def __init__(self, index: int, path: str) -> None:
        self.index = index
        """Number in the order of creation."""
        self.goid = 1
        """As Go numbers it."""
        self.path = path
        """Stable name: that of its parent, a dot, and which of its parent's children it is; main is 0."""
        self.asked: tuple[CodeType, int] | None = None
        """The program's own place that asked for it, if a library made it: the call of ``wg.Go``, say."""
        self.children = 0
        self.op = "start"
        """What it is about to do."""
        self.obj: Any = None
        self.site: tuple[CodeType, int] | None = None
        self.steps = 0
        self.priority = 0.0
        """For strategies."""
        self.since = -1
        """The value of `Machine.early` since which it could run and did not; -1 if it runs, or is blocked."""


def key_of(obj: Any) -> Any:
    """A key for what an operation works on, valid as long as the object lives: equal for two operations on the same one."""
    cls = obj.__class__
    if cls is FieldRef or cls is Variable or cls is ElemRef or cls is GlobalRef:
        return obj
    return id(obj)


def drained(op: str, obj: Any) -> bool:
    """Whether an operation may receive from a channel that is closed and empty, as often as anybody likes."""
    if op == "recv":
        return obj is not None and obj.closed and not obj.buf
    return op == "select" and any(c is not None and not send and c.closed and not c.buf for c, send, _ in obj)


class Bounded:
    """Output that is kept up to a limit, so that a program which prints megabytes costs no memory."""

    __slots__ = ("data", "left", "lost")

    LIMIT: Final = 1 << 16

    def __init__(self) -> None:
        self.data: list[bytes] = []
        self.left = self.LIMIT
        self.lost = 0
        """Bytes that were dropped."""

    def write(self, data: bytes) -> None:
        """Keep what there is room for."""
        if len(data) <= self.left:
            self.data.append(bytes(data))
            self.left -= len(data)
        else:
            self.lost += len(data) - self.left
            self.data.append(bytes(data[: self.left]))
            self.left = 0

    def flush(self) -> None:
        """Nothing is passed on."""

    def clear(self) -> None:
        """Begin anew."""
        self.data = []
        self.left = self.LIMIT
        self.lost = 0

    def bytes(self) -> bytes:
        """What is kept."""
        return b"".join(self.data)
