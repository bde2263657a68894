"""What a program consists of is not asked twice, and whatever changes is noticed."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import pytest

from goloupe import std
from goloupe.errors import UserError
from goloupe.launch import testing
from goloupe.launch.columns import CannotRun, read
from goloupe.launch.program import PORTABLE_TAGS, Options, run
from goloupe.launch.reading import Reader

ARGS = [f"-tags={','.join(PORTABLE_TAGS)}"]
MAIN = """package main

import (
	_ "embed"
	"example.com/m/other"
)

//go:embed words.txt
var words string

func main() { println(words, other.Name) }
"""
FILES = {
    "go.mod": "module example.com/m\n\ngo 1.24\n",
    "main.go": MAIN,
    "words.txt": "some words",
    "other/other.go": 'package other\n\nvar Name = "other"\n',
    "other/other_test.go": 'package other\n\nimport "testing"\n\nfunc TestName(t *testing.T) {}\n',
}


@pytest.fixture
def module(cache: Path, tmp_path: Path) -> Path:
    root = tmp_path / "m"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    settle()
    return root


def settle() -> None:
    """Until then, files that have just been written could be written again at the same time."""
    time.sleep(0.05)


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The programs that are started."""
    started: list[str] = []
    real = subprocess.Popen.__init__

    def init(self: object, command: list[str], *args: object, **kwargs: object) -> None:
        started.append(Path(command[0]).name)
        real(self, command, *args, **kwargs)  # type: ignore[arg-type, call-overload]

    monkeypatch.setattr(subprocess.Popen, "__init__", init)
    return started


def execute(module: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    with Reader(directory=module) as reader:
        run(["."], reader, module, Options(args=ARGS))
    return capsys.readouterr().err


def test_the_second_run_starts_no_process(module: Path, processes: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert execute(module, capsys) == "some words other\n"
    assert "goloupe-frontend" in processes
    processes.clear()
    assert execute(module, capsys) == "some words other\n"
    assert processes == []


@pytest.mark.parametrize(
    ("file", "text", "output"),
    [
        ("main.go", MAIN.replace("println(", 'println("new", '), "new some words other\n"),
        ("other/other.go", 'package other\n\nvar Name = "changed"\n', "some words changed\n"),
        ("other/more.go", 'package other\n\nfunc init() { Name = "more" }\n', "some words more\n"),
        ("words.txt", "other words", "other words other\n"),
    ],
)
def test_what_changes_is_noticed(module: Path, capsys: pytest.CaptureFixture[str], file: str, text: str, output: str) -> None:
    execute(module, capsys)
    execute(module, capsys)
    (module / file).write_text(text)
    assert execute(module, capsys) == output
    settle()
    assert execute(module, capsys) == output
    assert execute(module, capsys) == output


def test_what_is_wrong_is_looked_at_afresh(module: Path, capsys: pytest.CaptureFixture[str]) -> None:
    execute(module, capsys)
    (module / "main.go").write_text(MAIN.replace("println(words", "println(1 + words"))
    settle()
    for _ in range(3):
        with pytest.raises(CannotRun, match=r"main.go:11:\d+: .*mismatched types"):
            execute(module, capsys)
    (module / "main.go").write_text(MAIN)
    assert execute(module, capsys) == "some words other\n"


def test_columns_that_have_gone_are_written_again(module: Path, cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    execute(module, capsys)
    for file in (cache / "run").glob("*.*"):
        file.unlink()
    assert execute(module, capsys) == "some words other\n"
    assert list((cache / "run").glob("*.glc"))


@pytest.mark.parametrize("units", [True, False])
def test_damaged_columns_are_written_again(module: Path, cache: Path, capsys: pytest.CaptureFixture[str], units: bool) -> None:
    execute(module, capsys)
    for file in (cache / "run").glob("*.glc"):
        file.write_bytes(file.read_bytes()[:1000])
    for file in (cache / "run").glob("*.units"):
        if not units:
            file.unlink()
    assert execute(module, capsys) == "some words other\n"
    (module / "main.go").write_text(MAIN.replace("println(", "println(errors.New(words).Error(), ").replace('_ "em', '"errors"\n\t_ "em'))
    assert execute(module, capsys) == "some words some words other\n"


def test_columns_of_tests_too(module: Path, cache: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def outcome() -> tuple[int, bytes]:
        shown: list[bytes] = []
        with Reader(directory=module) as reader:
            (program,) = testing.find(reader, ["./other"], module, ARGS)
        options = Options(arguments=["other.test", "-test.v=true"])
        return testing.run(program, reader.goroot, options, shown.append, 60), b"".join(shown)

    code, output = outcome()
    assert (code, b"--- PASS: TestName" in output) == (0, True)
    for file in (cache / "run").glob("*.glc"):
        file.write_bytes(file.read_bytes()[:1000])
    for file in (cache / "run").glob("*.units"):
        file.unlink()
    assert outcome()[0] == 0
    assert outcome()[0] == 0


def test_damaged_records_are_made_again(module: Path, cache: Path, processes: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    execute(module, capsys)
    (record,) = (cache / "run" / "programs").iterdir()
    whole = record.read_bytes()
    for damaged in (b"", whole[:100], whole[:-10], whole.replace(b"example", b"elpmaxe"), b"\0" * 500):
        record.write_bytes(damaged)
        processes.clear()
        assert execute(module, capsys) == "some words other\n"
        assert "goloupe-frontend" in processes
        processes.clear()
        assert execute(module, capsys) == "some words other\n"
        assert processes == []


def test_tests_are_found_without_a_process(module: Path, processes: list[str]) -> None:
    found = []
    for _ in range(2):
        processes.clear()
        with Reader(directory=module) as reader:
            found.append(testing.find(reader, ["./..."], module, ARGS))
    assert processes == []
    assert found[0] == found[1]
    assert [(p.path, p.main) for p in found[0]] == [("example.com/m", ""), ("example.com/m/other", "example.com/m/other.test")]


def test_another_environment_is_another_request(
    module: Path, processes: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    execute(module, capsys)
    processes.clear()
    monkeypatch.setenv("GOFLAGS", "-tags=extra")
    execute(module, capsys)
    assert "goloupe-frontend" in processes


def test_no_toolchain(module: Path) -> None:
    with pytest.raises(UserError), Reader("/nowhere/go", directory=module) as reader:
        read(reader, ["."], module, std.LEFT_OUT, args=ARGS)


def test_a_cache_that_cannot_keep_records(module: Path, cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    execute(module, capsys)
    shutil.rmtree(cache / "run" / "programs")
    (cache / "run" / "programs").write_text("a file where a directory should be")
    assert execute(module, capsys) == "some words other\n"
    assert execute(module, capsys) == "some words other\n"
