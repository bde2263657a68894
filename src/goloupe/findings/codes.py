"""The codes of findings: GL0xxx for directives, GL1xxx for the rules that can put a value on the heap, GL2xxx for what goes wrong in runs.

Every code has a page in ``docs/reference``, named after it, which ``goloupe explain CODE`` shows. The pages travel in the wheel.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from goloupe.escape.results import Reason


class Severity(StrEnum):
    """How much a finding matters on its own."""

    ERROR = "error"
    """A promise in the source does not hold."""
    WARNING = "warning"
    """Something in the source does not do what it looks like."""
    NOTE = "note"
    """A fact; whether it matters is for the reader to say."""


@dataclass(frozen=True, slots=True)
class Code:
    """One code: what it stands for."""

    name: str
    title: str
    severity: Severity
    reasons: tuple[Reason, ...] = ()
    """The rules that it stands for; none for codes that are not about a value."""
    bug: str = ""
    """What exploration calls it; empty for codes that are not about runs."""

    @property
    def page(self) -> str:
        """Where its page is, from the root of the repository."""
        return f"docs/reference/{self.name}.md"


def _heap(name: str, title: str, *reasons: Reason) -> Code:
    return Code(name, title, Severity.NOTE, reasons)


def _bug(name: str, bug: str, title: str, severity: Severity = Severity.ERROR) -> Code:
    return Code(name, title, severity, (), bug)


NOESCAPE_VIOLATED = Code("GL0001", "a value marked //goloupe:noescape goes to the heap", Severity.ERROR)
BAD_DIRECTIVE = Code("GL0002", "a //goloupe: directive that is not well formed", Severity.ERROR)
UNUSED_IGNORE = Code("GL0003", "a //goloupe:ignore that ignores nothing", Severity.WARNING)

_ALL = (
    NOESCAPE_VIOLATED,
    BAD_DIRECTIVE,
    UNUSED_IGNORE,
    _heap("GL1001", "returned to the caller", Reason.RESULT),
    _heap("GL1002", "stored in a package variable", Reason.GLOBAL),
    _heap("GL1003", "sent on a channel", Reason.CHANNEL_SEND),
    _heap("GL1004", "put into a slice", Reason.SLICE_ELEMENT, Reason.APPENDED, Reason.COPIED),
    _heap("GL1005", "put into a map", Reason.MAP_KEY, Reason.MAP_VALUE),
    _heap("GL1006", "stored through a pointer", Reason.INDIRECT_STORE),
    _heap("GL1007", "passed to a function that is not known until run time", Reason.UNKNOWN_CALL),
    _heap("GL1008", "passed to a method of an interface value", Reason.INTERFACE_CALL),
    _heap("GL1009", "passed to a function that lets it escape", Reason.CALLEE_LEAKS),
    _heap("GL1010", "used by a new goroutine", Reason.GO_STATEMENT),
    _heap("GL1011", "used by a deferred call in a loop", Reason.DEFER_STATEMENT),
    _heap("GL1012", "captured by a closure that escapes", Reason.CAPTURED_BY_REF, Reason.CAPTURED_BY_VALUE, Reason.METHOD_VALUE),
    _heap("GL1013", "kept in a variable declared outside the loop", Reason.OUTLIVES_LOOP),
    _heap("GL1014", "kept in a variable of the enclosing function", Reason.OUTLIVES_CLOSURE),
    _heap("GL1015", "reachable from a value that is on the heap", Reason.HELD_BY_HEAP),
    _heap("GL1016", "too large for the stack", Reason.TOO_LARGE, Reason.TOO_ALIGNED),
    _heap("GL1017", "its size is not known at compile time", Reason.NON_CONSTANT_SIZE),
    _heap("GL1018", "a slice of zero-sized elements", Reason.ZERO_SIZED_ELEMENT),
    _heap("GL1019", "passed to panic", Reason.PANIC),
    _heap("GL1020", "its address leaves the type system", Reason.UINTPTR_ESCAPES, Reason.HASH_POINTER),
    _heap("GL1099", "flows to the heap", Reason.OTHER),
    _bug("GL2001", "race", "a data race"),
    _bug("GL2002", "deadlock", "all goroutines are asleep"),
    _bug("GL2003", "leak", "a goroutine that nothing can wake"),
    _bug("GL2004", "panic", "a panic in some schedules"),
    _bug("GL2005", "fatal", "a fatal error of the runtime"),
    _bug("GL2006", "fail", "a test that fails in some schedules"),
    _bug("GL2007", "livelock", "goroutines that go round in circles"),
    _bug("GL2008", "lockorder", "locks that are taken in different orders", Severity.WARNING),
    _bug("GL2099", "other", "something else that goes wrong in some schedules"),
)

CODES: dict[str, Code] = {code.name: code for code in _ALL}
"""All codes by name, in order."""

_BY_REASON = {reason: code for code in _ALL for reason in code.reasons}


def code_for(reason: Reason) -> Code:
    """Return the code of a rule that decided a heap verdict."""
    return _BY_REASON.get(reason, CODES["GL1099"])


_BY_BUG = {code.bug: code for code in _ALL if code.bug}


def code_for_bug(bug: str) -> Code:
    """Return the code of what exploration found."""
    return _BY_BUG.get(bug, CODES["GL2099"])


def read_page(name: str) -> str | None:
    """Return the page of a code as Markdown: from the wheel, or from the source tree."""
    package = Path(__file__).parent
    for folder in (package / "pages", package.parents[2] / "docs" / "reference"):
        page = folder / f"{name}.md"
        if page.is_file():
            return page.read_text(encoding="utf-8")
    return None
