"""The report that people read: annotated source.

For each function, the lines of its source that have values on them, in order, each with the places underlined and below it one line for
each value: where it lives, why, and what that costs. Then what its parameters do. Totals for each function, each package and the whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from shlex import quote

from goloupe.escape.results import FunctionResult, PackageResult, Site, SiteKind, Verdict
from goloupe.findings import Finding, code_for
from goloupe.findings.finding import describe_site
from goloupe.report.cost import amount, cost, taken
from goloupe.report.excerpt import Sources, extent, underline
from goloupe.report.model import Report
from goloupe.report.style import PLAIN, Style


@dataclass(slots=True)
class Tally:
    """Counts for one function, one package or everything."""

    heap: int = 0
    stack: int = 0
    taken: int = 0
    unknown: int = 0
    """Heap values whose size is known only at run time."""
    codes: Counter[str] = field(default_factory=Counter)

    def add(self, site: Site) -> None:
        """Count one value."""
        if site.verdict is not Verdict.HEAP:
            self.stack += 1
            return
        self.heap += 1
        self.taken += taken(site)
        self.unknown += site.bytes < 0
        self.codes[code_for(site.reason).name] += 1

    def merge(self, other: Tally) -> None:
        """Count what ``other`` counted."""
        self.heap += other.heap
        self.stack += other.stack
        self.taken += other.taken
        self.unknown += other.unknown
        self.codes.update(other.codes)

    def words(self) -> str:
        """Return the counts in words: "2 on the heap (40 B), 1 on the stack"."""
        if not self.heap:
            return f"nothing on the heap, {self.stack:,} on the stack" if self.stack else "nothing to allocate"
        sizes = []
        if self.taken:
            sizes.append(amount(self.taken))
        if self.unknown:
            sizes.append(f"{self.unknown:,} of unknown size")
        return f"{self.heap:,} on the heap" + (f" ({', '.join(sizes)})" if sizes else "") + f", {self.stack:,} on the stack"


@dataclass(slots=True)
class TextOptions:
    """What to show."""

    style: Style = PLAIN
    heap_only: bool = False
    wanted: Callable[[FunctionResult], bool] = lambda _function: True
    flags: str = ""
    """What has to go between "goloupe explain" and a place, such as "-C dir "."""


class TextReport:
    """Renders one report. ``render`` returns it in pieces, so that the first lines appear while the last are not made yet."""

    def __init__(self, report: Report, options: TextOptions) -> None:
        self.report = report
        self.options = options
        self.style = options.style
        self.sources = Sources()
        self.total = Tally()
        self.functions = 0
        self.first_heap = ""

    def render(self) -> Iterator[str]:
        """Return the text of the report."""
        shown = 0
        for package in self.report.escape.packages:
            text = self._package(package)
            if text:
                shown += 1
                yield text
        yield from self._directives()
        yield self._summary(shown)

    # -- packages and functions ---------------------------------------------------------------------------------------

    def _package(self, package: PackageResult) -> str:
        tally = Tally()
        marks = self._marks(self.report.findings.get(package.path, ()))
        body: list[str] = []
        for function in package.functions:
            if not self.options.wanted(function):
                continue
            text, counted = self._function(function, marks)
            self.functions += not function.wrapper
            tally.merge(counted)
            if text:
                body.append(text)
        self.total.merge(tally)
        if not body:
            return ""
        title = self.style.heading(f"package {package.path}")
        return f"{title}  {self.style.dim(tally.words())}\n\n" + "\n".join(body) + "\n"

    def _marks(self, findings: Iterable[Finding]) -> dict[int, Finding]:
        """Return the finding of each site that has something to tell besides its code."""
        return {id(f.site): f for f in findings if f.site is not None and f.suppressed}

    def _function(self, function: FunctionResult, marks: dict[int, Finding]) -> tuple[str, Tally]:
        tally = Tally()
        lines: dict[tuple[str, int], list[Site]] = {}
        for site in function.sites:
            if not site.printed and site.kind is SiteKind.MOVED_VARIABLE and site.verdict is not Verdict.HEAP:
                continue  # a variable that stays needs no line
            tally.add(site)
            if site.verdict is Verdict.HEAP or not self.options.heap_only:
                lines.setdefault((site.pos.file, site.pos.line), []).append(site)
        parameters = "" if self.options.heap_only else self._parameters(function)
        if not lines and not parameters:
            return "", tally
        out = [f"  {self.style.heading('func ' + function.name)}  {self.report.place(function.pos)}  {self.style.dim(tally.words())}\n"]
        out += [self._line(file, number, sites, marks) for (file, number), sites in sorted(lines.items())]
        out.append(parameters)
        return "".join(out), tally

    def _parameters(self, function: FunctionResult) -> str:
        told = [f"{p.name or '_'} {p.readable()}" for p in function.params if p.pointers]
        return f"{' ' * 4}{self.style.dim('parameters: ' + '; '.join(told))}\n" if told else ""

    # -- lines and values ---------------------------------------------------------------------------------------------

    def _line(self, file: str, number: int, sites: Sequence[Site], marks: dict[int, Finding]) -> str:
        source = self.sources.line(file, number)
        bar = self.style.dim("│")
        gutter = " " * 8 + bar
        out: list[str] = []
        if source is not None:
            places = [(site.pos.col, extent(source, site.pos.col, site.expr)) for site in sites if site.pos.col > 0]
            text, below = underline(source, places)
            out.append(f"{number:>7} {bar} {text}\n")
            if below:
                heap = any(site.verdict is Verdict.HEAP for site in sites)
                out.append(f"{gutter} {self.style.heap(below) if heap else self.style.stack(below)}\n")
        elif number > 0:
            out.append(f"{number:>7} {bar} {self.style.dim('(source not available)')}\n")
        out += [f"{gutter} {self._value(site, marks.get(id(site)))}\n" for site in sorted(sites, key=lambda s: s.pos.col)]
        return "".join(out)

    def _value(self, site: Site, mark: Finding | None) -> str:
        where = f":{site.pos.col}" if site.pos.col else ""
        if site.verdict is not Verdict.HEAP:
            shared = ", shares the string's memory" if site.zero_copy else ""
            return f"{self.style.stack('stack')} {where:<4} {site.expr}{shared}"
        if not self.first_heap and site.pos.line:
            self.first_heap = self.report.place(site.pos)
        parts = [cost(site)]
        if site.in_loop:
            parts.append("each time round the loop")
        if site.kind is SiteKind.GO_WRAPPER:
            parts.append("the compiler prints no line for it")
        text = f"{self.style.heap('heap ')} {where:<4} {_name(site)}: {describe_site(site)}; {', '.join(parts)}"
        text += f"  {self.style.code(code_for(site.reason).name)}"
        if mark is not None:
            why = f": {mark.justification}" if mark.justification else ""
            text += self.style.dim(f"  [{'ignored' if mark.suppressed == 'ignore' else 'in the baseline'}{why}]")
        return text

    # -- the end ------------------------------------------------------------------------------------------------------

    def _directives(self) -> Iterator[str]:
        """Return what directives in the source gave rise to."""
        found = [f for f in self.report.all_findings if f.code.name.startswith("GL0") and not f.suppressed]
        for finding in found:
            mark = self.style.heap if finding.severity == "error" else self.style.warning
            yield f"{self.report.place(finding.pos)}: {mark(finding.severity)}: {finding.message}  {self.style.code(finding.code.name)}\n"
        if found:
            yield "\n"

    def _summary(self, packages: int) -> str:
        style, total = self.style, self.total
        if not packages and not total.heap and not total.stack:
            return f"Nothing to allocate in {self._scope()}.\n"
        out = [f"{style.heading(_sentence(total.words()))} in {self._scope()}.\n"]
        out += self._reasons()
        suppressed = Counter(f.suppressed for f in self.report.all_findings if f.suppressed)
        if suppressed["ignore"]:
            out.append(f"{suppressed['ignore']} ignored by directives.\n")
        if suppressed["baseline"]:
            out.append(f"{suppressed['baseline']} in the baseline.\n")
        if self.report.expired:
            n = self.report.expired
            gone = "1 entry of the baseline no longer occurs" if n == 1 else f"{n} entries of the baseline no longer occur"
            out.append(f"{gone}; --write-baseline makes it current.\n")
        version = self.report.escape.go_version.removeprefix("go")
        out.append(style.dim(f"These are the verdicts of Go {version} for a build with inlining off (-gcflags=-l).") + "\n")
        if self.first_heap:
            code = total.codes.most_common(1)[0][0]
            out.append(
                style.dim(f"Why? goloupe explain {self.options.flags}{quote(self.first_heap)}    What to do? goloupe explain {code}") + "\n"
            )
        return "".join(out)

    def _scope(self) -> str:
        packages = len(self.report.escape.packages)
        return f"{_count(self.functions, 'function')} of {_count(packages, 'package')}"

    def _reasons(self) -> Iterator[str]:
        from goloupe.findings import CODES

        for name, count in sorted(self.total.codes.items(), key=lambda item: (-item[1], item[0])):
            yield f"{count:>7,}  {self.style.code(name)}  {CODES[name].title}\n"


def _name(site: Site) -> str:
    match site.kind:
        case SiteKind.GO_WRAPPER:
            return "closure around the call"
        case SiteKind.BOXING:
            return f"{site.expr} in an interface"
        case SiteKind.MOVED_VARIABLE:
            return f"variable {site.expr}"
        case _:
            return site.expr


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
