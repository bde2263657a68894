"""The order of analysis over packages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from goloupe.program.schedule import Schedule, needs_of
from goloupe.program.store import Outcome, TagTable
from goloupe.program.worker import Done

LEAKS: tuple[tuple[bytes, ...], int] = ((b"\x01",), 0)


def blob(folder: Path, path: str, needs: Mapping[str, list[str]]) -> Path:
    header = json.dumps({"needs": needs}).encode()
    file = folder / path.replace("/", "-")
    file.write_bytes(b"GLC1" + len(header).to_bytes(4, "little") + header)
    return file


def done(path: str, *keys: str, failure: str = "") -> Done:
    tags: TagTable = dict.fromkeys(keys, LEAKS)
    return Done(path, True, tags, Outcome(b""), failure)


@pytest.fixture
def schedule() -> Schedule:
    """c imports b imports a; all are to come."""
    return Schedule(["a", "b", "c"], ["a", "b", "c"], {"k": {"k.F": LEAKS, "k.G": LEAKS}}, "go1.27")


def test_callees_come_first(schedule: Schedule, tmp_path: Path) -> None:
    assert schedule.arrived("c", blob(tmp_path, "c", {"b": ["b.F"], "k": ["k.F"]}), root=True) == []
    assert schedule.arrived("b", blob(tmp_path, "b", {"a": ["a.F"]}), root=True) == []
    (first,) = schedule.arrived("a", blob(tmp_path, "a", {}), root=True)
    assert first.path == "a"
    (second,) = schedule.done(done("a", "a.F", "a.G"))
    assert second.path == "b"
    assert set(second.summaries) == {"a.F"}
    assert not schedule.finished
    (third,) = schedule.done(done("b", "b.F"))
    assert set(third.summaries) == {"b.F", "k.F"}
    assert schedule.done(done("c")) == []
    assert schedule.finished


def test_independent_packages_go_at_once(schedule: Schedule, tmp_path: Path) -> None:
    assert len(schedule.arrived("c", blob(tmp_path, "c", {}), root=True)) == 1
    assert len(schedule.arrived("b", blob(tmp_path, "b", {"elsewhere": ["x.F"]}), root=True)) == 1


def test_failures_hold_nobody_up(schedule: Schedule, tmp_path: Path) -> None:
    assert schedule.arrived("b", blob(tmp_path, "b", {"a": ["a.F"]}), root=True) == []
    (task,) = schedule.failed("a")
    assert task.path == "b"
    assert task.summaries == {}
    assert schedule.arrived("c", blob(tmp_path, "c", {"b": ["b.F"]}), root=True) == []
    (task,) = schedule.done(done("b", failure="crashed"))
    assert task.path == "c"


def test_nobody_waits_for_a_package_further_up(schedule: Schedule, tmp_path: Path) -> None:
    (task,) = schedule.arrived("a", blob(tmp_path, "a", {"c": ["c.linknamed"]}), root=True)
    assert task.path == "a"


def test_a_package_may_come_in_parts(tmp_path: Path) -> None:
    schedule = Schedule(["a", "b"], ["b"], {}, "go1.27")
    assert len(schedule.arrived("a", blob(tmp_path, "a1", {}), root=False)) == 1
    assert len(schedule.arrived("a", blob(tmp_path, "a2", {}), root=False)) == 1
    assert schedule.arrived("b", blob(tmp_path, "b", {"a": ["a.F", "a.G"]}), root=True) == []
    assert schedule.done(done("a", "a.F")) == []
    (task,) = schedule.done(done("a", "a.G"))
    assert set(task.summaries) == {"a.F", "a.G"}


@pytest.mark.parametrize("data", [b"", b"GLC1", b"GLC1\xff\xff\xff\x7f{}", b"GLC1\x02\0\0\0{}", b'GLC1\x0c\0\0\0{"needs": 3}'])
def test_damaged_blobs_need_nothing(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x").write_bytes(data)
    assert needs_of(tmp_path / "x") == {}
