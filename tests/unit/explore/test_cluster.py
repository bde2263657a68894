"""Units done by a Dask cluster on loopback."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from goloupe.errors import UserError
from goloupe.explore.engine import Limits
from goloupe.explore.exploration import explore

from .test_sessions import DEADLOCK

distributed = pytest.importorskip("distributed")


@pytest.fixture
def cluster() -> Iterator[Any]:
    """Two workers."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1", silence_logs=50
    ) as made:
        yield made


def codes(directory: Path, **limits: Any) -> list[str]:
    found = explore(["main.go"], directory=directory, limits=Limits(schedules=600, seconds=60, jobs=2, **limits), shrink=0)
    assert not [error for explored in found.targets for error in explored.result.errors]
    assert found.targets[0].result.schedules > 1
    return sorted(shown.bug.fingerprint for shown in found.bugs)


def test_a_cluster_finds_what_this_machine_finds(tmp_path: Path, cluster: Any) -> None:
    (tmp_path / "main.go").write_text(DEADLOCK)
    here = codes(tmp_path)
    assert here
    assert codes(tmp_path, cluster=cluster.scheduler_address) == here


def test_a_worker_that_is_killed_changes_nothing(tmp_path: Path, cluster: Any) -> None:
    (tmp_path / "main.go").write_text(DEADLOCK)
    here = codes(tmp_path)
    with distributed.Client(cluster, set_as_default=False) as client:
        pids = list(client.run(os.getpid).values())

        def kill() -> None:
            deadline = time.monotonic() + 30
            while time.monotonic() < deadline and not any(client.processing().values()):
                time.sleep(0.02)
            os.kill(pids[0], signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        there = codes(tmp_path, cluster=cluster.scheduler_address)
        killer.join()
    assert there == here


def test_nobody_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "main.go").write_text(DEADLOCK)
    monkeypatch.setattr("goloupe.explore.cluster.WAIT", 0.5)
    with pytest.raises(UserError, match="no Dask scheduler answers"):
        codes(tmp_path, cluster="tcp://127.0.0.1:1")
