"""What escape analysis hands to everyone else: typed results of one package.

A :class:`PackageResult` holds the same facts twice, for two kinds of reader:

* ``lines`` are the compiler's own diagnostics, in the compiler's own order;
* ``functions`` are structured verdicts: one :class:`Site` for every value that needs
  storage and one :class:`ParamLeak` for every parameter.

Everything here is plain data.  ``to_json`` and ``from_json`` turn a result into nested lists
and back; positions name their file by index, so a package with thousands of sites stays small.
A result that is read back is equal to the one that was written (a test holds that).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

FORMAT = 1
"""Version of the JSON layout below; raise it whenever a field is added, moved or removed."""

COLUMN_LIMIT = 255
"""The compiler keeps eight bits of column and prints none from here on."""


class Pos(NamedTuple):
    """A source position; ``line`` 0 means that the compiler knows no position for it."""

    file: str
    line: int
    col: int

    def __str__(self) -> str:
        if self.line <= 0:
            return "<unknown line number>"
        if 0 < self.col < COLUMN_LIMIT:
            return f"{self.file}:{self.line}:{self.col}"
        return f"{self.file}:{self.line}"


NO_POS = Pos("", 0, 0)


class SiteKind(StrEnum):
    """What asks for storage."""

    MOVED_VARIABLE = "variable"
    NEW = "new"
    PTRLIT = "pointer-literal"
    SLICELIT = "slice-literal"
    MAPLIT = "map-literal"
    MAKESLICE = "make-slice"
    MAKEMAP = "make-map"
    CLOSURE = "closure"
    METHOD_VALUE = "method-value"
    BOXING = "boxing"
    STRING_CONCAT = "string-concatenation"
    STRING_CONVERSION = "string-conversion"
    BYTES_CONVERSION = "bytes-conversion"
    APPEND = "append"
    VARIADIC_SLICE = "variadic-slice"
    GO_WRAPPER = "go-wrapper"


class Verdict(StrEnum):
    """Where the compiler decides that a value lives."""

    HEAP = "heap"
    STACK = "stack"


class Reason(StrEnum):
    """The rule that decided a heap verdict."""

    NONE = "none"
    # Size and shape of the value itself.
    TOO_LARGE = "too-large"
    TOO_ALIGNED = "too-aligned"
    NON_CONSTANT_SIZE = "non-constant-size"
    ZERO_SIZED_ELEMENT = "zero-sized-element"
    # Lifetime: what holds the pointer lives longer.
    RESULT = "result"
    OUTLIVES_LOOP = "outlives-loop"
    OUTLIVES_CLOSURE = "outlives-closure"
    HELD_BY_HEAP = "held-by-heap"
    CAPTURED_BY_REF = "captured-by-reference"
    CAPTURED_BY_VALUE = "captured-by-value"
    # Stores that the analysis does not follow.
    GLOBAL = "global"
    INDIRECT_STORE = "indirect-store"
    MAP_KEY = "map-key"
    MAP_VALUE = "map-value"
    SLICE_ELEMENT = "slice-element"
    CHANNEL_SEND = "channel-send"
    PANIC = "panic"
    APPENDED = "appended"
    COPIED = "copied"
    # Calls.
    UNKNOWN_CALL = "unknown-call"
    INTERFACE_CALL = "interface-call"
    CALLEE_LEAKS = "callee-leaks"
    METHOD_VALUE = "method-value"
    GO_STATEMENT = "go-statement"
    DEFER_STATEMENT = "defer-statement"
    UINTPTR_ESCAPES = "uintptr-escapes"
    HASH_POINTER = "hash-pointer"
    OTHER = "other"


REASON_WORDS: dict[Reason, str] = {
    Reason.NONE: "stays within its function",
    Reason.TOO_LARGE: "too large for the stack",
    Reason.TOO_ALIGNED: "needs more alignment than the stack gives",
    Reason.NON_CONSTANT_SIZE: "its size is not known at compile time",
    Reason.ZERO_SIZED_ELEMENT: "a slice of zero-sized elements is never put on the stack",
    Reason.RESULT: "returned to the caller",
    Reason.OUTLIVES_LOOP: "kept in a variable declared outside the loop",
    Reason.OUTLIVES_CLOSURE: "kept in a variable of the enclosing function",
    Reason.HELD_BY_HEAP: "reachable from a value that is on the heap",
    Reason.CAPTURED_BY_REF: "captured by reference by a closure that escapes",
    Reason.CAPTURED_BY_VALUE: "captured by a closure that escapes",
    Reason.GLOBAL: "stored in a package variable",
    Reason.INDIRECT_STORE: "stored through a pointer",
    Reason.MAP_KEY: "stored in a map as a key",
    Reason.MAP_VALUE: "stored in a map as a value",
    Reason.SLICE_ELEMENT: "stored in a slice element",
    Reason.CHANNEL_SEND: "sent on a channel",
    Reason.PANIC: "passed to panic",
    Reason.APPENDED: "appended to a slice, whose array may be on the heap",
    Reason.COPIED: "its elements are copied to another slice",
    Reason.UNKNOWN_CALL: "passed to a function that is not known until run time",
    Reason.INTERFACE_CALL: "passed to a method of an interface value",
    Reason.CALLEE_LEAKS: "the called function lets this parameter escape",
    Reason.METHOD_VALUE: "bound as the receiver of a method value",
    Reason.GO_STATEMENT: "used by a new goroutine",
    Reason.DEFER_STATEMENT: "used by a deferred call inside a loop",
    Reason.UINTPTR_ESCAPES: "passed as uintptr to a function marked //go:uintptrescapes",
    Reason.HASH_POINTER: "its address takes part in a hash",
    Reason.OTHER: "flows to the heap",
}


class LineCode(StrEnum):
    """Shape of a diagnostic line."""

    MOVED = "moved"
    ESCAPES = "escapes"
    STAYS = "stays"
    PARAM_LEAKS = "param-leaks"
    PARAM_CONTENT_LEAKS = "param-content-leaks"
    PARAM_TO_RESULT = "param-to-result"
    PARAM_STAYS = "param-stays"
    UINTPTR = "uintptr"
    SELF_ASSIGNMENT = "self-assignment"
    ZERO_COPY = "zero-copy"
    DEVIRTUALIZED = "devirtualized"
    IMPRECISE_CALL = "imprecise-call"
    DETAIL = "detail"


_CAPTURES = " capturing by "


class GcLine(NamedTuple):
    """One line of ``-m`` output.

    ``order`` sorts the lines of a package the way the compiler prints them; other passes that print
    (the type checker before, code generation after) can be merged in by giving theirs a smaller or larger phase
    in the upper bits.  ``text`` has no position; a ``DETAIL`` line exists only under ``-m=2`` and carries its
    full text, indentation included, behind the position.
    """

    pos: Pos
    text: str
    order: int
    code: LineCode

    def __str__(self) -> str:
        if self.code is LineCode.DETAIL:
            if self.pos.line <= 0 and _CAPTURES in self.text:
                return self.text[1:]  # a message like any other, and not part of an explanation
            return f"{self.pos}:{self.text}"
        if self.pos.line <= 0:
            return self.text
        return f"{self.pos}: {self.text}"


PHASE_READ = 0
PHASE_DEVIRTUALIZE = 1 << 40
PHASE_ESCAPE = 2 << 40


@dataclass(slots=True)
class Site:
    """One value that needs storage, and where it gets it.

    ``bytes`` is the size that the program asks for (-1: known only at run time), ``size_class`` what the allocator
    would hand out for it (0: not known, or larger than every class: then whole pages), ``pointer_words`` how many
    words from its start the collector has to look at (-1: not known).
    """

    pos: Pos
    expr: str
    kind: SiteKind
    verdict: Verdict
    reason: Reason = Reason.NONE
    detail: str = ""
    """What the reason refers to: a callee's key, the variable that lives longer, a result's name …"""
    bytes: int = -1
    size_class: int = 0
    pointer_words: int = -1
    zero_copy: bool = False
    printed: bool = True
    """False for sites on which the compiler is silent: closures that wrap a go or defer statement and variables that stay."""
    in_loop: bool = False

    @property
    def words(self) -> str:
        """The reason as an English phrase."""
        return REASON_WORDS[self.reason]


@dataclass(slots=True)
class ParamLeak:
    """Where the argument for one parameter may end up.

    Numbers are dereferences: 0 is the value itself, 1 what it points to, and -1 "does not flow there".
    """

    name: str
    pos: Pos
    heap: int = -1
    mutator: int = -1
    callee: int = -1
    results: tuple[int, ...] = ()
    result_names: tuple[str, ...] = ()
    moved: bool = False
    """The parameter itself was moved to the heap."""
    pointers: bool = True
    """False when the type holds no pointers, so that nothing can leak."""

    def readable(self) -> str:
        """One phrase per flow, in the order in which the compiler would report them."""
        if not self.pointers:
            return "holds no pointers"
        out: list[str] = []
        if self.moved:
            out.append("moved to heap")
        if self.heap == 0:
            out.append("leaks")
        elif self.heap > 0:
            out.append("content leaks")
        for i, level in enumerate(self.results):
            if level >= 0:
                name = self.result_names[i] if i < len(self.result_names) else f"~r{i}"
                out.append(f"leaks to result {name} level={level}")
        return ", ".join(out) if out else "does not escape"


@dataclass(slots=True)
class FunctionResult:
    """Verdicts for one function; closures have their own entry and name their parent."""

    key: str
    name: str
    pos: Pos
    params: list[ParamLeak] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)
    parent: str = ""
    """Key of the enclosing function, for a closure."""
    wrapper: bool = False
    has_body: bool = True
    end_line: int = 0
    """Last line of the body; 0 when not known."""


@dataclass(slots=True)
class PackageResult:
    """Everything that the analysis says about one package."""

    path: str
    functions: list[FunctionResult] = field(default_factory=list)
    lines: list[GcLine] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """Keys of called functions without a summary; the analysis assumed the worst for them."""
    version: str = ""

    def heap_sites(self) -> list[tuple[FunctionResult, Site]]:
        """All values that go to the heap, with their function, in source order of the functions."""
        return [(f, s) for f in self.functions for s in f.sites if s.verdict is Verdict.HEAP]


class StepKind(StrEnum):
    """What one step of an explanation is."""

    FLOW = "flow"
    NOTE = "note"
    RULE = "rule"


@dataclass(slots=True)
class Step:
    """One step on the way from a value to what outlives it."""

    kind: StepKind
    pos: Pos
    text: str
    """Source text of the expression, or for a FLOW step the two ends as the compiler writes them."""
    why: str
    """The compiler's word for the step ("spill", "call parameter", "return" …)."""
    callee: str = ""
    """For a "call parameter" step into a known function: its key …"""
    param: int = -1
    """… and the index of the parameter, receiver first.  Continue there to follow the path into another package."""
    derefs: int = 0
    inside: Explanation | None = None
    """Why the called function leaks that parameter; filled in by ``goloupe.explain``, which looks into other packages."""


