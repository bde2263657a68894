"""Results that are kept."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from goloupe.frontend.results import LoadedPackage
from goloupe.program.store import Outcome, Store, TagTable, decode_tags, deep_hashes, encode_tags

TAGS: TagTable = {"p.F": ((b"\x01", b"", b"\x00\x02"), 0), "p.(*T).M": ((), 32)}


def package(path: str, content: str, *imports: str) -> LoadedPackage:
    return LoadedPackage(path, path, "/" + path, False, False, "", (), imports, content, "", False, ())


def test_tags_survive_json() -> None:
    assert decode_tags(encode_tags(TAGS)) == TAGS


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b'{"f": 3}', b'{"f": [["zz"], 0]}', b'{"f": [[], "x"]}', b"\xff"])
def test_damaged_tags_are_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError):
        decode_tags(data)


def test_partial_entries_grow(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert store.find("ab" * 32) is None
    store.add("ab" * 32, Outcome(encode_tags({"p.F": ((b"",), 0)})))
    store.add("ab" * 32, Outcome(encode_tags({"p.G": ((b"\x01",), 0)})))
    found = store.find("ab" * 32)
    assert found is not None
    assert not found.complete
    assert set(decode_tags(found.tags)) == {"p.F", "p.G"}


def test_complete_entries_stay(tmp_path: Path) -> None:
    store = Store(tmp_path)
    whole = Outcome(encode_tags(TAGS), b"[]", b"text", 7)
    store.add("ab" * 32, whole)
    store.add("ab" * 32, Outcome(encode_tags({"p.G": ((b"\x01",), 0)})))
    assert store.find("ab" * 32) == whole


def test_damaged_entries_are_made_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add("ab" * 32, Outcome(encode_tags(TAGS)))
    (path,) = (p for p in tmp_path.rglob("*") if p.is_file())
    path.write_bytes(path.read_bytes()[:-3])
    assert store.find("ab" * 32) is None
    store.add("ab" * 32, Outcome(encode_tags(TAGS)))
    assert store.find("ab" * 32) is not None


def test_deep_hashes_follow_imports() -> None:
    before = [package("c", "1"), package("b", "1", "c"), package("a", "1", "b"), package("x", "1")]
    after = [replace(before[0], hash="2"), *before[1:]]
    one, two = deep_hashes(before), deep_hashes(after)
    assert {path for path in one if one[path] != two[path]} == {"a", "b", "c"}
    assert len(set(one.values())) == 4 or one["c"] == one["x"]


def test_sweep_removes_what_is_old(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add("ab" * 32, Outcome(encode_tags(TAGS)))
    store.add("cd" * 32, Outcome(encode_tags(TAGS)))
    old, young = sorted(p for p in tmp_path.rglob("*") if p.is_file())
    long_ago = time.time() - 90 * 86400
    os.utime(old, (long_ago, long_ago))
    other = tmp_path / "escape" / "another-version"
    other.mkdir()
    os.utime(other, (long_ago, long_ago))
    store.sweep()
    assert not old.exists()
    assert not other.exists()
    assert young.exists()
    os.utime(young, (long_ago, long_ago))
    store.sweep()  # not again on the same day
    assert young.exists()


def test_entries_in_use_stay_young(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add("ab" * 32, Outcome(encode_tags(TAGS)))
    (path,) = (p for p in tmp_path.rglob("*") if p.is_file())
    week = time.time() - 7 * 86400
    os.utime(path, (week, week))
    store.find("ab" * 32)
    assert path.stat().st_mtime > week + 86400
