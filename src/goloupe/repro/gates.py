"""The Go file with the plan of the gates, one for each package that has some.

Its variables are shared by all packages: a variable without a value that bears a linker's name is one and the same wherever it is declared.
Only arrays are used, for the runtime tells the race detector about maps whoever uses them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files

from goloupe.repro.constraints import Child, Plan

GENERIC = """// goloupeCase is the channel of a select's case, or none if the plan takes another one.
func goloupeCase[C any](place, i int32, c C) C {
	if goloupeTakes(place, i) {
		return c
	}
	var none C
	return none
}

// goloupeThen is a gate behind what its argument evaluates.
//
//go:norace
func goloupeThen[T any](place int32, v T) T {
	goloupeGate(place)
	return v
}

// goloupeNow has a gate as its first argument, so that it is in front of what the second one evaluates.
func goloupeNow[T any](_ bool, v T) T { return v }

// goloupeLoad reads a variable behind a gate.
func goloupeLoad[T any](place int32, p *T) T {
	goloupeGate(place)
	return *p
}
"""
"""Go before 1.18 has no type parameters: it is only there if it is needed."""


@dataclass(frozen=True)
class Leak:
    """A goroutine that is to be looked for: where it waits, and why."""

    file: str
    line: int
    reason: str
    proved: bool
    """Nothing can wake it; else it is only left behind."""


def _numbers(values: Iterable[Iterable[object]]) -> str:
    return "".join("{" + ", ".join(map(str, row)) + "}, " for row in values)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def source(
    package: str, plan: Plan, leak: Leak | None, *, first: bool, moved: Mapping[str, str], ends: int = 1, exact: bool = False
) -> str:
    """The file of a package; that of the ``first`` one looks for the leak.

    ``moved``: places of files that were copied; ``ends``: how many functions have to end until the program is over; ``exact``: gates are
    around expressions, too.
    """
    text = files("goloupe.repro").joinpath("gates.go.txt").read_text(encoding="utf-8")
    values = {
        "PACKAGE": package,
        "PIECES": str(plan.pieces),
        "ENDS": str(ends),
        "GOROUTINES": str(plan.goroutines + 1),
        "PLACES": str(len(plan.places) + 1),
        "TURNS": _numbers((t.g, t.place, t.nth, t.wait, t.over, int(t.final)) for t in plan.turns),
        "CASES": _numbers(plan.cases),
        "MEETS": ", ".join(map(str, plan.meets)),
        "GENERIC": GENERIC if exact else "",
        "USED": ", ".join(str(int(i in plan.used)) for i in range(len(plan.places) + 1)),
        "BIRTHS": _numbers(plan.births),
        "CHILDREN": "".join(
            f"{{{c.index}, {c.parent}, {c.nth}, {_quoted(_mark(c, moved))}, {_quoted(c.test)}, {_spawn(plan, c)}}}, " for c in plan.children
        ),
        "LEAKFILE": _quoted(leak.file.rpartition("/")[2] if leak else ""),
        "LEAKLINE": str(leak.line if leak else 0),
        "LEAKREASON": _quoted(leak.reason if leak else ""),
        "LEAKPROVED": "true" if leak and leak.proved else "false",
        "WATCH": "go goloupeWatch()" if leak and first else "",
    }
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text


def _mark(child: Child, moved: Mapping[str, str]) -> str:
    """How a stack ends that begins with this goroutine."""
    return f"{moved.get(child.file, child.file)}:{child.line} " if child.file else "created by time.goFunc"


def _spawn(plan: Plan, child: Child) -> int:
    """The number of the place that asked for a goroutine; 0 if it has no gate."""
    return next((i for i, place in enumerate(plan.places, 1) if place == child.spawn), 0)
