"""Columns of all packages of a program, in the form for running, kept by content.

A package's columns depend on its own files and on what it imports, so the key is the deep hash.  Packages that are not kept yet are
checked with all bodies and written by the front end in one go.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from goloupe.errors import UserError
from goloupe.frontend.cachedir import cache_directory
from goloupe.frontend.results import Blob, LoadedPackage, LoadResult
from goloupe.launch.reading import Reader
from goloupe.launch.sweeping import use
from goloupe.std import UNSUPPORTED

if TYPE_CHECKING:
    from goloupe.frontend.talking import FrontEnd
    from goloupe.syntax.columns import Columns

_FORMAT = "1"


def _maker() -> str:
    """Stands for the front end that writes the columns."""
    from goloupe.frontend.building import sources

    digest = hashlib.sha256(_FORMAT.encode())
    for name, text in sorted(sources().items()):
        digest.update(name.encode() + text)
    return digest.hexdigest()


class CannotRun(UserError):
    """A program that the front end could not read, or that is no program."""


@dataclass
class Source:
    """A program's packages, dependencies first, and their columns."""

    loaded: LoadResult
    packages: list[LoadedPackage]
    columns: Mapping[str, Columns]
    goroot: str


class ColumnFiles(Mapping[str, "Columns"]):
    """Columns of packages, read when they are asked for."""

    def __init__(self, files: Mapping[str, Path], again: Callable[[str], None] | None = None) -> None:
        self._again = again
        """Writes a package's columns again: what is in the cache may be damaged, or gone by now."""
        self.files: dict[str, Path] = {}
        for path, file in files.items():
            with suppress(FileNotFoundError):
                use(file, file.stat().st_mtime)
                self.files[path] = file
        self._read: dict[str, Columns] = {}

    def __getitem__(self, path: str) -> Columns:
        found = self._read.get(path)
        if found is None:
            from goloupe.syntax.columns import Columns, CorruptColumns

            try:
                found = Columns.load(self.files[path])
            except (CorruptColumns, OSError):
                if self._again is None:
                    raise
                self._again(path)
                found = Columns.load(self.files[path])
            self._read[path] = found
        return found

    def __contains__(self, path: object) -> bool:
        return path in self.files

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)


def deep_hashes(packages: Iterable[LoadedPackage]) -> dict[str, str]:
    """A hash for each package that also covers everything it imports."""
    out: dict[str, str] = {}
    maker = _maker()
    for package in packages:
        digest = hashlib.sha256(f"{maker}:{package.path}:{package.hash}".encode())
        for path in sorted(package.imports):
            digest.update(out.get(path, path).encode())
        out[package.path] = digest.hexdigest()
    return out


def hashes_of(front_end: FrontEnd | Reader, listed: LoadResult) -> Mapping[str, str]:
    """The deep hashes of what the front end has listed."""
    return front_end.deep_hashes(listed, deep_hashes) if isinstance(front_end, Reader) else deep_hashes(listed.packages)


def read(
    front_end: FrontEnd | Reader,
    patterns: Sequence[str],
    directory: str | os.PathLike[str],
    skip: Iterable[str],
    *,
    args: Sequence[str] = (),
    tests: bool = False,
    goroot: str = "",
) -> Source:
    """Read the packages that match ``patterns`` and what they need, except those that ``skip`` names."""
    listed = front_end.list(patterns, directory=directory, args=args, tests=tests)
    unfound = [message for p in listed.packages for message in map(str, p.errors)]
    if unfound:
        raise CannotRun("\n".join(dict.fromkeys(unfound)))
    refuse(listed.packages)
    left_out = set(skip) | {"unsafe"}
    wanted = [p for p in listed.packages if p.path not in left_out]
    cache = cache_directory() / "run"
    cache.mkdir(parents=True, exist_ok=True)
    hashes = hashes_of(front_end, listed)
    files = {p.path: cache / f"{hashes[p.path]}.glc" for p in wanted}
    missing = [p.path for p in wanted if not files[p.path].exists()]
    if missing:
        checked = front_end.check(missing)
        _complain(checked, front_end, directory)
        write_columns(front_end, missing, [p.path for p in listed.packages if p.path not in missing], files, cache)
    columns = ColumnFiles(files, partial(write_again, front_end, listed, files))
    return Source(listed, wanted, columns, goroot or (front_end.goroot if isinstance(front_end, Reader) else ""))


def messages(front_end: FrontEnd | Reader, package: LoadedPackage, directory: str | os.PathLike[str]) -> list[str]:
    """What is wrong with a package that has been checked."""
    from goloupe.frontend import syntaxerrors

    return syntaxerrors.messages(front_end.toolchain, package, directory)


def _complain(result: LoadResult, front_end: FrontEnd | Reader, directory: str | os.PathLike[str]) -> None:
    for package in result.packages:
        if package.errors:
            raise CannotRun("\n".join([f"# {package.path}", *messages(front_end, package, directory)]))


def refuse(packages: Iterable[LoadedPackage]) -> None:
    """Raise `CannotRun` if a package imports what nothing here can serve: cgo, plugins."""
    for package in packages:
        if package.standard:
            continue
        for path in package.imports:
            if path in UNSUPPORTED:
                raise CannotRun(UNSUPPORTED[path], place=_import_place(package, "C" if path == "runtime/cgo" else path))


def _import_place(package: LoadedPackage, path: str) -> str:
    """Where a package imports ``path``; its directory if that cannot be found."""
    wanted = re.compile(rf'^\s*(?:import\s+)?(?:[\w.]+\s+)?"{re.escape(path)}"'.encode())
    for file in sorted(Path(package.directory).glob("*.go")):
        try:
            lines = file.read_bytes().splitlines()
        except OSError:
            continue
        for number, line in enumerate(lines, 1):
            if wanted.match(line):
                return f"{file}:{number}"
    return package.directory


def write_again(front_end: FrontEnd | Reader, listed: LoadResult, files: dict[str, Path], path: str) -> None:
    """Have the columns of a package written that are damaged."""
    _complain(front_end.check([path]), front_end, ".")
    write_columns(front_end, [path], [p.path for p in listed.packages if p.path != path], files, files[path].parent)


def write_columns(front_end: FrontEnd | Reader, paths: Sequence[str], others: Sequence[str], files: dict[str, Path], cache: Path) -> None:
    """Have the front end write packages that have been checked into their files; ``others`` are the rest of the program."""
    import shutil

    out = cache / f"writing-{os.getpid()}"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    try:
        for event in front_end.emit(paths, out, dict.fromkeys(others), mode="run"):
            if not isinstance(event, Blob):
                raise CannotRun(f"{event.path}: {event.message.splitlines()[0]}")
            if event.path in files:
                event.file.replace(files[event.path])
    finally:
        shutil.rmtree(out, ignore_errors=True)
