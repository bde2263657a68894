"""From verdicts to findings, and when to fail.

Reading a report is not a failure: values on the heap are facts, and the exit code is 0. It is 1

- when a directive in the source does not hold (``//goloupe:noescape``) or is not well formed, always;
- when a value goes to the heap that is not ignored by a directive, with ``--fail-on-heap``;
- when a value goes to the heap that is neither ignored nor in the baseline, with ``--baseline``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from goloupe.escape.results import FunctionResult
from goloupe.findings import Finding, Severity, baseline, collect, suppress
from goloupe.report.model import Report

if TYPE_CHECKING:
    from goloupe.program import EscapeReport


@dataclass(slots=True)
class Gate:
    """What the flags ask for."""

    fail_on_heap: bool = False
    baseline: str | None = None
    write_baseline: str | None = None
    wanted: Callable[[FunctionResult], bool] = lambda _function: True

    @property
    def strict(self) -> bool:
        """Whether values on the heap count by themselves."""
        return self.fail_on_heap or self.baseline is not None

    def report(self, escape: EscapeReport, *, guarded_only: bool = False) -> Report:
        """Collect the findings of an analysis, apply directives and the baseline.

        With ``guarded_only``, only packages with directives are looked at: that is enough for the exit code if the gate is not strict.
        """
        known = baseline.read(Path(self.baseline)) if self.baseline else Counter[baseline.Identity]()
        report = Report(escape)
        for path in escape.packages.paths:
            guarded = suppress.guarded(escape.directories.get(path, ""))
            if guarded_only and not guarded:
                continue
            package = escape.package(path)
            unwanted = {f.key for f in package.functions if not self.wanted(f)}
            found = [f for f in collect([package]) if f.function not in unwanted]
            if guarded:
                found += [f for f in suppress.apply(package, found, suppress.directives(package)) if f.function not in unwanted]
            report.findings[path] = found
        if self.baseline:
            report.expired = baseline.apply(report.all_findings, known)
        return report

    def failures(self, report: Report) -> list[Finding]:
        """Return the findings that make the command fail."""
        return [
            f for f in report.all_findings if not f.suppressed and (f.severity is Severity.ERROR or (self.strict and f.site is not None))
        ]


def failure_text(failures: Sequence[Finding], report: Report, gate: Gate) -> str:
    """Say on standard error what made the command fail, whatever the format of the report."""
    if not failures:
        return ""
    heap = [f for f in failures if f.severity is not Severity.ERROR]
    other = [f for f in failures if f.severity is Severity.ERROR]
    lines = [f"{report.place(f.pos)}: {f.message} [{f.code.name}]\n" for f in [*other, *heap]]
    words = []
    if other:
        words.append(f"{len(other)} violated or malformed directive{'s' if len(other) != 1 else ''}")
    if heap:
        which = " not in the baseline" if gate.baseline else ""
        words.append(f"{len(heap)} value{'s' if len(heap) != 1 else ''} on the heap{which}")
    return f"{''.join(lines)}goloupe: {' and '.join(words)}\n"
