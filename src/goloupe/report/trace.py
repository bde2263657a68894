"""A trace of a run in formats that others read: Perfetto's, JSON lines, a table.

Perfetto (ui.perfetto.dev) reads Chrome's trace events: a track for each goroutine with slices for the time that it ran, could have run, or
was blocked and on what; arrows from who made it runnable; marks for what was done with channels, locks and timers.  Times are those of the
program's own clock, but each event is at least a microsecond after the one before it: on the virtual clock much happens at one moment.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from goloupe.runtime.tracelog import KINDS, TraceLog

_FIRE = KINDS.index("fire")
_RUNNING, _RUNNABLE = "running", "runnable"
_APART = 1000
"""Nanoseconds between two events at least."""


def events(log: TraceLog) -> Iterator[dict[str, Any]]:
    """The events in words, in order."""
    texts = log.texts
    for t, kind, g, arg, where in zip(log.time, log.kind, log.g, log.arg, log.where, strict=True):
        name = KINDS[kind]
        event: dict[str, Any] = {"time": t, "event": name, "goroutine": g}
        if name in ("create", "ready"):
            event["other"] = arg
        elif name == "park":
            event["reason"] = texts[arg]
        elif name not in ("end", "switch"):
            event["object"] = arg
        if where >= 0:
            event["position"] = texts[where]
        yield event


def json_lines(log: TraceLog) -> Iterator[str]:
    """One event a line."""
    for event in events(log):
        yield json.dumps(event) + "\n"


def table(log: TraceLog) -> Iterator[str]:
    """Time, goroutine, what it did and where."""
    yield f"{'seconds':>14}  {'goroutine':>9}  event\n"
    for e in events(log):
        what = e["event"]
        if "other" in e:
            what += f" goroutine {e['other']}"
        elif "reason" in e:
            what += f" [{e['reason']}]"
        elif "object" in e:
            what += f" #{e['object']}"
        who = e["goroutine"] or "timer"
        yield f"{e['time'] / 1e9:14.9f}  {who:>9}  {what:32}  {e.get('position', '')}".rstrip() + "\n"


def perfetto(log: TraceLog) -> Iterator[str]:
    """Chrome's trace events, an array in JSON."""
    yield '{"displayTimeUnit":"ns","traceEvents":[\n'
    yield json.dumps({"ph": "M", "pid": 1, "name": "process_name", "args": {"name": "goroutines"}})
    for event in _chrome(log):
        yield ",\n" + json.dumps(event)
    yield "\n]}\n"


def _chrome(log: TraceLog) -> Iterator[dict[str, Any]]:
    states: dict[int, tuple[str, int, str]] = {1: (_RUNNING, 0, "")}
    running = 1
    arrows = now = 0
    for g in sorted({1, *log.names}):
        yield {"ph": "M", "pid": 1, "tid": g, "name": "thread_name", "args": {"name": f"{g} {log.names.get(g, 'main.main')}".rstrip()}}
    if _FIRE in log.kind:
        yield {"ph": "M", "pid": 1, "tid": 0, "name": "thread_name", "args": {"name": "timers"}}

    def turn(g: int, now: int, state: str, where: str = "") -> Iterator[dict[str, Any]]:
        """A goroutine is something else from now on; its slice so far is out."""
        before = states.pop(g, None)
        if before is not None and now > before[1]:
            name, since, place = before
            yield {"ph": "X", "pid": 1, "tid": g, "ts": since / 1000, "dur": (now - since) / 1000, "name": name, "args": {"at": place}}
        if state:
            states[g] = (state, now, where)

    for e in events(log):
        now = max(e["time"], now + _APART)
        g, what, where = e["goroutine"], e["event"], e.get("position", "")
        if what == "create":
            states[e["other"]] = (_RUNNABLE, now, where)
        if what in ("create", "ready"):
            arrows += 1
            if what == "ready":
                yield from turn(e["other"], now, _RUNNABLE, where)
            if g:
                yield {"ph": "s", "pid": 1, "tid": g, "ts": now / 1000, "id": arrows, "name": what, "cat": "wake"}
                yield {"ph": "f", "bp": "e", "pid": 1, "tid": e["other"], "ts": now / 1000, "id": arrows, "name": what, "cat": "wake"}
        elif what == "switch":
            if running and running != g and states.get(running, ("",))[0] == _RUNNING:
                yield from turn(running, now, _RUNNABLE)
            running = g
            yield from turn(g, now, _RUNNING)
        elif what == "park":
            yield from turn(g, now, f"blocked: {e['reason']}", where)
        elif what == "end":
            yield from turn(g, now, "")
        elif what != "on":
            yield {"ph": "i", "s": "t", "pid": 1, "tid": g, "ts": now / 1000, "name": f"{what} #{e['object']}", "args": {"at": where}}
    for g in list(states):
        yield from turn(g, now, "")
