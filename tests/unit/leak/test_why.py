"""Who has leaked, who is a suspect, and the sentences that say why."""

from __future__ import annotations

from typing import Any

from goloupe.leak.find import leaked
from goloupe.leak.why import Why
from goloupe.leak.world import WORLD, World
from goloupe.runtime.rtype import T_INT
from tests.unit.runtime.running import run


def test_what_is_found_and_said() -> None:
    def main(rt: Any, out: list[Any]) -> None:
        variables = {"shared": rt.makechan(T_INT)}
        rt.values[WORLD] = World(variables.values)
        rt.go(rt.chanrecv, rt.makechan(T_INT))
        rt.go(rt.chansend, variables["shared"], 1)
        held = rt.makechan(T_INT)
        rt.go(rt.select, ((held, 0, None), (None, 0, None)), False)
        rt.sleep(1000)
        why = Why(rt, None)
        out.extend([why.sentence(g) for g in found] for found in leaked(rt))
        rt.chancap(held)

    got = run(main)
    assert got.code == 0, got.stderr
    assert got.out == [
        ["goroutine 6 waits to receive from a channel (?), which nobody else has"],
        ["goroutine 7 waits to send on a channel (?), which nobody else has"],
    ]
