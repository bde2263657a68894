"""Where lowered packages are kept, next to the columns that they were made from.

A file is named after what its contents depend on: the columns, hence all that the package was compiled from; goloupe itself, as far as it
lowers; the version of Python; the flavour.  So it is never wrong, only no longer asked for.  It has the functions that programs have
called so far; a run that calls further ones writes it anew when it ends.  Files appear by a rename.  If two runs do so at the same time,
what one of them has added may be lost, and is made again when it is needed.

Nothing of this can make a run fail: what cannot be read is lowered, what cannot be written is not kept.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.util import MAGIC_NUMBER
from pathlib import Path

from goloupe.caching import identity
from goloupe.launch import sweeping
from goloupe.lower.kept import Kept, encode, encode_types, encode_unit
from goloupe.lower.package import Package
from goloupe.lower.unit import FLAVOURS

_MAKERS = ("lower", "syntax", "launch")
"""The parts of goloupe that decide what lowered code is."""


@cache
def maker(flavour: str) -> str:
    """Names what makes units: this goloupe, on this Python, in this flavour."""
    python = [sys.implementation.cache_tag, MAGIC_NUMBER.hex(), sys.flags.optimize]
    return identity.digest([identity.of_goloupe(_MAKERS), python, flavour])[:20]


def place(columns: Path, flavour: str) -> Path:
    """The file that keeps the units of the package with these columns."""
    return columns.with_suffix(f".{maker(flavour)}.units")


def find(columns: Path, flavour: str) -> Kept | None:
    """What has been kept of a package."""
    path = place(columns, flavour)
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - one for each package
            data = file.read()
            sweeping.use(path, os.fstat(file.fileno()).st_mtime)
    except OSError:
        return None
    return Kept.decode(data, maker(flavour))


def keep(packages: Iterable[tuple[Package, Path]]) -> None:
    """Add what these packages have lowered to what is kept next to their columns."""
    folders: set[Path] = set()
    for package, columns in packages:
        if package.worth_keeping():
            file = place(columns, package.flavour)
            data = merged(package, find(columns, package.flavour))
            if not write(file, data):
                return
            folders.add(file.parent)
    for folder in folders:
        sweeping.sweep(folder, [maker(flavour) for flavour in FLAVOURS])


def merged(package: Package, kept: Kept | None) -> bytes:
    """The file with what this run has lowered, and what others have."""
    types = None if kept is None else kept.types()
    units = {} if kept is None else kept.parts()
    for key, (unit, code) in package.added.items():
        with suppress(ValueError):  # marshal has a limit for what is nested too deeply
            units[key] = encode_unit(unit, code)
    if types is None:
        types = encode_types(package.type_rows())
    return encode(maker(package.flavour), package.index, types, units)


def write(file: Path, data: bytes) -> bool:
    """Put a file in place; tell whether that was possible."""
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=".new-", dir=file.parent)
        with open(handle, "wb") as out:  # noqa: PTH123 - an open descriptor
            out.write(data)
        os.replace(temporary, file)  # noqa: PTH105
    except BaseException as error:
        if temporary:
            with suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108
        if not isinstance(error, OSError):
            raise
        return False
    return True
