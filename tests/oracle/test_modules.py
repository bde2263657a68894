"""Small programs: goloupe prints what the compiler prints, to the byte and in its order."""

from __future__ import annotations

import re
import subprocess
import uuid
from collections import Counter
from pathlib import Path

import pytest

import goloupe
from goloupe.frontend import Toolchain
from goloupe.frontend.toolchain import version_number

MODULES = sorted((Path(__file__).parent / "modules").glob("*.go"))
NEEDS = {"iterators": (1, 23)}
LANGUAGES = ["1.21", "1.22", "1.27"]

_LEFT_OUT = re.compile(r": (index bounds check elided|slice bounds check elided)$")


@pytest.fixture(params=MODULES, ids=lambda path: path.stem)
def source(request: pytest.FixtureRequest, toolchain: Toolchain) -> Path:
    path: Path = request.param
    if (version_number(toolchain.version) or (1, 99)) < NEEDS.get(path.stem, (1, 0)):
        pytest.skip(f"{toolchain.version} cannot compile this")
    return path


@pytest.fixture(params=LANGUAGES)
def module(request: pytest.FixtureRequest, source: Path, toolchain: Toolchain, tmp_path: Path) -> Path:
    """A module with one of the programs, in some version of the language."""
    language: str = request.param
    number = (1, int(language[2:]))
    if number > (version_number(toolchain.version) or (1, 99)) or number < NEEDS.get(source.stem, (1, 0)):
        pytest.skip(f"no Go {language} here")
    (tmp_path / "go.mod").write_text(f"module example.com/{source.stem}\n\ngo {language}\n")
    # What the go command replays from its cache has the paths of the directory where it was compiled first.
    (tmp_path / "main.go").write_text(f"{source.read_text('utf-8')}\n// {uuid.uuid4()}\n", "utf-8")
    return tmp_path


def compiler(toolchain: Toolchain, module: Path, flags: str) -> list[str]:
    command = [str(toolchain.path), "build", f"-gcflags={flags}", "-o", str(module / "out"), "."]
    done = subprocess.run(command, cwd=module, env=toolchain.environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = done.stderr.splitlines()
    assert lines[0] == f"# example.com/{(module / 'go.mod').read_text().split('/')[1].split()[0]}"
    return [line for line in lines[1:] if not _LEFT_OUT.search(line)]


def test_lines(toolchain: Toolchain, module: Path) -> None:
    theirs = compiler(toolchain, module, "-m -l")
    with goloupe.load(directory=module, go=toolchain.path) as program:
        report = goloupe.escape(program, use_cache=False)
    assert not report.errors
    (path,) = report.packages.paths
    assert report.gc_text(path).splitlines() == theirs


def test_details(toolchain: Toolchain, module: Path) -> None:
    theirs = compiler(toolchain, module, "-m=2 -l")
    with goloupe.load(directory=module, go=toolchain.path) as program:
        report = goloupe.escape(program, explain=True, use_cache=False)
    (path,) = report.packages.paths
    ours = report.gc_text(path, details=True).splitlines()
    both = (Counter(ours) & Counter(theirs)).total()
    # The compiler explains the wrappers too that it makes itself: methods of instances, methods with embedded receivers.
    assert both / len(theirs) > 0.6
    assert both / len(ours) > 0.94
