"""Arrays that are not lists."""

from goloupe.runtime.value import Box
from goloupe.runtime.views import Cell, Nothings, NumberBytes


def test_nothings_take_no_room() -> None:
    many = Nothings((), 1 << 62)
    assert len(many) == 1 << 62
    assert len(many[1 << 61 :]) == 1 << 61
    many.append(())
    many.extend(Nothings((), 2))
    assert len(many) == (1 << 62) + 3
    assert list(Nothings(0, 3)) == [0, 0, 0]


def test_a_cell_is_its_variable() -> None:
    box = Box(1)
    cell = Cell(box)
    cell[0] += 1
    assert (box.v, cell[0:1]) == (2, [2])
    cell[0:1] = [7]
    assert box.v == 7


def test_bytes_of_a_number() -> None:
    box = Box(-2)
    data = NumberBytes(box, 4, True)
    assert bytes(data[0:4]) == b"\xfe\xff\xff\xff"
    data[3] = 0x7F
    assert box.v == 0x7FFFFFFE
    data[0:2] = b"\0\0"
    assert box.v == 0x7FFF0000
