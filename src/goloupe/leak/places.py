"""Places in the program's own source, and the names of what lies there."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from types import CodeType, FrameType
from typing import TYPE_CHECKING, Any, Final

from goloupe.leak.stacks import frames
from goloupe.leak.world import world_of
from goloupe.runtime import dump, stack
from goloupe.runtime.stack import Frame
from goloupe.runtime.value import Box

if TYPE_CHECKING:
    from goloupe.runtime.machine import Machine
    from goloupe.runtime.runtime2 import G

TEST_MAIN: Final = "_testmain.go"
"""The main program that the go command makes for tests."""
_FIELD: Final = "f_"
_UNNAMED: Final = ("_", "autotmp")
"""What the names of variables begin with that a program does not have."""
_DEPTH: Final = 6
"""How many fields deep a name is looked for; parts of locks count."""
_WIDTH: Final = 400
"""How many values are looked at for it."""

Site = tuple[CodeType, int]
"""Code and instruction of a function."""


class Places:
    """Knows which functions are the program's own: those whose file is not in the Go tree."""

    __slots__ = ("_goroot", "_own")

    def __init__(self, goroot: str) -> None:
        self._goroot = goroot.rstrip("/") + "/src/" if goroot else ""
        self._own: dict[int, tuple[CodeType, bool]] = {}

    def own(self, code: CodeType) -> bool:
        """Whether code is of the program's own."""
        known = self._own.get(id(code))
        if known is None:
            about = stack.info(code)
            own = about is not None and not about.wrapper and not (self._goroot and about.file.startswith(self._goroot))
            known = self._own[id(code)] = (code, own)
        return known[1]

    def site(self, frame: FrameType | None) -> Site | None:
        """The innermost place of the program's own, from ``frame`` outwards."""
        while frame is not None:
            if self.own(frame.f_code):
                return frame.f_code, frame.f_lasti
            frame = frame.f_back
        return None

    def frame(self, shown: Iterable[Frame]) -> Frame | None:
        """The first of these that is of the program's own, else the first."""
        first = None
        for f in shown:
            first = first or f
            if not (self._goroot and f.file.startswith(self._goroot)):
                return f
        return first


def text_of(f: Frame | None) -> str:
    """``file:line``, the file without its directory."""
    return f"{posixpath.basename(f.file)}:{f.line}" if f is not None else "?"


def text_at(site: Site | None) -> str:
    """The same of a place."""
    return text_of(None if site is None else stack.frame_at(*site))


def creator(g: G) -> Frame | None:
    """The ``go`` statement that made a goroutine."""
    if g.creator is None or isinstance(g.creator, Frame):
        return g.creator
    return stack.frame_at(g.creator, g.lasti)


def where(machine: Machine, g: G) -> Frame | None:
    """Where a goroutine waits: the line of the program's own; of one that is nothing but a library's function, that of its making."""
    made = creator(g)
    return Places(machine.goroot).frame((*dump.frames_of(g), *((made,) if made is not None else ())))


_TESTING: Final = {
    "testing.(*T).Run": "its subtest",
    "testing.tRunner.func1": "its parallel subtests",
    "testing.(*T).Parallel": "its turn as a parallel test",
}
"""Functions of package testing that wait -> what for, as those see it who write tests."""


def in_testing(shown: Iterable[Frame], goroot: str) -> str:
    """What a goroutine waits for within package testing, of its frames, innermost first; empty if it does not."""
    prefix = goroot.rstrip("/") + "/src/"
    for f in shown:
        if f.name in _TESTING:
            return _TESTING[f.name]
        if f.file and not f.file.startswith(prefix):
            return ""
    return ""


def name_of(machine: Machine, g: G, wanted: Any) -> str:
    """What an object is called where a goroutine waits for it: ``mu``, ``s.done``; empty if no variable there leads to it."""
    owner = getattr(g.switch, "__self__", None)
    places = Places(machine.goroot)
    if owner is not None:
        for frame in frames(owner.gr_frame):
            if places.own(frame.f_code):
                known = frame.f_locals
                variables = [(stack.go_name(name), value) for name, value in known.items()]
                if known.__class__ is dict and frame.f_code.co_flags & 2:
                    known.clear()
                found = _search(variables, wanted)
                if found:
                    return found
    return _search(world_of(machine).named(), wanted)


def _search(variables: Iterable[tuple[str, Any]], wanted: Any) -> str:
    level = [(n, value.v if value.__class__ is Box else value) for n, value in variables if not n.startswith(_UNNAMED)]
    for _ in range(_DEPTH):
        following: list[tuple[str, Any]] = []
        for name, value in level:
            if value is wanted:
                return name
            slots = _slots(value)
            whole = _is_whole(value, slots)
            for slot in slots:
                part = getattr(value, slot)
                if part is wanted or _slots(part):
                    following.append((name if whole else f"{name}.{slot[len(_FIELD) :]}", part))
        following.sort(key=lambda entry: entry[0])
        level = following[:_WIDTH]
    return ""


def _is_whole(value: Any, slots: frozenset[str]) -> bool:
    """Whether it is a lock or condition of package sync, whose parts nobody names."""
    if slots == _MUTEX:
        return _slots(value.f_mu) == _INNER
    return slots in _WHOLE


_MUTEX: Final = frozenset(("f_mu",))
_INNER: Final = frozenset(("f_state", "f_sema"))
_WHOLE: Final = frozenset(
    (
        frozenset(("f_w", "f_writerSem", "f_readerSem", "f_readerCount", "f_readerWait")),
        frozenset(("f_noCopy", "f_L", "f_notify", "f_checker")),
        frozenset(("f_wait", "f_notify", "f_lock", "f_head", "f_tail")),
    )
)
"""Fields of sync.RWMutex, sync.Cond and its list of waiters."""


def _slots(value: Any) -> frozenset[str]:
    slots = getattr(type(value), "__slots__", ())
    return frozenset(slot for slot in slots if slot.startswith(_FIELD)) if isinstance(slots, tuple) else frozenset()
