"""`goloupe.explore` and `goloupe.replay`: from patterns to bugs, and from a token to a run.

What a session needs besides the program is decided here and nowhere else: the judges of its runs, and who watches them; so a token means
the same run wherever it is replayed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from goloupe.errors import UserError
from goloupe.explore import engine
from goloupe.explore.engine import Limits, Result
from goloupe.explore.failures import judge_failure
from goloupe.explore.judges import judge_end
from goloupe.explore.lanes import Lanes, table
from goloupe.explore.leaks import LeakJudge
from goloupe.explore.loading import Target, targets
from goloupe.explore.present import Allowance, Shown, TokenOf, present
from goloupe.explore.recording import record
from goloupe.explore.run import Bug, Run, Schedule
from goloupe.explore.session import Session
from goloupe.explore.steps import differs, gone, kept
from goloupe.explore.together import together
from goloupe.explore.token import FILES, Token, decode, program_hash
from goloupe.launch.memory import limited
from goloupe.launch.reading import Reader
from goloupe.runtime.hooks import Hook, Tee
from goloupe.runtime.stack import in_large_stack

if TYPE_CHECKING:
    from goloupe.runtime.tracelog import TraceLog


TAGS: Final = "-tags="
RUN: Final = "-run="
FEW: Final = 5
"""Programs and tests that are named at most."""
ELSEWHERE: Final = "Change to where it was explored, with -C DIR, or say after the token where it is: goloupe replay TOKEN ./dir"
ARGUMENTS: Final = "--"
"""In what a token says: what follows is for the program."""


@dataclass
class Explored:
    """What was found out about one program or test."""

    target: Target
    result: Result
    bugs: list[Shown] = field(default_factory=list)


@dataclass
class Exploration:
    """What was found out about all of them."""

    programs: Programs
    targets: list[Explored] = field(default_factory=list)
    left: int = 0
    """Programs and tests that were not looked at, for it was interrupted."""

    @property
    def bugs(self) -> list[Shown]:
        """All bugs."""
        return [bug for explored in self.targets for bug in explored.bugs]

    @property
    def interrupted(self) -> bool:
        """Whether somebody stopped it."""
        return bool(self.left) or any(explored.result.stopped == "interrupt" for explored in self.targets)


Progress = Callable[[Target, Result, str], None]
"""Told of each target how far it is, and in a word what is done: "explore", "shrink"."""


def link(target: Target, race: bool, hook: Hook | None = None) -> Session:
    """A session with its judges."""
    session = target.session(hook, race=race)
    session.judges += (judge_end, judge_failure)
    LeakJudge(session)
    return session


def _token_of(target: Target, programs: Programs, limit: int, steps: int) -> TokenOf:
    program = program_hash(target.source.packages)

    def make(bug: Bug, schedule: Schedule, trace: int) -> Token:
        cut = bug.code in ("livelock", "leak") or limit > steps  # What a run shows that is cut off, or one that goes further than others.
        return Token(
            schedule, program, trace, target.package, target.test, programs.race, limit if cut else 0, tuple(said(programs, target))
        )

    return make


@dataclass(frozen=True)
class Programs:
    """Where programs are, and how they are read."""

    patterns: tuple[str, ...] = (".",)
    directory: str | os.PathLike[str] = "."
    go: str | None = None
    tags: tuple[str, ...] = ()
    race: bool = True
    """Whether accesses to memory are watched for data races."""
    arguments: tuple[str, ...] = ()
    """What the programs, or tests, are given when they run."""

    def targets(
        self,
        run: str | None,
        show: Callable[[str], None] | None = None,
        broken: list[str] | None = None,
    ) -> list[Target]:
        """Read them; what is said of those of several that cannot be read goes to ``broken``."""
        for file in self.patterns:
            if file.endswith(".go") and not Path(self.directory, file).exists():
                raise UserError("no such file or directory", place=f"stat {file}")
        tags = (*self.tags, "race") if self.race else self.tags
        with Reader(self.go, directory=self.directory, progress=show) as reader:
            goroot, arguments = reader.goroot, self.arguments
            return targets(reader, self.patterns, self.directory, goroot, run=run, tags=tags, arguments=arguments, broken=broken)


def _run_of(target: Target) -> str | None:
    """The ``-run`` that finds a target; None if its name does."""
    return target.asked if target.asked is not None else target.filter or None


def said(programs: Programs, target: Target) -> list[str]:
    """What has to be said to find a target again."""
    found = [f"{TAGS}{tag}" for tag in programs.tags] + [f"{RUN}{run}" for run in (_run_of(target),) if run is not None]
    found += programs.patterns if programs.patterns != (".",) else ()
    return [*found, ARGUMENTS, *programs.arguments] if programs.arguments else found


def explore(
    patterns: Sequence[str] = (".",),
    *,
    directory: str | os.PathLike[str] = ".",
    go: str | None = None,
    tags: Sequence[str] = (),
    run: str | None = None,
    race: bool = True,
    arguments: Sequence[str] = (),
    limits: Limits | None = None,
    shrink: int = 2000,
    progress: Progress | None = None,
) -> Exploration:
    """Search the schedules of programs, or of tests whose name matches ``run``, for what goes wrong in some of them.

    ``race``: whether data races are looked for.  ``arguments`` are for the programs, or tests.
    ``limits`` are those of each program or test, but the tests of a package share their time.  ``shrink`` is how many runs may be made to
    find a simpler schedule for a bug.
    """
    programs = Programs(tuple(patterns), directory, go, tuple(tags), race, tuple(arguments))
    return explore_targets(programs.targets(run), programs, limits, shrink=shrink, progress=progress)


def explore_targets(
    found: Sequence[Target], programs: Programs, limits: Limits | None = None, *, shrink: int = 2000, progress: Progress | None = None
) -> Exploration:
    """Explore one after another."""
    limits = limits or Limits()
    out = Exploration(programs)

    def work() -> None:
        with limited(max(1, limits.jobs)):
            for _, group in groupby(found, lambda target: id(target.source)):
                mine = list(group)
                if limits.stop.is_set():
                    continue
                session = None
                try:
                    session = link(mine[0], programs.race)
                    out.targets += _together(session, mine, programs, limits, shrink, progress or _silent)
                except UserError as error:
                    if len(mine) == len(found):
                        raise
                    out.targets += [Explored(target, Result(stopped="unsupported", refusal=str(error))) for target in mine]
                finally:
                    if session is not None:
                        session.machine.shut()
        out.left = len(found) - len(out.targets)

    in_large_stack(work)
    return out


def _silent(_target: Target, _result: Result, _what: str) -> None:
    """Tell nobody."""


def _together(
    session: Session, found: Sequence[Target], programs: Programs, limits: Limits, shrink: int, progress: Progress
) -> list[Explored]:
    """Explore a program, or tests of one package."""

    def work(session: Session, limits: Limits, show: Callable[[Result, str], None]) -> tuple[Result, list[Shown]]:
        return _explored(session, programs, limits, shrink, show)

    if len(found) == 1:
        target = found[0]
        return [Explored(target, *work(session, limits, partial(progress, target)))]
    out = [Explored(*explored) for explored in together(session, found, limits, work, progress)]
    known = {bug.bug.fingerprint for explored in out if explored.target.asked is None for bug in explored.bugs}
    for explored in out:
        if explored.target.asked is not None:  # What one of them does alone has been said.
            result = explored.result
            result.found = [bug for bug in result.found if bug.bug.fingerprint not in known]
            explored.bugs = [bug for bug in explored.bugs if bug.bug.fingerprint not in known]
    return out


def _explored(
    session: Session, programs: Programs, limits: Limits, shrink: int, show: Callable[[Result, str], None]
) -> tuple[Result, list[Shown]]:
    """Explore what a session is aimed at, and make what was found simple."""
    assert session.target is not None
    result = engine.explore(session, limits, lambda result: show(result, "explore"))
    bugs = []
    time = Allowance(limits.seconds)
    for found in result.found:
        token_of = _token_of(session.target, programs, found.limit, limits.steps)
        show(result, "shrink")
        shown = present(session, found, token_of, runs=shrink, seconds=time.next(), run_seconds=limits.run_seconds, stop=limits.stop)
        bugs.append(shown)
    return result, bugs


@dataclass
class Replayed:
    """A run that was repeated."""

    token: Token
    target: Target
    run: Run
    same: bool
    """It was the run of the token, event by event."""
    lanes: list[Lanes]
    """A table for each bug of the run; if there is none, one of the whole run."""
    where: str = ""
    """Where it differs from the run of the token, in lines to be printed; empty if it does not, or nothing is known of that."""


def programs_of(token: Token, patterns: Sequence[str], directory: str | os.PathLike[str], go: str | None, tags: Sequence[str]) -> Programs:
    """Where a token's program is: what the command line says, else what it said when the token was made."""
    said = list(token.arguments)
    at = said.index(ARGUMENTS) if ARGUMENTS in said else len(said)
    kept = [a for a in said[:at] if not a.startswith((TAGS, RUN))]
    told = [a.removeprefix(TAGS) for a in said[:at] if a.startswith(TAGS)]
    return Programs(tuple(patterns or kept or (".",)), directory, go, tuple(tags or told), token.race, tuple(said[at + 1 :]))


