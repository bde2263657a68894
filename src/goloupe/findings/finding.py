"""One finding."""

from __future__ import annotations

from dataclasses import dataclass

from goloupe.escape.results import Pos, Site
from goloupe.findings.codes import Code, Severity


@dataclass(slots=True)
class Finding:
    """Something that a user may want to act on.

    ``suppressed`` says why it does not count ("ignore" or "baseline"), and is empty if it does.
    """

    code: Code
    pos: Pos
    package: str
    function: str
    """Key of the function; empty outside of functions."""
    expr: str
    message: str
    site: Site | None = None
    suppressed: str = ""
    justification: str = ""
    """What the user gave as the reason for ignoring it."""

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self.code.severity

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What stays the same when code moves: package, code, function and expression, but no line."""
        return (self.package, self.code.name, self.function, self.expr)


def describe_site(site: Site) -> str:
    """Say why a value is where it is, in one phrase."""
    if not site.detail:
        return site.words
    return f"{site.words} ({site.detail})"
