"""The compiler's own lines, to the byte, under the headers of ``go build -gcflags='-m -l'``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goloupe.program import EscapeReport, PackageError


def render(report: EscapeReport, *, details: bool = False) -> Iterator[str]:
    """Return what is printed for each package, dependencies first; ``details`` are those of -m=2."""
    for path in report.packages.paths:
        text = report.gc_text(path, details=details)
        if text:
            yield f"# {path}\n{text}"


def errors(problems: Iterable[PackageError]) -> str:
    """Return errors as ``go build`` prints them: with the package above those that the compiler would have found."""
    out: list[str] = []
    current = ""
    for problem in problems:
        if problem.path and problem.path != current and problem.pos:
            out.append(f"# {problem.path}\n")
            current = problem.path
        out.append(f"{problem}\n")
    return "".join(out)
