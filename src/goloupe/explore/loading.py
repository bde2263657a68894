"""What to explore: a program, or the tests of packages.

Tests are explored one by one, and so are examples and the seeds of fuzz tests: the entry is the program that the go command would make
of the package's tests, told to run this test and no other.  Tests that call t.Parallel are explored once more, all together.  So TestMain,
cleanups and subtests are as they are in ``go test``; without ``-timeout``'s timer, for it would hide deadlocks.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from goloupe import std
from goloupe.errors import UserError
from goloupe.explore.beside import beside
from goloupe.explore.matching import wanted
from goloupe.explore.paralleltests import Calls
from goloupe.explore.races import Watcher, watch
from goloupe.explore.session import Session
from goloupe.explore.testfiles import TestFiles
from goloupe.frontend.results import LoadedPackage, LoadResult
from goloupe.launch.columns import CannotRun, ColumnFiles, Source, read
from goloupe.launch.program import PORTABLE_TAGS, Options
from goloupe.launch.reading import Reader
from goloupe.launch.testing import TestProgram, find
from goloupe.runtime.hooks import Hook, Tee

PARALLEL = "parallel tests"
"""What those tests of a package are called that run in parallel, explored together."""


@dataclass(frozen=True)
class Target:
    """One entry point: a main function, or a test function."""

    package: str
    test: str
    """Name of the test; empty for a program."""
    source: Source
    directory: str
    main: str
    """The package whose main is called."""
    arguments: tuple[str, ...] = ()
    filter: str = ""
    """What ``-test.run`` is told, if not all subtests of the test are wanted, or if this is several tests."""
    asked: str | None = None
    """Of tests that run in parallel: the ``-run`` among whose tests they are."""

    @property
    def name(self) -> str:
        """What it is called in reports."""
        return f"{self.package}.{self.test}" if self.test else self.package

    @property
    def pattern(self) -> str:
        """What ``-test.run`` is told."""
        return self.filter or f"^{self.test}$"

    @property
    def command(self) -> list[str]:
        """The command line, the program's name first."""
        # A test's program has the place that it would have beside the package: who starts it is refused, and not told that it is missing.
        name = "main" if not self.test else str(Path(self.directory, self.main.rpartition("/")[2]))
        flags = [f"-test.run={self.pattern}", "-test.timeout=0", "-test.v=false"] if self.test else []
        return [name, *flags, *self.beside, *self.arguments]

    @property
    def beside(self) -> list[str]:
        """The flag that lets all of several tests run in parallel."""
        return [f"-test.parallel={1 + self.pattern.count('|')}"] if self.asked is not None else []

    def session(self, hook: Hook | None = None, *, race: bool = False) -> Session:
        """Link it; with ``race`` its accesses to memory are watched.  A hook is told of everything."""
        detector = Watcher() if race else None
        hooks = [h for h in (detector, hook) if h is not None]
        told = Tee(*hooks) if len(hooks) > 1 else hooks[0] if hooks else None
        session = Session(self.source, Options(arguments=self.command, race=detector), told, tested=self.package)
        session.runner.main = self.main
        session.test = self.test
        session.target = self
        session.directory = self.directory if self.test else ""
        if self.test:
            beside(session.runner)
        if detector is not None:
            watch(session, detector)
        return session


def targets(
    front_end: Reader,
    patterns: Sequence[str],
    directory: str | os.PathLike[str],
    goroot: str,
    *,
    run: str | None = None,
    tags: Sequence[str] = (),
    flags: Sequence[str] = (),
    arguments: Sequence[str] = (),
    broken: list[str] | None = None,
) -> list[Target]:
    """The entry points that patterns name: tests whose name matches ``run`` if that is given, else programs and tests.

    Of a program its main function is meant, of another package all tests. ``flags`` are further flags for reading, such as ``-overlay=…``.

    Raises `UserError` if there are none, or if they cannot be read; what is said of some of several goes to ``broken``, if that is given.
    """
    args = [f"-tags={','.join([*tags, *PORTABLE_TAGS])}", *flags]
    out: list[Target] = []
    wrong: list[str] = []
    if run is None:
        listed = front_end.list(patterns, directory=directory, args=args)
        roots = [p for p in listed.packages if p.root]
        mains = [p for p in roots if p.name == "main"]
        files = any(p.endswith(".go") for p in patterns)
        if mains or files:
            for p in mains:
                what = patterns if files else [p.path]
                try:
                    source = read(front_end, what, directory, std.LEFT_OUT, args=args, goroot=goroot)
                except CannotRun as error:
                    wrong.append(str(error))
                    continue
                out.append(Target(p.path, "", source, os.fspath(directory), p.path, tuple(arguments)))
            if not out and not wrong:
                source = read(front_end, patterns, directory, std.LEFT_OUT, args=args, goroot=goroot)
                raise CannotRun("package is not a main package", next_step="goloupe explore needs a program, or packages with tests.")
            if files or len(mains) == len(roots):
                return _all(out, wrong, broken)
    programs = {target.package for target in out}
    for program in find(front_end, patterns, directory, args):
        if program.path in programs:
            continue
        if program.failed:
            lines = [f"# {path}\n" + "\n".join(texts) for path, texts in program.complaints.items()]
            wrong.append("\n".join(lines))
        elif program.main:
            out += _tests(program, goroot, run or "", arguments)
    if not out and not wrong:
        what = f"no tests match {run!r}" if run else "there are no tests"
        raise UserError(f"nothing to explore: {what}", next_step="Name a program (package main), or a package with tests.")
    return _all(out, wrong, broken)


def _all(found: list[Target], wrong: list[str], broken: list[str] | None) -> list[Target]:
    """What was found, if anything was; what is wrong is said once."""
    wrong = list(dict.fromkeys(wrong))
    if wrong and (broken is None or not found):
        raise CannotRun("\n".join(wrong))
    if broken is not None:
        broken += wrong
    return found


def _tests(program: TestProgram, goroot: str, run: str, arguments: Sequence[str]) -> list[Target]:
    """One for each test, example and fuzz test; and one for the tests that run in parallel, if there are several."""
    columns = ColumnFiles(program.files, program.again)
    source = Source(LoadResult("", "", "", (), tuple(program.packages)), program.packages, columns, goroot)
    tested = [p for p in program.packages if p.path in columns and _tested(p, program)]
    files = TestFiles.of(dict.fromkeys(file for p in tested for file in p.files))
    named = wanted(run, goroot)
    calls = Calls(columns, (p.path for p in program.packages if not p.standard or p in tested))
    patterns: dict[str, str] = {}
    parallel: set[str] = set()
    for p in tested:
        c = columns[p.path]
        for fn in c.funcs_order:
            name = c.strings[c.fn_name[fn]]
            if c.fn_parent[fn] < 0 and "." not in name and files.runs(name):
                pattern = named.filter(name)
                if pattern is not None:
                    patterns[name] = pattern
                    if calls.parallel(c.strings[c.fn_key[fn]]):
                        parallel.add(name)

    def target(name: str, pattern: str, asked: str | None = None) -> Target:
        return Target(program.path, name, source, program.directory, program.main, tuple(arguments), pattern, asked)

    out = [target(name, "" if pattern == f"^{name}$" else pattern) for name, pattern in patterns.items()]
    beside = [pattern for name, pattern in patterns.items() if name in parallel]
    return [*out, target(PARALLEL, "|".join(beside), run)] if len(beside) > 1 else out


def _tested(p: LoadedPackage, program: TestProgram) -> bool:
    """Whether a package is the one that is tested, with its test files, or that of its external tests."""
    return p.for_test == program.path or p.path.startswith(program.path + " [")
