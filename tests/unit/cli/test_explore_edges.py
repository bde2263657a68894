"""goloupe explore, replay and repro at the edges: what is for the program, what stays on disk, what a table tells."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from goloupe.__main__ import start
from goloupe.cli.output import columns

from .conftest import Run

FEW = ("--time", "60s", "--jobs", "1", "--schedules", "40")
ARGUMENTS = """\
package main

import "os"

func main() {
	for i, arg := range os.Args[1:] {
		println(i, arg)
	}
	if len(os.Args) > 1 && os.Args[1] == "-boom" {
		panic(os.Args[2])
	}
}
"""
FLAGS = """\
package p

import (
	"flag"
	"testing"
)

var boom = flag.Bool("boom", false, "")

func TestIt(t *testing.T) {
	if *boom {
		t.Fatal(flag.Args())
	}
}
"""
LEAVES = """\
package main

import "os"

func main() {
	os.WriteFile("state", nil, 0o644)
	os.MkdirAll("some/dir", 0o755)
	os.WriteFile("some/dir/file", nil, 0o644)
	os.WriteFile("gone", nil, 0o644)
	os.Remove("gone")
	os.WriteFile(os.DevNull, nil, 0o644)
	os.ReadFile("main.go")
}
"""
POLL = """\
package main

import "sync/atomic"

func main() {
	var ready atomic.Bool
	for !ready.Load() {
	}
}
"""
COUNT = """\
package main

import "sync"

type counter struct{ m map[string]int }

func (c *counter) get() int {
	return c.m["n"]
}

func main() {
	c := &counter{map[string]int{}}
	var wg sync.WaitGroup
	done := make(chan bool, 1)
	wg.Add(1)
	go func() {
		defer wg.Done()
		c.get()
		done <- true
	}()
	c.m["n"] = 1
	<-done
	wg.Wait()
}
"""


SUBTESTS = """\
package p

import "testing"

func TestIt(t *testing.T) {
	t.Run("well", func(t *testing.T) {})
	t.Run("ill", func(t *testing.T) { t.Error("no") })
}
"""
LATE = """\
package p

import "testing"

var n int

