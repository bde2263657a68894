"""What differs between the escape analyses of Go 1.21 to 1.27: one table.

Every other module asks a :class:`Rules` object and never compares version numbers.  The algorithm itself has not
changed in these releases; what changed are limits, a few constructs that became visible to the graph, the order in which the
work list is served (which decides *which* of several paths is shown) and the wording of the details.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

OLDEST: Final = 21
NEWEST: Final = 27


@dataclass(frozen=True, slots=True)
class Rules:
    """Switches of one Go release."""

    minor: int

    max_stack_var: int
    """Largest explicit variable that may live on the stack, in bytes."""
    max_implicit_stack_var: int
    """Largest value of ``new``, ``&T{}``, ``make`` or a closure that may."""
    result_tags: int
    """How many results a parameter's tag can name; a flow to a later result counts as a flow to the heap."""
    tracks_mutation: bool
    """1.22: flows into stores and into called closures are tracked, and with them ``zero-copy`` conversions."""
    closure_results_lost: bool
    """1.22: a closure may return pointers to its surroundings if all its calls are known; before, if it is called on the spot."""
    append_is_location: bool
    """1.25: the array that ``append`` may allocate is a location with a verdict of its own."""
    literal_rewriting: bool
    """1.25: a variable whose only value is a constant counts as that constant in ``make`` and in conversions to interface."""
    length_of_literal: bool
    """1.26: so does ``len(s)`` of a slice whose only value is a literal."""
    non_constant_size: bool
    """Up to 1.24 a ``make`` of unknown size is always on the heap."""
    zero_sized_element: bool
    """1.25: a ``make`` of zero-sized elements is."""
    direct_by_layout: bool
    """1.26: every type of one pointer word is stored in an interface as it is; before, a struct needed exactly one field for that."""
    function_variables: bool
    """1.27: a call of a variable that holds one of several known functions merges their tags."""
    multiple_assignments: bool
    """1.26: an interface variable may be assigned several times and still be devirtualised."""
    cgo_source_names: bool
    """1.27: the go command shows names made by cgo as C.name."""
    deque: bool
    """1.25: the solver's work lists are queues that favour escaping locations; before, they were stacks."""
    names_function: bool
    """1.25: details name the function ("escapes to heap in F:")."""
    arrow: str
    """Between the two ends of a flow in the details."""
    escape_non_string: str
    """Start of the key of the function whose argument goes to the heap if it holds pointers other than strings ("": none)."""
    keepalive_of_loop: bool
    """1.26: the compiler keeps values of a benchmark loop alive with calls that the analysis ignores."""
    malloc_header: bool
    """1.22: objects of more than 512 bytes with pointers carry a header of 8 bytes."""


_GO_1_21: Final = Rules(
    minor=21,
    max_stack_var=10 << 20,
    max_implicit_stack_var=64 << 10,
    result_tags=7,
    tracks_mutation=False,
    closure_results_lost=False,
    append_is_location=False,
    literal_rewriting=False,
    length_of_literal=False,
    non_constant_size=True,
    zero_sized_element=False,
    direct_by_layout=False,
    function_variables=False,
    multiple_assignments=False,
    cgo_source_names=False,
    deque=False,
    names_function=False,
    arrow="=",
    escape_non_string="",
    keepalive_of_loop=False,
    malloc_header=False,
)
_GO_1_22: Final = replace(
    _GO_1_21,
    minor=22,
    result_tags=5,
    tracks_mutation=True,
    closure_results_lost=True,
    malloc_header=True,
)
_GO_1_23: Final = replace(_GO_1_22, minor=23)
_GO_1_24: Final = replace(_GO_1_23, minor=24, max_stack_var=128 << 10, escape_non_string="hash/maphash.escapeForHash[")
_GO_1_25: Final = replace(
    _GO_1_24,
    minor=25,
    append_is_location=True,
    literal_rewriting=True,
    non_constant_size=False,
    zero_sized_element=True,
    deque=True,
    names_function=True,
    arrow="\u2190",
    escape_non_string="internal/abi.EscapeNonString[",
)
_GO_1_26: Final = replace(
    _GO_1_25, minor=26, length_of_literal=True, multiple_assignments=True, keepalive_of_loop=True, direct_by_layout=True
)
_GO_1_27: Final = replace(_GO_1_26, minor=27, function_variables=True, cgo_source_names=True)

TABLE: Final[dict[int, Rules]] = {r.minor: r for r in (_GO_1_21, _GO_1_22, _GO_1_23, _GO_1_24, _GO_1_25, _GO_1_26, _GO_1_27)}

_VERSION: Final = re.compile(r"(?:go)?1\.(\d+)")


def rules(version: str) -> Rules:
    """The rules of a toolchain version such as ``go1.27.3`` or ``1.24``.

    Releases older than the table follow its first row, newer ones (and development versions) its last.
    """
    match = _VERSION.match(version)
    minor = int(match.group(1)) if match else NEWEST
    return TABLE[min(max(minor, OLDEST), NEWEST)]
