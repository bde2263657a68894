"""A real toolchain and a real front end, built once into the usual cache; and fake toolchains for what real ones do not do."""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from goloupe.frontend import FrontEnd, LoadResult, Toolchain, find_toolchain


@pytest.fixture(scope="session")
def toolchain() -> Toolchain:
    return find_toolchain()


@pytest.fixture(scope="session")
def front_end(toolchain: Toolchain) -> Iterator[FrontEnd]:
    with FrontEnd(toolchain) as front_end:
        yield front_end


@pytest.fixture
def tree(tmp_path: Path) -> Callable[[Mapping[str, str | bytes]], Path]:
    """Write files, by their names, and return the directory they are in."""

    def write(files: Mapping[str, str | bytes]) -> Path:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return write


@pytest.fixture
def fake_go(tmp_path: Path) -> Callable[..., Path]:
    """Make a GOROOT whose go command is a script; it answers `go env`, and `build` is Python to run for `go build`."""

    def make(name: str = "goroot", version: str = "go1.27.3", build: str = "", env: str | None = None) -> Path:
        goroot = tmp_path / name
        answer = {"GOROOT": str(goroot), "GOVERSION": version, "GOHOSTOS": "linux", "GOHOSTARCH": "amd64"}
        go = goroot / "bin" / "go"
        go.parent.mkdir(parents=True)
        go.write_text(
            f"#!{sys.executable} -S\n"
            "import sys, os, time\n"
            f"if sys.argv[1] == 'env':\n    {env or f'print({json.dumps(answer)!r})'}\n"
            "elif sys.argv[1] == 'build':\n"
            "    output = sys.argv[sys.argv.index('-o') + 1]\n"
            "    " + (build or "pass").replace("\n", "\n    ") + "\n"
        )
        go.chmod(go.stat().st_mode | stat.S_IXUSR)
        return goroot

    return make


def messages(result: LoadResult) -> list[str]:
    """All error messages of a result, in order."""
    return [str(error) for package in result.packages for error in package.errors]


def paths(result: LoadResult) -> list[str]:
    """The paths of the packages that the patterns matched."""
    return [package.path for package in result.roots]
