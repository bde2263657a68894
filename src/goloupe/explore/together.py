"""The tests of one package: one program, linked once, of which each test is explored by a child process.

The program is linked and its standard library initialised in this process, where nothing is run.  For each test a child is forked, told
which test it is (as ``-test.run`` would tell it) and explores as if it had linked the program itself; so what is found of a test does not
depend on the tests before it.  A child tells which functions it has called; these are lowered here before the next child is forked.

The time that there is for the package is shared: each test gets an equal part of what is left, so that what one does not need is for those
after it.
"""

from __future__ import annotations

import select
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

from goloupe.errors import InternalError, UserError
from goloupe.explore.children import Child, Message
from goloupe.explore.engine import FIRST, Found, Limits, Result
from goloupe.explore.isolation import settle
from goloupe.explore.lanes import Lanes
from goloupe.explore.loading import Target
from goloupe.explore.packing import pack_bug, pack_schedule, unpack_bug, unpack_schedule
from goloupe.explore.present import Shown
from goloupe.explore.session import Session

LEAST: Final = 0.2
"""Seconds that each test has, however many there are."""
LISTEN: Final = 0.2
"""Seconds after which one looks whether to stop."""

Work = Callable[[Session, Limits, Callable[[Result, str], None]], tuple[Result, list[Shown]]]
"""Explores what a session is aimed at, and tells how far it is."""


class Share:
    """The time of a package, for its tests one after another."""

    def __init__(self, seconds: float, tests: int) -> None:
        self.left = seconds
        self.tests = tests
        self.limited = bool(seconds)

    def next(self) -> float:
        """What the next test gets; 0: no limit."""
        self.tests -= 1
        return max(LEAST, self.left / (self.tests + 1)) if self.limited else 0.0

    def spend(self, seconds: float) -> None:
        """So much was needed."""
        self.left = max(0.0, self.left - seconds)


def together(
    session: Session, targets: Sequence[Target], limits: Limits, work: Work, progress: Callable[[Target, Result, str], None]
) -> list[tuple[Target, Result, list[Shown]]]:
    """Explore tests of the program that ``session`` has linked; stops early if it is told to."""
    session.machine.limit = limits.steps
    session.initialise()
    settle(session, FIRST * limits.run_seconds)
    share = Share(limits.seconds, len(targets))
    out = []
    for target in targets:
        if limits.stop.is_set():
            break
        mine = replace(limits, seconds=share.next())

        def show(result: Result, what: str, target: Target = target) -> None:
            progress(target, result, what)

        try:
            result, shown, loaded, took = _apart(session, target, mine, work, show)
        except UserError as error:
            if len(targets) == 1:
                raise
            result, shown, loaded, took = Result(stopped="unsupported", refusal=str(error)), [], [], 0.0
        except InternalError as error:
            result, shown, loaded, took = Result(errors=[str(error)]), [], [], 0.0
        out.append((target, result, shown))
        session.runner.expect(loaded)
        share.spend(took)
    return out


def _apart(
    session: Session, target: Target, limits: Limits, work: Work, progress: Callable[[Result, str], None]
) -> tuple[Result, list[Shown], list[str], float]:
    """Explore a test in a child; what was found, the functions it has called, and the seconds that exploring took."""

    def explore(receive: Callable[[], Message | None], send: Callable[[Message], None]) -> None:
        def listen() -> None:
            receive()  # The only thing that it is told, or the end of the one who would tell it.
            limits.stop.set()

        threading.Thread(target=listen, name="listen", daemon=True).start()
        program = session.runner.program
        known = len(program.loaded)
        session.aim(target)
        began = time.monotonic()
        took: list[float] = []

        def tell(result: Result, what: str) -> None:
            if what != "explore":
                took.append(time.monotonic() - began)
            send({"progress": pack_result(result), "what": what})

        try:
            result, shown = work(session, limits, tell)
        except UserError as error:
            send({"refused": [error.reason, error.place, error.next_step]})
            return
        took.append(time.monotonic() - began)
        loaded = program.loaded[known:]
        send({"result": pack_result(result), "shown": [pack_shown(s) for s in shown], "loaded": loaded, "took": took[0]})

    child = Child(explore)
    told = False
    last: Message = {}
    try:
        while not child.over:
            ready, _, _ = select.select([child.fd], [], [], LISTEN)
            for message in child.read() if ready else ():
                if "progress" in message:
                    progress(unpack_result(message["progress"]), message["what"])
                else:
                    last = message
            if limits.stop.is_set() and not told:
                told = True
                child.send({"stop": True})
    finally:
        child.close()
    if "refused" in last:
        reason, place, next_step = last["refused"]
        raise UserError(reason, place=place, next_step=next_step)
    if "result" not in last:
        raise InternalError(f"the process that explored {target.name} failed", details=last.get("error", "It has said nothing."))
    result = unpack_result(last["result"])
    shown = [unpack_shown(s, found) for s, found in zip(last["shown"], result.found, strict=True)]
    return result, shown, last["loaded"], last["took"]


# What goes through the pipe.


def pack_result(result: Result) -> Message:
    """A result as JSON."""
    return vars(result) | {"found": [_pack_found(f) for f in result.found]}


def unpack_result(data: Message) -> Result:
    """A result from JSON."""
    out = Result(**data)
    out.found = [_unpack_found(f) for f in data["found"]]
    out.by_strategy, out.ends = Counter(out.by_strategy), Counter(out.ends)
    return out


def _pack_found(found: Found) -> Message:
    return vars(found) | {"bug": pack_bug(found.bug), "schedule": pack_schedule(found.schedule)}


def _unpack_found(data: Message) -> Found:
    return Found(**data | {"bug": unpack_bug(data["bug"]), "schedule": unpack_schedule(data["schedule"])})


def pack_shown(shown: Shown) -> Message:
    """A bug as it is shown, as JSON; what the engine found is elsewhere."""
    lanes: Any = None if shown.lanes is None else shown.lanes.pack()
    return vars(shown) | {"found": None, "bug": pack_bug(shown.bug), "schedule": pack_schedule(shown.schedule), "lanes": lanes}


def unpack_shown(data: Message, found: Found) -> Shown:
    """A bug from JSON."""
    lanes = None if data["lanes"] is None else Lanes.unpack(data["lanes"])
    bug, schedule = unpack_bug(data["bug"]), unpack_schedule(data["schedule"])
    return Shown(**data | {"found": found, "bug": bug, "schedule": schedule, "lanes": lanes})
