"""Package internal/synctest: bubbles, in which goroutines have a clock of their own.

There are none yet: nobody is in a bubble, and none can be made.
"""

from __future__ import annotations

from typing import Any, NoReturn

from goloupe.std import override
from goloupe.std.library import Unsupported


@override("internal/synctest.IsInBubble")
def is_in_bubble() -> bool:
    """Whether the goroutine is in a bubble."""
    return False


@override("internal/synctest.Associate[...]")
def associate(_p: Any) -> int:
    """What a variable belongs to: no bubble."""
    return 0


@override("internal/synctest.IsAssociated[...]")
def is_associated(_p: Any) -> bool:
    """Whether a variable belongs to this bubble."""
    return False


@override("internal/synctest.Disassociate[...]")
def disassociate(_p: Any) -> None:
    """Nothing to undo."""


@override("internal/synctest.acquire")
def acquire() -> None:
    """The bubble of this goroutine: none."""


@override("internal/synctest.release")
def release(_bubble: Any) -> None:
    """Nothing to release."""


@override("internal/synctest.Run")
def run(_f: Any) -> NoReturn:
    """Not supported."""
    raise Unsupported("testing/synctest is not supported: bubbles have no model yet")


@override("internal/synctest.Wait")
def wait() -> NoReturn:
    """Not supported."""
    raise Unsupported("testing/synctest is not supported: bubbles have no model yet")
