"""The page of the docs about the standard library's own tests: results and reasons, put together."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KINDS = {
    "process": "Another process",
    "network": "The network",
    "assembly": "Assembly",
    "allocator": "The real allocator and collector",
}
VERDICTS = {"none": "no verdict"}


@dataclass(frozen=True)
class Reasons:
    """Why functions differ, or are not compared; functions are named PACKAGE.NAME."""

    aside: Mapping[str, Mapping[str, str]]
    """By kind."""
    differs: Mapping[str, str]

    @classmethod
    def read(cls, path: Path) -> Reasons:
        """Read the file."""
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        unknown = set(data["aside"]) - set(KINDS)
        if unknown:
            raise ValueError(f"{path}: unknown kinds {sorted(unknown)}")
        return cls(data["aside"], data["differs"])

    def aside_in(self, package: str, names: Iterable[str]) -> list[str]:
        """Which of the functions of a package are not compared."""
        return sorted(name for name in names if any(f"{package}.{name}" in functions for functions in self.aside.values()))

    def complaints(self, results: Mapping[str, Any], packages: Collection[str]) -> list[str]:
        """Differences of these packages without a reason, and reasons without a difference."""
        out = []
        named = {key for functions in (*self.aside.values(), self.differs) for key in functions}
        for package in sorted(set(results) & set(packages)):
            different = {f"{package}.{name}" for name in results[package]["different"]}
            out += [f"{key} differs and has no reason" for key in sorted(different - named)]
            own = {key for key in named if key.rpartition(".")[0] == package}
            out += [f"{key} has a reason and does not differ" for key in sorted(own - different)]
        return out


def percent(same: int, count: int) -> float:
    """Rounded down: 100 is all of them."""
    return 1000 * same // count / 10 if count else 100.0


def page(results: Mapping[str, Any], reasons: Reasons, packages: Sequence[str]) -> str:
    """The whole page."""
    rows, same_all, count_all, aside_all = [], 0, 0, 0
    differing: list[str] = []
    for package in packages:
        if package not in results:
            rows.append(f"| {package} | | | | not run |")
            continue
        result = results[package]
        aside = reasons.aside_in(package, result["different"])
        counted = {name: pair for name, pair in result["different"].items() if name not in aside}
        count = result["functions"] - len(aside)
        same = count - len(counted)
        same_all, count_all, aside_all = same_all + same, count_all + count, aside_all + len(aside)
        rows.append(f"| {package} | {count} | {same} | {percent(same, count)} % | {len(aside) or ''} |")
        for name, pair in sorted(counted.items()):
            theirs, ours = (VERDICTS.get(verdict, verdict) for verdict in pair)
            differing.append(f"| {package} | {name} | {theirs} | {ours} | {reasons.differs.get(f'{package}.{name}', 'not known')} |")
    lines = [
        "# The standard library's own tests",
        "",
        "`goloupe test` runs the test functions (tests and examples) of these packages as `go test -short` does. The table says how many",
        "of them have the verdict that `go test` gives them. It is made by `bench/std_tests.py`, from a run of both commands.",
        "",
        "| package | compared | same verdict | | set aside |",
        "|---|---:|---:|---:|---:|",
        *rows,
        f"| **all** | **{count_all}** | **{same_all}** | **{percent(same_all, count_all)} %** | **{aside_all}** |",
        "",
        "## Functions that differ",
        "",
    ]
    if differing:
        lines += ["| package | function | go test | goloupe test | why |", "|---|---|---|---|---|", *differing]
    else:
        lines += ["None."]
    lines += [
        "",
        "## Functions that are set aside",
        "",
        "They differ because of what they need, and a model of one program does not have it.",
    ]
    for kind, title in KINDS.items():
        functions = {key: why for key, why in reasons.aside.get(kind, {}).items() if _differs(results, key)}
        if functions:
            lines += ["", f"### {title}", "", *(f"- `{key}`: {why}." for key, why in sorted(functions.items()))]
    return "\n".join(lines) + "\n"


def _differs(results: Mapping[str, Any], key: str) -> bool:
    package, _, name = key.rpartition(".")
    return package in results and name in results[package]["different"]
