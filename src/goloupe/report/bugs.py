"""What exploration has found, as findings: what reports of all formats are made from."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from goloupe.escape.results import Pos
from goloupe.explore.engine import Result
from goloupe.explore.exploration import Exploration, Explored
from goloupe.explore.loading import Target
from goloupe.explore.naming import Lines
from goloupe.explore.present import Shown
from goloupe.explore.token import FILES
from goloupe.findings import CODES, Finding, code_for_bug
from goloupe.findings.suppress import Directive, file_directives, ignored

SCHEMA = 1
FEW = 10
"""Runs from which it is not estimated how much they have not shown."""


@dataclass(slots=True)
class Item:
    """One bug."""

    finding: Finding
    shown: Shown
    explored: Explored
    also: list[str] = field(default_factory=list)
    """Other programs and tests that showed it."""


@dataclass(slots=True)
class BugReport:
    """All bugs, each once, with what is to be said of the search."""

    exploration: Exploration
    items: list[Item]
    patterns: tuple[str, ...] = ()
    again: str = ""
    """The flags that another command needs to read the same programs."""
    expired: int = 0
    """Entries of the baseline that no longer occur."""
    notes: list[str] = field(default_factory=list)
    """What is wrong with directives in the source, and which of them had nothing to do."""

    @property
    def counted(self) -> list[Item]:
        """Those that are neither ignored nor in the baseline."""
        return [item for item in self.items if not item.finding.suppressed]

    def name(self, target: Target) -> str:
        """What a program or test is called."""
        package = target.package
        if package == FILES:
            package = " ".join(p for p in self.patterns if p.endswith(".go")) or package
        return f"{package} {target.test}" if target.test else package

    @staticmethod
    def file(file: str) -> str:
        """The name of a file as seen from here, if it is below; else as it is."""
        if not file:
            return "?"
        near = os.path.relpath(file) if Path(file).is_absolute() else file
        return file if near.startswith("..") else near

    def place(self, item: Item) -> str:
        """Where a bug is."""
        pos = item.finding.pos
        return f"{self.file(pos.file)}:{pos.line}" if pos.file else self.name(item.explored.target)


def collect(exploration: Exploration, patterns: Iterable[str] = (), again: str = "", *, all_tests: bool = True) -> BugReport:
    """Make findings of bugs, apply the directives in the source, and tell each bug once.

    Directives that had nothing to do are named only if ``all_tests`` were explored: other tests may need them.
    """
    lines = Lines()
    directives = file_directives()
    by_print: dict[str, Item] = {}
    report = BugReport(exploration, [], tuple(patterns), again)
    for explored in exploration.targets:
        for shown in explored.bugs:
            known = by_print.get(shown.bug.fingerprint)
            if known is not None:
                known.also.append(report.name(explored.target))
                continue
            finding = make(shown, explored.target, lines)
            reason = ignored(finding.code.name, [(f.file, f.line) for f in shown.bug.sites], directives)
            if reason is not None:
                finding.suppressed, finding.justification = "ignore", reason
            by_print[shown.bug.fingerprint] = item = Item(finding, shown, explored)
            report.items.append(item)
    files = {f for e in exploration.targets for p in e.target.source.packages if not p.standard for f in p.files if f.endswith(".go")}
    report.notes = [note for file in sorted(files) for directive in directives(file) for note in _notes(directive, all_tests)]
    report.items.sort(key=lambda item: (item.finding.code.name, item.finding.pos, item.shown.bug.fingerprint))
    return report


def _notes(directive: Directive, all_tests: bool) -> Iterator[str]:
    place = f"{BugReport.file(directive.pos.file)}:{directive.pos.line}:{directive.pos.col}"
    if directive.problem:
        yield f"{place}: {directive.problem}"
    elif all_tests and directive.verb == "ignore" and not directive.used and all(CODES[name].bug for name in directive.codes):
        yield f"{place}: nothing to ignore here for {', '.join(directive.codes)}, as far as these schedules show"


def make(shown: Shown, target: Target, lines: Lines) -> Finding:
    """The finding for a bug: its place is the first one that takes part, its expression the source line there."""
    bug = shown.bug
    site = bug.sites[0] if bug.sites else None
    pos = Pos(site.file, site.line, 0) if site is not None else Pos("", 0, 0)
    expr = lines.line(site.file, site.line) if site is not None else ""
    return Finding(code_for_bug(bug.code), pos, target.package, site.name if site is not None else "", expr or bug.title, bug.title)


def verdict(result: Result) -> str:
    """What the search amounts to: "all 12 interleavings …" or "4,020 schedules, 310 different behaviours, …"."""
    return _searched(result) + (f"; every run exits with code {result.code}" if result.code else "")


def _searched(result: Result) -> str:
    runs = f"{result.schedules:,} schedule{'s' if result.schedules != 1 else ''}"
    if result.complete:
        n, racy = result.interleavings, result.racy_interleavings
        told = f"all {n:,} interleavings at synchronisation points explored" if n > 1 else "the only interleaving explored"
        told += f" ({racy:,} with the accesses that race)" if racy else ""
        told += f" in {runs}" if n > 1 else f", in {runs}"
        return told + _unvaried(result)
    if not result.whole:
        return f"{runs}, and none came to its end"
    if result.schedules == 1 and result.alone:
        return f"{runs}, in which there was nothing to choose"
    told = f"{runs}, {result.behaviours:,} different behaviour{_s(result.behaviours)}, {_unseen(result)}"
    calm = result.calm_interleavings
    if calm:
        all_of_them = f"all {calm:,} interleavings" if calm > 1 else "the only interleaving"
        told += f"; among them {all_of_them} in which timers fire when nobody can run" + _unvaried(result)
    return told


def _unseen(result: Result) -> str:
    if result.whole < FEW:
        return "too few to tell what is unseen"
    unseen = max(result.unseen, 1 / (result.schedules + 1)) * 100  # So many runs cannot say more.
    return ("less than 0.1" if unseen < 0.1 else f"about {unseen:.1f}" if unseen < 10 else f"about {unseen:.0f}") + " % unseen"


def _unvaried(result: Result) -> str:
    return f"; not varied: {', '.join(result.unvaried)}" if result.unvaried else ""


def _s(n: int) -> str:
    return "" if n == 1 else "s"
