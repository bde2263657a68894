"""goloupe run: whose flags are whose, and what it says of programs that it cannot run."""

from pathlib import Path

from .conftest import Run

UNSERVED = """\
package main

import "unsafe"

func main() {
	println("before")
	pair := struct{ a, b int32 }{1, 2}
	done := make(chan bool)
	go func() {
		defer func() { println(recover() != nil) }()
		println(len(unsafe.Slice(&pair.a, 2)))
		done <- true
	}()
	<-done
}
"""


def test_what_cannot_be_run_is_named_with_its_line(run: Run, tmp_path: Path) -> None:
    program = tmp_path / "main.go"
    program.write_text(UNSERVED)
    done = run("run", str(program))
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines() == ["before", f"goloupe: {program}:11: unsafe.Slice is not supported: of this pointer"]


def test_flags_after_the_program_are_the_programs(run: Run, tmp_path: Path) -> None:
    program = tmp_path / "main.go"
    program.write_text('package main\n\nimport (\n\t"fmt"\n\t"os"\n)\n\nfunc main() { fmt.Println(os.Args[1:]) }\n')
    done = run("run", "-seed=3", "--gomaxprocs", "2", str(program), "-seed", "--", "-x")
    assert (done.code, done.out, done.err) == (0, "[-seed -- -x]\n", "")


def test_no_main_package(run: Run, tmp_path: Path) -> None:
    program = tmp_path / "lib.go"
    program.write_text("package lib\n")
    done = run("run", str(program))
    assert (done.code, done.out) == (1, "")
    assert done.err.splitlines()[0] == "package command-line-arguments is not a main package"
