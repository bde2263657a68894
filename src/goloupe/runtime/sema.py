"""Semaphores, the mutex, and the list that condition variables notify.

`semacquire` and `semrelease` are the sleep and wakeup on which package sync is built (`sema.go`).  Each address has a queue,
first come first served, or last come first served with ``lifo``.  A release with ``handoff`` gives the semaphore to the first
waiter at once and lets it run.

The mutex is that of `internal/sync/mutex.go`, line for line: **normal mode**, where a woken waiter competes with newcomers, who
have the advantage of being on a CPU, and **starvation mode**, after a waiter has failed for a millisecond, where Unlock hands
the mutex to the first in the queue.  It works on any object with slots ``f_state`` and ``f_sema``.  Spinning is left out: with
one thread nobody unlocks meanwhile.

`NotifyList` gives tickets, so that a Signal wakes the waiter that called Wait first even if that one has not gone to sleep yet.
"""

from __future__ import annotations

from collections import deque
from typing import Any, Final

from goloupe.runtime.runtime2 import G
from goloupe.runtime.select import Selects
from goloupe.runtime.value import FieldRef

SEMACQUIRE: Final = "semacquire"
MUTEX_LOCK: Final = "sync.Mutex.Lock"
RWMUTEX_RLOCK: Final = "sync.RWMutex.RLock"
RWMUTEX_LOCK: Final = "sync.RWMutex.Lock"
WAITGROUP_WAIT: Final = "sync.WaitGroup.Wait"
COND_WAIT: Final = "sync.Cond.Wait"

LOCKED: Final = 1
WOKEN: Final = 2
STARVING: Final = 4
WAITER: Final = 8
STARVATION_NS: Final = 1_000_000


class Waiter:
    """A goroutine that waits on a semaphore."""

    __slots__ = ("g", "ticket")

    def __init__(self, g: G) -> None:
        self.g = g
        self.ticket = 0
        """1: the semaphore was handed to it; for conditions the ticket drawn."""


class NotifyList:
    """The waiters of a sync.Cond."""

    __slots__ = ("list", "notify", "wait")

    def __init__(self) -> None:
        self.wait = 0
        self.notify = 0
        self.list: deque[Waiter] = deque()


class Semas(Selects):
    """Semaphores."""

    __slots__ = ("semtable",)

    semtable: dict[Any, deque[Waiter]]
    """Waiters by address."""

    def semacquire(self, addr: Any, reason: str = SEMACQUIRE, lifo: bool = False) -> None:
        """Wait until ``addr.v`` is above zero, and take one."""
        self.budget -= 1
        if self.budget < 0:
            self.preempt("", addr)
        if addr.v > 0:
            addr.v -= 1
            return
        w = Waiter(self.curg)
        while True:
            q = self.semtable.get(addr)
            if q is None:
                q = self.semtable[addr] = deque()
            if lifo:
                q.appendleft(w)
            else:
                q.append(w)
            self.gopark(reason, addr)
            if w.ticket:
                return
            if addr.v > 0:
                addr.v -= 1
                return

    def semrelease(self, addr: Any, handoff: bool = False) -> None:
        """Add one to ``addr.v`` and wake a waiter."""
        addr.v += 1
        q = self.semtable.get(addr)
        if q is None:
            return
        w = q.popleft()
        if not q:
            del self.semtable[addr]
        if handoff and addr.v > 0:
            addr.v -= 1
            w.ticket = 1
        self.goready(w.g)
        if w.ticket:
            self.goyield()

    # internal/sync.Mutex.

    def mutex_lock(self, m: Any) -> None:
        """Lock."""
        self.budget -= 1
        if self.budget < 0:
            self.preempt("lock", m)
        if m.f_state == 0:
            m.f_state = 1
        else:
            self._lock_slow(m)
        if self.hook is not None:
            self.hook.lock_op(self.curg, "lock", m)
            self.hook.acquire(self.curg, m)

    def mutex_lock_contended(self, m: Any) -> None:
        """Lock, after the caller has passed the point and seen that it has to wait."""
        self._lock_slow(m)

    def mutex_trylock(self, m: Any) -> bool:
        """TryLock."""
        self.budget -= 1
        if self.budget < 0:
            self.preempt("trylock", m)
        if m.f_state & (LOCKED | STARVING):
            return False
        m.f_state |= LOCKED
        if self.hook is not None:
            self.hook.lock_op(self.curg, "lock", m)
            self.hook.acquire(self.curg, m)
        return True

    def mutex_unlock(self, m: Any) -> None:
        """Unlock."""
        if self.hook is not None:
            self.hook.lock_op(self.curg, "unlock", m)
            self.hook.release(self.curg, m)
        if m.f_state == 1:
            m.f_state = 0
        else:
            m.f_state -= LOCKED
            self._unlock_slow(m)

    def _lock_slow(self, m: Any) -> None:
        wait_start = 0
        starving = awoke = False
        while True:
            old = m.f_state
            new = old
            if not old & STARVING:
                new |= LOCKED
            if old & (LOCKED | STARVING):
                new += WAITER
            if starving and old & LOCKED:
                new |= STARVING
            if awoke:
                new &= ~WOKEN
            m.f_state = new
            if not old & (LOCKED | STARVING):
                return
            lifo = wait_start != 0
            if not wait_start:
                wait_start = self.clock.nanotime()
            self._semacquire_mutex(m, lifo)
            starving = starving or self.clock.nanotime() - wait_start > STARVATION_NS
            old = m.f_state
            if old & STARVING:
                # Unlock handed the mutex to us, without the locked bit.
                delta = LOCKED - WAITER
                if not starving or old >> 3 == 1:
                    delta -= STARVING
                m.f_state = old + delta
                return
            awoke = True

    def _semacquire_mutex(self, m: Any, lifo: bool) -> None:
        self.semacquire(FieldRef(m, "f_sema"), MUTEX_LOCK, lifo)

    def _unlock_slow(self, m: Any) -> None:
        new = m.f_state
        if (new + LOCKED) & LOCKED == 0:
            self.fatal("sync: unlock of unlocked mutex")
        if new & STARVING:
            self.semrelease(FieldRef(m, "f_sema"), handoff=True)
        elif new >> 3 and not new & (LOCKED | WOKEN | STARVING):
            m.f_state = (new - WAITER) | WOKEN
            self.semrelease(FieldRef(m, "f_sema"))

    # Condition variables.

    def notify_add(self, lst: NotifyList) -> int:
        """Draw a ticket."""
        t = lst.wait
        lst.wait = t + 1
        return t

    def notify_wait(self, lst: NotifyList, ticket: int) -> None:
        """Wait until the ticket is called."""
        if ticket < lst.notify:
            return
        w = Waiter(self.curg)
        w.ticket = ticket
        lst.list.append(w)
        self.gopark(COND_WAIT, lst)

    def notify_all(self, lst: NotifyList) -> None:
        """Call all tickets drawn so far."""
        if lst.wait == lst.notify:
            return
        waiters = list(lst.list)
        lst.list.clear()
        lst.notify = lst.wait
        for w in waiters:
            self.goready(w.g)

    def notify_one(self, lst: NotifyList) -> None:
        """Call the next ticket."""
        t = lst.notify
        if t == lst.wait:
            return
        lst.notify = t + 1
        for w in lst.list:
            if w.ticket == t:
                lst.list.remove(w)
                self.goready(w.g)
                return
