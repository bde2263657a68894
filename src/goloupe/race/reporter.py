"""What a program built with ``-race`` does about its races: prints each one as it is found, and ends with another exit code.

As Go's (`racefini`, called when main returns and by ``os.Exit(0)``): then others may run for a second more, the races are counted, and the
exit code is 66 if there were any.  A program that ends otherwise, by a panic or another exit code, ends as it would without the detector.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from goloupe.race.gorace import Options
from goloupe.race.report import Race

if TYPE_CHECKING:
    from goloupe.runtime.machine import Machine


class Reporter:
    """Prints the races of one run."""

    def __init__(self, machine: Machine, options: Options) -> None:
        self.machine = machine
        self.options = options
        self.count = 0
        self._halted = False
        self._log: int | None = None

    def tell(self, race: Race) -> None:
        """A race was found."""
        self.count += 1
        self._write(race.text(self.options.strip_path_prefix))
        if self.options.halt_on_error:
            self._halted = True
            self.machine.exit(self.options.exitcode)

    def linger(self) -> None:
        """The program is over, but for what other goroutines do in a moment (`atexit_sleep_ms`)."""
        if len(self.machine.allgs) > 1 and self.options.atexit_sleep_ms > 0:
            self.machine.sleep(self.options.atexit_sleep_ms * 1_000_000)

    def finish(self, kind: str, code: int) -> int:
        """The run ended (`Machine.conclude`): the exit code."""
        if kind != "exit" or code or self._halted or not self.count:
            return code
        self._write(f"Found {self.count} data race(s)\n")
        return self.options.exitcode

    def _write(self, text: str) -> None:
        data = text.encode("utf-8", "surrogateescape")
        path = self.options.log_path
        with contextlib.suppress(OSError):
            if path in ("", "stderr"):
                self.machine.write_stderr(data)
            elif path == "stdout":
                self.machine.stdout.write(data)
                self.machine.flush()
            else:
                if self._log is None:
                    self._log = os.open(f"{path}.{os.getpid()}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o660)
                os.write(self._log, data)
