"""Package runtime: the part of it that programs can call.

Nothing of the real package runs here; the machine (`goloupe.runtime`) takes its place.  Functions that steer the collector or read its
numbers do nothing and give zeros as long as the machine has no collector.

*Program counters.*  A position in a Go program is a number: `Positions` hands out one for each pair of function and line that somebody
asked for, in the order of
asking, and knows them all.  As in Go, the number that `Callers` gives is one more than that of the call.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

from goloupe.runtime import stack
from goloupe.runtime.dump import live_frames, printed
from goloupe.runtime.panics import range_state
from goloupe.runtime.rtype import POINTER, Type
from goloupe.runtime.value import NIL_SLICE, Iface, Slice
from goloupe.std import bound, garbage, generic, memstats, override
from goloupe.std.library import Library

TEXT_START: Final = 0x401000
STEP: Final = 0x20
CALL: Final = 5
"""Bytes of a call: the return address is so far behind it."""


class Position(NamedTuple):
    """A line in a function."""

    function: str
    file: str
    line: int


class Positions:
    """Program counters of a run."""

    def __init__(self) -> None:
        self._all: list[Position] = []
        self._numbers: dict[Position, int] = {}
        self._functions: dict[str, Any] = {}
        self.by_func: dict[int, Position] = {}
        """id of a *runtime.Func's object -> where the function begins."""

    def number(self, position: Position) -> int:
        """The program counter of a position."""
        n = self._numbers.get(position)
        if n is None:
            n = self._numbers[position] = TEXT_START + STEP * len(self._all)
            self._all.append(position)
        return n

    def at(self, pc: int) -> Position | None:
        """The position of a program counter, or of the return address behind it."""
        index = (pc - TEXT_START) // STEP
        return self._all[index] if 0 <= index < len(self._all) else None

    def func(self, lib: Library, position: Position) -> Any:
        """The one *runtime.Func of a function."""
        func = self._functions.get(position.function)
        if func is None:
            func = self._functions[position.function] = lib.struct("runtime.Func")
            self.by_func[id(func)] = position
        return func


def positions(lib: Library) -> Positions:
    """The program counters of this run."""
    found: Positions | None = lib.state.get("runtime.positions")
    if found is None:
        found = lib.state["runtime.positions"] = Positions()
    return found


def go_frames(lib: Library) -> list[stack.Frame]:
    """The Go frames around the function that called a stand-in, innermost first."""
    return live_frames(lib.rt, sys._getframe(2), system=True)


@bound("runtime.Caller")
def caller(lib: Library) -> Callable[[int], tuple[int, bytes, int, bool]]:
    """Where the caller of the function ``skip`` frames up is."""

    def call(skip: int) -> tuple[int, bytes, int, bool]:
        frames = go_frames(lib)
        if not 0 <= skip < len(frames):
            return 0, b"", 0, False
        f = frames[skip]
        pc = positions(lib).number(Position(printed(f.name), f.file, f.line)) + CALL
        return pc, f.file.encode(), f.line, True

    return call


@bound("runtime.Callers")
def callers(lib: Library) -> Callable[[int, Slice], int]:
    """Program counters of the calling functions; 0 is Callers itself."""

    def call(skip: int, pcs: Slice) -> int:
        frames = go_frames(lib)
        at = positions(lib)
        numbers = [at.number(Position(printed(f.name), f.file, f.line)) + CALL for f in frames]
        numbers.insert(0, at.number(Position("runtime.Callers", goroot_file(lib, "runtime/extern.go"), 341)) + CALL)
        numbers = numbers[max(skip, 0) :][: pcs.len]
        if numbers:
            pcs.arr[pcs.off : pcs.off + len(numbers)] = numbers
        return len(numbers)

    return call


def goroot_file(lib: Library, path: str) -> str:
    """A file of the standard library."""
    return f"{getattr(lib.rt, 'goroot', '')}/src/{path}"


@bound("runtime.CallersFrames")
def callers_frames(lib: Library) -> Callable[[Slice], Any]:
    """An iterator over what the counters stand for."""
    return lambda pcs: lib.struct("runtime.Frames", callers=pcs)


