"""The parts of package reflect in one class, of which each run has one object."""

from __future__ import annotations

from goloupe.std.reflect.calls import Calls


class Reflection(Calls):
    """Package reflect."""
