"""Everything that has to pass, one after the other: ``python -m tests``. Further arguments go to pytest."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent

CHECKS = (
    [str(BIN / "ruff"), "check"],
    [str(BIN / "ruff"), "format", "--check"],
    [str(BIN / "mypy")],
    [str(BIN / "lint-imports"), "--no-cache"],
    [sys.executable, "-m", "pytest", "-q", "-n2", *sys.argv[1:]],
)


def main() -> int:
    """Run the checks; stop at the first that fails."""
    for command in CHECKS:
        name = " ".join([Path(command[0]).name, *command[1:]])
        sys.stdout.write(f"== {name}\n")
        sys.stdout.flush()
        started = time.perf_counter()
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        if code != 0:
            sys.stdout.write(f"== failed: {name}\n")
            return code
        sys.stdout.write(f"== {time.perf_counter() - started:.0f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
