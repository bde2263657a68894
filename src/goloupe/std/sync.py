"""Package sync: locks, wait groups, conditions and the concurrent map; `sync_pool` has the pools.

The algorithms are Go's; what they stand on is the machine's semaphores.  The paths without contention are written out here, because they
are what programs spend their time in; as soon as somebody must wait, the machine decides.

A struct's fields hold what the real source would hold wherever a program or a test can look at it (the state of a mutex, the counter of a
wait group).  Two keep Python objects in fields that are private pointers in Go: ``Cond.notify.head`` the machine's list of waiters, and
``Pool.local``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from goloupe.runtime import stack
from goloupe.runtime.bubble import CURRENT, DURABLE, WAIT_GROUP, bubbling
from goloupe.runtime.panics import nilptr
from goloupe.runtime.sema import NotifyList, Semas
from goloupe.runtime.value import FieldRef
from goloupe.std import bound, internal_sync, override, sync_pool  # noqa: F401 - so that it registers what it has
from goloupe.std.internal_race import DETECTOR
from goloupe.std.library import Library, panic_string

TRACEBACKS = True

_MAX_READERS = 1 << 30

# What blocks or ends the program is a function of its own here where it is one in Go, because tracebacks show it.  The frames of a mutex
# that must wait are in the machine.

stack_frames = (
    (Semas.mutex_lock, "internal/sync.(*Mutex).Lock", "internal/sync/mutex.go", 70),
    (Semas.mutex_lock_contended, "internal/sync.(*Mutex).Lock", "internal/sync/mutex.go", 70),
    (Semas._lock_slow, "internal/sync.(*Mutex).lockSlow", "internal/sync/mutex.go", 149),
    (Semas._semacquire_mutex, "internal/sync.runtime_SemacquireMutex", "runtime/sema.go", 95),
)


@bound("sync.(*Mutex).Lock")
def mutex_lock(lib: Library) -> Callable[[Any], None]:
    """Take the lock."""
    rt = lib.rt
    slow = rt.mutex_lock
    contended = rt.mutex_lock_contended
    for method, name, file, line in stack_frames:
        stack.register(method.__code__, name, f"{rt.goroot}/src/{file}", line)

    def observed(m: Any, *_: Any) -> None:  # go sync.(*Mutex).Lock sync/mutex.go:46
        slow(m.f_mu)

    def lock(m: Any) -> None:  # go sync.(*Mutex).Lock sync/mutex.go:46
        rt.budget -= 1
        if rt.budget < 0:
            rt.preempt("lock", m.f_mu)
        mu = m.f_mu
        if mu.f_state:
            contended(mu)
        else:
            mu.f_state = 1

    if rt.hook is None:
        return lock
    quick = watched(lib)
    return observed if quick is None else quick.lock()


def watched(lib: Library) -> Any:
    """The functions for the case that the race detector watches and nobody else, bound to machine and detector; else None."""
    if lib.rt.hook is None:
        return None
    from goloupe.std import sync_watched

    lib.load("sync_watched")
    return sync_watched.locks(lib.rt)


@bound("sync.(*Mutex).Unlock")
def mutex_unlock(lib: Library) -> Callable[[Any], None]:
    """Give the lock back."""
    lib.load("internal_sync")
    inner = internal_sync.unlock(lib)

    def observed(m: Any) -> None:  # go sync.(*Mutex).Unlock sync/mutex.go:65
        inner(m.f_mu)

    def unlock(m: Any) -> None:  # go sync.(*Mutex).Unlock sync/mutex.go:65
        mu = m.f_mu
        if mu.f_state == 1:
            mu.f_state = 0
        else:
            inner(mu)

    if lib.rt.hook is None and not lib.rt.effects:
        return unlock
    quick = watched(lib)
    return observed if quick is None else quick.unlock(inner)


@bound("sync.(*Mutex).TryLock")
def mutex_try_lock(lib: Library) -> Callable[[Any], bool]:
    """Take the lock if it is free."""
    try_lock = lib.rt.mutex_trylock
    return lambda m: try_lock(m.f_mu)


def fatal_error(rt: Any, text: str) -> None:  # go sync.fatal runtime/panic.go:1175
    """Stop the program: it is at fault, and there is no recovering."""
    rt.fatal(text)


# RWMutex: readers count up, a writer makes the count negative and waits for the readers that were there before it.
# What is told to the race detector is what the real source tells it.  Who holds a lock is told to whoever watches by then.


def wait_for_writer(rt: Any, rw: Any) -> None:  # go sync.runtime_SemacquireRWMutexR runtime/sema.go:100
    """A reader waits."""
    rt.semacquire(FieldRef(rw, "f_readerSem"), "sync.RWMutex.RLock")


def wait_for_readers(rt: Any, rw: Any) -> None:  # go sync.runtime_SemacquireRWMutex runtime/sema.go:105
    """A writer waits."""
    rt.semacquire(FieldRef(rw, "f_writerSem"), "sync.RWMutex.Lock")


def named(lib: Library) -> Callable[[Any], None] | None:
    """Tells the race detector, if it watches, that an RWMutex with this mutex is used: ``race.Read(&rw.w)``.

    The real source tells it when a lock is given back, too; who gives it back has taken it.
    """
    detector = lib.rt.values.get(DETECTOR)
    return None if detector is None else detector.named


@bound("sync.(*RWMutex).RLock")
def rw_rlock(lib: Library) -> Callable[[Any], None]:
    """Take the lock for reading."""
    rt = lib.rt
    hook = rt.hook
    name = named(lib)

    def rlock(rw: Any) -> None:  # go sync.(*RWMutex).RLock sync/rwmutex.go:74
        if name is not None:
            name(rw.f_w.f_mu)
        rt.budget -= 1
        if rt.budget < 0:
            rt.preempt("rlock", rw)
        count = rw.f_readerCount
        n = count.f_v = count.f_v + 1
        if n < 0:
            wait_for_writer(rt, rw)
        if hook is not None:
            hook.acquire(rt.curg, FieldRef(rw, "f_readerSem"))
            rt.hook.lock_op(rt.curg, "rlock", rw)

    quick = watched(lib)
    return rlock if quick is None else quick.rlock(wait_for_writer)


@bound("sync.(*RWMutex).TryRLock")
def rw_try_rlock(lib: Library) -> Callable[[Any], bool]:
    """Take the lock for reading if no writer has it or wants it."""
    rt = lib.rt
    hook = rt.hook
    name = named(lib)

    def try_rlock(rw: Any) -> bool:
        if name is not None:
            name(rw.f_w.f_mu)
        rt.point("tryrlock", rw)
        count = rw.f_readerCount
        if count.f_v < 0:
            return False
        count.f_v += 1
        if hook is not None:
            hook.acquire(rt.curg, FieldRef(rw, "f_readerSem"))
            rt.hook.lock_op(rt.curg, "rlock", rw)
        return True

    return try_rlock


@bound("sync.(*RWMutex).RUnlock")
def rw_runlock(lib: Library) -> Callable[[Any], None]:
    """Give the reader's lock back."""
    rt = lib.rt
    hook = rt.hook
    did = rt.did if rt.effects else None

    def slow(rw: Any, n: int) -> None:  # go sync.(*RWMutex).rUnlockSlow sync/rwmutex.go:132
        if n + 1 in (0, -_MAX_READERS):
            fatal_error(rt, "sync: RUnlock of unlocked RWMutex")
        wait = rw.f_readerWait
        wait.f_v -= 1
        if wait.f_v == 0:
            rt.semrelease(FieldRef(rw, "f_writerSem"))

    def runlock(rw: Any) -> None:  # go sync.(*RWMutex).RUnlock sync/rwmutex.go:122
        if did is not None:
            did("runlock", rw)
        if hook is not None:
            hook.release_merge(rt.curg, FieldRef(rw, "f_writerSem"))
            rt.hook.lock_op(rt.curg, "runlock", rw)
        count = rw.f_readerCount
        n = count.f_v = count.f_v - 1
        if n < 0:
            slow(rw, n)

    quick = watched(lib)
    return runlock if quick is None else quick.runlock(slow)


