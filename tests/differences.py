"""How texts differ, for the messages of tests that fail."""

from __future__ import annotations

import difflib


def difference(what: str, expected: str, actual: str) -> str:
    """Return both texts and how they differ."""
    lines = difflib.unified_diff(expected.splitlines(), actual.splitlines(), "expected", "actual", lineterm="", n=2)
    return f"\n--- {what}, expected ---\n{expected}\n--- {what}, actual ---\n{actual}\n--- difference ---\n" + "\n".join(lines)
