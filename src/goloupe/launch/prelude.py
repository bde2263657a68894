"""The namespace that lowered code runs in: operations of the runtime under the names the lowerer uses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any, Final, NoReturn

from goloupe.runtime import alg, complexes, defers, floats, iface, ints, maps, panics, reinterpret, slices, text, unsafe, value
from goloupe.runtime.iface import implements
from goloupe.runtime.machine import Machine
from goloupe.runtime.panics import Unsupported
from goloupe.runtime.rtype import Type
from goloupe.runtime.turns import SHORT, long_range, turns
from goloupe.runtime.value import Iface, Slice

FAR: Final = 1 << 62
"""Two values below it have a sum in int64."""


def unsupported(what: str, why: str) -> NoReturn:
    """Stop at a construct or function that cannot be served."""
    raise Unsupported(f"{what} is not supported: {why}")


def wrap64(n: int) -> int:
    """Bring an integer into int64."""
    return ((n + 0x8000000000000000) & 0xFFFFFFFFFFFFFFFF) - 0x8000000000000000


def counting(rt: Machine, i: int, stop: int, step: int) -> Iterator[int]:
    """Values of the variable of a loop that goes on for long, or that counts up in int64 and may leave it."""
    return long_range(range(i, stop, step), rt.turned) if stop < FAR and 0 < step < FAR else wrapping(i, stop, step)


def countdown(rt: Machine, i: int, stop: int, step: int) -> Iterator[int]:
    """Values of the variable of a loop that counts down for long."""
    return long_range(range(i, stop, -step), rt.turned)


def wrapping(i: int, stop: int, step: int) -> Iterator[int]:
    """Values of the variable of a loop that counts up in int64, and may leave it."""
    while i < stop:
        yield i
        i = wrap64(i + step)


def upto(rt: Machine, n: int) -> Iterable[int]:
    """Values of a range over an integer."""
    return range(n) if n < SHORT else long_range(range(n), rt.turned)


def slice_range(s: Slice) -> Iterable[Any]:
    """Elements of a slice as a loop sees them: the array may change while it runs."""
    arr = s.arr
    if arr is None:
        return ()
    elements = iter(arr)
    if s.off:
        elements.__setstate__(s.off)
    return islice(elements, s.len)


def channel_range(rt: Machine, channel: Any) -> Iterator[Any]:
    """Values received from a channel until it is closed."""
    while True:
        item, ok = rt.chanrecv2(channel)
        if not ok:
            return
        yield item


def filled(array: Any, items: tuple[tuple[int, Any], ...]) -> Any:
    """Put some elements into a fresh array."""
    for i, item in items:
        array[i] = item
    return array


def map_of(key: Type, items: tuple[tuple[Any, Any], ...]) -> Any:
    """A map literal whose keys need normalising."""
    m = maps.make_map(key)
    for k, v in items:
        m.store(k, v)
    return m


def assert_type2(x: Iface | None, t: Type, _static: Type) -> tuple[Any, bool]:
    """``x.(T)`` in the form with ok, T not an interface."""
    if x is not None and x.t is t:
        return x.v, True
    return t.zero(), False


def assert_iface2(x: Iface | None, t: Type, _static: Type) -> tuple[Any, bool]:
    """``x.(T)`` in the form with ok, T an interface."""
    if x is not None and implements(x.t, t):
        return x, True
    return None, False


def iface_method(x: Iface | None, name: str) -> Callable[..., Any]:
    """Method value of an interface."""
    if x is None:
        panics.nilptr()
    return partial(x.t.methods[name], x.v)


def iface_method_expr(name: str) -> Callable[..., Any]:
    """Method expression of an interface type."""

    def method(x: Any, *args: Any) -> Any:
        return x.t.methods[name](x.v, *args)

    return method


def fmin(*xs: float) -> float:
    """The builtin min of floats: NaN wins, and -0 is less than 0."""
    out = xs[0]
    for x in xs[1:]:
        if x != x or x < out or (x == out == 0 and str(x) == "-0.0"):
            out = x
        if out != out:
            return out
    return out


def fmax(*xs: float) -> float:
    """The builtin max of floats."""
    return -fmin(*(-x for x in xs))


def loops(rt: Machine) -> dict[str, Iterator[None]]:
    """Where loops take their turns from; anew for each run, for pauses are counted."""
    return {"turns": turns(rt.turned), "spins": turns(rt.spin)}


_SLICES = """make_slice make_slice_checked append1 appendn append_slice append_string copy_slice copy_string clear_slice
slice_lo slice_hi slice_lohi slice3 array_slice str_lo str_hi str_lohi slice_to_array slice_to_array_ptr"""


def namespace(rt: Machine) -> dict[str, Any]:
    """A fresh namespace bound to machine ``rt``."""
    out: dict[str, Any] = {
        "rt": rt,
        **loops(rt),
        "counting": partial(counting, rt),
        "countdown": partial(countdown, rt),
        "upto": partial(upto, rt),
        "partial": partial,
        "index": panics.index,
        "Defers": defers.Defers,
        "implements": implements,
        "assert_type": iface.assert_type,
        "assert_iface": iface.assert_iface,
        "iface_eq": alg.iface_eq,
        "ptr2int": rt.addresses.of,
        "int2ptr": rt.addresses.pointer,
        "view_at": partial(reinterpret.view_at, addresses=rt.addresses),
        "view_as": partial(reinterpret.view, addresses=rt.addresses),
    }
    for module, names in (
        (value, "Slice NIL_SLICE Box FieldRef ElemRef GlobalRef Iface"),
        (
            slices,
            _SLICES,
        ),
        (text, "string_range rune_to_string string_to_bytes bytes_to_string string_to_runes runes_to_string"),
        (ints, "quo rem shl"),
        (floats, "bits64 bits32 from_bits64 from_bits32 f32 fdiv to_i64 to_i32 to_i16 to_i8 to_u64 to_u32 to_u16 to_u8 int_to_f32"),
        (complexes, "cmul cdiv c64"),
        (reinterpret, "element_of unsafe_add view_of"),
        (unsafe, "unsafe_string unsafe_slice unsafe_slice_data unsafe_string_data unsafe_slice_at"),
        (maps, "make_map NIL_MAP GoMap GoMap32 GoMapPtr GoMapSmall GoMapStr KeyedMap"),
    ):
        for name in names.split():
            out[name] = getattr(module, name)
    for function in (
        unsupported,
        wrap64,
        slice_range,
        channel_range,
        filled,
        map_of,
        assert_type2,
        assert_iface2,
        iface_method,
        iface_method_expr,
        fmin,
        fmax,
    ):
        out[function.__name__] = function
    out["G"] = out
    return out
