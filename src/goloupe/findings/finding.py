"""One finding."""

from __future__ import annotations

from dataclasses import dataclass

from goloupe.escape.results import REASON_WORDS, Pos, Reason, Site
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
    return describe_reason(site.reason, site.detail)


def describe_reason(reason: Reason, detail: str) -> str:
    """Say in one phrase what the rule was, and what it was about."""
    words, detail = REASON_WORDS[reason], readable(detail)
    if reason is Reason.CALLEE_LEAKS and detail:
        return f"passed to {detail}, which lets it escape"
    # That a closure is a function literal goes without saying, and a temporary has no name.
    return f"{words} ({detail})" if detail not in ("", "func literal", "{temp}") else words


def readable(text: str) -> str:
    """Turn the compiler's names of locations into words: "{storage for x}" is x."""
    text = text.replace("{heap}", "the heap")
    start = text.find("{storage for ")
    if start >= 0 and text.endswith("}"):
        return text[:start] + text[start + len("{storage for ") : -1]
    return text
