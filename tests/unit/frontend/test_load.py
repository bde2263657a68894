"""What loading makes of good and of bad source. Messages are those of `go build`, with paths relative to the directory of the request."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from goloupe.frontend import FrontEnd, LoadFailed, LoadResult, Toolchain
from goloupe.frontend.toolchain import find_toolchain
from tests.unit.frontend.conftest import messages, paths

Tree = Callable[[Mapping[str, str | bytes]], Path]

MOD = "module example.com/m\n\ngo 1.22\n"


def versions(result: LoadResult) -> dict[str, str]:
    """The language versions of all packages but the standard library's."""
    return {package.path: package.goversion for package in result.packages if not package.standard}


def test_a_single_file(front_end: FrontEnd, tree: Tree) -> None:
    directory = tree({"main.go": 'package main\n\nimport "errors"\n\nfunc main() { panic(errors.New("x")) }\n'})
    result = front_end.load(["main.go"], directory=directory)
    (root,) = result.roots
    assert (root.path, root.name, root.files) == ("command-line-arguments", "main", (str(directory / "main.go"),))
    assert root.imports == ("errors",)
    assert root.goversion == ""
    assert messages(result) == []
    assert (result.goos, result.goversion[:4]) == ("linux" if os.name == "posix" else "windows", "go1.")


def test_dependencies_come_first(front_end: FrontEnd, tree: Tree) -> None:
    result = front_end.load(["main.go"], directory=tree({"main.go": 'package main\n\nimport _ "strconv"\n\nfunc main() {}\n'}))
    seen: set[str] = set()
    for package in result.packages:
        assert set(package.imports) <= seen
        seen.add(package.path)
    assert {"strconv", "unsafe"} <= seen
    assert [package.path for package in result.packages if package.root] == ["command-line-arguments"]
    assert all(package.standard for package in result.packages if not package.root)


def test_a_module(front_end: FrontEnd, tree: Tree) -> None:
    directory = tree(
        {
            "go.mod": MOD,
            "main.go": 'package main\n\nimport "example.com/m/sub"\n\nfunc main() { sub.F() }\n',
            "sub/sub.go": "package sub\n\nfunc F() {}\n",
        }
    )
    result = front_end.load(["./..."], directory=directory)
    assert paths(result) == ["example.com/m/sub", "example.com/m"]
    assert {package.goversion for package in result.roots} == {"1.22"}
    assert messages(result) == []
    alone = front_end.load(directory=directory)
    assert paths(alone) == ["example.com/m"]
    assert [package.path for package in alone.packages if not package.standard] == ["example.com/m/sub", "example.com/m"]


def test_a_vendored_tree(front_end: FrontEnd, tree: Tree) -> None:
    directory = tree(
        {
            "go.mod": MOD + "\nrequire example.org/lib v1.0.0\n",
            "main.go": 'package main\n\nimport "example.org/lib"\n\nfunc main() { lib.F() }\n',
            "vendor/modules.txt": "# example.org/lib v1.0.0\n## explicit; go 1.19\nexample.org/lib\n",
            "vendor/example.org/lib/lib.go": "package lib\n\nfunc F() {}\n",
        }
    )
    result = front_end.load(["./..."], directory=directory)
    assert messages(result) == []
    assert versions(result) == {"example.org/lib": "1.19", "example.com/m": "1.22"}


def test_packages_vendored_in_the_standard_library(front_end: FrontEnd, tree: Tree) -> None:
    result = front_end.load(["crypto/x509"], directory=tree({}))
    assert messages(result) == []
    (root,) = result.roots
    vendored = [path for path in root.imports if path.startswith("vendor/golang.org/x/")]
    assert vendored


