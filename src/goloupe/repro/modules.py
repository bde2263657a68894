"""Modules of the cache, over which the go command takes no overlay: those that get gates are copied, and replaced by their copies.

The replacements are lines of the go.mod or go.work file, which is itself replaced by the overlay.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from goloupe.frontend.native import module_places
from goloupe.frontend.toolchain import Toolchain


def moved(toolchain: Toolchain, directory: Path, files: Iterable[str], folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Copy the modules of files that are in the module cache.

    Returns the new place of each such file, and what the overlay needs.
    """
    cache, main = module_places(toolchain, directory)
    roots: dict[Path, Path] = {}
    places: dict[str, str] = {}
    for file in files:
        root = _root(file, cache)
        if root is None:
            continue
        if root not in roots:
            roots[root] = folder / "modules" / str(len(roots))
            shutil.copytree(root, roots[root], copy_function=shutil.copyfile)
        places[file] = str(roots[root] / Path(file).relative_to(root))
    if not roots or not main:
        return {}, {}
    new = folder / Path(main).name
    lines = (f"replace {_path(root, cache)} => {copy}\n" for root, copy in roots.items())
    new.write_text(Path(main).read_text(encoding="utf-8") + "\n" + "".join(lines), encoding="utf-8")
    return places, {main: str(new)}


def _root(file: str, cache: str) -> Path | None:
    """The directory of a module of the cache that a file is in."""
    if not cache or not file.startswith(cache.rstrip("/") + "/"):
        return None
    return next((p for p in reversed(Path(file).parents) if "@" in p.name and str(p).startswith(cache)), None)


def _path(root: Path, cache: str) -> str:
    """The path of a module; in the names of directories a capital letter is a small one after an exclamation mark."""
    return re.sub("!(.)", lambda m: m[1].upper(), str(root.relative_to(cache)).rpartition("@")[0])
