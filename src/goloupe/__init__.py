"""goloupe puts a Go program under a loupe: where each value lives and why, what it costs, and how its goroutines can go wrong.

The public API in three steps:

>>> import goloupe
>>> program = goloupe.load(["./..."], directory="examples/fmt")     # what `go list` makes of the patterns
>>> report = goloupe.escape(program)                                # a verdict for every value
>>> for package in report.packages:
...     for function, site in package.heap_sites():
...         print(site.pos, function.name, site.expr, site.words)

and, for one line of source, why:

>>> for explanation in goloupe.explain(program, "main.go", 12):
...     for step in explanation.steps:
...         print(step.pos, step.why, step.text)

and, for goroutines, what goes wrong in some schedules:

>>> for bug in goloupe.explore(["main.go"]).bugs:
...     print(bug.bug.title, bug.token)
...     assert goloupe.replay(bug.token).same

The commands are built on nothing else. Everything is loaded on first use, so that importing goloupe costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from goloupe.errors import GoloupeError, InternalError, UserError
    from goloupe.escape.results import (
        Explanation,
        FunctionResult,
        GcLine,
        PackageResult,
        ParamLeak,
        Pos,
        Reason,
        Site,
        SiteKind,
        Step,
        Verdict,
    )
    from goloupe.explore.confirmation import Confirmation
    from goloupe.explore.engine import Limits
    from goloupe.explore.exploration import Exploration, Replayed, explore, replay
    from goloupe.program import EscapeReport, PackageError, Program, Stats, escape, explain, load
    from goloupe.repro.reproduce import confirm

_PLACES = {
    "goloupe.errors": ("GoloupeError", "InternalError", "UserError"),
    "goloupe.escape.results": (
        "Explanation",
        "FunctionResult",
        "GcLine",
        "PackageResult",
        "ParamLeak",
        "Pos",
        "Reason",
        "Site",
        "SiteKind",
        "Step",
        "Verdict",
    ),
    "goloupe.explore.confirmation": ("Confirmation",),
    "goloupe.explore.engine": ("Limits",),
    "goloupe.explore.exploration": ("Exploration", "Replayed", "explore", "replay"),
    "goloupe.program": ("EscapeReport", "PackageError", "Program", "Stats", "escape", "explain", "load"),
    "goloupe.repro.reproduce": ("confirm",),
}

__all__ = [
    "Confirmation",
    "EscapeReport",
    "Explanation",
    "Exploration",
    "FunctionResult",
    "GcLine",
    "GoloupeError",
    "InternalError",
    "Limits",
    "PackageError",
    "PackageResult",
    "ParamLeak",
    "Pos",
    "Program",
    "Reason",
    "Replayed",
    "Site",
    "SiteKind",
    "Stats",
    "Step",
    "UserError",
    "Verdict",
    "confirm",
    "escape",
    "explain",
    "explore",
    "load",
    "replay",
]


def __getattr__(name: str) -> object:
    """Load the part of the API that is asked for."""
    from importlib import import_module

    for module, names in _PLACES.items():
        if name in names:
            value: object = getattr(import_module(module), name)
            if name in ("escape", "explore"):
                # The subpackage of that name, which is callable now.
                return import_module(f"goloupe.{name}")
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
