"""What is no longer used goes, what is used stays."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from goloupe.launch.sweeping import DAY, sweep, use


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "programs").mkdir()
    (tmp_path / "writing-12").mkdir()
    for name, days in (
        ("a.glc", 20),
        ("b.glc", 40),
        ("a.ours.units", 20),
        ("b.ours.units", 40),
        ("a.theirs.units", 1),
        ("b.theirs.units", 20),
        (".new-a", 0),
        (".new-b", 2),
        ("writing-12/a", 2),
        ("writing-12", 2),
        ("programs/a", 20),
        ("programs/b", 40),
    ):
        path = tmp_path / name
        if not path.is_dir():
            path.write_bytes(b"x")
        then = time.time() - days * DAY
        os.utime(path, (then, then))
    return tmp_path


def left(folder: Path) -> set[str]:
    return {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file() and p.name != "swept"}


STAYS = {"a.glc", "a.ours.units", "a.theirs.units", ".new-a", "programs/a"}


def test_what_is_old_goes(folder: Path) -> None:
    sweep(folder, ["ours"])
    assert left(folder) == STAYS


def test_once_a_day(folder: Path) -> None:
    (folder / "swept").touch()
    before = left(folder)
    sweep(folder, ["ours"])
    assert left(folder) == before
    then = time.time() - 2 * DAY
    os.utime(folder / "swept", (then, then))
    sweep(folder, ["ours"])
    assert left(folder) == STAYS


def test_what_is_used_stays(folder: Path) -> None:
    for name in ("b.glc", "b.theirs.units"):
        use(folder / name, (folder / name).stat().st_mtime)
    sweep(folder, ["ours"])
    assert left(folder) == STAYS | {"b.glc", "b.theirs.units"}


def test_no_such_folder(tmp_path: Path) -> None:
    sweep(tmp_path / "nowhere", ["ours"])
    assert not (tmp_path / "nowhere").exists()
