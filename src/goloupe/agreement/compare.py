"""Comparing two sets of lines as multisets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from goloupe.agreement.lines import Line, shape


@dataclass(slots=True)
class Score:
    """How many lines are in both, only the compiler's and only goloupe's."""

    both: int = 0
    theirs: int = 0
    ours: int = 0

    @property
    def either(self) -> int:
        """Lines in either."""
        return self.both + self.theirs + self.ours

    @property
    def agreement(self) -> float:
        """Lines in both ÷ lines in either; 1 if there are none."""
        return self.both / self.either if self.either else 1.0

    def add(self, other: Score) -> None:
        """Count what ``other`` counted."""
        self.both += other.both
        self.theirs += other.theirs
        self.ours += other.ours


@dataclass(slots=True)
class PackageAgreement:
    """One package."""

    path: str
    score: Score
    theirs: list[Line]
    """Lines that only the compiler has, in order; as often as it has them more than goloupe."""
    ours: list[Line]
    shapes: dict[str, Score]


@dataclass(slots=True)
class Agreement:
    """All packages."""

    packages: list[PackageAgreement] = field(default_factory=list)

    @property
    def score(self) -> Score:
        """The score of all packages together."""
        total = Score()
        for package in self.packages:
            total.add(package.score)
        return total

    @property
    def shapes(self) -> dict[str, Score]:
        """Scores by message shape, most frequent first."""
        total: dict[str, Score] = {}
        for package in self.packages:
            for name, score in package.shapes.items():
                total.setdefault(name, Score()).add(score)
        return dict(sorted(total.items(), key=lambda item: (-item[1].either, item[0])))


def compare(theirs: Mapping[str, Counter[Line]], ours: Mapping[str, Counter[Line]]) -> Agreement:
    """Compare the compiler's lines with goloupe's, package by package; a package that only one of them has counts too."""
    return Agreement([_package(path, theirs.get(path, Counter()), ours.get(path, Counter())) for path in sorted({*theirs, *ours})])


def _package(path: str, theirs: Counter[Line], ours: Counter[Line]) -> PackageAgreement:
    both, only_theirs, only_ours = theirs & ours, theirs - ours, ours - theirs
    shapes: dict[str, Score] = {}
    for lines, name in ((both, "both"), (only_theirs, "theirs"), (only_ours, "ours")):
        for line, count in lines.items():
            score = shapes.setdefault(shape(line.text), Score())
            setattr(score, name, getattr(score, name) + count)
    total = Score(both.total(), only_theirs.total(), only_ours.total())
    return PackageAgreement(path, total, sorted(only_theirs.elements()), sorted(only_ours.elements()), shapes)
