"""Accesses to fields and maps that are not in the same epoch as the last: the common cases, written out.

What instrumented code has not found out itself (same goroutine, nothing released since: nothing new) comes here.  Most such accesses have
only ordered accesses before them, and are remembered in place of these.  All else is `Detector.read_part` and ``write_part``.

An epoch that is None is `BLIND`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from goloupe.race.clocks import BITS, CLOCK, MASK
from goloupe.race.detector import Detector
from goloupe.race.shadow import MAP
from goloupe.race.stacks import taken
from goloupe.runtime.maps import NIL_MAP, GoMap
from goloupe.runtime.shadow import FRESH, INPLACE, Cell, new_cell

_frame = sys._getframe


def fields(d: Detector) -> dict[str, Callable[..., Any]]:
    """``get``, ``put``, ``upd`` and ``mget``, bound to a detector."""
    read_part, write_part = d.read_part, d.write_part

    def get(obj: Any, shadow: str, cell: Cell, place: int, call: Any) -> bool:
        """A field is read; the answer is yes."""
        if not call:
            call = taken(call, _frame(1))
        epoch = d.now
        if cell.more is None and epoch is not None:
            if cell is FRESH:
                cell = Cell()
                cell.read = epoch
                cell.read_at = place
                cell.read_from = call
                cell.write = cell.write_at = 0
                cell.write_from = cell.readers = cell.more = cell.sync = None
                setattr(obj, shadow, cell)
                return True
            w, t, readers = cell.write, d.current, cell.readers
            if readers is not None and t.shift in readers and t.earlier is None:
                # It has read since the last write, and what that came after it still does.
                readers[t.shift] = (epoch, place, call)
                cell.read = epoch
                return True
            if not w or w == t.seen or (at := w & MASK) == t.shift or (t.vc >> at) & CLOCK >= w >> BITS or w <= d.floor:
                if readers is not None:
                    readers[t.shift] = (epoch, place, call)
                    cell.read = epoch
                    return True
                r = cell.read
                if r == w or r == t.seen or (at := r & MASK) == t.shift or (t.vc >> at) & CLOCK >= r >> BITS or r <= d.floor:
                    t.seen = r
                    cell.read = epoch
                    cell.read_at = place
                    cell.read_from = call
                    return True
        if cell is not INPLACE:
            read_part(obj, "f" + shadow[1:], place, call)
        return True

    def upd(obj: Any, shadow: str, cell: Cell, write_place: int, place: int, call: Any) -> bool:
        """A field is read, and then written, unless its object is nil; nothing that others could see comes in between.  The answer is yes.

        If there is anything to report, this is the read only.
        """
        if not call:
            call = taken(call, _frame(1))
        epoch = d.now
        if cell.more is cell.readers is None and epoch is not None:
            if cell is FRESH:
                cell = Cell()
                cell.read = cell.write = epoch
                cell.write_at = write_place
                cell.write_from = call
                cell.read_at = 0
                cell.read_from = cell.readers = cell.more = cell.sync = None
                setattr(obj, shadow, cell)
                return True
            w, r, t = cell.write, cell.read, d.current
            if (not w or w == t.seen or (at := w & MASK) == t.shift or (t.vc >> at) & CLOCK >= w >> BITS or w <= d.floor) and (
                r == w or r == t.seen or (at := r & MASK) == t.shift or (t.vc >> at) & CLOCK >= r >> BITS or r <= d.floor
            ):
                t.seen = w
                cell.read = cell.write = epoch
                cell.write_at = write_place
                cell.write_from = call
                return True
        return get(obj, shadow, cell, place, call)

    def put(obj: Any, shadow: str, cell: Cell, place: int, call: Any) -> Any:
        """A field is going to be written; the answer is its object."""
        if not call:
            call = taken(call, _frame(1))
        epoch = d.now
        if cell.more is cell.readers is None and epoch is not None:
            if cell is FRESH:
                cell = new_cell()
                setattr(obj, shadow, cell)
            w, r, t = cell.write, cell.read, d.current
            if (not w or w == t.seen or (at := w & MASK) == t.shift or (t.vc >> at) & CLOCK >= w >> BITS or w <= d.floor) and (
                r == w or r == t.seen or (at := r & MASK) == t.shift or (t.vc >> at) & CLOCK >= r >> BITS or r <= d.floor
            ):
                t.seen = w
                cell.read = cell.write = epoch
                cell.write_at = place
                cell.write_from = call
                return obj
        if cell is not INPLACE:
            write_part(obj, "f" + shadow[1:], place, call)
        return obj

    def mget(m: Any, place: int, call: Any) -> Any:
        """An entry of a map is going to be read; the answer is the map."""
        try:
            cell = m.cell
        except AttributeError:
            cell = FRESH
        epoch = d.now
        if cell.read == epoch:
            return m
        if not call:
            call = taken(call, _frame(1))
        if cell.more is None and cell is not FRESH and epoch is not None:
            w, t, readers = cell.write, d.current, cell.readers
            if readers is not None and t.shift in readers and t.earlier is None:
                readers[t.shift] = (epoch, place, call)
                cell.read = epoch
                return m
            if not w or w == t.seen or (at := w & MASK) == t.shift or (t.vc >> at) & CLOCK >= w >> BITS or w <= d.floor:
                if readers is not None:
                    readers[t.shift] = (epoch, place, call)
                    cell.read = epoch
                    return m
                r = cell.read
                if r == w or r == t.seen or (at := r & MASK) == t.shift or (t.vc >> at) & CLOCK >= r >> BITS or r <= d.floor:
                    t.seen = r
                    cell.read = epoch
                    cell.read_at = place
                    cell.read_from = call
                    return m
        if m is not NIL_MAP and isinstance(m, GoMap):
            read_part(m, MAP, place, call)
        return m

    return {"get": get, "mget": mget, "put": put, "upd": upd}
