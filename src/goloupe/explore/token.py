"""A schedule as a short text, which one can paste into a bug report.

``gl1_`` and then base64url of: a byte of flags, the rest (deflated if that makes it shorter), and a CRC-32 of the two.  The rest is, with
numbers in seven-bit groups (LEB128) and texts by their length and their bytes:

    hash of the program (8 bytes), hash of the trace (4 bytes), seed of math/rand, limit, package, test,
    number of arguments to find the program again, and these (patterns, flags, and after -- what the program is given),
    number of racy places, and these (only with the flag for that),
    number of answers that are not 0, and for each how many zeros are before it, and it itself.

The version is in front of all, outside of the encoding, so that a later one may change everything else.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from goloupe.errors import UserError
from goloupe.explore.run import ALWAYS, NEVER, SOON, Schedule

if TYPE_CHECKING:
    from goloupe.frontend.results import LoadedPackage

VERSION: Final = 1
_SHAPE: Final = re.compile(r"gl(0|[1-9]\d{0,3})_([A-Za-z0-9_-]+)")
_EAGER, _RACE, _DEFLATED, _RACY, _LATE, _SETTLED = 1, 2, 4, 8, 16, 32
FILES: Final = "command-line-arguments"
"""What the go command calls the package of some files."""
_LARGEST: Final = 1 << 24
"""Bytes that a token may hold, and answers that it may stand for."""


class TokenUnreadable(UserError):
    """A text that is no token, or is damaged, or is of a later version."""


class OtherProgram(UserError):
    """A token that was made for another program, or for an earlier state of this one."""


@dataclass(frozen=True)
class Token:
    """What it takes to repeat a run."""

    schedule: Schedule
    program: str
    """Hash of the program: 16 hexadecimal digits."""
    trace: int
    """`Run.trace_hash` of the run."""
    package: str
    test: str = ""
    """Name of the test; empty for a program's main."""
    race: bool = False
    """Whether the race detector watched."""
    limit: int = 0
    """Points after which the run was cut off, if it was: a livelock."""
    arguments: tuple[str, ...] = ()
    """What the command line had to say to find the program: patterns, ``-tags=…``; after ``--`` the arguments that it is given."""

    def encode(self) -> str:
        """The text."""
        body = bytearray(bytes.fromhex(self.program))
        body += self.trace.to_bytes(4, "little")
        _number(body, self.schedule.rand_seed)
        _number(body, self.limit)
        _text(body, "" if self.package == FILES else self.package)
        _text(body, self.test)
        _number(body, len(self.arguments))
        for argument in self.arguments:
            _text(body, argument)
        if self.schedule.racy:
            _number(body, len(self.schedule.racy))
            for place in self.schedule.racy:
                _text(body, place)
        given = [(i, answer) for i, answer in enumerate(self.schedule.answers) if answer]
        _number(body, len(given))
        before = -1
        for i, answer in given:
            _number(body, i - before - 1)
            _number(body, answer)
            before = i
        flags = {NEVER: 0, SOON: _EAGER, ALWAYS: _LATE}[self.schedule.eager] | _RACE * self.race | _RACY * bool(self.schedule.racy)
        flags |= _SETTLED * self.schedule.settled
        deflated = zlib.compress(bytes(body), 9, -15)
        if len(deflated) < len(body):
            flags, body = flags | _DEFLATED, bytearray(deflated)
        data = bytes((flags,)) + bytes(body)
        data += zlib.crc32(data).to_bytes(4, "little")
        return f"gl{VERSION}_{_base64(data)}"

    def check(self, name: str, program: str, what: Callable[[], str] = str) -> None:
        """Raise `OtherProgram` if ``program`` is not the hash of this token's; ``what`` may tell what has changed of ``name``."""
        if program != self.program:
            changed = what()
            again = "--force runs the schedule all the same; goloupe explore looks for the bug in the program as it is now."
            raise OtherProgram(
                f"the token was made before {name} was changed, or of another program of that name (then {self.program}, now {program})",
                next_step="\n".join(filter(None, (changed, again))),
            )


