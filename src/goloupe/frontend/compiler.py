"""Running the real compiler, to compare its answers with goloupe's. Nothing else of goloupe depends on what it says.

`go list -export` compiles packages without linking them, and prints what the compiler prints. What the compiler said is kept in Go's build
cache together with its output, so nothing has to be compiled twice to be seen twice. There is one trap: what is replayed from the
cache has the file names as they were shortened for the directory in which it was compiled first. Only the last part of such a name can be
relied upon.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from goloupe.frontend.errors import LoadFailed
from goloupe.frontend.toolchain import Toolchain


@dataclass(frozen=True, slots=True)
class CompilerOutput:
    """What the go command printed on standard error."""

    text: str
    failed: bool
    """Whether something could not be compiled; the rest was."""


def compiler_diagnostics(
    toolchain: Toolchain,
    patterns: Iterable[str],
    *,
    directory: str | os.PathLike[str],
    args: Sequence[str] = (),
    gcflags: str = "-m -l",
    tests: bool = False,
    environ: Mapping[str, str] = os.environ,
) -> CompilerOutput:
    """Compile packages with `gcflags` and return what was printed."""
    flags = ["-e", "-export", "-f", "", f"-gcflags={gcflags}", *args, *(["-test"] if tests else [])]
    done = toolchain.run(["list", *flags, "--", *patterns], directory=directory, environ=environ)
    if done.returncode != 0 and not done.stderr.startswith("# ") and "\n# " not in done.stderr:
        raise LoadFailed(done.stderr.strip() or f"{toolchain.path} failed", kind="list")
    return CompilerOutput(done.stderr, done.returncode != 0)


@dataclass(frozen=True, slots=True)
class CSettings:
    """What the go command would compile the C parts of cgo packages with."""

    enabled: bool
    command: str


def c_settings(toolchain: Toolchain, directory: str | os.PathLike[str] | None = None, environ: Mapping[str, str] = os.environ) -> CSettings:
    """Ask the go command about cgo."""
    done = toolchain.run(["env", "CGO_ENABLED", "CC"], directory=directory, environ=environ)
    enabled, _, command = done.stdout.strip().partition("\n")
    return CSettings(enabled == "1", command.strip())
