"""Where the run of a token differs from what it was."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goloupe.explore.steps import Step, difference, gone

from .conftest import ORDERS, Run, token

FIXED = ORDERS.replace("b.Lock()\n\t\ta.Lock()\n\t\ta.Unlock()\n\t\tb.Unlock()", "a.Lock()\n\t\tb.Lock()\n\t\tb.Unlock()\n\t\ta.Unlock()")
GONE = ORDERS.replace("b.Lock()", "_ = b.TryLock()")


@pytest.fixture
def found(orders: Path, run: Run, monkeypatch) -> str:
    """The token of the deadlock."""
    monkeypatch.setenv("GOLOUPE_CACHE", str(orders / "cache"))
    return token(run("explore", "--schedules", "200", "--jobs", "1", "main.go").out)


def test_a_run_that_is_the_same_says_nothing(found, run: Run):
    done = run("replay", found)
    assert done.code == 1 and "not the run" not in done.err


def test_the_first_step_that_differs_is_told(found, tmp_path, run: Run):
    (tmp_path / "main.go").write_text(FIXED)
    done = run("replay", "--force", found)
    told = re.search(r"step (\d+) is the first that differs\n  then: (.*)\n  now:  (.*)\n", done.err)
    assert told is not None and done.code == 0
    assert told[2] == "goroutine 7  main.go:12  b.Lock()"
    assert told[3] == "goroutine 7  main.go:12  a.Lock()"


def test_lines_that_have_moved_are_told(found, tmp_path, run: Run):
    (tmp_path / "main.go").write_text(ORDERS.replace("import", "// Locks.\nimport"))
    done = run("replay", "--force", found)
    assert "the steps are the same, and their lines have changed\n  then: main  main.go:11" in done.err
    assert done.code == 1


def test_what_is_gone_from_the_source_is_told_without_a_run(found, tmp_path, run: Run):
    (tmp_path / "main.go").write_text(GONE)
    refused = run("replay", found)
    assert refused.code == 2
    assert re.search(r"now \w+\)\nThe line of step \d+ is no longer there: \S.*  main.go:\d+  b.Lock\(\)\n--force runs", refused.err)
    # Of lines that are all there nothing is to be said.
    (tmp_path / "main.go").write_text(FIXED)
    assert "no longer there" not in run("replay", found).err


def test_without_what_was_kept_the_schedule_itself_may_tell(found, tmp_path, run: Run, monkeypatch):
    monkeypatch.setenv("GOLOUPE_CACHE", str(tmp_path / "other"))
    (tmp_path / "main.go").write_text("package main\n\nfunc main() {}\n")
    done = run("replay", "--force", found)
    assert "this is not the run that the token was made of" in done.err and "step" not in done.err


def test_steps_are_compared() -> None:
    steps = [Step(1, "go", "main.main", "/x/a.go", 3, "go f()"), Step(7, "block: chan send", "main.f", "/x/a.go", 8, "c <- 1")]
    assert difference(steps, steps, str) == "" == difference([], steps, str)
    shorter = difference(steps, steps[:1], lambda file: file[3:])
    assert shorter == "step 2 is the first that differs\n  then: goroutine 7  a.go:8  c <- 1  (waits: chan send)\n  now:  the run is over"
    end = Step(1, "exit", "", "", 0, "")
    assert difference(steps[:1], [steps[0], end], str).endswith("then: the run is over\n  now:  main  exit")
    assert gone(steps, [], str) == "The line of step 1 is no longer there: main  /x/a.go:3  go f()"