@bound("runtime.(*Frames).Next")
def frames_next(lib: Library) -> Callable[[Any], tuple[Any, bool]]:
    """The next frame, and whether there are more."""

    def next_(frames: Any) -> tuple[Any, bool]:
        pcs: Slice = frames.f_callers
        while pcs.len:
            pc = pcs.arr[pcs.off]
            pcs = frames.f_callers = Slice(pcs.arr, pcs.off + 1, pcs.len - 1, pcs.cap - 1)
            where = positions(lib).at(pc)
            if where is None:
                continue
            func = positions(lib).func(lib, where)
            frame = lib.struct(
                "runtime.Frame",
                PC=pc - 1,
                Func=func,
                Function=where.function.encode(),
                File=where.file.encode(),
                Line=where.line,
                Entry=positions(lib).number(positions(lib).by_func[id(func)]),
            )
            return frame, pcs.len > 0
        return lib.struct("runtime.Frame"), False

    return next_


@bound("runtime.FuncForPC")
def func_for_pc(lib: Library) -> Callable[[int], Any]:
    """The function around a program counter."""

    def call(pc: int) -> Any:
        where = positions(lib).at(pc)
        return None if where is None else positions(lib).func(lib, where)

    return call


def func_position(fn: Any) -> Position:
    """Where a Python function that stands for a Go function begins."""
    method_value = hasattr(fn, "func") and not hasattr(fn, "__code__")
    if method_value:
        fn = fn.func  # A method value.
    if hasattr(fn, "wraps"):
        return Position(fn.wraps, "<autogenerated>", 1)
    if hasattr(fn, "found"):
        fn = fn.found()  # It has not been called yet.
    code = getattr(fn, "__code__", None)
    about = stack.info(code) if code is not None else None
    if about is None:
        return Position(getattr(fn, "__name__", "func"), "", 0)
    return Position(printed(about.name) + ("-fm" if method_value else ""), about.file, about.line)


@bound("runtime.(*Func).Name")
def func_name(lib: Library) -> Callable[[Any], bytes]:
    """The name of a function."""
    return lambda f: b"" if f is None else positions(lib).by_func[id(f)].function.encode()


@bound("runtime.(*Func).Entry")
def func_entry(lib: Library) -> Callable[[Any], int]:
    """Where a function begins."""
    return lambda f: positions(lib).number(positions(lib).by_func[id(f)])


@bound("runtime.(*Func).FileLine")
def func_file_line(lib: Library) -> Callable[[Any, int], tuple[bytes, int]]:
    """File and line of a program counter."""

    def call(f: Any, pc: int) -> tuple[bytes, int]:
        where = positions(lib).at(pc) or positions(lib).by_func[id(f)]
        return where.file.encode(), where.line

    return call


@bound("runtime.Stack")
def stack_text(lib: Library) -> Callable[[Slice, bool], int]:
    """Write a dump of the stacks into a buffer."""

    def call(buf: Slice, everything: bool) -> int:
        text = dump(lib, everything)[: buf.len]
        if text:
            buf.arr[buf.off : buf.off + len(text)] = text
        return len(text)

    return call


def dump(lib: Library, everything: bool, *first: stack.Frame) -> bytes:
    """A dump of the stack of the current goroutine, or of all."""
    text: str = lib.rt.stack_text(everything, first)
    return text.encode()


# Scheduling.


@bound("runtime.Gosched")
def gosched(lib: Library) -> Callable[[], None]:
    """Let others run."""
    return lib.rt.gosched  # type: ignore[no-any-return]


@bound("runtime.Goexit")
def goexit(lib: Library) -> Callable[[], None]:
    """End the goroutine."""
    return lib.rt.goexit  # type: ignore[no-any-return]


@bound("runtime.NumGoroutine")
def num_goroutine(lib: Library) -> Callable[[], int]:
    """How many goroutines there are."""
    return lib.rt.num_goroutine  # type: ignore[no-any-return]


@bound("runtime.GOMAXPROCS")
def gomaxprocs(lib: Library) -> Callable[[int], int]:
    """Set the number of processors, return the old one."""
    return lib.rt.gomaxprocs  # type: ignore[no-any-return]


