"""Leaks: where a parameter's value may flow, in a few bytes.

While a function is analysed, a parameter's leaks are a ``bytearray``: slot 0 is the heap, slot 1 the pointer
operand of a store ("mutator"), slot 2 the callee operand of a call, and the rest are results.  A slot holds the
smallest number of dereferences on any such flow plus one; 0 means that there is none.

:func:`encode` freezes that into the ``bytes`` that callers use: trailing zeros are cut, and a leak of the value itself to the heap
makes everything else pointless, so it is always :data:`LEAKS`.  Go 1.21 had no slots 1 and 2; they stay empty there.
"""

from __future__ import annotations

from typing import Final, NamedTuple

HEAP: Final = 0
MUTATOR: Final = 1
CALLEE: Final = 2
RESULT0: Final = 3

LEAKS: Final = b"\x01"
"""The value itself goes to the heap: what has to be assumed when nothing is known."""
STAYS: Final = b""
"""No flow at all."""
NOESCAPE: Final = b"\x00\x01\x01"
"""A body elsewhere marked ``//go:noescape``: it may write through the pointer or call it, and keeps nothing."""


class Tags(NamedTuple):
    """What callers need to know of one function.

    ``params`` has one encoded entry per parameter, receiver first; ``flags`` are the ``FN_UINTPTR_*`` bits of the column schema.
    """

    params: tuple[bytes, ...]
    flags: int = 0

    def to_json(self) -> list[object]:
        """Nested lists for a cache."""
        return [[p.hex() for p in self.params], self.flags]

    @staticmethod
    def from_json(data: list[object]) -> Tags:
        """Inverse of :meth:`to_json`; ``ValueError`` for anything else."""
        try:
            params, flags = data
            if not isinstance(params, list) or not isinstance(flags, int):
                raise ValueError("damaged tags")
            return Tags(tuple(bytes.fromhex(p) for p in params), flags)
        except (TypeError, AttributeError) as err:
            raise ValueError("damaged tags") from err


def add(leaks: bytearray, slot: int, derefs: int) -> None:
    """Record a flow with ``derefs`` dereferences; shorter flows win."""
    value = derefs + 1
    if value > 255:
        value = 255
    old = leaks[slot]
    if old == 0 or value < old:
        leaks[slot] = value


def optimize(leaks: bytearray) -> None:
    """Drop flows that are no shorter than the flow to the heap: they say nothing more."""
    heap = leaks[HEAP]
    if heap:
        for slot in range(1, len(leaks)):
            if leaks[slot] >= heap:
                leaks[slot] = 0


def encode(leaks: bytearray) -> bytes:
    """The form that callers get."""
    if leaks[HEAP] == 1:
        return LEAKS
    return bytes(leaks).rstrip(b"\x00")


def decode(tag: bytes, results: int) -> tuple[int, int, int, tuple[int, ...]]:
    """Levels for heap, mutator, callee and each of ``results`` results; -1 where there is no flow."""
    padded = tag.ljust(RESULT0 + results, b"\x00")
    return padded[HEAP] - 1, padded[MUTATOR] - 1, padded[CALLEE] - 1, tuple(v - 1 for v in padded[RESULT0 : RESULT0 + results])
