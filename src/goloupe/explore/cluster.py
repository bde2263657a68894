"""Units done by other machines: a Dask cluster, instead of child processes of this one.

A unit is a task.  What the worker needs is sent once: the columns of the program's packages, so that it reads no source and needs no Go.
It links and initialises the program when its first unit comes, and does each unit in a child process, as it is done here; what the child
says is the task's result.  Dask gives a task to another worker if one is lost; should it give up, the unit is given out again as that of a
lost child is.  What is found is repeated on this machine before it is believed, so that it does not matter who found it.

Workers should have one thread each (``dask worker --nthreads 1``), and goloupe of the same version installed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from goloupe import __version__
from goloupe.errors import UserError
from goloupe.explore.children import Message, Pipe, ask
from goloupe.frontend.cachedir import cache_directory
from goloupe.frontend.results import LoadedPackage, LoadResult
from goloupe.launch.columns import ColumnFiles, Source

if TYPE_CHECKING:
    from goloupe.explore.engine import Limits
    from goloupe.explore.loading import Target
    from goloupe.explore.session import Session

STACK: Final = 512 << 20
WAIT: Final = 10.0
"""Seconds to wait for an answer at the address."""


@dataclass(frozen=True)
class Parcel:
    """A program, as it is sent."""

    key: str
    """Equal for equal programs."""
    version: str
    packages: tuple[LoadedPackage, ...]
    columns: dict[str, bytes]
    goroot: str
    target: tuple[str, str, str, tuple[str, ...], str]
    """Package, test, main package, arguments."""
    race: bool


def pack(target: Target, race: bool) -> Parcel:
    """Make a parcel of a program."""
    files = target.source.columns
    assert isinstance(files, ColumnFiles)
    columns = {path: file.read_bytes() for path, file in files.files.items()}
    named = (target.package, target.test, target.main, target.arguments, target.filter)
    digest = hashlib.sha256(repr((named, race, __version__)).encode())
    for path, data in sorted(columns.items()):
        digest.update(path.encode() + hashlib.sha256(data).digest())
    return Parcel(digest.hexdigest(), __version__, tuple(target.source.packages), columns, target.source.goroot, named, race)


def unpack(parcel: Parcel) -> Target:
    """The program of a parcel; its columns are written into the cache."""
    from goloupe.explore.loading import Target

    if parcel.version != __version__:
        raise RuntimeError(f"the worker has goloupe {__version__}, and was given work by goloupe {parcel.version}")
    place = cache_directory() / "run"
    place.mkdir(parents=True, exist_ok=True)
    files: dict[str, Path] = {}
    for path, data in parcel.columns.items():
        files[path] = file = place / f"{hashlib.sha256(data).hexdigest()}.glc"
        if not file.exists():
            handle, temporary = tempfile.mkstemp(dir=place)
            with open(handle, "wb") as out:  # noqa: PTH123 - an open descriptor
                out.write(data)
            Path(temporary).replace(file)
    package, test, main, arguments, pattern = parcel.target
    source = Source(LoadResult("", "", "", (), parcel.packages), list(parcel.packages), ColumnFiles(files), parcel.goroot)
    # Tests run in their directory, if this machine has it.
    directory = next((p.directory for p in parcel.packages if p.path == package and Path(p.directory).is_dir()), "")
    return Target(package, test, source, directory, main, arguments, pattern)


class Linked:
    """A program on a worker: linked once, and used by one thread, for goroutines live in a thread."""

    def __init__(self, parcel: Parcel) -> None:
        old = threading.stack_size(STACK)
        try:
            self.thread = ThreadPoolExecutor(1, "go")
            self.session: Session = self.thread.submit(self._link, parcel).result()
        finally:
            threading.stack_size(old)

    @staticmethod
    def _link(parcel: Parcel) -> Session:
        from goloupe.explore.exploration import link

        session = link(unpack(parcel), parcel.race)
        session.prepare()
        return session

    def unit(self, unit: Message, limits: Limits, seconds: float) -> list[Message]:
        """Do a unit, in a child process; what it says."""
        from goloupe.explore.packing import unpack_unit
        from goloupe.explore.worker import Worker

        def work(send: Callable[[Message], None]) -> None:
            self.session.machine.limit = limits.steps
            Worker(self.session, limits, time.monotonic() + seconds if seconds else 0.0, send).unit(unpack_unit(unit))

        messages: list[Message] = self.thread.submit(ask, work).result()
        if not any("done" in m or "error" in m for m in messages):
            raise RuntimeError("the process that did the unit is gone")
        return messages


def do_unit(parcel: Parcel, unit: Message, limits: Limits, seconds: float) -> list[Message]:
    """The task: runs on a worker, which keeps programs that it has linked."""
    from distributed import get_worker

    kept: dict[str, Linked] = vars(get_worker()).setdefault("goloupe_linked", {})
    linked = kept.get(parcel.key)
    if linked is None:
        linked = kept[parcel.key] = Linked(parcel)
    return linked.unit(unit, limits, seconds)


class Cluster:
    """A connection to a scheduler."""

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise UserError("--cluster needs dask.distributed", next_step="pip install 'goloupe[cluster]'") from None
        try:
            connect: Any = Client
            self.client: Any = connect(address, timeout=WAIT, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            first = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise UserError(
                f"no Dask scheduler answers at {address}: {first}",
                next_step="Start one with `dask scheduler`, and workers with `dask worker`.",
            ) from None
        self.parcel: Any = None

    def threads(self) -> int:
        """How many units can be done at once."""
        return sum(self.client.nthreads().values())

    def send(self, target: Target, race: bool) -> None:
        """Give the workers the program."""
        self.parcel = self.client.scatter(pack(target, race), broadcast=True, hash=False)

    def child(self, limits: Limits, deadline: float) -> RemoteChild:
        """Somebody who does units."""
        return RemoteChild(self, limits, deadline)

    def close(self) -> None:
        """Hang up."""
        self.client.close()


class RemoteChild(Pipe):
    """Has the face of `children.Child`: what it is told becomes a task, and what comes of that can be read from a pipe."""

    def __init__(self, cluster: Cluster, limits: Limits, deadline: float) -> None:
        self.cluster = cluster
        self.limits = replace(limits, stop=None)  # type: ignore[arg-type] # An event cannot be sent.
        self.deadline = deadline
        out, self._up = os.pipe()
        super().__init__(out)
        self._task: Any = None

    def send(self, message: Message) -> None:
        """Have a unit done."""
        seconds = max(0.1, self.deadline - time.monotonic()) if self.deadline else 0.0
        self._task = self.cluster.client.submit(do_unit, self.cluster.parcel, message, self.limits, seconds, pure=False, retries=2)
        self._task.add_done_callback(self._done)

    def _done(self, task: Future[list[Message]]) -> None:
        up = self._up
        with contextlib.suppress(OSError):
            try:
                messages = task.result()
            except Exception as error:
                if "KilledWorker" not in type(error).__name__:
                    os.write(up, json.dumps({"error": f"{type(error).__name__}: {error}"}).encode() + b"\n")
                os.close(up)
                return
            now = time.monotonic()  # Its clock is another one.
            data = b"".join(json.dumps(m | {"when": now} if "when" in m else m).encode() + b"\n" for m in messages)
            while data:
                data = data[os.write(up, data) :]

    def close(self) -> int:
        """No more is wanted of it."""
        if self._task is not None and not self._task.done():
            self._task.cancel()
        for fd in (self.fd, self._up):
            with contextlib.suppress(OSError):
                os.close(fd)
        return 0
