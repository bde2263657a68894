"""Programs that goloupe does not run as the real toolchain does, yet: how they differ.

The test fails as soon as one of them agrees, so that the list can only be right.
"""

from __future__ import annotations

from typing import Final

KNOWN: Final[dict[str, str]] = {}
