from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from goloupe.frontend import BuildFailed, CacheUnusable, Toolchain, cache_directory, find_toolchain
from goloupe.frontend.building import build, report_on_terminal, sources

FakeGo = Callable[..., Path]


def fake(fake_go: FakeGo, build_script: str, **kwargs: str) -> Toolchain:
    return find_toolchain(fake_go(build=build_script, **kwargs))


def test_it_is_built_once(fake_go: FakeGo, tmp_path: Path) -> None:
    log = tmp_path / "log"
    toolchain = fake(fake_go, f"open({str(log)!r}, 'a').write('x'); open(output, 'w').write('program')")
    first = build(toolchain, tmp_path / "cache")
    assert build(toolchain, tmp_path / "cache") == first
    assert first.read_text() == "program"
    assert log.read_text() == "x"


def test_those_who_come_at_the_same_time_wait_for_one(fake_go: FakeGo, tmp_path: Path) -> None:
    log = tmp_path / "log"
    script = f"time.sleep(0.3); open({str(log)!r}, 'a').write('x'); open(output, 'w').write('program')"
    toolchain = fake(fake_go, script)
    code = (
        "import sys; from pathlib import Path; from goloupe.frontend import find_toolchain; from goloupe.frontend.building import build\n"
        "print(build(find_toolchain(sys.argv[1]), Path(sys.argv[2])).read_text())"
    )
    command = [sys.executable, "-c", code, str(toolchain.path), str(tmp_path / "cache")]
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: subprocess.run(command, env=environ, capture_output=True, text=True, check=True), range(4)))
    assert [each.stdout.strip() for each in done] == ["program"] * 4
    assert log.read_text() == "x"


def test_each_toolchain_has_its_own(fake_go: FakeGo, tmp_path: Path) -> None:
    script = "open(output, 'w').write('program')"
    old = build(fake(fake_go, script, name="old", version="go1.26.6"), tmp_path / "cache")
    new = build(fake(fake_go, script, name="new", version="go1.27.3"), tmp_path / "cache")
    assert old != new


def test_a_failed_build_says_why_and_leaves_nothing(fake_go: FakeGo, tmp_path: Path) -> None:
    toolchain = fake(fake_go, "print('no space left on device'); sys.exit(1)")
    with pytest.raises(BuildFailed, match="no space left on device"):
        build(toolchain, tmp_path / "cache")
    assert [path.name for path in (tmp_path / "cache").rglob("*") if path.is_file()] == ["lock"]


def test_an_interrupted_build_leaves_nothing_and_nobody(fake_go: FakeGo, tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    toolchain = fake(fake_go, f"open({str(pid_file)!r}, 'w').write(str(os.getpid())); time.sleep(60)")
    code = (
        "import sys; from pathlib import Path; from goloupe.frontend import find_toolchain; from goloupe.frontend.building import build\n"
        "build(find_toolchain(sys.argv[1]), Path(sys.argv[2]))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(toolchain.path), str(tmp_path / "cache")],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_for(lambda: pid_file.exists() and pid_file.read_text() != "")
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert "KeyboardInterrupt" in said
    wait_for(lambda: not alive(int(pid_file.read_text())))
    assert [path.name for path in (tmp_path / "cache").rglob("*") if path.is_file()] == ["lock"]


def test_the_users_settings_do_not_reach_the_build(fake_go: FakeGo, tmp_path: Path) -> None:
    log = tmp_path / "log"
    toolchain = fake(fake_go, f"open({str(log)!r}, 'w').write(repr(dict(os.environ))); open(output, 'w').write('')")
    environ = {
        **os.environ,
        "GOFLAGS": "-mod=vendor -tags=x",
        "GOOS": "windows",
        "GOARCH": "386",
        "GOWORK": "/w/go.work",
        "GOEXPERIMENT": "x",
        "GO111MODULE": "off",
        "GOTOOLCHAIN": "go1.99",
    }
    build(toolchain, tmp_path / "cache", environ=environ)
    seen: dict[str, str] = eval(log.read_text())
    assert (seen["GOOS"], seen["GOARCH"], seen["GOWORK"], seen["GOTOOLCHAIN"]) == ("linux", "amd64", "off", "local")
    assert seen["GOFLAGS"] == "-mod=mod"
    assert seen["GO111MODULE"] == "on"
    assert "GOEXPERIMENT" not in seen


def test_without_a_home_go_gets_a_cache_to_build_in(fake_go: FakeGo, tmp_path: Path) -> None:
    log = tmp_path / "log"
    toolchain = fake(fake_go, f"open({str(log)!r}, 'w').write(os.environ['GOCACHE']); open(output, 'w').write('')")
    build(toolchain, tmp_path / "cache", environ={"PATH": os.environ["PATH"]})
    assert Path(log.read_text()) == tmp_path / "cache" / "go-build"


def test_a_cache_that_cannot_be_written(fake_go: FakeGo, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    with pytest.raises(CacheUnusable, match="GOLOUPE_CACHE"):
        build(fake(fake_go, "pass"), tmp_path / "cache")


def test_progress_is_told_and_over(fake_go: FakeGo, tmp_path: Path) -> None:
    told: list[str] = []
    build(fake(fake_go, "open(output, 'w').write('')"), tmp_path / "cache", progress=told.append)
    assert told == ["building the Go front end with go1.27.3 (once)", ""]
    build(fake(fake_go, "sys.exit('not twice')", name="again"), tmp_path / "cache", progress=told.append)
    assert len(told) == 2


def test_no_progress_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    report_on_terminal("building")
    assert capsys.readouterr().err == ""


def test_what_was_left_long_ago_is_swept(fake_go: FakeGo, tmp_path: Path) -> None:
    old = tmp_path / "cache" / "frontend" / "0123"
    old.mkdir(parents=True)
    os.utime(old, (time.time() - 90 * 86400,) * 2)
    build(fake(fake_go, "open(output, 'w').write('')"), tmp_path / "cache")
    assert not old.exists()


def test_the_source_is_shipped_without_its_tests() -> None:
    names = sources().keys()
    assert {"go.mod", "main.go", "load.go"} <= names
    assert not [name for name in names if name.endswith("_test.go")]


def test_cache_directory() -> None:
    assert cache_directory({"GOLOUPE_CACHE": "/somewhere"}) == Path("/somewhere")
    assert cache_directory({}).name == "goloupe"


def wait_for(condition: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came to pass"
        time.sleep(0.02)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A zombie that nobody has waited for is dead enough.
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1][0] != "Z"
    except OSError:
        return os.name == "posix" and not Path("/proc").exists()
