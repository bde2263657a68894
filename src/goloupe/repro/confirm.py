"""Confirming a bug: build the program with gates and without, run both, count."""

from __future__ import annotations

import json
import os
import shlex
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path, PurePath
from typing import Final

from goloupe.explore.confirmation import Confirmation
from goloupe.explore.loading import Target
from goloupe.explore.run import Bug
from goloupe.frontend import native
from goloupe.frontend.group import Stopped
from goloupe.frontend.results import LoadedPackage
from goloupe.frontend.toolchain import Toolchain
from goloupe.repro.constraints import ACCESSES, END, Place, Plan, Trace, meeting, meeting_plan, places_of, plan_of
from goloupe.repro.gates import Leak, source
from goloupe.repro.modules import moved
from goloupe.repro.verdict import shows

FILES: Final = "command-line-arguments"
GATES: Final = "zz_goloupe_gates"
"""Name of the file that is added to packages."""
SETTINGS: Final[tuple[Mapping[str, str], ...]] = (
    {"GOLOUPE_SETTLE": "500us"},
    {"GOLOUPE_SETTLE": "5ms"},
    {"GOLOUPE_SETTLE": "50us"},
    {"GOLOUPE_SETTLE": "500us", "GOMAXPROCS": "1"},
)
"""How long an operation may take until the next gate opens, and on how many processors, for some things are kept by each: tried in turn,
until more than half of the runs are hits."""
REASONS: Final = ("race", "panic", "fatal", "deadlock", "leak", "fail", "livelock")
"""Kinds of bugs that the stock toolchain can show."""
UNMET: Final = (
    "two goroutines that meet at its places do not show it either: Go's detector takes these for ordered, or tells of another race"
)
"""Why a race may not be shown."""
EXITS: Final = ("os.Exit(", "log.Fatal")
"""Calls that end a program."""
NO_WORDS: Final = {
    "lockorder": "a prediction: no run shows it",
}
"""Why it cannot show others."""


Planner = Callable[[Trace, list[Place], Mapping[int, str], Mapping[int, int]], Plan]
"""Makes gates of a trace: of its places, what the gate of each is in front of, and which of them share one."""


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
        args = ["test", "-c", "-vet=off"] if self.target.test else ["build"]
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
        return [str(binary), f"-test.run={self.target.pattern}", "-test.timeout=0", *self.target.beside, *self.target.arguments]

    def place(self) -> str | os.PathLike[str]:
        """Where it runs."""
        return self.target.directory if self.target.test else self.directory


def impossible(program: Native, bug: Bug) -> str:
    """Why the stock toolchain cannot show a bug; nothing if it can."""
    if bug.code not in REASONS:
        return NO_WORDS.get(bug.code, f"the stock toolchain has no words for this: {bug.code}")
    if bug.code == "race" and not native.races_can_be_built(program.toolchain, program.directory):
        return "go build -race needs cgo and a C compiler, and there is none"
    return ""


def confirm(
    program: Native,
    bug: Bug,
    trace: Trace,
    scratch: Path,
    *,
    runs: int = 10,
    seconds: float = 10.0,
    jobs: int = 0,
    progress: Callable[[str], None] | None = None,
    stop: threading.Event | None = None,
) -> Confirmation:
    """Build and run; ``scratch`` is a directory for the copies, which the command needs.

    When ``stop`` is set, what is known by then is kept.
    """
    why = impossible(program, bug)
    if why:
        return Confirmation(note=why, impossible=True)
    out = Confirmation()
    try:
        _Attempt(program, bug, scratch, runs, seconds, jobs, progress or (lambda _text: None), stop).make(trace, out)
    except Stopped:
        out.note = "interrupted"
    return out


