"""Files of the cache: whole or not at all."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from goloupe.caching import sections

PARTS = {"one": b"first\n", "two": bytes(range(256)) * 50, "three": b""}


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "down" / "entry"
    assert sections.write(path, {"answer": 42}, PARTS)
    found = sections.read(path)
    assert found is not None
    header, parts = found
    assert header["answer"] == 42
    assert parts == PARTS
    assert [p.name for p in path.parent.iterdir()] == ["entry"]


def test_no_file_is_nothing(tmp_path: Path) -> None:
    assert sections.read(tmp_path / "nothing") is None
    assert sections.read(tmp_path) is None


@pytest.mark.parametrize("keep", [0, 3, 20, 60, -1, -5000])
def test_a_file_that_is_cut_off_is_nothing(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "entry"
    sections.write(path, {}, PARTS)
    path.write_bytes(path.read_bytes()[:keep])
    assert sections.read(path) is None


def test_every_damaged_byte_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "entry"
    sections.write(path, {}, {"one": b"first", "two": b"second"})
    data = path.read_bytes()
    for at in range(len(data)):
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x15]) + data[at + 1 :])
        found = sections.read(path)
        assert found is None or set(found[1].values()) == {b"first", b"second"}, at


@pytest.mark.parametrize(
    "junk", [b"", b"\0" * 100, b"goloupe cache 1\n", b"goloupe cache 1\n[]\n", b'goloupe cache 1\n{"sections":{"a":7}}\n']
)
def test_junk_is_nothing(tmp_path: Path, junk: bytes) -> None:
    path = tmp_path / "entry"
    path.write_bytes(junk)
    assert sections.read(path) is None


def test_a_place_that_cannot_be_written_to_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert not sections.write(tmp_path / "file" / "entry", {}, PARTS)


def test_writers_do_not_get_in_each_others_way(tmp_path: Path) -> None:
    path = tmp_path / "entry"
    wrong: list[object] = []

    def work(byte: int) -> None:
        for _ in range(50):
            sections.write(path, {}, {"x": bytes([byte]) * 5000})
            found = sections.read(path)
            if found is None or len(set(found[1]["x"])) != 1:
                wrong.append(found)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert [p.name for p in tmp_path.iterdir()] == ["entry"]
