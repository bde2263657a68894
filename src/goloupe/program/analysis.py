"""Escape analysis of a program: what is known is looked up, the rest is analysed, callees before callers.

    record of an earlier run that still holds?  ──yes──►  all results from the store
          │ no
    go list; deep hashes                        ──hit──►  results of unchanged packages from the store
          │ the others
    type-check them; emit them, and what they call elsewhere except where the tags are in the store
          │ blobs, as they are written
    analyse, several at a time, each after those that it calls  ──►  store
          │
    keep a record of the run

A package that fails, be it in the front end or in the analysis, is an error in the report; those that call it assume the worst of it.
"""

from __future__ import annotations

import os
import queue
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from goloupe.caching import runs
from goloupe.frontend.results import Blob, EmitFailure
from goloupe.program.program import PackageError, Program
from goloupe.program.report import EscapeReport, Results, Stats
from goloupe.program.schedule import Schedule
from goloupe.program.store import Outcome, Store, TagTable, decode_tags
from goloupe.program.worker import Done, Task, perform

if TYPE_CHECKING:
    from goloupe.frontend.building import Progress
    from goloupe.program.pool import Pool

    Events = queue.SimpleQueue[Blob | EmitFailure | Done | BaseException | None]

_WORTH_WORKERS = 2_000_000
"""From so many bytes of source on, workers are worth the time that they take to start."""


def escape(
    program: Program,
    *,
    jobs: int | None = None,
    explain: bool = False,
    progress: Progress | None = None,
    use_cache: bool = True,
) -> EscapeReport:
    """Say for every value of the program's root packages whether it lives on the stack or the heap.

    Packages with errors, and those that import them, are left out, as `go build` leaves them out; the rest is analysed. `jobs` is how
    many packages are analysed at a time (as many as there are processors). `explain` adds the details that `-m=2` prints. `progress` is
    told how far it has got. Without `use_cache`, results of earlier runs are neither used nor kept.
    """
    started = time.perf_counter()
    store = program.store if use_cache and not explain else None
    report = _recorded(program, store) if store is not None else None
    if report is None:
        analysis = Analysis(program, store, explain=explain, progress=progress)
        roots = [package.path for package in program.roots if package.files]
        analysis.run(roots, jobs)
        report = analysis.report()
        if store is not None and not report.errors:
            _keep(program, store)
            store.sweep()
    report.elapsed = time.perf_counter() - started
    return report


def _recorded(program: Program, store: Store) -> EscapeReport | None:
    """Make the report of a program whose record holds, if the store still has all results."""
    if program.record is None:
        return None
    outcomes: dict[str, Outcome] = {}
    for path, _, deep in program.record.roots:
        outcome = store.find(deep)
        if outcome is None or not outcome.complete:
            program.refresh()
            return None
        outcomes[path] = outcome
    return EscapeReport(
        packages=Results(outcomes),
        errors=[],
        go_version=program.go_version,
        directory=program.directory,
        stats=Stats(packages=len(outcomes), functions=sum(o.functions for o in outcomes.values()), reused=len(outcomes)),
        directories={path: directory for path, directory, _ in program.record.roots},
    )


def _keep(program: Program, store: Store) -> None:
    """Record the run, so that it need not be repeated."""
    if program.record is not None or program.errors or program.warnings:
        return
    runs.keep(store.run_path(program.key), program.toolchain, program.request, program.listing, program.deep(), started=program.started)


