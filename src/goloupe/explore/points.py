"""Which synchronisation points are points of the schedule.

A point belongs to the function that asked for the operation: the innermost frame that is not one of the packages whose business
synchronisation is (sync, time, context, io …).  If that is a function of a package which locks for its own sake only, the
point is passed over: nothing that the program could see depends on it, and schedules that differ in it alone are one.
"""

from __future__ import annotations

from types import CodeType, FrameType
from typing import Final

from goloupe.runtime import stack

TRANSPARENT: Final = frozenset(
    (
        "bytes",
        "cmp",
        "container/heap",
        "container/list",
        "container/ring",
        "context",
        "errors",
        "internal/sync",
        "internal/synctest",
        "io",
        "iter",
        "maps",
        "os/signal",
        "runtime",
        "runtime/pprof",
        "slices",
        "sort",
        "strings",
        "sync",
        "sync/atomic",
        "testing/synctest",
        "time",
    )
)
"""Packages of the standard library that do what their caller asked for: the point is the caller's."""

APART: Final = frozenset(("time.(*Location).get", "time.LoadLocation", "runtime/pprof.lockProfiles", "runtime/pprof.unlockProfiles"))
"""Functions of these packages that synchronise for their own sake all the same: what they keep, as the local time zone, is found once."""

CHANCE: Final = frozenset(("hash/maphash", "math/rand", "math/rand/v2"))
"""Packages that give random numbers to their callers; those below crypto do too."""

MACHINE, PASS, OPAQUE, OWN = 0, 1, 2, 3


class Points:
    """Tells which points count; one per session, for it remembers code objects."""

    __slots__ = ("_goroot", "_kinds", "_own")

    def __init__(self, goroot: str, own: frozenset[str] = frozenset()) -> None:
        self._own = own
        """Files that are the program's own although they are in GOROOT: those of a package of the standard library that is tested."""
        self._goroot = goroot.rstrip("/") + "/src/"
        self._kinds: dict[int, tuple[int, CodeType]] = {}
        """By identity: the kind, and the code, so that its identity stays its own."""

    def site(self, frame: FrameType | None) -> tuple[CodeType, int] | None:
        """The program's own place that a point belongs to, looked for from ``frame`` outwards; None if the point is passed over.

        A place is a code object and the offset of an instruction.
        """
        kinds = self._kinds
        passed: FrameType | None = None
        while frame is not None:
            code = frame.f_code
            known = kinds.get(id(code))
            kind = self._kind(code) if known is None else known[0]
            if kind == OWN:
                return code, frame.f_lasti
            if kind == OPAQUE:
                return None
            if kind == PASS:
                passed = frame
            frame = frame.f_back
        # A goroutine that is nothing but a function of a package that does what its caller asked for: ``go wg.Wait()``.
        return None if passed is None else (passed.f_code, passed.f_lasti)

    def within(self, frame: FrameType | None) -> tuple[CodeType, int] | None:
        """The program's own place that called a package which synchronises for its own sake; None if it is none of that."""
        kinds = self._kinds
        opaque = False
        while frame is not None:
            code = frame.f_code
            known = kinds.get(id(code))
            kind = self._kind(code) if known is None else known[0]
            if kind == OWN:
                return (code, frame.f_lasti) if opaque else None
            opaque = opaque or kind == OPAQUE
            frame = frame.f_back
        return None

    def by_chance(self, frame: FrameType | None) -> bool:
        """Whether a random number is for the program itself, and not for a package's own purposes, such as names of files."""
        drawn = False
        while frame is not None:
            code = frame.f_code
            known = self._kinds.get(id(code))
            kind = self._kind(code) if known is None else known[0]
            if kind == OWN:
                return drawn
            if kind in (PASS, OPAQUE):
                package = self._package(code)
                if package in CHANCE or package.startswith("crypto/"):
                    drawn = True
                elif kind == OPAQUE:
                    return False
            frame = frame.f_back
        return drawn

    def _package(self, code: CodeType) -> str:
        info = stack.info(code)
        return "" if info is None else info.file[len(self._goroot) :].rpartition("/")[0]

    def own(self, code: CodeType) -> bool:
        """Whether code belongs to the program's own packages."""
        known = self._kinds.get(id(code))
        return (self._kind(code) if known is None else known[0]) == OWN

    def _kind(self, code: CodeType) -> int:
        info = stack.info(code)
        if info is None or info.wrapper:
            kind = MACHINE
        elif not info.file.startswith(self._goroot) or info.file in self._own:
            kind = OWN
        else:
            kind = PASS if self._package(code) in TRANSPARENT and info.name not in APART else OPAQUE
        self._kinds[id(code)] = kind, code
        return kind
