"""Programs that goloupe does not run as the real toolchain does, yet: how they differ.

The test fails as soon as one of them agrees, so that the list can only be right.
"""

from __future__ import annotations

from typing import Final

_STAND_IN_FRAMES = "frames of functions of the standard library that Python stands in for are not in the dump"

KNOWN: Final[dict[str, str]] = {
    "091_method_sets": "an array among the arguments of a call is copied before the calls beside it, not after",
    "098_assign_ops": "in a[f()] += g() the index is checked before g is called",
    "127_recursive_types": "in s.f = append(s.f, s) the compiler stores the new slice before it reads s",
    "161_panic_in_defer": "one frame of panic is missing where a deferred call panicked twice",
    "172_nil_write": "the line of a fault after a deferred call is that of the function's end",
    "190_deadlock_mutex": _STAND_IN_FRAMES,
    "191_deadlock_waitgroup": _STAND_IN_FRAMES,
    "192_deadlock_cond": _STAND_IN_FRAMES,
    "196_stack_overflow": "the frames of the runtime and the elided ones are shown in another way",
    "197_makeslice": "a very long array of values without size is memory that runs out",
}
