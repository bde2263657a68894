"""Which operations depend on each other: those whose order can make a difference.

An operation accesses objects, each in one of the classes below.  Two operations of different goroutines are dependent if they access the
same object in classes that conflict; then both orders must be explored.  Operations that may wait are seen as two steps, the attempt, which
is always possible, and the completion; so a send and a receive commute whatever is in the buffer: the state after both is the same,
and only the order among senders and the order among receivers decide who gets what.  Select, close, len and the forms that do not wait see
whether the others have come already.

Some pairs are ordered without being in conflict: an Unlock comes before the Lock that it makes possible.  They are in `AFTER`: nothing is
gained by turning them round, but what is after the one is after the other.

In *strict* form nothing commutes that the completion might tell apart.
"""

from __future__ import annotations

from typing import Any, Final

from goloupe.explore.census import ALL
from goloupe.explore.events import EXIT, SELECTS, YIELDS, key_of
from goloupe.runtime.sema import NotifyList

Access = tuple[Any, int]
"""The object's key (`key_of`), and the class."""

(
    WRITE,
    READ,
    LOCK,
    UNLOCK,
    TRY_LOCK,
    R_LOCK,
    W_LOCK,
    R_UNLOCK,
    W_UNLOCK,
    TRY_RW,
    SEND,
    RECV,
    LOOK,
    CHAN,
    ADD,
    DONE,
    WAIT,
    GROUP,
    LEAVE,
    CRASH,
    CHANGE,
    COUNT,
) = range(22)

_RW: Final = (R_LOCK, W_LOCK, R_UNLOCK, W_UNLOCK, TRY_RW)
_CHAN: Final = (SEND, RECV, LOOK, CHAN)
_GROUP: Final = (ADD, DONE, WAIT, GROUP)

CONFLICTS: Final[dict[int, tuple[int, ...]]] = {
    WRITE: (WRITE, READ, CRASH),
    READ: (WRITE,),
    LOCK: (LOCK, TRY_LOCK),
    UNLOCK: (TRY_LOCK,),
    TRY_LOCK: (LOCK, UNLOCK, TRY_LOCK),
    R_LOCK: (W_LOCK, TRY_RW),
    W_LOCK: (R_LOCK, W_LOCK, TRY_RW),
    R_UNLOCK: (TRY_RW,),
    W_UNLOCK: (TRY_RW,),
    TRY_RW: _RW,
    SEND: (SEND, LOOK, CHAN),
    RECV: (RECV, LOOK, CHAN),
    LOOK: (SEND, RECV, CHAN),
    CHAN: _CHAN,
    ADD: (DONE, WAIT, GROUP, LEAVE),
    DONE: (ADD, GROUP, LEAVE),
    WAIT: (ADD, GROUP),
    GROUP: (*_GROUP, LEAVE),
    LEAVE: (ADD, DONE, GROUP),
    CRASH: (WRITE, CRASH),
    CHANGE: (COUNT,),
    COUNT: (CHANGE, COUNT),
}
"""Class -> those that it does not commute with; symmetric."""

AFTER: Final[dict[int, tuple[int, ...]]] = {
    LOCK: (UNLOCK,),
    R_LOCK: (W_UNLOCK,),
    W_LOCK: (W_UNLOCK, R_UNLOCK),
    WAIT: (DONE,),
}
"""Class -> those that its completion comes after."""

_STRICT: Final = {SEND: CHAN, RECV: CHAN, DONE: GROUP, WAIT: GROUP}

_CLASSES: Final = {
    "add": ADD,
    "atomic": WRITE,
    "broadcast": WRITE,
    "close": CHAN,
    "count": COUNT,
    "done": DONE,
    "end": CHANGE,
    "exit": WRITE,
    "len": LOOK,
    "load": READ,
    "lock": LOCK,
    "map": WRITE,
    "pool": WRITE,
    "read": READ,
    "recv": RECV,
    "rlock": R_LOCK,
    "runlock": R_UNLOCK,
    "select": CHAN,
    "send": SEND,
    "signal": WRITE,
    "timer": WRITE,
    "trylock": TRY_LOCK,
    "tryrecv": CHAN,
    "tryrlock": TRY_RW,
    "tryselect": CHAN,
    "trysend": CHAN,
    "trywlock": TRY_RW,
    "unlock": UNLOCK,
    "wait": WAIT,
    "write": WRITE,
    "wlock": W_LOCK,
    "wrote": WRITE,
    "wunlock": W_UNLOCK,
}
_TIME: Final = "time"
_NOTHING: Final = ("block", "start", *YIELDS)

MAY_WAIT: Final = frozenset(("send", "recv", "rlock", "lock", "wlock", "wait", "select"))
SEEN: Final = frozenset(("timer", "pool"))
"""What is done after an operation without another point, and can be seen by others before its goroutine comes to a point."""


def accesses(op: str, obj: Any, strict: bool) -> list[Access]:
    """What an operation accesses."""
    if op in SELECTS:
        return [(id(case[0]), CHAN) for case in obj if case[0] is not None]
    if op == "sleep" or op == "timer":
        return [(_TIME, WRITE)]
    if op == "go":
        return [(key_of(ALL), CHANGE)]
    if obj is None or op in _NOTHING:
        return []
    if obj is EXIT:
        return [(EXIT, CRASH if op == "crash" else WRITE)]
    if op == "once":
        return [(id(obj.f_done), READ)]
    kind = _CLASSES.get(op, WRITE)
    if kind == WAIT and obj.__class__ is NotifyList:
        kind = WRITE
    elif kind == DONE and not obj.f_state.f_v >> 32:
        kind = GROUP  # One too many: that is a panic, of whoever comes last.
    return [(key_of(obj), _STRICT.get(kind, kind) if strict else kind)]


def completion(op: str, obj: Any) -> list[Access]:
    """What an operation that had to wait accesses when it goes on: a lock is tried for again, the others have what they waited for.

    Who has waited for a group looks whether it is used again already, which is a panic.
    """
    if op == "wait" and obj.__class__ is not NotifyList:
        return [(key_of(obj), LEAVE)]
    return [(key_of(obj), LOCK if op == "lock" else TRY_RW)] if op in ("lock", "rlock") else []


def meet(a: list[Access], b: list[Access]) -> bool:
    """Whether operations with these accesses are dependent."""
    for key, kind in a:
        conflicts = CONFLICTS[kind]
        for other, other_kind in b:
            if other_kind in conflicts and other == key:
                return True
    return False
