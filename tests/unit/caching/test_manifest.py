"""Knowing that nothing has changed without asking."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from goloupe.caching import manifest
from goloupe.caching.manifest import Manifest, Unmanageable
from goloupe.frontend.results import LoadedPackage
from tests.unit.program.conftest import Tree, settle


@pytest.fixture
def source(tree: Tree) -> Path:
    root = tree(
        {
            "go.work": "go 1.21\n\nuse (\n\t./m\n\t./other\n)\n",
            "m/go.mod": "module m\n\ngo 1.21\n",
            "m/main.go": "package main\n",
            "m/main_test.go": "package main\n",
            "m/sub/sub.go": "package sub\n",
            "m/sub/notes.txt": "",
            "m/empty/keep.txt": "",
            "other/go.mod": "module other\n\ngo 1.21\n",
            "goroot/VERSION": "go1.27\n",
        }
    )
    settle()
    return root


def take(
    source: Path, *patterns: str, started: int | None = None, env: dict[str, str] | None = None, args: tuple[str, ...] = ()
) -> Manifest:
    module = source / "m"
    packages = [
        LoadedPackage("m", "main", str(module), True, False, "", (str(module / "main.go"),), (), "", "", False, ()),
        LoadedPackage("m/sub", "sub", str(module / "sub"), True, False, "", (str(module / "sub" / "sub.go"),), (), "", "", False, ()),
    ]
    taken = manifest.take(
        started=started or time.time_ns(),
        directory=module,
        patterns=patterns or ("./...",),
        packages=packages,
        goroot=source / "goroot",
        environ=env or {},
        args=args,
    )
    again = Manifest.decode(taken.encode())
    assert again.encode() == taken.encode()
    return again


def same_time(file: Path, text: str) -> None:
    before = file.stat()
    file.write_text(text)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "a file": lambda root: (root / "m/main.go").write_text("package main // changed\n"),
    "a file of the same length": lambda root: (root / "m/main.go").write_text("package mein\n"),
    "a test": lambda root: (root / "m/main_test.go").write_text("package main_test\n"),
    "a file whose time was put back": lambda root: same_time(root / "m/main.go", "package mein\n"),
    "a file is gone": lambda root: (root / "m/sub/sub.go").unlink(),
    "a new file": lambda root: (root / "m/sub/more.go").write_text("package sub\n"),
    "a new package": lambda root: ((root / "m/empty/new").mkdir(), (root / "m/empty/new/x.go").write_text("package x\n")),
    "go.mod": lambda root: (root / "m/go.mod").write_text("module m\n\ngo 1.22\n"),
    "a new go.sum": lambda root: (root / "m/go.sum").write_text("x v1.0.0 h1:abc\n"),
    "go.work": lambda root: (root / "go.work").write_text("go 1.21\n\nuse ./m\n"),
    "no go.work": lambda root: (root / "go.work").unlink(),
    "a new go.work further down": lambda root: (root / "m/go.work").write_text("go 1.21\n\nuse .\n"),
    "a new go.mod further down": lambda root: (root / "m/sub/go.mod").write_text("module sub\n"),
    "another module of the workspace": lambda root: (root / "other/go.mod").write_text("module other\n\ngo 1.22\n"),
    "the toolchain": lambda root: (root / "goroot/VERSION").write_text("go1.28\n"),
    "a package is gone": lambda root: (root / "m/sub").rename(root / "gone"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_changes_are_noticed(source: Path, change: str) -> None:
    taken = take(source)
    assert taken.holds()
    CHANGES[change](source)
    assert not taken.holds()


HARMLESS: dict[str, Callable[[Path], object]] = {
    "nothing": lambda _root: None,
    "a report": lambda root: (root / "m/report.txt").write_text("x"),
    "a binary": lambda root: (root / "m/m").write_bytes(b"\x7fELF"),
    "hidden directories": lambda root: (root / "m/.git").mkdir(),
    "test data": lambda root: (root / "m/sub/testdata").mkdir(),
    "elsewhere": lambda root: (root / "x.go").write_text("package x\n"),
}


@pytest.mark.parametrize("change", HARMLESS)
def test_other_changes_do_not_matter(source: Path, change: str) -> None:
    taken = take(source)
    HARMLESS[change](source)
    assert taken.holds()


def test_new_directories_matter_to_patterns_only(source: Path) -> None:
    taken = take(source, ".", "./sub")
    (source / "m/empty/new").mkdir()
    assert taken.holds()


def test_what_was_touched_just_now_is_not_trusted(source: Path) -> None:
    (source / "m/main.go").write_text("package main\n")
    with pytest.raises(Unmanageable):
        take(source)


def test_the_overlay_counts(source: Path) -> None:
    overlay, replacement = source / "overlay.json", source / "new.go"
    replacement.write_text("package main\n")
    overlay.write_text(json.dumps({"Replace": {str(source / "m/main.go"): str(replacement), str(source / "m/x.go"): ""}}))
    settle()
    taken = take(source, args=(f"-overlay={overlay}",))
    assert taken.holds()
    replacement.write_text("package main // changed\n")
    assert not taken.holds()
    settle()
    taken = take(source, env={"GOFLAGS": f"-overlay={overlay}"})
    overlay.write_text("{}")
    assert not taken.holds()


def test_settings_count(source: Path, tmp_path: Path) -> None:
    taken = take(source, env={"HOME": str(tmp_path / "home")})
    (tmp_path / "home/.config/go").mkdir(parents=True)
    assert taken.holds()
    (tmp_path / "home/.config/go/env").write_text("GOFLAGS=-tags=x\n")
    assert not taken.holds()


def test_files_that_settings_name_count(source: Path) -> None:
    overlay, workspace, settings = source / "overlay.json", source / "my.work", source / "env"
    overlay.write_text("{}")
    workspace.write_text("go 1.21\n\nuse ./other\n")
    settings.write_text(f"GOFLAGS=-overlay={overlay}\nGOWORK={workspace}\n")
    for file in (overlay, workspace, source / "other/go.mod"):
        settle()
        taken = take(source, env={"GOENV": str(settings)})
        assert taken.holds()
        file.write_text("{ }")
        assert not taken.holds()
    settle()
    taken = take(source, env={"GOWORK": str(workspace)})
    workspace.write_text("go 1.21\n")
    assert not taken.holds()


def test_flags_in_quotes_are_not_understood(source: Path) -> None:
    with pytest.raises(Unmanageable):
        take(source, env={"GOFLAGS": "'-overlay=a b.json'"})


@pytest.mark.parametrize("path", ["m", "command-line-arguments"])
@pytest.mark.parametrize("name", ["sub/notes.txt", "empty/more.txt", "empty/testdata/_new"])
def test_files_that_embed_may_name_anything_below(source: Path, path: str, name: str) -> None:
    (source / "m/empty/testdata").mkdir()
    settle()
    package = LoadedPackage(path, "main", str(source / "m"), True, False, "", (), ("embed",), "", "", False, ())
    taken = manifest.take(
        started=time.time_ns(), directory=source / "m", patterns=["."], packages=[package], goroot=source / "goroot", environ={}, args=()
    )
    assert taken.holds()
    file = source / "m" / name
    if file.exists():
        file.unlink()
    else:
        file.touch()
    assert not taken.holds()


@pytest.mark.parametrize("data", [b"", b"[]", b"[1, 2]", b'[{"a": 3}, {}]', b'[{}, {"a": [3]}]', b"\xff"])
def test_damaged_manifests_are_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError):
        Manifest.decode(data)
