"""The frames of package runtime in a report: Go's detector tells of an access within the runtime with the function that makes it.

What a place says of an access (`stacks.KIND`) is what is done there: an entry of a map is assigned, a slice grows.  Which function of the
runtime does that depends on the types; where it begins is read from the source of the version that the program is for.  Functions that
this version does not have under these names have no frame.

Go 1.27 leaves out who reads an entry of a map without ", ok": its report begins with two frames of the runtime, and that of the program is
lost.  It is shown here.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from goloupe.runtime.rtype import CHAN, INT, INT32, INT64, POINTER, STRING, UINT, UINT32, UINT64, UINTPTR, UNSAFE_POINTER
from goloupe.runtime.stack import Frame

ASSIGN, DELETE, ACCESS1, ACCESS2, CLEAR, RANGE, GROW, COPY, BYTES, RUNES = range(1, 11)
"""What is done at a place."""
_MAPS: Final = {ASSIGN: "mapassign", DELETE: "mapdelete", ACCESS1: "mapaccess1", ACCESS2: "mapaccess2"}
"""Functions that there are for some types of keys by themselves."""
_OTHERS: Final = {
    CLEAR: ("mapclear", "map.go"),
    RANGE: ("mapIterStart", "map.go"),
    GROW: ("growslice", "slice.go"),
    COPY: ("slicecopy", "slice.go"),
    BYTES: ("slicebytetostring", "string.go"),
    RUNES: ("slicerunetostring", "string.go"),
}
_SEND: Final = ("chansend", "chan.go")
_CLOSE: Final = ("closechan", "chan.go")
_SUFFIX: Final = {
    **dict.fromkeys((INT32, UINT32), "_fast32"),
    **dict.fromkeys((INT64, UINT64, INT, UINT, UINTPTR), "_fast64"),
    **dict.fromkeys((POINTER, CHAN, UNSAFE_POINTER), "_fast64"),
    STRING: "_faststr",
}
"""Which variant there is for a kind of key, on machines of 64 bits (`mapfast`)."""
_POINTERS: Final = (POINTER, CHAN, UNSAFE_POINTER)


class RuntimeFrames:
    """Finds them for one version of Go."""

    def __init__(self, goroot: str) -> None:
        self._source = Path(goroot, "src")
        self._texts: dict[str, str] = {}

    def of(self, kind: int, obj: Any) -> list[Frame]:
        """The frames of what is done to an object, innermost first."""
        function = _MAPS.get(kind)
        if function is None:
            name, file = _OTHERS[kind]
            return self._begin(name, (f"runtime/{file}",))
        key = getattr(obj, "key", None)
        if key is None:
            return []  # A stand-in has made it.
        suffix = _SUFFIX.get(key, "")
        files = [f"{folder}{suffix}{swiss}.go" for folder in ("internal/runtime/maps/runtime", "runtime/map") for swiss in ("", "_swiss")]
        if kind == ASSIGN and key in _POINTERS:
            return self._begin(f"mapassign{suffix}ptr", files)
        own = self._begin(function + suffix, files)
        if kind == ACCESS1 and own:
            inner = f"mapaccess2{suffix}"
            at = self._call(own[0], f"runtime_{inner}(")
            if at:
                return [*self._begin(inner, files), own[0]._replace(line=at)]
        return own

    def of_channel(self, closes: bool) -> list[Frame]:
        """The same for a channel that is closed, or sent to."""
        name, file = _CLOSE if closes else _SEND
        return self._begin(name, (f"runtime/{file}",))

    def of_cleanups(self) -> list[Frame]:
        """Where goroutines for cleanups are made; nothing if this version runs cleanups like finalizers, one after the other."""
        file = "runtime/mcleanup.go"
        before, found, _ = self._text(file).partition("\tgo runCleanups()\n")
        line = before.count("\n") + 1
        return [Frame("runtime.(*cleanupQueue).createGs", str(self._source / file), line)] if found else []

    def _text(self, file: str) -> str:
        text = self._texts.get(file)
        if text is None:
            try:
                text = (self._source / file).read_text("utf-8")
            except OSError:
                text = ""
            self._texts[file] = text
        return text

    def _begin(self, function: str, files: Any) -> list[Frame]:
        """A function where it begins, in the first of these files that has it."""
        for file in files:
            text = self._text(file)
            found = re.search(rf"^func (?:runtime_)?{function}\(", text, re.MULTILINE)
            if found is not None:
                return [Frame(f"runtime.{function}", str(self._source / file), text.count("\n", 0, found.start()) + 1)]
        return []

    def _call(self, function: Frame, called: str) -> int:
        """The line on which a function calls another one; 0 if it does not."""
        text = self._text(str(Path(function.file).relative_to(self._source)))
        lines = text.split("\n")
        for number, line in enumerate(lines[function.line :], function.line + 1):
            if line == "}":
                return 0
            if called in line:
                return number
        return 0
