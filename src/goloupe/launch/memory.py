"""How much memory a program may take: half of what the machine has to spare, beyond what this process has already.

The operating system refuses more, Python raises MemoryError, and the program ends as Go's do when there is no memory; without the limit
it would be the machine that ends.  A lower limit of the process's own stays.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

LEAST: Final = 1 << 30
"""Bytes that a program may take on any machine."""


def available() -> int:
    """Bytes that the machine can spare; 0 if that is unknown."""
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError, IndexError):
        pass
    return 0


def taken() -> int:
    """Bytes of data that this process has, stacks of threads among them, used or not."""
    try:
        for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmData:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError, IndexError):
        pass
    return 0


@contextmanager
def limited(shares: int = 1) -> Iterator[None]:
    """Limit what this process may take while something runs in it, and what its children may; ``shares``: how many of them work at once."""
    spare = available() if sys.platform == "linux" else 0
    if not spare:
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = max(LEAST, spare // 2 // shares) + taken()
    if 0 <= soft <= most or 0 <= hard < most:
        yield
        return
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
