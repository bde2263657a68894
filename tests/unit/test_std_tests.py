"""The page about the standard library's own tests is what its script makes of the results and the reasons."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_page_is_made_and_has_a_reason_for_each_difference(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    done = subprocess.run(
        [sys.executable, str(ROOT / "bench" / "std_tests.py"), "--markdown", str(page)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert page.read_text() == (ROOT / "docs" / "reference" / "std-tests.md").read_text(), "python bench/std_tests.py --markdown"


def test_reasons_are_missed_and_found_superfluous(tmp_path: Path) -> None:
    sys.path.insert(0, str(ROOT / "bench"))
    try:
        from std_tests_page import Reasons, page
    finally:
        sys.path.pop(0)
    reasons = Reasons({"network": {"p.TestNet": "dials"}}, {"p.TestOld": "was so"})
    results = {"p": {"functions": 4, "different": {"TestNet": ["pass", "fail"], "TestNew": ["pass", "none"]}}}
    assert reasons.complaints(results, {"p"}) == ["p.TestNew differs and has no reason", "p.TestOld has a reason and does not differ"]
    assert reasons.complaints(results, set()) == []
    text = page(results, reasons, ["p", "q"])
    assert "| p | 3 | 2 | 66.6 % | 1 |" in text
    assert "| p | TestNew | pass | no verdict | not known |" in text
    assert "- `p.TestNet`: dials." in text
    assert "| q | | | | not run |" in text