def test_a_workspace(front_end: FrontEnd, tree: Tree) -> None:
    directory = tree(
        {
            "go.work": "go 1.22\n\nuse (\n\t./a\n\t./b\n)\n",
            "a/go.mod": "module example.com/a\n\ngo 1.22\n\nrequire example.com/b v0.0.0\n",
            "a/a.go": 'package a\n\nimport "example.com/b"\n\nvar X = b.X\n',
            "b/go.mod": "module example.com/b\n\ngo 1.21\n",
            "b/b.go": "package b\n\nvar X int\n",
        }
    )
    result = front_end.load(["./a/..."], directory=directory)
    assert messages(result) == []
    assert versions(result) == {"example.com/b": "1.21", "example.com/a": "1.22"}


def test_tags(front_end: FrontEnd, tree: Tree) -> None:
    directory = tree({"go.mod": MOD, "a.go": "package m\n", "b.go": "//go:build special\n\npackage m\n"})
    assert [Path(f).name for f in front_end.load(directory=directory).roots[0].files] == ["a.go"]
    assert [Path(f).name for f in front_end.load(directory=directory, args=["-tags=special"]).roots[0].files] == ["a.go", "b.go"]


def test_an_overlay(front_end: FrontEnd, tree: Tree) -> None:
    directory = tree(
        {
            "go.mod": MOD,
            "a.go": "package m\n\nvar x int = true\n",
            "other/a.txt": "package m\n\nvar x = true\n",
            "overlay.json": '{"Replace": {"a.go": "other/a.txt"}}',
        }
    )
    assert messages(front_end.load(directory=directory)) != []
    for args in (["-overlay=overlay.json"], ["-overlay", "overlay.json"], ["--overlay=overlay.json"]):
        assert messages(front_end.load(directory=directory, args=args)) == []


def test_test_variants(front_end: FrontEnd, tree: Tree) -> None:
    directory = tree(
        {
            "go.mod": MOD,
            "a.go": "package m\n\nfunc F() int { return g() }\n\nfunc g() int { return 1 }\n",
            "a_test.go": 'package m\n\nimport "testing"\n\nfunc TestG(t *testing.T) { H() }\n\nfunc H() int { return g() }\n',
            "x_test.go": 'package m_test\n\nimport (\n\t"testing"\n\n\t"example.com/m"\n)\n\nfunc TestF(t *testing.T) { m.H() }\n',
        }
    )
    result = front_end.load(directory=directory, tests=True)
    assert messages(result) == []
    assert paths(result) == ["example.com/m", "example.com/m [example.com/m.test]", "example.com/m_test [example.com/m.test]"]
    assert [package.for_test for package in result.roots] == ["", "example.com/m", "example.com/m"]
    assert "example.com/m [example.com/m.test]" in result.roots[2].imports


def test_another_platform(toolchain: Toolchain, tree: Tree) -> None:
    directory = tree(
        {
            "go.mod": MOD,
            "a_windows.go": 'package m\n\nimport "syscall"\n\nvar H syscall.Handle\n',
            "a_linux.go": "package m\n\nvar H int\n",
            "b.go": 'package m\n\nimport (\n\t"os"\n\t"unsafe"\n)\n\nvar _ [8 - 4*(unsafe.Sizeof(0)/4)]int\n\nvar F = os.Getpid\n',
        }
    )
    with FrontEnd(toolchain, environ={**os.environ, "GOOS": "windows", "GOARCH": "386", "CGO_ENABLED": "0"}) as front_end:
        result = front_end.load(directory=directory)
    assert (result.goos, result.goarch) == ("windows", "386")
    assert [Path(f).name for f in result.roots[0].files] == ["a_windows.go", "b.go"]
    assert messages(result) == []


def test_a_syntax_error(front_end: FrontEnd, tree: Tree) -> None:
    directory = tree(
        {
            "go.mod": MOD,
            "bad/a.go": "package bad\n\nfunc F( {\n",
            "bad/b.go": "package bad\n\nvar y int = true\n\nfunc g() { x := }\n",
            "good/a.go": "package good\n",
        }
    )
    result = front_end.load(["./..."], directory=directory)
    assert paths(result) == ["example.com/m/bad", "example.com/m/good"]
    assert messages(result) == [
        "bad/a.go:3:9: syntax error: expected ')', found '{'",
        "bad/b.go:5:17: syntax error: expected operand, found '}'",
    ]


