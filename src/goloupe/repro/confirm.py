"""Confirming a bug: build the program with gates and without, run both, count."""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from goloupe.explore.loading import Target
from goloupe.explore.run import Bug
from goloupe.frontend import native
from goloupe.frontend.results import LoadedPackage
from goloupe.frontend.toolchain import Toolchain
from goloupe.repro.constraints import END, Place, Plan, Trace, places_of, plan_of
from goloupe.repro.gates import Leak, source
from goloupe.repro.verdict import shows

FILES: Final = "command-line-arguments"
GATES: Final = "zz_goloupe_gates"
"""Name of the file that is added to packages."""
SETTLE: Final = ("500us", "5ms", "50us")
"""How long an operation may take until the next gate opens: tried in turn, until more than half of the runs are hits."""
REASONS: Final = ("race", "panic", "fatal", "deadlock", "leak", "fail")
"""Kinds of bugs that the stock toolchain can show."""


@dataclass
class Confirmation:
    """What came of it."""

    with_gates: int
    """Runs that showed the bug."""
    without: int
    runs: int
    """Of each kind."""
    command: str = ""
    """Repeats one with gates."""
    note: str = ""
    """Why it could not be done, or what is to be known about it."""
    constraints: list[str] = field(default_factory=list)
    tries: int = 0
    """Settings of the gates that were tried; ``with_gates`` is of the best."""

    @property
    def confirmed(self) -> bool:
        """Whether the stock toolchain showed it at all."""
        return bool(self.with_gates or self.without)


@dataclass
class Native:
    """The program of a target, as the stock toolchain builds it."""

    toolchain: Toolchain
    target: Target
    patterns: Sequence[str]
    directory: str | os.PathLike[str]
    tags: Sequence[str] = ()

    def packages(self) -> list[LoadedPackage]:
        """The program's own packages."""
        return [p for p in self.target.source.packages if (not p.standard or p.for_test) and not p.path.endswith(".test")]

    def files(self) -> frozenset[str]:
        """Their files."""
        return frozenset(f for p in self.packages() for f in p.files)

    def arguments(self, out: Path, race: bool, overlay: Path | None, extra: Sequence[str] = ()) -> list[str]:
        """Of the go command, to build it."""
        args = ["test", "-c"] if self.target.test else ["build"]
        args += ["-o", str(out)]
        if self.tags:
            args.append(f"-tags={','.join(self.tags)}")
        if race:
            args.append("-race")
        if overlay is not None:
            args.append(f"-overlay={overlay}")
        named = self.target.package if self.target.package != FILES else ""
        # The go command wants named files to be in one directory, by the same name.
        files = [str(Path(self.directory, p).absolute()) if p.endswith(".go") else p for p in self.patterns]
        return [*args, *([named] if named else [*files, *extra])]

    def command(self, binary: Path) -> list[str]:
        """That runs it."""
        if not self.target.test:
            return [str(binary), *self.target.arguments]
        return [str(binary), f"-test.run=^{self.target.test}$", "-test.timeout=0", *self.target.arguments]

    def place(self) -> str | os.PathLike[str]:
        """Where it runs."""
        return self.target.directory if self.target.test else self.directory


def confirm(
    program: Native,
    bug: Bug,
    trace: Trace,
    scratch: Path,
    *,
    runs: int = 10,
    seconds: float = 10.0,
    jobs: int = 0,
    bare: bool = True,
    progress: Callable[[str], None] | None = None,
) -> Confirmation:
    """Build and run; ``scratch`` is a directory for the copies, which the command needs.

    ``bare``: whether the program is run without gates, too.
    """
    say = progress or (lambda _text: None)
    out = Confirmation(0, 0, runs)
    if bug.code not in REASONS:
        out.note = f"the stock toolchain has no words for this: {bug.code}"
        return out
    race = bug.code == "race"
    if race and not native.races_can_be_built(program.toolchain, program.directory):
        out.note = "go build -race needs cgo and a C compiler"
        return out
    jobs = jobs or max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
    say("building")
    leak = _leak(bug)
    gated, free = scratch / "gated", scratch / "free"
    plan, failed = _build(program, trace, leak, gated, race)
    out.constraints = plan.texts
    if failed:
        out.note = f"the gated copy cannot be built: {failed}"
    environ = {"GORACE": "halt_on_error=0 history_size=3"} if race else {}

    def hits(folder: Path, more: dict[str, str]) -> int:
        done = native.run_many(
            program.command(folder / "program"),
            runs,
            directory=program.place(),
            seconds=seconds,
            environ={**environ, **more},
            jobs=jobs * 2,
        )
        return sum(shows(outcome, bug) for outcome in done)

    best = SETTLE[0]
    if not failed:
        for settle in SETTLE:
            say(f"running with gates ({settle})")
            out.tries += 1
            n = hits(gated, {"GOLOUPE_SETTLE": settle})
            if n > out.with_gates:
                out.with_gates, best = n, settle
            if out.with_gates * 2 > runs:
                break
        out.command = _command(program, gated, best, race)
    if bare:
        say("building without gates")
        empty = Plan([], [], [], 0, [], 0)
        free.mkdir(parents=True, exist_ok=True)
        if leak is None:
            failed = native.build(program.toolchain, program.arguments(free / "program", race, None), program.directory, race)
        else:
            _, failed = _build(program, Trace([], [], 0), leak, free, race, empty)
        if failed:
            out.note = out.note or f"the program cannot be built: {failed}"
        else:
            say("running without gates")
            out.without = hits(free, {})
    return out


