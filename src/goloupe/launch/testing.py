"""Packages' tests as programs.

The go command writes a main package for the tests of each package, `p.test`; `go list -test` names it, along with the variants of the
packages that it consists of: `p [p.test]` is p with its test files, and whatever else imports p is there once more as `q [p.test]`.  So the
program for the tests of p is what `p.test` imports, directly or not, and it runs like any other: package testing is the real source.

Each program runs in a process of its own, forked from this one when everything has been read: what a test leaves behind ends with
it, one that hangs can be killed, and all that it writes to file descriptors 1 and 2 is seen in its order.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from goloupe import std
from goloupe.frontend.cachedir import cache_directory
from goloupe.frontend.results import LoadedPackage, LoadResult
from goloupe.launch.columns import CannotRun, ColumnFiles, Source, hashes_of, messages, refuse, write_again, write_columns
from goloupe.launch.memory import limited
from goloupe.launch.program import Options, Runner
from goloupe.launch.reading import Reader
from goloupe.launch.refusals import tolerate

if TYPE_CHECKING:
    from goloupe.frontend.talking import FrontEnd

_STACK: Final = 512 << 20


@dataclass
class TestProgram:
    """The tests of one package."""

    __test__ = False

    path: str
    directory: str
    main: str
    """The package to run; empty if there are no test files."""
    packages: list[LoadedPackage] = field(default_factory=list)
    """What the program consists of, dependencies first."""
    files: dict[str, Path] = field(default_factory=dict)
    """Where their columns are."""
    again: Callable[[str], None] | None = field(default=None, compare=False)
    """Writes those of a package again."""
    failed: str = ""
    """ "build" or "setup", if the program cannot be made."""
    complaints: dict[str, list[str]] = field(default_factory=dict)
    """The errors by package, in the words of the go command or of the compiler."""


def plain(path: str) -> str:
    """The import path of a test variant."""
    return path.partition(" ")[0]


def find(
    front_end: FrontEnd | Reader, patterns: Sequence[str], directory: str | os.PathLike[str], args: Sequence[str]
) -> list[TestProgram]:
    """List the packages that match ``patterns``, and read the programs of their tests."""
    listed = front_end.list(patterns, directory=directory, args=args, tests=True)
    known = {p.path: p for p in listed.packages}
    mains = {p.path for p in listed.packages if p.name == "main" and p.path.endswith(".test")}
    out: list[TestProgram] = []
    for p in listed.packages:
        if p.root and " " not in p.path and not p.for_test and p.path not in mains:
            main = p.path + ".test"
            out.append(TestProgram(p.path, p.directory, main if main in known else ""))
    for program in out:
        program.packages = closure(known, program.main or program.path)
        _complain(program, program.packages, "setup", lambda p: list(map(str, p.errors)))
        try:
            refuse(program.packages)
        except CannotRun as error:
            program.failed = program.failed or "setup"
            program.complaints.setdefault(program.path, [str(error)])
    _read(front_end, listed, [program for program in out if not program.failed], directory)
    return sorted(out, key=lambda program: (_place(program, patterns, directory), program.path))


def closure(known: dict[str, LoadedPackage], root: str) -> list[LoadedPackage]:
    """``root`` and all that it imports, in the order of ``known``."""
    reached = {root}
    pending = [root]
    while pending:
        for path in known[pending.pop()].imports:
            if path not in reached and path in known:
                reached.add(path)
                pending.append(path)
    return [p for p in known.values() if p.path in reached and plain(p.path) not in std.LEFT_OUT and p.path != "unsafe"]


def _place(program: TestProgram, patterns: Sequence[str], directory: str | os.PathLike[str]) -> int:
    """Which pattern asked for the package."""
    for i, pattern in enumerate(patterns):
        prefix, dots, _ = pattern.partition("...")
        where = str(Path(directory, prefix).resolve()) if prefix.startswith((".", "/")) else ""
        if dots:
            prefix = prefix.rstrip("/")
            if str(Path(program.directory).resolve()).startswith(where) if where else program.path.startswith(prefix):
                return i
        elif pattern == program.path or where == str(Path(program.directory).resolve()):
            return i
    return len(patterns)


def _complain(program: TestProgram, packages: Iterable[LoadedPackage], what: str, say: Callable[[LoadedPackage], list[str]]) -> None:
    for p in packages:
        if p.errors:
            program.failed = program.failed or what
            program.complaints[p.path] = say(p)


def _read(front_end: FrontEnd | Reader, listed: LoadResult, programs: Sequence[TestProgram], directory: str | os.PathLike[str]) -> None:
    """Check what has not been checked in an earlier run, and write its columns; those of packages without tests say that they compile."""
    cache = cache_directory() / "run"
    cache.mkdir(parents=True, exist_ok=True)
    hashes = hashes_of(front_end, listed)
    files = {p.path: cache / f"{hashes[p.path]}.glc" for p in listed.packages}
    missing = dict.fromkeys(p.path for program in programs for p in program.packages if not files[p.path].exists())
    if missing:
        checked = {p.path: p for p in front_end.check(list(missing)).packages}
        for program in programs:
            found = [checked[p.path] for p in program.packages if p.path in checked]
            _complain(program, found, "build", lambda p: messages(front_end, p, directory))
        sound = {p.path for program in programs if not program.failed for p in program.packages}
        wanted = [path for path in missing if path in sound]
        if wanted:
            write_columns(front_end, wanted, [p.path for p in listed.packages if p.path not in wanted], files, cache)
    for program in programs:
        program.files = {p.path: files[p.path] for p in program.packages}
        program.again = partial(write_again, front_end, listed, program.files)


class _Pipe:
    """Standard output of a test program: nothing stays behind when it is killed."""

    def write(self, data: bytes) -> None:
        """Write all of it."""
        view = memoryview(data)
        while view:
            view = view[os.write(1, view) :]

    def flush(self) -> None:
        """Nothing is kept."""


class Killed(Exception):
    """A test program did not end in time."""


def run(program: TestProgram, goroot: str, options: Options, show: Callable[[bytes], object], limit: float) -> int:
    """Run the tests; ``show`` gets what they write.  Returns the exit code, negative if a signal ended the process."""
    end, begin = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    parent = os.getpid()
    child = os.fork()
    if not child:
        _child(program, goroot, options, begin, parent)
    os.close(begin)
    deadline = time.monotonic() + limit
    try:
        while select.select([end], [], [], max(0.0, deadline - time.monotonic()))[0]:
            data = os.read(end, 1 << 16)
            if not data:
                break
            show(data)
        else:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            child = 0
            raise Killed
    except BaseException:
        if child:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        raise
    finally:
        os.close(end)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _child(program: TestProgram, goroot: str, options: Options, begin: int, parent: int) -> None:
    """Be the test program, and end."""
    code = 3
    try:
        os.dup2(begin, 1)
        os.dup2(begin, 2)
        nowhere = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nowhere, 0)
        sys.stdout = open(1, "w", closefd=False, encoding="utf-8", errors="backslashreplace")  # noqa: SIM115
        sys.stderr = open(2, "w", closefd=False, encoding="utf-8", errors="backslashreplace")  # noqa: SIM115
        os.chdir(program.directory)
        os.environ["PWD"] = program.directory
        codes: list[int] = []
        # A thread of its own, for a stack that deep recursion does not exhaust.
        threading.stack_size(_STACK)
        thread = threading.Thread(target=lambda: codes.append(_execute(program, goroot, options)), name="go")
        thread.start()
        while thread.is_alive():
            thread.join(0.2)
            if os.getppid() != parent:
                os._exit(3)  # Nobody is waiting for the outcome any more.
        code = codes[0] if codes else 3
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code & 255)


def _execute(program: TestProgram, goroot: str, options: Options) -> int:
    try:
        empty = LoadResult("", "", "", (), tuple(program.packages))
        runner = Runner(Source(empty, program.packages, ColumnFiles(program.files, program.again), goroot), options)
        runner.main = program.main
        tolerate(runner)
        runner.machine.stdout = _Pipe()
        try:
            with limited():
                return runner.run()
        finally:
            complaint = options.trace.keep() if options.trace is not None else ""
            if complaint:
                sys.stderr.write(f"goloupe: {complaint}\n")
    except CannotRun as err:
        sys.stderr.write(f"goloupe: {err}\n")
        return 2
    except BaseException:
        sys.stderr.write(f"goloupe: internal error\n{traceback.format_exc()}")
        return 3
