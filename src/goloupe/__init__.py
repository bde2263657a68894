"""goloupe puts a Go program under a loupe.

Where each value lives and why, what it costs, and how its goroutines can go wrong.
"""

__version__ = "0.1.0"