@dataclass
class _Attempt:
    """Of confirming one bug."""

    program: Native
    bug: Bug
    scratch: Path
    runs: int
    seconds: float
    jobs: int
    say: Callable[[str], None]
    stop: threading.Event | None

    def make(self, trace: Trace, out: Confirmation) -> None:
        """With gates, then without."""
        race = self.bug.code == "race"
        leak = _leak(self.bug)
        self._gated(trace, leak, race, out)
        self.say("building without gates")
        free = self.scratch / "free"
        free.mkdir(parents=True, exist_ok=True)
        if leak is None:
            arguments = self.program.arguments(free / "program", race, None)
            failed = native.build(self.program.toolchain, arguments, self.program.directory, race, self.stop)
        else:
            _, failed = _build(self.program, Trace([], [], []), leak, free, race, lambda *_: Plan([], [], [], 0, [], 0), self.stop)
        if failed:
            out.note = out.note or f"the program cannot be built: {failed}"
            return
        self.say("running without gates")
        out.without = self._hits(free, race, {})
        out.runs = self.runs

    def _gated(self, trace: Trace, leak: Leak | None, race: bool, out: Confirmation) -> None:
        self.say("building with gates")
        order = partial(plan_of, early=self.bug.code == "livelock")
        # Races are to be told of the program's own accesses, where that will do.
        plan, failed = self._tried(trace, leak, order, out, "gated", within=not race)
        if failed:
            out.note = f"the gated copy cannot be built: {failed}"
            return
        sides = meeting(self.bug, self.program.files()) if race and self._seldom(out) else None
        if sides is not None:
            self.say("building with a gate where two meet")
            before = out.with_gates
            met, _ = self._tried(sides, None, meeting_plan, out, "meeting", settings=SETTINGS[:1])
            if out.with_gates > before:
                out.constraints = met.texts
        if plan.amid and race and self._seldom(out):
            self.say("building with gates within statements")
            finer, failed = self._tried(trace, leak, order, out, "finer", within=True)
            plan = plan if failed else finer
        if self._seldom(out):
            out.note = _amid(plan)
            if sides is not None and not out.with_gates:
                out.note = f"{out.note}; {UNMET}" if out.note else UNMET

    def _seldom(self, out: Confirmation) -> bool:
        """Whether at most half of the runs show it."""
        return 2 * out.with_gates <= self.runs

    def _tried(
        self,
        trace: Trace,
        leak: Leak | None,
        planner: Planner,
        out: Confirmation,
        name: str,
        *,
        within: bool = False,
        settings: Sequence[Mapping[str, str]] = SETTINGS,
    ) -> tuple[Plan, str]:
        """Build a copy and run it; the plan, and why that could not be done."""
        gated = self.scratch / name
        race = self.bug.code == "race"
        plan, failed = _build(self.program, trace, leak, gated, race, planner, self.stop, within)
        out.constraints = out.constraints or plan.texts
        if failed:
            return plan, failed
        for number, setting in enumerate(settings, 1):
            self.say(f"running with gates (setting {number})")
            n = self._hits(gated, race, setting)
            out.runs = self.runs
            out.tries += 1
            if n > out.with_gates or not out.command:
                out.with_gates, out.command = n, _command(self.program, gated, setting, race)
            if not self._seldom(out):
                break
        return plan, ""

    def _hits(self, folder: Path, race: bool, more: Mapping[str, str]) -> int:
        """Runs that showed it."""
        done = native.run_many(
            self.program.command(folder / "program"),
            self.runs,
            directory=self.program.place(),
            seconds=self.seconds,
            environ={**({"GORACE": "halt_on_error=0 history_size=3"} if race else {}), **more},
            jobs=2 * (self.jobs or _processors()),
            stop=self.stop,
        )
        return sum(shows(outcome, self.bug) for outcome in done)


def _amid(plan: Plan) -> str:
    """Where no gate can be."""
    if not plan.amid:
        return ""
    lines = sorted({f"{PurePath(p.file).name}:{p.line}" for p in plan.amid})
    return f"the schedule goes to another goroutine in the midst of a statement, where no gate can be: {', '.join(lines)}"


def _processors() -> int:
    return max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def _leak(bug: Bug) -> Leak | None:
    if bug.code != "leak" or not bug.sites:
        return None
    site = bug.sites[0]
    reason = bug.title.removeprefix("goroutine leak: ").rpartition(" in ")[0]
    return Leak(site.file, site.line, reason, bug.data == "proved")


def _command(program: Native, folder: Path, setting: Mapping[str, str], race: bool) -> str:
    """For a shell."""
    go = shlex.join(["env", f"CGO_ENABLED={int(race)}", str(program.toolchain.path)])
    extra = _extra(folder) if program.target.package == FILES else []
    build = shlex.join(program.arguments(folder / "program", race, folder / "overlay.json", extra))
    run = shlex.join(program.command(folder / "program"))
    where = Path(program.directory).absolute()
    place = Path(program.place()).absolute()
    there = f"cd {shlex.quote(str(where))} && {go} {build}"
    there += f" && cd {shlex.quote(str(place))}" if place != where else ""
    return " ".join([there, "&&", *(f"{name}={value}" for name, value in setting.items()), run])


def _extra(folder: Path) -> list[str]:
    overlay = json.loads((folder / "overlay.json").read_text())["Replace"]
    return [name for name in overlay if Path(name).name.startswith(GATES)]


