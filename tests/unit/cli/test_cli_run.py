"""goloupe run: whose flags are whose, and what it says of programs that it cannot run."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from goloupe.frontend.toolchain import find_toolchain

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
    assert done.err.splitlines() == [
        "before",
        f"goloupe: {program}:11: unsafe.Slice is not supported: of a pointer that is not into an array",
    ]


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


def program_of(where: Path, imports: str, body: str) -> Path:
    program = where / "main.go"
    program.write_text(f"package main\n\nimport {imports}\n\nfunc main() {{\n\t{body}\n}}\n")
    return program


def test_the_network_is_refused_where_the_program_asks_for_it(run: Run, tmp_path: Path) -> None:
    program = program_of(tmp_path, '"net"', '_, _ = net.Listen("tcp", "127.0.0.1:0")')
    done = run("run", str(program))
    assert (done.code, done.out) == (2, "")
    assert done.err == f"goloupe: {program}:6: the network is not supported: there are no sockets (net.Pipe works)\n"


def test_another_process_is_refused_where_the_program_starts_it(run: Run, tmp_path: Path) -> None:
    program = program_of(tmp_path, '"os/exec"', '_ = exec.Command("/bin/true").Run()')
    done = run("run", str(program))
    assert (done.code, done.out) == (2, "")
    assert done.err == f"goloupe: {program}:6: starting another process is not supported: the model is of one program\n"


def test_cgo_is_refused_where_it_is_imported(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CGO_ENABLED", "1")
    program = tmp_path / "main.go"
    program.write_text('package main\n\n// int x() { return 3; }\nimport "C"\n\nfunc main() { println(C.x()) }\n')
    done = run("run", str(program))
    assert (done.code, done.out) == (1, "")
    # Without a C compiler the go command has its own words for it.
    assert done.err == f"{program}:4: cgo is not supported: there is no machine code to call\n" or "C compiler" in done.err


def test_a_file_that_is_not_there(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("run", "nosuch.go")
    assert (done.code, done.out, done.err) == (1, "", "stat nosuch.go: no such file or directory\n")


def test_a_full_disk_is_the_programs_affair(tmp_path: Path) -> None:
    body = "_, err := fmt.Println(string(make([]byte, 1<<20)))\n\tfmt.Fprintln(os.Stderr, err)\n\tos.Exit(7)"
    program = program_of(tmp_path, '(\n\t"fmt"\n\t"os"\n)', body)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([sys.executable, "-m", "goloupe", "run", str(program)], stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (7, b"write /dev/stdout: no space left on device\n")


def test_initialisation_has_the_lines_of_several_files(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "go.mod").write_text("module two\n\ngo 1.27\n")
    (tmp_path / "a.go").write_text("package main\n\nfunc main() { Fail() }\n")
    (tmp_path / "b.go").write_text("package main\n\nvar m map[int]int\n\nvar Fail = func() {\n\tm[0] = 1\n}\n")
    done = run("run", ".")
    assert done.code == 2
    assert f"\nmain.init.func1()\n\t{tmp_path}/b.go:6\nmain.main()\n\t{tmp_path}/a.go:3\n" in done.err


@pytest.mark.parametrize(("flag", "packages"), [("-emit-python", {"main"}), ("--emit-python=all", {"main", "strings", "unicode"})])
def test_the_python_of_a_program(run: Run, tmp_path: Path, flag: str, packages: set[str]) -> None:
    program = tmp_path / "p.go"
    program.write_text('package main\n\nimport "strings"\n\nfunc main() { println(strings.Title("é")) }\n')
    done = run("run", flag, str(program), "--emit-python=all")
    assert done.code == 0
    defined = {line.removeprefix("def ").partition("\u00b7")[0] for line in done.err.splitlines() if line.startswith("def ")}
    assert packages <= defined
    assert (len(defined) == 1) == (len(packages) == 1)


def test_the_version_is_the_toolchains(run: Run, tmp_path: Path) -> None:
    program = tmp_path / "p.go"
    program.write_text('package main\n\nimport "runtime"\n\nfunc main() { println(runtime.Version()) }\n')
    assert run("run", str(program)).err == f"{find_toolchain().version}\n"


def test_an_unknown_flag_is_named_as_a_whole(run: Run) -> None:
    done = run("run", "-nosuch", "main.go")
    assert (done.code, done.out) == (2, "")
    assert "--nosuch" in done.err


ENDLESS = """package main

import (
	"fmt"
	"os"
	"os/signal"
)

func main() {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	fmt.Println("ready")
	fmt.Println(<-c)
	if len(os.Args) > 1 {
		os.Exit(3)
	}
	fmt.Println("and on")
	select {}
}
"""


@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.parametrize(("arguments", "said", "code"), [(["once"], "", 3), ([], "and on\n", 130)])
def test_ctrl_c_is_the_programs_if_it_wants_it_once(tmp_path: Path, arguments: list[str], said: str, code: int) -> None:
    (tmp_path / "main.go").write_text(ENDLESS)
    command = [sys.executable, "-m", "goloupe", "run", str(tmp_path / "main.go"), *arguments]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGINT)
        assert process.stdout.readline() == "interrupt\n"
        if said:
            assert process.stdout.readline() == said
            process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert out == ""
    assert process.returncode == code, err


BUSY = 'package main\n\nimport "fmt"\n\nfunc main() {\n\tfor i := 0; ; i++ {\n\t\tfmt.Println(i)\n\t}\n}\n'


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_program_that_prints_and_prints_is_interrupted(tmp_path: Path) -> None:
    """The second Ctrl-C comes at once, when the first is being dealt with; what was printed before is there."""
    (tmp_path / "main.go").write_text(BUSY)
    printed = tmp_path / "out"
    command = [sys.executable, "-m", "goloupe", "run", str(tmp_path / "main.go")]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with printed.open("wb") as file, subprocess.Popen(command, stdout=file, stderr=subprocess.PIPE, env=env) as process:
        while not printed.stat().st_size and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err.strip()) == (130, b"goloupe: interrupted")
    *whole, _ = printed.read_text().split("\n")
    assert whole == [str(i) for i in range(len(whole))]
