"""Programs as a whole: loading, analysing and explaining them."""

import sys
from types import ModuleType

from goloupe.program.analysis import escape
from goloupe.program.explaining import NoSuchPlace, explain
from goloupe.program.program import PackageError, Program, load
from goloupe.program.report import EscapeReport, Stats

__all__ = ["EscapeReport", "NoSuchPlace", "PackageError", "Program", "Stats", "escape", "explain", "load"]


class _CallableModule(ModuleType):
    """Lets `goloupe.escape` be both the subpackage and, as users know it, the function."""

    __call__ = staticmethod(escape)


sys.modules["goloupe.escape"].__class__ = _CallableModule