def decode(text: str) -> Token:
    """Read a token; blanks and line ends within it do not matter."""
    text = "".join(text.split())
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        near = text if len(text) <= 20 else f"{text[:20]}…"
        raise TokenUnreadable(
            f"{near!r} is no token",
            next_step="A token begins with gl1_ and has letters, digits, - and _ only; goloupe explore prints them.",
        )
    version = int(shape[1])
    if version > VERSION:
        raise TokenUnreadable(
            f"the token is of version {version}, and this goloupe reads versions up to {VERSION}", next_step="A later goloupe made it."
        )
    try:
        data = base64.urlsafe_b64decode(shape[2] + "=" * (-len(shape[2]) % 4))
        if version != VERSION or len(data) < 5 or zlib.crc32(data[:-4]) != int.from_bytes(data[-4:], "little"):
            raise ValueError
        if _base64(data) != shape[2]:  # Bits of the last letter that belong to no byte.
            raise ValueError
        return _Reader(_inflated(data[1:-4]) if data[0] & _DEFLATED else data[1:-4]).token(data[0])
    except (ValueError, IndexError, binascii.Error, zlib.error):
        raise TokenUnreadable(
            "the token is damaged: its checksum is wrong", next_step="Copy it once more, from gl1_ to its last letter."
        ) from None


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _inflated(data: bytes) -> bytes:
    stream = zlib.decompressobj(-15)
    out = stream.decompress(data, _LARGEST)
    if stream.unconsumed_tail or not stream.eof:
        raise ValueError
    return out


def _number(out: bytearray, n: int) -> None:
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    out.append(n)


def _text(out: bytearray, text: str) -> None:
    data = text.encode("utf-8", "surrogateescape")
    _number(out, len(data))
    out += data


class _Reader:
    """Reads what is inside of a token."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def token(self, flags: int) -> Token:
        """The whole."""
        program = self.bytes(8).hex()
        trace = int.from_bytes(self.bytes(4), "little")
        seed = self.number()
        limit = self.number()
        package, test = self.text() or FILES, self.text()
        arguments = tuple(self.text() for _ in range(self.number()))
        racy = tuple(self.text() for _ in range(self.number())) if flags & _RACY else ()
        answers: list[int] = []
        for _ in range(self.number()):
            zeros = self.number()
            if zeros + len(answers) > _LARGEST:
                raise ValueError
            answers += [0] * zeros
            answers.append(self.number())
        if self.at != len(self.data):
            raise ValueError
        schedule = Schedule(
            tuple(answers), ALWAYS if flags & _LATE else SOON if flags & _EAGER else NEVER, seed, racy, bool(flags & _SETTLED)
        )
        return Token(schedule, program, trace, package, test, bool(flags & _RACE), limit, arguments)

    def bytes(self, n: int) -> bytes:
        """So many bytes."""
        self.at += n
        if self.at > len(self.data):
            raise ValueError
        return self.data[self.at - n : self.at]

    def number(self) -> int:
        """A number."""
        n = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            n |= (byte & 127) << shift
            if byte < 128:
                return n
            shift += 7
            if shift > 70:
                raise ValueError

    def text(self) -> str:
        """A text."""
        return self.bytes(self.number()).decode("utf-8", "surrogateescape")


def program_hash(packages: Iterable[LoadedPackage]) -> str:
    """A hash of the program's own packages: names and contents of their files, and the Go version that their modules ask for.

    Where the files are does not matter, nor what the standard library is: a trace that differs shows that.
    """
    digest = hashlib.blake2b(digest_size=8)
    for package in packages:
        # The main package of tests is written by the go command, and holds nothing but their names.
        if (package.standard and not package.for_test) or package.path.endswith(".test"):
            continue
        digest.update(f"{package.path}\0{package.goversion}\0".encode("utf-8", "surrogateescape"))
        for file in sorted(package.files, key=lambda f: Path(f).name):
            try:
                content = Path(file).read_bytes()
            except OSError:
                content = b""
            digest.update(f"{Path(file).name}\0{len(content)}\0".encode("utf-8", "surrogateescape") + content)
    return digest.hexdigest()
