"""The output of a test program as events in JSON.

This is cmd/internal/test2json: lines that package testing marks with ^V tell which test begins, pauses or ends, everything else is
output of the test that was named last.  Errors stand between ^O and ^N, and ^[ escapes such a character in what a test writes itself.
"""

from __future__ import annotations

import contextlib
import json
import re
import time
from collections.abc import Callable
from typing import Any, Final

_FRAMING, _ERROR, _ERROR_END, _ESCAPE = 0x16, 0x0F, 0x0E, 0x1B
_INPUT, _OUTPUT = 4096, 1024
"""Longer lines are passed on in pieces."""

_UPDATES: Final = tuple(
    f"=== {word}".encode() for word in ("RUN   ", "PAUSE ", "CONT  ", "NAME  ", "PASS  ", "FAIL  ", "SKIP  ", "ATTR  ", "ARTIFACTS ")
)
_REPORTS: Final = (b"--- PASS: ", b"--- FAIL: ", b"--- SKIP: ", b"--- BENCH: ")
_HTML: Final = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}

Event = dict[str, Any]


def encode(event: Event) -> str:
    """An event as encoding/json writes it."""
    text = json.dumps(event, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_HTML) + "\n"


def timestamp() -> str:
    """Now, in RFC 3339 with nanoseconds."""
    now = time.time_ns()
    seconds, nanoseconds = divmod(now, 10**9)
    local = time.localtime(seconds)
    zone = time.strftime("%z", local)
    fraction = f".{nanoseconds:09d}".rstrip("0").rstrip(".")
    return time.strftime("%Y-%m-%dT%H:%M:%S", local) + fraction + ("Z" if zone == "+0000" else f"{zone[:3]}:{zone[3:]}")


class Lines:
    """Cuts what is written into lines; of those that are too long it passes on parts."""

    def __init__(self, size: int, line: Callable[[bytes], None], part: Callable[[bytes], None]) -> None:
        self.size = size
        self.line = line
        self.part = part
        self.buffer = b""
        self.middle = False

    def write(self, data: bytes) -> None:
        """Take more input."""
        data = self.buffer + data
        at = 0
        while at < len(data):
            end = _end_of_line(data, at)
            if 0 <= end <= at + self.size:
                (self.part if self.middle else self.line)(data[at:end])
                self.middle = False
            elif len(data) - at >= self.size:
                end = _whole(data, at, at + self.size)
                self.part(data[at:end])
                self.middle = True
            else:
                break
            at = end
        self.buffer = data[at:]

    def flush(self) -> None:
        """Pass on what is left."""
        if self.buffer:
            rest, self.buffer = self.buffer, b""
            (self.part if self.middle else self.line)(rest)
            self.middle = True


_END: Final = re.compile(rb"(?s)\n|\x1b(?!\n).|(?<=.)(?=\x16)")


def _end_of_line(data: bytes, at: int) -> int:
    """Where a line ends: after a newline, or before a ^V that is not escaped; -1 if it does not."""
    position = at
    while found := _END.search(data, position):
        end = found.end()
        if found[0] == b"\n" or (not found[0] and end > at):
            return end
        position = end if found[0] else end + 1
    return -1


def _whole(data: bytes, start: int, stop: int) -> int:
    """The end of the last whole character before ``stop``."""
    for back in range(1, min(4, stop - start)):
        byte = data[stop - back]
        if byte >= 0xC0:
            need = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return stop - back if need > back else stop
        if byte < 0x80:
            break
    return stop