class Analysis:
    """The analysis of some packages of a program, with what it found so far."""

    def __init__(self, program: Program, store: Store | None, *, explain: bool = False, progress: Progress | None = None) -> None:
        self.program = program
        self.store = store
        self.explain = explain
        self.outcomes: dict[str, Outcome] = {}
        """Of root packages."""
        self.failures: list[PackageError] = []
        self.reused = 0
        self._roots: list[str] = []
        self._schedule: Schedule | None = None
        self._progress = progress or (lambda _: None)

    def run(self, roots: list[str], jobs: int | None = None) -> None:
        """Analyse `roots`, or find what came of it last time."""
        program = self.program
        self._roots = roots
        missing = [path for path in roots if not self._look_up(path)]
        if not missing:
            return
        self._progress(f"type-checking {len(missing)} packages" if len(missing) > 1 else f"type-checking {missing[0]}")
        size = self._pool_size(missing, jobs)
        if size < 2:
            program.check(missing)
            self._alone(missing)
            return
        from goloupe.program.pool import Pool

        events: Events = queue.SimpleQueue()
        try:
            pool = Pool(size, events.put)
        except OSError:  # no more processes, or none at all
            program.check(missing)
            self._alone(missing)
            return
        with pool:
            program.check(missing)
            self._with(pool, events, missing)

    def blobs(self, roots: list[str]) -> list[bytes]:
        """Analyse `roots` even if it is known what would come of it, and return them as columns."""
        self._roots = roots
        self.program.check(roots)
        kept: list[bytes] = []
        self._alone(roots, lambda blob: kept.append(blob.file.read_bytes()) if blob.root else None)
        return kept

    def report(self) -> EscapeReport:
        """Sum up."""
        program = self.program
        outcomes = {path: self.outcomes[path] for path in self._roots if path in self.outcomes}
        return EscapeReport(
            packages=Results(outcomes),
            errors=[*program.errors, *self.failures],
            go_version=program.go_version,
            directory=program.directory,
            stats=Stats(packages=len(outcomes), functions=sum(o.functions for o in outcomes.values()), reused=self.reused),
            directories={path: program.package(path).directory for path in outcomes},
        )

    def tags(self) -> dict[str, TagTable]:
        """Return all tags that are known by now, by package."""
        return self._schedule.tags if self._schedule else {}

    def _look_up(self, path: str) -> bool:
        if self.store is None or self.program.package(path).errors:
            return False
        outcome = self.store.find(self.program.deep_hash(path))
        if outcome is None or not outcome.complete:
            return False
        self.outcomes[path] = outcome
        self.reused += 1
        return True

    def _pool_size(self, missing: list[str], jobs: int | None) -> int:
        from goloupe.program.pool import processors

        if not sys.executable or getattr(sys, "frozen", False):
            return 1  # no Python that a worker could run in
        if jobs is None:
            size = sum(_size(name) for path in missing for name in self.program.package(path).files)
            jobs = processors() if size >= _WORTH_WORKERS else 1
        return min(jobs, len(missing))

    def _sound(self, paths: Iterable[str]) -> list[str]:
        """The packages that have turned out to be free of errors, and all that they import."""
        return [path for path in paths if (package := self.program.package(path)).files and not package.incomplete]

    def _plan(self, roots: list[str]) -> tuple[Schedule, dict[str, list[str] | None]]:
        """Look up the tags of what is not analysed now, and put the rest in order."""
        expected = set(roots)
        tables: dict[str, TagTable] = {}
        known: dict[str, list[str] | None] = {}
        if self.store is not None:
            for package in self.program.packages:
                path = package.path
                if path in expected:
                    continue
                outcome = self.outcomes.get(path) or self.store.find(self.program.deep_hash(path))
                if outcome is None:
                    continue
                with suppress(ValueError):
                    tables[path] = decode_tags(outcome.tags)
                    known[path] = None if outcome.complete else list(tables[path])
        order = [package.path for package in self.program.packages]
        self._schedule = Schedule(order, expected, tables, self.program.go_version, explain=self.explain)
        return self._schedule, known

    @property
    def _mode(self) -> str:
        return "details" if self.explain else ""

    def _alone(self, missing: list[str], watch: Callable[[Blob], None] = lambda _: None) -> None:
        """Analyse in this process. `watch` is shown what the front end writes."""
        roots = self._sound(missing)
        if not roots:
            return
        schedule, known = self._plan(roots)
        with tempfile.TemporaryDirectory(prefix="goloupe-", ignore_cleanup_errors=True) as out:
            ready: list[Task] = []
            for item in self.program.front_end.emit(roots, out, known, mode=self._mode):
                if isinstance(item, Blob):
                    watch(item)
                    ready.extend(schedule.arrived(item.path, item.file, root=item.root))
                else:
                    ready.extend(self._lost(item, schedule))
                while ready:
                    ready.extend(self._finished(perform(ready.pop(0)), schedule))

    def _with(self, pool: Pool, events: Events, missing: list[str]) -> None:
        """Analyse in worker processes, while the front end goes on writing."""
        roots = self._sound(missing)
        if not roots:
            return
        schedule, known = self._plan(roots)
        front_end = self.program.front_end

        def read() -> None:
            try:
                for item in front_end.emit(roots, out, known, mode=self._mode):
                    events.put(item)
                events.put(None)
            except BaseException as error:
                events.put(error)

        with tempfile.TemporaryDirectory(prefix="goloupe-", ignore_cleanup_errors=True) as out:
            reader = threading.Thread(target=read, daemon=True)
            reader.start()
            emitting = True
            try:
                while emitting or not schedule.finished:
                    ready: list[Task] = []
                    match events.get():
                        case None:
                            emitting = False
                        case Blob() as blob:
                            ready = schedule.arrived(blob.path, blob.file, root=blob.root)
                        case EmitFailure() as failure:
                            ready = self._lost(failure, schedule)
                        case Done() as done:
                            ready = self._finished(done, schedule)
                        case error:
                            raise error
                    for task in ready:
                        pool.submit(task)
            except BaseException:
                self.program.close()  # ends the reader, too
                pool.close()
                reader.join(timeout=5)
                raise

    def _lost(self, failure: EmitFailure, schedule: Schedule) -> list[Task]:
        """The front end could not write a package."""
        self.failures.append(PackageError(failure.path, "", failure.message, internal=True))
        return schedule.failed(failure.path)

    def _finished(self, done: Done, schedule: Schedule) -> list[Task]:
        """File an outcome."""
        path = done.path
        if done.failure:
            self.failures.append(PackageError(path, "", done.failure, internal=True))
        else:
            if done.root:
                self.outcomes[path] = done.outcome
                self._progress(f"{path} ({len(self.outcomes)} of {len(self._roots)})")
            if self.store is not None and not self.failures:
                self.store.add(self.program.deep_hash(path), done.outcome)
        return schedule.done(done)


def _size(name: str) -> int:
    try:
        return os.stat(name).st_size  # noqa: PTH116
    except OSError:
        return 0
