"""A program that has been read once and can be run many times.

`Session` links the program to a `ControlledMachine`, initialises the standard library, and then runs the rest as often as one likes: the
variables of the program's own packages are set to zero, these packages are initialised, and main (or one test function) is called.

What is left of earlier runs is in the standard library only; see the package's page for why that does not matter, and how it is checked.
"""

from __future__ import annotations

import gc
import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from goloupe import std
from goloupe.errors import UserError
from goloupe.explore.behaviour import behaviour
from goloupe.explore.census import Census
from goloupe.explore.director import Director
from goloupe.explore.files import Written
from goloupe.explore.flags import Flags
from goloupe.explore.isolation import alone
from goloupe.explore.machine import ControlledMachine
from goloupe.explore.points import Points
from goloupe.explore.run import Run, Schedule
from goloupe.launch import embed
from goloupe.launch.columns import Source
from goloupe.launch.prelude import loops
from goloupe.launch.program import Options, Runner, refusal
from goloupe.lower.names import variable_name
from goloupe.runtime.machine import InternalError

if TYPE_CHECKING:
    from goloupe.explore.loading import Target
    from goloupe.leak.holders import Holders
    from goloupe.race.detector import Detector
    from goloupe.runtime.hooks import Hook

CROWD = 100
"""Goroutines from which on it is likely that most of them are alike."""
VARIABLE = 3
"""Class of objects that are package variables, in columns."""

ANEW: Final = ("os/signal",)
"""Packages of the standard library that begin anew in each run: this one starts a goroutine, once."""
_SPECIAL: Final = re.compile(rb"\.(?:(TryR?Lock)\b|NumGoroutine\b|GoroutineProfile\b|Stack\b|Lookup\(\"goroutine\")")
"""In the text of a file that tries locks, or asks for the number of goroutines or their stacks, perhaps."""


def _special(file: Path) -> Iterator[bool]:
    """For each such place whether it tries a lock."""
    try:
        text = file.read_bytes()
    except OSError:
        return  # It has been read before, and is gone.
    yield from (found[1] is not None for found in _SPECIAL.finditer(text))