@dataclass(slots=True)
class Explanation:
    """Why one value is on the heap, or why one parameter leaks."""

    pos: Pos
    expr: str
    function: str
    """Key of the function that the value belongs to."""
    kind: str
    """"site" or "param"."""
    verdict: Verdict
    reason: Reason
    detail: str
    steps: list[Step] = field(default_factory=list)
    site: Site | None = None
    destination: str = ""
    """What the path ends at: "{heap}", a result, a variable."""
    derefs: int = -1
    """For a parameter: how many dereferences lie between it and the destination."""
    suggestion: str = ""
    """What would keep the value on the stack, when something would."""


# ---------------------------------------------------------------------------------------------------------------------
# JSON.


def to_json(result: PackageResult) -> list[Any]:
    """Encode ``result`` as nested lists of strings, numbers and booleans."""
    files: dict[str, int] = {}

    def at(pos: Pos) -> list[int]:
        index = files.setdefault(pos.file, len(files))
        return [index, pos.line, pos.col]

    functions = [
        [
            f.key,
            f.name,
            at(f.pos),
            [
                [p.name, at(p.pos), p.heap, p.mutator, p.callee, list(p.results), list(p.result_names), p.moved, p.pointers]
                for p in f.params
            ],
            [
                [
                    at(s.pos),
                    s.expr,
                    s.kind.value,
                    s.verdict.value,
                    s.reason.value,
                    s.detail,
                    s.bytes,
                    s.size_class,
                    s.pointer_words,
                    s.zero_copy,
                    s.printed,
                    s.in_loop,
                ]
                for s in f.sites
            ],
            f.parent,
            f.wrapper,
            f.has_body,
            f.end_line,
        ]
        for f in result.functions
    ]
    lines = [[at(line.pos), line.text, line.order, line.code.value] for line in result.lines]
    return [FORMAT, result.path, result.version, list(files), functions, lines, result.missing]