def test_type_errors_in_the_compilers_words_and_order(front_end: FrontEnd, tree: Tree) -> None:
    source = """package main

import "os"

func main() { x := 1; println(y); return 3 }
func main() {}
func ext(int) int
"""
    result = front_end.load(directory=tree({"go.mod": MOD, "main.go": source}))
    assert messages(result) == [
        './main.go:3:8: "os" imported and not used',
        "./main.go:5:15: declared and not used: x",
        "./main.go:5:31: undefined: y",
        "./main.go:5:42: too many return values\n\thave (number)\n\twant ()",
        "./main.go:6:6: main redeclared in this block\n\t./main.go:5:6: other declaration of main",
        "./main.go:7:6: missing function body",
    ]


def test_what_imports_a_broken_package_is_not_blamed_for_it(front_end: FrontEnd, tree: Tree) -> None:
    directory = tree(
        {
            "go.mod": MOD,
            "a/a.go": "package a\n\nfunc F() int {\n",
            "b/b.go": 'package b\n\nimport "example.com/m/a"\n\nvar X string = a.F()\n',
            "c/c.go": "package c\n\nvar x int = true\n",
        }
    )
    result = front_end.load(["./..."], directory=directory)
    assert messages(result) == [
        "a/a.go:3:16: syntax error: expected ';', found 'EOF'",
        "c/c.go:3:13: cannot use true (untyped bool constant) as int value in variable declaration",
    ]
    assert [package.incomplete for package in result.roots] == [True, True, True]


def test_bodies_of_dependencies_are_not_checked(front_end: FrontEnd, tree: Tree) -> None:
    directory = tree(
        {
            "go.mod": MOD,
            "a/a.go": 'package a\n\nimport "fmt"\n\nfunc F(n int) (err error) { fmt.Println(n); undefined(); return }\n\nfunc init() {}\n',
            "main.go": 'package main\n\nimport "example.com/m/a"\n\nfunc main() { a.F(1) }\n',
        }
    )
    assert messages(front_end.load(directory=directory)) == []
    assert messages(front_end.load(["./..."], directory=directory)) == ["a/a.go:5:45: undefined: undefined"]


def test_missing_imports(front_end: FrontEnd, tree: Tree) -> None:
    directory = tree(
        {
            "go.mod": MOD,
            "a/a.go": 'package a\n\nimport (\n\t"example.com/m/none"\n\t"no/such"\n)\n\nvar X = such.X + none.X\n',
            "b/b.go": "package b\n\nvar x int = true\n",
        }
    )
    result = front_end.load(["./..."], directory=directory)
    said = sorted(messages(result))
    assert len(said) == 3
    assert said[0].startswith("a/a.go:4:2: ")
    assert "example.com/m/none" in said[0]
    assert said[1].startswith("a/a.go:5:2: package no/such is not in std")
    assert said[2].startswith("b/b.go:3:13: cannot use true")


def test_an_import_cycle(front_end: FrontEnd, tree: Tree) -> None:
    directory = tree(
        {
            "go.mod": MOD,
            "a/a.go": 'package a\n\nimport _ "example.com/m/b"\n',
            "b/b.go": 'package b\n\nimport _ "example.com/m/a"\n',
        }
    )
    (said,) = messages(front_end.load(["./..."], directory=directory))
    assert said.endswith("import cycle not allowed")
    go = find_toolchain(None, directory=directory)
    built = subprocess.run([go.path, "build", "./a"], cwd=directory, capture_output=True, text=True, check=False, env=go.environment())
    (same,) = messages(front_end.load(["./a"], directory=directory))
    assert same == built.stderr.strip() and "imports example.com/m/b from a.go" in same


