"""``python -m goloupe``, and the command ``goloupe``."""

import sys

QUICK = frozenset(("version", "-version", "--version", "-h", "-help", "--help"))
"""What needs so few modules that to look for a cache takes longer."""


def start() -> int:
    """Run the command on the program's arguments and return its exit code."""
    try:
        if QUICK.isdisjoint(sys.argv[1:2]):
            from goloupe.bytecode import keep

            keep()
        from goloupe.cli import main
    except KeyboardInterrupt:
        sys.stderr.write("goloupe: interrupted\n")
        return 130  # As in `goloupe.cli.exitcodes`, which may not be there yet.
    return main()


if __name__ == "__main__":
    sys.exit(start())
