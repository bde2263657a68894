"""Goroutines: their order with one processor is Go's to the last switch; with several it depends on the seed and on nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from goloupe.runtime import stack
from goloupe.runtime.panics import GoPanic
from goloupe.runtime.rtype import T_INT
from goloupe.runtime.sched import Scheduler
from goloupe.runtime.sema import MUTEX_LOCK, WAITGROUP_WAIT, NotifyList
from goloupe.runtime.value import Box, FieldRef

from .running import run


class Mutex:
    __slots__ = ("f_sema", "f_state")

    def __init__(self) -> None:
        self.f_state = 0
        self.f_sema = 0


class WaitGroup:
    """sync.WaitGroup as far as these tests go."""

    def __init__(self, rt: Any, n: int) -> None:
        self.rt = rt
        self.n = n
        self.waiting = False
        self.f_sema = 0

    def done(self) -> None:
        self.n -= 1
        if not self.n and self.waiting:
            self.rt.semrelease(FieldRef(self, "f_sema"))

    def wait(self) -> None:
        if self.n:
            self.waiting = True
            self.rt.semacquire(FieldRef(self, "f_sema"), WAITGROUP_WAIT)


def spawn(rt, out, n):
    wg = WaitGroup(rt, n)

    def f(i):
        out.append(str(i))
        wg.done()

    for i in range(n):
        rt.go(f, i)
    wg.wait()


def sched(rt, out):
    wg = WaitGroup(rt, 4)

    def f(i):
        for j in range(3):
            out.append(f"{i}.{j}")
            rt.gosched()
        wg.done()

    for i in range(4):
        rt.go(f, i)
    wg.wait()


def chan(rt, out, size):
    c, done = rt.makechan(T_INT, size), rt.makechan(T_INT)

    def f():
        while True:
            v, ok = rt.chanrecv2(c)
            if not ok:
                break
            out.append(f"r{v}")
        rt.chansend(done, 1)

    rt.go(f)
    for i in range(10):
        out.append(f"s{i}")
        rt.chansend(c, i)
    rt.closechan(c)
    rt.chanrecv(done)


def mutex(rt, out):
    wg, m = WaitGroup(rt, 4), Mutex()

    def f(i):
        for j in range(3):
            rt.mutex_lock(m)
            out.append(f"{i}.{j}")
            rt.gosched()
            rt.mutex_unlock(m)
        wg.done()

    for i in range(4):
        rt.go(f, i)
    wg.wait()


def cond(rt, out):
    wg, m, lst, n = WaitGroup(rt, 5), Mutex(), NotifyList(), Box(0)

    def f(i):
        rt.mutex_lock(m)
        n.v += 1
        t = rt.notify_add(lst)
        rt.mutex_unlock(m)
        rt.notify_wait(lst, t)
        rt.mutex_lock(m)
        out.append(str(i))
        rt.mutex_unlock(m)
        wg.done()

    for i in range(5):
        rt.go(f, i)
    while n.v < 5:
        rt.gosched()
    rt.notify_one(lst)
    rt.notify_one(lst)
    rt.gosched()
    rt.notify_all(lst)
    wg.wait()


def sleep(rt, out):
    wg = WaitGroup(rt, 5)

    def f(i):
        rt.sleep((5 - i) * 10_000_000)
        out.append(str(i))
        wg.done()

    for i in range(5):
        rt.go(f, i)
    wg.wait()


def closewake(rt, out):
    c, wg = rt.makechan(T_INT), WaitGroup(rt, 5)

    def f(i):
        _, ok = rt.chanrecv2(c)
        out.append(f"{i}{str(ok).lower()}")
        wg.done()

    for i in range(5):
        rt.go(f, i)
    rt.gosched()
    rt.closechan(c)
    wg.wait()


def pipeline(rt, out):
    src, a, wg = rt.makechan(T_INT), rt.makechan(T_INT), WaitGroup(rt, 2)

    def gen():
        for i in range(5):
            out.append(f"g{i}")
            rt.chansend(src, i)
        rt.closechan(src)

    def work(w):
        while True:
            v, ok = rt.chanrecv2(src)
            if not ok:
                break
            out.append(f"w{w}:{v}")
            rt.chansend(a, v * v)
        wg.done()

    def close():
        wg.wait()
        rt.closechan(a)

    rt.go(gen)
    for w in range(2):
        rt.go(work, w)
    rt.go(close)
    while True:
        v, ok = rt.chanrecv2(a)
        if not ok:
            break
        out.append(f"m{v}")


ORDERS = [
    (lambda rt, out: spawn(rt, out, 6), "5 0 1 2 3 4"),
    (sched, "3.0 0.0 1.0 2.0 3.1 0.1 1.1 2.1 3.2 0.2 1.2 2.2"),
    (lambda rt, out: chan(rt, out, 3), "s0 s1 s2 s3 r0 r1 r2 r3 s4 s5 s6 s7 s8 r4 r5 r6 r7 r8 s9 r9"),
    (lambda rt, out: chan(rt, out, 0), "s0 r0 s1 s2 r1 r2 s3 s4 r3 r4 s5 s6 r5 r6 s7 s8 r7 r8 s9 r9"),
    (mutex, "3.0 3.1 3.2 0.0 0.1 0.2 1.0 1.1 1.2 2.0 2.1 2.2"),
    (cond, "0 4 3 1 2"),
    (sleep, "4 3 2 1 0"),
    (closewake, "4false 3false 2false 1false 0false"),
    (pipeline, "g0 w0:0 m0 g1 g2 g3 w1:2 w1:3 g4 w0:1 m4 m9 m1 w0:4 m16"),
]


@pytest.mark.parametrize(("main", "want"), ORDERS)
def test_order_with_one_processor(main: Any, want: str) -> None:
    assert " ".join(run(main).out) == want


def test_local_and_global_queue() -> None:
    want = "599 384-511 513-561 0 562-598 1-23 128 24-83 129 84-125 254 126-127 130-144 258 145-204 259 205-253 383 255-257 260-382 512"
    got = run(lambda rt, out: spawn(rt, out, 600)).out
    ids: list[str] = []
    for part in want.split():
        lo, _, hi = part.partition("-")
        ids += map(str, range(int(lo), int(hi or lo) + 1))
    assert got == ids


@pytest.mark.parametrize("procs", [2, 4, 9])
def test_seeds(procs: int) -> None:
    def main(rt, out):
        spawn(rt, out, 40)
        pipeline(rt, out)

    runs = [run(main, procs=procs, seed=seed) for seed in range(20)]
    for seed in range(0, 20, 5):
        again = run(main, procs=procs, seed=seed)
        assert again.out == runs[seed].out
        assert again.rt.scheduler.log == runs[seed].rt.scheduler.log
    assert len({tuple(r.out) for r in runs}) > 10
    for r in runs:
        assert sorted(x[-1] for x in r.out) == sorted(x[-1] for x in runs[0].out)


class Replay(Scheduler):
    """Gives the answers of an earlier run."""

    __slots__ = ("answers",)

    def __init__(self, answers: Iterable[int]) -> None:
        self.answers = [*answers][::-1]
        super().__init__()

    def pick(self, kind: str, n: int) -> int:
        choice = self.answers.pop()
        assert choice < n
        return choice


def test_replay() -> None:
    def main(rt, out):
        mutex(rt, out)
        chan(rt, out, 2)

    r = run(main, procs=4, seed=5)
    token = r.rt.scheduler.log
    replayed = run(main, procs=4, scheduler=Replay(token))
    assert replayed.out == r.out
    assert replayed.rt.scheduler.answers == []


def test_no_choice_with_one_processor() -> None:
    r = run(mutex, scheduler=Scheduler())
    assert list(r.rt.scheduler.log) == []


def test_spinning_goroutines_are_preempted() -> None:
    for procs in (1, 2, 4):

        def main(rt, out):
            flag = Box(False)

            def spin():
                while not flag.v:
                    rt.point()

            for _ in range(6):
                rt.go(spin)
            rt.go(lambda: setattr(flag, "v", True))
            while not flag.v:
                rt.point()
            out.append("done")

        assert run(main, procs=procs).out == ["done"]


def test_spinning_until_a_timer_fires() -> None:
    def main(rt, out):
        flag = Box(False)
        rt.new_timer(rt.nanotime() + 20_000_000, 0, lambda _: setattr(flag, "v", True), None)
        while not flag.v:
            rt.gosched()
        c = rt.makechan(T_INT)
        start = rt.nanotime()
        while rt.nanotime() - start < 5_000_000:
            rt.tryrecv(c)
        out.append("done")

    assert run(main).out == ["done"]


def test_gomaxprocs_changes() -> None:
    def main(rt, out):
        out.append(rt.gomaxprocs(0))
        spawn(rt, [], 30)
        out.append(rt.gomaxprocs(1))
        spawn(rt, [], 30)
        out.append(rt.gomaxprocs(8))
        spawn(rt, [], 30)
        out.append(rt.gomaxprocs(0))

    for seed in range(10):
        assert run(main, procs=4, seed=seed).out == [4, 4, 1, 8]


def test_exit_codes() -> None:
    assert run(lambda rt, out: None).code == 0
    assert run(lambda rt, out: rt.exit(7)).code == 7

    def left_behind(rt, out):
        rt.go(lambda: rt.chanrecv(rt.makechan(T_INT)))
        rt.gosched()

    assert run(left_behind).code == 0


def registered(name: str, line: int, fn: Any) -> Any:
    stack.register(fn.__code__, name, "/x/t.go", line, has_args=False)
    return fn


def test_deadlock(monkeypatch: pytest.MonkeyPatch) -> None:
    # Whoever has linked package sync in this process has registered frames of the mutex; this program has no package sync.
    monkeypatch.setattr(stack, "_infos", {})

    def main(rt, out):
        c = rt.makechan(T_INT)

        def body():
            rt.go(registered("main.main.func1", 11, lambda: rt.block()))
            rt.go(registered("main.main.func2", 12, lambda: rt.chanrecv(None)))
            rt.go(registered("main.main.func3", 13, lambda: rt.chansend(c, 1)))
            rt.go(registered("main.main.func4", 14, lambda: rt.select([(c, 1, 5), (rt.makechan(T_INT), 0, None)], False)))
            m = Mutex()
            m.f_state = 1
            rt.go(registered("main.main.func5", 15, lambda: rt.mutex_lock(m)))
            rt.go(registered("main.main.func6", 16, lambda: rt.semacquire(Box(0), WAITGROUP_WAIT)))
            lst = NotifyList()
            rt.go(registered("main.main.func7", 17, lambda: rt.notify_wait(lst, rt.notify_add(lst))))
            rt.sleep(61_000_000_000)
            rt.chansend(None, 1)

        registered("main.main", 10, body)()

    r = run(main)
    assert r.code == 2
    reasons = ["select (no cases)", "chan receive (nil chan)", "chan send", "select", MUTEX_LOCK, WAITGROUP_WAIT, "sync.Cond.Wait"]
    want = "fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [chan send (nil chan)]:\nmain.main()\n\t/x/t.go:10\n"
    for i, reason in enumerate(reasons):
        want += f"\ngoroutine {6 + i} [{reason}, 1 minutes]:\nmain.main.func{i + 1}()\n\t/x/t.go:{11 + i}\n"
        want += "created by main.main in goroutine 1\n\t/x/t.go:10\n"
    assert r.stderr == want


def test_unlock_of_unlocked_mutex() -> None:
    r = run(registered("main.main", 3, lambda rt, out: rt.mutex_unlock(Mutex())))
    assert (r.code, r.stderr) == (
        2,
        "fatal error: sync: unlock of unlocked mutex\n\ngoroutine 1 [running]:\nmain.main()\n\t/x/t.go:3\n",
    )


def test_starvation() -> None:
    """A waiter that fails for a millisecond turns the mutex to starvation mode and gets it."""

    def main(rt, out):
        m = Mutex()
        stop = Box(False)

        def hog():
            while not stop.v:
                rt.mutex_lock(m)
                rt.sleep(300_000)
                rt.mutex_unlock(m)

        rt.go(hog)
        rt.sleep(1000)
        for _ in range(5):
            rt.sleep(100_000)
            rt.mutex_lock(m)
            rt.mutex_unlock(m)
        stop.v = True
        out.append(m.f_state)

    assert run(main).out == [0]


def test_contended_mutex_excludes() -> None:
    for seed in range(30):

        def main(rt, out):
            m, inside, total = Mutex(), Box(0), Box(0)
            wg = WaitGroup(rt, 8)

            def f():
                for _ in range(40):
                    rt.mutex_lock(m)
                    inside.v += 1
                    assert inside.v == 1
                    rt.point()
                    total.v += 1
                    inside.v -= 1
                    rt.mutex_unlock(m)
                wg.done()

            for _ in range(8):
                rt.go(f)
            wg.wait()
            out.append((total.v, m.f_state, m.f_sema))

        assert run(main, procs=4, seed=seed).out == [(320, 0, 0)]


def test_channel_errors() -> None:
    def main(rt, out):
        def text(f, *args):
            try:
                f(*args)
            except GoPanic as e:
                assert e.value is not None
                out.append(e.value.v.decode())

        c = rt.makechan(T_INT, 1)
        rt.closechan(c)
        text(rt.closechan, None)
        text(rt.closechan, c)
        text(rt.chansend, c, 1)
        text(rt.trysend, c, 1)
        text(rt.select, [(c, 1, 1)], False)
        text(rt.makechan, T_INT, -1)
        text(rt.makechan, T_INT, 1 << 60)

        d = rt.makechan(T_INT)
        rt.go(lambda: text(rt.chansend, d, 1))
        rt.go(lambda: text(rt.select, [(d, 1, 1), (None, 0, None)], False))
        rt.gosched()
        rt.closechan(d)
        rt.gosched()

    closed = "send on closed channel"
    assert run(main).out == [
        "close of nil channel",
        "close of closed channel",
        closed,
        closed,
        closed,
        "makechan: size out of range",
        "makechan: size out of range",
        closed,
        closed,
    ]


def test_number_of_goroutines() -> None:
    def main(rt, out):
        for _ in range(3):
            rt.go(rt.block)
        out.append(rt.num_goroutine())

    assert run(main).out == [4]


def test_many_alive() -> None:
    def main(rt, out):
        c, d = rt.makechan(T_INT), rt.makechan(T_INT)

        def f(i):
            rt.chansend(d, i + rt.chanrecv(c))

        for i in range(3000):
            rt.go(f, i)
        rt.sleep(1)
        rt.closechan(c)
        out.append(sum(rt.chanrecv(d) for _ in range(3000)))

    assert run(main, procs=4).out == [sum(range(3000))]