@bound("sync.(*RWMutex).Lock")
def rw_lock(lib: Library) -> Callable[[Any], None]:
    """Take the lock for writing."""
    rt = lib.rt
    hook = rt.hook
    take = mutex_lock(lib)
    did = rt.did if rt.effects else None
    detector = rt.values.get(DETECTOR)

    def lock(rw: Any) -> None:  # go sync.(*RWMutex).Lock sync/rwmutex.go:155
        if detector is None:
            take(rw.f_w)  # go :150
        else:
            detector.named(rw.f_w.f_mu)
            g = rt.curg
            detector.ignore(g, 1)
            take(rw.f_w)  # go :150
            detector.ignore(g, -1)
        if did is not None:
            did("wlock", rw)
        count = rw.f_readerCount
        readers = count.f_v
        count.f_v = readers - _MAX_READERS
        if readers:
            wait = rw.f_readerWait
            wait.f_v += readers
            if wait.f_v:
                wait_for_readers(rt, rw)
        if hook is not None:
            hook.acquire(rt.curg, FieldRef(rw, "f_readerSem"))
            hook.acquire(rt.curg, FieldRef(rw, "f_writerSem"))

    return lock


@bound("sync.(*RWMutex).TryLock")
def rw_try_lock(lib: Library) -> Callable[[Any], bool]:
    """Take the lock for writing if nobody has it."""
    rt = lib.rt
    hook = rt.hook
    detector = rt.values.get(DETECTOR)

    def try_lock(rw: Any) -> bool:
        if detector is None:
            locked = rt.mutex_trylock(rw.f_w.f_mu)
        else:
            detector.named(rw.f_w.f_mu)
            g = rt.curg
            detector.ignore(g, 1)
            locked = rt.mutex_trylock(rw.f_w.f_mu)
            detector.ignore(g, -1)
        if not locked:
            return False
        rt.did("trywlock", rw)
        count = rw.f_readerCount
        if count.f_v:
            rt.mutex_unlock(rw.f_w.f_mu)
            return False
        count.f_v = -_MAX_READERS
        if hook is not None:
            hook.acquire(rt.curg, FieldRef(rw, "f_readerSem"))
            hook.acquire(rt.curg, FieldRef(rw, "f_writerSem"))
        return True

    return try_lock


