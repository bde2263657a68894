"""What an analysis of a program hands to those who print it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from goloupe.escape.results import FunctionResult, LineCode, PackageResult
from goloupe.program.paths import Shortener
from goloupe.program.program import PackageError


@dataclass(slots=True)
class Stats:
    """What a run did, for those who wonder where the time went."""

    packages: int = 0
    """Packages reported on."""
    functions: int = 0
    reused: int = 0
    """Packages whose result came from the cache."""
    load_seconds: float = 0.0
    analysis_seconds: float = 0.0


@dataclass(slots=True)
class EscapeReport:
    """Verdicts for all packages that the patterns match.

    Positions name files by their absolute paths. `shown` shortens one as the go command would when it runs in the program's directory.
    """

    packages: list[PackageResult]
    """In the order in which `go build` prints them: dependencies first."""
    errors: list[PackageError]
    """Packages named here have no result."""
    go_version: str
    directory: Path
    elapsed: float = 0.0
    stats: Stats = field(default_factory=Stats)
    directories: Mapping[str, str] = field(default_factory=dict)
    """Where the source of each package is."""

    def package(self, path: str) -> PackageResult:
        """Return the result for one package; raise KeyError if there is none."""
        for package in self.packages:
            if package.path == path:
                return package
        raise KeyError(path)

    def function(self, key: str) -> FunctionResult:
        """Return the verdicts for the function with this link key, such as "bytes.(*Buffer).Write"; raise KeyError if there is none."""
        for package in self.packages:
            for function in package.functions:
                if function.key == key:
                    return function
        raise KeyError(key)

    def shown(self, file: str) -> str:
        """Shorten a path as the go command does in what it prints: "./main.go", "sub/x.go", or unchanged."""
        return Shortener(self.directory).path(file)

    def gc_text(self, path: str, *, details: bool = False) -> str:
        """Return what `go build -gcflags='-m -l'` prints for one package, without the "# path" line above it.

        With `details`, what -m=2 prints (the report must have been made with `explain=True`).
        """
        lines = self.package(path).lines
        text = "".join([f"{line}\n" for line in lines if details or line.code is not LineCode.DETAIL])
        return Shortener(self.directory).text(text, self.directories.get(path, ""))
