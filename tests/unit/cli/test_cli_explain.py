"""goloupe explain, end to end."""

from pathlib import Path

import pytest

from goloupe.escape.results import Pos, Step, StepKind
from goloupe.report.explanation import flow_words

from .conftest import MAIN, Run


def test_line(run: Run, module: Path) -> None:
    done = run("explain", "main.go:5")
    assert done.code == 0
    assert done.out.startswith("./main.go:5:29: &T{...} goes to the heap: returned to the caller (~r0).  GL1001\n  costs 16 B\n")
    assert "⇒ ~r0 holds the address of &T{...}\n" in done.out
    assert "To keep it on the stack:" in done.out


def test_column(run: Run, module: Path) -> None:
    assert run("explain", "main.go:5:29").out == run("explain", "main.go:5").out
    done = run("explain", "main.go:5:1")
    assert done.code == 0
    assert "no value" in done.out
    assert "line 5" in done.out


def test_pasted_line(run: Run, module: Path) -> None:
    done = run("explain", "./main.go:5:29: &T{...} escapes to heap")
    assert done.out == run("explain", "main.go:5:29").out


def test_other_package(run: Run, module: Path) -> None:
    done = run("explain", "sub/deep/deep.go:6")
    assert "sub/deep/deep.go:6:2: n goes to the heap: stored in a package variable (G).  GL1002" in done.out


def test_outside_of_a_module(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.go").write_text(MAIN)
    monkeypatch.chdir(tmp_path)
    assert "./x.go:5:29: &T{...} goes to the heap" in run("explain", "x.go:5").out


def test_in_another_module(run: Run, module: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert "goes to the heap" in run("explain", "../mod/main.go:5").out
    assert "goes to the heap" in run("explain", "-C", "../mod", "main.go:5").out


@pytest.mark.parametrize("place", ["nope.go:3", "main.go", "GL9999"])
def test_nonsense(run: Run, module: Path, place: str) -> None:
    done = run("explain", place)
    assert done.code == 2
    assert "Traceback" not in done.err


def test_code(run: Run) -> None:
    done = run("explain", "gl1003")
    assert done.code == 0
    assert done.out.startswith("# GL1003: sent on a channel\n")
    assert "<!--" not in done.out
    assert "\x1b[" in run("explain", "--color=always", "GL1003").out


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("~r0 ← &{storage for &T{...}}", "~r0 holds the address of &T{...}"),
        ("{heap} ← {storage for ... argument}", "the heap gets ... argument"),
        ("{heap} ← *p", "the heap gets what p points to"),
        ("{heap} = **p", "the heap gets what p points to, 2 steps away"),
        ("{heap} ← p", "the heap gets p"),
        ("something", "something"),
    ],
)
def test_flows_in_words(text: str, want: str) -> None:
    assert flow_words(Step(StepKind.FLOW, Pos("", 0, 0), text, "")) == want
