"""goloupe test: what it prints around the tests, its flags, and events in JSON."""

import json
import re
from pathlib import Path

import click
import pytest

from goloupe.cli.durations import duration, go_duration
from goloupe.launch.test2json import Converter

from .conftest import Run

PASSING = """\
package deep

import "testing"

func TestSet(t *testing.T) {
	Set()
	t.Run("again", func(t *testing.T) { t.Log(*G) })
}
"""

FAILING = PASSING.replace("Set()\n", 'Set()\n\tt.Error("no", *G)\n')


def timeless(text: str) -> str:
    return re.sub(r"\d+\.\d+s", "0s", text)


def test_passing_failing_and_none(run: Run, module: Path) -> None:
    tests = module / "sub" / "deep" / "deep_test.go"
    tests.write_text(PASSING)
    done = run("test", "./...")
    assert done.code == 0, done.err
    assert timeless(done.out) == "?   \texample.com/mod\t[no test files]\nok  \texample.com/mod/sub/deep\t0s\n"
    tests.write_text(FAILING)
    done = run("test", "./sub/deep")
    assert done.code == 1
    assert timeless(done.out) == "--- FAIL: TestSet (0s)\n    deep_test.go:7: no 1\nFAIL\nFAIL\texample.com/mod/sub/deep\t0s\nFAIL\n"


def test_flags_with_one_dash(run: Run, module: Path) -> None:
    (module / "sub" / "deep" / "deep_test.go").write_text(PASSING)
    done = run("test", "-v", "-run", "Nothing", "-count=1", "-C", "sub/deep")
    assert (done.code, timeless(done.out)) == (0, "testing: warning: no tests to run\nPASS\nok  \texample.com/mod/sub/deep\t0s\n")


def test_build_failure(run: Run, module: Path) -> None:
    (module / "sub" / "deep" / "deep_test.go").write_text("package deep\n\nvar x int = nope\n")
    done = run("test", "./sub/deep")
    assert (done.code, done.out) == (1, "FAIL\texample.com/mod/sub/deep [build failed]\nFAIL\n")
    assert done.err == "# example.com/mod/sub/deep [example.com/mod/sub/deep.test]\nsub/deep/deep_test.go:3:13: undefined: nope\n"


def test_a_program_under_test_is_a_package_like_any_other(run: Run, module: Path) -> None:
    # The program that runs the tests is another package main, with variables of the same names.
    (module / "main_test.go").write_text(
        'package main\n\nimport (\n\t"fmt"\n\t"testing"\n)\n\nvar tests = [2]int{3, 4}\n\nfunc ExampleNew() {\n'
        "\tfmt.Println(tests, Sum(New(5)))\n\t// Output: [3 4] 7\n}\n\nfunc TestPanic(t *testing.T) { panic(tests[1]) }\n"
    )
    done = run("test", "-v", ".")
    assert (done.code, "--- PASS: ExampleNew" in done.out) == (1, False)
    assert "\nexample.com/mod.TestPanic(...)\n" in done.out
    assert run("test", "-run=Example", ".").code == 0


UNSUPPORTED = """\
package deep

import (
	"fmt"
	"net"
	"testing"
)

func TestNetwork(t *testing.T) {
	defer t.Log("deferred", recover())
	net.Listen("tcp", "127.0.0.1:0")
	t.Log("not reached")
}

func TestElsewhere(t *testing.T) {
	done := make(chan int)
	go func() {
		defer close(done)
		net.Listen("tcp", "127.0.0.1:0")
	}()
	<-done
}

func TestOther(t *testing.T) { Set() }

func ExampleSet() {
	fmt.Println("here")
	net.Listen("tcp", "127.0.0.1:0")
	// Output: here
}
"""


def test_what_cannot_be_served_fails_its_test_only(run: Run, module: Path) -> None:
    (module / "sub" / "deep" / "deep_test.go").write_text(UNSUPPORTED)
    done = run("test", "-v", "./sub/deep")
    assert done.code == 1
    verdicts = re.findall(r"^--- (.*) \(", done.out, re.MULTILINE)
    assert verdicts == ["FAIL: TestNetwork", "FAIL: TestElsewhere", "PASS: TestOther", "FAIL: ExampleSet"]
    assert done.out.count("the network is not supported") == 3
    assert "deferred" in done.out
    assert "not reached" not in done.out


def test_durations() -> None:
    assert (duration("10m"), duration("1h0m1.5s"), duration("0")) == (600, 3601.5, 0)
    assert (go_duration(600), go_duration(3601.5), go_duration(0.25)) == ("10m0s", "1h0m1.5s", "250ms")
    assert [go_duration(s) for s in (0.0015, 2.5e-6, 1e-9, 0.9999999)] == ["1.5ms", "2.5\u00b5s", "1ns", "999.9999ms"]
    with pytest.raises(click.UsageError, match="invalid value"):
        duration("ten")


def test_events() -> None:
    lines: list[str] = []
    converter = Converter("p", lines.append)
    converter.write(b"\x16=== RUN   TestA\nhalf")
    converter.write(b" a <line>\n    a_test.go:1: \x0fwrong\x0e\n\x16--- FAIL: TestA (0.50s)\n\x16FAIL\n")
    converter.exited(False)
    converter.close()
    events = [json.loads(line) for line in lines]
    for event in events:
        assert event.pop("Time")
        assert event.pop("Package") == "p"
    assert events[:-1] == [
        {"Action": "start"},
        {"Action": "run", "Test": "TestA"},
        {"Action": "output", "Test": "TestA", "Output": "=== RUN   TestA\n", "OutputType": "frame"},
        {"Action": "output", "Test": "TestA", "Output": "half a <line>\n"},
        {"Action": "output", "Test": "TestA", "Output": "    a_test.go:1: "},
        {"Action": "output", "Test": "TestA", "Output": "wrong\n", "OutputType": "error"},
        {"Action": "output", "Test": "TestA", "Output": "--- FAIL: TestA (0.50s)\n", "OutputType": "frame"},
        {"Action": "fail", "Test": "TestA", "Elapsed": 0.5},
        {"Action": "output", "Output": "FAIL\n", "OutputType": "frame"},
    ]
    assert events[-1]["Action"] == "fail"
    assert "\\u003cline\\u003e" in lines[3]
