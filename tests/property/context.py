"""What is in scope while a case is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.property.source import Source
from tests.property.types import (
    ANY,
    BASICS,
    INT,
    INTS,
    STRING,
    UINTS,
    Type,
    array_of,
    func_of,
    map_of,
    pointer_to,
    slice_of,
)  # fmt: skip


@dataclass(frozen=True)
class Variable:
    """A variable; one that is not mutable may be read only."""

    name: str
    type: Type
    mutable: bool = True


@dataclass(frozen=True)
class Function:
    """A function that can be called."""

    name: str
    params: tuple[Type, ...]
    results: tuple[Type, ...]


class Context:
    """A case while it is being written."""

    def __init__(self, source: Source, number: int) -> None:
        self.source = source
        self.number = number
        self.lines: list[str] = []
        self.indent = 0
        self.scopes: list[list[Variable]] = [[]]
        self.functions: list[Function] = []
        self.named: list[Type] = []
        self.interface: Type | None = None
        self.names = 0
        self.risky = False
        """What panics is welcome: somebody recovers."""
        self.quiet = False
        """In a goroutine: nothing is printed, and no function called that might."""
        self.loops = 0
        self.labels: list[tuple[str, bool]] = []
        """Labels of the loops around, and whether they can be continued."""
        self.room = 60
        """How many more statements there may be."""

    # Writing.

    def w(self, text: str) -> None:
        """Write a line."""
        self.lines.append("\t" * self.indent + text)

    def fresh(self, prefix: str = "v") -> str:
        """A new name."""
        self.names += 1
        return f"{prefix}{self.names}"

    def declare(self, name: str, kind: Type, mutable: bool = True) -> Variable:
        """Add a variable to the scope."""
        variable = Variable(name, kind, mutable and kind.kind != "func")  # A function that is assigned to could call itself.
        self.scopes[-1].append(variable)
        return variable

    @contextmanager
    def block(self, head: str, tail: str = "}") -> Iterator[None]:
        """A block of statements with a scope of its own."""
        self.w(head)
        self.indent += 1
        self.scopes.append([])
        yield
        self.scopes.pop()
        self.indent -= 1
        self.w(tail)

    @contextmanager
    def function(self) -> Iterator[None]:
        """The body of a function in an expression: no label reaches into it."""
        labels, loops = self.labels, self.loops
        self.labels = []
        yield
        self.labels, self.loops = labels, loops

    @contextmanager
    def alone(self) -> Iterator[None]:
        """A scope from which nothing outside is seen: what goroutines share, templates give them."""
        scopes, quiet = self.scopes, self.quiet
        self.scopes, self.quiet = [[]], True
        with self.function():
            yield
        self.scopes, self.quiet = scopes, quiet

    def capture(self, write: Callable[[], None]) -> list[str]:
        """The lines that `write` writes, taken out."""
        before = len(self.lines)
        write()
        taken = self.lines[before:]
        del self.lines[before:]
        return taken

    # What is there.

    def variables(self, fits: Callable[[Variable], bool]) -> list[Variable]:
        """The variables in scope, latest first."""
        return [v for scope in reversed(self.scopes) for v in reversed(scope) if fits(v)]

    def some(self, kind: str) -> Variable | None:
        """A variable of a kind of type, if there is one."""
        found = self.variables(lambda v: v.type.kind == kind)
        return self.source.pick(found) if found else None

    # Types.

    def basic(self) -> Type:
        if self.source.chance(40):
            return self.source.pick(BASICS)
        return self.source.pick((INT, STRING, *INTS[1:3], *UINTS[1:3]))

    def type(self, depth: int = 2) -> Type:
        """Some type."""
        source = self.source
        if depth == 0 or source.chance(40):
            if self.named and source.chance(40):
                return source.pick(self.named)
            return self.basic()
        choice = source.below(16)
        if choice < 5:
            return slice_of(self.type(depth - 1))
        if choice < 8:
            return array_of(source.pick((2, 1, 3, 4, 0)), self.type(depth - 1))
        if choice < 11:
            return map_of(self.key(), self.type(depth - 1))
        if choice < 13 and self.named:
            return pointer_to(source.pick(self.named))
        if choice == 13:
            return func_of(self.basic(), self.basic())
        if choice == 14:
            return pointer_to(self.basic())
        return self.interface or ANY if source.chance(40) else ANY

    def key(self) -> Type:
        """A type of keys of maps."""
        source = self.source
        found = [t for t in self.named if t.comparable and t.printable]
        if found and source.chance(30):
            return source.pick(found)
        if source.chance(10):
            return source.pick((ANY, array_of(2, self.basic())))
        return self.basic()

    def printable(self, depth: int = 2) -> Type:
        """Some type that fmt prints."""
        found = self.type(depth)
        return found if found.printable else self.basic()

    def told(self, depth: int = 2) -> Type:
        """Some type that ``fmt`` prints without addresses, so that the text may be cut and compared."""
        found = self.printable(depth)
        return self.basic() if found.addressed else found
