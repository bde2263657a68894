"""Processes that lead a group of their own.

Ctrl-C in a terminal does not reach such a group, and when it is ended, whatever its leader has started goes with it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import IO, Final

TICK: Final = 0.2
"""Seconds between two looks at whether to stop."""
GRACE: Final = 5.0
"""Seconds that a process may take to end."""


class Stopped(Exception):
    """Somebody does not want to know any more."""


def start(
    command: Sequence[str],
    *,
    directory: str | os.PathLike[str] | None = None,
    env: Mapping[str, str],
    stdin: int = subprocess.DEVNULL,
    stderr: int | IO[bytes] = subprocess.PIPE,
) -> subprocess.Popen[bytes]:
    """Start a process whose standard output is read by the caller, who calls `end` in any case."""
    return subprocess.Popen(
        list(command), cwd=directory, env=env, stdin=stdin, stdout=subprocess.PIPE, stderr=stderr, start_new_session=True
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """Leave nothing behind: neither the process nor what it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    with suppress(subprocess.TimeoutExpired):
        process.wait(GRACE)


def ended(process: subprocess.Popen[bytes], seconds: float, stop: threading.Event | None) -> bool:
    """Wait for the end of a process, so long at most.  Raises `Stopped` when ``stop`` is set."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        with suppress(subprocess.TimeoutExpired):
            process.wait(min(left, TICK))
            return True
        if stop is not None and stop.is_set():
            raise Stopped
    return False


def run(
    command: Sequence[str],
    *,
    directory: str | os.PathLike[str],
    env: Mapping[str, str],
    stop: threading.Event | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, or end it if this process is interrupted.  Raises `Stopped` when ``stop`` is set, and `OSError`."""
    process = start(command, directory=directory, env=env)
    try:
        while True:
            try:
                out, err = process.communicate(timeout=None if stop is None else TICK)
            except subprocess.TimeoutExpired:
                if stop is not None and stop.is_set():
                    raise Stopped from None
            else:
                return subprocess.CompletedProcess(
                    process.args, process.returncode, out.decode("utf-8", "replace"), err.decode("utf-8", "replace")
                )
    finally:
        if process.poll() is None:
            end(process)
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()
