"""The flags that a program defines: forgotten between its runs, for each defines them anew.

Package flag belongs to the standard library, whose variables keep their values from run to run.  What a program registers there would be
redefined by its second run, which is a panic.  So before each run `flag.CommandLine` is what it was when the standard library had been
initialised; the flags that package testing defines, once, stay.
"""

from __future__ import annotations

from typing import Any, Final

from goloupe.lower.names import variable_name
from goloupe.runtime.maps import NIL_MAP, GoMap

_SET: Final = variable_name("flag.CommandLine")
_USAGE: Final = variable_name("flag.Usage")
_TESTING: Final = b"test."
"""What the names of package testing's flags begin with."""


class Flags:
    """What package flag knows before a run."""

    __slots__ = ("_kept", "_namespace", "_set", "_usage")

    def __init__(self, namespace: dict[str, Any]) -> None:
        self._namespace = namespace
        self._set: Any = None
        """`flag.CommandLine`; None if the program does not have the package."""
        self._kept: Any = None
        """A copy of it."""
        self._usage: Any = None

    def names(self) -> frozenset[bytes]:
        """Those that are defined now."""
        found = self._namespace.get(_SET)
        return frozenset() if found is None else frozenset(found.f_formal)

    def keep(self, without: frozenset[bytes]) -> None:
        """So it is to be before each run, but without these flags."""
        found = self._set = self._namespace.get(_SET)
        if found is None:
            return
        self._usage = self._namespace.get(_USAGE)
        self._kept = kept = found._copy()
        if kept.f_formal is not NIL_MAP:
            kept.f_formal = GoMap(kept.f_formal)
            for name in without:
                del kept.f_formal[name]

    def restore(self) -> None:
        """A run begins."""
        flags = self._set
        if flags is None:
            return
        self._namespace[_SET] = flags
        self._namespace[_USAGE] = self._usage
        ours = {name: flag for name, flag in flags.f_formal.items() if name.startswith(_TESTING)}
        flags._assign(self._kept)
        if ours or flags.f_formal is not NIL_MAP:
            flags.f_formal = GoMap({**flags.f_formal, **ours})
