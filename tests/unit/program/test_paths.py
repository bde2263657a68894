"""Paths as the go command prints them."""

from __future__ import annotations

from pathlib import Path

import pytest

from goloupe.program.paths import Shortener


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "work/sub/deep").mkdir(parents=True)
    (tmp_path / "other").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("file", "shown"),
    [
        ("work/main.go", "./main.go"),
        ("work/sub/x.go", "sub/x.go"),
        ("work/sub/deep/x.go", "sub/deep/x.go"),
        ("other/x.go", "../other/x.go"),
        ("x.go", "../x.go"),
    ],
)
def test_paths_near_by_are_shortened(root: Path, file: str, shown: str) -> None:
    assert Shortener(root / "work").path(str(root / file)) == shown


def test_paths_that_would_get_longer_stay(root: Path) -> None:
    deep = root / "work/sub/deep"
    assert Shortener(deep).path("/usr/x.go") == "/usr/x.go"
    assert Shortener(deep).path("") == ""


def test_text_is_shortened_at_starts_of_lines_and_after_spaces(root: Path) -> None:
    here = str(root / "work")
    text = f"{here}/a.go:1:2: x escapes\n{here}/a.go:1:2:   from y at {here}/b.go:3:4\n\t{here}/c.go\n({here}/d.go)\n"
    assert Shortener(root / "work").text(text, here) == (
        f"./a.go:1:2: x escapes\n./a.go:1:2:   from y at ./b.go:3:4\n\t./c.go\n({here}/d.go)\n"
    )
