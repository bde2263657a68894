"""Tests that reach what cannot be served: they fail, and the tests after them run.

In a machine that runs tests, something `Unsupported` ends its goroutine as ``runtime.Goexit`` does.  The functions that run a test and an
example are wrapped here: what was refused in their own goroutine, or meanwhile in others, is said as a failure of the test; an
example says it in its output.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goloupe.launch.program import Runner, refusal
from goloupe.lower.names import function_name
from goloupe.runtime import stack
from goloupe.runtime.panics import Unsupported
from goloupe.runtime.rtype import T_STRING
from goloupe.runtime.text import string_to_bytes
from goloupe.runtime.value import Iface, Slice


def tolerate(runner: Runner) -> None:
    """Make tests of this run fail one by one."""
    runner.machine.refusals = []
    wrap(runner, "testing.tRunner", _test)
    wrap(runner, "testing.runExample", _example)


def wrap(runner: Runner, key: str, make: Callable[[Runner, Callable[..., Any]], Callable[..., Any]]) -> None:
    """Put what is made of a function of the program in its place, if it has that function."""
    program = runner.program
    if key not in program.where:
        return
    program.load(key)
    name = function_name(key)
    program.namespace[name] = make(runner, program.namespace[name])


def _taken(runner: Runner) -> list[str]:
    """What has been refused since the last time."""
    refusals = runner.machine.refusals or []
    texts = list(dict.fromkeys(refusal(error, runner.source.goroot) for error in refusals))
    refusals.clear()
    return texts


def hidden(*functions: Callable[..., Any]) -> None:
    """Functions that no stack shows."""
    stack.WRAPPERS.update(fn.__code__ for fn in functions)


def _test(runner: Runner, real: Callable[..., Any]) -> Callable[..., Any]:
    """Package testing's function that runs a test."""
    program = runner.program
    fatal, fail = program.late("testing.(*common).Fatal"), program.late("testing.(*common).FailNow")
    # The place is in the text; what Fatal puts before it would be where the test ended.
    placeless = "testing.(*outputWriter).Write" in program.where
    write = program.late("testing.(*outputWriter).Write") if placeless else None

    def run_test(t: Any, fn: Callable[..., Any]) -> None:
        def guarded(t: Any) -> None:
            try:
                fn(t)
            except Unsupported as error:
                runner.machine.refusals = [*(runner.machine.refusals or ()), error]
            texts = _taken(runner)
            text = "\n".join(texts).encode()
            if text and write is not None:
                write(t.f_common.f_o, string_to_bytes(text + b"\n"))
                fail(t.f_common)
            elif text:
                fatal(t.f_common, Slice([Iface(T_STRING, text)], 0, 1, 1))

        hidden(guarded)
        real(t, guarded)

    hidden(run_test)
    return run_test


def _example(runner: Runner, real: Callable[..., Any]) -> Callable[..., Any]:
    """Package testing's function that runs an example."""
    write = runner.program.late("os.(*File).WriteString")

    def run_example(eg: Any) -> Any:
        fn = eg.f_F

        def guarded() -> None:
            try:
                fn()
            except Unsupported as error:
                runner.machine.refusals = [*(runner.machine.refusals or ()), error]
            texts = _taken(runner)
            if texts:
                write(runner.get("os.Stdout"), "\n".join(texts).encode())

        hidden(guarded)
        eg.f_F = guarded
        return real(eg)

    hidden(run_example)
    return run_example