@bound("sync.(*RWMutex).Unlock")
def rw_unlock(lib: Library) -> Callable[[Any], None]:
    """Give the writer's lock back and let the waiting readers in."""
    rt = lib.rt
    hook = rt.hook
    give = mutex_unlock(lib)
    did = rt.did if rt.effects else None

    def unlock(rw: Any) -> None:  # go sync.(*RWMutex).Unlock sync/rwmutex.go:212
        if did is not None:
            did("wunlock", rw)
        if hook is not None:
            hook.release(rt.curg, FieldRef(rw, "f_readerSem"))
        count = rw.f_readerCount
        readers = count.f_v = count.f_v + _MAX_READERS
        if readers >= _MAX_READERS:
            fatal_error(rt, "sync: Unlock of unlocked RWMutex")
        for _ in range(readers):
            rt.semrelease(FieldRef(rw, "f_readerSem"))
        give(rw.f_w)  # go :219

    return unlock


# WaitGroup: the state is the counter in the high half, a flag for bubbles of synctest, and the number of waiters in the low half.
BUBBLED: Final = 0x80000000


@bound("sync.(*WaitGroup).Add")
def wg_add(lib: Library) -> Callable[[Any, int], None]:
    """Change the counter; wake the waiters when it reaches zero."""
    rt = lib.rt
    hook = rt.hook

    def add(wg: Any, delta: int) -> None:  # go sync.(*WaitGroup).Add sync/waitgroup.go:118
        rt.budget -= 1
        if rt.budget < 0:
            rt.preempt("add" if delta > 0 else "done", wg)
        state = wg.f_state
        old = state.f_v
        v = (old >> 32) + delta
        if not 0 <= v < 0x80000000:
            v = (v + 0x80000000 & 0xFFFFFFFF) - 0x80000000
        w = old & 0x7FFFFFFF
        if hook is not None:
            if delta < 0:
                hook.release_merge(rt.curg, wg)
            elif v == delta:
                hook.read(wg, "f_sema", 0)  # The first Add must not run beside a Wait.
        if rt.curg.bubble is not None or old & BUBBLED:
            old |= wg_bubbled(rt, wg, old)
        state.f_v = (v & 0xFFFFFFFF) << 32 | old & 0xFFFFFFFF
        if v < 0:
            panic_string("sync: negative WaitGroup counter")
        if w:
            if delta > 0 and v == delta:
                panic_string("sync: WaitGroup misuse: Add called concurrently with Wait")  # go :121
            if not v:
                state.f_v = 0
                if old & BUBBLED:
                    rt.bubble_disassociate(wg)
                for _ in range(w):
                    rt.semrelease(FieldRef(wg, "f_sema"))

    return add


