"""Baselines survive moving code, and count."""

from pathlib import Path

import pytest

from goloupe.errors import UserError
from goloupe.escape.results import Pos
from goloupe.findings import CODES, Finding, baseline


def finding(line: int = 1, *, code: str = "GL1001", function: str = "p.F", expr: str = "&T{...}") -> Finding:
    return Finding(CODES[code], Pos("/p/p.go", line, 1), "p", function, expr, "message")


def test_lines_do_not_matter(tmp_path: Path) -> None:
    file = tmp_path / "b.json"
    assert baseline.write(file, [finding(1), finding(2)]) == 2
    moved = [finding(11), finding(12)]
    assert baseline.apply(moved, baseline.read(file)) == 0
    assert [f.suppressed for f in moved] == ["baseline", "baseline"]


@pytest.mark.parametrize("change", [{"code": "GL1002"}, {"function": "p.G"}, {"expr": "x"}])
def test_what_differs_is_new(tmp_path: Path, change: dict[str, str]) -> None:
    file = tmp_path / "b.json"
    baseline.write(file, [finding()])
    other = finding(**change)  # type: ignore[arg-type]
    assert baseline.apply([other], baseline.read(file)) == 1
    assert not other.suppressed


def test_one_more_of_the_same_is_new(tmp_path: Path) -> None:
    file = tmp_path / "b.json"
    baseline.write(file, [finding(1), finding(2)])
    now = [finding(1), finding(2), finding(3)]
    baseline.apply(now, baseline.read(file))
    assert [f.suppressed for f in now] == ["baseline", "baseline", ""]


def test_ignored_findings_are_not_written() -> None:
    ignored = finding()
    ignored.suppressed = "ignore"
    assert baseline.encode([ignored]) == '{\n  "goloupe-baseline": 1,\n  "findings": []\n}\n'


def test_text_is_sorted_and_readable() -> None:
    text = baseline.encode([finding(expr="b"), finding(expr="a"), finding(expr="a")])
    assert text == baseline.encode([finding(expr="a"), finding(expr="b"), finding(expr="a")])
    assert text.splitlines()[3] == '    {"package": "p", "function": "p.F", "code": "GL1001", "expr": "a", "count": 2},'


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "Expecting value"),
        ("{}", "it does not say that it is one"),
        ("[]", "it does not say that it is one"),
        ('{"goloupe-baseline": 99, "findings": []}', "its version is 99"),
        ('{"goloupe-baseline": 1, "findings": [1]}', "its findings are not as goloupe writes them"),
        ('{"goloupe-baseline": 1}', "its findings are not as goloupe writes them"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, content: str, why: str) -> None:
    file = tmp_path / "b.json"
    file.write_text(content)
    with pytest.raises(UserError, match=f"not a baseline of version 1: {why}"):
        baseline.read(file)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="--write-baseline"):
        baseline.read(tmp_path / "none.json")
