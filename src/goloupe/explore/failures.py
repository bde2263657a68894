"""Failed tests as bugs of a run: what ``go test`` would call FAIL, in some schedules.

Of a test, its exit code says that it failed, and its output where: package testing prints file and line of each message.  That it failed
for a data race, and for nothing else, is no news: the race is a bug of its own.  A program that is no test fails when it exits with
another code than in the natural order: one that always exits with 3 may mean it.

Nothing is concluded from the failure of a test that counts allocations (`testing.AllocsPerRun`, `runtime.ReadMemStats`).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from goloupe.explore.children import Message, ask
from goloupe.explore.director import Director
from goloupe.explore.judges import fingerprint
from goloupe.explore.run import Bug, Run
from goloupe.explore.watch import Watch
from goloupe.runtime.panics import TimedOut
from goloupe.runtime.stack import Frame, in_large_stack

if TYPE_CHECKING:
    from goloupe.explore.session import Session

_FAILED: Final = re.compile(r"^\s*--- FAIL: (\S+)", re.MULTILINE)
_MESSAGE: Final = re.compile(r"^( +)(\S+\.go):(\d+): (.*(?:\n\1    .*)*)$", re.MULTILINE)
_LOGS: Final = re.compile(r"\.Logf?\(")
_LABEL: Final = re.compile(r"[A-Z][A-Za-z ]*:\s*\t")
"""Of a part of what an assertion says that failed, as package testify has it."""
_RACE: Final = "race detected during execution of test"
MOST: Final = 8_000
"""Characters of output that are kept."""
HEADLINE: Final = 120
"""Characters of what an assertion says."""
SECONDS: Final = 30.0
"""That the natural run may take, when it is made for its exit code."""


def judge_failure(session: Session, run: Run, _what: Any) -> None:
    """The judge for runs that end as they should, but with another code."""
    if run.end != "exit" or (session.test and not run.code):
        return
    text = run.stdout.decode("utf-8", "replace")
    if not session.test:
        natural = _natural(session, run)
        # With other random numbers than the natural run it may mean another code.
        if natural is not None and natural != run.code and not run.schedule.rand_seed:
            title = f"the program exits with {run.code}, and in the natural order with {natural}"
            run.bugs.append(Bug("fail", title, (), text[-MOST:], data=run.code, fingerprint=fingerprint("fail", str(run.code))))
        return
    messages = [(file, int(line), said) for _, file, line, said in _MESSAGE.findall(text) if said.strip() != _RACE]
    # What was logged before is not what failed.
    failing = [m for m in messages if not _logs(_path(session, m[0]), m[1])]
    failed = _FAILED.findall(text)
    # One that is found after the test is said elsewhere.
    if not failing and (_RACE in text or (not failed and any(bug.code == "race" for bug in run.bugs))):
        return
    messages = failing or messages
    name = failed[-1] if failed else session.test
    sites = tuple(Frame(name, _path(session, file), line) for file, line, _ in messages)
    what = f"{name} fails: {_headline(messages[0][2])}" if messages else f"{name} fails"
    first = f"{messages[0][0]}:{messages[0][1]}" if messages else ""
    if session.machine.counted:
        run.end = "unsupported"
        run.report = (
            f"{first and first + ': '}{what}; it asks how much was allocated, which the compiler decides and the model knows in part"
        )
        return
    run.bugs.append(Bug("fail", what, sites, text[-MOST:], fingerprint=fingerprint("fail", name, first)))


def _logs(file: str, line: int) -> bool:
    """Whether the message of that place is none of a failure, by the method that is called there."""
    try:
        lines = Path(file).read_text("utf-8", "replace").split("\n")
    except OSError:
        return False
    return line <= len(lines) and _LOGS.search(lines[line - 1]) is not None


def _headline(said: str) -> str:
    """The first line of a message; of an assertion, what it says under "Error:", in one line."""
    lines = [line.strip() for line in said.split("\n")]
    start = next((i for i, line in enumerate(lines) if line.startswith("Error:") and _LABEL.match(line)), -1)
    if lines[0] or start < 0:
        return next(filter(None, lines), "")
    stop = next((i for i in range(start + 1, len(lines)) if not lines[i] or _LABEL.match(lines[i])), len(lines))
    words = " ".join(" ".join((lines[start].partition(":")[2], *lines[start + 1 : stop])).split())
    return words if len(words) <= HEADLINE else words[: HEADLINE - 1] + "…"


def _natural(session: Session, run: Run) -> int | None:
    """The exit code in the natural order, if the program exits then; of a session that has made one run alone, another one is asked."""
    natural = session.natural
    if natural is not None:
        return natural.code if natural.end == "exit" else None
    schedule, target = run.schedule, session.target
    if target is None or not (any(schedule.answers) or schedule.eager):
        return None

    def work() -> Message:
        other = target.session(race=session.detector is not None)
        watch = Watch(SECONDS)
        watch.begin()
        try:
            other.initialise()
            done = other.once(Director())
            watch.end()
        except TimedOut:
            return {}
        return {"end": done.end, "code": done.code}

    (message,) = ask(lambda send: send(in_large_stack(work)))
    return message["code"] if message.get("end") == "exit" else None


def _path(session: Session, name: str) -> str:
    """The file that a message of package testing names without its directory."""
    for package in reversed(session.source.packages):
        if not package.standard or package.for_test:
            for file in package.files:
                if Path(file).name == name:
                    return file
    return name
