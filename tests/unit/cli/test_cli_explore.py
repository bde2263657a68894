"""goloupe explore and goloupe replay."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from goloupe.explore.token import decode
from goloupe.report.lanes import WIDTH

from .conftest import ORDERS, Run, token

CLEAN = """\
package main

func main() {
	done := make(chan bool)
	go func() { done <- true }()
	<-done
}
"""

QUEUE = """\
package queue

import "testing"

func TestClose(t *testing.T) {
	jobs := make(chan int, 1)
	go func() {
		defer func() { recover() }()
		jobs <- 1
	}()
	close(jobs)
}

func TestSend(t *testing.T) {
	jobs := make(chan int, 1)
	done := make(chan bool)
	go func() {
		jobs <- 1
		done <- true
	}()
	close(jobs)
	<-done
}
"""

LIMITS = ("--time", "60s", "--jobs", "1", "--schedules", "1500", "--first")


EXITS = """\
package main

import "os"

func main() {
	ch := make(chan int, 2)
	for i := range 2 {
		go func() { ch <- 1 - i }()
	}
	os.Exit(<-ch)
}
"""


EXITS_FIRST = """\
package main

import "os"

func main() {
	c, done := make(chan int), make(chan bool)
	go func() { c <- 1 }()
	go func() {
		select {
		case <-c:
		default:
			os.Exit(3)
		}
		done <- true
	}()
	<-done
}
"""


def test_a_program_that_fails_in_the_natural_order_alone(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "main.go").write_text(EXITS_FIRST)
    explored = run("explore", "--format", "json", *LIMITS[:-1], "main.go")
    (finding,) = json.loads(explored.out)["findings"]
    assert explored.code == 1 and finding["code"] == "GL2006"
    assert finding["message"] == "the program exits with 0, and in the natural order with 3"
    again = run("replay", finding["token"])
    assert finding["message"] in again.out


def test_a_program_that_always_fails(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "main.go").write_text('package main\n\nimport "os"\n\nfunc main() { os.Exit(3) }\n')
    explored = run("explore", *LIMITS, "main.go")
    assert explored.code == 0
    assert "main.go: no bug: the only interleaving explored, in 2 schedules; every run exits with code 3, " in explored.out


EXAMPLES = """\
package queue

import (
	"fmt"
	"sync"
	"testing"
)

func inTwo(f func(int)) {
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Go(func() { f(i) })
	}
	wg.Wait()
}

func ExampleSend() {
	inTwo(func(i int) { fmt.Println(i) })
	// Output:
	// 1
	// 0
}

func ExampleClose() {
	inTwo(func(i int) { fmt.Println(i) })
	// Unordered output:
	// 0
	// 1
}

func ExampleNothing() { fmt.Println("is not run") }

func FuzzSend(f *testing.F) {
	f.Add(1)
	f.Add(7)
	f.Fuzz(func(t *testing.T, n int) {
		c := make(chan int, 1)
		go func() { c <- n }()
		select {
		case v := <-c:
			if v == 7 {
				t.Error("seven")
			}
		default:
		}
	})
}
"""
BESIDE = """package queue

import "testing"

var sent = map[string]int{}

func TestOne(t *testing.T) {
	t.Parallel()
	sent["one"]++
}

func TestOther(t *testing.T) {
	t.Parallel()
	sent["other"]++
}

func TestAlone(t *testing.T) {
	sent["alone"]++
}

