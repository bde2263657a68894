"""Pools of package sync.

A pool has one private slot and a stack, in a `_Locals` that stands in the field ``local``, which is a private pointer in Go.  A collection
moves both to the victims, and drops those of the collection before.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from goloupe.runtime.value import Iface
from goloupe.std import bound, override
from goloupe.std.library import Library, panic_string


class _Locals:
    __slots__ = ("private", "shared", "victim_private", "victims")

    def __init__(self) -> None:
        self.private: Iface | None = None
        self.shared: list[Iface] = []
        self.victim_private: Iface | None = None
        self.victims: list[Iface] = []

    def collect(self) -> bool:
        """A collection; returns whether there is something left."""
        self.victim_private, self.victims = self.private, self.shared
        self.private, self.shared = None, []
        return self.victim_private is not None or bool(self.victims)


def clean_pools(lib: Library) -> None:
    """What a collection does to pools."""
    pools: list[Any] = lib.state.get("sync.pools", [])
    lib.state["sync.pools"] = [p for p in pools if p.f_local.collect()]
    kept = set(map(id, lib.state["sync.pools"]))
    for p in pools:
        if id(p) not in kept:
            p.f_local = None


@bound("sync.(*Pool).Put")
def pool_put(lib: Library) -> Callable[[Any, Iface | None], None]:
    """Keep a value for a later Get."""
    pools: Callable[[], list[Any]] = lambda: lib.state.setdefault("sync.pools", [])  # noqa: E731
    did = lib.rt.did if lib.rt.effects else None

    def put(p: Any, x: Iface | None) -> None:
        if x is None:
            return
        if p is None:
            panic_string("nil Pool")
        if did is not None:
            did("pool", p)
        if lib.rt.hook is not None:
            lib.rt.hook.release_merge(lib.rt.curg, x)
        local = p.f_local
        if local is None:
            local = p.f_local = _Locals()
            pools().append(p)
        if local.private is None:
            local.private = x
        else:
            local.shared.append(x)

    return put


def taken(p: Any) -> Iface | None:
    """A value that was put into a pool before; nil if there is none."""
    local = p.f_local
    if local is not None:
        x: Iface | None = local.private
        if x is not None:
            local.private = None
            return x
        if local.shared:
            return local.shared.pop()  # type: ignore[no-any-return]
        x = local.victim_private
        if x is not None:
            local.victim_private = None
            return x
        if local.victims:
            return local.victims.pop(0)  # type: ignore[no-any-return]
    return None


@bound("sync.(*Pool).Get")
def pool_get(lib: Library) -> Callable[[Any], Iface | None]:
    """A value that was put before, else a new one."""
    rt = lib.rt
    did = rt.did if rt.effects else None

    def get(p: Any) -> Iface | None:
        if p is None:
            panic_string("nil Pool")
        if did is not None:
            did("pool", p)
        x = taken(p)
        if x is not None and did is not None and rt.would_order(x, sys._getframe(1)):
            x = None
        if x is not None:
            if rt.hook is not None:
                rt.hook.acquire(rt.curg, x)
            return x
        return p.f_New() if p.f_New is not None else None

    return get


# The queue that Go's pools are made of; only its own tests use it here.


@override("sync.(*poolDequeue).pushHead")
def dequeue_push_head(d: Any, val: Iface | None) -> bool:
    """Add at the head unless the ring is full."""
    state = d.f_headTail.f_v
    head, tail = state >> 32, state & 0xFFFFFFFF
    n = d.f_vals.len
    if (tail + n) & 0xFFFFFFFF == head:
        return False
    slot = d.f_vals.arr[d.f_vals.off + (head & n - 1)]
    if slot.f_typ is not None:
        return False
    slot.f_typ, slot.f_val = d, val
    d.f_headTail.f_v = (head + 1 & 0xFFFFFFFF) << 32 | tail
    return True


def _take(d: Any, index: int) -> Iface | None:
    slot = d.f_vals.arr[d.f_vals.off + (index & d.f_vals.len - 1)]
    value: Iface | None = slot.f_val
    slot.f_typ = slot.f_val = None
    return value


@override("sync.(*poolDequeue).popHead")
def dequeue_pop_head(d: Any) -> tuple[Iface | None, bool]:
    """Remove at the head."""
    state = d.f_headTail.f_v
    head, tail = state >> 32, state & 0xFFFFFFFF
    if head == tail:
        return None, False
    head = head - 1 & 0xFFFFFFFF
    d.f_headTail.f_v = head << 32 | tail
    return _take(d, head), True


@override("sync.(*poolDequeue).popTail")
def dequeue_pop_tail(d: Any) -> tuple[Iface | None, bool]:
    """Remove at the tail."""
    state = d.f_headTail.f_v
    head, tail = state >> 32, state & 0xFFFFFFFF
    if head == tail:
        return None, False
    d.f_headTail.f_v = head << 32 | (tail + 1 & 0xFFFFFFFF)
    return _take(d, tail), True