@bound("runtime.NumCPU")
def num_cpu(lib: Library) -> Callable[[], int]:
    """The number of processors at the start of the run."""
    n = lib.state.setdefault("runtime.cpus", lib.rt.gomaxprocs(0))
    return lambda: n


@bound("runtime.LockOSThread")
def lock_os_thread(lib: Library) -> Callable[[], None]:
    """There is one thread; that a goroutine wants it for itself shows in its dump."""
    return lib.rt.lock_os_thread  # type: ignore[no-any-return]


@bound("runtime.UnlockOSThread")
def unlock_os_thread(lib: Library) -> Callable[[], None]:
    """The goroutine does no longer."""
    return lib.rt.unlock_os_thread  # type: ignore[no-any-return]


@override("runtime.Breakpoint", "runtime.SetDefaultGOMAXPROCS")
def nothing() -> None:
    """Nobody looks, and the default is what it was."""


@override("runtime.NumCgoCall")
def num_cgo_call() -> int:
    """There is no cgo."""
    return 0


# Memory.


@bound("runtime.GC")
def gc(lib: Library) -> Callable[[], None]:
    """Collect: what programs see of it is that pools lose what was put there."""

    def collect() -> None:
        from goloupe.std import sync_pool

        lib.state["runtime.numgc"] = lib.state.get("runtime.numgc", 0) + 1
        sync_pool.clean_pools(lib)
        garbage.of(lib).collect()
        lib.rt.gosched()

    return collect


@bound("runtime.unique_runtime_blockUntilEmptyCleanupQueue")
def wait_for_cleanups(lib: Library) -> Callable[[int], bool]:
    """Tests wait until cleanups have run; one that waits itself cannot be waited for."""

    def wait(_timeout: int) -> bool:
        for _ in range(10_000):
            lib.rt.gosched()
            if not garbage.of(lib).pending:
                return True
        return False

    return wait


@bound("runtime.ReadMemStats")
def read_mem_stats(lib: Library) -> Callable[[Any], None]:
    """The number of collections, and the allocations that are known; zeros otherwise."""
    known = memstats.counts(lib)

    def read(m: Any) -> None:
        numbers = {"Mallocs": known.mallocs, "TotalAlloc": known.bytes, "NumGC": lib.state.get("runtime.numgc", 0)}
        lib.rt.counts_allocations()
        m._assign(lib.struct("runtime.MemStats", EnableGC=True, **numbers))

    return read


@override("runtime.KeepAlive", "runtime.SetBlockProfileRate", "runtime.SetCPUProfileRate")
def keep_alive(_x: Any) -> None:
    """Nothing is ever collected too early."""


@bound("runtime.SetFinalizer")
def set_finalizer(lib: Library) -> Callable[[Iface | None, Iface | None], None]:
    """Call a function with an object that nobody else has any more, after the next collection."""

    def call(obj: Iface | None, finalizer: Iface | None) -> None:
        if obj is None:
            lib.rt.throw("runtime.SetFinalizer: first argument is nil")
            return
        if obj.t.kind != POINTER:
            lib.rt.throw(f"runtime.SetFinalizer: first argument is {obj.t.string}, not pointer")
        if finalizer is not None:
            lib.rt.createfing()
        garbage.of(lib).finalize(obj.v, None if finalizer is None else finalizer.v)

    return call


@generic("runtime.AddCleanup[...]")
def add_cleanup(lib: Library, _types: list[Type]) -> Callable[[Any, Any, Any], Any]:
    """Call a function when nobody has an object any more, after the next collection."""

    def call(pointer: Any, cleanup: Any, arg: Any) -> Any:
        if pointer is None:
            lib.rt.throw("runtime.AddCleanup: ptr is nil")
        return lib.struct("runtime.Cleanup", id=garbage.of(lib).clean(pointer, cleanup, arg))

    return call


@bound("runtime.Cleanup.Stop")
def cleanup_stop(lib: Library) -> Callable[[Any], None]:
    """Forget a cleanup."""
    return lambda c: garbage.of(lib).stop(c.f_id)


@override("runtime.(*Pinner).Unpin")
def unpin(_c: Any) -> None:
    """Nothing to release."""


