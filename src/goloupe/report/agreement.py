"""How far goloupe and the compiler agree, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from goloupe.agreement import LEFT_OUT, Agreement, PackageAgreement, shape
from goloupe.agreement.compare import Score
from goloupe.report.style import PLAIN, Style

SCHEMA = 1


def text(agreement: Agreement, go_version: str, *, examples: int = 5, style: Style = PLAIN) -> Iterator[str]:
    """Return the report for people."""
    total = agreement.score
    if total.ours or total.theirs:
        yield from _shapes(agreement, style)
        yield from _packages(agreement, style)
        yield from _examples(agreement, examples, style)
    same = sum(not p.score.theirs and not p.score.ours for p in agreement.packages)
    packages = f"{len(agreement.packages):,} package{'' if len(agreement.packages) == 1 else 's'}"
    yield (
        f"{style.heading(percent(total))} agreement with {go_version} on {packages}, {same:,} of them line by line:\n"
        f"{total.both:,} lines in both, {total.theirs:,} only the compiler's, {total.ours:,} only goloupe's.\n"
        + style.dim(f"Left out, since other parts of the compiler print them: {', '.join(word.strip() for word in LEFT_OUT)}.")
        + "\n"
    )


def percent(score: Score) -> str:
    """Return the agreement, never rounded up to 100 %."""
    value = score.agreement * 100
    shown = f"{value:.2f}"
    return f"{'99.99' if shown == '100.00' and value < 100 else shown} %"


def _shapes(agreement: Agreement, style: Style) -> Iterator[str]:
    yield style.heading(f"{'in both':>9} {'theirs':>7} {'ours':>7}  shape of the message") + "\n"
    for name, score in agreement.shapes.items():
        yield _row(score, name, style)
    yield "\n"


def _packages(agreement: Agreement, style: Style) -> Iterator[str]:
    differing = [p for p in agreement.packages if p.score.theirs or p.score.ours]
    yield style.heading(f"{'in both':>9} {'theirs':>7} {'ours':>7}  packages that differ") + "\n"
    for package in sorted(differing, key=lambda p: (-(p.score.theirs + p.score.ours), p.path)):
        yield _row(package.score, f"{package.path}  {percent(package.score)}", style)
    yield "\n"


def _row(score: Score, name: str, style: Style) -> str:
    row = f"{score.both:>9,} {score.theirs:>7,} {score.ours:>7,}  {name}"
    return (style.heap(row) if score.theirs or score.ours else row) + "\n"


def _examples(agreement: Agreement, count: int, style: Style) -> Iterator[str]:
    """Return examples for each shape, from as many packages as possible."""
    if count <= 0:
        return
    for title, side in (("Only the compiler has", "theirs"), ("Only goloupe has", "ours")):
        found: dict[str, list[str]] = {}
        for package in agreement.packages:
            for line in getattr(package, side):
                shown = found.setdefault(shape(line.text), [])
                if len(shown) < count:
                    shown.append(f"{package.path}/{line}")
        for name in agreement.shapes:
            if name in found:
                yield f"{style.heading(title)}: {name}\n" + "".join(f"  {text}\n" for text in found[name])
    yield "\n"


def to_json(agreement: Agreement, go_version: str) -> str:
    """Return everything for programs."""
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "kind": "agreement",
        "goVersion": go_version,
        "leftOut": [word.strip() for word in LEFT_OUT],
        **_score(agreement.score),
        "shapes": {name: _score(score) for name, score in agreement.shapes.items()},
        "packages": [_package(p) for p in agreement.packages],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _score(score: Score) -> dict[str, Any]:
    return {"both": score.both, "theirs": score.theirs, "ours": score.ours, "agreement": round(score.agreement, 6)}


def _package(package: PackageAgreement) -> dict[str, Any]:
    return {
        "path": package.path,
        **_score(package.score),
        "onlyTheirs": [str(line) for line in package.theirs],
        "onlyOurs": [str(line) for line in package.ours],
    }
