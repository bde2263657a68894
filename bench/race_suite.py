"""The race detector against Go's own suite: GOROOT's src/runtime/race/testdata.

    python bench/race_suite.py [--schedules N] [--jobs N] [--show] [--only RE]

A function TestRace… must be reported, a function TestNoRace… must not; one whose name ends in Failing is known to be wrong in Go's own
detector and counts as right either way; one that skips itself does not count. Each function is run in the natural order and then under
seeded random schedules until a race is reported, N runs at most. Prints a row for each file. The exit code is 1 if a TestNoRace function
is reported.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import threading
import time
from collections import defaultdict
from typing import Any

from goloupe.explore.children import Child, ask
from goloupe.explore.director import Director
from goloupe.explore.loading import Target, targets
from goloupe.explore.session import Session
from goloupe.explore.strategies.random_walk import RandomWalk
from goloupe.explore.watch import Watch
from goloupe.frontend.talking import FrontEnd
from goloupe.frontend.toolchain import find_toolchain
from goloupe.runtime.panics import TimedOut

CALM = frozenset(("chan", "select", "mutex", "rwmutex", "sync", "waitgroup", "atomic", "map", "time"))
"""The groups of which all functions must be right."""
FAILING = "Failing"
LIMIT = 60.0
"""Seconds for a function and its schedules."""


def load() -> tuple[Target, dict[str, str]]:
    """The suite as one target, and the file of each function."""
    toolchain = find_toolchain(None)
    source = toolchain.goroot / "src/runtime/race"
    where: dict[str, str] = {}
    for file in (source / "testdata").glob("*_test.go"):
        if file.name != "cgo_test.go":  # It starts a program that uses cgo.
            for name, first in re.findall(r"^func Test(\w+)\([^\n]*\n(.*)", file.read_text(), re.MULTILINE):
                if name.startswith(("Race", "NoRace")) and "t.Skip(" not in first:
                    where["Test" + name] = file.name.removesuffix("_test.go")
    with FrontEnd(toolchain) as front_end, tempfile.NamedTemporaryFile("w", suffix=".json") as overlay:
        json.dump({"Replace": {str(source / "testdata/cgo_test_main.go"): ""}}, overlay)
        overlay.flush()
        flags = [f"-overlay={overlay.name}"]
        found = targets(front_end, ["./testdata"], source, str(toolchain.goroot), run="^TestNoRace|^TestRace", tags=["race"], flags=flags)
    return found[0], where


def reports(session: Session, name: str, schedules: int) -> tuple[int, str, str]:
    """The first of so many schedules that shows a race (0: none), its report, and how the first run ended."""
    assert session.target is not None
    session.runner.arguments([*session.target.command, f"-test.run=^{name}$"])
    ended = ""
    for n in range(1, schedules + 1):
        run = session.run(Director() if n == 1 else RandomWalk(n))
        if n == 1:
            ended = f"{run.end} {run.code} {run.report[:300]}{run.stdout[-300:].decode(errors='replace')}"
        for bug in run.bugs:
            if bug.code == "race":
                return n, bug.detail, ended
        if run.end == "timeout":
            break
    return 0, "", ended


def one(session: Session, name: str, schedules: int) -> dict[str, Any]:
    """What is reported of a function, in a time that is enough for the largest on a slow machine."""
    watch = Watch(LIMIT)
    watch.begin()
    begun = time.process_time()
    try:
        at, text, ended = reports(session, name, schedules)
    except TimedOut as error:
        at, text, ended = -1, f"{type(error).__name__}: {error}", ""
    watch.end()
    return {"name": name, "at": at, "text": text, "ended": ended, "seconds": time.process_time() - begun}


def measure(target: Target, names: list[str], schedules: int, jobs: int) -> dict[str, dict[str, Any]]:
    """What is reported of each function."""
    session = target.session(race=True)
    assert session.detector is not None
    session.on_entry.append(session.detector.races.clear)  # The package races in its own initialisation, too.
    session.prepare()
    children = []
    for i in range(jobs):

        def work(_receive: Any, send: Any, mine: list[str] = names[i::jobs]) -> None:
            for name in mine:
                # Each in a process of its own: one that is cut off leaves the standard library's locks locked.
                told = ask(lambda tell, name=name: tell(one(session, name, schedules)))  # type: ignore[misc]
                for message in told or [{"error": "the process has said nothing"}]:
                    if "error" in message:
                        message |= {"name": name, "at": -1, "text": message.pop("error"), "ended": "", "seconds": 0.0}
                    send(message)

        children.append(Child(work))
    out: dict[str, dict[str, Any]] = {}
    for child in children:
        while not child.over:
            for message in child.read():
                out[message["name"]] = message
        child.close()
    return out


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Measure the race detector on Go's own suite.")
    parser.add_argument("--schedules", type=int, default=30, help="runs of a function at most (default: 30)")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--show", action="store_true", help="print what is wrong")
    parser.add_argument("--only", default="", help="functions whose names match")
    options = parser.parse_args()
    begun = time.monotonic()
    target, where = load()
    names = [name for name in sorted(where) if re.search(options.only, name)]
    found = measure(target, names, options.schedules, options.jobs)
    took = time.monotonic() - begun
    rows: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    wrong = []
    for name in names:
        row = rows[where[name]]
        result = found.get(name, {"at": -1, "text": "no result", "ended": ""})
        racy = name.startswith("TestRace")
        row[0] += 1
        if result["at"] >= 0 and ((result["at"] > 0) == racy or FAILING in name):
            row[1] += 1
        else:
            row[2 if racy else 3] += 1
            wrong.append((name, result))
    print(f"{'file':14}{'tests':>7}{'right':>7}{'missed':>8}{'false':>7}")
    for file, row in sorted(rows.items()):
        print(f"{file:14}{row[0]:7}{row[1]:7}{row[2]:8}{row[3]:7}")
    total = [sum(row[i] for row in rows.values()) for i in range(4)]
    calm = [sum(row[i] for file, row in rows.items() if file in CALM) for i in range(2)]
    print(f"{'all':14}{total[0]:7}{total[1]:7}{total[2]:8}{total[3]:7}")
    print(f"{'of ' + str(len(CALM)) + ' groups':14}{calm[0]:7}{calm[1]:7}")
    slow = sorted(found.values(), key=lambda result: -result["seconds"])[:3]
    print(f"{took:.1f} s; the slowest: {', '.join('{name} {seconds:.1f} s'.format(**result) for result in slow)}")
    for name, result in wrong:
        print(f"wrong: {where[name]} {name}{': ' + result['text'] + ' ' + result['ended'] if options.show else ''}")
    return 1 if total[3] else 0


if __name__ == "__main__":
    status: list[int] = []
    threading.stack_size(512 << 20)
    thread = threading.Thread(target=lambda: status.append(main()))
    thread.start()
    thread.join()
    sys.exit(status[0] if status else 3)