class Session:
    """Runs one entry point of one program, again and again."""

    def __init__(self, source: Source, options: Options, hook: Hook | None = None, *, tested: str = "") -> None:
        self.source = source
        self.holders: Holders | None = None
        """Who holds which lock, while somebody writes it down."""
        self.test = ""
        """The test that is run; empty for a program."""
        self.target: Target | None = None
        """What this is the session of, if it was made from one."""
        self.directory = ""
        """Where the program runs; empty: here."""
        names = (tested, f"{tested}_test", f"{tested}.test")
        own = [p for p in source.packages if not p.standard or p.path.partition(" ")[0] in names]
        self.points = Points(source.goroot, frozenset(file for p in own if p.standard for file in p.files))
        self.machine = ControlledMachine(self.points, goroot=source.goroot, hook=hook)
        special = {tries for p in own for file in p.files for tries in _special(Path(file))}
        self.machine.tries = True in special
        self.machine.census = Census() if False in special else None
        self.runner = Runner(source, options, self.machine)
        self.written = Written(self.runner.library)
        self._flags = Flags(self.runner.namespace)
        self.hook = hook
        self._own = [p.path for p in own]
        anew = [*(p.path for p in source.packages if p.path in ANEW), *self._own]
        mine = {path.partition(" ")[0] for path in anew}
        others = {p.path.partition(" ")[0] for p in source.packages} - mine
        self._variables = [
            (variable_name(columns.strings[columns.o_key[obj]]), columns.strings[columns.o_key[obj]])
            for columns in (source.columns[path] for path in dict.fromkeys(anew) if path in source.columns)
            for obj, klass in enumerate(columns.o_class)
            if klass == VARIABLE
            and columns.o_type[obj] >= 0
            # Columns also name variables of other packages that are used here.
            and columns.strings[columns.o_key[obj]].rpartition(".")[0] not in others
            and columns.strings[columns.o_key[obj]] not in std.LINKED_VARIABLES
        ]
        self._given: dict[str, Any] = {}
        """Variables of the tested package that packages which import it set in their own initialisation, and what to."""
        self._embedding = own
        self._inits = [call for path in dict.fromkeys(anew) for call in self.runner.initialisers(path)]
        self._entry: Callable[[], Any] | None = None
        self.on_begin: list[Callable[[], Any]] = []
        """Called before each run, when the machine is ready."""
        self.on_entry: list[Callable[[], Any]] = []
        """Called in each run when the packages are initialised, before main."""
        self.detector: Detector | None = None
        """The race detector, if it watches."""
        self.judges: list[Callable[[Session, Run, Any], None]] = []
        """Called after each run with what the machine knows of its end: they add bugs."""
        self._prepared = False
        self.natural: Run | None = None
        """The run in natural order that `prepare` made."""
        self.left: list[str] = []
        """Files that the first run left behind."""
        self.settled = False
        """Runs begin when the program's own packages are initialised: see `settle`."""
        self.weighed = False
        """It is known whether they should."""
        self._fresh = False
        """They are, and nothing has run since."""
        self.isolated = False
        """Each run is made in a process of its own: see `goloupe.explore.isolation`."""
        self.run_seconds = 10.0
        """Real time that such a run may take."""

    def aim(self, target: Target) -> None:
        """Run another test of the same program from now on."""
        self.runner.arguments(target.command)
        self.test = target.test
        self.target = target

    def prepare(self) -> None:
        """Initialise the standard library and make the natural run, once: what is lowered in it need not be lowered in each child.

        All runs that count begin from here, in exploration as in replay.
        """
        if self.natural is None:
            self.initialise()
            natural = self._run(Director())
            self.made(natural)
            self.left = self.left or self.written.left()
            # Children have no use for what that run holds.
            self.machine.restart(Director())
            self._reset()
            if natural.end not in ("exit", "deadlock"):
                gc.collect()  # It may be much.
            self.runner.keep()

    def made(self, natural: Run) -> None:
        """The natural run has been made."""
        self.natural = natural
        self.machine.further = natural.end not in ("steps", "timeout")

    def initialise(self) -> None:
        """Initialise the standard library, if that has not been done."""
        if self._prepared:
            return
        self._prepared = True
        inits = [(path, call) for path in self._before_runs() for call in self.runner.initialisers(path)]
        machine = self.machine
        machine.restart(Director())
        machine.quiet = True

        namespace = self.runner.namespace
        had: dict[str, Any] = {}
        again: set[bytes] = set()
        """Flags of the program's own, which each run defines."""

        def start() -> None:
            for path, call in inits:
                flags = self._flags.names() if path in self._own else frozenset()
                call()
                if path in self._own:
                    again.update(self._flags.names() - flags)
                    had.update((name, namespace[name]) for name, _ in self._variables if name in namespace)

        kind, what = self._drive(start)
        self._flags.keep(frozenset(again))
        for name, key in self._variables if had else ():
            if name in namespace and namespace[name] is not had.get(name):
                t = self.runner.program.variable_type(key)
                if t is not None and not t.inplace:
                    self._given[name] = namespace[name]
        if kind != "exit":
            _, report = machine.conclude(kind, what)
            raise UserError(f"the standard library could not be initialised: {report.strip() or kind}")
        machine.number_on()

    def _before_runs(self) -> list[str]:
        """The packages of the standard library, and those of the program on which some depend: it may be one of them that is tested."""
        packages = self.source.packages
        first: set[str] = set()
        for package in reversed(packages):
            if package.path in first or package.path not in self._own:
                first.update((package.path, *package.imports))
        return [package.path for package in packages if package.path in first]

    def _drive(self, start: Callable[[], Any]) -> tuple[str, Any]:
        """Run in the program's directory."""
        if not self.directory:
            return self.machine.drive(start)
        here = Path.cwd()
        os.chdir(self.directory)
        try:
            return self.machine.drive(start)
        finally:
            os.chdir(here)

    def _reset(self) -> None:
        """Set the program's own variables to zero, and forget its flags."""
        namespace = self.runner.namespace
        self._flags.restore()
        namespace.update(loops(self.machine))
        program = self.runner.program
        for name, key in self._variables:
            if name in namespace:
                program.variable(name, key)
        for package in self._embedding:
            embed.fill(package, program)

    def run(self, director: Director) -> Run:
        """One run."""
        if self.isolated:
            return alone(self, director)
        self.prepare()
        return self._run(director)

    def once(self, director: Director) -> Run:
        """One run, in this process, if need be the first."""
        self.initialise()
        return self._run(director)

    def _begin(self, director: Director, *, settled: bool = False) -> None:
        """A run begins; if it is not ``settled``, with variables that are zero."""
        self.machine.restart(director)
        self.machine.linger = bool(self.test)
        if not settled:
            self._reset()
        for call in self.on_begin:
            call()

    def _initialise_own(self) -> None:
        for call in self._inits:
            call()
        self.runner.namespace.update(self._given)

    def settle(self) -> float:
        """Initialise the program's own packages before all runs, so that these need not do it.

        The answer is the seconds of processor time that it took; 0 if runs have to do it all the same, for it is more than to give
        variables their values: it starts goroutines or timers, prints something, makes a choice, or does not end.
        """
        machine, director = self.machine, Director()
        self._begin(director)
        machine.linger = False
        calm = False

        def start() -> None:
            nonlocal calm
            self._initialise_own()
            calm = len(machine.allgs) == 1 and not machine.clock.heap

        begun = time.process_time()
        self._drive(start)
        took = time.process_time() - begun
        printed = machine.stdout.bytes() or machine.stderr.bytes()  # type: ignore[attr-defined]
        self.settled = self._fresh = calm and not director.log and not printed
        return took if self.settled else 0.0

    def _settled(self, director: Director) -> bool:
        """Begin a run when the packages are initialised; if that cannot be, the answer is no."""
        if not self._fresh:
            mode = self.settled
            self.settle()
            done, self.settled = self.settled, mode
            if not done:
                return False
        self._fresh = False
        now = self.machine.clock.now
        self._begin(director, settled=True)
        self.machine.clock.now = now
        return True

    def _run(self, director: Director) -> Run:
        machine = self.machine
        director.settled = settled = (self.settled or director.settled) and self._settled(director)
        if not settled:
            self._begin(director)
        entry = self._entry = self._entry or self.runner.function(self.runner.main, "main")

        def start() -> None:
            if not settled:
                self._initialise_own()
            for call in self.on_entry:
                call()
            entry()

        kind, what = self._drive(start)
        end, code, report = kind, 0, ""
        try:
            if machine.main_done:
                end, code = "exit", machine.exit_code
            elif kind not in ("steps", "stuck", "rest"):
                code, report = machine.conclude(kind, what)
        except InternalError as error:
            end, report = "unsupported", refusal(error, self.source.goroot)
            if not report:
                raise
        log = director.log
        # A schedule without the zeros at its end goes on in the natural order, which is fair: an answer that is never asked for keeps them.
        answers = tuple(log) if director.fair else (*log, 1)
        run = Run(
            Schedule(answers, director.eager, director.rand_seed, director.racy, settled),
            end,
            code,
            report,
            machine.stdout.bytes(),  # type: ignore[attr-defined]
            machine.stderr.bytes(),  # type: ignore[attr-defined]
            machine.steps,
            len(log) - log.count(0),
            director.name,
            director.seed,
            events=machine.events,
            notes=machine.notes,
            unvaried=tuple(sorted(machine.unvaried)),
        )
        getting_on = end == "steps" and machine.progress > run.steps // 2
        run.busy = getting_on and (not machine.jumps or len(machine.notes) >= CROWD)
        run.behaviour = behaviour(run.events, run.notes)
        if end != "unsupported":
            for judge in self.judges:
                judge(self, run, what)
        return run


def repeat(session: Session, schedules: Sequence[Schedule]) -> list[Run]:
    """Run these schedules."""
    from goloupe.explore.director import Replayer

    return [session.run(Replayer.of(s)) for s in schedules]
