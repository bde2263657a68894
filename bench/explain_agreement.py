"""How far goloupe's explanations and the compiler's agree on the standard library.

    python bench/explain_agreement.py [--go GO] [--sites N] [--seed N] [--show N]

The compiler explains with -m=2 why a value is on the heap: how its address flows from one variable to the next, and for each of these flows
what in the source lets it happen. Of the values of std that it explains, N are chosen at random (500, always the same ones for a seed).
Three things about each are compared with what goloupe's explanation says:

    end    what the address finally flows to: {heap}, a result, a variable that lives longer
    note   the compiler's word for the last step ("return", "call parameter", "assign" …)
    rule   goloupe's reason, which has to be one that the compiler's last word allows for

Agreement is the share of values for which all three are right. Every disagreement is printed.

Besides, every heap verdict of std has to have an explanation with at least one step. Packages are explained as a whole here; for some
of the values chosen it is made sure that asking for their line alone gives the same answer.

The exit code is 1 if the agreement is below 95 %, or a verdict has no explanation.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from goloupe.escape import Tags, Verdict, analyze_package, explain_package, explain_site
from goloupe.escape.cgo import made_names, source_name
from goloupe.escape.results import Explanation, Reason, StepKind
from goloupe.escape.versions import rules
from goloupe.frontend import EmitFailure, FrontEnd, Toolchain, find_toolchain
from goloupe.frontend.compiler import compiler_diagnostics
from goloupe.syntax.columns import Columns

LIMIT = 0.95
ASKED_ALONE = 10
"""Every so many of the chosen values are asked for by their line, too."""

# The compiler's output.

_HEADLINE = re.compile(r"^(\S.*?:\d+(?::\d+)?): (.*) escapes to heap(?: in (.*))?:$")
_VERDICT = re.compile(r"^(\S.*?:\d+(?::\d+)?): (?:moved to heap: .*|.* escapes to heap)$")
_FLOW = re.compile(r"^(\S.*?:\d+(?::\d+)?):   flow: (.*?) (?:←|=) .*:$")
_NOTE = re.compile(r"^(\S.*?:\d+(?::\d+)?):     from .* \(([^()]*)\) at .*$")


@dataclass(frozen=True, order=True)
class Value:
    """What is explained: an expression or variable of a function, at a place."""

    package: str
    place: str
    expr: str
    function: str


@dataclass
class Explained:
    """What an explanation comes to."""

    end: str = ""
    note: str = ""
    silent: bool = True
    """The last flow has no notes; the note is from one before."""
    reason: Reason = Reason.NONE
    """goloupe's; the compiler gives none."""


def place(text: str) -> str:
    """A position without the directory, which the go command shortens as it likes."""
    return text.rpartition("/")[2]


def compilers(text: str) -> dict[Value, Explained]:
    """Read the explanations of heap verdicts from the output of -m=2; of several for one value, the first."""
    found: dict[Value, Explained] = {}
    verdicts: set[tuple[str, str]] = set()
    package = ""
    current: Explained | None = None
    for line in text.splitlines():
        if line.startswith("# "):
            package, current = line[2:], None
        elif match := _HEADLINE.match(line):
            value = Value(package, place(match[1]), match[2], match[3] or "")
            current = None if value in found else found.setdefault(value, Explained())
        elif match := _FLOW.match(line):
            if current is not None:
                current.end, current.silent = match[2], True
        elif match := _NOTE.match(line):
            if current is not None:
                current.note, current.silent = match[2], False
        else:
            current = None
            if match := _VERDICT.match(line):
                verdicts.add((package, place(match[1])))
    return {value: explained for value, explained in found.items() if (value.package, value.place) in verdicts}


# What the compiler's last word allows for.

