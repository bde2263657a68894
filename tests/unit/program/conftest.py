"""A cache of its own for each test, with the front end that is built already, and modules to analyse."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from goloupe.frontend import cache_directory, find_toolchain
from goloupe.frontend.building import build

Tree = Callable[[Mapping[str, str]], Path]


@pytest.fixture(scope="session")
def frontend() -> Path:
    """Where the front end is, built at most once for all tests."""
    cache = cache_directory()
    build(find_toolchain(), cache)
    return cache / "frontend"


@pytest.fixture
def cache(frontend: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache."""
    cache = tmp_path / "cache"
    cache.mkdir()
    (cache / "frontend").symlink_to(frontend, target_is_directory=True)
    monkeypatch.setenv("GOLOUPE_CACHE", str(cache))
    return cache


def settle() -> None:
    """Wait until files have been there for a while: what has just been touched is not trusted."""
    time.sleep(0.03)


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """Write files into a directory, by their names, and return it."""

    def write(files: Mapping[str, str]) -> Path:
        root = tmp_path / "src"
        for name, text in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        settle()
        return root

    return write


MODULE = {
    "go.mod": "module example.com/m\n\ngo 1.21\n",
    "main.go": """package main

import "example.com/m/keep"

func main() {
	x := 1
	keep.It(&x)
	y := 2
	keep.Not(&y)
}
""",
    "keep/keep.go": """package keep

var kept *int

func It(p *int) { hold(p) }

func hold(q *int) { kept = q }

func Not(p *int) { *p = 1 }
""",
}
"""Two packages; main's x goes to the heap because of what keep does."""
