"""The packages of goloupe test, one after the other, and what the go command prints around what their tests print."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goloupe.cli.durations import go_duration

if TYPE_CHECKING:
    from goloupe.launch.testing import TestProgram


@dataclass
class Session:
    """Runs packages' tests one after the other, and prints what the go command prints about them."""

    goroot: str
    options: Any
    limit: float
    as_json: bool
    stream: bool
    """Whether output is shown as it comes, as without package arguments, and not kept to be shown when tests fail."""
    show_all: bool
    alone: bool
    failfast: bool
    failed: bool = False
    stopped: bool = False
    complained: set[str] = field(default_factory=set)

    def write(self, data: bytes) -> None:
        """Print."""
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()

    def test(self, program: TestProgram) -> None:
        """Run the tests of a package."""
        from goloupe.launch import test2json

        self._complain(program)
        if not self.as_json:
            self._test(program, self.write)
            return
        converter = test2json.Converter(program.path, lambda line: self.write(line.encode()))
        if program.failed and program.complaints:
            converter.failed_build = next(iter(program.complaints))
        well = False
        try:
            well = self._test(program, converter.write)
        finally:
            converter.exited(well)
            converter.close()

    def _complain(self, program: TestProgram) -> None:
        """Print the errors of packages, once."""
        from goloupe.launch import test2json

        for path, errors in program.complaints.items():
            if path in self.complained:
                continue
            self.complained.add(path)
            # What the go command finds it says of the package whose tests were asked for, what the compiler finds of the one it compiles.
            lines = [f"# {program.path if program.failed == 'setup' else path}", *(line for error in errors for line in error.splitlines())]
            if self.as_json:
                events = [{"ImportPath": path, "Action": "build-output", "Output": line + "\n"} for line in lines]
                events.append({"ImportPath": path, "Action": "build-fail"})
                self.write("".join(map(test2json.encode, events)).encode())
            else:
                sys.stderr.write("".join(line + "\n" for line in lines))
                sys.stderr.flush()

    def _test(self, program: TestProgram, write: Any) -> bool:
        """Run the tests, or say why not; returns whether all is well."""
        name = program.path.encode()
        if program.failed:
            self.failed = True
            write(b"FAIL\t%s [%s failed]\n" % (name, program.failed.encode()))
            return False
        if not program.main:
            write(b"?   \t%s\t[no test files]\n" % name)
            return True
        return self._run(program, name, write)

    def _run(self, program: TestProgram, name: bytes, write: Any) -> bool:
        from dataclasses import replace

        from goloupe.launch import testing

        streaming = self.stream or self.as_json or (self.show_all and self.alone)
        kept = bytearray()

        def show(data: bytes) -> None:
            kept.extend(data)
            if streaming:
                write(data)

        own_name = Path(program.directory, program.main.rpartition("/")[2])
        options = replace(self.options, arguments=[str(own_name), *self.options.arguments])
        start = time.monotonic()
        killed = False
        try:
            code = testing.run(program, self.goroot, options, show, self.limit)
        except testing.Killed:
            killed, code = True, -9
        took = b"%.3fs" % (time.monotonic() - start)
        if code == 0:
            if not streaming and self.show_all:
                write(bytes(kept))
            none = b"testing: warning: no tests to run\n"
            note = b" [no tests to run]" if not self.stream and (kept.startswith(none) or b"\n" + none in kept) else b""
            if ((streaming and not self.stream) or self.show_all) and kept and not kept.endswith(b"\n"):
                write(b"\n")
            write(b"ok  \t%s\t%s%s\n" % (name, took, note))
            return True
        self.failed = True
        self.stopped = self.failfast
        if not streaming:
            write(bytes(kept))
        if killed:
            write(b"*** Test killed: ran too long (%s).\n" % go_duration(self.limit).encode())
        if self.stream or code < 0 or not kept:
            write(b"%s\n" % (b"exit status %d" % code if code >= 0 else b"signal: " + _signal(-code)))
        elif not kept.endswith(b"\n"):
            write(b"\n")
        write(b"%sFAIL\t%s\t%s\n" % (b"\x16" if self.as_json else b"", name, took))
        return False


def _signal(number: int) -> bytes:
    """A signal's name as syscall.Signal has it."""
    return {2: b"interrupt", 6: b"aborted", 9: b"killed", 11: b"segmentation fault", 15: b"terminated"}.get(number, b"signal %d" % number)
