"""What the tests of examples and documentation share."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from goloupe.frontend import find_toolchain

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def build_docs() -> ModuleType:
    """docs/build_docs.py as a module."""
    spec = importlib.util.spec_from_file_location("build_docs", ROOT / "docs" / "build_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_docs"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def documented_go() -> str:
    """The version of Go that the documentation shows; tests of its outputs are skipped for others."""
    version = find_toolchain().version
    if not version.startswith("go1.27"):
        pytest.skip(f"the documentation shows Go 1.27, and this is {version}")
    return version
