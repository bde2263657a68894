"""Loading and analysing programs; what is kept, and when it is not used."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

import goloupe
from goloupe.program import EscapeReport
from goloupe.program import analysis as analysis_module

from .conftest import MODULE, Tree, settle

pytestmark = pytest.mark.usefixtures("cache")


def analyse(root: Path, *patterns: str, use_cache: bool = True, jobs: int | None = None, **options: object) -> EscapeReport:
    with goloupe.load(patterns or ("./...",), directory=root, use_cache=use_cache, **options) as program:  # type: ignore[arg-type]
        report = goloupe.escape(program, use_cache=use_cache, jobs=jobs)
        assert (program._front_end is None) == (program.record is not None)
        return report


def text(report: EscapeReport) -> str:
    return "".join(f"# {path}\n{report.gc_text(path)}" for path in report.packages.paths)


EXPECTED = """\
# example.com/m/keep
keep/keep.go:5:9: leaking param: p
keep/keep.go:7:11: leaking param: q
keep/keep.go:9:10: p does not escape
# example.com/m
./main.go:6:2: moved to heap: x
"""


def without_order(expected: str) -> list[str]:
    return sorted(expected.splitlines())


def test_verdicts(tree: Tree) -> None:
    report = analyse(tree(MODULE))
    assert without_order(text(report)) == without_order(EXPECTED)
    assert report.packages.paths == ["example.com/m/keep", "example.com/m"]
    assert report.errors == []
    assert report.function("example.com/m/keep.It").params[0].heap == 0
    (site,) = (site for _, site in report.package("example.com/m").heap_sites())
    assert report.shown(site.pos.file) == "./main.go"
    assert [p.path for p in report.packages] == report.packages.paths
    assert [p.path for p in report.packages[0:1]] == report.packages.paths[:1]
    with pytest.raises(KeyError):
        report.package("nothing")
    with pytest.raises(KeyError):
        report.function("nothing")


def test_a_package_of_which_only_the_rest_is_asked(tree: Tree) -> None:
    root = tree(MODULE)
    first = text(analyse(root, "."))
    assert "moved to heap: x" in first
    assert "keep" not in first
    assert text(analyse(root, ".")) == first


def test_the_second_time_nothing_is_started(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tree(MODULE)
    first = analyse(root)
    monkeypatch.setattr(analysis_module, "Analysis", None)
    monkeypatch.setattr("goloupe.program.program.find_toolchain", None)
    again = analyse(root)
    assert again.stats.reused == 2
    assert text(again) == text(first)
    assert list(again.packages) == list(first.packages)
    assert again.go_version == first.go_version


def test_without_cache(tree: Tree, cache: Path) -> None:
    root = tree(MODULE)
    assert without_order(text(analyse(root, use_cache=False))) == without_order(EXPECTED)
    assert [entry.name for entry in cache.iterdir()] == ["frontend"]


def test_changes_are_analysed(tree: Tree) -> None:
    root = tree(MODULE)
    analyse(root)
    keep = root / "keep/keep.go"
    keep.write_text(keep.read_text().replace("kept = q", "*q = 2"))
    settle()
    report = analyse(root)
    assert "moved to heap: x" not in text(report)
    assert report.stats.reused == 0
    main = root / "main.go"
    main.write_text(main.read_text() + "\nfunc more() *int { return new(int) }\n")
    settle()
    report = analyse(root)
    assert "new(int) escapes to heap" in text(report)
    assert report.stats.reused == 1


def test_a_change_back_is_remembered(tree: Tree) -> None:
    root = tree(MODULE)
    before = text(analyse(root))
    main = root / "main.go"
    original = main.read_text()
    main.write_text(original + "\nfunc more() {}\n")
    analyse(root)
    main.write_text(original)
    report = analyse(root)
    assert text(report) == before
    assert report.stats.reused == 2


def test_a_file_edited_a_moment_ago(tree: Tree) -> None:
    root = tree(MODULE)
    for n in range(3):
        (root / "keep/keep.go").write_text(MODULE["keep/keep.go"].replace("p = 1", f"p = {n}") + "\n" * n)
        (root / "main.go").write_text(MODULE["main.go"].replace("x := 1", f"x{n} := 1").replace("&x)", f"&x{n})"))
        assert f"moved to heap: x{n}" in text(analyse(root))


def test_environment_and_flags_count(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tree({**MODULE, "extra.go": "//go:build extra\n\npackage main\n\nfunc extra() *int { return new(int) }\n"})
    assert "new(int)" not in text(analyse(root))
    assert "new(int)" in text(analyse(root, tags=["extra"]))
    assert "new(int)" not in text(analyse(root))
    monkeypatch.setenv("GOFLAGS", "-tags=extra")
    assert "new(int)" in text(analyse(root))
    monkeypatch.delenv("GOFLAGS")
    assert "new(int)" in text(analyse(root, env={**os.environ, "GOFLAGS": "-tags=extra"}))
    with goloupe.load(directory=root, env={**os.environ, "GOOS": "plan9", "GOARCH": "386"}) as program:
        assert (program.goos, program.goarch) == ("plan9", "386")


def test_faults_spare_the_rest(tree: Tree) -> None:
    root = tree(
        {
            **MODULE,
            "bad/bad.go": "package bad\n\nfunc F() int { return nothing }\n",
            "user/user.go": 'package user\n\nimport _ "example.com/m/bad"\n',
        }
    )
    for _ in range(2):
        report = analyse(root)
        assert [(e.path, e.pos, e.message, e.internal) for e in report.errors] == [
            ("example.com/m/bad", "bad/bad.go:3:23", "undefined: nothing", False)
        ]
        assert set(report.packages.paths) == {"example.com/m", "example.com/m/keep"}
    assert report.stats.reused == 2


def test_a_damaged_cache_is_made_again(tree: Tree, cache: Path) -> None:
    root = tree(MODULE)
    expected = text(analyse(root))
    files = [path for path in (cache / "escape").rglob("*") if path.is_file()]
    assert len(files) >= 4
    for damage in (lambda data: data[: len(data) // 2], lambda data: b"", lambda data: data[:-1] + b"!", lambda _: None):
        for path in files:
            broken = damage(path.read_bytes()) if path.exists() else b"x"
            path.unlink(missing_ok=True) if broken is None else path.write_bytes(broken)
        assert text(analyse(root)) == expected
        assert text(analyse(root)) == expected


def test_results_that_are_gone(tree: Tree, cache: Path) -> None:
    root = tree(MODULE)
    expected = text(analyse(root))
    for entry in (cache / "escape").glob("*/*"):
        if entry.name != "runs":
            shutil.rmtree(entry)
    assert text(analyse(root)) == expected


def test_workers_find_the_same(tree: Tree) -> None:
    root = tree(MODULE)
    alone = analyse(root, use_cache=False, jobs=1)
    together = analyse(root, use_cache=False, jobs=2)
    assert text(alone) == text(together)
    assert list(alone.packages) == list(together.packages)


def test_details(tree: Tree) -> None:
    root = tree(MODULE)
    analyse(root)
    with goloupe.load(["."], directory=root) as program:
        report = goloupe.escape(program, explain=True)
    details = report.gc_text("example.com/m", details=True)
    assert "./main.go:6:2: x escapes to heap in main:\n" in details or "./main.go:6:2: x escapes to heap:\n" in details
    assert "from keep.It(&x) (call parameter) at ./main.go:7:9" in details
    assert report.gc_text("example.com/m") == "./main.go:6:2: moved to heap: x\n"


def test_a_failing_analysis_is_an_error_of_its_package(tree: Tree, monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    root = tree(MODULE)
    original = analysis_module.perform

    def perform(task: object) -> object:
        from dataclasses import replace

        if getattr(task, "path", "") == "example.com/m/keep":
            return original(replace(task, file="/nothing"))  # type: ignore[type-var]
        return original(task)  # type: ignore[arg-type]

    monkeypatch.setattr(analysis_module, "perform", perform)
    report = analyse(root)
    assert [(e.path, e.internal) for e in report.errors] == [("example.com/m/keep", True)]
    assert report.packages.paths == ["example.com/m"]
    monkeypatch.undo()
    monkeypatch.setenv("GOLOUPE_CACHE", str(cache))
    assert without_order(text(analyse(root))) == without_order(EXPECTED)


def test_a_program_can_be_analysed_again(tree: Tree) -> None:
    root = tree(MODULE)
    with goloupe.load(["./..."], directory=root) as program:
        first = text(goloupe.escape(program))
        assert text(goloupe.escape(program)) == first
        assert text(goloupe.escape(program, use_cache=False)) == first
        program.close()
        assert text(goloupe.escape(program, use_cache=False)) == first
        assert {p.path for p in program.roots} == {"example.com/m", "example.com/m/keep"}
        assert program.package("example.com/m").name == "main"


def test_reports_do_not_depend_on_time_of_day(tree: Tree) -> None:
    root = tree(MODULE)
    started = time.perf_counter()
    report = analyse(root)
    assert 0 < report.elapsed <= time.perf_counter() - started
    assert report.stats.packages == 2
    assert report.stats.functions == 4


def test_the_subpackage_is_the_function_too() -> None:
    import goloupe.escape.results

    assert callable(goloupe.escape)
    assert goloupe.escape.results is goloupe.escape.results
    assert "load" in dir(goloupe)
    with pytest.raises(AttributeError):
        _ = goloupe.nothing  # type: ignore[attr-defined]


def test_what_cannot_be_loaded_leaves_nothing_behind(tree: Tree) -> None:
    root = tree(MODULE)
    closed = []
    from goloupe.frontend import FrontEnd

    with pytest.MonkeyPatch.context() as patch:
        original = FrontEnd.close
        patch.setattr(FrontEnd, "close", lambda self: (closed.append(self), original(self)))
        for patterns, flags in ((["./nothing..."], []), (["."], ["-no-such-flag"])):
            with pytest.raises(goloupe.UserError):
                goloupe.load(patterns, directory=root, flags=flags)
    assert len(closed) == 2
    assert all(front_end._process is None for front_end in closed)