def _leak(bug: Bug) -> Leak | None:
    if bug.code != "leak" or not bug.sites:
        return None
    site = bug.sites[0]
    reason = bug.title.removeprefix("goroutine leak: ").rpartition(" in ")[0]
    return Leak(site.file, site.line, reason, bug.data == "proved")


def _command(program: Native, folder: Path, settle: str, race: bool) -> str:
    """For a shell."""
    go = shlex.join(["env", f"CGO_ENABLED={int(race)}", str(program.toolchain.path)])
    extra = _extra(folder) if program.target.package == FILES else []
    build = shlex.join(program.arguments(folder / "program", race, folder / "overlay.json", extra))
    run = shlex.join(program.command(folder / "program"))
    where = Path(program.directory).absolute()
    place = Path(program.place()).absolute()
    there = f"cd {shlex.quote(str(where))} && {go} {build}"
    there += f" && cd {shlex.quote(str(place))}" if place != where else ""
    return f"{there} && GOLOUPE_SETTLE={settle} {run}"


def _extra(folder: Path) -> list[str]:
    overlay = json.loads((folder / "overlay.json").read_text())["Replace"]
    return [name for name in overlay if Path(name).name.startswith(GATES)]


def _build(program: Native, trace: Trace, leak: Leak | None, folder: Path, race: bool, plan: Plan | None = None) -> tuple[Plan, str]:
    """Write the overlay and build; the plan, and what went wrong."""
    folder.mkdir(parents=True, exist_ok=True)
    places = places_of(trace)
    replaced: dict[str, str] = {}
    request = _request(program, places, folder, replaced)
    answer = native.put_gates(program.toolchain, request, folder.parent)
    plan = plan or plan_of(trace, places, {int(k): v for k, v in answer["how"].items()})
    first = True
    # One file for each package in each directory; those of tests belong to the binary of the test alone.
    packages: dict[tuple[str, str], bool] = {}
    for file in replaced:
        key = (str(Path(file).parent), answer["package"][file])
        packages[key] = packages.get(key, True) and file.endswith("_test.go")
    for n, ((directory, name), tests) in enumerate(sorted(packages.items(), key=lambda item: item[1])):
        added = folder / f"{GATES}{n}.go"
        added.write_text(source(name, plan, leak, first=first), encoding="utf-8")
        replaced[str(Path(directory, f"{GATES}_{name}{'_test' if tests else ''}.go"))] = str(added)
        first = False
    overlay = folder / "overlay.json"
    overlay.write_text(json.dumps({"Replace": replaced}, indent=1), encoding="utf-8")
    extra = _extra(folder) if program.target.package == FILES else []
    return plan, native.build(program.toolchain, program.arguments(folder / "program", race, overlay, extra), program.directory, race)


def _request(program: Native, places: Sequence[Place], folder: Path, replaced: dict[str, str]) -> list[dict[str, object]]:
    """What files get which gates; copies are named in ``replaced``."""
    points: dict[str, list[dict[str, object]]] = {}
    for i, place in enumerate(places, 1):
        if place.op != END:
            points.setdefault(place.file, []).append({"id": i, "line": place.line, "op": place.op})
    end = program.target.test or "main"
    ends = _ending(program, end)
    for file in ends:
        points.setdefault(file, [])
    out: list[dict[str, object]] = []
    for n, (file, wanted) in enumerate(sorted(points.items())):
        if file not in program.files():
            continue
        copy = folder / f"{n}_{Path(file).name}"
        replaced[file] = str(copy)
        out.append({"in": file, "out": str(copy), "points": wanted, "end": end if file in ends else ""})
    return out


def _ending(program: Native, function: str) -> list[str]:
    """The file with the function at whose end the program is over."""
    for package in program.packages():
        if not program.target.test and package.path != program.target.main:
            continue
        for file in package.files:
            if f"func {function}(" in Path(file).read_text(encoding="utf-8", errors="replace"):
                return [file]
    return []
