"""Channels, select and timers; after runtime/chan_test.go and time/tick_test.go."""

from __future__ import annotations

from typing import Any

import pytest

from goloupe.runtime.hooks import Hook
from goloupe.runtime.rtype import T_INT, T_STRING, Field, Types
from goloupe.runtime.timer import Timer
from goloupe.runtime.value import Box

from .running import run

MS = 1_000_000


@pytest.mark.parametrize("size", [0, 1, 3, 10])
@pytest.mark.parametrize("procs", [1, 4])
def test_fifo(size: int, procs: int) -> None:
    def main(rt, out):
        c = rt.makechan(T_INT, size)
        rt.go(lambda: [rt.chansend(c, i) for i in range(100)])
        out.extend(rt.chanrecv(c) for _ in range(100))

    for seed in range(5):
        assert run(main, procs=procs, seed=seed).out == list(range(100))


@pytest.mark.parametrize("size", [0, 1, 3])
def test_many_senders_and_receivers(size: int) -> None:
    def main(rt, out):
        c, done = rt.makechan(T_INT, size), rt.makechan(T_INT)
        got: list[int] = []

        def receiver():
            while True:
                v, ok = rt.chanrecv2(c)
                if not ok:
                    break
                got.append(v)
            rt.chansend(done, 1)

        def sender(k):
            for i in range(50):
                rt.chansend(c, k * 100 + i)
            rt.chansend(done, 1)

        for _ in range(3):
            rt.go(receiver)
        for k in range(4):
            rt.go(sender, k)
        for _ in range(4):
            rt.chanrecv(done)
        rt.closechan(c)
        for _ in range(3):
            rt.chanrecv(done)
        out.append(sorted(got) == [k * 100 + i for k in range(4) for i in range(50)])

    for seed in range(10):
        assert run(main, procs=4, seed=seed).out == [True]


def test_len_cap_and_draining_after_close() -> None:
    def main(rt, out):
        c = rt.makechan(T_INT, 3)
        rt.chansend(c, 5)
        rt.chansend(c, 6)
        out.append((rt.chanlen(c), rt.chancap(c), rt.chanlen(None), rt.chancap(None)))
        rt.closechan(c)
        out.extend(rt.chanrecv2(c) for _ in range(3))
        out.append(rt.chanrecv(c))

    assert run(main).out == [(2, 3, 0, 0), (5, True), (6, True), (0, False), 0]


def test_zero_values_of_closed_channels_are_fresh() -> None:
    def main(rt, out):
        st = Types().struct([Field("x", T_INT)])
        c = rt.makechan(st)
        rt.closechan(c)
        a, b = rt.chanrecv(c), rt.chanrecv(c)
        a.f_x = 1
        out.append(b.f_x)

    assert run(main).out == [0]


def test_try() -> None:
    def main(rt, out):
        c, d = rt.makechan(T_INT, 1), rt.makechan(T_INT)
        out += [rt.tryrecv(c), rt.trysend(c, 7), rt.trysend(c, 8), rt.tryrecv(c), rt.tryrecv(None), rt.trysend(None, 1), rt.trysend(d, 1)]
        rt.go(lambda: out.append(rt.chanrecv(d)))
        rt.gosched()
        out.append(rt.trysend(d, 9))
        rt.gosched()
        rt.go(lambda: rt.chansend(d, 10))
        rt.gosched()
        out.append(rt.tryrecv(d))

    no = (False, None, False)
    assert run(main).out == [no, True, False, (True, 7, True), no, False, False, True, 9, (True, 10, True)]


def test_select_default_and_nil() -> None:
    def main(rt, out):
        c = rt.makechan(T_INT, 1)
        out.append(rt.select([(c, 0, None), (None, 1, 3)], True))
        out.append(rt.select([(c, 0, None), (c, 1, 4)], False))
        out.append(rt.select([(None, 0, None), (c, 0, None)], False))
        rt.closechan(c)
        out.append(rt.select([(c, 0, None)], False))

    assert run(main).out == [(-1, None, False), (1, None, False), (1, 4, True), (0, 0, False)]


def test_select_is_fair() -> None:
    def main(rt, out):
        chans = [rt.makechan(T_INT, 1000) for _ in range(4)]
        for c in chans:
            for i in range(1000):
                rt.chansend(c, i)
        counts = [0] * 4
        for _ in range(1000):
            counts[rt.select([(c, 0, None) for c in chans], False)[0]] += 1
        out.extend(counts)

    assert all(200 < n < 300 for n in run(main, seed=3).out)


