"""Whole runs that are kept: what the go command answered, for as long as it would answer the same.

A record is filed under everything that a request consists of: patterns, directory, flags, environment, the toolchain's program file; its
place says which goloupe made it. It is used if its manifest holds. With it neither the go command nor the front end is needed, and since
the record has the deep hash of each package, everything that was kept of them is found.

Records are made of runs without errors only. Whatever is wrong with a program should be looked at afresh every time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from goloupe.caching import identity, sections
from goloupe.caching.manifest import Manifest, Unmanageable, take
from goloupe.frontend.results import LoadedPackage, LoadResult
from goloupe.frontend.toolchain import Toolchain


@dataclass(frozen=True, slots=True)
class Request:
    """What a user asks for."""

    patterns: tuple[str, ...]
    directory: Path
    args: tuple[str, ...]
    tests: bool
    environ: Mapping[str, str]

    def key(self, go: Path, source: str) -> str:
        """Digest it, with the toolchain that will be asked."""
        return identity.digest(
            [
                self.patterns,
                str(self.directory),
                self.args,
                self.tests,
                identity.of_environment(self.environ),
                str(go),
                identity.of_file(go),
                source,
            ]
        )


class Record:
    """A run as it was kept. The packages are decoded when they are asked for: there can be hundreds."""

    def __init__(self, header: dict[str, Any], packages: bytes, deep: bytes) -> None:
        toolchain = header["toolchain"]
        self.toolchain = Toolchain(
            Path(toolchain["path"]), Path(toolchain["goroot"]), toolchain["version"], toolchain["host"], toolchain["source"]
        )
        self.goos = str(header["goos"])
        self.goarch = str(header["goarch"])
        self.goversion = str(header["goversion"])
        self.roots: list[tuple[str, str, str]] = [(path, directory, deep) for path, directory, deep in header["roots"]]
        """Path, directory and deep hash of each package that was reported on, in order."""
        self._packages = packages
        self._deep = deep

    def packages(self) -> tuple[LoadedPackage, ...]:
        """Return all packages of the run; ValueError if they are damaged."""
        try:
            return tuple(LoadedPackage.decode(package) for package in json.loads(self._packages))
        except (TypeError, LookupError) as error:
            raise ValueError(f"damaged record: {error}") from error

    def listing(self) -> LoadResult:
        """Return what the go command answered; ValueError if it is damaged."""
        return LoadResult(self.goos, self.goarch, self.goversion, (), self.packages())

    def deep(self) -> dict[str, str]:
        """Return the deep hashes of all packages; ValueError if they are damaged."""
        found = json.loads(self._deep)
        if not isinstance(found, dict):
            raise ValueError("damaged record: no deep hashes")
        return found


def find(place: Path) -> Record | None:
    """Return the record of a request, if its outcome would be the same today."""
    found = sections.read(place)
    if found is None:
        return None
    header, parts = found
    try:
        if not Manifest.decode(parts["manifest"]).holds():
            return None
        return Record(header, parts["packages"], parts["deep"])
    except (ValueError, TypeError, LookupError):
        return None


def keep(place: Path, toolchain: Toolchain, request: Request, listing: LoadResult, deep: Mapping[str, str], *, started: int) -> None:
    """File a run, unless something that it depends on cannot be watched, or there is no room."""
    with suppress(Unmanageable, OSError):
        manifest = take(
            started=started,
            directory=request.directory,
            patterns=request.patterns,
            packages=listing.packages,
            goroot=toolchain.goroot,
            environ=request.environ,
            args=request.args,
        )
        _file(place, toolchain, listing, deep, manifest)


def _file(place: Path, toolchain: Toolchain, listing: LoadResult, deep: Mapping[str, str], manifest: Manifest) -> None:
    header = {
        "toolchain": {**asdict(toolchain), "path": str(toolchain.path), "goroot": str(toolchain.goroot)},
        "goos": listing.goos,
        "goarch": listing.goarch,
        "goversion": listing.goversion,
        "roots": [(p.path, p.directory, deep[p.path]) for p in listing.roots if p.files],
    }
    packages = json.dumps([_plain(package) for package in listing.packages], separators=(",", ":")).encode()
    hashes = json.dumps(deep, separators=(",", ":")).encode()
    sections.write(place, header, {"manifest": manifest.encode(), "packages": packages, "deep": hashes})


def _plain(package: LoadedPackage) -> dict[str, Any]:
    """The form that LoadedPackage.decode reads."""
    return {
        "path": package.path,
        "name": package.name,
        "dir": package.directory,
        "root": package.root,
        "standard": package.standard,
        "fortest": package.for_test,
        "files": package.files,
        "imports": package.imports,
        "hash": package.hash,
        "goversion": package.goversion,
        "incomplete": package.incomplete,
        "errors": [{"pos": error.pos, "msg": error.msg} for error in package.errors],
        "embeds": [{"name": e.name, "files": e.files} for e in package.embeds],
        "godebug": package.godebug,
    }