@bound("sync.(*WaitGroup).Done")
def wg_done(lib: Library) -> Callable[[Any], None]:
    """Count one down."""
    add = wg_add(lib)

    def done(wg: Any) -> None:  # go sync.(*WaitGroup).Done sync/waitgroup.go:156
        add(wg, -1)

    return done


def wg_bubbled(rt: Any, wg: Any, state: int) -> int:
    """The flag for bubbles, when one adds in a bubble, or to what one in a bubble has added to."""
    if rt.curg.bubble is None:
        rt.fatal("sync: WaitGroup.Add called from inside and outside synctest bubble")
    if bubbling(rt).bubble_association(wg, True) != CURRENT:
        rt.fatal("sync: WaitGroup.Add called from multiple synctest bubbles")
    if state and not state & BUBBLED:
        rt.fatal("sync: WaitGroup.Add called from inside and outside synctest bubble")
    return BUBBLED


def wait_for_group(rt: Any, wg: Any, state: int) -> None:  # go sync.runtime_SemacquireWaitGroup runtime/sema.go:114
    """Somebody waits; durably so if this bubble added to the group."""
    durable = state & BUBBLED and rt.curg.bubble is not None and rt.bubble_association(wg, False) == CURRENT
    rt.semacquire(FieldRef(wg, "f_sema"), WAIT_GROUP + DURABLE if durable else WAIT_GROUP)


@bound("sync.(*WaitGroup).Wait")
def wg_wait(lib: Library) -> Callable[[Any], None]:
    """Wait until the counter is zero."""
    rt = lib.rt
    hook = rt.hook

    def wait(wg: Any) -> None:  # go sync.(*WaitGroup).Wait sync/waitgroup.go:206
        rt.budget -= 1
        if rt.budget < 0:
            rt.preempt("wait", wg)
        state = wg.f_state
        if state.f_v >> 32:
            if hook is not None and not state.f_v & 0x7FFFFFFF:
                hook.write(wg, "f_sema", 0)
            state.f_v += 1
            wait_for_group(rt, wg, state.f_v)
            if state.f_v:
                panic_string("sync: WaitGroup is reused before previous Wait has returned")  # go :213
        elif state.f_v == BUBBLED and rt.curg.bubble is not None and rt.bubble_association(wg, False) == CURRENT:
            state.f_v = 0
            rt.bubble_disassociate(wg)
        if hook is not None:
            hook.acquire(rt.curg, wg)

    return wait


# Once.


@bound("sync.(*Once).Do")
def once_do(lib: Library) -> Callable[[Any, Any], None]:
    """Call the function if none was called before."""
    slow = lib.function("sync.(*Once).doSlow")
    rt = lib.rt
    hook = rt.hook

    def do(o: Any, f: Any) -> None:  # go sync.(*Once).Do sync/once.go:69
        rt.budget -= 1
        if rt.budget < 0:
            rt.preempt("once", o)
        if not o.f_done.f_v:
            slow(o, f)
        elif hook is not None:
            hook.atomic(rt.curg, o.f_done, "f_v", False)

    return do


# Cond.


@override("sync.(*copyChecker).check")
def copy_check(checker: Any) -> None:
    """Panic if the Cond around this checker is a copy."""
    _check(checker.obj)


def _check(cond: Any) -> None:  # go sync.(*copyChecker).check sync/cond.go:109
    own = id(cond) & (1 << 64) - 1
    if cond.f_checker != own:
        if cond.f_checker:
            panic_string("sync.Cond is copied")
        cond.f_checker = own


def _waiters(notify: Any) -> Any:
    if notify.f_head is None:
        notify.f_head = NotifyList()
    return notify.f_head


def wait_for_signal(rt: Any, waiters: NotifyList, ticket: int) -> None:  # go sync.runtime_notifyListWait runtime/sema.go:617
    """Somebody waits."""
    rt.notify_wait(waiters, ticket)


