"""A package as the linker sees it: an index of what it offers, its types, and its functions as code.

All of this comes from the package's columns, or from what was kept when an earlier run had read them.  The columns and the lowerer
are loaded when something is asked for that was not kept.
"""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType
from typing import TYPE_CHECKING

from goloupe.lower.unit import PLAIN, RACE, Index, TypeRow, Unit

if TYPE_CHECKING:
    from goloupe.lower.function import Lowerer
    from goloupe.lower.kept import Kept
    from goloupe.syntax.columns import Columns


class Package:
    """A package of a program."""

    def __init__(self, path: str, columns: Callable[[], Columns], kept: Kept | None = None, flavour: str = PLAIN) -> None:
        self.path = path
        self.flavour = flavour
        self.added: dict[str, tuple[Unit, CodeType]] = {}
        """Units that have been lowered in this run, by link key."""
        self._columns = columns
        self._kept = kept
        self._index = None if kept is None else kept.index
        self._lowerer: Lowerer | None = None
        self._rows: dict[str, int] = {}
        self._inplace: frozenset[str] | None = None
        """Slots of fields that are structs or arrays."""

    def offer(self, key: str, find: Callable[[], Kept | None]) -> None:
        """Before a function is asked for: if it has not been kept, look again, for another process may have kept it since."""
        if key not in self.added and (self._kept is None or key not in self._kept.units):
            self._kept = find() or self._kept

    @property
    def lowerer(self) -> Lowerer:
        """What lowers its functions."""
        if self._lowerer is None:
            from goloupe.lower.function import Lowerer

            self._lowerer = Lowerer(self._columns(), self.flavour)
        return self._lowerer

    @property
    def index(self) -> Index:
        """What it offers."""
        if self._index is None:
            from goloupe.lower.index import index_of

            self._index = index_of(self.lowerer)
        return self._index

    def type_row(self, link: str) -> TypeRow:
        """One of its types."""
        row = None if self._kept is None else self._kept.type_row(link)
        if row is None:
            from goloupe.lower.index import row_of, rows_of

            if not self._rows:
                self._rows = rows_of(self.lowerer)
            row = row_of(self.lowerer, self._rows[link])
        return row

    def unit(self, key: str) -> tuple[Unit, CodeType]:
        """A declared function with the closures in it, and its code."""
        found = None if self._kept is None else self._kept.unit(key)
        if found is None:
            lowerer = self.lowerer
            unit = lowerer.unit(lowerer.by_key[key])
            found = self.added[key] = unit, self._compiled(key, unit)
        return found

    def _compiled(self, key: str, unit: Unit) -> CodeType:
        """The unit's code, in this package's flavour; an instance of another package's function is watched if that package is."""
        if self.flavour == RACE:
            from goloupe.lower.index import fields_of
            from goloupe.lower.instrument import UNSHADOWED, inplace_fields, instrument, watched

            plain = self.path.partition(" ")[0]
            if watched(plain, key):
                if self._inplace is None:
                    self._inplace = inplace_fields(fields_of(self.lowerer))
                return instrument(unit.source, unit.file, self._inplace, plain not in UNSHADOWED)
        return compile(unit.source, unit.file, "exec")

    def worth_keeping(self) -> bool:
        """Whether it has something that has not been kept yet."""
        return self._index is not None and (self._kept is None or bool(self.added))

    def type_rows(self) -> dict[str, TypeRow]:
        """All of its types, for keeping."""
        from goloupe.lower.index import row_of, rows_of

        return {link: row_of(self.lowerer, t) for link, t in rows_of(self.lowerer).items()}
