"""goloupe escape, end to end."""

import json
from pathlib import Path

import pytest

from .conftest import Run


def test_text(run: Run, module: Path) -> None:
    done = run("escape", "./...")
    assert done.code == 0, done.err
    assert done.err == ""
    assert "package example.com/mod  " in done.out
    assert "  func New  ./main.go:5:6  1 on the heap (16 B), 0 on the stack\n" in done.out
    assert "      5 │ func New(a int) *T { return &T{a, 2} }\n" in done.out
    assert "        │                             ^^^^^^^^\n" in done.out
    assert "&T{...}: returned to the caller (~r0); 16 B  GL1001" in done.out
    assert "variable x: sent on a channel; 8 B, each time round the loop  GL1003" in done.out
    assert "parameters: t does not escape" in done.out
    assert "sub/deep/deep.go:5:6" in done.out
    assert "inlining off" in done.out
    assert "\x1b" not in done.out


def test_again_is_the_same(run: Run, module: Path) -> None:
    assert run("escape", "./...").out == run("escape", "./...").out


def test_heap_only_and_func(run: Run, module: Path) -> None:
    done = run("escape", "-heap-only", "--func", "^New$", "./...")
    assert "func New" in done.out
    assert "func main" not in done.out
    assert "parameters" not in done.out
    assert "1 on the heap" in done.out


def test_bad_pattern(run: Run, module: Path) -> None:
    done = run("escape", "--func", "(")
    assert done.code == 2
    assert "--func" in done.err


def test_single_file(run: Run, module: Path, tmp_path: Path) -> None:
    done = run("escape", "main.go")
    assert done.code == 0
    assert "package command-line-arguments" in done.out


