"""The exit codes, the same in every format; ``run`` and ``test`` have those of Go's commands, in which 1 is also a failed build."""

CLEAN = 0
FINDINGS = 1
ERROR = 2
"""Wrong usage, or source that cannot be built."""
INTERNAL = 3
INTERRUPTED = 130
BROKEN_PIPE = 141
"""As a shell reports it for a program that SIGPIPE ended."""