func TestIt(t *testing.T) {
	go func() { n++ }()
	n++
}
"""


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "main.go"


def token(text: str) -> str:
    found = re.search(r"gl1_[\w-]+", text)
    assert found is not None
    return found[0]


@pytest.mark.parametrize("separator", ["--", "-args"])
def test_a_program_gets_its_arguments(run: Run, program: Path, separator: str) -> None:
    program.write_text(ARGUMENTS)
    assert run("explore", *FEW, "main.go").code == 0
    explored = run("explore", *FEW, "main.go", separator, "-boom", "--", "-x")
    assert explored.code == 1
    assert explored.out.startswith("main.go:10: panic: --  GL2004\n")
    again = run("replay", token(explored.out))
    assert again.code == 1
    assert again.err.startswith("0 -boom\n1 --\n2 -x\npanic: --\n")


def test_so_do_tests(run: Run, program: Path) -> None:
    program.with_name("go.mod").write_text("module p\n\ngo 1.24\n")
    program.with_name("p_test.go").write_text(FLAGS)
    assert run("explore", *FEW).code == 0
    explored = run("explore", *FEW, ".", "-args", "-boom", "a")
    assert explored.code == 1 and "p_test.go:12: [a]" in explored.out
    assert "p_test.go:12: [a]" in run("replay", token(explored.out)).out


def test_files_that_stay_are_named(run: Run, program: Path) -> None:
    program.write_text(LEAVES)
    done = run("explore", *FEW, "main.go")
    assert done.code == 0
    assert done.out.splitlines()[1:] == ["  each run sees the files that those before it left behind: some, state"]
    told = json.loads(run("explore", *FEW, "--format", "json", "main.go").out)
    assert told["targets"][0]["filesLeft"] == ["some/dir/file", "state"]


def test_a_loop_that_gets_nowhere_is_in_the_table(run: Run, program: Path) -> None:
    program.write_text(POLL)
    done = run("explore", *FEW, "--steps", "1000", "main.go")
    assert done.code == 1 and "  GL2007\n" in done.out
    assert "    7  for !ready.Load() {\n    … 999 more times\n" in done.out


def test_an_access_in_a_callee_comes_before_what_its_caller_does_next(run: Run, program: Path) -> None:
    program.write_text(COUNT)
    done = run("explore", *FEW, "main.go")
    rows = [line.lstrip(" >") for line in done.out.partition("───")[2].splitlines()]
    order = [next(i for i, row in enumerate(rows) if text in row) for text in ('8  return c.m["n"] (read)', "19  done <- true", "20  }()")]
    assert order == sorted(order)


def test_subtests_are_named_as_for_go_test(run: Run, program: Path) -> None:
    program.with_name("go.mod").write_text("module p\n\ngo 1.24\n")
    program.with_name("p_test.go").write_text(SUBTESTS)
    assert run("explore", *FEW, "-run", "TestIt/well").code == 0
    explored = run("explore", *FEW, "-run", "TestIt/i|Other")
    assert explored.code == 1
    again = run("replay", token(explored.out))
    assert again.code == 1 and "TestIt/ill" in again.out and "well" not in again.out
    assert (run("explore", "-run", "Other").code, run("explore", "-run", "(").code) == (2, 2)


def test_a_test_that_fails_for_a_race_after_it_is_that_race(run: Run, program: Path) -> None:
    program.with_name("go.mod").write_text("module p\n\ngo 1.24\n")
    program.with_name("p_test.go").write_text(LATE)
    explored = run("explore", *FEW)
    assert "GL2001" in explored.out and "GL2006" not in explored.out
    assert "data race: " in explored.out and " at p_test.go:9 and p_test.go:8  GL2001\n" in explored.out.replace(
        "8 and p_test.go:9", "9 and p_test.go:8"
    )


@pytest.mark.parametrize("verb", ["run", "test", "explore"])
def test_a_cache_that_cannot_be_written(run: Run, program: Path, monkeypatch: pytest.MonkeyPatch, verb: str) -> None:
    program.write_text(POLL)
    monkeypatch.setenv("GOLOUPE_CACHE", "/proc/x")
    done = run(verb, "main.go")
    assert done.code == 2
    assert done.err.startswith("goloupe: /proc/x: the cache cannot be written to: ")


TIMERS = """\
package main

import "time"

