"""agree, doctor and cache."""

import json
from pathlib import Path

import pytest

from .conftest import Run


def test_agree(run: Run, module: Path) -> None:
    done = run("agree", "./...")
    assert done.code == 0, done.err
    assert "100.00 % agreement with go1." in done.out
    assert "on 2 packages, 2 of them line by line" in done.out


def test_agree_json_and_minimum(run: Run, module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = json.loads(run("agree", "--format=json", "./...").out)
    assert (data["theirs"], data["ours"], data["agreement"]) == (0, 0, 1.0)
    assert run("agree", "--min", "100", "./...").code == 0
    from collections import Counter

    from goloupe.agreement import Line

    extra = {"example.com/mod": Counter({Line("main.go", 1, 1, "moved to heap: nothing"): 1})}
    monkeypatch.setattr("goloupe.agreement.compiler_lines", lambda _text: extra)
    done = run("agree", "--min", "99", "./...")
    assert done.code == 1
    assert "less than 99 %" in done.err
    assert "main.go:1:1: moved to heap: nothing" in done.out


def test_agree_with_an_error(run: Run, module: Path) -> None:
    Path("sub/deep/deep.go").write_text("package deep\n\nvar G int = nope\n")
    done = run("agree", "./...")
    assert done.code == 2
    assert "on 1 package," in done.out


def test_doctor(run: Run) -> None:
    done = run("doctor")
    assert done.code == 0
    assert "All is well." in done.out
    assert "toolchain" in done.out


def test_doctor_without_go(run: Run) -> None:
    done = run("doctor", "--go", "/nowhere/go")
    assert done.code == 2
    assert "FAIL  toolchain" in done.out
    assert "Something is wrong" in done.out


def test_doctor_starts_the_front_end(run: Run, module: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    damaged = tmp_path / "damaged"
    damaged.write_bytes(b"garbage")
    damaged.chmod(0o755)
    monkeypatch.setattr("goloupe.frontend.building.build", lambda *_args, **_kwargs: damaged)
    monkeypatch.setattr("goloupe.frontend.talking.build", lambda *_args, **_kwargs: damaged)
    done = run("doctor")
    assert done.code == 2
    assert "FAIL  front end" in done.out
    assert "goloupe cache clean" in done.out
    done = run("escape", "--no-cache", "main.go")
    assert done.code == 2
    assert f"goloupe: {damaged}: the front end cannot be started: " in done.err


def test_cache(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLOUPE_CACHE", str(tmp_path))
    assert run("cache", "dir").out == f"{tmp_path}\n"
    (tmp_path / "frontend" / "x").mkdir(parents=True)
    (tmp_path / "frontend" / "x" / "y").write_bytes(b"12345")
    (tmp_path / "mine.txt").write_text("not goloupe's")
    assert "5 B  frontend" in run("cache", "info").out
    assert run("cache", "clean").out == f"removed 5 B from {tmp_path}\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["mine.txt"]
    assert run("cache", "claen").code == 2
