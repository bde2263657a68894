# ruff: noqa: E501  (a table)
"""Constants of the basic types: common ones first, then those at the edges."""

from __future__ import annotations

from tests.property.source import Source
from tests.property.types import Type

FLOATS = ("1", "0.5", "-2", "3.25", "1e3", "0", "100", "-0.1", "1e10", "16777217", "1.5e-7", "3e38", "1e-40", "255.9", "-129")
STRINGS = (
    '"a"', '""', '"bc"', '"héllo"', '"x y"', '"日本"', r'"\xff\xfe"', r'"12\n"', '"Zz"', r'"\x00q\u00e9"', '"42"', '"-7.5e3"', '`r"aw`', '"a,b,c"',
)  # fmt: skip


def integer(source: Source, kind: Type) -> int:
    """An integer that the type has."""
    low, high = limits(kind)
    if source.chance(75):
        return min(high, source.pick((1, 2, 3, 0, 5, 7, 10, 13, 64, 100, 127)) * (-1 if low < 0 and source.chance(25) else 1))
    return source.pick((high, low, high - 1, low + 1 if low else 1, high // 3, low // 2 + 1, high >> 1))


def limits(kind: Type) -> tuple[int, int]:
    """The least and the greatest number of an integer type."""
    if kind.kind == "uint":
        return 0, (1 << kind.length) - 1
    return -(1 << kind.length - 1), (1 << kind.length - 1) - 1


def literal(source: Source, kind: Type) -> str:
    """A constant of a basic type, as it may stand beside an operand that is not constant."""
    if kind.integer:
        return str(integer(source, kind))
    if kind.kind == "float":
        return source.pick(FLOATS)
    if kind.kind == "complex":
        return f"({source.pick(FLOATS[:10])} + {source.pick(FLOATS[:10]).lstrip('-')}i)"
    if kind.kind == "bool":
        return source.pick(("true", "false"))
    return source.pick(STRINGS)
