"""Compiled modules of goloupe itself, where Python has been told not to write any.

In containers Python is often kept from writing ``.pyc`` files (``PYTHONDONTWRITEBYTECODE``), so that nothing appears next to sources.  Then
each start of goloupe would compile all of its modules, which takes longer than all that a small program does.  So the command has
Python keep them in goloupe's own cache, in which nothing is missed: `goloupe cache clean` removes them, and without a cache that can be
written to everything stays as it was told.

Only for the command: a program that imports goloupe decides for itself.
"""

from __future__ import annotations

import os
import sys


def keep() -> None:
    """From now on, keep compiled modules in the cache, if they are neither there already nor written elsewhere."""
    spec = sys.modules[__name__.partition(".")[0]].__spec__
    compiled = spec is not None and spec.cached is not None and os.path.exists(spec.cached)  # noqa: PTH110
    if not sys.dont_write_bytecode or sys.pycache_prefix or compiled:
        return
    from goloupe.frontend.cachedir import cache_directory

    place = cache_directory() / "python"
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    if os.access(place, os.W_OK):
        sys.pycache_prefix = str(place)
        sys.dont_write_bytecode = False