def test_the_next_command_works(run: Run, module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(module.parent)
    done = run("escape", "-C", "mod", "-tags", "a,b", ".")
    assert "Why? goloupe explain -C mod --tags a,b ./main.go:5:29 " in done.out
    assert "goes to the heap" in run("explain", "-C", "mod", "--tags", "a,b", "./main.go:5:29").out


def test_the_next_command_works_with_odd_names(run: Run, module: Path) -> None:
    (module / "a b.go").write_text("package main\n\nfunc more() *int { return new(int) }\n")
    assert "Why? goloupe explain './a b.go:3:30' " in run("escape", "a b.go").out


def test_a_report_that_cannot_be_written(run: Run, module: Path) -> None:
    done = run("escape", "-o", "no/such/directory/report.txt", "main.go")
    assert done.code == 2
    assert "goloupe: no/such/directory/report.txt: cannot write the report: No such file or directory\n" in done.err


def test_color(run: Run, module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" in run("escape", "--color=always").out
    assert "\x1b[" not in run("escape").out
    assert "\x1b[" not in run("escape", "--color", "never").out


def test_json(run: Run, module: Path) -> None:
    done = run("escape", "-format=json", "./...")
    data = json.loads(done.out)
    assert (data["schema"], data["kind"], data["inlining"]) == (1, "escape", False)
    packages = {p["path"]: p for p in data["packages"]}
    functions = {f["name"]: f for f in packages["example.com/mod"]["functions"]}
    (value,) = functions["New"]["values"]
    assert value["code"] == "GL1001"
    assert (value["file"], value["line"], value["column"]) == ("./main.go", 5, 29)
    assert (value["bytes"], value["allocated"], value["verdict"]) == (16, 16, "heap")
    assert data["errors"] == []
    heap = json.loads(run("escape", "-format=json", "-heap-only", "./...").out)
    assert all(v["verdict"] == "heap" for p in heap["packages"] for f in p["functions"] for v in f["values"])


def test_output_file(run: Run, module: Path) -> None:
    done = run("escape", "-o", "report.txt")
    assert (done.code, done.out) == (0, "")
    assert Path("report.txt").read_text() == run("escape").out


def test_output_that_cannot_be_written(run: Run, module: Path) -> None:
    done = run("escape", "-o", "no/such/dir/report.txt")
    assert done.code == 2
    assert "Traceback" not in done.err


def test_details_need_gc(run: Run, module: Path) -> None:
    assert run("escape", "-m=2").code == 2
    done = run("escape", "-m=2", "--format", "gc")
    assert "./main.go:5:29:   flow: ~r0 ← &{storage for &T{...}}:\n" in done.err


def test_type_error(run: Run, module: Path) -> None:
    Path("sub/deep/deep.go").write_text("package deep\n\nvar G int = nope\n")
    done = run("escape", "./...")
    assert done.code == 2
    assert done.err == "# example.com/mod/sub/deep\nsub/deep/deep.go:3:13: undefined: nope\n"
    assert "package example.com/mod  " in done.out  # the rest is reported all the same
    assert "Traceback" not in done.err


def test_syntax_error(run: Run, module: Path) -> None:
    Path("main.go").write_text("package main\n\nfunc main( {\n")
    done = run("escape", ".")
    assert done.code == 2
    assert "main.go:3" in done.err


def test_missing_import(run: Run, module: Path) -> None:
    Path("main.go").write_text('package main\n\nimport "no/such/thing"\n\nfunc main() { thing.F() }\n')
    done = run("escape", ".")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("main.go:3:8: package no/such/thing is not in std")


def test_no_such_package(run: Run, module: Path) -> None:
    done = run("escape", "./nope")
    assert done.code == 2
    assert "nope" in done.err
    assert "Traceback" not in done.err


def test_fail_on_heap(run: Run, module: Path) -> None:
    done = run("escape", "--fail-on-heap", "./sub/...")
    assert done.code == 1
    assert "sub/deep/deep.go:6:2: n goes to the heap: stored in a package variable (G) [GL1002]\n" in done.err
    assert "1 value on the heap" in done.err
    assert run("escape", "--fail-on-heap", "--func", "^Sum$").code == 0
    assert run("escape", "--fail-on-heap", "--format", "gc", "./sub/...").code == 1


def test_directives(run: Run, module: Path) -> None:
    source = Path("sub/deep/deep.go")
    text = source.read_text()
    source.write_text(text.replace("func Set", "//goloupe:noescape\nfunc Set"))
    done = run("escape", "./sub/...")
    assert done.code == 1
    assert "GL0001" in done.out
    assert run("escape", "--format", "gc", "./sub/...").code == 1
    assert run("escape", "--format", "json", "./sub/...").code == 1
    source.write_text(text.replace("n := 1", "n := 1 //goloupe:ignore GL1002 a test"))
    done = run("escape", "--fail-on-heap", "./sub/...")
    assert done.code == 0
    assert "[ignored: a test]" in done.out
    source.write_text(text.replace("n := 1", "n := 1 //goloupe:ingore GL1002 a test"))
    assert run("escape", "./sub/...").code == 1


def test_baseline(run: Run, module: Path) -> None:
    assert run("escape", "--baseline", "heap.json", "./...").code == 2
    done = run("escape", "--write-baseline", "heap.json", "./...")
    assert done.code == 0
    assert "wrote 3 findings" in done.err
    source = Path("sub/deep/deep.go")
    source.write_text("// A new line.\n" + source.read_text())
    done = run("escape", "--baseline", "heap.json", "./...")
    assert done.code == 0, done.err
    assert "in the baseline" in done.out
    source.write_text(source.read_text().replace("G = &n", "G = &n\n\tm := 2\n\tG = &m"))
    done = run("escape", "--baseline", "heap.json", "./...")
    assert done.code == 1
    assert done.err.splitlines()[-1] == "goloupe: 1 value on the heap not in the baseline"
    source.write_text("package deep\n\nvar G *int\n")
    done = run("escape", "--baseline", "heap.json", "./...")
    assert done.code == 0
    assert "1 entry of the baseline no longer occurs" in done.out
