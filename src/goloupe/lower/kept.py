"""Lowered packages as bytes, as ``.pyc`` files are compiled modules.

    goloupe units 1\\n
    length and digest of the directory, the directory
    types and units, one after the other

The directory has the index of the package, and says where the types and each unit are, and what their digests are.  Its own digest is
made with the name of the maker: what another version of goloupe or of Python has written does not fit.  Everything is in `marshal`'s
form, which only one version of Python can read and which must not be given bytes that it has not written itself: so the digest of a part is
compared before the part is read.  Whatever is wrong with a file, it counts as missing; so does a part of it.

A unit is one part: its code object and the tables of names that the linker needs.  The types are one part, a table of rows that are
decoded one by one: of the types that a package mentions a program needs few.
"""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Mapping
from hashlib import blake2b
from types import CodeType
from typing import Any, Final

from goloupe.lower.unit import FieldRow, Index, MethodRow, Shown, TypeRow, Unit

MAGIC: Final = b"goloupe units 1\n"
_DIGEST: Final = 16
_START: Final = len(MAGIC) + 8 + _DIGEST

Place = tuple[int, int, bytes]
"""Where a part begins, counted from the end of the directory, how long it is, and its digest."""


def _digest(data: bytes | memoryview, maker: str = "") -> bytes:
    return blake2b(data, digest_size=_DIGEST, person=blake2b(maker.encode(), digest_size=16).digest()).digest()


class Kept:
    """What was kept of a package."""

    def __init__(self, parts: memoryview, index: Index, types: Place, units: dict[str, Place]) -> None:
        self.index = index
        self.units = units
        self._parts = parts
        self._types = types
        self._rows: dict[str, bytes] | None = None

    @classmethod
    def decode(cls, data: bytes, maker: str) -> Kept | None:
        """Read what `encode` has made for ``maker``; None if it is something else, or damaged."""
        if not data.startswith(MAGIC) or len(data) < _START:
            return None
        view = memoryview(data)
        end = _START + int.from_bytes(view[len(MAGIC) : len(MAGIC) + 8], "little")
        directory = view[_START:end]
        if end > len(view) or _digest(directory, maker) != view[_START - _DIGEST : _START]:
            return None
        index, types, units = marshal.loads(directory)
        return cls(view[end:], Index(*index), types, units)

    def type_row(self, link: str) -> TypeRow | None:
        """A type."""
        if self._rows is None:
            part = self.part(self._types)
            self._rows = {} if part is None else marshal.loads(part)
        data = self._rows.get(link)
        if data is None:
            return None
        *plain, fields, ins, outs, methods = marshal.loads(data)
        return TypeRow._make((*plain, tuple([FieldRow(*f) for f in fields]), ins, outs, tuple([MethodRow(*m) for m in methods])))

    def unit(self, key: str) -> tuple[Unit, CodeType] | None:
        """A unit, with its code."""
        place = self.units.get(key)
        part = None if place is None else self.part(place)
        if part is None:
            return None
        name, lines, file, functions, types, classes, variables, shown, files, code = marshal.loads(part)
        told = {name: Shown(*what) for name, what in shown.items()}
        return Unit(key, name, "", array("i", lines), file, functions, types, classes, variables, told, files), code

    def types(self) -> bytes | None:
        """All types, encoded; None if they are damaged."""
        part = self.part(self._types)
        return None if part is None else bytes(part)

    def parts(self) -> dict[str, bytes]:
        """All units that are whole, encoded."""
        found = {key: self.part(place) for key, place in self.units.items()}
        return {key: bytes(part) for key, part in found.items() if part is not None}

    def part(self, place: Place) -> memoryview | None:
        """The bytes of a part, if they are what was written."""
        start, length, digest = place
        data = self._parts[start : start + length]
        return data if len(data) == length and _digest(data) == digest else None


def encode_types(rows: Mapping[str, TypeRow]) -> bytes:
    """The types of a package as a part of the file."""
    return marshal.dumps({link: marshal.dumps(_plain(row)) for link, row in rows.items()})


def encode_unit(unit: Unit, code: CodeType) -> bytes:
    """A unit as a part of the file."""
    shown = {name: tuple(what) for name, what in unit.shown.items()}
    lines = array("i", unit.lines).tobytes()
    names = (unit.functions, unit.types, unit.classes, unit.variables)
    return marshal.dumps((unit.name, lines, unit.file, *names, shown, unit.files, code))


def encode(maker: str, index: Index, types: bytes, units: Mapping[str, bytes]) -> bytes:
    """The file that keeps a package."""
    places: dict[str, Place] = {}
    start = len(types)
    for key, data in units.items():
        places[key] = start, len(data), _digest(data)
        start += len(data)
    directory = marshal.dumps((tuple(index), (0, len(types), _digest(types)), places))
    return b"".join((MAGIC, len(directory).to_bytes(8, "little"), _digest(directory, maker), directory, types, *units.values()))


def _plain(row: TypeRow) -> tuple[Any, ...]:
    """Without the names of the parts, which `marshal` does not take."""
    *plain, fields, ins, outs, methods = row
    return (*plain, tuple([tuple(f) for f in fields]), ins, outs, tuple([tuple(m) for m in methods]))
