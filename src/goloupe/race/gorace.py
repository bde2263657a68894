"""The environment variable GORACE: options of the detector, ``name=value`` separated by spaces, commas or colons.

Names, defaults and errors are ThreadSanitizer's (`sanitizer_flag_parser.cpp`), which reads the variable in Go's programs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_SEPARATORS: Final = " ,:\n\t\r"
_TRUE: Final = ("1", "yes", "true")
_FALSE: Final = ("0", "no", "false")
_NUMBER: Final = re.compile(r"([+-]?\d+)?")

EXIT_CODE: Final = 66


class BadOption(ValueError):
    """GORACE cannot be read; the text is what Go's program prints."""


@dataclass(frozen=True)
class Options:
    """What GORACE says.  ``history_size`` is accepted too: this detector's history has no such limit."""

    log_path: str = ""
    """Reports go to this file, with the number of the process added; stdout and stderr are those streams."""
    exitcode: int = EXIT_CODE
    strip_path_prefix: str = ""
    """Up to the end of this, file names are not shown."""
    halt_on_error: bool = False
    """Whether the first race ends the program."""
    atexit_sleep_ms: int = 1000
    """How long others may run on when main has returned."""


def parse(text: str) -> Options:
    """Read the variable.

    Raises `BadOption`.
    """
    found: dict[str, str] = {}
    at = 0
    while True:
        while at < len(text) and text[at] in _SEPARATORS:
            at += 1
        if at == len(text):
            break
        begin = at
        while at < len(text) and text[at] != "=" and text[at] not in _SEPARATORS:
            at += 1
        if at == len(text) or text[at] != "=":
            raise BadOption("ThreadSanitizer: ERROR: expected '=' in GORACE\n")
        name = text[begin:at]
        at += 1
        if at < len(text) and text[at] in "'\"":
            end = text.find(text[at], at + 1)
            if end < 0:
                raise BadOption("ThreadSanitizer: ERROR: unterminated string\n")
            found[name] = text[at + 1 : end]
            at = end + 1
        else:
            begin = at
            while at < len(text) and text[at] not in _SEPARATORS:
                at += 1
            found[name] = text[begin:at]
    _number(found.get("history_size", "0"))
    return Options(
        found.get("log_path", ""),
        _number(found.get("exitcode", str(EXIT_CODE))),
        found.get("strip_path_prefix", ""),
        _truth(found.get("halt_on_error", "0")),
        _number(found.get("atexit_sleep_ms", "1000")),
    )


def _number(value: str) -> int:
    if _NUMBER.fullmatch(value):
        return int(value or "0")
    raise _invalid("int", value)


def _truth(value: str) -> bool:
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise _invalid("bool", value)


def _invalid(kind: str, value: str) -> BadOption:
    return BadOption(f"ERROR: Invalid value for {kind} option: '{value}'\nThreadSanitizer: ERROR: Flag parsing failed.\n")
