"""Why a value is where it is, followed through the functions that it is passed to.

Escape analysis explains a value within one package: the path ends at a call, with the word that the called function leaks its parameter.
Why it does is explained where that function is. So for each step into a known function the path is continued: the function is fetched,
from this package or another, and the parameter explained there, and so on until something outlives it for a reason of its own. The
continuation hangs on the step (`Step.inside`).
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from goloupe.errors import UserError
from goloupe.escape.explain import explain_site
from goloupe.escape.leaks import Tags
from goloupe.frontend.results import Blob
from goloupe.program.analysis import Analysis
from goloupe.syntax import kinds as K
from goloupe.syntax.columns import Columns, CorruptColumns

if TYPE_CHECKING:
    from goloupe.escape.results import Explanation, Step
    from goloupe.program.program import Program

MAX_DEPTH = 24
"""Calls that a path is followed through."""


class NoSuchPlace(UserError):
    """The file that was asked about is not part of the program."""


def explain(program: Program, file: str, line: int, col: int | None = None, *, use_cache: bool = True) -> list[Explanation]:
    """Explain every value that needs storage, and every parameter that leaks, at a place in the source.

    `file` is relative to the program's directory, and belongs to one of the packages that its patterns match. Without a column, everything
    on the line is explained. An empty list means that there is nothing there; or that the package has errors, which are then in
    `program.errors`.
    """
    wanted = (program.directory / Path(file).expanduser()).resolve()
    owner = next((p.path for p in program.roots if any(_is(wanted, name) for name in p.files)), None)
    if owner is None:
        raise NoSuchPlace("this file is not part of the packages that were loaded", place=file, next_step="Name its package as well.")
    return _Explainer(program, use_cache).explain(owner, wanted, line, col)


def _is(wanted: Path, name: str) -> bool:
    return wanted.name == Path(name).name and wanted == Path(name).resolve()


class _Explainer:
    """Answers for one package, with what it fetched on the way."""

    def __init__(self, program: Program, use_cache: bool) -> None:
        self._program = program
        self._analysis = Analysis(program, program.store if use_cache else None)
        self._summaries: dict[str, Tags] = {}
        self._fetched: dict[str, Columns | None] = {}
        """Where functions are, by key."""

    def explain(self, owner: str, file: Path, line: int, col: int | None) -> list[Explanation]:
        blobs = self._analysis.blobs([owner])
        for table in self._analysis.tags().values():
            self._summaries.update((key, Tags(params, flags)) for key, (params, flags) in table.items())
        out: list[Explanation] = []
        for data in blobs:
            columns = Columns(data)
            for fn in range(len(columns.fn_key)):
                self._fetched[columns.key(fn)] = columns
            for name in columns.files:
                if _is(file, name):
                    out.extend(explain_site(columns, self._summaries, self._program.go_version, name, line, col))
        for explanation in out:
            self._continue(explanation, {explanation.function})
        return out

    def _continue(self, explanation: Explanation, path: set[str]) -> None:
        """Follow the steps of a path into the functions that it passes."""
        target = explanation.destination
        for step in explanation.steps:
            if step.kind == "flow":
                target = _target(step.text)
            if not step.callee or step.param < 0 or step.inside is not None or step.callee in path or len(path) > MAX_DEPTH:
                continue
            inside = self._parameter(step, to_heap=target == "{heap}")
            if inside is not None:
                step.inside = inside
                self._continue(inside, path | {step.callee})

    def _parameter(self, step: Step, *, to_heap: bool) -> Explanation | None:
        """Explain why the called function leaks the parameter that a step goes into."""
        columns = self._columns_of(step.callee)
        if columns is None:
            return None
        fn = next((fn for fn in range(len(columns.fn_key)) if columns.key(fn) == step.callee), -1)
        if fn < 0 or step.param >= columns.fn_nrecvparams[fn]:
            return None
        obj = columns.fn_plist[columns.fn_params[fn] + step.param]
        if obj < 0 or columns.o_file[obj] < 0:
            return None
        packed = columns.o_pos[obj]
        found = explain_site(
            columns, self._summaries, self._program.go_version, columns.files[columns.o_file[obj]], packed >> 12, packed & 0xFFF
        )
        start = columns.fn_params[fn] + columns.fn_nrecvparams[fn]
        results = [columns.strings[columns.o_name[r]] for r in columns.fn_plist[start : start + columns.fn_nresults[fn]] if r >= 0]
        name = columns.strings[columns.o_name[obj]]
        for explanation in found:
            # A flow to anything else stays within functions that were analysed together; then the path has it already.
            if (
                explanation.kind == "param"
                and explanation.expr == name
                and explanation.destination in (("{heap}",) if to_heap else results)
            ):
                return explanation
        return None

    def _columns_of(self, key: str) -> Columns | None:
        """Fetch a function."""
        if key not in self._fetched:
            self._fetched[key] = None
            path = next((path for path, table in self._analysis.tags().items() if key in table), None)
            if path is not None:
                self._fetched[key] = self._fetch(path, key)
        return self._fetched[key]

    def _fetch(self, path: str, key: str) -> Columns | None:
        known = {package.path: None for package in self._program.packages}
        with tempfile.TemporaryDirectory(prefix="goloupe-", ignore_cleanup_errors=True) as out:
            for item in self._program.front_end.emit([], out, known, want={path: [key]}):
                if isinstance(item, Blob) and item.path == path:
                    try:
                        columns = Columns(item.file.read_bytes())
                    except CorruptColumns:
                        continue
                    for fn in range(len(columns.fn_key)):
                        if not columns.fn_flags[fn] & K.FN_EXTERNAL:
                            self._fetched[columns.key(fn)] = self._fetched.get(columns.key(fn)) or columns
        return self._fetched.get(key)


def _target(flow: str) -> str:
    """The end of a flow that outlives the other: "{heap} ← x" is about {heap}."""
    for arrow in (" ← ", " = "):
        to, found, _ = flow.partition(arrow)
        if found:
            return to
    return flow
