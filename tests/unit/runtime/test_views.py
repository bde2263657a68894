"""Arrays that are not lists."""

import pytest

from goloupe.runtime.addresses import Addresses
from goloupe.runtime.panics import Unsupported
from goloupe.runtime.reinterpret import ArrayInMemory, Memory, view
from goloupe.runtime.rtype import BASIC, INT32, T_ANY, UINT8
from goloupe.runtime.value import Box, ElemRef, UnsafePointer
from goloupe.runtime.views import Cell, Nothings


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
    data = ArrayInMemory(Memory(box, BASIC[INT32]), 0, BASIC[UINT8], 4)
    assert bytes(data[0:4]) == b"\xfe\xff\xff\xff"
    data[3] = 0x7F
    assert box.v == 0x7FFFFFFE
    data[0:2] = b"\0\0"
    assert box.v == 0x7FFF0000


def test_memory_ends_with_its_variable() -> None:
    with pytest.raises(Unsupported, match="beyond the variable"):
        Memory(Box(1), BASIC[INT32]).read(2, 4)


def test_what_is_not_numbers_is_refused() -> None:
    with pytest.raises(Unsupported, match=r"from \*interface \{\} to \*int32"):
        view(Box(None), BASIC[INT32], T_ANY, Addresses())


def test_a_number_that_came_from_a_pointer_finds_it_again() -> None:
    addresses, box, data = Addresses(), Box(1), bytearray(10)
    where, start = addresses.of(box), addresses.of(data)
    assert addresses.pointer(where) is box
    assert addresses.pointer(start + 3) == ElemRef(data, 3)
    assert addresses.pointer(start + 10).__class__ is UnsafePointer
    assert addresses.pointer(0) is None


def test_elements_are_as_far_from_each_other_as_they_are_large() -> None:
    addresses, numbers = Addresses(), [1, 2, 3, 4]
    start = addresses.of(ElemRef(numbers, 0), 4)
    assert addresses.of(ElemRef(numbers, 3)) == start + 12
    assert addresses.pointer(start + 8) == ElemRef(numbers, 2)
