"""Frames of package runtime in race reports: which there are was recorded from ``go run -race`` of Go 1.27.3."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .conftest import Run

PROGRAM = """\
package main

import "time"

type pair struct{ a, b int }

var sink any

func main() {
	done := make(chan bool)
%s
	go func() {
%s
		done <- true
	}()
%s
	time.Sleep(time.Millisecond)
	<-done
	sink = &%s
}
"""

RACES = {
    "string keys": ("m := map[string]int{}", 'm["a"] = 1', 'm["b"] = 2', ["mapassign_faststr"], ["mapassign_faststr"]),
    "keys of 64 bits": ("m := map[int]int{}", "m[1] = 1", "m[2] = 2", ["mapassign_fast64"], ["mapassign_fast64"]),
    "keys of 32 bits": ("m := map[int32]int{}", "m[1] = 1", "m[2] = 2", ["mapassign_fast32"], ["mapassign_fast32"]),
    "made": ("m := make(map[rune]int)", "m[1] = 1", "m[2] = 2", ["mapassign_fast32"], ["mapassign_fast32"]),
    "pointers": ("m := map[*int]int{}", "m[new(int)] = 1", "m[nil] = 2", ["mapassign_fast64ptr"], ["mapassign_fast64ptr"]),
    "small keys": ("m := map[byte]int{}", "m[1] = 1", "m[2] = 2", ["mapassign"], ["mapassign"]),
    "structs": ("m := map[pair]int{}", "m[pair{1, 2}] = 1", "m[pair{2, 3}] = 2", ["mapassign"], ["mapassign"]),
    "delete": ('m := map[string]int{"a": 1}', 'delete(m, "a")', 'm["b"] = 2', ["mapdelete_faststr"], ["mapassign_faststr"]),
    "clear": ('m := map[string]int{"a": 1}', "clear(m)", 'm["b"] = 2', ["mapclear"], ["mapassign_faststr"]),
    "comma ok": (
        'm := map[string]int{"a": 1}',
        'm["a"] = 2',
        '_, ok := m["a"]\n\tsink = ok',
        ["mapassign_faststr"],
        ["mapaccess2_faststr"],
    ),
    "range": (
        'm := map[string]int{"a": 1}',
        'm["c"] = 4',
        "for k := range m {\n\t\tsink = k\n\t}",
        ["mapassign_faststr"],
        ["mapIterStart"],
    ),
    "length": ('m := map[string]int{"a": 1}', 'm["c"] = 4', "sink = len(m)", ["mapassign_faststr"], []),
    "an append that grows": ("m := make([]int, 1, 1)", "m[0] = 1", "sink = append(m, 2)", [], ["growslice"]),
    "append of a slice": ("m := []byte{1, 2}", "m[1] = 4", "sink = append(make([]byte, 0, 20), m...)", [], ["slicecopy"]),
    "copy": ("m := make([]int, 10)", "copy(m, make([]int, 10))", "m[3] = 2", ["slicecopy"], []),
    "copy of pointers": ("m := make([]*int, 10)", "copy(m, make([]*int, 10))", "m[3] = nil", ["slicecopy"], []),
    "bytes": ('m := []byte("hello")', "m[1] = 3", "sink = string(m)", [], ["slicebytetostring"]),
    "runes": ('m := []rune("hello")', "m[1] = 3", "sink = string(m)", [], ["slicerunetostring"]),
    "arrays compared": ("var m [8]int", "m[3] = 1", "sink = m == [8]int{}", [], []),
    "arrays of bytes compared": ("var m [8]byte", "m[3] = 1", "sink = m == [8]byte{}", [], []),
    "arrays of arrays compared": ("var m [2][2]bool", "m[1][1] = true", "sink = m == [2][2]bool{}", [], []),
    "close": ("m := make(chan int, 1)", "m <- 1", "close(m)", ["chansend"], ["closechan"]),
}


@pytest.mark.parametrize("name", RACES)
def test_the_runtime_has_its_frames(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    before, beside, here, theirs, mine = RACES[name]
    (tmp_path / "main.go").write_text(PROGRAM % ("\t" + before, "\t\t" + beside, "\t" + here, "m"))
    monkeypatch.chdir(tmp_path)
    report = run("run", "-race", "main.go").err
    accesses = re.findall(r"(?:Read|Write|read|write) at 0x\w+ by (main goroutine|goroutine \d+):\n((?:  .*\n)+)", report)
    assert len(accesses) >= 2
    seen = {"main" if who == "main goroutine" else "other": stack for who, stack in accesses[:2]}
    for who, expected in (("other", theirs), ("main", mine)):
        frames = re.findall(r"^  runtime\.(\w+)\(\)\n      (\S+):(\d+)", seen[who], re.MULTILINE)
        assert [frame[0] for frame in frames] == expected
        for function, file, line in frames:
            assert re.match(rf"func (runtime_)?{function}\(", Path(file).read_text().split("\n")[int(line) - 1])
        assert "main.main" in seen[who]


CLEANUPS = """\
package main

import (
	"runtime"
	"time"
	"unsafe"
)

type thing struct {
	v int
	p unsafe.Pointer
}

func main() {
	shared := new(int)
	cleanup := func(x int) { *shared = x }
	a, b := new(thing), new(thing)
	runtime.AddCleanup(a, cleanup, 1)
	%s
	a, b = nil, nil
	runtime.GC()
	time.Sleep(time.Millisecond)
	println("end")
}
"""


@pytest.mark.parametrize(
    ("second", "races"),
    [("runtime.AddCleanup(b, cleanup, 2)", True), ("_ = b", False), ("runtime.SetFinalizer(b, func(*thing) {})", False)],
)
def test_cleanups_can_run_at_the_same_time(second: str, races: bool, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "main.go").write_text(CLEANUPS % second)
    monkeypatch.chdir(tmp_path)
    done = run("run", "-race", "main.go")
    assert "end\n" in done.err and (done.code == 66) == races == ("WARNING: DATA RACE" in done.err), done.err
    made = re.findall(r"created at:\n  runtime\.\(\*cleanupQueue\)\.createGs\(\)\n      (\S+):(\d+)", done.err)
    assert len(made) == (2 if races else 0)
    assert all(Path(file).read_text().split("\n")[int(line) - 1].strip() == "go runCleanups()" for file, line in made)
