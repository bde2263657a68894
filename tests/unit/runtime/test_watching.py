"""Coroutines, invariants of the scheduler, the trace log."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from goloupe.runtime import tracelog
from goloupe.runtime.machine import Machine
from goloupe.runtime.rtype import T_INT
from goloupe.runtime.tracelog import KINDS, TraceLog
from tests.unit.runtime.sanity import Checked, check

from .running import run
from .test_goroutines import chan, cond, mutex, pipeline, sleep, spawn


def test_coroutine() -> None:
    def main(rt: Any, out: list[Any]) -> None:
        box: list[Any] = [None]

        def gen(c: Any) -> None:
            for i in range(3):
                box[0] = i
                rt.coroswitch(c)
            box[0] = "end"

        c = rt.newcoro(gen)
        for _ in range(4):
            rt.coroswitch(c)
            out.append(box[0])
        out.append(rt.num_goroutine())

    assert run(main).out == [0, 1, 2, "end", 1]


def test_switch_to_a_coroutine_that_ended() -> None:
    def main(rt: Any, out: list[Any]) -> None:
        c = rt.newcoro(lambda c: None)
        rt.coroswitch(c)
        rt.coroswitch(c)

    assert run(main).stderr.startswith("fatal error: coroswitch on exited coro\n")


def test_invariants_hold() -> None:
    def main(rt: Any, out: list[Any]) -> None:
        rt.scheduler.rt = rt
        spawn(rt, out, 300)
        mutex(rt, out)
        cond(rt, out)
        sleep(rt, out)
        for size in (0, 3):
            chan(rt, out, size)
        pipeline(rt, out)
        check(rt)

    for seed in range(20):
        assert run(main, procs=1 + seed % 5, scheduler=Checked(seed)).code == 0


def test_trace(tmp_path: Path) -> None:
    log = TraceLog()

    def main(rt: Any, out: list[Any]) -> None:
        log.clock = rt.clock
        chan(rt, out, 0)
        rt.sleep(1_000_000)

    run(main, hook=log)
    log.save(tmp_path / "x.trace")
    again = tracelog.load(tmp_path / "x.trace")
    assert (again.kind, again.time, again.g, again.arg) == (log.kind, log.time, log.g, log.arg)
    names = [KINDS[k] for k in again.kind]
    assert names.count("send") == 11
    assert {"create", "park", "ready", "switch", "close", "end"} <= set(names)
    assert "sleep" in again.texts
    assert list(again.time) == sorted(again.time)
    assert again.time[-1] > 1_000_000


def test_stack_text() -> None:
    from goloupe.runtime import stack

    def main(rt: Machine, out: list[Any]) -> None:
        rt.go(rt.chanrecv, rt.makechan(T_INT))
        rt.gosched()
        out.append(rt.stack_text(all_of_them=True))

    stack.register(main.__code__, "main.main", "/x/t.go", 9, has_args=False)
    assert run(main).out == [
        (
            "goroutine 1 [running]:\nmain.main()\n\t/x/t.go:9\n\n"
            "goroutine 6 [chan receive]:\ncreated by main.main in goroutine 1\n\t/x/t.go:9\n"
        )
    ]
