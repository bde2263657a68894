"""Failed tests."""

from __future__ import annotations

from pathlib import Path

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
