"""Running the command in this process, and small programs to run it on."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from goloupe.cli import main


@dataclass
class Outcome:
    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command; returns exit code and output."""

    def runner(*args: str) -> Outcome:
        capsys.readouterr()
        code = main(args)
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return runner


MAIN = """\
package main

type T struct{ a, b int }

func New(a int) *T { return &T{a, 2} }

func Sum(t *T) int { return t.a + t.b }

func main() {
	ch := make(chan *int, 1)
	for range 3 {
		x := 3
		ch <- &x
	}
	local := T{}
	println(Sum(New(1)), Sum(&local), <-ch)
}
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module with two packages; it is the working directory."""
    root = tmp_path / "mod"
    (root / "sub" / "deep").mkdir(parents=True)
    (root / "go.mod").write_text("module example.com/mod\n\ngo 1.21\n")
    (root / "main.go").write_text(MAIN.replace("for range 3", "for i := 0; i < 3; i++"))
    (root / "sub" / "deep" / "deep.go").write_text("package deep\n\nvar G *int\n\nfunc Set() {\n\tn := 1\n\tG = &n\n}\n")
    monkeypatch.chdir(root)
    # The go command replays from its cache what it printed for the same files in another run, with the paths of that run.
    for file in root.rglob("*.go"):
        file.write_text(f"{file.read_text()}\n// {uuid.uuid4()}\n")
    return root


ORDERS = """\
package main

import (
	"fmt"
	"sync"
)

func main() {
	var a, b sync.Mutex
	done := make(chan bool)
	go func() {
		b.Lock()
		a.Lock()
		a.Unlock()
		b.Unlock()
		done <- true
	}()
	a.Lock()
	b.Lock()
	b.Unlock()
	a.Unlock()
	fmt.Println("waiting")
	<-done
}
"""
"""Two locks, taken in both orders."""


@pytest.fixture
def orders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory with that program; it is the working directory."""
    (tmp_path / "main.go").write_text(ORDERS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def token(text: str) -> str:
    """The first token in a report."""
    found = re.search(r"gl1_[\w-]+", text)
    assert found is not None
    return found[0]