def test_selects_meet() -> None:
    """Both sides select, on several channels, in both directions."""

    def main(rt, out):
        a, b, done = rt.makechan(T_INT), rt.makechan(T_INT), rt.makechan(T_INT)
        got: list[Any] = []

        def one():
            for i in range(100):
                rt.select([(a, 1, i), (b, 0, None)], False)
            rt.chansend(done, 1)

        def two():
            for i in range(100):
                n, v, ok = rt.select([(a, 0, None), (b, 1, i)], False)
                got.append((n, v, ok))
            rt.chansend(done, 1)

        rt.go(one)
        rt.go(two)
        rt.chanrecv(done)
        rt.chanrecv(done)
        out.append(len(got))
        out.append(all(not c.recvq and not c.sendq for c in (a, b, done)))

    for seed in range(20):
        assert run(main, procs=1 + seed % 4, seed=seed).out == [100, True]


def test_select_twice_on_one_channel() -> None:
    def main(rt, out):
        c = rt.makechan(T_INT)
        rt.go(lambda: out.append(rt.select([(c, 0, None), (c, 1, 5)], False)))
        rt.gosched()
        rt.chansend(c, 3)
        rt.gosched()
        rt.go(lambda: out.append(rt.select([(c, 0, None), (c, 1, 5)], False)))
        rt.gosched()
        out.append(rt.chanrecv(c))
        rt.gosched()

    assert run(main).out == [(0, 3, True), 5, (1, None, False)]


def test_select_wakes_on_close() -> None:
    def main(rt, out):
        c, d = rt.makechan(T_STRING), rt.makechan(T_INT)
        rt.go(lambda: out.append(rt.select([(d, 0, None), (c, 0, None)], False)))
        rt.gosched()
        rt.closechan(c)
        rt.gosched()

    assert run(main).out == [(1, b"", False)]


def test_sieve() -> None:
    def main(rt, out):
        def generate(c):
            i = 2
            while True:
                rt.chansend(c, i)
                i += 1

        def keep(src, dst, p):
            while True:
                n = rt.chanrecv(src)
                if n % p:
                    rt.chansend(dst, n)

        c = rt.makechan(T_INT)
        rt.go(generate, c)
        for _ in range(30):
            p = rt.chanrecv(c)
            out.append(p)
            d = rt.makechan(T_INT)
            rt.go(keep, c, d, p)
            c = d

    for procs in (1, 4):
        assert run(main, procs=procs).out[-3:] == [107, 109, 113]


# Time.


def new_timer(rt: Any, ns: int, period: int = 0) -> Any:
    """time.NewTimer: the channel."""
    c = rt.makechan(T_INT, 1)
    t = rt.new_timer(rt.nanotime() + ns, period, lambda ch: rt.send_time(ch, rt.clock.now), c, c)
    return c, t


def test_sleep_takes_no_real_time() -> None:
    def main(rt, out):
        start = rt.nanotime()
        rt.sleep(3600 * 1000 * MS)
        out.append(round((rt.nanotime() - start) / MS / 1000))
        rt.sleep(0)
        rt.sleep(-5)

    assert run(main).out == [3600]


def test_timeouts_in_order() -> None:
    def main(rt, out):
        c, _ = new_timer(rt, 50 * MS)
        d, _ = new_timer(rt, 20 * MS)
        for _ in range(2):
            out.append(rt.select([(c, 0, None), (d, 0, None)], False)[0])

    assert run(main).out == [1, 0]


def test_ticker() -> None:
    def main(rt, out):
        start = rt.nanotime()
        c, t = new_timer(rt, 10 * MS, 10 * MS)
        for _ in range(3):
            rt.chanrecv(c)
            out.append(round((rt.nanotime() - start) / MS))
        rt.sleep(35 * MS)  # Ticks that nobody takes are dropped.
        rt.chanrecv(c)
        out.append(round((rt.nanotime() - start) / MS))
        rt.chanrecv(c)
        out.append(round((rt.nanotime() - start) / MS))
        out.append((rt.stop_timer(t), rt.chanlen(c), rt.chancap(c)))

    assert run(main).out == [10, 20, 30, 65, 70, (True, 0, 0)]