def _name(package: str, test: str, patterns: Sequence[str]) -> str:
    """Of a program or test, for errors about tokens."""
    if package == FILES:
        return f"the program {' '.join(p for p in patterns if p.endswith('.go'))}".rstrip()
    return f"{test} of package {package}" if test else f"package {package}"


def find_target(token: Token, programs: Programs, force: bool = False, show: Callable[[str], None] | None = None) -> Target:
    """The program or test that a token is about; raises `OtherProgram` if it has changed, but not with ``force``."""
    run = next((a.removeprefix(RUN) for a in token.arguments if a.startswith(RUN)), f"^{token.test}$")
    try:
        found = programs.targets(run if token.test else None, show=show, broken=[])
    except UserError as error:
        found, reason = [], f"cannot be read here: {error}"
    else:
        named = ", ".join(dict.fromkeys(_name(t.package, t.test, programs.patterns) for t in found[:FEW])) + ", …" * (len(found) > FEW)
        reason = f"is not here: {' '.join(programs.patterns)} names {named}"
    matching = [t for t in found if t.package == token.package and t.test == token.test]
    if not matching and force:
        matching = [t for t in found if t.test == token.test]
    if not matching:
        patterns = programs_of(token, (), ".", None, ()).patterns
        raise UserError(
            f"the token is about {_name(token.package, token.test, patterns)}, which {reason}",
            next_step=ELSEWHERE,
        )
    if not force:
        packages = matching[0].source.packages
        files = [file for package in packages if not package.standard for file in package.files]
        name = _name(token.package, token.test, programs.patterns)
        token.check(name, program_hash(packages), lambda: gone(kept(token.encode()), files, os.path.basename))
    return matching[0]


