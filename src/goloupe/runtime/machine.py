"""The machine: one run of one program.

`Machine` is what lowered code calls ``rt``.  It adds to the scheduler (`proc`), channels, select and semaphores what a whole
program needs: a beginning and an end, timers as package time knows them, panics and their reports, output, and the table of
types.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any, Final, NoReturn, Protocol

from greenlet import getcurrent

from goloupe.runtime import defers, dump, panics, stack
from goloupe.runtime.addresses import Addresses
from goloupe.runtime.chan import Hchan
from goloupe.runtime.coro import Coros
from goloupe.runtime.hooks import Hook
from goloupe.runtime.iface import implements
from goloupe.runtime.maps import START_RANGE, GoMap
from goloupe.runtime.panics import GoPanic, StackOverflow, TimedOut
from goloupe.runtime.print import format_value
from goloupe.runtime.proc import FIRST_SCHEDTICK, FIRST_USER_GOID, GOID_BATCH, _nothing
from goloupe.runtime.rtype import (
    BOOL,
    COMPLEX64,
    COMPLEX128,
    FLOAT32,
    STRING,
    T_ERROR,
    T_STRING,
    T_STRINGER,
    UINTPTR,
    Types,
)
from goloupe.runtime.runtime2 import G, P
from goloupe.runtime.sched import Scheduler
from goloupe.runtime.stack import Frame
from goloupe.runtime.timer import Timer
from goloupe.runtime.value import Iface


class Writer(Protocol):
    """Where output goes."""

    def write(self, data: bytes, /) -> Any:
        """Write all of it."""

    def flush(self) -> Any:
        """Pass it on."""


SIGPIPE: Final = 141
"""Exit code, as a shell shows it, of a program whose output nobody reads any more."""


class InternalError(Exception):
    """Goloupe's own fault: an exception came out of a goroutine that is no Go panic."""


