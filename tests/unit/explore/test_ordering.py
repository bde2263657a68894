"""Units in the order in which they were given."""

from __future__ import annotations

from goloupe.explore.ordering import Order
from goloupe.explore.strategies.portfolio import Unit

UNITS = [Unit("pos", n, 10, most=10) for n in range(4)]


def test_who_is_done_first_is_not_taken_first() -> None:
    order = Order()
    order.give(5, UNITS[0])
    order.give(6, UNITS[1])
    order.tell(6, {"runs": 1})
    order.tell(6, {"done": True})
    assert list(order.due()) == [] and order.open == 2 and order.allowed == 20
    order.tell(5, {"done": True})
    taken = []
    for unit, message in order.due():
        taken.append((unit, message))
        if unit is UNITS[0]:
            assert order.open == 1  # There is room for another one already.
            order.give(5, UNITS[2])
    assert taken == [(UNITS[0], {"done": True}), (UNITS[1], {"runs": 1}), (UNITS[1], {"done": True})]
    assert order.open == 1


def test_a_unit_that_is_done_again_keeps_its_place() -> None:
    order = Order()
    for child, unit in enumerate(UNITS[:2]):
        order.give(child, unit)
    order.tell(0, {"runs": 7})
    order.again(0)
    assert order.next() is UNITS[0] and order.open == 2
    order.tell(1, {"done": True})
    order.give(9, UNITS[0])
    assert order.next() is None
    order.tell(9, {"runs": 8})
    order.tell(9, {"done": True})
    assert list(order.due()) == [(UNITS[0], {"runs": 8}), (UNITS[0], {"done": True}), (UNITS[1], {"done": True})]


def test_what_is_known_when_it_is_over_is_kept() -> None:
    order = Order()
    for child, unit in enumerate(UNITS[:3]):
        order.give(child, unit)
        order.tell(child, {"runs": child})
    order.tell(1, {"lost": True})
    assert list(order.due()) == []
    assert list(order.rest()) == [(UNITS[0], {"runs": 0}), (UNITS[1], {"runs": 1}), (UNITS[1], {"lost": True}), (UNITS[2], {"runs": 2})]
