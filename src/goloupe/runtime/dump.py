"""Tracebacks: what Go prints when a program dies.

Names and positions are those registered with `stack`.  Where Go prints arguments in hexadecimal (``main.f(0x5, 0xc000…)``),
``(...)`` stands here, as Go itself has it for inlined functions, and the offset after the line (``+0x1d``) is left out
likewise.

Because deferred calls run after their frames are gone, the traceback of a panic is put together from exceptions: first the
frames in which the last panic was raised; where they reach the loop that ran deferred calls for an earlier panic
(`defers.Panic.frame`), a frame ``panic(...)`` and the frames of that panic follow; and so on.

Follows `traceback.go`.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import CodeType, FrameType, TracebackType
from typing import TYPE_CHECKING, Any, Final

from goloupe.runtime import panics, stack
from goloupe.runtime.defers import Defers, Panic
from goloupe.runtime.stack import Frame

if TYPE_CHECKING:
    from goloupe.runtime.proc import Proc
    from goloupe.runtime.runtime2 import G

INNER_FRAMES: Final = 50
OUTER_FRAMES: Final = 50
CUT: Final = "..."
"""Name of a stand-in for many frames in the middle of a very long traceback; its line is their number."""
LONG: Final = 20_000
LEAKED: Final = "leaked"
"""Key in the machine's values: the numbers of goroutines that are known to have leaked."""
PANIC_LINE: Final = 859
"""Of gopanic, in panic.go of Go 1.27.3."""

_UNWIND: Final[CodeType] = Defers._unwind.__code__


def write_frames(frames: list[Frame]) -> str:
    """The lines of a traceback; the middle of a very long one is left out."""
    n = len(frames)
    if n > INNER_FRAMES + OUTER_FRAMES:
        middle = frames[INNER_FRAMES:-OUTER_FRAMES]
        cut = sum(f.line if f.name == CUT else 1 for f in middle)
        head = "".join(map(_frame, frames[:INNER_FRAMES]))
        return f"{head}...{cut} frames elided...\n{''.join(map(_frame, frames[-OUTER_FRAMES:]))}"
    return "".join(map(_frame, frames))


def printed(name: str) -> str:
    """The name of a function as Go prints it: without what its type arguments are (`funcNameForPrint`)."""
    first = name.find("[")
    return name if first < 0 else f"{name[:first]}[...]{name[name.rindex(']') + 1 :]}"


def _frame(f: Frame) -> str:
    return f"{printed(f.name)}({'...' if f.has_args else ''})\n\t{f.file}:{f.line}\n"


def goroutine(rt: Proc, g: G, frames: list[Frame], status: str = "") -> str:
    """The header, the frames, and who created it."""
    wait = ""
    if not status:
        status = g.reason or "runnable"
        if g.reason:
            if g.id in getattr(rt, "values", {}).get(LEAKED, ()):
                status += " (leaked)"
            clock = rt.clock if rt.curg.bubble is None else rt.curg.bubble.outer
            minutes = (clock.now - g.since) // 60_000_000_000
            if minutes >= 1 and g.since:
                wait = f", {minutes} minutes"
    locked = ", locked to thread" if g.locked else ""
    bubble = f", synctest bubble {g.bubble.id}" if g.bubble is not None else ""
    return f"goroutine {g.id} [{status}{wait}{locked}{bubble}]:\n{write_frames(frames)}{created_by(g)}"


def created_by(g: G) -> str:
    """The lines that say which ``go`` statement made a goroutine."""
    if g.id == 1 or g.creator is None:
        return ""
    f = g.creator if isinstance(g.creator, Frame) else stack.frame_at(g.creator, g.lasti)
    if f is None:
        return ""
    where = f" in goroutine {g.parent}" if g.parent else ""
    return f"created by {printed(f.name)}{where}\n\t{f.file}:{f.line}\n"


def frames_of(g: G) -> list[Frame]:
    """The frames of a goroutine that does not run."""
    if g.switch is None:
        return beginning(g)
    owner = getattr(g.switch, "__self__", None)
    return stack.frames_from(owner.gr_frame) if owner is not None else []


def beginning(g: G) -> list[Frame]:
    """The frame of the function that a goroutine begins with."""
    found = getattr(g.fn, "found", None)  # It has not been called yet.
    code = getattr(found() if found is not None else g.fn, "__code__", None)
    f = stack.info(code) if code is not None else None
    if f is None or code is None:
        return []
    first = code.co_firstlineno
    return [Frame(f.name, f.files.get(first, f.file), f.line or f.go_line(first), f.has_args)]


