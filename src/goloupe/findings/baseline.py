"""Baselines: yesterday's findings, so that a gate only fails on new ones.

A baseline is a JSON file that is meant to be committed and read in reviews. It counts findings by what does not change when code moves:
code, package, function and expression text. Three values in one function that look the same are one entry with ``"count": 3``; a fourth is
new.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from goloupe.errors import UserError
from goloupe.findings.finding import Finding

VERSION = 1

Identity = tuple[str, str, str, str]


class BaselineUnreadable(UserError):
    """The file that should hold the baseline does not."""


def encode(findings: Iterable[Finding]) -> str:
    """Return the text of a baseline file that knows ``findings``."""
    counts = Counter(finding.identity for finding in findings if finding.suppressed != "ignore")
    entries = [
        {"package": package, "function": function, "code": code, "expr": expr, "count": count}
        for (package, code, function, expr), count in sorted(
            counts.items(), key=lambda item: (item[0][0], item[0][2], item[0][1], item[0][3])
        )
    ]
    lines = ",\n".join("    " + json.dumps(entry, ensure_ascii=False) for entry in entries)
    body = f"[\n{lines}\n  ]" if lines else "[]"
    return f'{{\n  "goloupe-baseline": {VERSION},\n  "findings": {body}\n}}\n'


def write(path: Path, findings: Iterable[Finding]) -> int:
    """Write a baseline and return how many findings it knows."""
    kept = [finding for finding in findings if finding.suppressed != "ignore"]
    try:
        path.write_text(encode(kept), encoding="utf-8")
    except OSError as error:
        raise UserError(f"cannot write the baseline: {error.strerror}", place=str(path)) from None
    return len(kept)


def read(path: Path) -> Counter[Identity]:
    """Read what a baseline knows."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        version = data.get("goloupe-baseline") if isinstance(data, dict) else None
        if version != VERSION:
            raise ValueError("it does not say that it is one" if version is None else f"its version is {version}")
        known: Counter[Identity] = Counter()
        for entry in data["findings"]:
            known[(str(entry["package"]), str(entry["code"]), str(entry["function"]), str(entry["expr"]))] += int(entry["count"])
    except OSError as error:
        raise BaselineUnreadable(
            f"cannot read the baseline: {error.strerror}", place=str(path), next_step="Make one with --write-baseline."
        ) from None
    except (ValueError, KeyError, TypeError) as error:
        why = error if isinstance(error, ValueError) else "its findings are not as goloupe writes them"
        raise BaselineUnreadable(
            f"this is not a baseline of version {VERSION}: {why}", place=str(path), next_step="Make it again with --write-baseline."
        ) from None
    return known


def apply(findings: Iterable[Finding], known: Counter[Identity]) -> int:
    """Mark the findings that the baseline knows, and return how many of its entries no longer occur."""
    left = Counter(known)
    for finding in findings:
        if not finding.suppressed and left[finding.identity] > 0:
            left[finding.identity] -= 1
            finding.suppressed = "baseline"
    return sum(left.values())
