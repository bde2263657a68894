"""Directives in the source.

``//goloupe:noescape``
    No value on this line may go to the heap. Alone on a line, it is about the next line of code; above a function (in its doc
    comment), about the whole function with the closures in it. A value that goes to the heap all the same is a finding GL0001, which makes
    the command fail.
``//goloupe:ignore CODE[,CODE…] reason``
    Findings of these codes do not count on this line, the next line or in this function, by the same rule. The reason is not optional.

Comments are found by a scanner that knows Go's strings, raw strings, runes and comments: nothing else of Go has to be understood.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from goloupe.escape.results import FunctionResult, PackageResult, Pos
from goloupe.findings.codes import BAD_DIRECTIVE, CODES, NOESCAPE_VIOLATED, UNUSED_IGNORE
from goloupe.findings.finding import Finding, describe_site

PREFIX = "//goloupe:"


@dataclass(slots=True)
class Directive:
    """One directive, with the lines that it is about."""

    pos: Pos
    verb: str
    codes: tuple[str, ...]
    reason: str
    first_line: int
    last_line: int
    problem: str = ""
    used: bool = False

    def covers(self, pos: Pos) -> bool:
        """Whether a position is in its range."""
        return pos.file == self.pos.file and self.first_line <= pos.line <= self.last_line


_TOKEN = re.compile(
    r"""
      (?P<comment>//[^\n]*)
    | (?P<block>/\*.*?(?:\*/|\Z))
    | (?P<raw>`[^`]*(?:`|\Z))
    | (?P<string>"(?:\\.|[^"\\\n])*(?:"|$))
    | (?P<rune>'(?:\\.|[^'\\\n])*(?:'|$))
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)


def comments(source: str) -> Iterator[tuple[int, int, bool, str]]:
    """Return line, byte column, whether nothing but space is before it, and text of each line comment."""
    for match in _TOKEN.finditer(source):
        if match.lastgroup != "comment":
            continue
        start = match.start()
        line_start = source.rfind("\n", 0, start) + 1
        before = source[line_start:start]
        yield source.count("\n", 0, start) + 1, len(before.encode("utf-8", "surrogateescape")) + 1, not before.strip(), match.group()


def parse(file: str, source: str, functions: Iterable[FunctionResult]) -> list[Directive]:
    """Find the directives of a file; ``functions`` tells which of them stand above a function."""
    if PREFIX not in source:
        return []
    lines = source.split("\n")
    functions_at = {f.pos.line: f.end_line for f in functions if f.pos.file == file and not f.parent}
    out: list[Directive] = []
    for line, col, alone, text in comments(source):
        if not text.startswith(PREFIX):
            continue
        first = last = line
        if alone:
            first = last = _next_code_line(lines, line)
            if first in functions_at and lines[first - 1].startswith("func"):
                last = functions_at[first] or _closing_line(source, first)
        out.append(_directive(Pos(file, line, col), text.removeprefix(PREFIX).rstrip("\r"), first, last))
    return out


def _closing_line(source: str, first: int) -> int:
    """Return the line of the brace that closes the function which begins on line ``first``."""
    start = 0
    for _ in range(first - 1):
        start = source.index("\n", start) + 1
    depth = 0
    seen = False
    # What strings and comments hold is blanked, so that every brace left counts.
    text = _TOKEN.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), source[start:])
    for offset, char in enumerate(text):
        if char in "{(":
            depth += 1
            seen = seen or char == "{"
        elif char in "})":
            depth -= 1
            if depth == 0 and seen and char == "}" and _ends_line(text, offset + 1):
                return first + text.count("\n", 0, offset)
    return first + text.count("\n")


def _ends_line(text: str, offset: int) -> bool:
    """Whether nothing but blanks follows: the brace of "func f() struct{} {" closes no function."""
    return not text[offset : text.find("\n", offset) if "\n" in text[offset:] else None].strip()


def _next_code_line(lines: Sequence[str], line: int) -> int:
    """Return the number of the first line below ``line`` that is not a comment; its own if a blank line or the end comes first."""
    for number in range(line + 1, len(lines) + 1):
        text = lines[number - 1].strip()
        if not text:
            return line
        if not text.startswith("//"):
            return number
    return line


def _directive(pos: Pos, text: str, first: int, last: int) -> Directive:
    verb, _, rest = text.partition(" ")
    rest = rest.strip()
    if verb == "noescape":
        return Directive(pos, verb, (), rest, first, last)
    if verb != "ignore":
        return Directive(pos, verb, (), "", first, last, f"there is no directive //goloupe:{verb}; there are noescape and ignore")
    names, _, reason = rest.partition(" ")
    codes = tuple(name for name in names.split(",") if name)
    problem = ""
    if not codes:
        problem = "//goloupe:ignore needs a code and a reason: //goloupe:ignore GL1009 why it is fine"
    elif unknown := [name for name in codes if name not in CODES]:
        problem = f"there is no code {unknown[0]}"
    elif not reason.strip():
        problem = f"say why: //goloupe:ignore {','.join(codes)} reason"
    return Directive(pos, verb, codes, reason.strip(), first, last, problem)


def read_source(file: str) -> str:
    """Read a file as it is, if there is a directive in it; what cannot be read has none."""
    try:
        data = Path(file).read_bytes()
    except OSError:
        return ""
    return data.decode("utf-8", "surrogateescape") if PREFIX.encode() in data else ""


def guarded(directory: str) -> bool:
    """Whether a file in a package's directory may have a directive: nothing is parsed for that. The standard library has none."""
    if _in_goroot(directory):
        return False
    try:
        files = [file for file in Path(directory).iterdir() if file.suffix == ".go"]
    except OSError:
        return True
    return any(read_source(str(file)) for file in files)


def _in_goroot(directory: str) -> bool:
    root, found, _ = directory.replace("\\", "/").rpartition("/src/")
    while found:
        if _is_goroot(root):
            return True
        root, found, _ = root.rpartition("/src/")
    return False


@functools.cache
def _is_goroot(root: str) -> bool:
    return Path(root, "VERSION").is_file() and Path(root, "src", "runtime", "runtime2.go").is_file()


def directives(result: PackageResult, read: Callable[[str], str] = read_source) -> list[Directive]:
    """Find all directives in the files of a package that have functions."""
    files = sorted({f.pos.file for f in result.functions if f.pos.file})
    out: list[Directive] = []
    for file in files:
        source = read(file)
        if PREFIX in source:
            out += parse(file, source, result.functions)
    return out


def apply(result: PackageResult, findings: Sequence[Finding], found: Sequence[Directive]) -> list[Finding]:
    """Mark ignored ``findings`` of one package, and return what the directives themselves give rise to."""
    extra: list[Finding] = []
    for directive in found:
        if directive.problem:
            extra.append(_about(BAD_DIRECTIVE.name, directive, result, directive.problem))
        elif directive.verb == "noescape":
            extra += _violations(result, findings, directive)
    for directive in found:
        if directive.verb == "ignore" and not directive.problem:
            for finding in [*findings, *extra]:
                if finding.code.name in directive.codes and directive.covers(finding.pos):
                    finding.suppressed, finding.justification = "ignore", directive.reason
                    directive.used = True
            # Whether there is anything wrong in a run, only exploration can tell.
            if not directive.used and not all(CODES[name].bug for name in directive.codes):
                extra.append(_about(UNUSED_IGNORE.name, directive, result, f"nothing to ignore here for {', '.join(directive.codes)}"))
    return extra


def _violations(result: PackageResult, findings: Sequence[Finding], directive: Directive) -> Iterator[Finding]:
    for finding in findings:
        if finding.site is not None and directive.covers(finding.pos):
            yield Finding(
                NOESCAPE_VIOLATED,
                finding.pos,
                result.path,
                finding.function,
                finding.expr,
                f"{finding.expr} goes to the heap, against //goloupe:noescape: {describe_site(finding.site)}",
                finding.site,
            )


def _about(code: str, directive: Directive, result: PackageResult, message: str) -> Finding:
    return Finding(CODES[code], directive.pos, result.path, "", f"{PREFIX}{directive.verb}", message)


def ignored(code: str, places: Iterable[tuple[str, int]], found: Callable[[str], Sequence[Directive]]) -> str | None:
    """The reason that a directive gives for ignoring a code at one of these places (file and line); None if there is no such directive.

    ``found`` returns the directives of a file: see `file_directives`.
    """
    for file, line in places:
        for directive in found(file):
            if directive.verb == "ignore" and not directive.problem and code in directive.codes and directive.covers(Pos(file, line, 1)):
                directive.used = True
                return directive.reason
    return None


def file_directives() -> Callable[[str], Sequence[Directive]]:
    """A function that returns the directives of a file, which is read once: those on a line of code and those alone above one."""
    return functools.cache(lambda file: parse(file, read_source(file), ()))
