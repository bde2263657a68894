"""Programs that goloupe does not run as the real toolchain does, yet: how they differ.

The test fails as soon as one of them agrees, so that the list can only be right.
"""

from __future__ import annotations

from typing import Final

KNOWN: Final[dict[str, str]] = {
    "127_recursive_types": "in s.f = append(s.f, s) the compiler stores the new slice before it reads s",
    "172_nil_write": "the line of a fault after a deferred call is that of the function's end",
}
