"""The exit codes, the same for every verb and format."""

CLEAN = 0
FINDINGS = 1
ERROR = 2
"""Wrong usage, or source that cannot be built."""
INTERNAL = 3
INTERRUPTED = 130
BROKEN_PIPE = 141
"""As a shell reports it for a program that SIGPIPE ended."""
