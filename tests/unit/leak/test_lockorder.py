"""Deadlocks predicted from runs that went well."""

from __future__ import annotations

from pathlib import Path

import pytest

from goloupe import std
from goloupe.frontend.talking import FrontEnd
from goloupe.frontend.toolchain import find_toolchain
from goloupe.launch.columns import read
from goloupe.launch.program import Options, Runner
from goloupe.leak.lockorder import LockOrder, Prediction
from goloupe.runtime.machine import Machine
from goloupe.runtime.stack import in_large_stack

HEAD = 'package main\n\nimport "sync"\n\nvar a, b, c, gate sync.Mutex\nvar rw sync.RWMutex\nvar wg sync.WaitGroup\n\nfunc main() {\n'


def predict(tmp_path: Path, *bodies: str) -> list[Prediction]:
    """Run these one after the other, each in a goroutine; what is predicted."""
    lines = "".join(f"\twg.Add(1)\n\tgo func() {{ defer wg.Done(); {body} }}()\n\twg.Wait()\n" for body in bodies)
    file = tmp_path / "main.go"
    file.write_text(HEAD + "\t_, _, _, _, _ = &a, &b, &c, &gate, &rw\n" + lines + "}\n")
    toolchain = find_toolchain(None)
    with FrontEnd(toolchain) as front_end:
        source = read(front_end, [str(file)], str(tmp_path), std.LEFT_OUT, goroot=str(toolchain.goroot))
    order = LockOrder(source.goroot)
    runner = Runner(source, Options(), Machine(goroot=source.goroot, hook=order))
    assert in_large_stack(runner.run) == 0
    return order.predictions()


@pytest.mark.parametrize(
    ("bodies", "circles"),
    [
        (["a.Lock(); b.Lock(); b.Unlock(); a.Unlock()", "b.Lock(); a.Lock(); a.Unlock(); b.Unlock()"], 1),
        (["a.Lock(); b.Lock(); b.Unlock(); a.Unlock()", "a.Lock(); b.Lock(); b.Unlock(); a.Unlock()"], 0),
        # Behind a gate only one goroutine does so at a time.
        (
            [
                "gate.Lock(); a.Lock(); b.Lock(); b.Unlock(); a.Unlock(); gate.Unlock()",
                "gate.Lock(); b.Lock(); a.Lock(); a.Unlock(); b.Unlock(); gate.Unlock()",
            ],
            0,
        ),
        # One goroutine does one after the other.
        (["a.Lock(); b.Lock(); b.Unlock(); a.Unlock(); b.Lock(); a.Lock(); a.Unlock(); b.Unlock()"], 0),
        # Given back before the other is taken.
        (["a.Lock(); a.Unlock(); b.Lock(); b.Unlock()", "b.Lock(); b.Unlock(); a.Lock(); a.Unlock()"], 0),
        (
            [
                "a.Lock(); b.Lock(); b.Unlock(); a.Unlock()",
                "b.Lock(); c.Lock(); c.Unlock(); b.Unlock()",
                "c.Lock(); a.Lock(); a.Unlock(); c.Unlock()",
            ],
            1,
        ),
        (["rw.RLock(); a.Lock(); a.Unlock(); rw.RUnlock()", "a.Lock(); rw.RLock(); rw.RUnlock(); a.Unlock()"], 0),
        (["rw.RLock(); a.Lock(); a.Unlock(); rw.RUnlock()", "a.Lock(); rw.Lock(); rw.Unlock(); a.Unlock()"], 1),
        # Who only tries does not wait.
        (["a.Lock(); b.TryLock(); b.Unlock(); a.Unlock()", "b.Lock(); a.Lock(); a.Unlock(); b.Unlock()"], 0),
        (["rw.RLock(); a.Lock(); a.Unlock(); rw.RUnlock()", "a.Lock(); rw.TryLock(); rw.Unlock(); a.Unlock()"], 0),
    ],
)
def test_circles(tmp_path: Path, bodies: list[str], circles: int) -> None:
    assert len(predict(tmp_path, *bodies)) == circles


def test_what_a_prediction_says(tmp_path: Path) -> None:
    (found,) = predict(tmp_path, "a.Lock();\nb.Lock(); b.Unlock(); a.Unlock()", "b.Lock();\na.Lock(); a.Unlock(); b.Unlock()")
    assert str(found) == (
        "goroutine 6 has a lock (taken at main.go:12) and takes another (at main.go:13); "
        "goroutine 7 has a lock (taken at main.go:16) and takes another (at main.go:17)"
    )
