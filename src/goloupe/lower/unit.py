"""What lowering makes and linking takes: units, and what a package offers.  Plain data, so that it can be kept between runs.

Nothing here needs the lowerer: a program whose units have all been kept runs without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

PLAIN: Final = "plain"
"""The flavour of lowered code that observes nothing."""
RACE: Final = "race"
"""The flavour that tells of accesses to memory: `goloupe.lower.instrument`."""
FLAVOURS: Final = (PLAIN, RACE)


class Shown(NamedTuple):
    """A function as Go's stack traces show it."""

    name: str
    line: int
    has_params: bool
    wrapper: bool


@dataclass
class Unit:
    """A lowered function: Python source, and what its names stand for."""

    key: str
    name: str
    source: str
    """Empty if the unit was kept: its code is."""
    lines: Sequence[int]
    """Go line of each Python line; these count from 1."""
    file: str
    functions: dict[str, str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    shown: dict[str, Shown] = field(default_factory=dict)
    """Python function name -> what it is in Go."""
    files: dict[int, str] = field(default_factory=dict)
    """Python line -> Go file, where that is not ``file``."""


class FieldRow(NamedTuple):
    """A field of a struct type."""

    name: str
    type: str
    package: str
    tag: str
    embedded: bool


class MethodRow(NamedTuple):
    """A method of a type's method set."""

    name: str
    package: str
    type: str
    key: str
    """Link key of the function; not of methods of interfaces."""
    flags: int
    path: tuple[int, ...]
    """The embedded fields that lead to it."""


class TypeRow(NamedTuple):
    """A type as a package's columns have it; other types are named by their link texts."""

    kind: int
    """A reflect.Kind."""
    name: str
    package: str | None
    """None if the type has no name."""
    text: str
    """As reflection shows it."""
    elem: str
    key: str
    length: int
    """Of an array."""
    direction: int
    """Of a channel, as the columns have it."""
    variadic: bool
    fields: tuple[FieldRow, ...]
    ins: tuple[str, ...]
    outs: tuple[str, ...]
    methods: tuple[MethodRow, ...]


class Index(NamedTuple):
    """What a package offers."""

    functions: dict[str, bool]
    """Link keys of declared functions, with whether they have a body."""
    order: tuple[tuple[str, str], ...]
    """Names and link keys of declared functions in the order of the source."""
    variables: dict[str, str]
    """Link keys of the package variables that it mentions, with the link texts of their types."""
    types: dict[str, int]
    """Link texts of the types that it mentions, with the number of methods that it knows of each."""
