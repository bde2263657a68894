"""goloupe build and --format gc: the compiler's lines, to the byte, compared with the real go build."""

import os
import subprocess
from pathlib import Path

import pytest

from goloupe.frontend import find_toolchain

from .conftest import MAIN, Run

VENDORED = {
    "go.mod": "module example.com/app\n\ngo 1.21\n\nrequire example.com/dep v1.0.0\n",
    "vendor/modules.txt": "# example.com/dep v1.0.0\n## explicit; go 1.21\nexample.com/dep\n",
    "vendor/example.com/dep/dep.go": "package dep\n\nvar Kept *int\n\nfunc Keep(p *int) { Kept = p }\n",
    "app.go": 'package app\n\nimport "example.com/dep"\n\nfunc F() {\n\tn := 1\n\tdep.Keep(&n)\n}\n',
}


def real(gcflags: str, *patterns: str, cwd: Path | None = None) -> str:
    toolchain = find_toolchain()
    command = [str(toolchain.path), "build", "-o", os.devnull, f"-gcflags={gcflags}", *patterns]
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=toolchain.environment(), check=True)
    return done.stderr


def blocks(text: str) -> dict[str, str]:
    """Split output into packages: go build prints those that do not depend on each other in any order."""
    out = {}
    for block in ("\n" + text).split("\n# ")[1:]:
        name, _, lines = block.partition("\n")
        out[name] = lines.rstrip("\n")
    return out


@pytest.mark.parametrize("gcflags", ["-m -l", "-m=2 -l", "-l -m -m"])
def test_module(run: Run, module: Path, gcflags: str) -> None:
    done = run("build", f"-gcflags={gcflags}", "./...")
    assert done.code == 0
    assert done.out == ""
    assert blocks(done.err) == blocks(real(gcflags, "./..."))


@pytest.mark.parametrize("place", ["sub", "sub/deep", "sub/other"])
def test_seen_from_elsewhere(run: Run, module: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    (module / place).mkdir(exist_ok=True)
    monkeypatch.chdir(module / place)
    done = run("build", "-gcflags=-m=2 -l", "example.com/mod/...")
    assert blocks(done.err) == blocks(real("-m=2 -l", "example.com/mod/..."))


def test_single_file(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "main.go").write_text(MAIN)
    monkeypatch.chdir(tmp_path)
    done = run("build", "-gcflags=-m -l", "main.go")
    assert done.err == real("-m -l", "main.go")
    assert done.err.startswith("# command-line-arguments\n./main.go:")


def test_vendored(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in VENDORED.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    done = run("build", "-gcflags=-m -l", ".", "example.com/dep")
    assert blocks(done.err) == blocks(real("-m -l", ".", "example.com/dep"))
    assert blocks(done.err)["example.com/dep"] == "vendor/example.com/dep/dep.go:5:11: leaking param: p"


def test_escape_format_gc_is_the_same(run: Run, module: Path) -> None:
    assert run("escape", "--format", "gc", "./...").err == run("build", "-gcflags=-m -l", "./...").err


def test_output_file(run: Run, module: Path) -> None:
    done = run("build", "-gcflags", "-m -l", "-o", "lines.txt", "./...")
    assert (done.code, done.err) == (0, "")
    assert Path("lines.txt").read_text() == run("build", "-gcflags", "-m -l", "./...").err


def test_without_m_nothing_is_printed(run: Run, module: Path) -> None:
    done = run("build", "./...")
    assert (done.code, done.out, done.err) == (0, "", "")


@pytest.mark.parametrize("gcflags", ["-m", "-m=3 -l", "-S", "all=-m -l", "'"])
def test_what_is_not_supported_is_said(run: Run, module: Path, gcflags: str) -> None:
    done = run("build", f"-gcflags={gcflags}")
    assert done.code == 2
    assert "gcflags" in done.err or "inlining" in done.err