@pytest.mark.parametrize("pattern", ["./sub/...", "fmtt...", "example.com/nothing/..."])
def test_no_package_matches(front_end: FrontEnd, tree: Tree, pattern: str) -> None:
    directory = tree({"go.mod": MOD, "a.go": "package m\n", "sub/readme": ""})
    with pytest.raises(LoadFailed, match=r"matched no packages") as error:
        front_end.load([pattern], directory=directory)
    assert error.value.kind == "list"
    assert pattern in str(error.value)


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("./none", "directory not found"),
        ("nothing", "is not in std"),
        ("none.go", "none.go"),
        ("./sub", "no Go files in"),
    ],
)
def test_patterns_that_name_nothing(front_end: FrontEnd, tree: Tree, pattern: str, message: str) -> None:
    result = front_end.load([pattern], directory=tree({"go.mod": MOD, "a.go": "package m\n", "sub/readme": ""}))
    (said,) = messages(result)
    assert message in said
    assert result.roots[0].errors


def test_packages_without_files_for_this_build(front_end: FrontEnd, tree: Tree) -> None:
    directory = tree(
        {
            "go.mod": MOD,
            "a.go": 'package m\n\nimport (\n\t_ "example.com/m/other"\n\t_ "example.com/m/tests"\n)\n\nvar X = undefined\n',
            "other/a_plan9.go": "package other\n",
            "tests/a_test.go": "package tests\n",
            "unused/a_plan9.go": "package unused\n",
            "unused/tests/a_test.go": "package tests\n",
        }
    )
    assert messages(front_end.load(["./unused/..."], directory=directory)) == []
    (said,) = messages(front_end.load(["./unused"], directory=directory))
    assert said.endswith(f"build constraints exclude all Go files in {directory}/unused")
    assert messages(front_end.load(["./unused/tests"], directory=directory)) == [
        f"example.com/m/unused/tests: no non-test Go files in {directory}/unused/tests"
    ]
    assert messages(front_end.load(["./unused/tests"], directory=directory, tests=True)) == []
    excluded, tests = sorted(messages(front_end.load(["./..."], directory=directory)))
    assert excluded.endswith(f"build constraints exclude all Go files in {directory}/other")
    assert tests == f"example.com/m/tests: no non-test Go files in {directory}/tests"


def test_a_missing_file_to_embed(front_end: FrontEnd, tree: Tree) -> None:
    source = 'package m\n\nimport _ "embed"\n\n//go:embed data/*.txt\nvar Data string\n'
    assert messages(front_end.load(directory=tree({"go.mod": MOD, "a.go": source}))) == [
        "a.go:5:12: pattern data/*.txt: no matching files found"
    ]
    assert messages(front_end.load(directory=tree({"data/x.txt": ""}))) == []


def test_files_of_variables(front_end: FrontEnd, tree: Tree) -> None:
    source = """package m

import "embed"

//go:embed data/x.txt

var Text string

var (
	//go:embed data "data/.h"
	Shown embed.FS
	//go:embed all:data
	All embed.FS
	//go:embed d*/?.txt
	Some embed.FS
	None string
)

func f() { const s = `
//go:embed data/x.txt
` }
"""
    files = {"data/x.txt": "x", "data/.h": "", "data/sub/_y/z.txt": "", "data/sub/y.txt": ""}
    (package,) = (p for p in front_end.list(directory=tree({"go.mod": MOD, "a.go": source, **files})).packages if p.root)
    found = {e.name: sorted(name for name, _ in e.files) for e in package.embeds}
    assert found == {
        "Text": ["data/x.txt"],
        "Shown": ["data/.h", "data/sub/y.txt", "data/x.txt"],
        "All": ["data/.h", "data/sub/_y/z.txt", "data/sub/y.txt", "data/x.txt"],
        "Some": ["data/x.txt"],
    }
    assert all(Path(place).is_file() for e in package.embeds for _, place in e.files)