@bound("sync.(*Cond).Wait")
def cond_wait(lib: Library) -> Callable[[Any], None]:
    """Give up the lock, wait for a signal, take the lock again."""
    rt = lib.rt

    def wait(c: Any) -> None:  # go sync.(*Cond).Wait sync/cond.go:71
        _check(c)  # go :68
        waiters = _waiters(c.f_notify)
        rt.point("wait", waiters)
        ticket = rt.notify_add(waiters)
        locker = c.f_L
        if locker is None:
            nilptr()
        locker.t.methods["Unlock"](locker.v)  # go :70
        wait_for_signal(rt, waiters, ticket)
        locker = c.f_L
        locker.t.methods["Lock"](locker.v)  # go :72

    return wait


@bound("sync.(*Cond).Signal")
def cond_signal(lib: Library) -> Callable[[Any], None]:
    """Wake one waiter."""
    rt = lib.rt

    def signal(c: Any) -> None:
        _check(c)
        waiters = _waiters(c.f_notify)
        rt.point("signal", waiters)
        rt.notify_one(waiters)

    return signal


@bound("sync.(*Cond).Broadcast")
def cond_broadcast(lib: Library) -> Callable[[Any], None]:
    """Wake all waiters."""
    rt = lib.rt

    def broadcast(c: Any) -> None:
        _check(c)
        waiters = _waiters(c.f_notify)
        rt.point("broadcast", waiters)
        rt.notify_all(waiters)

    return broadcast


# What the rest of the real source asks of the runtime.


@bound("sync.runtime_Semacquire", "sync.runtime_SemacquireWaitGroup", "sync.runtime_SemacquireRWMutexR", "sync.runtime_SemacquireRWMutex")
def semacquire(lib: Library, key: str) -> Callable[..., None]:
    """Wait for ``*s > 0`` and count down."""
    acquire = lib.rt.semacquire
    reason = {
        "sync.runtime_SemacquireWaitGroup": "sync.WaitGroup.Wait",
        "sync.runtime_SemacquireRWMutexR": "sync.RWMutex.RLock",
        "sync.runtime_SemacquireRWMutex": "sync.RWMutex.Lock",
    }.get(key, "semacquire")
    return lambda s, *_: acquire(s, reason)


@bound("sync.runtime_Semrelease")
def semrelease(lib: Library) -> Callable[..., None]:
    """Count ``*s`` up and wake a waiter."""
    release = lib.rt.semrelease
    return lambda s, handoff, _skip: release(s, handoff)


@bound("sync.throw")
def throw(lib: Library) -> Callable[[bytes], None]:
    """Stop the program: the runtime is broken."""
    return lambda text: lib.rt.throw(text.decode())


@bound("sync.fatal")
def fatal(lib: Library) -> Callable[[bytes], None]:
    """Stop the program: it is at fault, and there is no recovering."""
    return lambda text: lib.rt.fatal(text.decode())


@bound("sync.runtime_randn")
def randn(lib: Library) -> Callable[[int], int]:
    """A number below n."""
    return lambda n: lib.rt.choose("rand", n)


@override("sync.runtime_registerPoolCleanup", "sync.runtime_notifyListCheck")
def nothing(_x: Any) -> None:
    """Not needed here."""


@override("sync.runtime_procPin")
def proc_pin() -> int:
    """Goroutines are never preempted inside of stand-ins; there is one pool for all processors."""
    return 0


@override("sync.runtime_procUnpin")
def proc_unpin() -> None:
    """See `proc_pin`."""


# Map.


@bound(
    "sync.(*Map).Load",
    "sync.(*Map).Store",
    "sync.(*Map).Clear",
    "sync.(*Map).LoadOrStore",
    "sync.(*Map).LoadAndDelete",
    "sync.(*Map).Delete",
    "sync.(*Map).Swap",
    "sync.(*Map).CompareAndSwap",
    "sync.(*Map).CompareAndDelete",
    "sync.(*Map).Range",
)
def map_method(lib: Library, key: str) -> Callable[..., Any]:
    """A method of sync.Map."""
    return internal_sync.map_method(lib, key.rpartition(".")[2])