@override("runtime.(*Pinner).Pin")
def pin(_p: Any, _x: Any) -> None:
    """Nothing moves."""


@override("runtime.SetMutexProfileFraction")
def set_mutex_profile_fraction(_rate: int) -> int:
    """Not profiled."""
    return 0


@bound("runtime.GoroutineProfile")
def goroutine_profile(lib: Library) -> Callable[[Slice], tuple[int, bool]]:
    """How many goroutines there are, and their stacks if there is room for all."""
    from goloupe.std.goroutines import PROFILE, stacks

    def call(p: Slice) -> tuple[int, bool]:
        n = lib.rt.num_goroutine()
        if p.len < n:
            return n, False
        for i, (_, pcs) in enumerate(stacks(lib, go_frames(lib), PROFILE)):
            stack0 = p.arr[p.off + i].f_Stack0
            for k in range(len(stack0)):
                stack0[k] = pcs[k] if k < len(pcs) else 0
        return n, True

    return call


@override("runtime.(*StackRecord).Stack", "runtime.(*MemProfileRecord).Stack")
def record_stack(r: Any) -> Slice:
    """The program counters of a record, which a zero ends."""
    pcs = r.f_Stack0
    n = next((i for i, pc in enumerate(pcs) if not pc), len(pcs))
    return Slice(pcs, 0, n, len(pcs))


@override("runtime.(*MemProfileRecord).InUseBytes")
def in_use_bytes(r: Any) -> int:
    """Bytes that were not freed."""
    n: int = r.f_AllocBytes - r.f_FreeBytes
    return n


@override("runtime.(*MemProfileRecord).InUseObjects")
def in_use_objects(r: Any) -> int:
    """Objects that were not freed."""
    n: int = r.f_AllocObjects - r.f_FreeObjects
    return n


@override("runtime.BlockProfile", "runtime.MutexProfile", "runtime.ThreadCreateProfile")
def empty_profile(_p: Slice) -> tuple[int, bool]:
    """No records."""
    return 0, True


@override("runtime.MemProfile")
def mem_profile(_p: Slice, _zero: bool) -> tuple[int, bool]:
    """No records."""
    return 0, True


@override("runtime.CPUProfile", "runtime.ReadTrace")
def no_bytes() -> Slice:
    """No profile."""
    return NIL_SLICE


@override("runtime.StartTrace")
def start_trace() -> None:
    """No trace."""


@override("runtime.StopTrace")
def stop_trace() -> None:
    """No trace."""


# What the program was built with.


@bound("runtime.Version")
def version(lib: Library) -> Callable[[], bytes]:
    """The version of the toolchain, from the file in which it says so."""

    def call() -> bytes:
        try:
            return Path(lib.rt.goroot, "VERSION").read_bytes().split(b"\n", 1)[0].strip()
        except OSError:
            return b"devel"

    return call


@bound("runtime.GOROOT")
def goroot(lib: Library) -> Callable[[], bytes]:
    """The root of the Go tree: from the environment, else that of the toolchain."""
    return lambda: os.environb.get(b"GOROOT") or os.fsencode(getattr(lib.rt, "goroot", ""))


# Errors of the runtime: the descriptors that the machine panics with have their methods built in (see `goloupe.runtime.panics`).


@override("runtime.(*PanicNilError).Error")
def panic_nil_error(_e: Any) -> bytes:
    """The text of ``panic(nil)``."""
    return b"runtime error: panic called with nil argument"


@override("runtime.(*PanicNilError).RuntimeError", "runtime.(*TypeAssertionError).RuntimeError")
def runtime_error(_e: Any) -> None:
    """Marks runtime errors."""


@override("runtime.(*TypeAssertionError).Error")
def type_assertion_error(e: Any) -> bytes:
    """The text of a failed type assertion."""
    from goloupe.runtime.panics import TYPE_ASSERTION_ERROR

    text: bytes = TYPE_ASSERTION_ERROR.ptr.methods["Error"](e)
    return text


@override("runtime.panicrangestate")
def panicrangestate(state: int) -> None:
    """A loop body was called by an iterator that must not call it any more."""
    range_state(state)