_STORES = [Reason.GLOBAL, Reason.INDIRECT_STORE, Reason.MAP_VALUE, Reason.SLICE_ELEMENT]
_RULES: dict[str, list[Reason]] = {
    "call parameter": [
        Reason.UNKNOWN_CALL,
        Reason.INTERFACE_CALL,
        Reason.CALLEE_LEAKS,
        Reason.PANIC,
        Reason.APPENDED,
        Reason.COPIED,
        Reason.HASH_POINTER,
    ],
    "spill": [Reason.GO_STATEMENT, Reason.DEFER_STATEMENT],
    "send": [Reason.CHANNEL_SEND],
    "return": [Reason.RESULT],
    "key of map put": [Reason.MAP_KEY],
    "map literal key": [Reason.MAP_KEY],
    "map literal value": [Reason.MAP_VALUE],
    "appendee slice": [Reason.APPENDED],
    "appended slice...": [Reason.APPENDED],
    "copied slice": [Reason.COPIED],
    "too large for stack": [Reason.TOO_LARGE],
    "too aligned for stack": [Reason.TOO_ALIGNED],
    "non-constant size": [Reason.NON_CONSTANT_SIZE],
    "zero-sized element": [Reason.ZERO_SIZED_ELEMENT],
    "//go:uintptrescapes": [Reason.UINTPTR_ESCAPES],
    "assign": _STORES,
    "assign-pair": _STORES,
    "assign-pair-dot-type": _STORES,
    "assign-pair-mapr": _STORES,
    "assign-pair-receive": _STORES,
    "range": _STORES,
    "range-deref": _STORES,
}
_OUTLIVES = [Reason.OUTLIVES_LOOP, Reason.OUTLIVES_CLOSURE, Reason.HELD_BY_HEAP]


def allowed(explained: Explained) -> list[Reason]:
    """Reasons that go with an end and a last step."""
    end, note = explained.end, explained.note
    if end == "{heap}":
        # The receiver of a bound method is the one thing that gets to the heap without a word.
        return [*_RULES.get(note, []), Reason.METHOD_VALUE] if explained.silent else _RULES.get(note, [])
    if note in ("captured by a closure", "reference"):
        # The closure is on the heap, or it lives longer without being there.
        return [Reason.CAPTURED_BY_REF, Reason.CAPTURED_BY_VALUE, *_OUTLIVES]
    if end.startswith("{storage for"):
        return _OUTLIVES
    return [Reason.RESULT] if note == "return" else [Reason.RESULT, *_OUTLIVES]


# goloupe's answers.


def short_names(columns: Columns) -> dict[str, str]:
    """Names of functions as explanations have them, without a package, by key; before Go 1.25 they have none."""
    release = rules(columns.header["goversion"])
    if not release.names_function:
        return dict.fromkeys(map(columns.key, range(len(columns.fn_key))), "")
    names = {}
    made = made_names(columns.files, release)
    for fn in range(len(columns.fn_key)):
        name = columns.strings[columns.fn_name[fn]]
        package, dot, rest = name.partition(".")
        name = source_name(name) if made else name
        foreign = not columns.key(fn).startswith(columns.path + ".")
        names[columns.key(fn)] = rest if dot and foreign and "[" in name and package.isidentifier() else name
    return names


def comes_to(explanation: Explanation) -> Explained:
    """The three things that are compared."""
    note = ""
    silent = True
    for step in explanation.steps:
        silent = step.kind is StepKind.FLOW
        if not silent:
            note = step.why
    return Explained(explanation.destination, note, silent, explanation.reason)


@dataclass
class Ours:
    """goloupe's explanations of std."""

    explained: dict[Value, Explained] = field(default_factory=dict)
    verdicts: int = 0
    empty: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    alone: int = 0

    def package(self, columns: Columns, summaries: dict[str, Tags], version: str, chosen: set[Value]) -> dict[str, Tags]:
        """Analyse and explain one package; returns its tags."""
        result, tags = analyze_package(columns, summaries, version)
        names = short_names(columns)
        heap = sum(site.printed for _, site in result.heap_sites())
        seen = 0
        try:
            for explanation in explain_package(columns, summaries, version):
                if explanation.kind != "site" or explanation.verdict is not Verdict.HEAP:
                    continue
                seen += 1
                value = Value(columns.path, place(str(explanation.pos)), explanation.expr, names[explanation.function])
                if not explanation.steps:
                    self.empty.append(f"{explanation.pos}: {explanation.expr}")
                self.explained.setdefault(value, comes_to(explanation))
                if value in chosen:
                    self._alone(explanation, columns, {**summaries, **tags}, version)
        except Exception as error:
            self.failures.append(f"{columns.path}: {error!r}")
        self.verdicts += heap
        if seen != heap:
            self.failures.append(f"{columns.path}: {heap} heap verdicts, {seen} explanations")
        return tags

    def _alone(self, explanation: Explanation, columns: Columns, summaries: dict[str, Tags], version: str) -> None:
        """Ask for one value by its place."""
        pos = explanation.pos
        self.alone += 1
        answers = explain_site(columns, summaries, version, pos.file, pos.line, pos.col)
        same = [a for a in answers if a.expr == explanation.expr and a.function == explanation.function]
        if not any(comes_to(a) == comes_to(explanation) and a.steps == explanation.steps for a in same):
            self.failures.append(f"{pos}: {explanation.expr}: asked for alone, it is explained differently")