func TestWithin(t *testing.T) {
	n := 0
	for range 2 {
		t.Run("sub", func(t *testing.T) {
			t.Parallel()
			n++
		})
	}
}
"""


def _found(run: Run, *arguments: str) -> dict[str, list[str]]:
    """The codes of what was found, by target."""
    done = json.loads(run("explore", "--time", "20s", "--seed", "1", "--format", "json", *arguments, ".").out)
    out: dict[str, list[str]] = {target["test"]: [] for target in done["targets"]}
    for finding in done["findings"]:
        out[finding["target"]["test"]].append(finding["code"])
    return out


def test_examples_and_the_seeds_of_fuzz_tests_are_explored(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "go.mod").write_text("module queue\n\ngo 1.27\n")
    (tmp_path / "queue_test.go").write_text(EXAMPLES)
    assert _found(run) == {"ExampleSend": ["GL2006"], "ExampleClose": [], "FuzzSend": ["GL2006"]}
    assert _found(run, "-run", "FuzzSend/seed#0") == {"FuzzSend": []}
    nothing = run("explore", *LIMITS, "-run", "ExampleNothing", ".")
    assert nothing.code == 2 and "nothing to explore: no tests match 'ExampleNothing'" in nothing.err


def test_parallel_tests_are_explored_together(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "go.mod").write_text("module queue\n\ngo 1.27\n")
    (tmp_path / "queue_test.go").write_text(BESIDE)
    alone = {"TestOne": [], "TestOther": [], "TestAlone": [], "TestWithin": ["GL2001"]}
    found = _found(run)
    together = found.pop("parallel tests")
    assert found == alone
    assert set(together) == {"GL2001", "GL2005"}  # They write to a map.
    assert set(_found(run, "-run", "TestOne|TestAlone")) == {"TestOne", "TestAlone"}
    text = run("explore", "--time", "20s", "-run", "TestO", ".").out
    token = re.search(r"goloupe replay (\S+)", text)
    assert token is not None
    replayed = run("replay", token[1])
    assert "WARNING: DATA RACE" in replayed.out + replayed.err


def test_a_replay_knows_the_exit_code_of_the_natural_order(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "main.go").write_text(EXITS)
    explored = run("explore", "--format", "json", *LIMITS, "main.go")
    (finding,) = json.loads(explored.out)["findings"]
    assert finding["kind"] == "fail"
    again = run("replay", finding["token"])
    assert again.code == 1
    assert finding["message"] in again.out


def test_a_deadlock_is_shown_and_replayed(run: Run, orders: Path) -> None:
    explored = run("explore", *LIMITS, "main.go")
    assert explored.code == 1
    assert re.match(r"main\.go:\d+: fatal error: all goroutines are asleep - deadlock!  GL2002\n", explored.out)
    assert "interrupted before " in explored.out
    assert "main.go: 1 bug, and stopped there" in explored.out
    assert max(map(len, explored.out.splitlines())) <= WIDTH
    again = run("replay", token(explored.out))
    assert again.code == 1
    assert "fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [" in again.err
    lanes = [line for line in explored.out.splitlines() if re.search(r"a\.Lock\(\)", line)]
    assert lanes and all(line in again.out for line in lanes)
    assert again.out == run("replay", token(explored.out), "main.go").out


def test_nothing_to_find(run: Run, tmp_path: Path) -> None:
    (tmp_path / "main.go").write_text(CLEAN)
    done = run("explore", "--time", "60s", "--schedules", "200", "-C", str(tmp_path), "main.go")
    assert done.code == 0
    assert done.out.count("\n") == 1 and "main.go: no bug: " in done.out


def test_tests_are_explored_one_by_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "go.mod").write_text("module example.com/queue\n\ngo 1.24\n")
    (tmp_path / "queue_test.go").write_text(QUEUE)
    # With races looked for there are two more: closing a channel writes it, and sending reads it.
    done = run("explore", *LIMITS, "--no-race", "-C", str(tmp_path), "--format", "json", ".")
    data = json.loads(done.out)
    assert done.code == 1
    assert [t["test"] for t in data["targets"]] == ["TestClose", "TestSend"]
    (finding,) = data["findings"]
    assert (finding["code"], finding["target"]["test"], finding["line"]) == ("GL2004", "TestSend", 18)
    assert finding["message"] == "panic: send on closed channel"
    assert any(row["kind"] == "result" for row in finding["lanes"]["rows"])
    assert decode(finding["token"]).test == "TestSend"
    assert run("replay", "-C", str(tmp_path), finding["token"]).code == 1
    assert run("explore", "-run", "Close$", *LIMITS, "--no-race", "-C", str(tmp_path)).code == 0
    nothing = run("explore", "-run", "Nothing", "-C", str(tmp_path))
    assert nothing.code == 2 and "no tests match 'Nothing'" in nothing.err


ORDER = """\
package order