def replay(
    token: str | Token,
    patterns: Sequence[str] = (),
    *,
    directory: str | os.PathLike[str] = ".",
    go: str | None = None,
    tags: Sequence[str] = (),
    force: bool = False,
    trace: TraceLog | None = None,
) -> Replayed:
    """Repeat the run of a token; ``trace`` gets its events.

    Raises `TokenUnreadable` or `OtherProgram`; the latter not with ``force``.
    """
    read = decode(token) if isinstance(token, str) else token
    target = find_target(read, programs_of(read, patterns, directory, go, tags), force)
    return replay_target(read, target, trace)


def replay_target(token: Token, target: Target, trace: TraceLog | None = None) -> Replayed:
    """Repeat the run of a token that is about ``target``."""

    def work() -> Replayed:
        tee = Tee() if trace is not None else None
        session = link(target, token.race, tee)
        session.machine.limit = token.limit or session.machine.limit
        session.initialise()
        if tee is not None and trace is not None:
            tee.hooks = (trace,)
            trace.goroot = target.source.goroot
            session.on_begin.append(lambda: setattr(trace, "clock", session.machine.clock))
        recording = record(session, token.schedule)
        run = recording.run
        lanes = [table(recording, bug) for bug in run.bugs] or [table(recording, None)]
        same = run.trace_hash == token.trace
        return Replayed(token, target, run, same, lanes, "" if same else differs(token, recording))

    return in_large_stack(work)
