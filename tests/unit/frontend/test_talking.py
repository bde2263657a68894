from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from goloupe.frontend import Blob, FrontEnd, FrontEndCrashed, LoadFailed, Toolchain
from tests.unit.frontend.conftest import paths
from tests.unit.frontend.test_building import alive, wait_for

Tree = Callable[[Mapping[str, str | bytes]], Path]

HELLO = {
    "go.mod": "module example.com/m\n\ngo 1.22\n",
    "main.go": 'package main\n\nimport "example.com/m/lib"\n\nfunc main() {\n\tx := 1\n\tlib.Keep(&x)\n}\n',
    "lib/lib.go": "package lib\n\nvar kept *int\n\nfunc Keep(p *int) { kept = p }\n\nfunc Unused(p *int) { kept = p }\n",
}


def process_of(front_end: FrontEnd) -> subprocess.Popen[bytes]:
    assert front_end._process is not None
    return front_end._process


def test_emit_writes_roots_and_what_they_reach(front_end: FrontEnd, tree: Tree) -> None:
    directory = tree(HELLO)
    front_end.load(directory=directory)
    blobs = list(front_end.emit(["example.com/m"], directory))
    assert all(isinstance(blob, Blob) and blob.file.stat().st_size > 0 for blob in blobs)
    by_path = {blob.path: blob for blob in blobs}
    assert blobs[-1].path == "example.com/m"
    assert by_path["example.com/m"].root  # type: ignore[union-attr]
    assert not by_path["example.com/m/lib"].root  # type: ignore[union-attr]


def test_known_functions_are_not_written(front_end: FrontEnd, tree: Tree) -> None:
    directory = tree(HELLO)
    front_end.load(directory=directory)
    blobs = list(front_end.emit(["example.com/m"], directory, known={"example.com/m/lib": None}))
    assert [blob.path for blob in blobs] == ["example.com/m"]


def test_emit_of_something_that_is_not_there(front_end: FrontEnd, tree: Tree) -> None:
    front_end.load(directory=tree(HELLO))
    with pytest.raises(FrontEndCrashed, match="nothing/here is not loaded"):
        list(front_end.emit(["nothing/here"], "."))
    assert paths(front_end.load(directory=tree(HELLO))) == ["example.com/m"]


def test_list_then_check(front_end: FrontEnd, tree: Tree) -> None:
    directory = tree({**HELLO, "bad/bad.go": "package bad\n\nvar x int = true\n"})
    listed = front_end.list(["./..."], directory=directory)
    assert sorted(paths(listed)) == ["example.com/m", "example.com/m/bad", "example.com/m/lib"]
    assert not any(package.errors for package in listed.packages), "nothing is parsed yet"
    checked = front_end.check(["example.com/m"])
    assert paths(checked) == ["example.com/m/lib", "example.com/m"]
    again = front_end.check(["example.com/m/bad"])
    assert [package.path for package in again.packages if package.errors] == ["example.com/m/bad"]
    assert {package.hash for package in again.packages} <= {package.hash for package in listed.packages}


def test_hashes_follow_content(front_end: FrontEnd, tree: Tree) -> None:
    before = {package.path: package.hash for package in front_end.list(directory=tree(HELLO)).packages}
    same = {package.path: package.hash for package in front_end.list(directory=tree(HELLO)).packages}
    after = {package.path: package.hash for package in front_end.list(directory=tree({"main.go": HELLO["main.go"] + "\n"})).packages}
    language = {
        package.path: package.hash for package in front_end.list(directory=tree({"go.mod": "module example.com/m\n\ngo 1.21\n"})).packages
    }
    assert before == same
    assert {path for path in before if before[path] != after[path]} == {"example.com/m"}
    assert {path for path in before if after[path] != language[path]} == {"example.com/m", "example.com/m/lib"}


def test_a_wrong_flag_is_a_usage_error_and_the_front_end_goes_on(front_end: FrontEnd, tree: Tree) -> None:
    directory = tree(HELLO)
    with pytest.raises(LoadFailed, match="flag provided but not defined: -bogus") as error:
        front_end.load(directory=directory, args=["-bogus"])
    assert error.value.kind == "usage"
    assert paths(front_end.load(directory=directory)) == ["example.com/m"]


def test_a_front_end_that_dies_is_reported_and_replaced(toolchain: Toolchain, tree: Tree) -> None:
    directory = tree(HELLO)
    with FrontEnd(toolchain) as front_end:
        front_end.list(directory=directory)
        process_of(front_end).kill()
        with pytest.raises(FrontEndCrashed, match=r"died with status -9 during load"):
            front_end.load(directory=directory)
        assert paths(front_end.load(directory=directory)) == ["example.com/m"]


def test_blobs_that_nobody_reads_to_the_end(toolchain: Toolchain, tree: Tree) -> None:
    directory = tree(HELLO)
    with FrontEnd(toolchain) as front_end:
        front_end.load(directory=directory)
        for _ in front_end.emit(["example.com/m"], directory):
            break
        assert paths(front_end.load(directory=directory)) == ["example.com/m"]


def test_close_ends_the_process(toolchain: Toolchain, tree: Tree) -> None:
    front_end = FrontEnd(toolchain)
    front_end.list(directory=tree(HELLO))
    process = process_of(front_end)
    front_end.close()
    front_end.close()
    assert process.returncode == 0


SCRIPT = """
import os, sys, threading
from goloupe.frontend import FrontEnd
front_end = FrontEnd()
front_end.list(["errors"])
print(front_end._process.pid, flush=True)
while True:
    front_end.load(["std"])
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_however_python_ends_the_front_end_ends_too(how: signal.Signals) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    pid = int(process.stdout.readline())
    process.send_signal(how)
    _, said = process.communicate(timeout=30)
    assert ("KeyboardInterrupt" in said) == (how == signal.SIGINT)
    wait_for(lambda: not alive(pid))


def test_bodies_on_demand_are_what_a_full_check_finds(toolchain: Toolchain, tmp_path: Path) -> None:
    """Run the Go tests of the front end, which live next to its source."""
    import goloupe.frontend

    source = Path(goloupe.frontend.__file__).parent / "go"
    done = subprocess.run(
        [str(toolchain.path), "test", "-count=1", "."],
        cwd=source,
        env={**toolchain.environment(), "GOFLAGS": "", "GOWORK": "off", "PATH": f"{toolchain.path.parent}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
