"""Sessions for small programs, with a search that needs no engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

from goloupe import std
from goloupe.explore.director import Director
from goloupe.explore.judges import judge_end
from goloupe.explore.run import Run
from goloupe.explore.session import Session
from goloupe.frontend.talking import FrontEnd
from goloupe.frontend.toolchain import find_toolchain
from goloupe.launch.columns import read
from goloupe.launch.program import PORTABLE_TAGS, Options


class Walk(Director):
    """Chooses uniformly."""

    name = "walk"

    def _start(self) -> None:
        self.random = Random(self.seed)

    def order(self, current, ready, n: int) -> int:
        return self.random.randrange(n)

    def pick(self, kind: str, n: int) -> int:
        return self.random.randrange(n)


def session(directory: Path, text: str) -> Session:
    """Link a program of one file."""
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "main.go").write_text(text)
    toolchain = find_toolchain(None, directory=directory)
    with FrontEnd(toolchain) as front_end:
        source = read(
            front_end, ["main.go"], directory, std.LEFT_OUT, args=["-tags=" + ",".join(PORTABLE_TAGS)], goroot=str(toolchain.goroot)
        )
    made = Session(source, Options(arguments=["main"]))
    made.judges.append(judge_end)
    return made


def runs(s: Session, n: int = 500) -> Iterator[Run]:
    """Random runs that show a bug."""
    for seed in range(n):
        run = s.run(Walk(seed))
        if run.bugs:
            yield run
