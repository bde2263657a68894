"""The examples on the page about the API run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCKS = re.findall(r"^```python\n(.*?)^```$", (ROOT / "docs/reference/api.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)


def test_examples(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    printed = []
    assert len(BLOCKS) == 3
    for block in BLOCKS:
        exec(compile(block, "api.md", "exec"), names)
        printed.append(capsys.readouterr().out)
    assert "./main.go:11: u in newUser: returned to the caller" in printed[0]
    assert "u heap result" in printed[1]
    assert "return &u" in printed[1]
    assert printed[2].startswith("deadlock fatal error: all goroutines are asleep - deadlock! gl1_")
