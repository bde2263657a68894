"""The page about exploration of the standard library's tests is what its script makes of the results and the reasons."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_page_is_made_and_has_a_reason_for_each_report(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    done = subprocess.run(
        [sys.executable, str(ROOT / "bench" / "false_alarms.py"), "--markdown", str(page)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert page.read_text() == (ROOT / "docs" / "reference" / "false-alarms.md").read_text(), "python bench/false_alarms.py --markdown"


def test_reasons_are_missed() -> None:
    sys.path.insert(0, str(ROOT / "bench"))
    try:
        from false_alarms_page import complaints, page
    finally:
        sys.path.pop(0)
    told = {"test": "TestA", "code": "fail", "title": "TestA fails: `x`", "places": ["a_test.go:3"]}
    new = {"test": "TestB", "code": "race", "title": "data race", "places": []}
    row = {"tests": 4, "schedules": 1200, "complete": 2, "cut": 0, "seconds": 61.2, "unserved": {"TestC": "no network"}}
    results = {"p": {**row, "reports": [told, new]}}
    reasons = {"p.TestA fail": "It is so."}
    assert complaints(results, reasons) == ["p.TestB race has no reason"]
    text = page(results, reasons, ["p", "q"])
    assert "| p | 4 | 1,200 | 2 |  | 61 | 2 |" in text
    assert "- `p.TestA`, fail: `TestA fails: 'x'` (a_test.go:3). It is so." in text
    assert "- `p.TestB`, race: `data race`. Not known." in text
    assert "- `p.TestC`: no network" in text
    assert "| q | | | | | not run | |" in text
