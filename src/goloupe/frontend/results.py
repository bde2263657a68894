"""What the front end answers, as Python sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class SourceError:
    """A message about a package, in the words of the go command or of the compiler."""

    pos: str
    """"./main.go:3:5", relative to the directory of the request; empty if the message is about the package as a whole."""
    msg: str

    def __str__(self) -> str:
        return f"{self.pos}: {self.msg}" if self.pos else self.msg


@dataclass(frozen=True, slots=True)
class Embedding:
    """A package-level variable under ``//go:embed``."""

    name: str
    files: tuple[tuple[str, str], ...]
    """The name of each file in the program, with slashes, and where it is."""


@dataclass(frozen=True, slots=True)
class LoadedPackage:
    """One package, as the go command counts them: a test variant is a package of its own."""

    path: str
    """The import path; "p [p.test]" for p as compiled for its tests."""
    name: str
    directory: str
    root: bool
    """Whether the user's patterns matched it."""
    standard: bool
    for_test: str
    """The package under test, for a test variant."""
    files: tuple[str, ...]
    """What the compiler reads, absolute; generated files for packages that use cgo."""
    imports: tuple[str, ...]
    """The paths of packages in the same result."""
    hash: str
    """Digests all of the above and the contents of the files, but not the imports' own hashes."""
    goversion: str
    """The language version of its module ("1.22"), or "" for the toolchain's own."""
    incomplete: bool
    """Whether it has errors, or something that it imports has."""
    errors: tuple[SourceError, ...]
    embeds: tuple[Embedding, ...] = ()
    """The variables that hold files."""
    godebug: str = ""
    """Of a program: the settings of GODEBUG that its go line and its directives make."""

    @classmethod
    def decode(cls, data: Mapping[str, Any]) -> LoadedPackage:
        """Make one from the front end's JSON."""
        return cls(
            path=data["path"],
            name=data["name"],
            directory=data["dir"],
            root=data["root"],
            standard=data["standard"],
            for_test=data["fortest"],
            files=tuple(data["files"]),
            imports=tuple(data["imports"]),
            hash=data["hash"],
            goversion=data["goversion"],
            incomplete=data["incomplete"],
            errors=tuple(SourceError(error["pos"], error["msg"]) for error in data["errors"]),
            embeds=tuple(Embedding(e["name"], tuple((name, place) for name, place in e["files"] or ())) for e in data["embeds"]),
            godebug=data["godebug"],
        )


@dataclass(frozen=True, slots=True)
class LoadResult:
    """The packages that a request is about, dependencies first."""

    goos: str
    goarch: str
    goversion: str
    """The toolchain's: "go1.27.3"."""
    warnings: tuple[str, ...]
    """What the go command said besides."""
    packages: tuple[LoadedPackage, ...]

    @property
    def roots(self) -> tuple[LoadedPackage, ...]:
        """The packages that the user's patterns matched."""
        return tuple(package for package in self.packages if package.root)

    @classmethod
    def decode(cls, data: Mapping[str, Any]) -> LoadResult:
        """Make one from the front end's JSON."""
        return cls(
            goos=data["goos"],
            goarch=data["goarch"],
            goversion=data["goversion"],
            warnings=tuple(data["warnings"]),
            packages=tuple(LoadedPackage.decode(package) for package in data["packages"]),
        )


@dataclass(frozen=True, slots=True)
class Blob:
    """A package, or the functions of it that others reach, written as columns."""

    path: str
    file: Path
    root: bool
    """Whether it was asked for, and is complete."""


@dataclass(frozen=True, slots=True)
class EmitFailure:
    """A package that should have been written and could not be: a fault of the front end, not of the source."""

    path: str
    message: str