def from_json(data: list[Any]) -> PackageResult:
    """Decode what :func:`to_json` wrote; ``ValueError`` if it is from another version or damaged."""
    try:
        return _decode(data)
    except (LookupError, TypeError, AttributeError) as err:
        raise ValueError(f"damaged escape result: {err}") from err


def _decode(data: list[Any]) -> PackageResult:
    if not data or data[0] != FORMAT:
        raise ValueError("escape result has another format version")
    _, path, version, files, functions, lines, missing = data

    def at(triple: list[int]) -> Pos:
        return Pos(files[triple[0]], triple[1], triple[2])

    out = PackageResult(path, [], [], list(missing), version)
    for key, name, pos, params, sites, parent, wrapper, has_body, end_line in functions:
        function = FunctionResult(key, name, at(pos), [], [], parent, wrapper, has_body, end_line)
        for pname, ppos, heap, mutator, callee, results, names, moved, pointers in params:
            function.params.append(ParamLeak(pname, at(ppos), heap, mutator, callee, tuple(results), tuple(names), moved, pointers))
        for spos, expr, kind, verdict, reason, detail, size, size_class, words, zero, printed, loop in sites:
            function.sites.append(
                Site(
                    at(spos),
                    expr,
                    _SITE_KIND[kind],
                    _VERDICT[verdict],
                    _REASON[reason],
                    detail,
                    size,
                    size_class,
                    words,
                    zero,
                    printed,
                    loop,
                )
            )
        out.functions.append(function)
    for lpos, text, order, code in lines:
        out.lines.append(GcLine(at(lpos), text, order, _LINE_CODE[code]))
    return out


# Looking a member up in a dictionary is several times faster than calling the enumeration.
_SITE_KIND = {k.value: k for k in SiteKind}
_VERDICT = {k.value: k for k in Verdict}
_REASON = {k.value: k for k in Reason}
_LINE_CODE = {k.value: k for k in LineCode}
