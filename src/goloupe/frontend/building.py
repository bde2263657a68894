"""Building the front end: the Go program in `go/`, once for each toolchain and version of its source.

The result is kept in the cache under a name that digests everything it is made from, so it never has to be looked at again: if it is
there, it is right. Processes that want it at the same time wait for one of them to build it. The program is linked in a directory of its
own next to its place and then moved there, so nobody ever starts half of it; a build that is interrupted leaves the cache as it was.

The user's settings are for their program, not for this one: the build runs with their build and module caches, but with none of their
flags, workspace or target platform.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from goloupe.frontend import group
from goloupe.frontend.errors import BuildFailed, CacheUnusable
from goloupe.frontend.locking import locked
from goloupe.frontend.toolchain import Toolchain

Progress = Callable[[str], None]
"""Is told what is going on, and "" when it is over."""

_NAME = "goloupe-frontend.exe" if os.name == "nt" else "goloupe-frontend"


def sources() -> dict[str, bytes]:
    """Return the Go program: file names and contents."""
    folder = resources.files("goloupe.frontend") / "go"
    return {
        entry.name: entry.read_bytes()
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name == "go.mod" or (entry.name.endswith(".go") and not entry.name.endswith("_test.go"))
    }


def build(
    toolchain: Toolchain,
    cache: Path,
    *,
    environ: Mapping[str, str] = os.environ,
    progress: Progress | None = None,
) -> Path:
    """Return the path of the front end, built with `toolchain` if `cache` does not have it yet."""
    program = sources()
    folder = cache / "frontend"
    executable = folder / _key(toolchain, program) / _NAME
    if executable.is_file():
        return executable
    try:
        executable.parent.mkdir(parents=True, exist_ok=True)
        with locked(executable.parent / "lock"):
            if not executable.is_file():
                with _announced(progress or report_on_terminal, f"building the Go front end with {toolchain.version} (once)"):
                    _build_into(executable, toolchain, program, environ)
                _sweep(folder)
    except OSError as error:
        raise CacheUnusable(
            f"the cache cannot be written to: {error.strerror or error}",
            place=str(error.filename or cache),
            next_step="Set GOLOUPE_CACHE to a directory that can.",
        ) from error
    return executable


def report_on_terminal(message: str) -> None:
    """Show what is going on in the last line of the terminal, if standard error is one."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[Kgoloupe: {message} …" if message else "\r\x1b[K")
        sys.stderr.flush()


@contextmanager
def _announced(progress: Progress, message: str) -> Iterator[None]:
    progress(message)
    try:
        yield
    finally:
        progress("")


def _key(toolchain: Toolchain, program: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256(f"{toolchain.version} {toolchain.host}\n".encode())
    for name, content in program.items():
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:24]


def _build_into(executable: Path, toolchain: Toolchain, program: Mapping[str, bytes], environ: Mapping[str, str]) -> None:
    work = Path(tempfile.mkdtemp(prefix=".build-", dir=executable.parent))
    try:
        # A copy: where goloupe is installed may be read-only, and holds the program's tests.
        for name, content in program.items():
            (work / name).write_bytes(content)
        built = work / _NAME
        command = [str(toolchain.path), "build", "-buildvcs=false", "-ldflags=-s -w", "-o", str(built), "."]
        said = _failure(command, work, _build_environment(toolchain, executable.parent.parent.parent, environ))
        if said is not None:
            raise BuildFailed(
                f"{toolchain.version} could not build goloupe's front end:\n{said}",
                place=str(toolchain.path),
                next_step="Check that this Go installation is complete (go build std), or name another one with --go.",
            )
        built.replace(executable)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _build_environment(toolchain: Toolchain, cache: Path, environ: Mapping[str, str]) -> dict[str, str]:
    env = toolchain.environment(environ)
    for name in ("GOEXPERIMENT", "GOAMD64", "GOARM64", "GOARM", "GODEBUG", "GOTOOLDIR", "CC"):
        env.pop(name, None)
    goos, goarch = toolchain.host.split("/")
    # Each has to be set: what is empty or absent, the go command looks up in the file that "go env -w" writes.
    env |= {
        "GOOS": goos,
        "GOARCH": goarch,
        "GOFLAGS": "-mod=mod",
        "GOWORK": "off",
        "GO111MODULE": "on",
        "GOTOOLCHAIN": "local",
        "CGO_ENABLED": "0",
    }
    if not any(env.get(name) for name in ("GOCACHE", "HOME", "XDG_CACHE_HOME", "LocalAppData")):
        env["GOCACHE"] = str(cache / "go-build")
    return env


def _failure(command: list[str], directory: Path, env: Mapping[str, str]) -> str | None:
    """Run a command; what it says if it fails."""
    try:
        done = group.run(command, directory=directory, env=env)
    except OSError as error:
        return str(error)
    return f"{done.stdout}{done.stderr}".strip() if done.returncode else None


def _sweep(folder: Path, days: float = 30) -> None:
    """Remove what killed builds and older versions left: whatever has not been rebuilt for a long time."""
    limit = time.time() - days * 86400
    for entry in folder.iterdir():
        try:
            if entry.stat().st_mtime < limit:
                shutil.rmtree(entry, ignore_errors=True)
        except OSError:
            continue
