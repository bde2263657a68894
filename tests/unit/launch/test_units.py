"""Lowered packages that are kept: the next run has them, and nothing that is wrong with a file does harm."""

from __future__ import annotations

import marshal
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from goloupe import std
from goloupe.frontend.talking import FrontEnd
from goloupe.frontend.toolchain import find_toolchain
from goloupe.launch import units
from goloupe.launch.columns import ColumnFiles, read
from goloupe.launch.program import PORTABLE_TAGS, Options, Runner
from goloupe.lower.function import Lowerer
from goloupe.lower.kept import MAGIC, Kept
from goloupe.lower.unit import Unit

PROGRAM = """\
package main

import "errors"

type Number interface{ ~int | ~float64 }

type List[T Number] struct {
	first T
	rest  *List[T]
}

func (l *List[T]) Sum() (sum T) {
	for ; l != nil; l = l.rest {
		sum += l.first
	}
	return
}

type shape interface{ area() int }

type square struct{ side int }

func (s square) area() int { return s.side * s.side }

var table = map[string]int{"one": 1, "two": 2}

func counter() func() int {
	n := table["one"]
	return func() int { n++; return n }
}

func fail(p *square) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errors.New(r.(error).Error())
		}
	}()
	println(p.side)
	return nil
}

func main() {
	next := counter()
	next()
	var s shape = square{4}
	println((&List[float64]{1.5, &List[float64]{first: 2}}).Sum(), s.area(), next())
	println(fail(nil).Error())
	var none *List[int]
	println(none.first)
}
"""
OUTPUT = "3.5 16 3\nruntime error: invalid memory address or nil pointer dereference\n"


