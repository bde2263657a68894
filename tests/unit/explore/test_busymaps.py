"""Maps that are written while others touch them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goloupe.explore.engine import Limits, explore
from goloupe.explore.exploration import Programs, link

Large = Callable[[Callable[[], Any]], Any]
PROGRAM = """package main

import "sync"

func main() {
	m := map[int]int{%s}
	var wg sync.WaitGroup
	wg.Add(2)
	go func() {
		defer wg.Done()
		m[1] = 1
	}()
	go func() {
		defer wg.Done()
		%s
	}()
	wg.Wait()
}
"""
WRITES = "concurrent map writes"


@pytest.mark.parametrize(
    ("entries", "statement", "texts"),
    [
        ("0: 1", "m[2] = 2", {WRITES}),
        ("", "m[2] = 2", {WRITES}),
        ("0: 1", "m[2]++", {WRITES, "concurrent map read and map write"}),
        ("0: 1", "delete(m, 0)", {WRITES}),
        ("", "delete(m, 0)", set()),
        ("0: 1", "clear(m)", {WRITES}),
        ("", "clear(m)", set()),
        ("0: 1", "_, _ = m[0]", {"concurrent map read and map write"}),
        ("", "_ = m[0]", set()),
        ("0: 1", "for range m {\n}", {"concurrent map iteration and map write"}),
        ("0: 1", "println(len(m))", set()),
    ],
)
def test_a_map_that_is_written_notices_others(entries: str, statement: str, texts: set[str], tmp_path: Path, large: Large) -> None:
    """As `internal/runtime/maps` does; and all that race are data races."""
    source = PROGRAM % (entries, statement)
    (tmp_path / "main.go").write_text(source)
    target = Programs(("main.go",), tmp_path).targets(None)[0]
    result = large(lambda: explore(link(target, True), Limits(seconds=60, jobs=1, schedules=400)))
    titles = [found.bug.title for found in result.found]
    assert {title.removeprefix("fatal error: ") for title in titles if title.startswith("fatal")} == texts, (source, titles)
    assert any(title.startswith("data race") for title in titles), (source, titles)
    quiet = large(lambda: explore(link(target, False), Limits(seconds=60, jobs=1, schedules=50)))
    assert not quiet.found, source
