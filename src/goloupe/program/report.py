"""What an analysis of a program hands to those who print it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, overload

from goloupe.program.paths import Shortener
from goloupe.program.program import PackageError
from goloupe.program.store import Outcome

if TYPE_CHECKING:
    from goloupe.escape.results import FunctionResult, PackageResult


@dataclass(slots=True)
class Stats:
    """What a run did, for those who wonder where the time went."""

    packages: int = 0
    """Packages reported on."""
    functions: int = 0
    reused: int = 0
    """Packages whose result came from the cache."""


class Results(Sequence["PackageResult"]):
    """The results of several packages, each decoded when it is asked for: whoever prints the compiler's lines needs none of them."""

    def __init__(self, outcomes: Mapping[str, Outcome]) -> None:
        self._outcomes = outcomes
        self._paths = list(outcomes)
        self._decoded: dict[str, PackageResult] = {}

    @property
    def paths(self) -> list[str]:
        """The import paths of the packages, in order."""
        return [*self._paths]

    def by_path(self, path: str) -> PackageResult:
        """Return one result; raise KeyError if there is none."""
        found = self._decoded.get(path)
        if found is None:
            from goloupe.escape.results import from_json

            found = self._decoded[path] = from_json(json.loads(self._outcomes[path].result))
        return found

    def text(self, path: str) -> str:
        """Return the compiler's lines for one package, with absolute paths; raise KeyError if there is none."""
        return self._outcomes[path].text.decode("utf-8", "surrogateescape")

    def __len__(self) -> int:
        return len(self._paths)

    @overload
    def __getitem__(self, index: int) -> PackageResult: ...
    @overload
    def __getitem__(self, index: slice) -> list[PackageResult]: ...
    def __getitem__(self, index: int | slice) -> PackageResult | list[PackageResult]:
        if isinstance(index, slice):
            return [self.by_path(path) for path in self._paths[index]]
        return self.by_path(self._paths[index])

    def __iter__(self) -> Iterator[PackageResult]:
        return (self.by_path(path) for path in self._paths)


@dataclass(slots=True)
class EscapeReport:
    """Verdicts for all packages that the patterns match.

    Positions name files by their absolute paths. `shown` shortens one as the go command would when it runs in the program's directory.
    """

    packages: Results
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
        return self.packages.by_path(path)

    def function(self, key: str) -> FunctionResult:
        """Return the verdicts for the function with this link key, such as "bytes.(*Buffer).Write"; raise KeyError if there is none."""
        for path in sorted(self.packages.paths, key=lambda path: not key.startswith(path)):
            for function in self.package(path).functions:
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
        text = "".join([f"{line}\n" for line in self.package(path).lines]) if details else self.packages.text(path)
        return Shortener(self.directory).text(text, self.directories.get(path, ""))
