"""The order of analysis over packages: each after those whose functions it calls.

Blobs arrive from the front end in some order, dependencies mostly first. Each says in its header which functions of which packages it
needs. It becomes a task when all of those packages that come before it in go list's order are done, be it with a failure: what nobody
knows the tags of is assumed to leak. Imports have no cycles, so neither has this; what a //go:linkname reaches against the direction of
imports is not waited for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from goloupe.program.store import TagTable
from goloupe.program.worker import Done, Task


class Schedule:
    """Turns blobs into tasks."""

    def __init__(
        self, order: Iterable[str], expected: Iterable[str], known: Mapping[str, TagTable], version: str, *, explain: bool = False
    ) -> None:
        """`order` are all packages, dependencies first; `expected` those of which a blob will come; `known` are tags from before."""
        self._rank = {path: rank for rank, path in enumerate(order)}
        self._version = version
        self._explain = explain
        self.tags: dict[str, TagTable] = {path: dict(tags) for path, tags in known.items()}
        """By package: the tags of all functions that are known by now."""
        self._open: dict[str, int] = dict.fromkeys(expected, 1)
        """How many blobs of a package there are to come or being analysed."""
        self._arrived: set[str] = set()
        self._waiting: dict[str, list[tuple[str, Task, dict[str, list[str]]]]] = {}
        """By the package that they wait for: blobs, and what they need."""

    @property
    def finished(self) -> bool:
        """Whether all that was expected has come and is done."""
        return not any(self._open.values())

    def arrived(self, path: str, file: Path, *, root: bool) -> list[Task]:
        """Take in a blob; return the tasks that are ready now."""
        if path not in self._open or path in self._arrived:
            self._open[path] = self._open.get(path, 0) + 1
        self._arrived.add(path)
        return self._try(path, Task(path, str(file), self._version, root, self._explain), needs_of(file))

    def failed(self, path: str) -> list[Task]:
        """A blob that was expected will not come; return the tasks that are ready now."""
        return self._close(path)

    def done(self, done: Done) -> list[Task]:
        """Take in an outcome; return the tasks that are ready now."""
        self.tags.setdefault(done.path, {}).update(done.tags)
        return self._close(done.path)

    def _close(self, path: str) -> list[Task]:
        self._open[path] = self._open.get(path, 1) - 1
        ready: list[Task] = []
        if not self._open[path]:
            for waiting, task, needs in self._waiting.pop(path, ()):
                ready.extend(self._try(waiting, task, needs))
        return ready

    def _try(self, path: str, task: Task, needs: dict[str, list[str]]) -> list[Task]:
        rank = self._rank.get(path, len(self._rank))
        for needed in needs:
            if self._open.get(needed) and self._rank.get(needed, rank) < rank:
                self._waiting.setdefault(needed, []).append((path, task, needs))
                return []
        summaries: TagTable = {}
        for needed, keys in needs.items():
            tags = self.tags.get(needed)
            if tags:
                for key in keys:
                    found = tags.get(key)
                    if found is not None:
                        summaries[key] = found
        return [Task(task.path, task.file, task.version, task.root, task.explain, summaries)]


def needs_of(file: Path) -> dict[str, list[str]]:
    """Read from the header of a blob which functions of other packages it refers to; nothing if the blob is damaged."""
    try:
        with file.open("rb") as stream:
            head = stream.read(8)
            header = json.loads(stream.read(int.from_bytes(head[4:8], "little")))
        needs = header["needs"]
        return {str(path): list(keys) for path, keys in needs.items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}
