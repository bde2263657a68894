"""What is left behind when goloupe itself is at fault: a file with everything a bug report needs, and a line that says where it is."""

from __future__ import annotations

import os
import platform
import shlex
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from goloupe import __version__
from goloupe.errors import InternalError


def report_crash(error: Exception, args: Sequence[str]) -> Path | None:
    """Write a crash file and tell the user; return where it is."""
    text = crash_text(error, args)
    name = f"goloupe-crash-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
    what = str(error).splitlines()[0] if str(error) else type(error).__name__
    sys.stderr.write(f"goloupe: internal error: {what}\nThis is a fault of goloupe, not of your program.\n")
    for folder in (tempfile.gettempdir(), os.curdir):
        path = Path(folder, name).absolute()
        try:
            path.write_text(text, encoding="utf-8", errors="backslashreplace")
        except OSError:
            continue
        sys.stderr.write(f"Details are in {path}; please send that file with your report.\n")
        return path
    sys.stderr.write(text)
    return None


def crash_text(error: Exception, args: Sequence[str]) -> str:
    """Return what a bug report needs."""
    parts = [
        f"goloupe {__version__}",
        f"python {platform.python_version()} ({platform.python_implementation()})",
        f"platform {platform.platform()}",
        f"command: goloupe {shlex.join(args)}",
        f"directory: {Path.cwd()}",
        "",
        "".join(traceback.format_exception(error)),
    ]
    if isinstance(error, InternalError) and error.details:
        parts += ["details:", error.details, ""]
    return "\n".join(parts)