def live_frames(rt: Proc, frame: FrameType | None, system: bool = False) -> list[Frame]:
    """The frames of the goroutine that runs, from ``frame`` outwards; those of panics in progress stand below what is called for them.

    ``system`` names the runtime's own functions too, as program counters do and tracebacks do not.
    """
    loops: dict[FrameType, Panic] = {}
    p = rt.curg.panic
    while p is not None:
        if p.frame is not None:
            loops.setdefault(p.frame, p)
        p = p.link
    out: list[Frame] = []
    seen: set[FrameType] = set()
    shown: set[Panic] = set()
    goroot = getattr(rt, "goroot", "")
    while frame is not None:
        if frame in loops:
            p = loops[frame]
            out += _panic_frames(p, goroot, system)
            out += _exception_frames(p.exc, p, goroot, seen, shown)
        elif frame not in seen:
            f = stack.frame_of(frame.f_code, frame.f_lineno)
            if f is not None:
                out.append(f)
        frame = frame.f_back
    if system:
        out = [Frame("runtime.gopanic", *f[1:]) if f.name == "panic" else f for f in out]
        first = (("runtime.main", "proc.go", 302), ("runtime.goexit", "asm_amd64.s", 1264))
        out += [Frame(name, f"{goroot}/src/runtime/{file}", line) for name, file, line in first[rt.curg.id != 1 :]]
    return out


def _panic_frames(p: Panic, goroot: str, system: bool) -> list[Frame]:
    """The runtime's functions that run deferred calls for a panic."""
    if p.goexit:
        names: tuple[tuple[str, str, int], ...] = (("runtime.Goexit", "panic.go", 694),)
    elif not system:
        names = (("panic", "panic.go", PANIC_LINE),)
    else:
        names = (("runtime.gopanic", "panic.go", PANIC_LINE), *panics.raised_by(p.value))
    return [Frame(name, f"{goroot}/src/runtime/{file}", line, not p.goexit) for name, file, line in names]


def all_goroutines(rt: Proc, but: G | None = None, bubble: Any = None) -> str:
    """All goroutines, or those of a bubble, each after an empty line."""
    return "".join(
        "\n" + goroutine(rt, g, frames_of(g)) for g in rt.allgs.values() if g is not but and (bubble is None or g.bubble is bubble)
    )


# Panics.


def exception_frames(exc: BaseException, panic: Panic | None, goroot: str = "") -> list[Frame]:
    """The frames of a goroutine that died of ``exc``, innermost first."""
    return list(_exception_frames(exc, panic, goroot, set(), set()))


def overflow_frames(exc: BaseException) -> list[Frame]:
    """The frames of a stack that is full, innermost first.

    The function that found no room has no Python frame.  It is the one that the last call led to the time before; Go shows it at the line
    where it begins, as it asks for stack before anything else.
    """
    frames = exception_frames(exc, None)
    entries = [e for e in _entries(exc.__traceback__) if stack.shows(e.tb_frame.f_code)]
    for e, inner in zip(entries[1:], entries, strict=False):
        if e.tb_frame.f_code is entries[0].tb_frame.f_code and e.tb_lasti == entries[0].tb_lasti:
            f = stack.info(inner.tb_frame.f_code)
            if f is not None and f.line:
                frames.insert(0, Frame(f.name, f.file, f.line, f.has_args))
            break
    return frames


def _entries(tb: TracebackType | None) -> list[TracebackType]:
    """The traceback, innermost first."""
    out = []
    while tb is not None:
        out.append(tb)
        tb = tb.tb_next
    out.reverse()
    return out


def _exception_frames(exc: BaseException, panic: Panic | None, goroot: str, seen: set[FrameType], shown: set[Panic]) -> Iterator[Frame]:
    """``seen``: frames that are out already; ``shown``: panics likewise, for one loop may have run deferred calls for several."""
    loops: dict[FrameType, Panic] = {}
    p = panic.link if panic is not None else None
    while p is not None:
        if p.frame is not None:
            loops.setdefault(p.frame, p)
        p = p.link
    entries = _entries(exc.__traceback__)
    n = len(entries)
    for i, entry in enumerate(entries):
        if n > LONG and i == LONG // 2:
            yield Frame(CUT, "", sum(stack.shows(e.tb_frame.f_code) for e in entries[i : n - LONG // 2]))
        if n > LONG and LONG // 2 <= i < n - LONG // 2:
            continue
        frame = entry.tb_frame
        code = frame.f_code
        if code is _UNWIND:
            earlier = loops.get(frame)
            if earlier is not None and earlier not in shown and i:
                shown.add(earlier)
                yield Frame("panic", f"{goroot}/src/runtime/panic.go", PANIC_LINE)
                yield from _exception_frames(earlier.exc, earlier, goroot, seen, shown)
            continue
        if frame in seen:
            continue
        f = stack.frame_of(code, entry.tb_lineno)
        if f is not None:
            seen.add(frame)
            yield f
        elif stack.info(code) is None:
            seen.add(frame)