func main() {
	queues := map[string]chan int{"a": make(chan int)}
	go func() {
		<-time.After(time.Second)
		<-queues["a"]
	}()
	select {}
}
"""


def test_who_blocks_says_on_which_line(run: Run, program: Path) -> None:
    program.write_text(TIMERS)
    lines = [line.strip(" >") for line in run("explore", *FEW, "main.go").out.splitlines()]
    at = lines.index("8  <-time.After(time.Second)")
    assert lines[at + 1] == "waits to receive from time.After"
    assert 'waits to receive from queues["a"], for ever' in lines


def test_encodings_without_lines_and_arrows(program: Path) -> None:
    program.write_text(TIMERS.replace('"a"', '"é…"'))
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "goloupe", "explore", *FEW, "main.go"]
    done = subprocess.run(command, capture_output=True, env=environment, timeout=120, check=False)
    assert done.returncode == 1
    assert b"-----" in done.stdout and rb'<-queues["\xe9..."]' in done.stdout


@pytest.mark.parametrize(("terminal", "there", "wide"), [(False, "70", 100), (True, "70", 70), (True, "20", 60), (True, "300", 100)])
def test_a_table_is_not_wider_than_the_terminal(monkeypatch: pytest.MonkeyPatch, terminal: bool, there: str, wide: int) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal, raising=False)
    monkeypatch.setenv("COLUMNS", there)
    assert columns() == wide
    assert columns("report.txt") == 100


def test_an_interrupt_before_anything_has_begun(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("goloupe.bytecode.keep", interrupt)
    monkeypatch.setattr(sys, "argv", ["goloupe", "explore"])
    assert start() == 130
    assert capsys.readouterr().err == "goloupe: interrupted\n"


@pytest.mark.parametrize(
    ("args", "whose"),
    [
        (("explore",), ""),
        (
            ("replay", "gl1_Asdu_SS5B5kw4vMZdwAAAAABB3JhY2UuZ28AnbYE5w"),
            "the token is about the program race.go, which cannot be read here: ",
        ),
    ],
)
def test_a_file_that_is_not_there(run: Run, program: Path, args: tuple[str, ...], whose: str) -> None:
    done = run(*args, "nowhere.go")
    first = done.err.partition("\n")[0]
    assert done.code == 2 and first.startswith(f"goloupe: {whose}") and first.endswith("stat nowhere.go: no such file or directory")
    assert not program.exists()


def test_what_cannot_be_built_does_not_keep_the_rest_from_being_explored(run: Run, program: Path) -> None:
    program.with_name("go.mod").write_text("module m\n\ngo 1.24\n")
    for name, text in (("well", SUBTESTS), ("ill", SUBTESTS.replace('"no"', "no")), ("prog", "package main\n\nfunc main() { x }\n")):
        (program.parent / name).mkdir()
        (program.parent / name / ("main.go" if name == "prog" else "p_test.go")).write_text(text)
    done = run("explore", *FEW, "-run", "TestIt/well", "./...")
    assert (done.code, done.out.partition(":")[0]) == (2, "m/well TestIt")
    wrong = "goloupe: # m/prog\nprog/main.go:3:15: undefined: x\n"
    assert done.err == "goloupe: # m/ill [m/ill.test]\nill/p_test.go:7:44: undefined: no\n" + wrong
    done = run("explore", *FEW, "./...")
    assert done.code == 1 and wrong in done.err
    assert run("replay", token(done.out)).code == 1
    done = run("explore", *FEW, "./prog", "./ill")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"{wrong}# m/ill [m/ill.test]\n")


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("ignore GL2001 a counter", ""),
        ("ignore GL2001", "say why: //goloupe:ignore GL2001 reason"),
        ("ignore GL9999 a counter", "there is no code GL9999"),
        ("ignroe GL2001 a counter", "there is no directive //goloupe:ignroe; there are noescape and ignore"),
        ("ignore GL2002 a counter", "nothing to ignore here for GL2002, as far as these schedules show"),
    ],
)
def test_directives_that_do_nothing_are_named(run: Run, program: Path, comment: str, said: str) -> None:
    program.with_name("go.mod").write_text("module p\n\ngo 1.24\n")
    program.with_name("p_test.go").write_text(LATE.replace("\tn++\n", f"\tn++ //goloupe:{comment}\n"))
    done = run("explore", *FEW)
    assert (done.code, done.err) == (int(bool(said)), f"goloupe: p_test.go:9:6: {said}\n" if said else "")


def test_what_other_tests_may_need_is_not_missed(run: Run, program: Path) -> None:
    """With -run, neither directives that had nothing to do are named nor what of the baseline did not show up."""
    program.with_name("go.mod").write_text("module p\n\ngo 1.24\n")
    quiet = "func TestQuiet(t *testing.T) {\n\tn = 1 //goloupe:ignore GL2002 a counter\n}\n"
    program.with_name("p_test.go").write_text(f"{LATE}\n{quiet}")
    assert run("explore", *FEW, "--write-baseline", "known.json").code == 0
    some = run("explore", *FEW, "-run", "TestQuiet", "--baseline", "known.json")
    assert (some.code, some.err) == (0, "") and "baseline" not in some.out
    program.with_name("p_test.go").write_text(f"{LATE.replace('go func() { n++ }()', '')}\n{quiet}")
    every = run("explore", *FEW, "--baseline", "known.json")
    assert every.code == 0 and "nothing to ignore here for GL2002" in every.err and "1 of the baseline did not show up" in every.out
