"""Schedules, units of work and bugs as JSON: what processes that explore say to each other."""

from __future__ import annotations

from typing import Any

from goloupe.explore.run import Bug, Schedule
from goloupe.explore.strategies.portfolio import Unit
from goloupe.runtime.stack import Frame


def pack_schedule(s: Schedule) -> dict[str, Any]:
    """A schedule as JSON."""
    return {"answers": list(s.answers), "eager": s.eager, "rand": s.rand_seed, "racy": list(s.racy), "settled": s.settled}


def unpack_schedule(data: dict[str, Any]) -> Schedule:
    """A schedule from JSON."""
    return Schedule(tuple(data["answers"]), data["eager"], data["rand"], tuple(data["racy"]), data["settled"])


def unpack_unit(data: dict[str, Any]) -> Unit:
    """A unit from JSON."""
    return Unit(**{**data, "racy": tuple(data["racy"])})


def pack_bug(b: Bug) -> dict[str, Any]:
    """A bug as JSON."""
    return {
        "code": b.code,
        "title": b.title,
        "sites": [list(f) for f in b.sites],
        "detail": b.detail,
        "goroutines": list(b.goroutines),
        "data": b.data,
        "fingerprint": b.fingerprint,
    }


def unpack_bug(data: dict[str, Any]) -> Bug:
    """A bug from JSON."""
    sites = tuple(Frame(*f) for f in data["sites"])
    return Bug(data["code"], data["title"], sites, data["detail"], tuple(data["goroutines"]), data["data"], data["fingerprint"])
