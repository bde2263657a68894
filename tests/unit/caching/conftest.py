"""Modules to look at."""

from tests.unit.program.conftest import tree

__all__ = ["tree"]
