"""Who has leaked, and who has not: programs written for the machine directly."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goloupe.leak.find import leaked
from goloupe.leak.world import WORLD, World
from goloupe.runtime import sema
from goloupe.runtime.rtype import T_INT
from goloupe.runtime.value import Box, GlobalRef
from tests.unit.runtime.running import run


class Mutex:
    """internal/sync.Mutex."""

    __slots__ = ("f_sema", "f_state")

    def __init__(self) -> None:
        self.f_sema = self.f_state = 0


HOUR = 3_600_000_000_000


def search(body: Callable[[Any], Any], variables: dict[str, Any] | None = None) -> tuple[list[str], list[str]]:
    """Run ``body``, let all others go as far as they can; the wait reasons of those who leaked, and of suspects."""

    def main(rt: Any, out: list[Any]) -> None:
        if variables is not None:
            rt.values[WORLD] = World(variables.values)
        kept = body(rt)
        rt.sleep(1000)
        out.extend(sorted(g.reason for g in found) for found in leaked(rt))
        assert kept is kept

    got = run(main)
    assert got.code == 0, got.stderr
    return got.out[0], got.out[1]


def test_nobody_has_the_channel() -> None:
    assert search(lambda rt: rt.go(rt.chanrecv, rt.makechan(T_INT))) == (["chan receive"], [])


def test_main_has_the_channel() -> None:
    def body(rt: Any) -> Any:
        c = rt.makechan(T_INT)
        rt.go(rt.chanrecv, c)
        return c

    assert search(body) == ([], [])


def test_one_that_sleeps_has_it() -> None:
    def body(rt: Any) -> None:
        c = rt.makechan(T_INT)

        def late() -> None:
            rt.sleep(HOUR)
            rt.chansend(c, 1)

        rt.go(rt.chanrecv, c)
        rt.go(late)

    assert search(body) == ([], [])


def test_one_that_has_leaked_does_not_count() -> None:
    def body(rt: Any) -> None:
        a, b = rt.makechan(T_INT), rt.makechan(T_INT)

        def first() -> None:
            rt.chanrecv(a)
            rt.chansend(b, 1)

        def second() -> None:
            rt.chanrecv(b)
            rt.chansend(a, 1)

        rt.go(first)
        rt.go(second)

    assert search(body) == (["chan receive", "chan receive"], [])


def test_a_channel_in_a_channel() -> None:
    def body(rt: Any) -> Any:
        inner, outer = rt.makechan(T_INT), rt.makechan(T_INT, 1)
        rt.chansend(outer, inner)
        rt.go(rt.chanrecv, inner)
        return outer

    assert search(body) == ([], [])


def test_what_a_live_sender_is_about_to_send() -> None:
    def body(rt: Any) -> Any:
        inner, outer = rt.makechan(T_INT), rt.makechan(T_INT)
        rt.go(rt.chanrecv, inner)
        rt.go(rt.chansend, outer, inner)
        return outer

    assert search(body) == ([], [])


def test_what_a_leaked_sender_is_about_to_send() -> None:
    def body(rt: Any) -> None:
        inner, outer = rt.makechan(T_INT), rt.makechan(T_INT)
        rt.go(rt.chanrecv, inner)
        rt.go(rt.chansend, outer, inner)

    assert search(body) == (["chan receive", "chan send"], [])


def test_one_channel_of_a_select_is_enough() -> None:
    def body(rt: Any) -> Any:
        a, b = rt.makechan(T_INT), rt.makechan(T_INT)
        rt.go(rt.select, ((a, 0, None), (b, 1, 3)), False)
        rt.go(rt.select, ((b, 0, None), (None, 1, 3)), False)
        return a

    assert search(body) == ([], [])  # The first can be woken, and has b then.


def test_select_and_nil_channels() -> None:
    def body(rt: Any) -> None:
        rt.go(rt.block)
        rt.go(rt.chanrecv, None)
        rt.go(rt.chansend, None, 1)
        rt.go(rt.select, ((None, 0, None), (None, 1, 1)), False)

    assert search(body) == (["chan receive (nil chan)", "chan send (nil chan)", "select", "select (no cases)"], [])


def test_locks_and_conditions() -> None:
    def body(rt: Any) -> Any:
        mine, other = Mutex(), Mutex()

        def lock_twice(m: Mutex) -> None:
            rt.mutex_lock(m)
            rt.mutex_lock(m)

        waiters = sema.NotifyList()
        rt.go(lock_twice, mine)
        rt.go(lock_twice, other)
        rt.go(lambda: rt.notify_wait(waiters, rt.notify_add(waiters)))
        return mine

    assert search(body) == (["sync.Cond.Wait", "sync.Mutex.Lock"], [])


def test_timers() -> None:
    def body(rt: Any) -> None:
        c, d, e = (rt.makechan(T_INT) for _ in range(3))
        for x in (c, d, e):
            rt.go(rt.chanrecv, x)
        rt.new_timer(HOUR, 0, lambda _: rt.send_now(c, 1), None)
        rt.new_timer(HOUR, 0, lambda x: rt.send_now(x, 1), Box(d))
        rt.stop_timer(rt.new_timer(HOUR, 0, lambda x: rt.send_now(x, 1), e))

    assert search(body) == (["chan receive"], [])


def test_the_channel_of_a_timer() -> None:
    def body(rt: Any) -> None:
        for stopped in (False, True):
            c = rt.makechan(T_INT, 1)
            t = rt.new_timer(HOUR, 0, lambda x: rt.send_time(x, 1), c, c)
            if stopped:
                rt.stop_timer(t)
            rt.go(rt.chanrecv, c)

    assert search(body) == (["chan receive"], [])


def test_a_package_variable_makes_a_suspect() -> None:
    names: dict[str, Any] = {}

    def body(rt: Any) -> None:
        names["c"] = rt.makechan(T_INT)
        rt.go(rt.chanrecv, names["c"])
        rt.go(rt.chanrecv, rt.makechan(T_INT))

    assert search(body, names) == (["chan receive"], ["chan receive"])


def test_a_pointer_to_a_package_variable() -> None:
    names: dict[str, Any] = {}

    def body(rt: Any) -> Any:
        names["c"] = rt.makechan(T_INT)
        rt.go(rt.chanrecv, names["c"])
        return GlobalRef(names, "c")

    assert search(body, names) == ([], [])


def test_a_goroutine_that_has_not_begun() -> None:
    def main(rt: Any, out: list[Any]) -> None:
        c = rt.makechan(T_INT)
        rt.go(rt.chanrecv, c)
        rt.gosched()
        rt.go(rt.chansend, c, 1)
        del c
        out.append([len(x) for x in leaked(rt)])

    assert run(main).out == [[0, 0]]


def test_what_has_been_received_and_not_been_looked_at() -> None:
    for receive in (lambda rt, c: rt.chanrecv(c), lambda rt, c: rt.select(((c, 0, None), (rt.makechan(T_INT), 0, None)), False)[1]):

        def main(rt: Any, out: list[Any], receive: Any = receive) -> None:
            c, inner = rt.makechan(T_INT), rt.makechan(T_INT)
            rt.go(lambda c: rt.chansend(receive(rt, c), 1), c)
            rt.go(rt.chanrecv, inner)
            rt.gosched()
            rt.chansend(c, inner)  # The receiver is runnable, and has it.
            del c, inner
            out.append([len(x) for x in leaked(rt)])

        assert run(main).out == [[0, 0]]
