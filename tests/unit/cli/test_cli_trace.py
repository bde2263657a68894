"""goloupe run --trace and --timeout, goloupe export: what a run leaves behind, and how it is stopped."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from .conftest import Run

PROGRAM = """\
package main

func work(in, out chan int) {
	for n := range in {
		out <- n * n
	}
	close(out)
}

func main() {
	in, out := make(chan int), make(chan int)
	go work(in, out)
	in <- 3
	println(<-out)
	close(in)
	%s
}
"""


def traced(run: Run, where: Path, last: str) -> tuple[int, Path]:
    program, trace = where / "main.go", where / "t.trace"
    program.write_text(PROGRAM % last)
    return run("run", "--trace", str(trace), str(program)).code, trace


@pytest.mark.parametrize(("last", "code"), [("<-out", 0), ('panic("x")', 2), ("<-out; select {}", 2)])
def test_a_trace_has_what_happened_where(run: Run, tmp_path: Path, last: str, code: int) -> None:
    got, trace = traced(run, tmp_path, last)
    assert got == code
    events = [json.loads(line) for line in run("export", "--format=json", str(trace)).out.splitlines()]
    at = f"{tmp_path}/main.go:"
    worker = next(e["other"] for e in events if e["event"] == "create" and e["position"] == f"{at}12")
    sends = [(e["goroutine"], e["position"]) for e in events if e["event"] == "send"]
    assert sorted(sends)[0][0] == 1
    assert {g for g, _ in sends} == {1, worker}
    reasons = {e["reason"] for e in events if e["event"] == "park"}
    assert reasons
    assert reasons <= {"chan receive", "chan send", "select (no cases)"}
    times = [e["time"] for e in events]
    assert times == sorted(times)
    table = run("export", "--format", "text", str(trace)).out
    assert f"create goroutine {worker}" in table


def test_perfetto_has_a_track_for_each_goroutine(run: Run, tmp_path: Path) -> None:
    _, trace = traced(run, tmp_path, "<-out")
    place = tmp_path / "out.json"
    assert run("export", str(trace), "-o", str(place)).code == 0
    events = json.loads(place.read_text())["traceEvents"]
    names = {e["args"]["name"] for e in events if e["name"] == "thread_name"}
    assert "1 main.main" in names
    assert any(name.endswith((" main.main.gowrap1", " main.work")) for name in names)
    slices = [e for e in events if e["ph"] == "X"]
    assert all(e["dur"] > 0 for e in slices)
    for track in {e["tid"] for e in slices}:
        mine = sorted((e["ts"], e["ts"] + e["dur"]) for e in slices if e["tid"] == track)
        assert all(a[1] <= b[0] for a, b in pairwise(mine)), "slices of a track overlap"
    assert {e["id"] for e in events if e["ph"] == "s"} == {e["id"] for e in events if e["ph"] == "f"}


def test_what_is_no_trace(run: Run, tmp_path: Path) -> None:
    _, trace = traced(run, tmp_path, "<-out")
    cut = tmp_path / "cut.trace"
    cut.write_bytes(trace.read_bytes()[:-10])
    done = run("export", str(cut))
    assert (done.code, done.err.splitlines()[0]) == (2, f"goloupe: {cut}: the trace is damaged, or its end is missing")
    later = tmp_path / "later.trace"
    later.write_bytes(b'{"goloupe-trace": 99}\n')
    assert "version 99" in run("export", str(later)).err
    for other in (tmp_path / "main.go", tmp_path / "missing"):
        done = run("export", str(other))
        assert (done.code, done.out) == (2, "")
        assert str(other) in done.err


def test_a_trace_that_cannot_be_written_is_said_before_the_program_runs(run: Run, tmp_path: Path) -> None:
    program = tmp_path / "main.go"
    program.write_text('package main\n\nfunc main() { println("ran") }\n')
    done = run("run", "--trace", str(tmp_path / "no" / "t.trace"), str(program))
    assert done.code == 2
    assert "ran" not in done.err


def test_a_program_without_end_is_stopped_with_a_dump(tmp_path: Path) -> None:
    program, trace = tmp_path / "main.go", tmp_path / "t.trace"
    program.write_text(
        "package main\n\nfunc main() {\n\tdefer println(1)\n\tgo func() { select {} }()\n\tdone := make(chan bool)\n"
        "\tgo func() { done <- true }()\n\t<-done\n\tfor {\n\t}\n}\n"
    )
    command = [sys.executable, "-m", "goloupe", "run", "--timeout=3s", "--trace", str(trace), str(program)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 2
    head, *goroutines = done.stderr.split("\n\n")
    assert head == "panic: program timed out after 3s"
    assert goroutines[0].startswith(f"goroutine 1 [running]:\nmain.main()\n\t{program}:")
    assert "created by main.main in goroutine 1" in goroutines[1]
    assert trace.stat().st_size > 0


TIMERS = """\
package deep

import (
	"testing"
	"time"
)

func Test(t *testing.T) {
	stopped := time.NewTimer(time.Hour)
	fired := make(chan bool)
	time.AfterFunc(time.Second, func() { close(fired) })
	time.Sleep(time.Millisecond)
	stopped.Stop()
	<-fired
}
"""


def test_timers_of_a_test(run: Run, module: Path) -> None:
    (module / "sub" / "deep" / "deep_test.go").write_text(TIMERS)
    trace = module / "t.trace"
    done = run("test", f"-trace={trace}", "-timeout=0", "-C", "sub/deep")
    assert done.code == 0, done.out + done.err
    events = [json.loads(line) for line in run("export", "--format=json", str(trace)).out.splitlines()]
    mine = [(e["event"], e["goroutine"], e["object"]) for e in events if e["event"] in ("set", "stop", "fire")]
    hour, second, millisecond = (number for what, _, number in mine if what == "set")
    assert len({hour, second, millisecond}) == 3
    assert [(what, n) for what, _, n in mine if what != "set"] == [("fire", millisecond), ("stop", hour), ("fire", second)]
    assert {g for what, g, _ in mine if what == "fire"} == {0}
    assert [e["position"].rpartition(":")[2] for e in events if e["event"] == "set"] == ["9", "11", "12"]
    sleeping = next(i for i, e in enumerate(events) if e.get("reason") == "sleep")
    assert events[sleeping + 1]["object"] == millisecond
    tracks = json.loads(run("export", str(trace)).out)["traceEvents"]
    assert any(e["name"] == "thread_name" and e["args"]["name"] == "timers" for e in tracks)


def test_a_trace_is_of_one_package(run: Run, module: Path) -> None:
    done = run("test", f"--trace={module / 't.trace'}", "./...")
    assert (done.code, done.err) == (1, "cannot use -trace flag with multiple packages\n")
