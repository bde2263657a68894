"""Package internal/synctest: bubbles, in which goroutines have a clock of their own (`goloupe.runtime.bubble`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goloupe.runtime.bubble import bubbling
from goloupe.runtime.rtype import BASIC, UNSAFE_POINTER
from goloupe.runtime.value import Iface
from goloupe.std import bound
from goloupe.std.library import Library

TRACEBACKS = True


@bound("internal/synctest.IsInBubble")
def is_in_bubble(lib: Library) -> Callable[[], bool]:
    """Whether the goroutine is in a bubble."""
    rt = lib.rt
    return lambda: rt.curg.bubble is not None


@bound("internal/synctest.Associate[...]")
def associate(lib: Library) -> Callable[[Any], int]:
    """Associate a variable with this bubble, if it is with none; what it is associated with then."""
    return lambda p: bubbling(lib.rt).bubble_association(p, True)


@bound("internal/synctest.IsAssociated[...]")
def is_associated(lib: Library) -> Callable[[Any], bool]:
    """Whether a variable belongs to this bubble."""
    return lambda p: bubbling(lib.rt).bubble_association(p, False) == 1


@bound("internal/synctest.Disassociate[...]")
def disassociate(lib: Library) -> Callable[[Any], None]:
    """Let it belong to none."""
    return lambda p: bubbling(lib.rt).bubble_disassociate(p)


@bound("internal/synctest.acquire")
def acquire(lib: Library) -> Callable[[], Iface | None]:
    """The bubble of this goroutine, which stays awake."""

    def call() -> Iface | None:
        bubble = bubbling(lib.rt).bubble_acquire()
        return None if bubble is None else Iface(BASIC[UNSAFE_POINTER], bubble)

    return call


@bound("internal/synctest.release")
def release(lib: Library) -> Callable[[Iface], None]:
    """Let it sleep again."""
    return lambda bubble: bubbling(lib.rt).bubble_release(bubble.v)


@bound("internal/synctest.inBubble")
def in_bubble(lib: Library) -> Callable[[Iface, Any], None]:
    """Call a function as if in the bubble."""
    return lambda bubble, f: bubbling(lib.rt).in_bubble(bubble.v, f)


@bound("internal/synctest.Run")
def run(lib: Library) -> Callable[[Any], None]:
    """Run a function in a new bubble."""

    def call(f: Any) -> None:  # go internal/synctest.Run runtime/synctest.go:247
        bubbling(lib.rt).bubble_run(f)

    return call


@bound("internal/synctest.Wait")
def wait(lib: Library) -> Callable[[], None]:
    """Wait until all others in the bubble are durably blocked."""

    def call() -> None:  # go internal/synctest.Wait runtime/synctest.go:296
        bubbling(lib.rt).bubble_wait()

    return call
