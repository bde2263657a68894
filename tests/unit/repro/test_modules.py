"""Gates in modules that others wrote."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

import goloupe

BOX = """package box

import "sync"

type Box struct {
	mu sync.Mutex
	n  int
}

func (b *Box) With(f func(int) int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.n = f(b.n)
}
"""

MAIN = """package main

import (
	"sync"

	"example.com/Some/box"
)

func main() {
	var a, b box.Box
	var wg sync.WaitGroup
	one := func(n int) int { return n + 1 }
	wg.Add(2)
	go func() { defer wg.Done(); a.With(func(n int) int { b.With(one); return n }) }()
	go func() { defer wg.Done(); b.With(func(n int) int { a.With(one); return n }) }()
	wg.Wait()
}
"""


def test_a_deadlock_in_a_module_of_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = tmp_path / "proxy/example.com/!some/box/@v"
    proxy.mkdir(parents=True)
    module = "module example.com/Some/box\n\ngo 1.21\n"
    (proxy / "list").write_text("v1.0.0\n")
    (proxy / "v1.0.0.info").write_text('{"Version": "v1.0.0"}')
    (proxy / "v1.0.0.mod").write_text(module)
    with zipfile.ZipFile(proxy / "v1.0.0.zip", "w") as archive:
        archive.writestr("example.com/Some/box@v1.0.0/go.mod", module)
        archive.writestr("example.com/Some/box@v1.0.0/box.go", BOX)
    for name, value in {
        "GOPROXY": (tmp_path / "proxy").as_uri(),
        "GOSUMDB": "off",
        "GOMODCACHE": str(tmp_path / "cache"),
        "GOFLAGS": "-mod=mod -modcacherw",
    }.items():
        monkeypatch.setenv(name, value)
    program = tmp_path / "program"
    program.mkdir()
    wanted = "module m\n\ngo 1.21\n\nrequire example.com/Some/box v1.0.0\n"
    (program / "go.mod").write_text(wanted)
    (program / "main.go").write_text(MAIN)
    exploration = goloupe.explore(directory=program, race=False, limits=goloupe.Limits(seconds=5, jobs=1))
    goloupe.confirm(exploration, runs=6)
    (bug,) = exploration.bugs
    assert bug.confirmation is not None
    assert bug.confirmation.note == ""
    assert bug.confirmation.with_gates > 3 > bug.confirmation.without
    assert (program / "go.mod").read_text() == wanted
    assert "goloupe" not in (tmp_path / "cache/example.com/!some/box@v1.0.0/box.go").read_text()
