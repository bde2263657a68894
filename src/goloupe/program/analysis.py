"""Escape analysis of a program: package by package, callees before callers."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable

from goloupe.escape.leaks import Tags
from goloupe.escape.package import analyze_package
from goloupe.escape.results import PackageResult
from goloupe.frontend.building import Progress
from goloupe.frontend.results import EmitFailure
from goloupe.program.program import PackageError, Program
from goloupe.program.report import EscapeReport, Stats
from goloupe.syntax.columns import Columns

Watch = Callable[[Columns, dict[str, Tags]], None]


def escape(
    program: Program,
    *,
    jobs: int | None = None,
    explain: bool = False,
    progress: Progress | None = None,
    use_cache: bool = True,
) -> EscapeReport:
    """Say for every value of the program's root packages whether it lives on the stack or the heap.

    Packages with errors, and those that import them, are left out, as `go build` leaves them out; the rest is analysed. `explain` adds
    the details that `-m=2` prints.
    """
    del jobs, progress, use_cache  # not yet
    started = time.perf_counter()
    results, errors, _ = analyze(program, explain=explain)
    report = EscapeReport(
        packages=results,
        errors=[*program.errors, *errors],
        go_version=program.go_version,
        directory=program.directory,
        elapsed=time.perf_counter() - started,
        directories={package.path: package.directory for package in program.packages},
    )
    report.stats = Stats(packages=len(results), functions=sum(len(r.functions) for r in results), analysis_seconds=report.elapsed)
    return report


def analyze(
    program: Program, *, explain: bool = False, watch: Watch | None = None
) -> tuple[list[PackageResult], list[PackageError], dict[str, Tags]]:
    """Analyse all root packages; return results, what went wrong, and the tags of all functions met.

    `watch` is shown the columns of each package, with the tags of what comes before it.
    """
    errors: list[PackageError] = []
    results: dict[str, PackageResult] = {}
    summaries: dict[str, Tags] = {}
    roots = [package.path for package in program.roots if not package.incomplete and package.files]
    with tempfile.TemporaryDirectory(prefix="goloupe-") as out:
        for item in program.helper.emit(roots, out):
            if isinstance(item, EmitFailure):
                errors.append(PackageError(item.path, "", item.message, internal=True))
                continue
            columns = Columns.load(item.file)
            item.file.unlink()
            if watch is not None:
                watch(columns, summaries)
            result, tags = analyze_package(columns, summaries, program.go_version, explain=explain and item.root)
            summaries.update(tags)
            if item.root:
                results[item.path] = result
    return [results[path] for path in roots if path in results], errors, summaries
