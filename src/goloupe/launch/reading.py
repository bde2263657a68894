"""The front end, asked only for what is not known from an earlier run.

A `Reader` answers as a `FrontEnd` does.  What packages a program consists of is taken from the record of an earlier run if nothing has
changed since (see `goloupe.caching.manifest`); then neither the go command nor the front end is started, unless something has to be
checked and written after all.  When the reader is closed, without an exception, what it has been told is recorded.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from goloupe.caching import identity, runs
from goloupe.frontend.cachedir import cache_directory
from goloupe.frontend.results import Blob, EmitFailure, LoadedPackage, LoadResult
from goloupe.frontend.toolchain import Toolchain, find_toolchain, is_toolchain, locate_toolchain

if TYPE_CHECKING:
    from goloupe.frontend.talking import FrontEnd, Known

_MAKERS = ("frontend", "frontend/go", "caching", "launch")
"""The parts of goloupe that decide what is in a record."""


@dataclass
class _Asked:
    """A request, and what came of it."""

    request: runs.Request
    place: Path
    started: int
    listing: LoadResult
    record: runs.Record | None
    deep: Mapping[str, str] | None = None
    sound: bool = True
    """Whether no package has errors."""


class Reader:
    """The front end of one toolchain.  Close it, or use it in a `with` statement; if it is asked again, it starts again."""

    def __init__(
        self,
        go: str | None = None,
        *,
        directory: str | os.PathLike[str] = ".",
        environ: Mapping[str, str] = os.environ,
        progress: Callable[[str], None] | None = None,
    ) -> None:
        self._go = go
        self._directory = directory
        self._environ = environ
        self._progress = progress
        self._place, self._source = locate_toolchain(go, environ=environ)
        self._toolchain: Toolchain | None = None
        if not is_toolchain(self._place):
            # A wrapper of some version manager: only it knows which toolchain it stands for here.
            self._place = self.toolchain.path
        self._front_end: FrontEnd | None = None
        self._asked: dict[str, _Asked] = {}
        self._latest: _Asked | None = None
        """The last request."""
        self._told: _Asked | None = None
        """What the front end, if there is one, was asked last."""

    @property
    def toolchain(self) -> Toolchain:
        """The toolchain; it is asked who it is unless a record says so."""
        if self._toolchain is None:
            self._toolchain = find_toolchain(self._go, directory=self._directory, environ=self._environ)
        return self._toolchain

    @property
    def goroot(self) -> str:
        """Where the toolchain is."""
        return str(self.toolchain.goroot)

    def list(
        self, patterns: Iterable[str], *, directory: str | os.PathLike[str] = ".", args: Iterable[str] = (), tests: bool = False
    ) -> LoadResult:
        """Find packages, as `FrontEnd.list` does."""
        request = runs.Request(tuple(patterns), Path(directory).absolute(), tuple(args), tests, self._environ)
        key = identity.digest([identity.of_goloupe(_MAKERS), request.key(self._place, self._source)])
        place = cache_directory(self._environ) / "run" / "programs" / key[:32]
        if self._latest is not None and self._asked.get(key) is self._latest:
            return self._latest.listing
        started = time.time_ns()
        record = runs.find(place)
        if record is not None:
            with suppress(ValueError):
                asked = _Asked(request, place, started, record.listing(), record, record.deep())
                self._toolchain = self._toolchain or record.toolchain
                self._asked[key] = self._latest = asked
                return asked.listing
        asked = _Asked(request, place, started, self._ask(request), None)
        self._asked[key] = self._latest = self._told = asked
        asked.sound = not asked.listing.warnings and not any(p.errors for p in asked.listing.packages)
        return asked.listing

    def deep_hashes(self, listing: LoadResult, make: Callable[[Iterable[LoadedPackage]], dict[str, str]]) -> Mapping[str, str]:
        """The deep hashes of the packages of a listing: those of the record, or what ``make`` makes of them."""
        for asked in self._asked.values():
            if asked.listing is listing:
                if asked.deep is None:
                    asked.deep = make(listing.packages)
                return asked.deep
        return make(listing.packages)

    def check(self, roots: Iterable[str]) -> LoadResult:
        """Check packages of the last `list`, as `FrontEnd.check` does."""
        asked = self._latest
        if asked is not None and asked is not self._told:
            # The front end has to know what this is about.
            asked.record = None
            asked.started = time.time_ns()
            self._ask(asked.request)
            self._told = asked
        result = self._running().check(roots)
        if asked is not None and any(p.errors for p in result.packages):
            asked.sound = False
        return result

    def emit(
        self, roots: Iterable[str], out: str | os.PathLike[str], known: Known | None = None, *, mode: str = ""
    ) -> Iterator[Blob | EmitFailure]:
        """Write packages that have been checked, as `FrontEnd.emit` does."""
        return self._running().emit(roots, out, known, mode=mode)

    def close(self) -> None:
        """End the front end, if it runs."""
        front_end, self._front_end = self._front_end, None
        self._told = None
        if front_end is not None:
            front_end.close()

    def keep(self) -> None:
        """Record what has been listed and is without fault."""
        for asked in self._asked.values():
            if asked.record is None and asked.sound and asked.deep is not None:
                runs.keep(asked.place, self.toolchain, asked.request, asked.listing, asked.deep, started=asked.started)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.close()
        if kind is None:
            self.keep()

    def _ask(self, request: runs.Request) -> LoadResult:
        return self._running().list(request.patterns, directory=request.directory, args=request.args, tests=request.tests)

    def _running(self) -> FrontEnd:
        if self._front_end is None:
            from goloupe.frontend.talking import FrontEnd

            self._front_end = FrontEnd(self.toolchain, environ=self._environ, progress=self._progress)
        return self._front_end
