"""``python -m goloupe``, and the command ``goloupe``."""

import os
import signal
import sys
import threading

QUICK = frozenset(("version", "-version", "--version", "-h", "-help", "--help"))
"""What needs so few modules that to look for a cache takes longer."""
_INTERRUPTED = 130
"""As in `goloupe.cli.exitcodes`, which may not be there yet."""


def start() -> int:
    """Run the command on the program's arguments and return its exit code."""
    try:
        if QUICK.isdisjoint(sys.argv[1:2]):
            from goloupe.bytecode import keep

            keep()
        from goloupe.cli import main
    except KeyboardInterrupt:
        sys.stderr.write("goloupe: interrupted\n")
        return _INTERRUPTED
    code = main()
    if code == _INTERRUPTED and threading.active_count() > 1:
        _leave(code)
    return code


def _leave(code: int) -> None:
    """End at once: a thread that is still at work may have a lock that the interpreter's end would wait for, and abort."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    flush = threading.Thread(target=sys.stdout.flush, daemon=True)
    flush.start()
    flush.join(0.5)
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    sys.exit(start())
