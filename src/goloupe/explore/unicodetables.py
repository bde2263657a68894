"""Which characters ``\\p{Greek}`` stands for: the tables of Go's package unicode, read from its source."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

LAST: Final = 0x10FFFF
Ranges = list[tuple[int, int]]
_NAMES: Final = re.compile(r'^\t"([\w ]+)": +"?(\w+)"?,$', re.MULTILINE)
_MAPS: Final = ("Categories", "CategoryAliases", "Scripts")
_ENTRY: Final = re.compile(r"\{(0x[0-9a-f]+), (0x[0-9a-f]+), (\d+)\}")


def canonical(name: str) -> str:
    """A name without blanks, underscores and hyphens, and with one capital (`canonicalName`)."""
    return re.sub(r"[ _-]", "", name).capitalize()


def negated(ranges: Ranges) -> Ranges:
    """All other characters."""
    out, following = [], 0
    for low, high in sorted(ranges):
        if low > following:
            out.append((following, low - 1))
        following = max(following, high + 1)
    return [*out, (following, LAST)] if following <= LAST else out


class Tables:
    """The tables of one version of Go."""

    def __init__(self, goroot: str) -> None:
        self.goroot = goroot
        self._text: str | None = None
        self._names: dict[str, str] = {}

    def ranges(self, name: str) -> Ranges | None:
        """The characters of a category or a script (`unicodeTable`); None if there is none of that name."""
        if self._text is None:
            self._read()
        name = canonical(name)
        if name == "Any":
            return [(0, LAST)]
        if name == "Ascii":
            return [(0, 0x7F)]
        if name == "Assigned":
            unassigned = self._table("Cn")
            return None if unassigned is None else negated(unassigned)
        known = self._names.get(name)
        return None if known is None else self._table(self._names.get(canonical(known), known))

    def _read(self) -> None:
        try:
            self._text = text = Path(self.goroot, "src", "unicode", "tables.go").read_text("utf-8")
        except OSError:
            self._text = text = ""
        for kind in _MAPS:
            body = text.partition(f"\nvar {kind} = map[string]")[2].partition("\n}\n")[0]
            for name, table in _NAMES.findall(body):
                self._names.setdefault(canonical(name), table)

    def _table(self, variable: str) -> Ranges | None:
        """The ranges of a table that a variable is called by, ``Greek = _Greek``."""
        text = self._text or ""
        found = re.search(rf"^\t{variable} += (\w+)\b", text, re.MULTILINE)
        body = text.partition(f"\nvar {found[1]} = &RangeTable{{\n")[2].partition("\n}\n")[0] if found else ""
        if not body:
            return None
        out: Ranges = []
        for low, high, stride in _ENTRY.findall(body):
            first, last, step = int(low, 16), int(high, 16), int(stride)
            out += [(first, last)] if step == 1 else [(c, c) for c in range(first, last + 1, step)]
        return out
