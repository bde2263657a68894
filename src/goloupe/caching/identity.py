"""What makes a cached result stale although no Go file has changed: another goloupe, another toolchain, another environment."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

ANALYSIS = ("escape", "syntax", "frontend", "frontend/go", "program")
"""The directories whose files have a part in the results of an analysis."""
_SUFFIXES = (".py", ".go", ".mod")
_VARIABLES = frozenset(
    (
        "APPDATA",
        "AR",
        "CC",
        "CXX",
        "FC",
        "HOME",
        "LOCALAPPDATA",
        "PATH",
        "PKG_CONFIG",
        "PKG_CONFIG_PATH",
        "USERPROFILE",
        "XDG_CACHE_HOME",
        "XDG_CONFIG_HOME",
    )
)


@cache
def of_goloupe(parts: tuple[str, ...] = ANALYSIS) -> str:
    """Tell versions of goloupe apart, also while it is being worked on: by the files that have a part in a result."""
    # By its name: this package is below the one that it is in, and knows nothing else of it.
    version: str = import_module(__name__.partition(".")[0]).__version__
    digest = hashlib.sha256(version.encode())
    home = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
    for part in parts:
        try:
            with os.scandir(os.path.join(home, part)) as entries:  # noqa: PTH118
                files = sorted((entry.name, entry.stat()) for entry in entries if entry.name.endswith(_SUFFIXES))
        except OSError:
            continue  # installed in some other form: the version has to do
        for name, stat in files:
            if not name.endswith("_test.go"):
                digest.update(f"{part}/{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:20]


def of_file(path: str | Path) -> list[int | str]:
    """Tell versions of a program apart without reading it."""
    real = os.path.realpath(path)
    stat = os.stat(real)  # noqa: PTH116
    return [real, stat.st_size, stat.st_mtime_ns, stat.st_ino]


def of_environment(environ: Mapping[str, str]) -> list[list[str]]:
    """Return what the go command and the C compiler behind it look at, GOFLAGS, GOOS and CGO_ENABLED among them."""
    return sorted(
        [name, value]
        for name, value in environ.items()
        if name in _VARIABLES or (name.startswith(("GO", "CGO_")) and not name.startswith("GOLOUPE_"))
    )


def digest(data: object) -> str:
    """Digest anything that JSON can express."""
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