import (
	"sync"
	"testing"
)

func TestOrder(t *testing.T) {
	var mu sync.Mutex
	var wg sync.WaitGroup
	got := ""
	for _, s := range []string{"a", "b"} {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			defer mu.Unlock()
			got += s
		}()
	}
	wg.Wait()
	if got != "ba" {
		t.Errorf("got %q", got)
	}
}

func TestRace(t *testing.T) {
	done := make(chan bool, 1)
	n := 0
	go func() {
		n++
		done <- true
	}()
	n++
	<-done
}
"""


def test_a_test_that_fails_in_some_schedules(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "go.mod").write_text("module example.com/order\n\ngo 1.24\n")
    (tmp_path / "order_test.go").write_text(ORDER)
    done = run("explore", *LIMITS, "-run", "TestOrder")
    assert done.code == 1
    assert done.out.startswith('order_test.go:23: TestOrder fails: got "ab"  GL2006\n')
    assert "--- FAIL: TestOrder" in run("replay", token(done.out)).out
    races = run("explore", *LIMITS[:-1], "-run", "TestRace")
    assert races.code == 1 and "GL2001" in races.out and "GL2006" not in races.out


def test_programs_and_tests_below(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "go.mod").write_text("module example.com/all\n\ngo 1.24\n")
    for name, text in (("one", CLEAN), ("two", CLEAN), ("queue", QUEUE)):
        (tmp_path / name).mkdir()
        (tmp_path / name / ("queue_test.go" if name == "queue" else "main.go")).write_text(text)
    done = run("explore", "--time", "60s", "--schedules", "20", "--jobs", "1", "--no-race", "./...")
    said = [line.partition(":")[0] for line in done.out.splitlines() if line.startswith("example.com/")]
    names = ["example.com/all/one", "example.com/all/two", "example.com/all/queue TestClose", "example.com/all/queue TestSend"]
    assert sorted(said) == sorted(names)


def test_sarif_has_a_flow_for_each_goroutine(run: Run, orders: Path) -> None:
    done = run("explore", *LIMITS, "--format", "sarif", "-o", "out.sarif", "main.go")
    assert done.code == 1 and not done.out
    (log,) = json.loads((orders / "out.sarif").read_text())["runs"]
    (result,) = log["results"]
    assert result["ruleId"] == "GL2002" == log["tool"]["driver"]["rules"][result["ruleIndex"]]["id"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "main.go"}
    flows = result["codeFlows"][0]["threadFlows"]
    assert len(flows) == 2
    order = [step["executionOrder"] for flow in flows for step in flow["locations"]]
    assert len(set(order)) == len(order)


def test_annotations(run: Run, orders: Path) -> None:
    done = run("explore", *LIMITS, "--format", "github", "main.go")
    (line,) = done.out.splitlines()
    assert line.startswith("::error file=main.go,line=")
    assert "%0A" in line and "title=GL2002%3A all goroutines are asleep::" in line


def test_junit(run: Run, orders: Path) -> None:
    done = run("explore", *LIMITS, "--format", "junit", "main.go")
    root = ET.fromstring(done.out)
    assert (root.get("tests"), root.get("failures")) == ("1", "1")
    failure = root.find("testsuite/testcase/failure")
    assert failure is not None and failure.get("type") == "GL2002" and "goloupe replay gl1_" in (failure.text or "")


def test_a_baseline_knows_what_was_there(run: Run, orders: Path) -> None:
    wrote = run("explore", *LIMITS, "--write-baseline", "known.json", "main.go")
    assert wrote.code == 0 and "wrote 1 finding to known.json" in wrote.err
    # Lines may move.
    (orders / "main.go").write_text(ORDERS.replace("func main() {", "func main() {\n\tprintln()"))
    done = run("explore", *LIMITS, "--baseline", "known.json", "main.go")
    assert done.code == 0 and "1 known from the baseline" in done.out and "gl1_" not in done.out
    assert run("explore", *LIMITS, "--baseline", "main.go", "main.go").code == 2


def test_a_directive_accepts_a_finding(run: Run, orders: Path) -> None:
    text = ORDERS.replace("\ta.Lock()\n\tb.Lock()\n", "\ta.Lock()\n\t//goloupe:ignore GL2002 known\n\tb.Lock()\n")
    (orders / "main.go").write_text(text)
    done = run("explore", *LIMITS, "main.go")
    assert done.code == 0 and "1 ignored by directives" in done.out
    # And it is none of the escape analysis's business.
    assert "GL0003" not in run("escape", "main.go").out


def test_a_token_of_another_program(run: Run, orders: Path) -> None:
    text = token(run("explore", *LIMITS, "main.go").out)
    (orders / "main.go").write_text(ORDERS.replace("waiting", "changed"))
    refused = run("replay", text)
    assert refused.code == 2 and "the token was made before the program main.go was changed" in refused.err and "--force" in refused.err
    forced = run("replay", "--force", text)
    assert forced.code == 1 and "GL2002" in forced.out
    (orders / "main.go").write_text(CLEAN)
    other = run("replay", "--force", text)
    assert other.code == 0 and "not the run that the token was made of" in other.err and "nothing goes wrong" in other.out


def test_a_token_of_another_place_says_whose_it_is(run: Run, orders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    of_program = token(run("explore", *LIMITS, "main.go").out)
    there, here = orders / "queue", orders / "other"
    for place, name in ((there, "TestSend"), (here, "TestOther")):
        place.mkdir()
        (place / "go.mod").write_text(f"module example.com/{place.name}\n\ngo 1.27\n")
        (place / "q_test.go").write_text(QUEUE.replace("TestSend", name))
    monkeypatch.chdir(there)
    of_test = token(run("explore", *LIMITS, "--run", "TestSend").out)
    monkeypatch.chdir(here)
    missing = run("replay", of_program)
    assert missing.code == 2
    assert "the token is about the program main.go, which cannot be read here: stat main.go: no such file" in missing.err
    for verb in ("replay", "repro"):
        other = run(verb, of_test)
        assert other.code == 2 and "-C DIR" in other.err
        assert "the token is about TestSend of package example.com/queue, which" in other.err
    assert run("replay", "-C", str(there), of_test).code == 1
    (here / "q_test.go").write_text(QUEUE)
    other = run("replay", of_test)
    assert "which is not here: . names TestSend of package example.com/other\n" in other.err


@pytest.mark.parametrize(
    ("text", "said"),
    [("nonsense", "is no token"), ("gl1_AAAA", "damaged"), ("gl7_AAAA", "version 7, and this goloupe reads versions up to 1")],
)
def test_bad_tokens(run: Run, text: str, said: str) -> None:
    done = run("replay", text)
    assert done.code == 2 and said in done.err and "Traceback" not in done.err


def test_the_trace_of_a_replay(run: Run, orders: Path) -> None:
    text = token(run("explore", *LIMITS, "main.go").out)
    assert run("replay", "--trace", "t.trace", text).code == 1
    exported = run("export", "t.trace")
    assert exported.code == 0 and "sync.Mutex.Lock" in exported.out
    nowhere = run("replay", "--trace", "/no/such/place", text)
    assert nowhere.code == 2 and "the trace cannot be written" in nowhere.err


def test_a_full_disk_is_said(run: Run, orders: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no device that is always full")
    text = token(run("explore", *LIMITS, "main.go").out)
    done = run("replay", "--trace", "/dev/full", text)
    assert done.code == 2 and "could not be written: No space left on device" in done.err
    assert "GL2002" in done.out


def test_wrong_usage(run: Run, orders: Path) -> None:
    assert run("explore", "--strategy", "nonsense", "main.go").code == 2
    assert run("explore", "-run", "(", ".").code == 2
    assert run("explore", "-C", "/no/such/place").code == 2
    assert run("explore", "--time", "soon", "main.go").code == 2
    (orders / "main.go").write_text("package main\n\nfunc main() { x }\n")
    broken = run("explore", "main.go")
    assert broken.code == 2 and "undefined: x" in broken.err


def test_what_was_found_is_kept_on_interrupt(orders: Path) -> None:
    terminal, shown = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "goloupe", "explore", "--time", "2m", "--strategy", "random", "main.go"],
        stdout=subprocess.PIPE,
        stderr=shown,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TERM": "xterm"},
    )
    os.close(shown)
    said = b""
    while b" 1 found" not in said:
        data = os.read(terminal, 1 << 16)
        assert data, said.decode()
        said = (said + data)[-10_000:]
    process.send_signal(signal.SIGINT)
    with contextlib.suppress(OSError):  # So a terminal says that nobody writes to it any more.
        while os.read(terminal, 1 << 16):
            pass
    out, _ = process.communicate(timeout=60)
    os.close(terminal)
    assert process.returncode == 1, said.decode()
    assert "GL2002" in out and "interrupted: this is what was found so far" in out


def test_what_cannot_be_served_is_said(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "main.go").write_text('package main\n\nimport "net"\n\nfunc main() {\n\tnet.Listen("tcp", "")\n}\n')
    done = run("explore", *LIMITS, "main.go")
    assert done.code == 2 and "main.go: not explored: " in done.out and "main.go:6: the network is not supported" in done.out
    (tmp_path / "go.mod").write_text("module example.com/p\n\ngo 1.24\n")
    test = 'package p\n\nimport (\n\t"net"\n\t"testing"\n)\n\nfunc TestNet(*testing.T) {\n\tnet.Listen("tcp", "")\n}\n'
    (tmp_path / "main.go").unlink()
    (tmp_path / "p_test.go").write_text(test)
    tested = run("explore", *LIMITS)
    assert tested.code == 2 and "TestNet: not explored: " in tested.out and "GL2" not in tested.out


def test_it_is_said_that_nobody_sends_a_signal(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    wait = 'import (\n\t"os"\n\t"os/signal"\n)\n\nfunc main() {\n\tc := make(chan os.Signal, 1)\n\tsignal.Notify(c)\n\t<-c\n}\n'
    (tmp_path / "main.go").write_text("package main\n\n" + wait)
    done = run("explore", *LIMITS, "main.go")
    assert done.code == 0 and "main.go: no bug: " in done.out
    assert "runs end where the program waits for a signal, or for input: nobody sends any\n" in done.out


def test_loops_without_end_are_cut_off(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "main.go").write_text("package main\n\nfunc main() {\n\tfor x := 0; ; x++ {\n\t}\n}\n")
    done = run("explore", "--time", "1s", "--jobs", "1", "main.go")
    # Such loops are points now and then, so that either limit may be reached first.
    assert "cut off after too m" in done.out
    if done.code == 2:
        assert ": no verdict: " in done.out and "it is not known whether" in done.out
    else:
        assert done.code == 1 and "GL2" in done.out
    assert "no bug" not in done.out


def test_standard_input_is_empty(orders: Path) -> None:
    read = (
        'package main\n\nimport "os"\n\nfunc main() {\n\tn, _ := os.Stdin.Read(make([]byte, 1))\n\tif n > 0 {\n\t\tpanic("read")\n\t}\n}\n'
    )
    (orders / "main.go").write_text(read)
    line = [sys.executable, "-m", "goloupe", "explore", "--schedules", "10", "main.go"]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(line, input="something", capture_output=True, text=True, env=env, timeout=100, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
