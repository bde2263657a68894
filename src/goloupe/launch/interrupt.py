"""Stopping a program from outside, wherever it is: for its time limit, and for Ctrl-C.

The machine runs in a thread of its own.  An exception that is set for that thread comes up in it between two steps of Python, also in a
loop that never calls anything.  It ends the run without deferred calls: see `goloupe.runtime.panics.UNWINDING`.
"""

from __future__ import annotations

import ctypes
import threading
import time
from typing import Final

from goloupe.runtime.panics import TimedOut

GRACE: Final = 2.0
"""Seconds until a thread that does not react is given up: it waits for the operating system."""


def interrupt(thread: threading.Thread, what: type[BaseException]) -> bool:
    """Raise ``what`` in a thread; whether the thread ended."""
    if thread.ident is not None and thread.is_alive():
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(what))
        thread.join(GRACE)
    return not thread.is_alive()


def wait(thread: threading.Thread, begun: threading.Event, seconds: float, text: str) -> bool:
    """Wait for a thread, so many seconds from ``begun`` at most (0: without limit); False if it had to be given up after that.

    On Ctrl-C the thread is stopped, too, and KeyboardInterrupt goes on.
    """

    class Limit(TimedOut):
        """The limit of this run, with what is to be printed."""

        def __str__(self) -> str:
            return text

    deadline: float | None = None
    try:
        while thread.is_alive():
            if deadline is None and seconds and begun.is_set():
                deadline = time.monotonic() + seconds
            if deadline is not None and time.monotonic() >= deadline:
                return interrupt(thread, Limit)
            thread.join(0.1 if deadline is None else min(0.2, max(0.0, deadline - time.monotonic())))
    except KeyboardInterrupt:
        interrupt(thread, KeyboardInterrupt)
        raise
    return True
