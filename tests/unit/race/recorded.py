"""Programs with races, and what they print: recorded from ``go run -race``, compared with goloupe.

    python -m tests.unit.race.recorded

records them anew, with the go on PATH; its race detector needs cgo.  The programs sleep so that their accesses come in one order.  What
differs from run to run of the same binary is masked: addresses and offsets within functions; goroutines get numbers in the order in which
a report first names them.  Frames that only compiled code has are left out: functions of package runtime, and the functions
``gowrap…`` and ``deferwrap…`` that the compiler makes of ``go f(x)`` and ``defer f(x)``; so is what says that a type argument is a shape.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path

DATA = Path(__file__).parent / "testdata"
_COMPILED = re.compile(r"^  (runtime\.\w+|\S+\.(?:gowrap|deferwrap)\d+)\(\)\n      \S+:\d+( \+0x[0-9a-f]+)?\n", re.MULTILINE)


def masked(text: str, directory: str, goroot: str) -> str:
    """A report without what differs from run to run."""
    text = _COMPILED.sub("", text).replace("go.shape.", "")
    text = text.replace(directory.rstrip("/") + "/", "").replace(goroot.rstrip("/") + "/", "GOROOT/")
    text = re.sub(r"( at )0x[0-9a-f]{12}( by )", r"\1ADDRESS\2", text)
    text = re.sub(r" \+0x[0-9a-f]+$", "", text, flags=re.MULTILINE)
    numbers: dict[str, int] = {}

    def number(found: re.Match[str]) -> str:
        return f"{found[1]}{numbers.setdefault(found[2], len(numbers) + 1)}"

    return re.sub(r"(\b[gG]oroutine )(\d+)(?! \[)", number, text)


def main() -> None:
    """Record all programs."""
    goroot = subprocess.run(["go", "env", "GOROOT"], capture_output=True, text=True, check=True).stdout.strip()
    with tempfile.TemporaryDirectory() as directory:
        for file in sorted(DATA.glob("*.go")):
            binary = Path(directory, file.stem)
            subprocess.run(["go", "build", "-race", "-o", binary, file], env={**os.environ, "CGO_ENABLED": "1"}, check=True)
            done = subprocess.run([binary], capture_output=True, text=True, check=False)
            err = masked(done.stderr, str(DATA), goroot)
            file.with_suffix(".out").write_text(f"{done.stdout}--- standard error\n{err}--- exit code {done.returncode}\n")


if __name__ == "__main__":
    main()