class Converter:
    """Turns the output of one test program into events; ``write`` gets them as lines."""

    def __init__(self, package: str, write: Callable[[str], object]) -> None:
        self.package = package
        self._write = write
        self._start = time.monotonic()
        self._test = ""
        self._reports: list[Event] = []
        self._result = ""
        self._marked = False
        self._in_error = False
        self._escaped = False
        self._framing = False
        self.failed_build = ""
        self._input = Lines(_INPUT, self._line, lambda data: self._output.write(data))
        self._output = Lines(_OUTPUT, self._show, self._show)
        self._event({"Action": "start"})

    def write(self, data: bytes) -> None:
        """Take output of the program."""
        self._input.write(data)

    def exited(self, well: bool) -> None:
        """The program has ended."""
        if not well:
            self._result = "fail"
        elif self._result != "skip":
            self._result = "pass"

    def close(self) -> None:
        """Write what is left, and the verdict on the package."""
        self._input.flush()
        self._output.flush()
        if self._result:
            event: Event = {"Action": self._result, "Elapsed": _number(round(time.monotonic() - self._start, 3))}
            if self._result == "fail" and self.failed_build:
                event["FailedBuild"] = self.failed_build
            self._event(event)

    def _line(self, line: bytes) -> None:
        marked = False
        if self._marked and line[0] != _FRAMING:
            self._output.write(line)
            return
        if line[0] == _FRAMING:
            self._output.flush()
            marked, line = True, line[1:]
        trim = line.removesuffix(b"\n").removesuffix(b"\r") if line.endswith(b"\n") else line
        if trim == b"=== NAME":
            line = b"=== NAME  \n"
            trim = line[:-1]
        if trim in (b"PASS", b"FAIL") or trim.startswith(b"FAIL\t"):
            self._flush(0)
            self._test = ""
            self._marked = marked
            self._frame(line)
            self._result = "pass" if trim == b"PASS" else "fail"
            return
        if line.startswith(b"?   \t") and trim.endswith(b"\t[no test files]") and not self._reports:
            self._result = "skip"
        if line.startswith(_UPDATES):
            self._update(line, marked)
            return
        rest = line.lstrip(b" ")
        indent = (len(line) - len(rest)) // 4
        rest = line[4 * indent :]
        if not rest.startswith(_REPORTS):
            if 0 < indent <= len(self._reports):
                self._test = self._reports[indent - 1]["Test"]
            self._output.write(line)
            return
        self._report(line, rest, indent, marked)

    def _update(self, line: bytes, marked: bool) -> None:
        action, name = _action(line)
        event: Event = {"Action": action}
        if action == "artifacts":
            name, _, path = name.partition(" ")
            event["Path"] = path
        elif action == "attr":
            name, _, rest = name.partition(" ")
            event["Key"], _, event["Value"] = rest.partition(" ")
        self._marked = marked
        self._flush(0)
        self._test = name
        if action == "name":
            return
        if action == "pause":
            self._frame(line)
        self._event(event)
        if action != "pause":
            self._frame(line)

    def _report(self, line: bytes, rest: bytes, indent: int, marked: bool) -> None:
        action, name = _action(rest)
        event: Event = {"Action": action, "Test": name}
        found = re.match(r"(.*?) \((.*)s\)$", name)
        if " (" in name:
            event["Test"] = name[: name.index(" (")]
        if found:
            with contextlib.suppress(ValueError):
                event["Elapsed"] = _number(float(found[2]))
        if len(self._reports) < indent:
            self._output.write(line)
            return
        self._marked = marked
        self._flush(indent)
        self._test = event["Test"]
        self._reports.append(event)
        self._frame(line)

    def _frame(self, line: bytes) -> None:
        self._framing = True
        self._output.write(line)
        self._framing = False

    def _flush(self, depth: int) -> None:
        self._test = ""
        while len(self._reports) > depth:
            self._event(self._reports.pop())

    def _show(self, data: bytes) -> None:
        kind = "frame" if self._framing else "error-continue" if self._in_error else ""
        out = bytearray()
        at = 0
        while at < len(data):
            byte = data[at]
            at += 1
            if self._escaped:
                self._escaped = False
                out.append(byte)
            elif byte == _ESCAPE:
                self._escaped = True
            elif byte == _ERROR:
                self._piece(out, kind)
                self._in_error, kind = True, "error"
            elif byte == _ERROR_END:
                if data[at : at + 1] == b"\n":
                    out.append(10)
                    at += 1
                self._in_error = False
                self._piece(out, kind, always=True)
                kind = ""
            else:
                out.append(byte)
        self._piece(out, kind)

    def _piece(self, out: bytearray, kind: str, *, always: bool = False) -> None:
        if out or always:
            event: Event = {"Action": "output", "Output": bytes(out).decode("utf-8", "replace")}
            if kind:
                event["OutputType"] = kind
            self._event(event)
            out.clear()

    def _event(self, event: Event) -> None:
        whole: Event = {"Time": timestamp(), "Action": event["Action"], "Package": self.package}
        test = event.get("Test") or self._test
        if test:
            whole["Test"] = test
        for key in ("Elapsed", "Output", "OutputType", "FailedBuild", "Key", "Value", "Path"):
            if key in event and event[key] != "":
                whole[key] = event[key]
        self._write(encode(whole))


def _number(x: float) -> float | int:
    return int(x) if x == int(x) else x


def _action(line: bytes) -> tuple[str, str]:
    action, _, name = line[4:].decode("utf-8", "replace").partition(" ")
    return action.removesuffix(":").lower(), name.strip()