def test_a_broken_go_mod(front_end: FrontEnd, tree: Tree) -> None:
    with pytest.raises(LoadFailed, match=r"go\.mod:1: unknown directive: nonsense") as error:
        front_end.load(directory=tree({"go.mod": "nonsense\n", "a.go": "package m\n"}))
    assert error.value.kind == "list"


def test_a_directory_that_does_not_exist(front_end: FrontEnd, tmp_path: Path) -> None:
    with pytest.raises(LoadFailed, match="no such file or directory"):
        front_end.load(directory=tmp_path / "none")


def test_invalid_utf8(front_end: FrontEnd, tree: Tree) -> None:
    directory = tree({"go.mod": MOD, "a.go": b'package m\n\nvar x = "\xff\xfe"\n\nvar y\xc0 int\n'})
    assert messages(front_end.load(directory=directory)) == ["./a.go:3:10: invalid UTF-8 encoding", "./a.go:5:6: invalid UTF-8 encoding"]


def test_nul_bytes(front_end: FrontEnd, tree: Tree) -> None:
    directory = tree({"go.mod": MOD, "a.go": b"package m\n\nvar x = 1\n" + b"\0" * 100})
    assert messages(front_end.load(directory=directory)) == ["./a.go:4:1: invalid NUL character"]


def test_a_byte_order_mark(front_end: FrontEnd, tree: Tree) -> None:
    assert messages(front_end.load(directory=tree({"go.mod": MOD, "a.go": b"\xef\xbb\xbfpackage m\n"}))) == []


def test_an_empty_file(front_end: FrontEnd, tree: Tree) -> None:
    (said,) = messages(front_end.load(["./..."], directory=tree({"go.mod": MOD, "a.go": b"", "b.go": "package m\n"})))
    assert said.startswith("a.go:1:1: expected 'package', found 'EOF'")


def test_a_file_that_cannot_be_read(front_end: FrontEnd, tree: Tree) -> None:
    directory = tree({"go.mod": MOD, "a.go": "package m\n\nvar X = 1\n", "good/b.go": "package good\n"})
    (directory / "gone.go").symlink_to(directory / "nowhere")
    (directory / "directory.go").mkdir()
    result = front_end.load(["./..."], directory=directory)
    assert messages(result) == [f"open {directory / 'gone.go'}: no such file or directory"]
    assert paths(result) == ["example.com/m", "example.com/m/good"]


def test_two_packages_in_one_directory(front_end: FrontEnd, tree: Tree) -> None:
    (said,) = messages(front_end.load(directory=tree({"go.mod": MOD, "a.go": "package a\n", "b.go": "package b\n"})))
    assert said.startswith("found packages a (a.go) and b (b.go)")


CGO = 'package m\n\n/*\nint twice(int x) { return 2 * x; }\n*/\nimport "C"\n\nfunc Twice(n int) int { return int(C.twice(C.int(n))) }\n'


@pytest.mark.skipif(not (shutil.which("gcc") or shutil.which("cc") or shutil.which("clang")), reason="needs a C compiler")
def test_cgo(toolchain: Toolchain, tree: Tree) -> None:
    directory = tree({"go.mod": MOD, "a.go": CGO, "b.go": "package m\n\nvar X int = true\n"})
    with FrontEnd(toolchain, environ={**os.environ, "CGO_ENABLED": "1"}) as front_end:
        result = front_end.load(directory=directory)
    assert messages(result) == ["./b.go:3:13: cannot use true (untyped bool constant) as int value in variable declaration"]
    (root,) = result.roots
    assert len(root.files) > 2
    assert "runtime/cgo" in root.imports


