"""Stopping a program from outside, wherever it is: for its time limit, and for Ctrl-C.

The machine runs in a thread of its own.  An exception that is set for that thread comes up in it between two steps of Python, also in a
loop that never calls anything.  It ends the run without deferred calls: see `goloupe.runtime.panics.UNWINDING`.
"""

from __future__ import annotations

import ctypes
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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


def wait(thread: threading.Thread, begun: threading.Event, seconds: float, text: str, wants: Callable[[int], bool]) -> bool:
    """Wait for a thread, so many seconds from ``begun`` at most (0: without limit); False if it had to be given up after that.

    Ctrl-C is the program's if it ``wants`` that signal; if it does not, or the second time, the thread is stopped, and KeyboardInterrupt
    goes on.
    """

    class Limit(TimedOut):
        """The limit of this run, with what is to be printed."""

        def __str__(self) -> str:
            return text

    deadline: float | None = None
    try:
        with _offered(wants):
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


@contextmanager
def _offered(wants: Callable[[int], bool]) -> Iterator[None]:
    """Meanwhile the first Ctrl-C is for who ``wants`` it."""
    told = False

    def handle(number: int, _frame: object) -> None:
        nonlocal told
        if told or not wants(number):
            raise KeyboardInterrupt
        told = True

    # Who has had it ignored from the start, as shells do for what runs in the background, goes on doing so.
    if threading.current_thread() is not threading.main_thread() or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    before = signal.signal(signal.SIGINT, handle)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
