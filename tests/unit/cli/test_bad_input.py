"""What is said of programs that cannot be run, or that take too much: Go's words and exit codes, and never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Run

MAIN = "package main\n\n"
SOURCES = {
    "errors of types": (
        MAIN + 'import ("fmt"; "os")\n\nfunc main() {\n\tx := 1\n\tfmt.Println("a" + 1)\n\tundefined()\n}\n',
        [
            "# command-line-arguments",
            './f.go:3:16: "os" imported and not used',
            "./f.go:6:2: declared and not used: x",
            './f.go:7:14: invalid operation: "a" + 1 (mismatched types untyped string and untyped int)',
            "./f.go:8:2: undefined: undefined",
        ],
    ),
    "errors of syntax": (
        MAIN + "func main() {\n\tx := [3]int{1, 2, 3\n\t}\n\tfor i := 0; i < 3; i++\n\t{\n\t}\n\tvar z int =\n}\n\nfunc () { }\n",
        [
            "# command-line-arguments",
            "./f.go:4:21: syntax error: unexpected newline in composite literal; possibly missing comma or }",
            "./f.go:6:24: syntax error: unexpected newline, expected { after for clause",
            "./f.go:10:1: syntax error: unexpected }, expected expression",
            "./f.go:12:9: method has no receiver",
            "./f.go:12:9: syntax error: unexpected {, expected name",
        ],
    ),
    "no end": (
        MAIN + "func main() {\n",
        ["# command-line-arguments", "./f.go:4:1: syntax error: unexpected EOF, expected }"],
    ),
    "no Go": ("hello\n", ["f.go:1:1: expected 'package', found hello"]),
    "nothing": ("", ["f.go:1:1: expected 'package', found 'EOF'"]),
    "no main": (MAIN, ["# command-line-arguments", "runtime.main_main·f: function main is undeclared in the main package"]),
    "an import that is nowhere": (
        MAIN + 'import "example.com/x"\n\nfunc main() { x.F() }\n',
        [
            (
                "f.go:3:8: no required module provides package example.com/x: "
                "go.mod file not found in current directory or any parent directory; see 'go help modules'"
            ),
        ],
    ),
}

MEMORY = {
    "make([]byte, 1<<n)": "runtime: out of memory: cannot allocate 1099511627776-byte block",
    "make([][4]int, 1<<n)": "runtime: out of memory: cannot allocate 35184372088832-byte block",
    "make(chan int, 1<<n)": "runtime: out of memory: cannot allocate 8796093022208-byte block",
    "make([]int, 1<<(n+20))": "panic: runtime error: makeslice: len out of range",
    "make(chan int, 1<<(n+20))": "panic: makechan: size out of range",
    "func() any { s := `x`; for { s += s } }()": "runtime: out of memory",
}


@pytest.mark.parametrize("name", SOURCES)
def test_source(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    source, expected = SOURCES[name]
    (tmp_path / "f.go").write_text(source)
    monkeypatch.chdir(tmp_path)
    done = run("run", "f.go")
    assert (done.code, done.err.splitlines()) == (1, expected)


def test_a_directory_with_the_name_of_a_file(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "d.go").mkdir()
    monkeypatch.chdir(tmp_path)
    assert (run("run", "d.go").err, run("run", "d.go").code) == ("d.go is a directory, should be a Go file\n", 1)


@pytest.mark.parametrize("what", MEMORY)
def test_more_than_there_is(run: Run, tmp_path: Path, what: str) -> None:
    (tmp_path / "f.go").write_text(f"{MAIN}var n = 40\n\nfunc main() {{\n\tprintln({what} != nil)\n}}\n")
    done = run("run", str(tmp_path / "f.go"))
    assert done.code == 2
    assert done.err.splitlines()[0] == MEMORY[what]
    assert "goroutine 1 [running]:\nmain.main" in done.err
    assert ("\nfatal error: out of memory\n" in done.err) == ("out of memory" in MEMORY[what])


@pytest.mark.parametrize(
    ("files", "what", "message"),
    [
        (
            {"a_test.go": 'package deep\n\nimport "testing"\n\nfunc Test(t *testing.T) {\n'},
            "setup",
            "# example.com/mod/sub/deep\nsub/deep/a_test.go:5:27: expected '}', found 'EOF'\n",
        ),
        (
            {"a_test.go": 'package deep\n\nimport "testing"\n\nfunc TestX(t testing.T) {}\n'},
            "setup",
            "# example.com/mod/sub/deep\nDEEP/a_test.go:5:1: wrong signature for TestX, must be: func TestX(t *testing.T)\n",
        ),
        (
            {"a_test.go": 'package deep\n\nimport "testing"\n\nfunc TestX(t *testing.T) {}\n', "b.go": "package deep\n\nfunc f() {\n"},
            "build",
            "# example.com/mod/sub/deep [example.com/mod/sub/deep.test]\nsub/deep/b.go:4:1: syntax error: unexpected EOF, expected }\n",
        ),
    ],
)
def test_tests_that_do_not_compile(run: Run, module: Path, files: dict[str, str], what: str, message: str) -> None:
    deep = module / "sub" / "deep"
    for name, text in files.items():
        (deep / name).write_text(text)
    done = run("test", "-C", str(module), "./sub/deep")
    assert (done.code, done.out) == (1, f"FAIL\texample.com/mod/sub/deep [{what} failed]\nFAIL\n")
    assert done.err == message.replace("DEEP", str(deep))


@pytest.mark.parametrize("loop", ["for {\n\t}", "x := 0\n\tfor {\n\t\tx++\n\t}", "<-make(chan int)", "select {}"])
def test_a_test_that_never_ends(run: Run, module: Path, loop: str) -> None:
    (module / "sub" / "deep" / "deep_test.go").write_text(f'package deep\n\nimport "testing"\n\nfunc Test(t *testing.T) {{\n\t{loop}\n}}\n')
    done = run("test", "-C", str(module), "-timeout=1s", "./sub/deep")
    assert done.code == 1
    assert done.out.startswith("panic: test timed out after 1s\n\trunning tests:\n\t\tTest (1s)\n")
    assert done.out.endswith("s\nFAIL\n")


def test_a_program_that_never_ends(run: Run, tmp_path: Path) -> None:
    (tmp_path / "f.go").write_text(f"{MAIN}func main() {{\n\tfor {{\n\t}}\n}}\n")
    done = run("run", "--timeout=500ms", str(tmp_path / "f.go"))
    assert done.code == 2
    assert done.err.splitlines()[:4] == ["panic: program timed out after 500ms", "", "goroutine 1 [running]:", "main.main()"]
