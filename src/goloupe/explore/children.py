"""Processes that go on from here: copies of this one, with the program linked and initialised, that send lines of JSON.

A child that is forked before anything was run has a machine as fresh as that of a new process, without the time that reading and linking
take.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import sys
import threading
import warnings
from collections.abc import Callable
from typing import Any, Final

Message = dict[str, Any]
LISTEN: Final = 0.1
"""Seconds after which one looks whether to stop."""


class Pipe:
    """The end of a pipe that lines of JSON come out of."""

    def __init__(self, fd: int) -> None:
        self.fd = fd
        """Becomes readable when something has been said, or all."""
        self.over = False
        """All has been said."""
        self._rest = b""

    def read(self) -> list[Message]:
        """What has been said; blocks if that is nothing."""
        data = os.read(self.fd, 1 << 20)
        if not data:
            self.over = True
            return []
        *lines, self._rest = (self._rest + data).split(b"\n")
        return [json.loads(line) for line in lines]


class Child(Pipe):
    """A child process; ``work(receive, send)`` is what it does."""

    def __init__(self, work: Callable[[Callable[[], Message | None], Callable[[Message], None]], None]) -> None:
        down, self._to = os.pipe()
        out, up = os.pipe()
        super().__init__(out)
        sys.stdout.flush()
        sys.stderr.flush()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # Threads of this process that wait take no harm.
            self.pid = os.fork()
        if not self.pid:
            os.close(self._to)
            os.close(self.fd)
            _be(work, down, up)
        os.close(down)
        os.close(up)

    def send(self, message: Message) -> None:
        """Tell the child something; if it is gone, nothing happens."""
        with contextlib.suppress(OSError):
            os.write(self._to, json.dumps(message).encode() + b"\n")

    def close(self) -> int:
        """End it, if it has not ended; its exit code, negative for a signal."""
        with contextlib.suppress(OSError):
            os.close(self._to)
        if not self.over:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
        with contextlib.suppress(OSError):
            os.close(self.fd)
        try:
            return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        except ChildProcessError:
            return 0


def _be(work: Callable[[Callable[[], Message | None], Callable[[Message], None]], None], down: int, up: int) -> None:
    """Be the child, and end."""
    code = 3
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # The parent decides.
        commands = os.fdopen(down, "rb")

        def receive() -> Message | None:
            line = commands.readline()
            message: Message | None = json.loads(line) if line else None
            return message

        def send(message: Message) -> None:
            data = json.dumps(message).encode() + b"\n"
            while data:
                data = data[os.write(up, data) :]

        work(receive, send)
        code = 0
    except BrokenPipeError:
        code = 0
    except BaseException:
        import traceback

        with contextlib.suppress(OSError):
            os.write(up, json.dumps({"error": traceback.format_exc()}).encode() + b"\n")
    finally:
        os._exit(code)


def ask(work: Callable[[Callable[[Message], None]], None], stop: threading.Event | None = None) -> list[Message]:
    """Let a child do something; all that it says, until it is done or ``stop`` is set."""
    child = Child(lambda _receive, send: work(send))
    out: list[Message] = []
    try:
        while not (child.over or (stop is not None and stop.is_set())):
            if stop is None or select.select([child.fd], [], [], LISTEN)[0]:
                out += child.read()
    finally:
        child.close()
    return out