def test_no_stale_value_after_stop_or_reset() -> None:
    def main(rt, out):
        c, t = new_timer(rt, 10 * MS)
        rt.sleep(20 * MS)
        out.append(rt.stop_timer(t))
        out.append(rt.tryrecv(c)[0])
        c, t = new_timer(rt, 10 * MS)
        rt.sleep(20 * MS)
        out.append(rt.reset_timer(t, rt.nanotime() + 10 * MS, 0))
        out.append(rt.tryrecv(c)[0])
        rt.sleep(20 * MS)
        out.append(rt.tryrecv(c)[0])
        out.append(rt.stop_timer(t))

    # Go 1.23: as long as nobody waits the timer fires only when somebody looks, so stopping a timer that is due still stops it.
    assert run(main).out == [True, False, True, False, True, False]


def test_after_func() -> None:
    def main(rt, out):
        t = rt.new_timer(rt.nanotime() + MS, 0, lambda fn: rt.go_func(fn), lambda: out.append("fired"))
        rt.sleep(2 * MS)
        out.append(rt.stop_timer(t))
        t = rt.new_timer(rt.nanotime() + MS, 0, lambda fn: rt.go_func(fn), lambda: out.append("not"))
        out.append(rt.stop_timer(t))
        rt.sleep(2 * MS)

    assert run(main).out == ["fired", False, True]


def test_timers_nobody_waits_for_do_not_prevent_deadlock() -> None:
    def main(rt, out):
        new_timer(rt, MS, MS)
        rt.chanrecv(rt.makechan(T_INT))

    r = run(main)
    assert r.stderr.startswith("fatal error: all goroutines are asleep - deadlock!")


def test_many_timers() -> None:
    def main(rt, out):
        timers: list[Timer] = [rt.new_timer(rt.nanotime() + (k + 1) * MS, 0, out.append, k) for k in (i * 7919 % 500 for i in range(500))]
        for i in range(0, 500, 2):
            rt.stop_timer(timers[i])
        rt.sleep(1000 * MS)

    got = run(main).out
    assert got == sorted(got)
    assert len(got) == 250


def test_timers_due_at_the_same_instant_are_a_choice() -> None:
    def main(rt, out):
        when = rt.nanotime() + MS
        for i in range(5):
            rt.new_timer(when, 0, out.append, i)
        rt.sleep(2 * MS)

    assert len({tuple(run(main, seed=s).out) for s in range(10)}) > 3


# Hooks.


class Recorder(Hook):
    __slots__ = ("events",)

    def __init__(self) -> None:
        self.events: list[Any] = []

    def go_create(self, g, child):
        self.events.append(("create", g.id, child.id))

    def rendezvous(self, g, other, chan):
        self.events.append(("meet", g.id, other.id))

    def slot(self, g, chan, index):
        self.events.append(("slot", g.id, index))

    def acquire(self, g, obj):
        self.events.append(("acquire", g.id))

    def release(self, g, obj):
        self.events.append(("release", g.id))

    def go_park(self, g, reason, on):
        self.events.append(("park", g.id, reason))

    def go_ready(self, g, woken):
        self.events.append(("ready", g.id, woken.id))

    def go_end(self, g):
        if g.id > 5:
            self.events.append(("end", g.id))


def test_events() -> None:
    def main(rt, out):
        c = rt.makechan(T_INT)
        rt.go(lambda: rt.chansend(c, 1))
        rt.chanrecv(c)
        b = rt.makechan(T_INT, 2)
        rt.chansend(b, 1)
        rt.chansend(b, 1)
        rt.chanrecv(b)
        rt.closechan(b)
        rt.chanrecv(b)
        rt.chanrecv(b)

    hook = Recorder()
    run(main, hook=hook)
    assert hook.events == [
        ("create", 1, 6),
        ("park", 1, "chan receive"),
        ("meet", 6, 1),
        ("ready", 6, 1),
        ("end", 6),
        ("slot", 1, 0),
        ("slot", 1, 1),
        ("slot", 1, 0),
        ("release", 1),
        ("slot", 1, 1),
        ("acquire", 1),
    ]


def test_println() -> None:
    from goloupe.runtime.rtype import BOOL, FLOAT64, INT, INTERFACE, POINTER, SLICE, STRING
    from goloupe.runtime.value import NIL_SLICE

    def main(rt, out):
        rt.println((INT, -5), (STRING, b"x"), (BOOL, True), (FLOAT64, 1.5), (POINTER, None), (INTERFACE, None), (SLICE, NIL_SLICE))
        rt.print((INT, 1), (INT, 2))
        assert Box(1) is not None

    assert run(main).stderr == "-5 x true 1.5 0x0 (0x0,0x0) [0/0]0x0\n12"
