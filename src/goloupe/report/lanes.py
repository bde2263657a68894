"""A table of lanes as text: goroutines beside each other, time going down."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from goloupe.explore.cast import WIDE
from goloupe.explore.entry import RUNS_TEST
from goloupe.explore.lanes import Lane, Lanes, Row
from goloupe.report.excerpt import width as cells
from goloupe.report.style import PLAIN, Style

WIDTH = 100
_NARROWEST = 18
LINES = 5
"""Lines of one row, at most."""
MADE = "created at "
Shown = Callable[[str], str]


def render(table: Lanes, *, shown: Shown = os.path.basename, width: int = WIDTH, indent: str = "  ", style: Style = PLAIN) -> Iterator[str]:
    """Return the lines of the table; ``shown`` says how a file is called."""
    files = {row.file for row in table.rows if row.file}
    short = len(files) <= 1
    titles = [_title(lane, shown) for lane in table.lanes]
    texts = [_text(row, shown, short) for row in table.rows]
    room = width - len(indent)
    if len(table.lanes) <= WIDE:
        yield from _beside(table, titles, texts, room, indent, style)
    else:
        yield from _below(table, titles, texts, room, indent, style)
    for note in _notes(table, shown):
        for part in _wrap(note, room):
            yield f"{indent}{style.dim(part)}\n"


def _notes(table: Lanes, shown: Shown) -> Iterator[str]:
    """What is to be said of goroutines that are not shown."""
    for lane in table.lanes:
        if lane.like:
            yield f"Blocked like {'main' if lane.index == 0 else f'goroutine {lane.id}'}: {_ids(lane.like)}."
    for also in table.also:
        place = f" at {shown(also.file)}:{also.line}" if also.file else ""
        yield f"Also blocked: {_ids(also.ids)}{place}: {also.text}."
    if table.folded:
        yield f"Not shown: {_ids(table.folded)}."


def _ids(ids: list[int]) -> str:
    """Goroutines by number: "goroutines 7, 8, 9 and 12 more"."""
    if 1 in ids:
        rest = [i for i in ids if i != 1]
        return f"main and {_ids(rest)}" if rest else "main"
    if len(ids) == 1:
        return f"goroutine {ids[0]}"
    shown = ids if len(ids) <= 8 else ids[:6]
    more = f" and {len(ids) - len(shown)} more" if len(shown) < len(ids) else ""
    return f"goroutines {', '.join(map(str, shown))}{more}"


def _title(lane: Lane, shown: Shown) -> tuple[str, str, str]:
    if lane.index == 0:
        return "main", "", ""
    made = "started by a timer" if lane.timer else f"{MADE}{shown(lane.file)}:{lane.line}" if lane.file else ""
    if lane.function.startswith(RUNS_TEST):
        if lane.subtest:
            return f"goroutine {lane.id}", "runs a subtest", made
        return f"goroutine {lane.id}", f"runs {lane.test or 'the test'}", ""
    name = lane.function.rpartition("/")[2].removeprefix("main.")
    return f"goroutine {lane.id}", name, made


def _text(row: Row, shown: Shown, short: bool) -> str:
    if row.kind in ("op", "access"):
        place = str(row.line) if short else f"{shown(row.file)}:{row.line}"
        return f"{place}  {' '.join(row.text.split())}"
    if row.kind == "interrupted" and row.file:
        return f"  {row.text} {row.line if short else f'{shown(row.file)}:{row.line}'}"
    if row.kind in ("block", "interrupted", "took"):
        return f"  {row.text}"
    return row.text


def _beside(table: Lanes, titles: list[tuple[str, str, str]], texts: list[str], room: int, indent: str, style: Style) -> Iterator[str]:
    """Lanes as columns; two cells of each are for the mark of a switch."""
    n = len(titles)
    if not n:
        return
    wanted = [max(map(cells, titles[i])) for i in range(n)]
    for row, text in zip(table.rows, texts, strict=True):
        wanted[row.lane] = max(wanted[row.lane], cells(text))
    widths = _share(wanted, room - 2 * n - 2 * (n - 1))
    gap = "  "
    for k in range(3):
        line = gap.join("  " + _fit(_short(title[k], w), w) for title, w in zip(titles, widths, strict=True)).rstrip()
        if line:
            yield f"{indent}{style.dim(line) if k else style.heading(line)}\n"
    yield f"{indent}{style.dim(gap.join('─' * (w + 2) for w in widths))}\n"
    for row, text in zip(table.rows, texts, strict=True):
        before = gap.join(" " * (w + 2) for w in widths[: row.lane])
        lead = before + (gap if row.lane else "")
        for k, part in enumerate(_wrap(text, widths[row.lane])):
            mark = "> " if row.switch and not k else "  "
            yield f"{indent}{lead}{mark}{_paint(row, part, style)}".rstrip() + "\n"


def _short(title: str, width: int) -> str:
    """The place alone, where there is no room for more."""
    return title.removeprefix(MADE) if cells(title) > width else title


def _below(table: Lanes, titles: list[tuple[str, str, str]], texts: list[str], room: int, indent: str, style: Style) -> Iterator[str]:
    """Too many lanes for columns: each row says whose it is."""
    for title, *rest in titles:
        yield f"{indent}{style.heading(title)}{style.dim(''.join(f'  {part}' for part in rest if part))}\n"
    names = ["main" if lane.index == 0 else f"g{lane.id}" for lane in table.lanes]
    gutter = max(map(len, names))
    yield f"{indent}{style.dim('─' * min(room, 60))}\n"
    for row, text in zip(table.rows, texts, strict=True):
        for k, part in enumerate(_wrap(text, room - gutter - 4)):
            who = names[row.lane] if not k and (row.switch or row is table.rows[0]) else ""
            mark = "> " if row.switch and not k else "  "
            yield f"{indent}{mark}{who:<{gutter}}  {_paint(row, part, style)}".rstrip() + "\n"


def _paint(row: Row, text: str, style: Style) -> str:
    if row.kind in ("access", "block", "result"):
        return style.heap(text)
    return text if row.kind == "op" else style.dim(text)


def _share(wanted: list[int], room: int) -> list[int]:
    """Widths that fit: what is wanted, if there is room; else the widest give way first."""
    widths = list(wanted)
    while sum(widths) > room:
        widest = max(widths)
        if widest <= _NARROWEST:
            break
        over = sum(widths) - room
        second = max([w for w in widths if w < widest], default=_NARROWEST)
        at = [i for i, w in enumerate(widths) if w == widest]
        less = min(widest - max(second, _NARROWEST), -(-over // len(at)))
        for i in at:
            widths[i] -= max(less, 1)
    return widths


def _fit(text: str, width: int) -> str:
    """Cut or fill up to so many cells."""
    if cells(text) > width:
        while text and cells(text) > width - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (width - cells(text))


def _wrap(text: str, width: int) -> list[str]:
    """At most `LINES`; continued ones are indented, and what is longer is cut."""
    lead = len(text) - len(text.lstrip())
    out: list[str] = []
    while len(out) < LINES - 1 and cells(text) > width:
        cut = width
        while cut > lead and cells(text[:cut]) > width:
            cut -= 1
        at = text.rfind(" ", lead + 8, cut + 1)
        at = at if at > 0 else cut
        out.append(text[:at].rstrip())
        text = " " * (lead + 4) + text[at:].strip()
    return [*out, _fit(text, width).rstrip()]
