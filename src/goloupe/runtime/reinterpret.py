"""Memory seen as another type: ``(*T)(unsafe.Pointer(p))``.

Memory here is made of variables, not of bytes, so a pointer that changes its type becomes one to a view, which reads and writes the
variable through its bytes, as a little-endian machine with 64-bit words has them.  That works for numbers, and arrays and structs of
numbers.  What else programs do so is known by name: a string seen as a slice of bytes and the other way round, and strings and slices seen
as their headers.  Everything else is refused where it is converted: how pointers, maps, channels and interfaces lie in memory is not
modelled.

Known differences: a slice of bytes made of a string is a copy of it, and its capacity is its length, where in Go it is what lies behind
the string's header; a string made of a slice is a copy of what the slice holds when the string is read from the view.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, Final

from goloupe.runtime import rtype as R
from goloupe.runtime.panics import Unsupported
from goloupe.runtime.shadow import INPLACE
from goloupe.runtime.text import bytes_to_string, string_to_bytes
from goloupe.runtime.value import NIL_SLICE, ArrayView, ElemRef, FieldRef, Slice, UnsafePointer

if TYPE_CHECKING:
    from goloupe.runtime.addresses import Addresses
    from goloupe.runtime.rtype import Type

_FLOATS: Final = {R.FLOAT32: "<f", R.FLOAT64: "<d"}
_COMPLEX: Final = {R.COMPLEX64: "<ff", R.COMPLEX128: "<dd"}
_WORDS: Final = (R.POINTER, R.UNSAFE_POINTER, R.UINTPTR)


def _refuse(dst: Type, src: Type) -> Unsupported:
    return Unsupported(f"unsafe.Pointer is not supported: from *{src} to *{dst}, which lie in memory in another way")


def plain(t: Type) -> bool:
    """Whether a value of the type is nothing but numbers."""
    if t.kind == R.STRUCT:
        return all(plain(f.type) for f in t.fields)
    if t.kind == R.ARRAY:
        return t.elem is not None and plain(t.elem)
    return R.BOOL <= t.kind <= R.COMPLEX128


def encode(v: Any, t: Type) -> bytes:
    """The bytes of a value."""
    kind = t.kind
    if kind in _FLOATS:
        return struct.pack(_FLOATS[kind], v)
    if kind in _COMPLEX:
        return struct.pack(_COMPLEX[kind], v.real, v.imag)
    if kind == R.ARRAY:
        elem: Any = t.elem
        return bytes(v[:]) if elem.kind == R.UINT8 else b"".join(encode(x, elem) for x in v)
    if kind == R.STRUCT:
        out = bytearray(t.size)
        for f in t.fields:
            if f.name != "_":
                out[f.offset : f.offset + f.type.size] = encode(getattr(v, f.slot), f.type)
        return bytes(out)
    return int(v).to_bytes(t.size, "little", signed=R.INT <= kind <= R.INT64)


def decode(data: bytes, t: Type) -> Any:
    """The value that bytes are."""
    kind = t.kind
    if kind == R.BOOL:
        return data[0] != 0
    if kind in _FLOATS:
        return struct.unpack(_FLOATS[kind], data[: t.size])[0]
    if kind in _COMPLEX:
        return complex(*struct.unpack(_COMPLEX[kind], data[: t.size]))
    if kind == R.ARRAY:
        elem: Any = t.elem
        if elem.kind == R.UINT8:
            return bytearray(data[: t.size])
        return [decode(data[i : i + elem.size], elem) for i in range(0, elem.size * t.len, elem.size)] if elem.size else t.zero()
    if kind == R.STRUCT:
        out = t.zero()
        for f in t.fields:
            if f.name != "_":
                setattr(out, f.slot, decode(data[f.offset : f.offset + f.type.size], f.type))
        return out
    return int.from_bytes(data[: t.size], "little", signed=R.INT <= kind <= R.INT64)


class Memory:
    """The bytes from a variable on: to its end, or if it is an element, to that of its array."""

    __slots__ = ("pointer", "src")

    def __init__(self, pointer: Any, src: Type) -> None:
        self.pointer = pointer
        self.src = src

    def _units(self, start: int, end: int) -> tuple[Any, int, int, Type]:
        """An array, a range of it, and the type of its elements, that hold these bytes."""
        p, t = self.pointer, self.src
        if p.__class__ is ElemRef:
            arr, first = p.arr, p.index
        elif t.kind == R.ARRAY and t.elem is not None:
            arr, first, t = p, 0, t.elem
        else:
            arr, first = _Alone(p, t), 0
        low, high = first + start // t.size, first - (-end // t.size)
        if not 0 <= low <= high <= len(arr):
            raise Unsupported("unsafe.Pointer is not supported: beyond the variable that it was made of")
        return arr, low, high, t

    def read(self, start: int, n: int) -> bytes:
        """``n`` bytes."""
        arr, low, high, t = self._units(start, start + n)
        skip = start % t.size
        return b"".join(encode(v, t) for v in arr[low:high])[skip : skip + n]

    def write(self, start: int, data: bytes) -> None:
        """Change bytes."""
        arr, low, high, t = self._units(start, start + len(data))
        skip = start % t.size
        old = bytearray(b"".join(encode(v, t) for v in arr[low:high]))
        old[skip : skip + len(data)] = data
        for i in range(low, high):
            at = (i - low) * t.size
            value = decode(bytes(old[at : at + t.size]), t)
            if t.inplace:
                t.assign(arr[i], value)
            else:
                arr[i] = value


class _Alone:
    """A variable as an array of one."""

    __slots__ = ("pointer", "t")

    def __init__(self, pointer: Any, t: Type) -> None:
        self.pointer = pointer
        self.t = t

    def __len__(self) -> int:
        return 1

    def __getitem__(self, i: Any) -> Any:
        return [self.pointer if self.t.inplace else self.pointer.v][i]

    def __setitem__(self, _i: int, v: Any) -> None:
        self.pointer.v = v


class NumberView:
    """A pointer to a number in memory."""

    __slots__ = ("memory", "start", "t")

    def __init__(self, memory: Memory, start: int, t: Type) -> None:
        self.memory = memory
        self.start = start
        self.t = t

    @property
    def v(self) -> Any:
        """The number."""
        return decode(self.memory.read(self.start, self.t.size), self.t)

    @v.setter
    def v(self, value: Any) -> None:
        self.memory.write(self.start, encode(value, self.t))


class ArrayInMemory:
    """A pointer to an array in memory."""

    __slots__ = ("elem", "memory", "n", "start")

    def __init__(self, memory: Memory, start: int, elem: Type, n: int) -> None:
        self.memory = memory
        self.start = start
        self.elem = elem
        self.n = n

    def __len__(self) -> int:
        return self.n

    def __getitem__(self, i: Any) -> Any:
        size = self.elem.size
        if isinstance(i, slice):
            return [self[k] for k in range(*i.indices(self.n))]
        return _at(self.memory, self.start + i * size, self.elem)

    def __setitem__(self, i: Any, v: Any) -> None:
        size = self.elem.size
        if isinstance(i, slice):
            for k, value in zip(range(*i.indices(self.n)), v, strict=True):
                self[k] = value
        else:
            self.memory.write(self.start + i * size, encode(v, self.elem))


class StructView:
    """A pointer to a struct in memory."""

    __slots__ = ("_fields", "_memory", "_start", "_t")

    def __init__(self, memory: Memory, start: int, t: Type) -> None:
        put = object.__setattr__
        put(self, "_memory", memory)
        put(self, "_start", start)
        put(self, "_t", t)
        put(self, "_fields", {f.slot: f for f in t.fields})

    def __getattr__(self, slot: str) -> Any:
        if slot.startswith("s_"):
            return INPLACE  # The shadow of a field: nobody watches memory that is seen as something else.
        f = self._fields[slot]
        return _at(self._memory, self._start + f.offset, f.type)

    def __setattr__(self, slot: str, value: Any) -> None:
        f = self._fields[slot]
        self._memory.write(self._start + f.offset, encode(value, f.type))

    def _copy(self) -> Any:
        return decode(self._memory.read(self._start, self._t.size), self._t)

    def _assign(self, value: Any) -> None:
        self._memory.write(self._start, encode(value, self._t))


def _pointer(memory: Memory, start: int, t: Type) -> Any:
    """A pointer to a variable in memory."""
    if t.kind == R.STRUCT:
        return StructView(memory, start, t)
    if t.kind == R.ARRAY and t.elem is not None:
        return ArrayInMemory(memory, start, t.elem, t.len)
    return NumberView(memory, start, t)


def _at(memory: Memory, start: int, t: Type) -> Any:
    """A variable in memory: a view, or its value if it is a number."""
    p = _pointer(memory, start, t)
    return p.v if p.__class__ is NumberView else p


class TextView:
    """A pointer to a slice of bytes, seen as a string, or to a string, seen as a slice of bytes, or to a slice, seen as another."""

    __slots__ = ("make", "pointer", "unmake")

    def __init__(self, pointer: Any, make: Any, unmake: Any) -> None:
        self.pointer = pointer
        self.make = make
        self.unmake = unmake

    @property
    def v(self) -> Any:
        """The value."""
        return self.make(self.pointer.v)

    @v.setter
    def v(self, value: Any) -> None:
        self.pointer.v = self.unmake(value)


class HeaderView:
    """A pointer to the header of a string or a slice: where its data are, its length, its capacity."""

    __slots__ = ("_addresses", "_data", "_dst", "_elem", "_held", "_names", "_pointer")

    def __init__(self, pointer: Any, dst: Type, src: Type, addresses: Addresses) -> None:
        put = object.__setattr__
        put(self, "_pointer", pointer)
        put(self, "_names", [f.slot for f in dst.fields])
        put(self, "_data", dst.fields[0].type)
        put(self, "_elem", src.elem)
        put(self, "_addresses", addresses)
        put(self, "_dst", dst)
        put(self, "_held", None)

    def _parts(self) -> list[Any]:
        value = self._pointer.v
        if self._elem is None:
            return [ElemRef(value, 0) if value else self._held, len(value), len(value)]
        if value.arr is None:
            return [None, 0, 0]
        inside = value.arr[value.off] if self._elem.inplace and value.off < len(value.arr) else ElemRef(value.arr, value.off)
        return [inside, value.len, value.cap]

    def __getattr__(self, slot: str) -> Any:
        if slot.startswith("s_"):
            return INPLACE
        part = self._parts()[self._names.index(slot)]
        if slot == self._names[0] and self._data.kind == R.UINTPTR:
            return self._addresses.of(part)
        return part

    def __setattr__(self, slot: str, value: Any) -> None:
        parts = self._parts()
        if slot == self._names[0] and value.__class__ is int:
            value = self._addresses.pointer(value)
        parts[self._names.index(slot)] = value
        data, n, cap = parts
        if data is not None and data.__class__ is not ElemRef:
            raise Unsupported("unsafe.Pointer is not supported: as the data of a header, if not into an array")
        if self._elem is None:
            self._pointer.v = bytes(data.arr[data.index : data.index + n]) if data is not None else b""
            object.__setattr__(self, "_held", data)  # An empty string does not know where it is.
        elif data is None:
            self._pointer.v = NIL_SLICE
        else:
            arr = bytearray(data.arr) if data.arr.__class__ is bytes else data.arr
            self._pointer.v = Slice(arr, data.index, n, cap)

    def _copy(self) -> Any:
        out = self._dst.zero()
        for slot in self._names:
            setattr(out, slot, getattr(self, slot))
        return out

    def _assign(self, value: Any) -> None:
        for slot in self._names:
            setattr(self, slot, getattr(value, slot))


def _of_bytes(t: Type) -> bool:
    return t.kind == R.SLICE and t.elem is not None and t.elem.kind == R.UINT8


def _is_header(dst: Type, src: Type) -> bool:
    """Whether a struct is laid out as the header of a string or slice is."""
    kinds = [f.type.kind for f in dst.fields]
    words = {R.STRING: 2, R.SLICE: 3}.get(src.kind, 0)
    return 2 <= len(kinds) <= words and kinds[0] in _WORDS and all(k in (R.INT, R.UINT, R.UINTPTR) for k in kinds[1:])


def element_of(s: Slice) -> ElemRef:
    """A pointer to the first element of a slice, whatever it is."""
    return ElemRef(s.arr, s.off)


def _slice_view(p: Any, dst: Type, src: Type) -> TextView:
    """A slice of numbers seen as one of others of the same size."""
    to: Any = dst.elem
    of: Any = src.elem

    def make(s: Slice) -> Slice:
        if s.arr is None:
            return NIL_SLICE
        return Slice(ArrayInMemory(Memory(ElemRef(s.arr, s.off), of), 0, to, s.cap), 0, s.len, s.cap)

    def unmake(_value: Any) -> Any:
        raise Unsupported(f"unsafe.Pointer is not supported: to store a slice through a *{dst} that was a *{src}")

    return TextView(p, make, unmake)


def view(p: Any, dst: Type, src: Type, addresses: Addresses) -> Any:
    """``(*dst)(unsafe.Pointer(p))``, where ``p`` points to a variable of type ``src``."""
    if p is None:
        return None
    if dst.kind == src.kind == R.SLICE and dst.elem is not None and src.elem is not None:
        if plain(dst.elem) and plain(src.elem) and dst.elem.size == src.elem.size:
            return _slice_view(p, dst, src)
        raise _refuse(dst, src)
    if plain(dst) and plain(src) and dst.size and src.size and p.__class__ is ElemRef and src.inplace:
        return _pointer(Memory(p, src), 0, dst)
    if dst.kind == R.STRING and _of_bytes(src):
        return TextView(p, bytes_to_string, string_to_bytes)
    if _of_bytes(dst) and src.kind == R.STRING:
        return TextView(p, string_to_bytes, bytes_to_string)
    if src.kind == R.STRUCT and src.fields and dst.kind in (R.STRING, R.SLICE):
        # A header that the program made itself, mostly of a string and a capacity.
        first = src.fields[0].type
        if first.kind == R.STRING and _of_bytes(dst):
            return TextView(FieldRef(p, src.fields[0].slot), string_to_bytes, bytes_to_string)
        if first is dst:
            return FieldRef(p, src.fields[0].slot)
    if dst.kind == R.STRUCT and _is_header(dst, src):
        return HeaderView(p, dst, src, addresses)
    if src.kind == R.STRUCT and src.fields and src.fields[0].type is dst:
        return getattr(p, src.fields[0].slot) if dst.inplace else FieldRef(p, src.fields[0].slot)
    if src.kind == R.ARRAY and src.elem is dst:
        return p[0] if dst.inplace else ElemRef(p, 0)
    if dst.kind == R.ARRAY and dst.elem is src and p.__class__ is ElemRef:
        return ArrayView(p.arr, p.index, dst.len)
    if plain(dst) and plain(src) and dst.size and src.size:
        return _pointer(Memory(p, src), 0, dst)
    raise _refuse(dst, src)


def view_of(p: Any, dst: Type) -> Any:
    """``(*dst)(p)`` for an unsafe.Pointer whose history is not known, and numbers: bytes can be seen as those."""
    cls = p.__class__
    if cls is bytearray and (dst.kind != R.ARRAY or dst.elem is not R.T_UINT8):
        return _pointer(Memory(ElemRef(p, 0), R.T_UINT8), 0, dst)
    if cls is ElemRef and p.arr.__class__ is bytearray and dst.kind != R.UINT8:
        return ArrayView(p.arr, p.index, dst.len) if dst.elem is R.T_UINT8 else _pointer(Memory(p, R.T_UINT8), 0, dst)
    return p


def unsafe_add(pointer: Any, n: int, t: Type | None = None) -> Any:
    """``unsafe.Add``, and the same by way of ``uintptr``: within an array, or from a struct to a field of it.

    ``t`` is what the pointer points to, if that is known.
    """
    cls = pointer.__class__
    if cls is ElemRef:
        size = t.size if t is not None else int(isinstance(pointer.arr, bytearray))
        if not size or n % size:
            raise Unsupported(f"unsafe.Pointer is not supported: {n} bytes on from an element, whose size is {size or 'not known here'}")
        return ElemRef(pointer.arr, pointer.index + n // size)
    if t is not None and pointer is not None and n:
        if t.kind == R.ARRAY and t.elem is not None and t.elem.size and n % t.elem.size == 0:
            i = n // t.elem.size
            return pointer[i] if t.elem.inplace and i < len(pointer) else ElemRef(pointer, i)
        for f in t.fields if t.kind == R.STRUCT else ():
            if f.offset == n and f.type.size:
                return getattr(pointer, f.slot) if f.type.inplace else FieldRef(pointer, f.slot)
    if n == 0:
        return pointer
    return UnsafePointer(pointer, n)


def view_at(p: Any, n: int, src: Type | None = None, *, addresses: Addresses, dst: Type) -> Any:
    """``(*dst)(unsafe.Add(p, n))``, where ``p`` pointed to a variable of type ``src``, if that is known."""
    if p is None or src is None:
        return view_of(unsafe_add(p, n), dst)
    if n == 0:
        return p if src.kind == dst.kind != R.ARRAY else view(p, dst, src, addresses)
    found, at = None, src
    if p.__class__ is ElemRef:
        if n % src.size == 0:
            found = ElemRef(p.arr, p.index + n // src.size)
    elif src.kind in (R.STRUCT, R.ARRAY):
        moved = unsafe_add(p, n, src)
        if moved.__class__ is not UnsafePointer:
            found = moved
            at = next((f.type for f in src.fields if f.offset == n and f.type.size), src.elem or src)
    if found is not None:
        return found if at.kind == dst.kind != R.ARRAY else view(found, dst, at, addresses)
    if plain(dst) and plain(src) and dst.size and src.size:
        return _pointer(Memory(p, src), n, dst)
    raise Unsupported(f"unsafe.Pointer is not supported: {n} bytes into a {src}, as a {dst}")
