"""The thread with room for deep recursion, and the one that waits for it."""

from __future__ import annotations

import signal
import sys
import threading
import time
from types import FrameType

import pytest

from goloupe.runtime.stack import in_large_stack


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not send a signal to one thread")
def test_signals_are_handled_whichever_thread_the_system_gives_them_to() -> None:
    heard = threading.Event()

    def handle(_number: int, _frame: FrameType | None) -> None:
        heard.set()

    def work() -> bool:
        time.sleep(0.3)  # Until the other one waits.
        signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)
        return heard.wait(10)

    before = signal.signal(signal.SIGUSR1, handle)
    try:
        assert in_large_stack(work)
    finally:
        signal.signal(signal.SIGUSR1, before)
