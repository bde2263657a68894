"""Package unicode: looking a rune up in a table of ranges, which scanners and printers do for every rune.

The real source searches the sorted ranges, a long table by bisection.  Here `bisect` does it, in C: it finds the first range that does not
end before the rune, which is the only one that may hold it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final

from goloupe.runtime.value import Slice
from goloupe.std import bound, override
from goloupe.std.library import Library

MAX_RUNE: Final = 0x10FFFF

_HIGH: Final = attrgetter("f_Hi")
_FROM: Final = attrgetter("f_From")


def _find(ranges: Slice, low: int, r: int) -> bool:
    """Whether one of the ranges from ``low`` on holds r."""
    arr, off = ranges.arr, ranges.off
    end = off + ranges.len
    i = bisect_left(arr, r, off + low, end, key=_HIGH)
    if i == end:
        return False
    found = arr[i]
    return bool(found.f_Lo <= r and (found.f_Stride == 1 or (r - found.f_Lo) % found.f_Stride == 0))


def _in_table(table: Any, r: int, low: int) -> bool:
    r16 = table.f_R16
    if r16.len > low and r & 0xFFFFFFFF <= r16.arr[r16.off + r16.len - 1].f_Hi:
        return _find(r16, low, r)
    r32 = table.f_R32
    if r32.len and r >= r32.arr[r32.off].f_Lo:
        return _find(r32, 0, r)
    return False


@override("unicode.is16", "unicode.is32")
def in_ranges(ranges: Slice, r: int) -> bool:
    """Whether one of the ranges holds r."""
    return bool(ranges.len) and _find(ranges, 0, r)


@override("unicode.Is")
def is_in(table: Any, r: int) -> bool:
    """Whether the table holds r."""
    return _in_table(table, r, 0)


@override("unicode.isExcludingLatin")
def is_in_beyond_latin(table: Any, r: int) -> bool:
    """Whether the table holds r, which is known not to be in Latin-1."""
    return _in_table(table, r, table.f_LatinOffset)


@override("unicode.In")
def is_in_any(r: int, tables: Slice) -> bool:
    """Whether one of the tables holds r."""
    return tables.len > 0 and any(_in_table(table, r, 0) for table in tables.arr[tables.off : tables.off + tables.len])


@override("unicode.lookupCaseRange")
def lookup_case_range(r: int, ranges: Slice) -> Any:
    """The range of runes with one rule for upper and lower case that holds r, or nil."""
    arr, end = ranges.arr, ranges.off + ranges.len
    i = bisect_left(arr, r, ranges.off, end, key=_HIGH) if ranges.len else end
    return arr[i] if i < end and arr[i].f_Lo <= r else None


@bound("unicode.SimpleFold")
def simple_fold(lib: Library) -> Callable[[int], int]:
    """The next of the runes that are the same but for case."""
    convert = lib.function("unicode.convertCase")
    upper, lower, _ = range(3)

    def call(r: int) -> int:
        if r < 0 or r > MAX_RUNE:
            return r
        ascii_fold: Any = lib.get("unicode.asciiFold")
        if r < len(ascii_fold):
            return int(ascii_fold[r])
        orbit = lib.get("unicode.caseOrbit")
        end = orbit.off + orbit.len
        i = bisect_left(orbit.arr, r, orbit.off, end, key=_FROM)
        if i < end and orbit.arr[i].f_From == r:
            return int(orbit.arr[i].f_To)
        found = lookup_case_range(r, lib.get("unicode.CaseRanges"))
        if found is None:
            return r
        folded: int = convert(lower, r, found)
        return folded if folded != r else int(convert(upper, r, found))

    return call


@override("unicode.IsOneOf")
def is_one_of(tables: Slice, r: int) -> bool:
    """Whether one of the tables holds r."""
    found: bool = is_in_any(r, tables)
    return found
