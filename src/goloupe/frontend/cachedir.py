"""Where goloupe keeps what it can make again: one directory for the user, or the one that GOLOUPE_CACHE names."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import platformdirs


def cache_directory(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the cache directory. It need not exist yet."""
    if named := environ.get("GOLOUPE_CACHE"):
        return Path(named).expanduser().absolute()
    return platformdirs.user_cache_path("goloupe", appauthor=False)
