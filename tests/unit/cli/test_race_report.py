"""--race-report: data races of goloupe run and goloupe test for code scanning; and SARIF by the rules of its standard."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from .conftest import Run

RACE = """\
package main

type T struct{ n int }

func (t *T) inc() { t.n++ }

func main() {
	t := &T{}
	done := make(chan bool)
	go func() {
		t.inc()
		done <- true
	}()
	t.inc()
	<-done
}
"""
TEST = """\
package PKG

import "testing"

func TestIt(t *testing.T) {
	n := 0
	done := make(chan bool)
	go func() { n++; done <- true }()
	n++ //goloupe:ignore GL2001 a counter for statistics
	<-done
}
"""
APPEND = """\
package main

import "time"

func main() {
	var s []byte
	t := []byte{1, 2}
	_ = t
	done := make(chan bool)
	go func() { s = append(s, VALUES) }()
	go func() {
		time.Sleep(50 * time.Millisecond)
		x := s
		_ = x[0] + 1
		close(done)
	}()
	<-done
}
"""


def check_location(location: dict[str, Any]) -> None:
    physical = location["physicalLocation"]
    assert not re.search(r"[\s\\]", physical["artifactLocation"]["uri"])
    assert physical["region"]["startLine"] >= 1


def checked(path: Path) -> list[dict[str, Any]]:
    """The results of a log that keeps the rules of SARIF 2.1.0 for what goloupe writes."""
    log = json.loads(path.read_text())
    assert log["version"] == "2.1.0" and log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert result["message"]["text"]
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert all(isinstance(value, str) for value in result["partialFingerprints"].values())
        ids = [related["id"] for related in result["relatedLocations"]]
        assert len(set(ids)) == len(ids) and all(i >= 0 for i in ids)
        for location in (*result["locations"], *result["relatedLocations"]):
            check_location(location)
        for flow in result["codeFlows"]:
            assert flow["threadFlows"]
            for thread in flow["threadFlows"]:
                assert thread["locations"]
                for step in thread["locations"]:
                    check_location(step["location"])
                    assert step["importance"] in ("important", "essential", "unimportant")
                    assert step.get("executionOrder", 0) >= 0 and step.get("nestingLevel", 0) >= 0
        for suppression in result.get("suppressions", ()):
            assert suppression["kind"] in ("inSource", "external") and isinstance(suppression["justification"], str)
    results: list[dict[str, Any]] = run["results"]
    return results


@pytest.fixture
def main(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "main.go").write_text(RACE)
    return tmp_path


def steps(flow: dict[str, Any]) -> list[tuple[int, str]]:
    return [
        (step["location"]["physicalLocation"]["region"]["startLine"], step["location"]["message"]["text"]) for step in flow["locations"]
    ]


def test_sarif_of_a_run(run: Run, main: Path) -> None:
    assert run("run", "-race", "--race-report", "out.sarif", "main.go").code == 66
    (result,) = checked(main / "out.sarif")
    now, before = result["codeFlows"][0]["threadFlows"]
    created = (10, "main.main: creates the goroutine")
    assert steps(now) == [created, (11, "main.main.func1: calls"), (5, "main.(*T).inc: read")]
    assert steps(before) == [(14, "main.main: calls"), (5, "main.(*T).inc: write")]
    assert [flow["message"]["text"] for flow in (now, before)] == ["read by goroutine 6", "write by main goroutine"]


def test_sarif_of_an_exploration_has_the_schedule_and_the_stacks(run: Run, main: Path) -> None:
    assert run("explore", "--schedules", "20", "--jobs", "1", "--format", "sarif", "-o", "out.sarif", "main.go").code == 1
    (result,) = checked(main / "out.sarif")
    assert [flow["message"]["text"] for flow in result["codeFlows"]] == ["the schedule that shows it", "the stacks of the two accesses"]
    run("run", "-race", "--race-report", "run.sarif", "main.go")
    assert checked(main / "run.sarif")[0]["partialFingerprints"] == result["partialFingerprints"]


def test_json_of_the_tests_of_packages(run: Run, main: Path) -> None:
    (main / "go.mod").write_text("module example.com/m\n\ngo 1.24\n")
    for name in ("one", "two"):
        (main / name).mkdir()
        (main / name / "it_test.go").write_text(TEST.replace("PKG", name))
    assert run("test", "-race", "--race-report", "out.json", "./...").code == 1
    report = json.loads((main / "out.json").read_text())
    assert (report["schema"], report["kind"]) == (1, "race")
    assert [(f["package"], f["code"], f["file"]) for f in report["findings"]] == [
        ("example.com/m/one", "GL2001", "one/it_test.go"),
        ("example.com/m/two", "GL2001", "two/it_test.go"),
    ]
    for finding in report["findings"]:
        assert {a["write"] for a in finding["accesses"]} <= {True, False} and len(finding["accesses"]) == 2
        assert all(a["stack"][0]["line"] in (8, 9) for a in finding["accesses"])
        assert (finding["suppressed"], finding["justification"]) == ("ignore", "a counter for statistics")


def test_no_races_are_an_empty_report(run: Run, main: Path) -> None:
    (main / "main.go").write_text("package main\n\nfunc main() {}\n")
    assert run("run", "-race", "--race-report", "out.sarif", "main.go").code == 0
    assert checked(main / "out.sarif") == []


def test_what_cannot_be_done_is_said_before(run: Run, main: Path) -> None:
    done = run("run", "--race-report", "out.json", "main.go")
    assert (done.code, done.err.splitlines()[0]) == (2, "goloupe: --race-report needs --race")
    done = run("run", "-race", "--race-report", "no/where.json", "main.go")
    assert (done.code, done.err) == (2, "goloupe: no/where.json: the report on races cannot be written: No such file or directory\n")
    done = run("run", "-race", "--race-report", "/dev/full", "main.go")
    assert done.code == 66 and done.err.endswith("goloupe: /dev/full: the report on races cannot be written: No space left on device\n")


@pytest.mark.parametrize("values", ["1", "1, 2", "t...", '"hello"...'])
def test_what_append_makes_room_for_is_written(run: Run, main: Path, values: str) -> None:
    # Two races with Go, too: the variable's, and the first element's.
    (main / "main.go").write_text(APPEND.replace("VALUES", values))
    assert run("run", "-race", "main.go").err.count("WARNING: DATA RACE") == 2