@pytest.mark.skipif(not (shutil.which("gcc") or shutil.which("cc") or shutil.which("clang")), reason="needs a C compiler")
def test_cgo_that_finds_a_fault(toolchain: Toolchain, tree: Tree) -> None:
    directory = tree({"go.mod": MOD, "a/a.go": 'package a\n\nimport "C"\n\nfunc F() { C.none() }\n'})
    with FrontEnd(toolchain, environ={**os.environ, "CGO_ENABLED": "1"}) as front_end:
        result = front_end.load(["./..."], directory=directory)
    assert messages(result) == ["a/a.go:5:12: could not determine what C.none refers to"]


def test_cgo_without_a_c_compiler(toolchain: Toolchain, tree: Tree) -> None:
    directory = tree({"go.mod": MOD, "a/a.go": CGO, "b/b.go": "package b\n\nvar X int = true\n"})
    with FrontEnd(toolchain, environ={**os.environ, "CGO_ENABLED": "1", "CC": "no-such-compiler"}) as front_end:
        result = front_end.load(["./..."], directory=directory)
    said = {package.path: [str(error) for error in package.errors] for package in result.roots}
    (cgo,) = said["example.com/m/a"]
    assert cgo.startswith('cgo: C compiler "no-such-compiler" not found')
    assert said["example.com/m/b"] == ["b/b.go:3:13: cannot use true (untyped bool constant) as int value in variable declaration"]


def test_cgo_turned_off(toolchain: Toolchain, tree: Tree) -> None:
    directory = tree({"go.mod": MOD, "a.go": CGO, "b.go": "package m\n"})
    with FrontEnd(toolchain, environ={**os.environ, "CGO_ENABLED": "0"}) as front_end:
        result = front_end.load(directory=directory)
    assert messages(result) == []
    assert [Path(f).name for f in result.roots[0].files] == ["b.go"]


DEPTH = 10_000


@pytest.mark.parametrize(
    "source",
    [
        "var x = " + "(" * DEPTH + "1" + ")" * DEPTH,
        "func f() " + "{" * DEPTH + "}" * DEPTH,
        "func f() { " + "func() {" * DEPTH + "}()" * DEPTH + " }",
        "var x " + "struct{a " * DEPTH + "int" + "}" * DEPTH,
        "func f(b bool) { " + "if b {} else " * DEPTH + "{} }",
        "var s string\n\nvar x = s" + "+s" * 90_000,
    ],
    ids=["parentheses", "blocks", "function literals", "structs", "else if", "operators"],
)
def test_deep_nesting(front_end: FrontEnd, tree: Tree, source: str) -> None:
    assert messages(front_end.load(directory=tree({"go.mod": MOD, "a.go": f"package m\n\n{source}\n"}))) == []


def test_nesting_without_end(front_end: FrontEnd, tree: Tree) -> None:
    source = "package m\n\nvar x = " + "(" * 1_000_000 + "1" + ")" * 1_000_000 + "\n"
    (said,) = messages(front_end.load(directory=tree({"go.mod": MOD, "a.go": source})))
    assert "exceeded max nesting depth" in said


def test_a_file_of_50_megabytes(front_end: FrontEnd, tree: Tree) -> None:
    text = 'const text = "' + "x" * 45_000_000 + '"\n'
    data = "var data = []byte{" + "0x00, 0xff, 0x7f, 0x80, " * 200_000 + "}\n"
    result = front_end.load(directory=tree({"go.mod": MOD, "a.go": f"package m\n\n{text}{data}var y int = true\n"}))
    assert messages(result) == ["./a.go:5:13: cannot use true (untyped bool constant) as int value in variable declaration"]


def test_language_versions(front_end: FrontEnd, tree: Tree) -> None:
    directory = tree(
        {
            "go.mod": "module example.com/m\n\ngo 1.20\n",
            "a.go": "package m\n\nfunc F() {\n\tfor range 3 {\n\t}\n}\n",
        }
    )
    (said,) = messages(front_end.load(directory=directory))
    assert said.startswith("./a.go:4:12: cannot range over 3 (untyped int constant): requires go1.22 or later")
