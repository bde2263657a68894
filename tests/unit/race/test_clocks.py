"""Vector clocks as numbers, beside vector clocks as dictionaries."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goloupe.race.clocks import BITS, CLOCK, WIDTH, Thread, join

VECTORS = st.dictionaries(st.integers(0, 120), st.integers(0, CLOCK))


def packed(vector: dict[int, int]) -> int:
    """The number for a vector clock."""
    return sum(clock << WIDTH * number for number, clock in vector.items())


@given(VECTORS, VECTORS)
def test_join(a: dict[int, int], b: dict[int, int]) -> None:
    both = {number: max(a.get(number, 0), b.get(number, 0)) for number in a.keys() | b.keys()}
    assert join(packed(a), packed(b)) == join(packed(b), packed(a)) == packed(both)


@given(VECTORS, st.integers(0, 120), st.integers(1, CLOCK))
def test_follows(known: dict[int, int], number: int, clock: int) -> None:
    t = Thread(200, 1, 1, packed(known))
    assert t.follows(clock << BITS | number * WIDTH) == (known.get(number, 0) >= clock)


def test_a_goroutine_follows_itself() -> None:
    t = Thread(3, 1, 5, 0)
    first = t.epoch
    t.advance()
    assert t.follows(first)
    assert t.follows(t.epoch)
    assert not Thread(4, 2, 5, 0).follows(first)


def test_a_goroutine_with_the_field_of_a_finished_one() -> None:
    first = Thread(3, 7, 5, 0)
    before = first.epoch
    maker = Thread(4, 1, 5, first.vc)
    first.advance()
    second = first.successor(9, maker.vc, ())
    assert second.shift == first.shift
    assert second.follows(before)
    assert second.follows(second.epoch)
    assert not maker.follows(second.epoch)
    assert second.vc >> maker.shift == maker.vc >> maker.shift
    assert [second.at(e).goid for e in (before, first.epoch, second.epoch)] == [7, 7, 9]
    third = second.successor(11, second.vc, ())
    assert [third.at(e).goid for e in (before, second.epoch, third.epoch)] == [7, 9, 11]


def test_what_an_earlier_run_left_is_not_added() -> None:
    """A lock of the standard library may hold what was known of that field in an earlier run, whose clocks were lower."""
    left = Thread(3, 7, 59, 0).vc
    t = Thread(3, 9, 65, Thread(4, 1, 65, left).vc)
    before = t.epoch
    t.advance()
    child = Thread(5, 11, 65, t.vc - t.step)
    assert child.follows(before) and not child.follows(t.epoch)
    assert t.follows(t.epoch) and not t.follows(t.epoch + (1 << BITS))
