"""Programs as a whole: loading, analysing and explaining them.

The model. A program is what the go command says that some patterns mean: packages, dependencies first, each with its files and a *deep
hash* over those and over all that it imports. What is known under that hash is looked up; only what is not is checked, emitted and
analysed, callees before callers, by as many processes as there are processors.

    program     load: packages, and the front end that is asked about them if anything has to be
    analysis    from packages to verdicts: what to look up, what to have emitted, what to analyse
    schedule    which package can be analysed by now
    pool        worker processes; worker is what goes on in one
    store       verdicts and tags of packages, by deep hash
    explaining  paths that go on in other functions, and other packages
    paths       file names as the go command shortens them
    report      the results

Invariants: a result depends on the sources, the flags, the environment and the toolchain, and on nothing that was kept; with nothing kept,
or what is kept damaged, it is the same. A package that fails is an error in the report, and the others are analysed all the same.

What is followed: `cmd/go`, which runs the compiler for each package after those that it imports. The difference: packages that the patterns
do not name are not analysed whole, but function by function, as far as they are called with something that matters.
"""

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
