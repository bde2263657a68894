"""The tests of a package are explored by processes that share what was linked, and find what each would find alone."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from goloupe.explore import exploration
from goloupe.explore.engine import Limits, Result
from goloupe.explore.exploration import Exploration, explore, replay
from goloupe.explore.loading import Target
from goloupe.explore.session import Session
from goloupe.explore.together import LEAST, Share

TESTS = """package shared

import (
	"os"
	"strings"
	"sync"
	"testing"
)

var count int

func TestFirst(t *testing.T) {
	count++
	var a, b sync.Mutex
	done := make(chan bool)
	go func() { a.Lock(); b.Lock(); b.Unlock(); a.Unlock(); done <- true }()
	b.Lock()
	a.Lock()
	a.Unlock()
	b.Unlock()
	<-done
}

func TestCalm(t *testing.T) {
	if count++; count != 1 {
		t.Fatal("somebody was here before")
	}
	if !strings.Contains(strings.Join(os.Args, " "), "-test.run=^TestCalm$") {
		t.Fatal(os.Args)
	}
}

func TestLast(t *testing.T) {
	n := 0
	done := make(chan bool)
	go func() { n = 1; done <- true }()
	n = 2
	<-done
	_ = n
}
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "go.mod").write_text("module example.com/shared\n\ngo 1.27\n")
    (tmp_path / "shared_test.go").write_text(TESTS)
    return tmp_path


def found(done: Exploration) -> list[tuple[str, str, str, bool]]:
    return [(e.target.test, shown.bug.code, shown.bug.fingerprint, shown.lanes is not None) for e in done.targets for shown in e.bugs]


def test_as_if_each_were_alone(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limits = Limits(seconds=600, schedules=200, jobs=1)
    alone = [found(explore(directory=package, run=f"^{name}$", limits=limits)) for name in ("TestFirst", "TestCalm", "TestLast")]
    linked: list[str] = []
    link = exploration.link

    def counted(target: Target, race: bool) -> object:
        linked.append(target.test)
        return link(target, race)

    monkeypatch.setattr(exploration, "link", counted)
    told: list[tuple[str, str, int]] = []

    def progress(target: Target, result: Result, what: str) -> None:
        told.append((target.test, what, len(result.found)))

    done = explore(directory=package, limits=limits, progress=progress)
    assert linked == ["TestFirst"]
    assert found(done) == [bug for each in alone for bug in each]
    assert [(test, code) for test, code, _, lanes in found(done) if lanes] == [("TestFirst", "deadlock"), ("TestLast", "race")]
    assert done.targets[1].result.complete and done.targets[1].result.ends == {"exit": done.targets[1].result.schedules}
    assert {("TestFirst", "shrink", 1), ("TestLast", "shrink", 1)} <= set(told)
    monkeypatch.setattr(exploration, "link", link)
    for shown in done.bugs:
        again = replay(shown.token, directory=package)
        assert again.same and shown.bug.fingerprint in [bug.fingerprint for bug in again.run.bugs]


def test_what_is_stopped_keeps_what_was_found(package: Path) -> None:
    limits = Limits(seconds=600, jobs=1)

    def stop(_target: Target, result: Result, _what: str) -> None:
        if result.found:
            limits.stop.set()

    done = explore(directory=package, limits=limits, progress=stop)
    assert done.interrupted and done.left == 2
    assert [code for _, code, _, _ in found(done)] == ["deadlock"]


def test_a_process_that_is_killed_is_no_concern_of_the_other_tests(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    explored = exploration._explored

    def killed(session: Session, *rest: Any) -> Any:
        if session.test == "TestFirst":
            os.kill(os.getpid(), signal.SIGKILL)
        return explored(session, *rest)

    monkeypatch.setattr(exploration, "_explored", killed)
    done = explore(directory=package, limits=Limits(seconds=600, schedules=200, jobs=1))
    assert [len(e.result.errors) for e in done.targets] == [1, 0, 0] and "TestFirst" in done.targets[0].result.errors[0]
    assert [code for _, code, _, _ in found(done)] == ["race"]


def test_what_a_test_does_not_need_is_for_the_others() -> None:
    share = Share(9, 3)
    assert share.next() == 3
    share.spend(1)
    assert share.next() == 4
    share.spend(100)
    assert share.next() == LEAST


def test_without_a_limit_there_is_none() -> None:
    share = Share(0, 2)
    assert share.next() == 0
    share.spend(10)
    assert share.next() == 0
