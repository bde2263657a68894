"""A cache of its own for each test."""

from tests.unit.program.conftest import cache, frontend

__all__ = ["cache", "frontend"]
