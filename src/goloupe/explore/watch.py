"""A limit in real time for each run: for loops that never come to a synchronisation point."""

from __future__ import annotations

import ctypes
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from goloupe.runtime.machine import InternalError
from goloupe.runtime.panics import TimedOut

R = TypeVar("R")


class TooLong(TimedOut):
    """A run took longer than it may."""

    def __str__(self) -> str:
        return "a run took too long"


class Watch:
    """Interrupts the thread that made it when a run takes more than ``seconds``."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._thread = threading.get_ident()
        self._since = 0.0
        self._told = False
        """The run has been interrupted, though perhaps nobody has heard it."""
        self._lock = threading.Lock()
        if getattr(sys.unraisablehook, "func", None) is not _unraisable:
            sys.unraisablehook = partial(_unraisable, sys.unraisablehook)
        threading.Thread(target=self._look, name="watch", daemon=True).start()

    def begin(self) -> None:
        """A run begins."""
        self._told = False
        self._since = time.monotonic()

    def end(self) -> None:
        """It has ended: from now on nothing is interrupted."""
        self._since = 0.0
        with self._lock:  # Whoever was about to interrupt has done so by now.
            self._since = 0.0

    def over(self, run: Callable[[], R]) -> R:
        """What a run gives.

        One that is interrupted where C code does not expect it may fail in any way: then it took too long.
        """
        self.begin()
        try:
            return run()
        except InternalError:
            if self._told:
                raise TooLong from None
            raise
        finally:
            self.end()

    def _look(self) -> None:
        run = said = 0.0
        while True:
            time.sleep(0.2)
            with self._lock:
                if self._since != run:
                    run = said = self._since
                if run and time.monotonic() - said > self.seconds:
                    self._told = True
                    said = time.monotonic()  # Where nobody hears it, as in a destructor, it is said again.
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), ctypes.py_object(TooLong))


def _unraisable(otherwise: Callable[[Any], Any], what: Any) -> None:
    """Of an interruption where nobody hears it nothing is printed: it is said again."""
    if not issubclass(what.exc_type, TooLong):
        otherwise(what)
