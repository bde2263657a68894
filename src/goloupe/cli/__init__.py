"""The command. One file per verb, imported only when it is used, so that ``goloupe version`` answers at once.

    main      from argv to an exit code; what happens to errors
    group     the verbs; flags with one dash or two
    options   the flags that all verbs which load packages share
    output    standard output and standard error: colours, progress, -o
    crash     what is left behind when goloupe itself is at fault
    gate      findings, directives and baselines: when to fail

Exit codes, the same in every format: 0 clean, 1 findings, 2 usage or build error, 3 internal error, 130 after Ctrl-C; ``run`` and ``test``
have those of Go's commands (docs/reference/exit-codes.md).
"""

from goloupe.cli.main import main

__all__ = ["main"]
