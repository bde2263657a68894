"""Package hash/maphash: a hash that a seed of the run decides.

The real one is the runtime's AES hash; any good hash will do, as programs cannot know its values.  Comparable values are hashed as a text
of bytes that is equal for equal values: a floating-point zero has no sign, NaN is new each time, pointers and channels have numbers in
order of first use.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from hashlib import blake2b
from typing import Any

from goloupe.runtime import panics
from goloupe.runtime.rtype import ARRAY, BOOL, CHAN, COMPLEX128, FLOAT32, INTERFACE, POINTER, STRING, STRUCT, UINTPTR, UNSAFE_POINTER, Type
from goloupe.runtime.value import Slice, pointer_key
from goloupe.std import bound, generic, override
from goloupe.std.library import Library
from goloupe.std.syscall import content


def hash_bytes(data: bytes, seed: int) -> int:
    """64 bits."""
    return int.from_bytes(blake2b(data, digest_size=8, key=seed.to_bytes(8, "little")).digest(), "little")


@override("hash/maphash.rthash")
def rthash(buf: Slice, seed: int) -> int:
    """The hash of bytes; that of none is the seed."""
    return hash_bytes(content(buf), seed) if buf.len else seed


@override("hash/maphash.rthashString")
def rthash_string(s: bytes, seed: int) -> int:
    """The hash of a string."""
    return hash_bytes(s, seed) if s else seed


@bound("hash/maphash.runtime_rand", "hash/maphash.randUint64")
def runtime_rand(lib: Library, _key: str) -> Callable[[], int]:
    """A random number of 64 bits."""
    return lambda: lib.rt.choose("rand", 1 << 64)


@generic("hash/maphash.comparableHash[...]")
def comparable_hash(lib: Library, types: list[Type]) -> Callable[[Any, Any], int]:
    """The hash of a comparable value."""
    t = types[0]
    numbers: dict[Any, Any] = lib.state.setdefault("maphash.pointers", {})

    def call(v: Any, seed: Any) -> int:
        out: list[bytes] = []
        collect(lib, t, v, out, numbers)
        return hash_bytes(b"".join(out), seed.f_s)

    return call


def collect(lib: Library, t: Type, v: Any, out: list[bytes], numbers: dict[Any, Any]) -> None:
    """Add bytes for a value that are the same for equal values."""
    kind = t.kind
    if BOOL <= kind <= UINTPTR:
        out.append(struct.pack("<q", v - (1 << 64) if v >> 63 > 0 else v))
    elif FLOAT32 <= kind <= COMPLEX128:
        for part in (v.real, v.imag):
            if part != part:
                out.append(lib.random_bytes(8))
            else:
                out.append(struct.pack("<d", part + 0.0))
    elif kind == STRING:
        out += (struct.pack("<q", len(v)), v)
    elif kind == STRUCT:
        for f in t.fields:
            if f.name != "_":
                collect(lib, f.type, getattr(v, f.slot), out, numbers)
    elif kind == ARRAY:
        assert t.elem is not None
        for item in v:
            collect(lib, t.elem, item, out, numbers)
    elif kind == INTERFACE:
        if v is None:
            out.append(b"nil")
            return
        if not v.t.comparable:
            panics.unhashable(v.t)
        out.append(v.t.string.encode("utf-8", "surrogateescape"))
        collect(lib, v.t, v.v, out, numbers)
    elif kind in (POINTER, CHAN, UNSAFE_POINTER):
        # The object is kept, so that its number stays its own.
        number, _ = numbers.setdefault(pointer_key(v), (len(numbers), v))
        out.append(struct.pack("<q", number))
    else:
        panics.unhashable(t)
