"""Escape analysis: which values can live on the stack, by the rules of Go's own compiler.

The model
---------
Two invariants have to hold in a running Go program: a pointer to a stack object is never stored in the heap, and never outlives
the object, be it that its function returned or that a loop came round and the storage was used again.  The compiler keeps them
by moving to the heap what might break them, and decides that by data flow over the syntax of each function, without looking
at control flow, paths or contexts.

Every variable, and every expression that allocates, is a *location*.  Every assignment is an edge between two locations, weighted
with its dereferences minus its addresses: ``p = &q`` is -1, ``p = q`` is 0, ``p = *q`` is 1.  Parts are not told apart: ``x.f``
and ``x[i]`` of an array are ``x``; what a slice, a map or a pointer leads to is one dereference away.  Stores through pointers
are not followed: whatever is stored that way flows to a location called the heap.  Then from every location the graph is walked
backwards, and what has its address (-1) in a location that lives longer must *escape*.

Functions are taken callees first.  For each parameter, the shortest flows to the heap, to results, to stores and to calls are
kept as a *tag* of a few bytes; a caller needs nothing else, so packages are analysed on their own.  Functions that call each other
in a circle are analysed together as one *batch*, and so is a closure with the function that it stands in.

How it is laid out
------------------
``graph``       locations, edges, holes; the state of an analysis
``assign``, ``expr``, ``call``, ``stmt``
                one class of syntax each, evaluated into the graph; ``same`` finds the assignments that change nothing
``solve``       the walk; ``leaks`` what it leaves for callers; ``wantsheap`` what is on the heap without it
``batch``       the steps for one batch; ``scc`` their order; ``devirtualize``, ``oracle`` and ``rewrite`` what is known beforehand
``diagnostics`` the compiler's lines and the typed ``results``; ``reasons`` the rule behind a verdict; ``why`` and ``explain`` the path
``versions``    what differs between Go 1.21 and 1.27; ``sizes`` what an allocation costs
``package``     the entry points: :func:`analyze_package`; in ``explain``: :func:`explain_site`

What is followed, and known differences
---------------------------------------
The algorithm is that of ``cmd/compile/internal/escape``, up to the order in which locations are made and work lists are served, because
messages and explanations come out in that order.  It expects its input as that package gets it without inlining (``-l``): implicit
operations written out, generics instantiated, range-over-func and go/defer statements rewritten.  That is the front end's work.

Differences that are known: ``-m=3`` and above are not printed; the temporaries that the compiler makes during this pass have no names;
the alias analysis behind the ``freegc`` experiment is left out; Go 1.21 to 1.23 are reconstructed from their change lists
and checked through the verdicts only.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goloupe.escape.explain import explain_package, explain_site
    from goloupe.escape.leaks import Tags
    from goloupe.escape.package import analyze_package
    from goloupe.escape.results import Explanation, FunctionResult, GcLine, PackageResult, Pos, Reason, Site, SiteKind, Verdict

__all__ = [
    "Explanation",
    "FunctionResult",
    "GcLine",
    "PackageResult",
    "Pos",
    "Reason",
    "Site",
    "SiteKind",
    "Tags",
    "Verdict",
    "analyze_package",
    "explain_package",
    "explain_site",
]

_ELSEWHERE = {"Tags": "leaks", "analyze_package": "package", "explain_package": "explain", "explain_site": "explain"}


def __getattr__(name: str) -> object:
    """Load what is asked for: whoever reads results that were kept has no need of the analysis."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"goloupe.escape.{_ELSEWHERE.get(name, 'results')}"), name)
    globals()[name] = value
    return value
