"""The analysis of one package, as a step that any process can carry out.

A `Task` names the blob and brings the tags that it needs; a `Done` brings back what is to be kept, already encoded: objects would have to
be taken apart for the way between processes, and most of them nobody looks at.

Run as a program, this module is a worker: tasks come in on standard input, outcomes go out on standard output, both pickled behind their
length. It ends when its input does.
"""

from __future__ import annotations

import io
import json
import pickle
import signal
import sys
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from goloupe.program.store import Outcome, TagTable, encode_tags


@dataclass(frozen=True, slots=True)
class Task:
    """Analyse one blob."""

    path: str
    file: str
    version: str
    """Of Go."""
    root: bool
    """Whether all of the package is in it."""
    explain: bool = False
    summaries: TagTable = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """A task is over. If it failed, `failure` says how."""

    path: str
    root: bool
    tags: TagTable
    outcome: Outcome
    failure: str = ""


def perform(task: Task) -> Done:
    """Carry out a task. Whatever goes wrong is an outcome too."""
    try:
        return _analyze(task)
    except Exception:
        return Done(task.path, task.root, {}, Outcome(b""), traceback.format_exc())


def _analyze(task: Task) -> Done:
    from goloupe.escape.leaks import Tags
    from goloupe.escape.package import analyze_package
    from goloupe.escape.results import LineCode, to_json
    from goloupe.syntax.columns import Columns

    file = Path(task.file)
    columns = Columns(file.read_bytes(), task.file)
    file.unlink(missing_ok=True)
    summaries = {key: Tags(params, flags) for key, (params, flags) in task.summaries.items()}
    result, computed = analyze_package(columns, summaries, task.version, explain=task.explain and task.root)
    tags: TagTable = {key: (value.params, value.flags) for key, value in computed.items()}
    if not task.root:
        return Done(task.path, False, tags, Outcome(encode_tags(tags), functions=len(tags)))
    # Functions elsewhere whose parameters carry nothing are never asked for, and nothing was assumed about them.
    needed = {key for keys in columns.header.get("needs", {}).values() for key in keys}
    result.missing = [key for key in result.missing if key in needed]
    text = io.StringIO()
    for line in result.lines:
        if line.code is not LineCode.DETAIL:
            text.write(f"{line}\n")
    outcome = Outcome(
        encode_tags(tags),
        json.dumps(to_json(result), separators=(",", ":")).encode("utf-8", "surrogateescape"),
        text.getvalue().encode("utf-8", "surrogateescape"),
        len(result.functions),
    )
    return Done(task.path, True, tags, outcome)


def send(stream: IO[bytes], message: object) -> None:
    """Write one message to a pipe between processes of one run."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(len(data).to_bytes(8, "little"))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Read one message; EOFError if there is none any more."""
    head = stream.read(8)
    if len(head) < 8:
        raise EOFError
    size = int.from_bytes(head, "little")
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return pickle.loads(data)


def main() -> None:
    """Serve tasks until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nobody's print shall get in between
    try:
        while True:
            send(outgoing, perform(receive(incoming)))
    except (EOFError, OSError):
        pass


if __name__ == "__main__":
    main()
