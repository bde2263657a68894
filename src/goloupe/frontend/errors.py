"""The errors of the front end: which of them a user can meet, and what each tells them to do."""

from __future__ import annotations

from goloupe.errors import InternalError, UserError


class ToolchainNotFound(UserError):
    """There is no Go toolchain, or not where the user said."""


class ToolchainUnusable(UserError):
    """There is a Go toolchain, but it does not run or is too old."""


class CacheUnusable(UserError):
    """The cache directory cannot be written to."""


class BuildFailed(UserError):
    """The Go toolchain could not build the front end: mostly a toolchain that is incomplete, or a full disk."""


class LoadFailed(UserError):
    """The go command could make nothing of a request.

    `kind` is "usage" for a wrong flag and "list" for patterns, modules or workspaces that it cannot resolve.
    """

    def __init__(self, reason: str, *, kind: str) -> None:
        super().__init__(reason)
        self.kind = kind


class FrontEndCrashed(InternalError):
    """The front end died or stopped making sense. The next request starts a new one."""
