"""Run a Go program on the machine: read it, link it, initialise its packages, call main."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from goloupe import std
from goloupe.launch import embed, units
from goloupe.launch.columns import CannotRun, ColumnFiles, Source, read
from goloupe.launch.prelude import namespace
from goloupe.launch.reading import Reader
from goloupe.launch.variables import Variables
from goloupe.leak.world import WORLD, World
from goloupe.lower.link import Program
from goloupe.lower.names import variable_name
from goloupe.lower.package import Package
from goloupe.lower.unit import PLAIN, RACE, Unit
from goloupe.runtime import stack
from goloupe.runtime.machine import InternalError, Machine
from goloupe.runtime.panics import Unsupported
from goloupe.std import roots
from goloupe.std.internal_godebug import settings

if TYPE_CHECKING:
    from goloupe.leak.holders import Holders
    from goloupe.race.detector import Detector
    from goloupe.race.report import Race
    from goloupe.race.reporter import Reporter
    from goloupe.runtime.hooks import Hook
    from goloupe.runtime.tracelog import TraceLog

PORTABLE_TAGS: Final = ("disableunsafe", "math_big_pure_go", "netgo", "noasm", "osusergo", "purego", "safe")
"""Build tags by which packages, the standard library's and others, leave out their assembly and their C where they can."""
RACE_TAGS: Final = ("race",)
"""Build tags of a program whose races are looked for."""


@dataclass
class Options:
    """How to run: seed of all choices, number of processors of the model, clock."""

    seed: int = 0
    gomaxprocs: int = 4
    clock: str = "virtual"
    arguments: Sequence[str] = ()
    """The program's command line, its name first."""
    emit: Callable[[Unit], None] | None = None
    """Told of every function that is lowered."""
    args: Sequence[str] = ()
    """Flags for reading the program, such as ``-tags=…``."""
    trace: TraceLog | None = None
    """Gets the events of the run."""
    why: bool = False
    """Whether to say of a deadlock, or a run that was stopped, who waits for whom."""
    race: Detector | None = None
    """Watches all accesses to memory for data races."""
    gorace: str | None = None
    """If given, races are printed and decide the exit code, as this value of the variable GORACE says."""
    on_races: Callable[[str, Sequence[Race]], None] | None = None
    """Told of the races, and GOROOT, when the run has ended."""
    begun: threading.Event = field(default_factory=threading.Event)
    """Set when the program has been read and runs."""
    wants: Callable[[int], bool] = field(default=lambda _: False)
    """Give the program a signal, in any thread; whether it wants that.  Set by the program's runner."""


