"""Programs that goloupe does not run as the real toolchain does, yet: how they differ.

The test fails as soon as one of them agrees, so that the list can only be right.
"""

from __future__ import annotations

from typing import Final

KNOWN: Final[dict[str, str]] = {
    "127_recursive_types": "in s.f = append(s.f, s) the compiler stores the new slice before it reads s",
    "161_panic_in_defer": "one frame of panic is missing where a deferred call panicked twice",
    "172_nil_write": "the line of a fault after a deferred call is that of the function's end",
    "192_deadlock_cond": "the first goroutine that a program starts is number 6 here, not 7",
    "196_stack_overflow": "the frames of the runtime and the elided ones are shown in another way",
}