class Runs:
    """Runs a program, each time as a new process would."""

    def __init__(self, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.lowered: list[str] = []
        self.place = place
        self.shown: list[Unit] = []
        self._capsys = capsys
        real = Lowerer.unit

        def unit(lowerer: Lowerer, fn: int) -> Unit:
            made = real(lowerer, fn)
            self.lowered.append(made.key)
            return made

        monkeypatch.setattr(Lowerer, "unit", unit)

    def __call__(self, *, emit: Callable[[Unit], None] | None = None) -> str:
        """Run it; returns what it wrote to standard error."""
        self.lowered.clear()
        toolchain = find_toolchain()
        args = [f"-tags={','.join(PORTABLE_TAGS)}"]
        with FrontEnd(toolchain) as front_end:
            source = read(front_end, ["main.go"], self.place, std.LEFT_OUT, args=args, goroot=str(toolchain.goroot))
        assert isinstance(source.columns, ColumnFiles)
        self._capsys.readouterr()
        Runner(source, Options(emit=emit)).run()
        return self._capsys.readouterr().err


@pytest.fixture
def runs(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Runs:
    (tmp_path / "main.go").write_text(PROGRAM)
    return Runs(tmp_path, monkeypatch, capsys)


def kept_files(cache: Path) -> list[Path]:
    return sorted((cache / "run").glob("*.units"))


def test_the_second_run_lowers_nothing_and_says_the_same(runs: Runs, cache: Path) -> None:
    first = runs()
    assert {"main.main", "main.counter", "main.fail", "errors.New"} < set(runs.lowered)
    assert first.startswith(OUTPUT)
    assert f"{runs.place}/main.go:49\n" in first  # the fault's line
    assert not list((cache / "run").glob(".new-*"))
    second = runs()
    assert runs.lowered == []
    assert second == first


def test_what_a_later_run_calls_is_added(runs: Runs) -> None:
    short = PROGRAM.replace("println(fail(nil).Error())", "_ = fail(nil)")
    message = "errors.(*errorString).Error"
    (runs.place / "main.go").write_text(short)
    runs()
    assert "errors.New" in runs.lowered
    assert message not in runs.lowered
    (runs.place / "main.go").write_text(PROGRAM)
    runs()
    assert message in runs.lowered
    assert "errors.New" not in runs.lowered
    for text in (PROGRAM, short):
        (runs.place / "main.go").write_text(text)
        runs()
        assert runs.lowered == []


def test_python_is_shown_whether_it_was_kept_or_not(runs: Runs) -> None:
    runs()
    sources: dict[str, str] = {}
    runs(emit=lambda unit: sources.update({unit.key: unit.source}))
    assert "def main\u00b7counter" in sources["main.counter"]
    runs()
    assert runs.lowered == []


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut off in the head": lambda data: data[: len(MAGIC) + 3],
    "cut off in the directory": lambda data: data[:80],
    "cut off at the end": lambda data: data[: len(data) - 20],
    "something else": lambda data: b"#!/bin/sh\n" * 100,
    "another form": lambda data: data.replace(b"units 1", b"units 0", 1),
    "an endless directory": lambda data: MAGIC + b"\xff" * 8 + data[len(MAGIC) + 8 :],
    "a bit in the directory": lambda data: data[:90] + bytes([data[90] ^ 4]) + data[91:],
    "bits in all parts": lambda data: data[:-4000] + bytes(b ^ 1 for b in data[-4000:]),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damaged_files_are_made_again(runs: Runs, cache: Path, damage: str) -> None:
    whole = runs()
    for file in kept_files(cache):
        file.write_bytes(DAMAGE[damage](file.read_bytes()))
    assert runs() == whole
    assert runs.lowered
    assert runs() == whole
    assert runs.lowered == []


def test_only_what_is_whole_is_decoded(runs: Runs, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Marshal may crash on bytes that are not its own: it must not see any."""
    whole = runs()
    good: set[bytes] = set()
    strict = False
    real = marshal.loads

    def loads(data: bytes | memoryview) -> object:
        if not strict:
            good.add(bytes(data))
        assert bytes(data) in good
        return real(data)

    monkeypatch.setattr(marshal, "loads", loads)
    for step in (3, 7, 1000):
        assert runs() == whole
        strict = True
        for file in kept_files(cache):
            damaged = bytearray(file.read_bytes())
            damaged[len(damaged) // step] ^= 0x10
            file.write_bytes(damaged)
        assert runs() == whole
        assert runs.lowered
        strict = False


def test_another_version_has_files_of_its_own(runs: Runs, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs()
    before = kept_files(cache)
    monkeypatch.setattr(units, "maker", lambda flavour: f"other-{flavour}")
    runs()
    assert "main.main" in runs.lowered
    assert set(before) < set(kept_files(cache))
    for file in before:
        assert Kept.decode(file.read_bytes(), "other-plain") is None


def test_flavours_are_kept_apart() -> None:
    assert units.maker("plain") != units.maker("race")
    assert units.place(Path("a.glc"), "plain") != units.place(Path("a.glc"), "race")


def test_a_directory_that_cannot_be_written_to(runs: Runs, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    whole = runs()
    assert whole.startswith(OUTPUT)
    assert kept_files(cache) == []
    assert runs() == whole
    assert "main.main" in runs.lowered


def test_a_full_disk(runs: Runs, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    runs()
    for file in kept_files(cache):
        file.unlink()
    monkeypatch.setattr("os.replace", refuse)
    assert runs().startswith(OUTPUT)
    assert [p for p in (cache / "run").iterdir() if p.suffix != ".glc" and p.name != "swept"] == []


def test_writers_at_the_same_time_leave_a_whole_file(runs: Runs, cache: Path) -> None:
    runs()
    (file,) = (f for f in kept_files(cache) if b"main.counter" in f.read_bytes())
    columns = file.parent / f"{file.name.partition('.')[0]}.glc"
    kept = units.find(columns, "plain")
    assert kept is not None
    bad: list[str] = []

    def write(serial: int) -> None:
        for i in range(30):
            found = units.find(columns, "plain")
            if found is None or found.parts().keys() != kept.units.keys():
                bad.append(f"{serial} {i}")
            units.write(file, file.read_bytes())

    threads = [threading.Thread(target=write, args=(serial,)) for serial in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert bad == []
    assert [p for p in file.parent.iterdir() if p.name.startswith(".new-")] == []
    runs()
    assert runs.lowered == []
