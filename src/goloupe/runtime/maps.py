"""Maps.

A Go map is a Python dict underneath.  `GoMap` serves key types whose Python equality and hash are Go's (bools, integers,
strings, channels, most pointers): key -> value, and lowered code may use dict operations directly.  `KeyedMap` serves the rest
(floats, structs, arrays, interfaces, complex): normalised key -> (key, value), where ``Type.hashkey`` makes the normalised key:
NaN gives a new object each time, so it is never found again; 0.0 and -0.0 are one key; an interface takes its dynamic type into
the key, and an unhashable one panics.  As in Go, storing under a key that is present keeps the old key, except where equal keys
may look different (floats, strings, interfaces; `needkeyupdate`), which the value types below hide.

*Iteration.*  Go promises: each entry at most once; an entry deleted before it is reached is not visited; one added meanwhile
may be or not; the order is unspecified and starts at random.  Here the order is that of insertion, rotated by a random amount
that the scheduler chooses.  Keys are fetched in pieces that grow, so that a loop which leaves early (``for k := range m {
return k }``) costs little on a large map.  Before the next piece is fetched the keys seen so far are compared with the front of
the dict: if nothing moved there, the piece begins behind them; if something did, all keys not yet seen are taken.  No live
Python iterator is ever held, so mutation is safe.

Follows `internal/runtime/maps`; the order differs (Go's depends on hashes), new entries are less often visited.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NoReturn

from goloupe.runtime import panics
from goloupe.runtime.value import Iface

if TYPE_CHECKING:
    from goloupe.runtime.rtype import Type

MISSING: Final[Any] = object()
"""A default for lookups that no program has as a value."""

START_RANGE: Final = 64
"""Iteration starts at one of that many first entries at most."""


class GoMap(dict[Any, Any]):
    """A map whose keys compare in Python as in Go."""

    __slots__ = ("cell", "key")

    cell: Any
    """Its shadow (`shadow.Cell`); set by the race detector."""
    key: int
    """The kind of its keys; set where the race detector watches."""

    __hash__ = object.__hash__  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other

    def load(self, k: Any, zero: Any) -> Any:
        """``m[k]``."""
        return self.get(k, zero)

    def load2(self, k: Any, zero: Any) -> tuple[Any, bool]:
        """``v, ok := m[k]``."""
        v = self.get(k, MISSING)
        return (zero, False) if v is MISSING else (v, True)

    def has(self, k: Any) -> bool:
        """``_, ok := m[k]``."""
        return k in self

    def store(self, k: Any, v: Any) -> None:
        """``m[k] = v``."""
        self[k] = v

    def reserve(self, k: Any, zero: Any) -> None:
        """Make the entry that ``m[k] = v`` then changes (`mapassign`), where it comes before the value."""
        self.setdefault(k, zero)

    def delete(self, k: Any) -> None:
        """``delete(m, k)``."""
        self.pop(k, None)

    def clear_all(self) -> None:
        """``clear(m)``."""
        self.clear()

    def clone(self) -> GoMap:
        """maps.Clone without copying the values."""
        m = GoMap()
        m.update(self)
        return m

    def keys_at(self, i: int, j: int | None) -> list[Any]:
        """Dict keys i to j in insertion order."""
        return list(islice(self, i, j))

    def items_from(self, start: int) -> Iterator[tuple[Any, Any]]:
        """Key and value, beginning with the entry at ``start``."""
        for keys in _pieces(self, start):
            for k in keys:
                v = self.get(k, MISSING)
                if v is not MISSING:
                    yield k, v

    def keys_from(self, start: int) -> Iterator[Any]:
        """Keys, beginning with the entry at ``start``."""
        for keys in _pieces(self, start):
            for k in keys:
                if k in self:
                    yield k


class _NilMap(GoMap):
    """The nil map: empty, and panics when written."""

    __slots__ = ()

    def __setitem__(self, _k: Any, _v: Any) -> None:
        panics.nil_map()

    def load(self, k: Any, zero: Any) -> Any:
        """``m[k]``."""
        _check(k)
        return zero

    def load2(self, k: Any, zero: Any) -> tuple[Any, bool]:
        """``v, ok := m[k]``."""
        _check(k)
        return zero, False

    def has(self, k: Any) -> bool:
        """``_, ok := m[k]``."""
        _check(k)
        return False

    def store(self, k: Any, v: Any) -> None:  # noqa: ARG002
        """Panic."""
        panics.nil_map()

    def reserve(self, k: Any, zero: Any) -> None:  # noqa: ARG002
        """Panic."""
        panics.nil_map()

    def delete(self, k: Any) -> None:
        """``delete(m, k)``."""
        _check(k)

    def clone(self) -> GoMap:
        """The nil map."""
        return self

    def __repr__(self) -> str:
        return "NIL_MAP"


NIL_MAP: Final = _NilMap()
"""The nil map of every type."""


def _check(k: Any) -> None:
    """Panic if a key cannot be hashed, as Go does even for nil and empty maps: if an interface in it holds such a value."""
    try:
        _hash(k)
    except panics.Unhashable as found:
        panics.unhashable_in_empty(found.type)


def _hash(k: Any) -> None:
    if isinstance(k, Iface):
        k.t.hashkey(k.v)
    elif isinstance(k, list):
        for part in k:
            _hash(part)
    elif hasattr(k, "_key"):
        k._key()


class KeyedMap(GoMap):
    """A map whose keys need `Type.hashkey`."""

    __slots__ = ("hashkey",)

    def __init__(self, hashkey: Any) -> None:
        self.hashkey = hashkey

    def refused(self, found: panics.Unhashable) -> NoReturn:
        """A key that cannot be hashed was looked up."""
        if self:
            raise found
        panics.unhashable_in_empty(found.type)

    def load(self, k: Any, zero: Any) -> Any:
        """``m[k]``."""
        try:
            e = self.get(self.hashkey(k))
        except panics.Unhashable as found:
            self.refused(found)
        return zero if e is None else e[1]

    def load2(self, k: Any, zero: Any) -> tuple[Any, bool]:
        """``v, ok := m[k]``."""
        try:
            e = self.get(self.hashkey(k))
        except panics.Unhashable as found:
            self.refused(found)
        return (zero, False) if e is None else (e[1], True)

    def has(self, k: Any) -> bool:
        """``_, ok := m[k]``."""
        try:
            return self.hashkey(k) in self
        except panics.Unhashable as found:
            self.refused(found)

    def store(self, k: Any, v: Any) -> None:
        """``m[k] = v``."""
        self[self.hashkey(k)] = (k, v)

    def reserve(self, k: Any, zero: Any) -> None:
        """Make the entry that ``m[k] = v`` then changes; with NaN in the key it is the store that makes one."""
        key = self.hashkey(k)
        if key not in self and key == self.hashkey(k):
            self[key] = (k, zero)

    def delete(self, k: Any) -> None:
        """``delete(m, k)``."""
        try:
            self.pop(self.hashkey(k), None)
        except panics.Unhashable as found:
            self.refused(found)

    def clone(self) -> KeyedMap:
        """maps.Clone without copying the values."""
        m = KeyedMap(self.hashkey)
        m.update(self)
        return m

    def items_from(self, start: int) -> Iterator[tuple[Any, Any]]:
        """Key and value, beginning with the entry at ``start``."""
        for keys in _pieces(self, start):
            for k in keys:
                e = self.get(k)
                if e is not None:
                    yield e

    def keys_from(self, start: int) -> Iterator[Any]:
        """Keys, beginning with the entry at ``start``."""
        for keys in _pieces(self, start):
            for k in keys:
                e = self.get(k)
                if e is not None:
                    yield e[0]


GoMap32 = GoMapPtr = GoMapSmall = GoMapStr = GoMap
"""Names by which literals call it: their keys are 32 bits, pointers, smaller, strings; `GoMap` itself has keys of 64 bits."""


def make_map(key_type: Type) -> GoMap:
    """``make(map[K]V)``."""
    return GoMap() if key_type.plain_key else KeyedMap(key_type.hashkey)


def clone_map(m: GoMap) -> GoMap:
    """A map with the same entries (maps.Clone; values that are structs are the caller's affair)."""
    return m.clone()


def nil_lookup(key_type: Type, k: Any) -> None:
    """Panic if ``k`` cannot be hashed: Go does so even for nil and empty maps."""
    if not key_type.plain_key:
        _check(k)


def _pieces(m: GoMap, start: int) -> Iterator[list[Any]]:
    """The dict keys of ``m`` from ``start`` to the end and then those before, as lists, each key once."""
    n = len(m)
    if n <= START_RANGE:
        keys = list(m)
        yield keys[start:] + keys[:start] if start else keys
        return
    # The front, up to the start and eight more; then 64 more; then all that is left.
    front = m.keys_at(0, start + 8)
    yield front[start:]
    size = 64
    while True:
        end = len(front)
        if m.keys_at(0, end) != front:
            break
        more = m.keys_at(end, end + size)
        if not more:
            yield front[:start]
            return
        front += more
        yield more
        size *= 8
    seen = set(front[start:])
    yield [k for k in m if k not in seen]
