"""Paths that go on in other packages."""

from __future__ import annotations

from pathlib import Path

import pytest

import goloupe
from goloupe.program import NoSuchPlace

from .conftest import MODULE, Tree, settle

pytestmark = pytest.mark.usefixtures("cache")


def inner(explanation: goloupe.Explanation) -> list[goloupe.Explanation]:
    """The explanation, the one inside of its call, and so on."""
    out = [explanation]
    for step in explanation.steps:
        if step.inside is not None:
            out.extend(inner(step.inside))
    return out


@pytest.mark.parametrize("patterns", [["."], ["./..."]])
def test_a_path_across_packages(tree: Tree, patterns: list[str]) -> None:
    root = tree(MODULE)
    for _ in range(2):
        with goloupe.load(patterns, directory=root) as program:
            (found,) = goloupe.explain(program, "main.go", 6)
            assert found.verdict == "heap"
            chain = inner(found)
            assert [(e.kind, e.expr, e.function) for e in chain] == [
                ("site", "x", "main.main"),
                ("param", "p", "example.com/m/keep.It"),
                ("param", "q", "example.com/m/keep.hold"),
            ]
            assert chain[-1].reason == "global"
            goloupe.escape(program)


def test_what_stays_needs_no_path(tree: Tree) -> None:
    with goloupe.load(["./..."], directory=tree(MODULE)) as program:
        assert goloupe.explain(program, "main.go", 8) == []
        (found,) = goloupe.explain(program, "keep/keep.go", 5)
        assert found.kind == "param"
        assert goloupe.explain(program, "keep/keep.go", 5, 2) == []


def test_paths_of_files(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tree(MODULE)
    monkeypatch.chdir(root.parent)
    with goloupe.load(["."], directory="src") as program:
        assert len(goloupe.explain(program, "main.go", 6)) == 1
        assert len(goloupe.explain(program, str(root / "main.go"), 6)) == 1
        assert len(goloupe.explain(program, "./keep/../main.go", 6)) == 1
        with pytest.raises(NoSuchPlace):
            goloupe.explain(program, "keep/keep.go", 5)
        with pytest.raises(NoSuchPlace):
            goloupe.explain(program, "nothing.go", 5)


def test_faults_are_in_the_program(tree: Tree) -> None:
    root = tree({**MODULE, "main.go": "package main\n\nfunc main() { x }\n"})
    with goloupe.load(["."], directory=root) as program:
        assert goloupe.explain(program, "main.go", 3) == []
        assert [e.path for e in program.errors] == ["example.com/m"]


def test_recursion_ends(tree: Tree) -> None:
    root = tree(
        {
            **MODULE,
            "main.go": "package main\n\nvar kept *int\n\nfunc f(p *int, n int) {\n\tif n > 0 {\n\t\tg(p, n)\n\t}\n\tkept = p\n}\n\n"
            "func g(p *int, n int) { f(p, n-1) }\n\nfunc main() {\n\tx := 1\n\tg(&x, 3)\n}\n",
        }
    )
    with goloupe.load(["."], directory=root) as program:
        (found,) = goloupe.explain(program, "main.go", 15)
        assert 2 <= len(inner(found)) <= 4


def test_the_standard_library(tmp_path: Path) -> None:
    (tmp_path / "main.go").write_text('package main\n\nimport "fmt"\n\nfunc main() {\n\tfmt.Println(1234)\n}\n')
    settle()
    with goloupe.load(["main.go"], directory=tmp_path) as program:
        found = next(e for e in goloupe.explain(program, "main.go", 6) if e.verdict == "heap")
        functions = [e.function for e in inner(found)]
        assert functions[:3] == ["main.main", "fmt.Println", "fmt.Fprintln"]
        assert any(key.startswith("reflect.") for key in functions)