def refusal(error: BaseException, goroot: str = "") -> str:
    """What could not be run, with the Go line that wanted it, if that is what ended a run; else nothing."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, Unsupported):
        cause = cause.__cause__
    if cause is None:
        return ""
    where = ""
    within = goroot.rstrip("/") + "/"
    trace = cause.__traceback__
    while trace is not None:
        frame = stack.frame_of(trace.tb_frame.f_code, trace.tb_lineno)
        # The innermost line of the program's own, if there is one: what the standard library did there is its own affair.
        if frame is not None and not (where and frame.file.startswith(within)):
            where = f"{frame.file}:{frame.line}: "
        trace = trace.tb_next
    return f"{where}{cause}"


def _holders(goroot: str) -> Holders:
    """Who holds which lock."""
    from goloupe.leak.holders import Holders

    return Holders(goroot)


def _together(hooks: list[Hook]) -> Hook | None:
    """One hook for all of them."""
    if len(hooks) < 2:
        return hooks[0] if hooks else None
    from goloupe.runtime.hooks import Tee

    return Tee(*hooks)


class Runner:
    """A program that has been read and can be run."""

    def __init__(self, source: Source, options: Options, machine: Machine | None = None) -> None:
        self.source = source
        self.options = options
        self.holders = _holders(source.goroot) if options.why else None
        hook = _together([hook for hook in (options.trace, options.race, self.holders) if hook is not None])
        self.machine = machine or Machine(
            seed=options.seed, gomaxprocs=options.gomaxprocs, clock=options.clock, goroot=source.goroot, hook=hook
        )
        self.namespace = namespace(self.machine)
        stand_ins = std.lookup(self.machine)
        self.library = stand_ins.library
        flavour = PLAIN if options.race is None else RACE
        self.machine.types.watched = options.race is not None
        self.program = Program(stand_ins, self.namespace, self.machine.types, std.type_class, flavour)
        self.reporter: Reporter | None = None
        if options.race is not None:
            stand_ins.left_out = std.UNWATCHED
            self._watch(options.race)
        if options.trace is not None:
            options.trace.watch(self.machine.clock, source.goroot)
        if options.arguments:
            self.library.args = [os.fsencode(a) for a in options.arguments]
        main = next((p for p in reversed(source.packages) if p.name == "main"), None)
        if main is not None:
            stand_ins.library.default_godebug = main.godebug.encode()
        self.machine.panicnil = settings(stand_ins.library).get(b"panicnil") == b"1"
        stand_ins.library.link(self.program.type_of, self.program.late, self.get, self._put, self.namespace)
        variables = Variables(self.namespace, self.program.variables, self.program.variable_type)
        self.machine.values[WORLD] = World(
            variables,
            partial(roots.kept, stand_ins.library),
            (self, self.source, self.program, self.namespace, stand_ins.library),
            roots.OPAQUE,
            variables.named,
        )
        for key, held in std.LINKED_VARIABLES.items():
            self._put(key, held)
        self.program.emitted = options.emit
        for package in source.packages:
            if package.path in source.columns:
                self.program.add(self._package(package.path))
        for package in source.packages:
            embed.fill(package, self.program)
        self.main = next((p.path for p in source.loaded.packages if p.root and p.name == "main"), "")

    def _watch(self, detector: Detector) -> None:
        """Have all accesses to memory watched."""
        from goloupe.race.operations import operations
        from goloupe.std.internal_race import DETECTOR

        detector.attach(self.machine)
        self.namespace.update(operations(detector))
        self.machine.values[DETECTOR] = detector
        if self.options.gorace is not None:
            from goloupe.race.gorace import parse
            from goloupe.race.reporter import Reporter
            from goloupe.std.os import LINGER

            self.reporter = Reporter(self.machine, parse(self.options.gorace))
            detector.on_race = self.reporter.tell
            self.machine.values[LINGER] = self.reporter.linger

    def _package(self, path: str) -> Package:
        """A package for the linker, with what earlier runs have lowered of it."""
        columns = self.source.columns
        kept = None
        if isinstance(columns, ColumnFiles) and self.options.emit is None:
            kept = units.find(columns.files[path], self.program.flavour)
        return Package(path, partial(columns.__getitem__, path), kept, self.program.flavour)

    def expect(self, keys: Sequence[str]) -> None:
        """Lower functions that another process has called and kept, so that they are there when this one calls them."""
        columns = self.source.columns
        if isinstance(columns, ColumnFiles) and self.options.emit is None:
            for key in keys:
                package = self.program.where.get(key)
                if package is not None:
                    package.offer(key, partial(units.find, columns.files[package.path], self.program.flavour))
        self.program.expect(keys)

    def arguments(self, arguments: Sequence[str]) -> None:
        """Give the program another command line, after its standard library has been initialised, too."""
        library = self.library
        library.args = [os.fsencode(a) for a in arguments]
        self._put("os.Args", library.strings(list(library.args)))

    def keep(self) -> None:
        """Keep what this run has lowered for the next one."""
        columns = self.source.columns
        if isinstance(columns, ColumnFiles) and self.options.emit is None:
            units.keep((package, columns.files[path]) for path, package in self.program.packages.items())

    def get(self, key: str) -> Any:
        """The value of a package variable."""
        name = variable_name(key)
        if name not in self.namespace:
            self.program.variable(name, key)
        return self.namespace[name]

    def _put(self, key: str, value: Any) -> None:
        self.namespace[variable_name(key)] = value

    def run(self) -> int:
        """Run it; returns its exit code."""
        if not self.main:
            named = next((p.path for p in self.source.loaded.packages if p.root), "")
            raise CannotRun(
                f"package {named} is not a main package", next_step="goloupe run needs a program: a package main with a function main."
            )
        inits = [call for package in self.source.packages for call in self.initialisers(package.path)]
        main = self.function(self.main, "main")

        def start() -> None:
            for call in inits:
                call()
            main()
            if self.reporter is not None:
                self.reporter.linger()

        self.options.wants = self._wants
        self.options.begun.set()
        try:
            return self._end(*self.machine.drive(start))
        except InternalError as err:
            text = refusal(err, self.source.goroot)
            if not text:
                raise
            sys.stdout.flush()
            sys.stderr.write(f"goloupe: {text}\n")
            return 2
        finally:
            self.keep()
            if self.options.race is not None and self.options.on_races is not None:
                self.options.on_races(self.source.goroot, self.options.race.races)

    def _wants(self, number: int) -> bool:
        if "signals" not in self.library.state:
            return False
        from goloupe.std.os_signal import deliver

        return deliver(self.library, number)

    def _end(self, kind: str, what: Any) -> int:
        """Write what there is to say at the end; the exit code."""
        code, report = self.machine.conclude(kind, what)
        if self.holders is not None and kind in ("deadlock", "timeout"):
            from goloupe.leak.why import explanation

            report += explanation(self.machine, self.holders)
        if report:
            with contextlib.suppress(OSError):
                self.machine.write_stderr(report.encode("utf-8", "surrogateescape"))
        return code if self.reporter is None else self.reporter.finish(kind, code)

    def function(self, path: str, name: str) -> Callable[..., Any]:
        """A function of a package."""
        return self.program.late(self._key(path, name))

    def _key(self, path: str, name: str) -> str:
        for declared, key in self.program.packages[path].index.order:
            if declared == name:
                return key
        raise CannotRun(f"# {path}\nruntime.main_main·f: function main is undeclared in the main package")

    def initialisers(self, path: str) -> Iterable[Callable[..., Any]]:
        """What initialises a package, in order: its variables, then its init functions."""
        package = self.program.packages.get(path)
        plain, _, variant = path.partition(" ")
        skipped = plain in std.SKIP_INIT
        if package is None or (skipped and variant != f"[{plain}.test]"):
            return
        for name, key in package.index.order:
            # Of a package under test whose own initialisation has no place here, variables are set: those of its test files are among them.
            if name == "init" or (name.startswith("init.") and not skipped):
                yield self.program.late(key)


def run(patterns: Sequence[str], reader: Reader, directory: str | os.PathLike[str], options: Options) -> int:
    """Read and run the program that ``patterns`` name."""
    source = read(reader, patterns, directory, std.LEFT_OUT, args=options.args)
    return Runner(source, options).run()
