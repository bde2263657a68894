"""Building Go programs with the stock toolchain, with and without an overlay, and running them.

Places for gates are found by a small Go program (`gates/`), which the go command builds and keeps in its own cache.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from goloupe.errors import InternalError, UserError
from goloupe.frontend import group
from goloupe.frontend.group import Stopped
from goloupe.frontend.toolchain import Toolchain

MOST: Final = 4 << 20
"""Bytes of output that are kept of a run."""


@dataclass(frozen=True)
class Outcome:
    """A run of a binary."""

    code: int
    """Negative: the signal that ended it."""
    output: str
    """Standard output and standard error."""
    timed_out: bool
    """It was told to write its goroutines and to end."""


def put_gates(toolchain: Toolchain, request: Sequence[Mapping[str, Any]], scratch: Path) -> dict[str, Any]:
    """Have gates put into copies of files; see gates/main.go for the form of request and answer."""
    program = scratch / "gates"
    if not program.exists():
        env = {**toolchain.environment(os.environ), "GOFLAGS": "-mod=mod", "GOWORK": "off", "CGO_ENABLED": "0"}
        for name in ("GOOS", "GOARCH"):
            env.pop(name, None)
        done = _go(toolchain, ["build", "-trimpath", "-o", str(program), "."], Path(__file__).parent / "gates", env)
        if done.returncode:
            raise InternalError("the program that puts gates into files cannot be built", details=done.stderr)
    told = subprocess.run([str(program)], input=json.dumps(request), capture_output=True, encoding="utf-8", check=False)
    if told.returncode:
        raise InternalError("gates cannot be put into files", details=told.stderr)
    answer: dict[str, Any] = json.loads(told.stdout)
    return answer


def races_can_be_built(toolchain: Toolchain, directory: str | os.PathLike[str]) -> bool:
    """Whether ``-race`` works: it takes cgo and a C compiler."""
    from goloupe.frontend.compiler import c_settings

    settings = c_settings(toolchain, directory)
    words = shlex.split(settings.command)
    return settings.enabled and bool(words) and shutil.which(words[0]) is not None


def module_places(toolchain: Toolchain, directory: str | os.PathLike[str]) -> tuple[str, str]:
    """The module cache, and the go.work or else go.mod file in use; empty if there is none."""
    done = _go(toolchain, ["env", "GOMODCACHE", "GOWORK", "GOMOD"], directory, toolchain.environment(os.environ))
    cache, work, mod, *_ = [*done.stdout.split("\n"), "", "", ""]
    main = mod if work in ("", "off") else work
    return cache, "" if main == os.devnull else main


def build(
    toolchain: Toolchain, arguments: Sequence[str], directory: str | os.PathLike[str], cgo: bool, stop: threading.Event | None = None
) -> str:
    """Run ``go build`` or ``go test -c``; what it complains about, or nothing.

    Without cgo the runtime notices deadlocks, so nobody gets it who does not need it.  Raises `Stopped` when ``stop`` is set.
    """
    env = {**toolchain.environment(os.environ), "CGO_ENABLED": "1" if cgo else "0"}
    done = _go(toolchain, arguments, directory, env, stop)
    return "" if done.returncode == 0 else (done.stderr.strip() or f"go {arguments[0]} failed")


def _go(
    toolchain: Toolchain,
    arguments: Sequence[str],
    directory: str | os.PathLike[str],
    env: Mapping[str, str],
    stop: threading.Event | None = None,
) -> subprocess.CompletedProcess[str]:
    try:
        return group.run([str(toolchain.path), *arguments], directory=directory, env=env, stop=stop)
    except OSError as error:
        raise UserError(f"the go command cannot be started: {error.strerror}", place=str(toolchain.path)) from error


def run_many(
    command: Sequence[str],
    times: int,
    *,
    directory: str | os.PathLike[str],
    seconds: float,
    environ: Mapping[str, str],
    jobs: int,
    stop: threading.Event | None = None,
) -> list[Outcome]:
    """Run a binary so often, so many at a time, each for so many seconds at most.  Raises `Stopped` when ``stop`` is set."""
    over = stop or threading.Event()
    with ThreadPoolExecutor(jobs) as pool:
        runs = [pool.submit(run_once, command, directory=directory, seconds=seconds, environ=environ, stop=over) for _ in range(times)]
        try:
            return [run.result() for run in runs]
        except BaseException:
            over.set()  # The others need not go on.
            raise


def run_once(
    command: Sequence[str],
    *,
    directory: str | os.PathLike[str],
    seconds: float,
    environ: Mapping[str, str],
    stop: threading.Event | None = None,
) -> Outcome:
    """Run a binary; when its time is over it is told to write its goroutines.  Raises `Stopped` when ``stop`` is set."""
    if stop is not None and stop.is_set():
        raise Stopped
    env = {**os.environ, "GOTRACEBACK": "all", **environ}
    process = group.start(command, directory=directory, env=env, stderr=subprocess.STDOUT)
    kept: list[bytes] = []
    assert process.stdout is not None
    reader = threading.Thread(target=_keep, args=(process.stdout, kept), daemon=True)
    reader.start()
    try:
        timed_out = not group.ended(process, seconds, stop)
        if timed_out:
            process.send_signal(getattr(signal, "SIGQUIT", signal.SIGTERM))
            with suppress(subprocess.TimeoutExpired):
                process.wait(group.GRACE)
    finally:
        group.end(process)
    reader.join(1.0)
    return Outcome(process.returncode, b"".join(kept).decode("utf-8", "replace"), timed_out)


def _keep(stream: IO[bytes], kept: list[bytes]) -> None:
    left = MOST
    while data := stream.read1(1 << 16):  # type: ignore[attr-defined]
        if left > 0:
            kept.append(data[:left])
            left -= len(data)
