"""Worker processes: as many packages at a time as there are processors.

A worker is a Python process of its own that runs `goloupe.program.worker`, not a fork of this one: it works the same on every system, in
programs with threads and in scripts without a main guard. What that costs, some 50 ms, it spends while the front end is still loading.

Each worker has a thread here that hands it tasks and waits for the outcome. When a worker dies over a task, the task has failed, and a
new worker takes its place. `close` takes the workers down at once, whatever they are doing; they hold nothing that could be left
half-done.
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from goloupe.program.store import Outcome
from goloupe.program.worker import Done, Task, receive, send

_START = "import sys; sys.path[:] = sys.argv[1:]; from goloupe.program.worker import main; main()"


def processors() -> int:
    """Return how many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


class Pool:
    """Some workers. Outcomes are handed to `done`, in threads of the pool."""

    def __init__(self, size: int, done: Callable[[Done], None]) -> None:
        self._done = done
        self._tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._closed = False
        self._processes: set[subprocess.Popen[bytes]] = set()
        self._threads = [threading.Thread(target=self._serve, args=(self._start(),), daemon=True) for _ in range(size)]
        for thread in self._threads:
            thread.start()

    def submit(self, task: Task) -> None:
        """Have a task carried out when a worker is free."""
        self._tasks.put(task)

    def close(self) -> None:
        """End the workers, at once."""
        with self._lock:
            self._closed = True
            processes = [*self._processes]
        for process in processes:
            process.kill()
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join(timeout=5)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.close()

    def _start(self) -> subprocess.Popen[bytes] | None:
        """Start a worker, unless the pool has been closed."""
        with self._lock:
            if self._closed:
                return None
            process = subprocess.Popen(
                [sys.executable, "-c", _START, *sys.path],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            self._processes.add(process)
            return process

    def _serve(self, process: subprocess.Popen[bytes] | None) -> None:
        while process is not None and (task := self._tasks.get()) is not None:
            assert process.stdin is not None
            assert process.stdout is not None
            try:
                send(process.stdin, task)
                done: Done = receive(process.stdout)
            except (OSError, EOFError, ValueError):
                self._end(process)
                if self._closed:
                    return
                failure = f"the process that analysed this package ended with status {process.returncode}"
                done = Done(task.path, task.root, {}, Outcome(b""), failure)
                process = self._start()
            self._done(done)
        if process is not None:
            self._end(process)

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            try:
                if stream is not None:
                    stream.close()
            except OSError:
                pass
        with self._lock:
            self._processes.discard(process)
