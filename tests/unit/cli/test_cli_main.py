"""The frame of the command: help, flags, exit codes, what happens to errors."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from goloupe import __version__
from goloupe.cli.group import Verb, two_dashes
from goloupe.cli.main import VERBS, main
from goloupe.errors import InternalError, UserError

from .conftest import Run

SRC = Path(__file__).parents[3] / "src"


def python(*args: str, **kwargs: object) -> "subprocess.CompletedProcess[str]":
    env = {**os.environ, "PYTHONPATH": str(SRC)}
    return subprocess.run([sys.executable, *args], capture_output=True, text=True, env=env, check=False, **kwargs)  # type: ignore[call-overload, no-any-return]


def test_version(run: Run) -> None:
    assert run("version").out == f"goloupe {__version__}\n"
    assert run("--version").out == f"goloupe {__version__}\n"


def test_version_imports_nothing_heavy() -> None:
    done = python("-X", "importtime", "-m", "goloupe", "version")
    assert " goloupe.cli.main\n" in done.stderr, "this is how a module that is imported shows"
    for name in ("goloupe.escape", "goloupe.program", "goloupe.frontend", "rich", "platformdirs", "subprocess", "sqlite3"):
        assert f" {name}\n" not in done.stderr, name


def test_version_is_quick() -> None:
    def once(*args: str) -> float:
        # Of the processor's time: there may be others on the machine.
        before = os.times()
        python(*args)
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    bare = min(once("-c", "pass") for _ in range(3))
    assert min(once("-m", "goloupe", "version") for _ in range(5)) - bare < 0.25


def test_no_arguments(run: Run) -> None:
    done = run()
    assert done.code == 2
    assert "Commands:" in done.err


@pytest.mark.parametrize("verb", [*VERBS, None])
def test_help_has_examples(run: Run, verb: str | None) -> None:
    done = run(*([verb] if verb else []), "--help")
    assert done.code == 0
    assert "Examples:" in done.out
    assert "goloupe " in done.out.partition("Examples:")[2]
    assert max(map(len, done.out.splitlines())) <= 120


def test_did_you_mean(run: Run) -> None:
    done = run("escpae")
    assert (done.code, done.out) == (2, "")
    assert "Did you mean escape?" in done.err


def test_unknown_flag(run: Run) -> None:
    done = run("escape", "--heap-olny")
    assert done.code == 2
    assert "--heap-only" in done.err


@click.command("x", cls=Verb)
@click.option("-C", "--chdir")
@click.option("--tags")
@click.option("--heap-only", is_flag=True)
@click.option("-m", "level", metavar="LEVEL")
@click.option("-o", "--output")
def example() -> None:
    pass


@pytest.mark.parametrize(
    ("given", "want"),
    [
        (["-tags", "a", "p"], ["--tags", "a", "p"]),
        (["-tags=a"], ["--tags=a"]),
        (["--tags", "-x"], ["--tags", "-x"]),
        (["-heap-only", "p"], ["--heap-only", "p"]),
        (["-heap-only=false", "p"], ["p"]),
        (["--heap-only=true"], ["--heap-only"]),
        (["-C", "d", "-o=f"], ["-C", "d", "-o", "f"]),
        (["-m", "p"], ["-m", "1", "p"]),
        (["-m=2", "p"], ["-m", "2", "p"]),
        (["--", "-tags"], ["--", "-tags"]),
        (["-nix"], ["--nix"]),
        (["-nix=1"], ["--nix=1"]),
        (["-Cdir"], ["-Cdir"]),
        (["-"], ["-"]),
    ],
)
def test_go_style_flags(given: list[str], want: list[str]) -> None:
    assert two_dashes(example.params, given) == want


def broken(error: BaseException) -> object:
    def load(*_args: object, **_kwargs: object) -> None:
        raise error

    return load


def test_user_error(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goloupe.load", broken(UserError("is wrong", place="here", next_step="Do that.")), raising=False)
    done = run("escape")
    assert (done.code, done.err) == (2, "goloupe: here: is wrong\nDo that.\n")


def test_ctrl_c(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goloupe.load", broken(KeyboardInterrupt()), raising=False)
    done = run("escape")
    assert done.code == 130
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    "error", [InternalError("broken invariant", details="the details"), RuntimeError("broken invariant"), KeyError("x")]
)
def test_crash(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: Exception) -> None:
    monkeypatch.setattr("goloupe.load", broken(error), raising=False)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    done = run("escape", "main.go")
    assert done.code == 3
    assert "Traceback" not in done.err
    (file,) = tmp_path.glob("goloupe-crash-*.txt")
    assert str(file) in done.err
    assert "send" in done.err
    text = file.read_text()
    assert "Traceback" in text
    assert "goloupe escape main.go" in text
    assert ("the details" in text) == isinstance(error, InternalError)


def test_broken_pipe() -> None:
    env = {**os.environ, "PYTHONPATH": str(SRC)}
    process = subprocess.Popen([sys.executable, "-m", "goloupe", "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.wait()
    assert process.returncode in (0, 141)


def test_broken_pipe_in_a_report(module: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(SRC)}
    with subprocess.Popen(
        [sys.executable, "-m", "goloupe", "escape", "fmt", "net"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("command", ["escape main.go > /dev/full", "build -gcflags='-m -l' main.go 2> /dev/full", "--help > /dev/full"])
def test_nowhere_to_write(module: Path, command: str) -> None:
    done = shell(command)
    assert done.returncode == 2
    assert done.stderr in ("", "goloupe: No space left on device\n")


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
@pytest.mark.parametrize("command", ["escape main.go >&-", "build -gcflags='-m -l' main.go 2>&-", "version >&- 2>&-"])
def test_closed_output(module: Path, command: str) -> None:
    done = shell(command)
    assert done.returncode == 0
    assert done.stdout == done.stderr == ""


def shell(command: str) -> "subprocess.CompletedProcess[str]":
    env = {**os.environ, "PYTHONPATH": str(SRC)}
    return subprocess.run(f"{sys.executable} -m goloupe {command}", shell=True, capture_output=True, text=True, env=env, check=False)


def wait_for_children(pid: int) -> None:
    """Wait until a process has started another one, so that it is in the middle of something."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    deadline = time.monotonic() + 20
    while children.exists() and not children.read_text() and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.5)


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_real_ctrl_c(module: Path, tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(SRC)}
    command = [sys.executable, "-m", "goloupe", "escape", "--no-cache", "net/http"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env) as process:
        wait_for_children(process.pid)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert b"Traceback" not in err
    assert process.returncode == 130
    assert err.strip() == b"goloupe: interrupted"


def test_missing_directory(run: Run) -> None:
    done = run("escape", "-C", "/nowhere/at/all")
    assert done.code == 2
    assert "no such directory" in done.err


def test_main_is_the_entry_point() -> None:
    import goloupe.cli

    assert goloupe.cli.main is main


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize("args", [["explore", "--nonsense"], ["run"], [], ["replay", "nonsense"], ["explore", "nowhere.go"]])
def test_wrong_usage_is_2_though_nobody_can_read_why(args: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        env = {**os.environ, "PYTHONPATH": str(SRC)}
        done = subprocess.run([sys.executable, "-m", "goloupe", *args], stdout=subprocess.PIPE, stderr=full, env=env, check=False)
    assert done.returncode == 2 and not done.stdout
