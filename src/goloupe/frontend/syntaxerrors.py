"""Syntax errors in the compiler's words.

The compiler has a parser of its own, and its messages are those that Go programmers know; the front end parses with go/parser, which finds
the same faults and words them differently.  So of source that cannot be parsed the compiler is asked, too: it parses all files of a
package before it looks at anything else.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from goloupe.frontend.results import LoadedPackage
from goloupe.frontend.toolchain import Toolchain


def messages(
    toolchain: Toolchain, package: LoadedPackage, directory: str | os.PathLike[str], environ: Mapping[str, str] = os.environ
) -> list[str]:
    """What is wrong with a package, a message or a line of one each; what the compiler says if that is about syntax."""
    own = [str(e) for e in package.errors]
    if not any(e.msg.startswith("syntax error: ") for e in package.errors):
        return own
    where = Path(directory).resolve()
    files = [_shown(f, where) for f in package.files]
    with tempfile.TemporaryDirectory(prefix="goloupe") as scratch:
        compiling = ["tool", "compile", "-o", str(Path(scratch, "out")), "-p", "main", *files]
        done = toolchain.run(compiling, directory=where, environ=environ)
    lines = done.stdout.splitlines() or done.stderr.splitlines()
    return lines if any("syntax error: " in line for line in lines) else own


def _shown(file: str, directory: Path) -> str:
    """A file name as the go command shortens it."""
    relative = os.path.relpath(file, directory)
    if len(relative) >= len(file):
        return file
    return relative if os.sep in relative else f".{os.sep}{relative}"