def _build(
    program: Native,
    trace: Trace,
    leak: Leak | None,
    folder: Path,
    race: bool,
    planner: Planner,
    stop: threading.Event | None,
    within: bool = False,
) -> tuple[Plan, str]:
    """Write the overlay and build; the plan, and what went wrong.

    ``within``: where the order goes to another goroutine in the midst of a statement, there are gates within that.
    """
    folder.mkdir(parents=True, exist_ok=True)

    def built(trace: Trace, exact: bool, fine: frozenset[tuple[str, int]] = frozenset()) -> tuple[Plan, str]:
        return _built(program, trace, leak, folder, race, planner, stop, exact, fine)

    done, failed = built(trace, exact=True)
    if done.amid and within and not failed:
        finer, wrong = built(trace, exact=True, fine=frozenset((p.file, p.line) for p in done.amid))
        if not wrong:
            return finer, wrong
        done, failed = built(trace, exact=True)
    if failed:  # Old versions of the language cannot have them.
        done, failed = built(replace(trace, steps=[replace(step, case=-1) for step in trace.steps]), exact=False)
    return done, failed


def _built(
    program: Native,
    trace: Trace,
    leak: Leak | None,
    folder: Path,
    race: bool,
    planner: Planner,
    stop: threading.Event | None,
    exact: bool,
    fine: frozenset[tuple[str, int]],
) -> tuple[Plan, str]:
    places = places_of(trace)
    replaced: dict[str, str] = {}
    chosen = {step.place for step in trace.steps if step.case >= 0}
    request = _request(program, places, chosen, folder, replaced, leak is not None, exact, fine)
    copies, overlaid = moved(program.toolchain, Path(program.directory), replaced, folder)
    answer = native.put_gates(program.toolchain, request, folder.parent)
    how, same = ({int(k): v for k, v in answer[name].items()} for name in ("how", "same"))
    plan = planner(trace, places, how, same)
    first = True
    # One file for each package in each directory; those of tests belong to the binary of the test alone.
    packages: dict[tuple[str, str], bool] = {}
    for file in replaced:
        key = (str(Path(copies.get(file, file)).parent), answer["package"][file])
        packages[key] = packages.get(key, True) and file.endswith("_test.go")
    replaced = {**{copies.get(file, file): gated for file, gated in replaced.items()}, **overlaid}
    for n, ((directory, name), tests) in enumerate(sorted(packages.items(), key=lambda item: item[1])):
        added = folder / f"{GATES}{n}.go"
        text = source(name, plan, leak, first=first, moved=copies, ends=len(_ends(program.target)), exact=exact)
        added.write_text(text, encoding="utf-8")
        replaced[str(Path(directory, f"{GATES}_{name}{'_test' if tests else ''}.go"))] = str(added)
        first = False
    overlay = folder / "overlay.json"
    overlay.write_text(json.dumps({"Replace": replaced}, indent=1), encoding="utf-8")
    extra = _extra(folder) if program.target.package == FILES else []
    arguments = program.arguments(folder / "program", race, overlay, extra)
    return plan, native.build(program.toolchain, arguments, program.directory, race, stop)


def _request(
    program: Native,
    places: Sequence[Place],
    chosen: set[Place],
    folder: Path,
    replaced: dict[str, str],
    leak: bool,
    exact: bool,
    fine: frozenset[tuple[str, int]],
) -> list[dict[str, object]]:
    """What files get which gates; copies are named in ``replaced``.

    Who looks for a leak looks before the program exits, too, wherever that is.
    """
    points: dict[str, list[dict[str, object]]] = {}
    for i, place in enumerate(places, 1):
        if place.op != END:
            within = (place.file, place.line) in fine and place.op in ACCESSES
            points.setdefault(place.file, []).append({**asdict(place), "id": i, "cases": place in chosen, "fine": within})
    ends: dict[str, list[str]] = {}
    for name in _ends(program.target):
        for file in _ending(program, name):
            ends.setdefault(file, []).append(name)
    exits = [file for file in sorted(program.files()) if leak and any(call in _text(file) for call in EXITS)]
    for file in (*ends, *exits):
        points.setdefault(file, [])
    out: list[dict[str, object]] = []
    for n, (file, wanted) in enumerate(sorted(points.items())):
        if file not in program.files():
            continue
        copy = folder / f"{n}_{Path(file).name}"
        replaced[file] = str(copy)
        out.append({"in": file, "out": str(copy), "points": wanted, "ends": ends.get(file, []), "exits": file in exits, "exact": exact})
    return out


def _ends(target: Target) -> list[str]:
    """The functions at whose end the program is over, when all of them have ended."""
    if target.asked is None:
        return [target.test or "main"]
    return [pattern.partition("/")[0].strip("^$") for pattern in target.pattern.split("|")]


def _ending(program: Native, function: str) -> list[str]:
    """The file with the function at whose end the program is over."""
    for package in program.packages():
        if not program.target.test and package.path != program.target.main:
            continue
        for file in package.files:
            if f"func {function}(" in _text(file):
                return [file]
    return []


def _text(file: str) -> str:
    return Path(file).read_text(encoding="utf-8", errors="replace")
