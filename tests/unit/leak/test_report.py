"""Leaks as results."""

from __future__ import annotations

from typing import Any

from goloupe.leak.find import LEAKED, SUSPECT
from goloupe.leak.report import Leak, find_leaks
from goloupe.leak.world import WORLD, World
from goloupe.runtime.rtype import T_INT
from tests.unit.runtime.running import run


def leaks(look: Any) -> list[tuple[str, str, str]]:
    """Kind, wait reason and sentence of what ``look`` finds where one goroutine has leaked, one is a suspect, and one is neither."""

    def main(rt: Any, out: list[Any]) -> None:
        variables = {"shared": rt.makechan(T_INT)}
        rt.values[WORLD] = World(variables.values)
        rt.go(rt.chanrecv, rt.makechan(T_INT))
        rt.go(rt.chansend, variables["shared"], 1)
        held = rt.makechan(T_INT)
        rt.go(rt.select, ((held, 0, None), (None, 0, None)), False)
        rt.sleep(1000)
        found: list[Leak] = look(rt)
        out.extend((leak.kind, leak.reason, leak.why) for leak in found)
        assert all(leak.goroutine == leak.g.id for leak in found)
        rt.chancap(held)

    got = run(main)
    assert got.code == 0, got.stderr
    return got.out


def test_find_leaks() -> None:
    assert leaks(find_leaks) == [
        (LEAKED, "chan receive", "goroutine 6 waits to receive from a channel (?), which nobody else has"),
        (SUSPECT, "chan send", "goroutine 7 waits to send on a channel (?), which nobody else has"),
    ]
