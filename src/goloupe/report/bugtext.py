"""The report on bugs that people read: a line for each, how it was found, the table of its schedule, and how to see it again."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from goloupe.explore.engine import Result
from goloupe.report.bugs import BugReport, Item, verdict
from goloupe.report.confirmed import sentence
from goloupe.report.lanes import WIDTH, render
from goloupe.report.style import PLAIN, Style

WITH_DETAIL = ("race", "leak", "deadlock", "lockorder", "fail")
"""Kinds of bugs whose own text says what the table does not."""
_EXPLAINED = ("leak", "deadlock")
FILES = 4
"""Files that are named."""
MOST = 60
"""Lines of a bug's own text that are shown."""


def text(report: BugReport, style: Style = PLAIN, *, verbose: bool = False, width: int = WIDTH) -> Iterator[str]:
    """Return the report in pieces."""
    for item in report.items:
        if not item.finding.suppressed or verbose:
            yield "".join(_item(report, item, style, verbose, width)) + "\n"
    for explored in report.exploration.targets:
        if explored.result.stopped == "unsupported":
            yield f"{style.heading(report.name(explored.target))}: {style.warning('not explored')}: {explored.result.refusal}\n"
            continue
        bugs = len(explored.bugs)
        whole = explored.result.whole
        what = "no verdict" if not bugs and not whole else "no bug" if not bugs else "1 bug" if bugs == 1 else f"{bugs} bugs"
        mark = style.heap(what) if bugs else style.stack(what) if whole else style.warning(what)
        told = (
            f": {verdict(explored.result)}, {explored.result.seconds:.1f}s" if explored.result.stopped != "first" else ", and stopped there"
        )
        yield f"{style.heading(report.name(explored.target))}: {mark}{told}\n"
        yield from _cut_off(explored.result)
        yield from _written(explored.result)
        if not bugs and not whole:
            yield from _advice(explored.result)
        if explored.result.unrepeatable:
            n = explored.result.unrepeatable
            yield f"  {n} bug{' is' if n == 1 else 's are'} not told, for {'its' if n == 1 else 'their'} schedule did not show it again\n"
    yield from _totals(report)


def _cut_off(result: Result) -> Iterator[str]:
    """Runs of which one does not know how they go on."""
    ends = result.ends
    for end, why in (
        ("steps", "after too many points: --steps has the limit"),
        ("stuck", "when main could never go on: others still do"),
        ("timeout", "after too much real time: a loop without synchronisation, or only a long run"),
        ("memory", "for want of memory"),
    ):
        if ends[end]:
            yield f"  {ends[end]:,} run{'s' if ends[end] > 1 else ''} cut off {why}\n"
    if ends["rest"]:
        which = "1 run ends" if ends["rest"] == 1 else f"{ends['rest']:,} runs end"
        yield f"  {which} where the program waits for a signal, or for input: nobody sends any\n"
    if ends["unsupported"]:
        yield f"  {ends['unsupported']:,} run{'s' if ends['unsupported'] > 1 else ''} given up: {result.refusal}\n"


def _written(result: Result) -> Iterator[str]:
    """What one run leaves to the next."""
    if result.written:
        names = [BugReport.file(path) for path in result.written[:FILES]]
        more = f" and {len(result.written) - FILES} more" if len(result.written) > FILES else ""
        yield f"  each run sees the files that those before it left behind: {', '.join(names)}{more}\n"


def _advice(result: Result) -> Iterator[str]:
    """What to do if no run came to its end."""
    if result.ends["steps"]:
        yield "  So it is not known whether it has a bug. A larger --steps lets runs go on; of a program that never ends explore a test.\n"
    elif result.ends["timeout"]:
        yield "  So it is not known whether it has a bug. Explore a test that does less, or see to it that the loop ends.\n"


def _totals(report: BugReport) -> Iterator[str]:
    ignored = sum(item.finding.suppressed == "ignore" for item in report.items)
    known = sum(item.finding.suppressed == "baseline" for item in report.items)
    if ignored:
        yield f"{ignored} ignored by directives in the source\n"
    if known:
        yield f"{known} known from the baseline\n"
    if report.expired:
        yield f"{report.expired} of the baseline did not show up\n"
    if report.exploration.left:
        yield f"interrupted: {report.exploration.left} not explored\n"
    elif report.exploration.interrupted:
        yield "interrupted: this is what was found so far\n"


def _item(report: BugReport, item: Item, style: Style, verbose: bool, width: int) -> Iterator[str]:
    finding, shown = item.finding, item.shown
    note = f"  [{'ignored' if finding.suppressed == 'ignore' else 'in the baseline'}]" if finding.suppressed else ""
    yield f"{style.heading(report.place(item))}: {style.heap(finding.message)}  {style.code(finding.code.name)}{style.dim(note)}\n"
    yield f"  {style.dim(found_by(item))}\n"
    if item.also:
        yield f"  {style.dim('also in ' + ', '.join(item.also))}\n"
    if verbose or shown.bug.code in WITH_DETAIL:
        detail = shown.bug.detail
        if shown.bug.code in _EXPLAINED and not verbose:
            # First come sentences that say who waits for whom; then the stacks, and before them the title once more.
            detail = detail.partition("\n\n")[0]
            detail = "" if detail.startswith(shown.bug.title) else detail
            # They end where the terminal does.
            detail = "\n".join(textwrap.fill(line, width - 2, subsequent_indent="  ") for line in detail.splitlines())
        yield from _detail(detail)
    if shown.lanes is not None and shown.lanes.lanes:
        yield "\n"
        yield from render(shown.lanes, width=width, style=style)
    yield f"\n  goloupe replay {report.again}{shown.token}\n"
    if shown.confirmation is not None:
        told = textwrap.fill(sentence(shown.confirmation), width - 2, subsequent_indent="  ", break_on_hyphens=False)
        yield "".join(f"  {line}\n" for line in told.splitlines())


def _detail(detail: str) -> Iterator[str]:
    lines = detail.strip("\n").splitlines()
    if lines:
        yield "\n"
    yield from (f"  {line}\n" if line else "\n" for line in lines[:MOST])
    if len(lines) > MOST:
        yield f"  … {len(lines) - MOST} more lines\n"


def found_by(item: Item) -> str:
    """How a bug was found, in a sentence."""
    found, shown = item.shown.found, item.shown
    result = item.explored.result
    where = "the first schedule" if found.number <= 1 else f"schedule {found.number:,}"
    often = f"{found.count:,} of {result.schedules:,} show it" if result.stopped != "first" else ""
    parts = [f"found in {where} ({found.strategy}) after {found.seconds:.2f}s", often]
    n = shown.departures
    simple = f"{n} departure{'s' if n != 1 else ''} from the natural order" if n else "in the natural order"
    parts.append(simple + (f", of {shown.before}" if shown.before > n > 0 else ""))
    parts.append("with other random numbers" if shown.schedule.rand_seed else "")
    parts.append(shown.rough)
    return "; ".join(part for part in parts if part)
