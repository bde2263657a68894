"""Compiled modules are kept in goloupe's cache where Python writes none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import goloupe

SOURCE = Path(goloupe.__file__).parents[1]


def start(cache: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Start the command, from a copy of its sources that nothing has compiled."""
    plain = {k: v for k, v in os.environ.items() if k not in ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")}
    env = {**plain, "PYTHONPATH": str(cache.parent / "src"), "GOLOUPE_CACHE": str(cache), **more}
    return subprocess.run([sys.executable, "-m", "goloupe", "cache", "dir"], env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    for file in (SOURCE / "goloupe").rglob("*.py"):
        copy = tmp_path / "src" / file.relative_to(SOURCE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
    return tmp_path / "cache"


def compiled(place: Path) -> set[str]:
    return {file.name.partition(".")[0] for file in place.rglob("*.pyc")}


def test_they_are_kept_where_none_are_written(cache: Path) -> None:
    done = start(cache, PYTHONDONTWRITEBYTECODE="1")
    assert (done.returncode, done.stderr) == (0, "")
    assert {"main", "group", "cache"} <= compiled(cache / "python")
    assert compiled(cache.parent / "src") == set()


def test_otherwise_they_are_where_python_puts_them(cache: Path) -> None:
    elsewhere = cache.parent / "elsewhere"
    assert start(cache, PYTHONPYCACHEPREFIX=str(elsewhere)).returncode == 0
    assert {"main", "group", "cache"} <= compiled(elsewhere)
    assert start(cache).returncode == 0
    assert {"main", "group", "cache"} <= compiled(cache.parent / "src")
    assert start(cache, PYTHONDONTWRITEBYTECODE="1").returncode == 0
    assert not (cache / "python").exists()


def test_a_cache_that_cannot_be_made(cache: Path) -> None:
    cache.write_text("a file where a directory should be")
    done = start(cache, PYTHONDONTWRITEBYTECODE="1")
    assert (done.returncode, done.stderr) == (0, "")
    assert compiled(cache.parent / "src") == set()
