"""Talking to the front end.

One request at a time goes out as a line of JSON, one or more events come back the same way (`go/protocol.go` has the list). The front end
keeps the packages of the last `load` or `list`; `check` and `emit` are about them.

The process is started with the first request. It leads a process group of its own: Ctrl-C in a terminal does not reach it, and killing the
group takes along whatever the go command has started. When a request is cut short, by an exception, by Ctrl-C or because nobody reads the
blobs to their end, the process is killed, since its answers would no longer match the questions.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from goloupe.frontend import group
from goloupe.frontend.building import Progress, build
from goloupe.frontend.cachedir import cache_directory
from goloupe.frontend.errors import CacheUnusable, FrontEndCrashed, LoadFailed
from goloupe.frontend.results import Blob, EmitFailure, LoadResult
from goloupe.frontend.toolchain import Toolchain, find_toolchain

Known = Mapping[str, Iterable[str] | None]
"""By package, the functions that need not be emitted; None means all of the package's."""


class FrontEnd:
    """The front end, as a process that is started when it is needed. Close it, or use it in a `with` statement."""

    def __init__(
        self,
        toolchain: Toolchain | None = None,
        *,
        cache: Path | None = None,
        environ: Mapping[str, str] = os.environ,
        progress: Progress | None = None,
    ) -> None:
        """Use `toolchain`, or the one that find_toolchain finds, and the program built in `cache` or else in the user's cache."""
        self.toolchain = toolchain or find_toolchain(environ=environ)
        self._cache = cache or cache_directory(environ)
        self._environ = environ
        self._progress = progress
        self._process: subprocess.Popen[bytes] | None = None
        self._stderr: IO[bytes] | None = None

    def list(
        self,
        patterns: Iterable[str] = (".",),
        *,
        directory: str | os.PathLike[str] = ".",
        args: Iterable[str] = (),
        tests: bool = False,
    ) -> LoadResult:
        """Find packages and hash their files, without parsing them.

        `args` are further flags for `go list`, such as "-tags=x". The result tells whether anything has changed since last time; what
        has changed can then be checked with `check`.
        """
        return self._packages("list", patterns, directory, args, tests)

    def load(
        self,
        patterns: Iterable[str] = (".",),
        *,
        directory: str | os.PathLike[str] = ".",
        args: Iterable[str] = (),
        tests: bool = False,
    ) -> LoadResult:
        """Find packages, parse and type-check them and what they import."""
        return self._packages("load", patterns, directory, args, tests)

    def check(self, roots: Iterable[str]) -> LoadResult:
        """Type-check packages of the last `list`, named by their paths, with their function bodies, and what they import without.

        The result has all packages of the list that have been checked by now.
        """
        return LoadResult.decode(self._ask({"op": "check", "roots": [*roots]}))

    def emit(
        self,
        roots: Iterable[str],
        out: str | os.PathLike[str],
        known: Known | None = None,
        *,
        want: Mapping[str, Iterable[str]] | None = None,
        mode: str = "",
    ) -> Iterator[Blob | EmitFailure]:
        """Write packages that have been checked, and whatever they call elsewhere, into the directory `out`.

        Dependencies come before what imports them. `known` functions are not written, nor what only they call.
        `want` are functions that are written besides, by package, known or not. `mode` "run" asks for the form
        that programs are run from instead of the one for escape analysis; "details" adds the functions that only the compiler knows of,
        which nothing but -m=2 shows.
        """
        request = {
            "op": "emit",
            "roots": [*roots],
            "out": str(Path(out).absolute()),
            "mode": mode,
            "want": {path: [*keys] for path, keys in (want or {}).items()},
            "known": {path: "*" if keys is None else [*keys] for path, keys in (known or {}).items()},
        }
        for event in self._events(request, "emitted"):
            match event["event"]:
                case "blob":
                    yield Blob(event["path"], Path(event["file"]), event["root"])
                case "failed":
                    yield EmitFailure(event["path"], event["message"])

    def start(self) -> None:
        """Start the process, if there is none yet. Requests do so by themselves."""
        self._running()

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            assert process.stdin is not None
            try:
                process.stdin.close()
                process.wait(timeout=2)
            except (OSError, subprocess.TimeoutExpired):
                pass  # it is buried all the same
            self._bury(process)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.close()

    def _packages(
        self,
        op: str,
        patterns: Iterable[str],
        directory: str | os.PathLike[str],
        args: Iterable[str],
        tests: bool,
    ) -> LoadResult:
        return LoadResult.decode(
            self._ask(
                {
                    "op": op,
                    "patterns": [*patterns],
                    "dir": str(Path(directory).absolute()),
                    "args": [*args],
                    "tests": tests,
                }
            )
        )

    def _ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Send a request that is answered by one event."""
        answer = {"load": "loaded", "list": "listed", "check": "checked"}[request["op"]]
        *_, event = self._events(request, answer)
        return event

    def _events(self, request: Mapping[str, Any], last: str) -> Iterator[dict[str, Any]]:
        """Send a request and yield the events that answer it, up to and with the one called `last`."""
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            try:
                process.stdin.write(json.dumps(request).encode() + b"\n")
                process.stdin.flush()
            except OSError:
                raise self._crashed(process, request) from None
            while True:
                line = process.stdout.readline()
                try:
                    event: dict[str, Any] = json.loads(line)
                except ValueError:
                    raise self._crashed(process, request) from None
                if event["event"] == "error":
                    break
                yield event
                if event["event"] == last:
                    return
        except BaseException:
            # Including GeneratorExit: the rest of the answer must not be taken for the next one.
            self._process = None
            self._bury(process)
            raise
        if event["kind"] == "internal":
            raise FrontEndCrashed(f"the front end failed to {request['op']}", details=event["message"])
        raise LoadFailed(event["message"], kind=event["kind"])

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            executable = build(self.toolchain, self._cache, environ=self._environ, progress=self._progress)
            self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the process
            try:
                self._process = group.start(
                    [str(executable), str(self.toolchain.path)],
                    env=self.toolchain.environment(self._environ),
                    stdin=subprocess.PIPE,
                    stderr=self._stderr,
                )
            except OSError as error:
                self._stderr.close()
                raise CacheUnusable(
                    f"the front end cannot be started: {error.strerror}",
                    place=str(executable),
                    next_step="Try goloupe cache clean, or set GOLOUPE_CACHE to a directory from which programs can be started.",
                ) from error
        return self._process

    def _crashed(self, process: subprocess.Popen[bytes], request: Mapping[str, Any]) -> FrontEndCrashed:
        group.end(process)
        said = b""
        if self._stderr is not None:
            self._stderr.seek(0)
            said = self._stderr.read(20_000)
        return FrontEndCrashed(
            f"the front end died with status {process.returncode} during {request['op']}",
            details=f"{json.dumps(request)[:2000]}\n{said.decode('utf-8', 'replace')}".strip(),
        )

    def _bury(self, process: subprocess.Popen[bytes]) -> None:
        """Make sure that nothing is left of the process: no child, no zombie, no open file."""
        group.end(process)
        for stream in (process.stdin, process.stdout, self._stderr):
            try:
                if stream is not None:
                    stream.close()
            except OSError:
                pass
        self._stderr = None
