"""Failed tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from goloupe.explore.engine import Limits
from goloupe.explore.exploration import explore

COUNTS = """package m

import (
	"fmt"
	"testing"
)

var sink any

func TestCounts(t *testing.T) {
	if n := testing.AllocsPerRun(10, func() { sink = fmt.Sprint(1, 2, 3) }); n > WANT {
		t.Fatal(n)
	}
}
"""


def test_what_a_test_that_counts_allocations_says_of_them_is_not_believed(tmp_path: Path) -> None:
    (tmp_path / "go.mod").write_text("module m\n\ngo 1.27\n")
    for want, refused in (("-1", "TestCounts fails: 0; it asks how much was allocated"), ("100", "")):
        (tmp_path / "m_test.go").write_text(COUNTS.replace("WANT", want))
        (explored,) = explore(["."], directory=tmp_path, run="TestCounts", limits=Limits(schedules=2, jobs=1)).targets
        assert not explored.bugs
        assert refused in explored.result.refusal and bool(refused) == bool(explored.result.refusal)


LOGS = """package m

import "testing"

func TestLogs(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		x++
		done <- true
	}()
	x++
	t.Log("x is", x)
	<-done
}
"""


def test_that_it_raced_is_all_that_is_said_of_a_test_that_logged_something(tmp_path: Path) -> None:
    (tmp_path / "go.mod").write_text("module m\n\ngo 1.27\n")
    (tmp_path / "m_test.go").write_text(LOGS)
    (explored,) = explore(["."], directory=tmp_path, limits=Limits(schedules=20, jobs=1)).targets
    assert [shown.found.bug.code for shown in explored.bugs] == ["race"]


SAYS = """package m

import "testing"

func TestSays(t *testing.T) {
	t.Log("first", 1)
	c := make(chan int, 2)
	go func() { c <- 1 }()
	go func() { c <- 2 }()
	if <-c == WANT {
		MESSAGE
	}
}
"""
ASSERTION = r"""t.Errorf("\n%s", "\tError Trace:\t/src/m_test.go:11\n\tError:      \tNot equal: \n" +
		"\t            \texpected: 2\n\t            \tactual  : 1\n\tTest:       \tTestSays\n")"""


@pytest.mark.parametrize(
    ("message", "title"),
    [
        ('t.Errorf("got %d, want 2", 1)', "TestSays fails: got 1, want 2"),
        ('t.Error("\\n\\nmore\\nand more")', "TestSays fails: more"),
        (ASSERTION, "TestSays fails: Not equal: expected: 2 actual : 1"),
        ("t.Fail()", "TestSays fails: first 1"),
    ],
)
def test_the_finding_says_what_failed_and_not_what_was_logged_before(tmp_path: Path, message: str, title: str) -> None:
    (tmp_path / "go.mod").write_text("module m\n\ngo 1.27\n")
    (tmp_path / "m_test.go").write_text(SAYS.replace("MESSAGE", message).replace("WANT", "2"))
    (explored,) = explore(["."], directory=tmp_path, run="TestSays", limits=Limits(schedules=200, jobs=1)).targets
    (found,) = explored.bugs
    assert found.bug.title == title
    assert found.bug.sites[0].line == (6 if message == "t.Fail()" else 11)
