"""Package internal/sync: the mutex itself, and the concurrent map behind `sync.Map`.

The real map is a tree over the hash of a key's bytes in memory; here it is the machine's own map, kept in the field ``root``.  Goroutines
switch only at synchronisation points, so no operation needs a lock.  Ranging follows the machine's rules for maps.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goloupe.runtime.maps import GoMap, make_map
from goloupe.runtime.rtype import INTERFACE, T_ANY, Type
from goloupe.std import bound, generic, override
from goloupe.std.library import Library, panic_string

TRACEBACKS = True


@bound("internal/sync.(*Mutex).Lock")
def lock(lib: Library) -> Callable[[Any], None]:
    """Take the lock."""
    return lib.rt.mutex_lock  # type: ignore[no-any-return]


@bound("internal/sync.(*Mutex).Unlock")
def unlock(lib: Library) -> Callable[[Any], None]:
    """Give the lock back."""
    rt = lib.rt

    def stop(text: str) -> None:  # go internal/sync.fatal runtime/panic.go:1205
        rt.fatal(text)

    def slow() -> None:  # go internal/sync.(*Mutex).unlockSlow internal/sync/mutex.go:204
        stop("sync: unlock of unlocked mutex")

    def give(mu: Any) -> None:  # go internal/sync.(*Mutex).Unlock internal/sync/mutex.go:198
        if not mu.f_state & 1:
            slow()
        rt.mutex_unlock(mu)

    return give


@bound("internal/sync.(*Mutex).TryLock")
def try_lock(lib: Library) -> Callable[[Any], bool]:
    """Take the lock if it is free."""
    return lib.rt.mutex_trylock  # type: ignore[no-any-return]


@bound("internal/sync.throw")
def throw(lib: Library) -> Callable[[bytes], None]:
    """Stop the program: the runtime is broken."""
    return lambda text: lib.rt.throw(text.decode())


@bound("internal/sync.fatal")
def fatal(lib: Library) -> Callable[[bytes], None]:
    """Stop the program: it is at fault, and there is no recovering."""
    return lambda text: lib.rt.fatal(text.decode())


@bound("internal/sync.runtime_SemacquireMutex")
def semacquire_mutex(lib: Library) -> Callable[[Any, bool, int], None]:
    """Wait for ``*s > 0`` and count down."""
    acquire = lib.rt.semacquire
    return lambda s, lifo, _skip: acquire(s, "sync.Mutex.Lock", lifo)


@bound("internal/sync.runtime_Semrelease")
def semrelease(lib: Library) -> Callable[[Any, bool, int], None]:
    """Count ``*s`` up and wake a waiter."""
    release = lib.rt.semrelease
    return lambda s, handoff, _skip: release(s, handoff)


@override("internal/sync.runtime_canSpin")
def can_spin(_i: int) -> bool:
    """Spinning is of no use where goroutines take turns."""
    return False


@override("internal/sync.runtime_doSpin")
def do_spin() -> None:
    """See `can_spin`."""


@bound("internal/sync.runtime_nanotime")
def nanotime(lib: Library) -> Callable[[], int]:
    """The clock."""
    return lib.rt.nanotime  # type: ignore[no-any-return]


@bound("internal/sync.runtime_rand")
def rand(lib: Library) -> Callable[[], int]:
    """A random number of 64 bits."""
    return lambda: lib.rt.choose("rand", 1 << 64)


# The map.


class Table:
    """Operations of a concurrent map; ``holder(m)`` is the object whose ``f_root.f_v`` has the entries."""

    def __init__(self, lib: Library, key: Type, value: Type, through: str = "") -> None:
        self.rt = lib.rt
        self.key = key
        self.value = value
        self.through = through
        self.zero = value.zero

    def entries(self, m: Any) -> GoMap:
        """The map to read from or write to."""
        root = (getattr(m, self.through) if self.through else m).f_root
        table: GoMap | None = root.f_v
        if table is None:
            table = root.f_v = make_map(self.key)
        return table

    def load(self, m: Any, key: Any) -> tuple[Any, bool]:
        """Value and whether there is one."""
        return self.entries(m).load2(key, self.zero())

    def load_or_store(self, m: Any, key: Any, value: Any) -> tuple[Any, bool]:
        """The value that was there (and true), else the new one."""
        entries = self.entries(m)
        old, ok = entries.load2(key, None)
        if ok:
            return old, True
        entries.store(key, value)
        return value, False

    def store(self, m: Any, key: Any, value: Any) -> None:
        """Set."""
        self.entries(m).store(key, value)

    def swap(self, m: Any, key: Any, value: Any) -> tuple[Any, bool]:
        """Set; returns what was there."""
        entries = self.entries(m)
        found = entries.load2(key, self.zero())
        entries.store(key, value)
        return found

    def load_and_delete(self, m: Any, key: Any) -> tuple[Any, bool]:
        """Delete; returns what was there."""
        entries = self.entries(m)
        found = entries.load2(key, self.zero())
        if found[1]:
            entries.delete(key)
        return found

    def delete(self, m: Any, key: Any) -> None:
        """Delete."""
        self.entries(m).delete(key)

    def _comparable(self, what: str) -> None:
        if not self.value.comparable:
            panic_string(f"called {what} when value is not of comparable type")

    def compare_and_swap(self, m: Any, key: Any, old: Any, new: Any) -> bool:
        """Set if the value is ``old``."""
        self._comparable("CompareAndSwap")
        entries = self.entries(m)
        now, ok = entries.load2(key, None)
        if not ok or not self._same(now, old):
            return False
        entries.store(key, new)
        return True

    def compare_and_delete(self, m: Any, key: Any, old: Any) -> bool:
        """Delete if the value is ``old``."""
        self._comparable("CompareAndDelete")
        entries = self.entries(m)
        now, ok = entries.load2(key, None)
        if not ok or not self._same(now, old):
            return False
        entries.delete(key)
        return True

    def _same(self, a: Any, b: Any) -> bool:
        if self.value.kind == INTERFACE and b is not None and not b.t.comparable:
            # The real map compares through the type's own equality, which an uncomparable type panics at even if the types differ.
            self.value.eq(b, b)
        return self.value.eq(a, b)

    def range_(self, m: Any, visit: Callable[[Any, Any], bool]) -> None:
        """Call ``visit`` for all entries until it says no."""
        for key, value in self.rt.map_items(self.entries(m)):
            if not visit(key, value):
                return

    def all_(self, m: Any) -> Callable[[Callable[[Any, Any], bool]], None]:
        """The same as an iterator."""
        return lambda visit: self.range_(m, visit)

    def clear(self, m: Any) -> None:
        """Delete everything."""
        self.entries(m).clear_all()


METHODS = {
    "Load": "load",
    "LoadOrStore": "load_or_store",
    "Store": "store",
    "Swap": "swap",
    "LoadAndDelete": "load_and_delete",
    "Delete": "delete",
    "CompareAndSwap": "compare_and_swap",
    "CompareAndDelete": "compare_and_delete",
    "Range": "range_",
    "Clear": "clear",
    "All": "all_",
}


def synchronised(lib: Library, operation: Callable[..., Any]) -> Callable[..., Any]:
    """The operation as a synchronisation point."""
    rt = lib.rt

    def call(m: Any, *args: Any) -> Any:
        rt.point("map", m)
        if rt.hook is not None:
            rt.hook.acquire(rt.curg, m)
            rt.hook.release_merge(rt.curg, m)
        return operation(m, *args)

    return call


def _register(method: str, name: str) -> None:
    @generic(f"internal/sync.(*HashTrieMap[...]).{method}")
    def make(lib: Library, types: list[Type]) -> Callable[..., Any]:
        return synchronised(lib, getattr(Table(lib, types[0], types[1]), name))


for _method, _name in METHODS.items():
    _register(_method, _name)


def map_method(lib: Library, method: str) -> Callable[..., Any]:
    """A method of `sync.Map`."""
    table = lib.state.get("sync.Map")
    if table is None:
        table = lib.state["sync.Map"] = Table(lib, T_ANY, T_ANY, "f_m")
    return synchronised(lib, getattr(table, METHODS[method]))