class Machine(Coros):
    """A machine for one run."""

    __slots__ = ("addresses", "fing", "goroot", "lost", "panicnil", "stderr", "stdout", "types", "values")

    def __init__(
        self,
        scheduler: Scheduler | None = None,
        *,
        seed: int = 0,
        gomaxprocs: int = 4,
        clock: str = "virtual",
        stdout: Writer | None = None,
        stderr: Writer | None = None,
        goroot: str = "",
        hook: Hook | None = None,
        types: Types | None = None,
    ) -> None:
        super().__init__(scheduler, seed=seed, gomaxprocs=gomaxprocs, clock=clock, hook=hook)
        self.semtable = {}
        self.addresses = Addresses()
        self.stdout: Writer = stdout if stdout is not None else sys.stdout.buffer
        self.stderr: Writer = stderr if stderr is not None else sys.stderr.buffer
        self.lost = 0
        """The errno of why standard output takes nothing more; 0 if it does."""
        self.goroot = goroot
        self.panicnil = False
        """GODEBUG=panicnil=1: ``panic(nil)`` is what it was before Go 1.21."""
        if types is None:
            types = Types()
            panics.register_types(types)
        self.types = types
        self.fing = False
        """Whether there has been a finalizer (`createfing`)."""
        self.values: dict[Any, Any] = {}
        """For stand-ins: state of this run, by a key of their own."""

    # The program.

    def run(self, main: Callable[[], Any]) -> int:
        """Run ``main`` as goroutine 1 until the program ends; its exit code."""
        code, report = self.conclude(*self.drive(main))
        if report:
            with contextlib.suppress(OSError):
                self.write_stderr(report.encode("utf-8", "surrogateescape"))
        return code

    def drive(self, main: Callable[[], Any]) -> tuple[str, Any]:
        """Run ``main`` as goroutine 1 until the program ends: how it ended, and what there is to know of that."""
        self.g0 = getcurrent()
        g = G(1, main, (), 0)
        p = self.allp[0]
        p.goid = FIRST_USER_GOID
        p.schedtick = FIRST_SCHEDTICK
        self.system_goroutines(p)
        p.goid_end = GOID_BATCH + 1
        self.goid_gen = GOID_BATCH
        self.allgs[1] = g
        first = self._attach(g)
        self.curg = g
        if self.hook is not None:
            self.hook.go_switch(g)
        limit = sys.getrecursionlimit()
        thresholds = gc.get_threshold()
        sys.setrecursionlimit(max(limit, stack.MAX_FRAMES))
        gc.set_threshold(max(thresholds[0], 200_000), 20, 50)
        try:
            return first()  # type: ignore[no-any-return]
        except TimedOut as exc:
            return "timeout", exc  # Between two goroutines.
        finally:
            sys.setrecursionlimit(limit)
            gc.set_threshold(*thresholds)

    def counts_allocations(self) -> None:
        """The program asks how much it has allocated, of which the model knows a part."""

    def system_goroutines(self, p: P) -> None:
        """Two goroutines of the runtime (sweeper, scavenger) are still queued when main starts; they show in nothing but the order."""
        if len(self.allp) == 1:
            p.runq.extend(G(i, _nothing, (), 1) for i in (3, 4))

    def conclude(self, kind: str, what: Any) -> tuple[int, str]:
        """What an end means: the exit code, and what is written to standard error."""
        if kind == "exit":
            self.flush()
            return int(what), ""
        if kind == "fatal" or kind == "deadlock":
            report = f"fatal error: {what}\n"
            if kind == "deadlock":
                report += dump.all_goroutines(self)
            else:
                frames = dump.frames_of(self.curg)
                report += "\n" + dump.goroutine(self, self.curg, frames, "running")
        elif kind == "overflow":
            report = self._overflow(what)
        elif kind == "panic":
            report = what
            if self.values.get("traceback") == "all":
                report += dump.all_goroutines(self, self.curg)
        elif kind == "memory":
            frames = dump.exception_frames(what, None, self.goroot)
            size = what.args[0] if what.args else 0
            block = f": cannot allocate {size}-byte block" if isinstance(size, int) and size else ""
            report = f"runtime: out of memory{block}\nfatal error: out of memory\n\n{dump.goroutine(self, self.curg, frames, 'running')}"
        elif kind == "timeout":
            frames = dump.exception_frames(what, None, self.goroot)
            report = f"panic: {what}\n\n{dump.goroutine(self, self.curg, frames, 'running')}{dump.all_goroutines(self, self.curg)}"
        elif kind == "interrupt":
            raise what
        else:
            raise InternalError(f"goroutine {self.curg.id}: {type(what).__name__}: {what}") from what
        return 2, report

    def crash(self, exc: BaseException) -> NoReturn:
        """A goroutine died of an exception: find out what to say, while Go code can still run on it."""
        g = self.curg
        kind: str
        what: Any
        if isinstance(exc, (RecursionError, StackOverflow)):
            kind, what = "overflow", exc
        elif isinstance(exc, KeyboardInterrupt):
            kind, what = "interrupt", exc
        elif isinstance(exc, TimedOut):
            kind, what = "timeout", exc
        elif isinstance(exc, MemoryError):
            kind, what = "memory", exc
        else:
            p = g.panic
            if p is None or p.exc is not exc:
                try:
                    p = defers.started(exc, p)
                except TimedOut as late:
                    self.g0.switch(("timeout", late))
                except BaseException as fault:
                    self.g0.switch(("internal", fault))
            try:
                kind, what = "panic", self._report(p)
            except GoPanic as again:
                v = panics.panic_value(again.value)
                kind, what = "fatal", "panic while printing panic value: " + (v.v.decode() if v.t is T_STRING else f"type {v.t.string}")
            except TimedOut as late:
                kind, what = "timeout", late
            except BaseException as fault:
                kind, what = "internal", fault
        self.g0.switch((kind, what))
        raise AssertionError("a dead goroutine goes on")

    def exit(self, code: int) -> NoReturn:
        """os.Exit."""
        self.stop(code)

    def throw(self, text: str) -> NoReturn:
        """A fatal error of the runtime itself."""
        self.fatal(text)

    # Panics.

    def panic(self, v: Iface | None) -> NoReturn:
        """``panic(v)``."""
        raise GoPanic(panics.NIL if v is None and self.panicnil else panics.panic_value(v))

    def recover(self) -> Iface | None:
        """``recover()``; to be called by the Go function's own frame."""
        return defers.recover(self)

    def frame(self) -> FrameType | None:
        """A token for `recover_in`: who called the function that asks."""
        return defers.caller(sys._getframe(1))

    def recover_in(self, token: FrameType | None) -> Iface | None:
        """``recover()`` in a loop body that is a Python function of its own."""
        return defers.recover_in(self, token)

    def _report(self, p: defers.Panic) -> str:
        """What is printed for a panic that nobody recovered."""
        chain = []
        q: defers.Panic | None = p
        while q is not None:
            chain.append(q)
            q = q.link
        texts: dict[int, str] = {}
        sigsegv = False
        for i, q in enumerate(chain):
            sigsegv = sigsegv or panics.is_memory_error(q.value)
            link = q.link
            if link is not None and _same(link.value, q.value):
                link.repanicked = True
            texts[i] = "" if q.goexit else self._panic_text(q.value)
        out = []
        for i in range(len(chain) - 1, -1, -1):
            q = chain[i]
            link = q.link
            if link is not None:
                if link.repanicked:
                    continue
                if not link.goexit:
                    out.append("\t")
            if q.goexit:
                continue
            end = " [recovered, repanicked]" if q.recovered and q.repanicked else " [recovered]" if q.recovered else ""
            out.append(f"panic: {texts[i]}{end}\n")
        if sigsegv:
            out.append("[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x0]\n")
        frames = dump.exception_frames(p.exc, p, self.goroot)
        out.append("\n" + dump.goroutine(self, self.curg, frames, "running"))
        if p.value is not None and p.value.t is panics.SYNCTEST_DEADLOCK_ERROR and self.values.get("traceback") != "all":
            out.append(dump.all_goroutines(self, self.curg, p.value.v.f_bubble))
        return "".join(out)

    def _panic_text(self, v: Iface | None) -> str:
        """`printpanicval` after `preprintpanics`: may run Go code."""
        if v is None or v is panics.NIL:
            return "nil"
        t = v.t
        if implements(t, T_ERROR):
            return _indented(t.methods["Error"](v.v))
        if implements(t, T_STRINGER):
            return _indented(t.methods["String"](v.v))
        kind = t.kind
        if kind == STRING:
            return f'{t.string}("{_indented(v.v)}")' if t.name != "string" or t.pkg_path else _indented(v.v)
        if BOOL <= kind <= UINTPTR or FLOAT32 <= kind <= COMPLEX128:
            text = format_value(kind, v.v, self.addresses).decode()
            if not t.pkg_path:
                return text
            return t.string + text if kind in (COMPLEX64, COMPLEX128) else f"{t.string}({text})"
        return f"({t.string}) 0x{self.addresses.of(v.v):x}"

    def _overflow(self, exc: BaseException) -> str:
        top = 0xC000000000 + stack.STACK_LIMIT // 2
        frames = dump.overflow_frames(exc)
        return (
            f"runtime: goroutine stack exceeds {stack.STACK_LIMIT}-byte limit\n"
            f"runtime: sp=0x{top + 0x398:x} stack=[0x{top:x}, 0x{top + (1 << 29):x}]\n"
            "fatal error: stack overflow\n\nruntime stack:\n"
            f"runtime.throw(...)\n\t{self.goroot}/src/runtime/panic.go:1243\n"
            f"runtime.newstack()\n\t{self.goroot}/src/runtime/stack.go:1207\n"
            f"runtime.morestack()\n\t{self.goroot}/src/runtime/asm_amd64.s:650\n\n"
            f"{dump.goroutine(self, self.curg, frames, 'running')}"
        )

    # Output.

    def write_stdout(self, data: bytes) -> None:
        """Write to standard output, which may be buffered until the program ends or blocks."""
        if self.lost:
            raise OSError(self.lost, os.strerror(self.lost))
        try:
            self.stdout.write(data)
        except BrokenPipeError:
            self.stop(SIGPIPE)
        except OSError as error:
            self.lost = error.errno or errno.EIO
            raise

    def write_stderr(self, data: bytes) -> None:
        """Write to standard error at once, after what standard output has."""
        self.flush()
        self.stderr.write(data)
        self.stderr.flush()

    def flush(self) -> None:
        """Pass on what standard output has; if that fails, later writes tell the program."""
        if self.lost:
            return
        try:
            self.stdout.flush()
        except BrokenPipeError:
            pass
        except OSError as error:
            self.lost = error.errno or errno.EIO

    def print(self, *args: tuple[int, Any]) -> None:
        """The builtin print; arguments are pairs of kind and value."""
        with contextlib.suppress(OSError):
            self.write_stderr(b"".join([format_value(k, v, self.addresses) for k, v in args]))

    def println(self, *args: tuple[int, Any]) -> None:
        """The builtin println."""
        with contextlib.suppress(OSError):
            self.write_stderr(b" ".join([format_value(k, v, self.addresses) for k, v in args]) + b"\n")

    # Maps.

    def map_items(self, m: GoMap) -> Iterator[tuple[Any, Any]]:
        """``for k, v := range m``."""
        n = len(m)
        if not n:
            return iter(())
        return m.items_from(self.scheduler.choose("map", n if n < START_RANGE else START_RANGE))

    def map_keys(self, m: GoMap) -> Iterator[Any]:
        """``for k := range m``."""
        n = len(m)
        if not n:
            return iter(())
        return m.keys_from(self.scheduler.choose("map", n if n < START_RANGE else START_RANGE))

    # Time.

    def nanotime(self) -> int:
        """The monotonic clock in nanoseconds."""
        return self.clock.nanotime()

    def walltime(self) -> tuple[int, int]:
        """Seconds and nanoseconds since 1970."""
        return self.clock.walltime()

    def sleep(self, ns: int) -> None:
        """time.Sleep."""
        self.budget -= 1
        if self.budget < 0:
            self.preempt("sleep", None)
        if ns <= 0:
            return
        t = Timer(self._wake, self.curg)
        self.clock.start(t, min(self.clock.nanotime() + ns, (1 << 63) - 1), 0)
        if self.hook is not None:
            self.hook.timer_op(self.curg, "set", t)
        self.gopark("sleep", t)

    def _wake(self, g: G) -> None:
        self.goready(g)

    def new_timer(
        self, when: int, period: int, f: Callable[[Any], None], arg: Any, chan: Hchan | None = None, cls: type[Timer] = Timer
    ) -> Timer:
        """A running timer: at ``when`` (and each ``period`` after) ``f(arg)`` is called on the scheduler's stack.

        With a channel use `send_time` as ``f``: it sends without blocking.  The channel must have room for one value.
        """
        t = cls(f, arg, chan)
        if chan is not None:
            chan.timer = t
        self.clock.start(t, when, period)
        if self.hook is not None:
            self.hook.timer_op(self.curg, "set", t)
            self.hook.release(self.curg, t)
        return t

    def stop_timer(self, t: Timer) -> bool:
        """Stop: whether it was still to fire, or had sent what nobody received."""
        pending = self.clock.stop(t)
        if self.hook is not None:
            self.hook.timer_op(self.curg, "stop", t)
        return self._drain(t) or pending

    def reset_timer(self, t: Timer, when: int, period: int) -> bool:
        """Reset."""
        pending = self.clock.start(t, when, period)
        if self.hook is not None:
            self.hook.timer_op(self.curg, "set", t)
            self.hook.release(self.curg, t)
        return self._drain(t) or pending

    def _drain(self, t: Timer) -> bool:
        c = t.chan
        if c is not None and c.buf:
            c.buf.clear()
            return True
        return False

    def send_time(self, c: Hchan, v: Any) -> None:
        """What the timer of a channel does: send, or drop the value if nobody took the last."""
        self.send_now(c, v)

    def go_func(self, fn: Callable[..., Any], *args: Any) -> None:
        """What time.AfterFunc's timer does: start a goroutine; no synchronisation point."""
        g = self.newproc(fn, args, 2)
        g.parent = 0
        g.creator = Frame("time.goFunc", f"{self.goroot}/src/time/sleep.go", 182)
        self.goready(g)

    def createfing(self) -> None:
        """The goroutine that runs finalizers is started, once; of it, only the number shows."""
        if not self.fing:
            self.fing = True
            p = self.p
            p.goid = (self._goid_batch(p) if p.goid == p.goid_end else p.goid) + 1

    # The rest.

    def lock_os_thread(self) -> None:
        """runtime.LockOSThread: shows in tracebacks, nothing more."""
        self.curg.locked += 1

    def unlock_os_thread(self) -> None:
        """runtime.UnlockOSThread."""
        if self.curg.locked:
            self.curg.locked -= 1

    def stack_text(self, all_of_them: bool = False, first: tuple[stack.Frame, ...] = ()) -> str:
        """runtime.Stack; ``first`` are frames that no Python function stands for."""
        text = dump.goroutine(self, self.curg, [*first, *dump.live_frames(self, sys._getframe(1))], "running")
        return text + dump.all_goroutines(self, but=self.curg) if all_of_them else text

    def close(self) -> None:
        """Let go of all goroutines that are left, so that their greenlets end."""
        for g in self.allgs.values():
            g.fn = _nothing
            g.switch = None
        self.allgs.clear()
        self.pool.clear()
        self.globq.clear()
        for p in self.allp:
            p.runq.clear()
            p.runnext = p.curg = None
        with contextlib.suppress(Exception):
            self.semtable.clear()


def _indented(b: bytes) -> str:
    return b.replace(b"\n", b"\n\t").decode("utf-8", "surrogateescape")


def _same(a: Iface | None, b: Iface | None) -> bool:
    return a is b or (a is not None and b is not None and a.t is b.t and a.v is b.v)
