"""Greenlets that are left when a run is over.

A greenlet that is suspended refers to itself, or to others that are: unless it is ended, it is never freed, nor what it holds.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import suppress

from greenlet import GreenletExit, greenlet

from goloupe.runtime import stack


def end(left: Iterable[greenlet]) -> None:
    """End them, in the thread that they belong to."""
    # A greenlet counts as as deep as the one that was the first to run it; what it does when it ends must have room.
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, stack.MAX_FRAMES))
    for g in left:
        with suppress(Exception):
            g.throw(GreenletExit)
    sys.setrecursionlimit(limit)
