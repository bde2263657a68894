"""The compiler's own lines, to the byte, under the headers of ``go build -gcflags='-m -l'``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goloupe.program import EscapeReport, PackageError


def render(report: EscapeReport, *, details: bool = False) -> Iterator[str]:
    """Return what is printed for each package, dependencies first; ``details`` are those of -m=2."""
    for path in report.packages.paths:
        text = report.gc_text(path, details=details)
        if text:
            yield f"# {path}\n{text}"


def errors(report: EscapeReport) -> str:
    """Return errors as ``go build`` prints them: those of the go command, then those of the compiler below the names of their packages."""
    listed = [f"{problem}\n" for problem in report.errors if not _compiled(problem)]
    by_package: dict[str, list[str]] = {}
    for problem in report.errors:
        if _compiled(problem):
            by_package.setdefault(problem.path, []).append(f"{problem}\n")
    return "".join(listed) + "".join(f"# {path}\n{''.join(lines)}" for path, lines in by_package.items())


def _compiled(problem: PackageError) -> bool:
    """Whether the compiler or cgo would have found it. What the go command finds before is about imports, and names the package."""
    if problem.message.startswith("cgo: "):
        return True
    return bool(problem.pos) and problem.path not in problem.message and not problem.message.startswith(_LISTED)


_LISTED = ("use of ", "import cycle", "found packages ", "missing go.sum", "malformed import path", "no required module ")