def explain_std(toolchain: Toolchain, chosen: set[Value]) -> Ours:
    """Explain all of std."""
    ours = Ours()
    summaries: dict[str, Tags] = {}
    with FrontEnd(toolchain) as front_end, tempfile.TemporaryDirectory(prefix="goloupe-") as out:
        listing = front_end.load(["std"], directory=toolchain.goroot / "src")
        for item in front_end.emit([package.path for package in listing.packages if package.root], out):
            if isinstance(item, EmitFailure):
                ours.failures.append(f"{item.path}: {item.message}")
                continue
            columns = Columns(Path(item.file).read_bytes())
            summaries.update(ours.package(columns, summaries, toolchain.version, chosen))
    return ours


@dataclass
class Comparison:
    """Of chosen values."""

    agree: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    differing: list[str] = field(default_factory=list)

    def add(self, value: Value, their: Explained, mine: Explained | None) -> None:
        """Compare one."""
        right = {
            "found": mine is not None,
            "end": mine is not None and mine.end == their.end,
            "note": mine is not None and (mine.note, mine.silent) == (their.note, their.silent),
            "rule": mine is not None and mine.reason in allowed(their),
        }
        right["all"] = all(right.values())
        for what, so in right.items():
            self.agree[what] += so
        if not right["all"]:
            where = f"  {value.package} {value.place}: {value.expr} in {value.function}"
            self.differing.append(f"{where}\n    theirs {their}\n    ours   {mine}")


def main() -> int:
    """Compare, and print what differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--go", help="the go command or a GOROOT; without it, the one that goloupe finds")
    parser.add_argument("--sites", type=int, default=500, help="how many values to compare")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="compare all values instead of some")
    parser.add_argument("--show", type=int, default=1000, help="how many disagreements to print at most")
    options = parser.parse_args()
    toolchain = find_toolchain(options.go)

    started = time.perf_counter()
    theirs = compilers(compiler_diagnostics(toolchain, ["std"], directory=toolchain.goroot / "src", gcflags="-m=2 -l").text)
    compiled = time.perf_counter()
    values = sorted(theirs)
    chosen = values if options.all else random.Random(options.seed).sample(values, min(options.sites, len(values)))
    ours = explain_std(toolchain, set(chosen[::ASKED_ALONE]))
    explained = time.perf_counter()
    result = Comparison()
    for value in chosen:
        result.add(value, theirs[value], ours.explained.get(value))

    score = result.agree["all"] / len(chosen)
    print(f"{toolchain.version}: {score:.2%} of {len(chosen)} values that the compiler explains (seed {options.seed})")
    print("  " + ", ".join(f"{what} {result.agree[what]}" for what in ("found", "end", "note", "rule")))
    print(f"  {ours.verdicts:,} heap verdicts, {len(ours.empty)} without a path; {ours.alone} values asked for alone")
    print(f"  compiler {compiled - started:.1f} s, goloupe {explained - compiled:.1f} s")
    faults = [*(f"  no path: {text}" for text in ours.empty), *(f"  failure: {text}" for text in ours.failures)]
    for text in [*result.differing, *faults][: options.show]:
        print(text)
    return 1 if score < LIMIT or faults else 0


if __name__ == "__main__":
    sys.exit(main())
