"""Panics and runtime errors, in Go's words.

`GoPanic` carries the value of a panic through Python frames.  The functions here raise the runtime's own panics; each is ``->
NoReturn`` and takes what the text shows.  `translate` is for errors that lowered code leaves to Python: a None that is
dereferenced raises AttributeError or TypeError, ``a // 0`` ZeroDivisionError, ``1 << -1`` ValueError.

The types of runtime errors (``runtime.Error``) exist here as descriptors, so that the machine can panic without the ``runtime``
package being loaded. `register_types` puts them into a program's table; a stand-in for package runtime finds them there.

Follows `error.go` and `panic.go` of Go 1.27.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NoReturn

from greenlet import GreenletExit

from goloupe.runtime.rtype import (
    FUNC_STRING,
    FUNC_VOID,
    POINTER,
    STRING,
    STRUCT,
    T_BOOL,
    T_INT,
    T_INT64,
    T_STRING,
    T_UINT8,
    T_UINTPTR,
    Field,
    Type,
    Types,
)
from goloupe.runtime.value import Iface


class GoPanic(Exception):
    """A panic on its way up."""

    value: Iface | None

    def __init__(self, value: Iface | None) -> None:
        self.value = value

    def __str__(self) -> str:
        return repr(self.value)


class Unhashable(GoPanic):
    """The panic of a map key that holds a type without equality."""

    def __init__(self, t: Type) -> None:
        super().__init__(Iface(ERROR_STRING, f"hash of unhashable type {t.string}".encode()))
        self.type = t


class GoExit(BaseException):
    """runtime.Goexit on its way up: deferred calls run, recover sees nothing."""


class Unsupported(Exception):
    """Something that cannot be run was reached: what, and why.

    It ends the run; in a machine that has a list for such ``refusals`` it ends a goroutine other than main instead, as
    runtime.Goexit does.
    """


class StackOverflow(BaseException):
    """A goroutine's stack exceeded its limit; Go ends the program, and no deferred call runs."""


class TimedOut(BaseException):
    """The program has had its time; it is asked from outside to stop, wherever it is, and no deferred call runs."""


UNWINDING: Final = (GreenletExit, StackOverflow, MemoryError, KeyboardInterrupt, TimedOut)
"""Exceptions that pass through deferred calls without running them."""

# The types of runtime errors.


def _error_type(
    name: str, kind: int, text: Callable[[Any], bytes], *, pointer: bool = False, path: str = "runtime", error_only: bool = False
) -> Type:
    t = Type(kind, f"{path.rpartition('/')[2]}.{name}", name, path)
    methods: dict[str, Callable[..., Any]] = {"Error": text}
    types: dict[str, Any] = {"Error": FUNC_STRING}
    if not error_only:
        methods["RuntimeError"] = lambda _v: None
        types["RuntimeError"] = FUNC_VOID
    if pointer:
        t.set_methods({}, {})
    else:
        t.set_methods(methods, types)
    t.ptr.set_methods(methods, types)
    return t


def _fields(t: Type, *fields: Field) -> None:
    for i, f in enumerate(fields):
        f.index = i
        f.pkg_path = "runtime"
        f.exported = False
        f.slot = "f_" + f.name
        f.owner = t
    t.fields = fields


ERROR_STRING: Final = _error_type("errorString", STRING, lambda v: b"runtime error: " + v)
PLAIN_ERROR: Final = _error_type("plainError", STRING, lambda v: v)
ERROR_ADDRESS_STRING: Final = _error_type("errorAddressString", STRUCT, lambda v: b"runtime error: " + v.f_msg)
_fields(ERROR_ADDRESS_STRING, Field("msg", T_STRING), Field("addr", T_UINTPTR))
ERROR_ADDRESS_STRING.methods["Addr"] = lambda v: v.f_addr

_INDEX, _ALEN, _ACAP, _B, _3ALEN, _3ACAP, _3B, _3C, _CONVERT = range(9)
_BOUNDS: Final = (
    "index out of range [%x] with length %y",
    "slice bounds out of range [:%x] with length %y",
    "slice bounds out of range [:%x] with capacity %y",
    "slice bounds out of range [%x:%y]",
    "slice bounds out of range [::%x] with length %y",
    "slice bounds out of range [::%x] with capacity %y",
    "slice bounds out of range [:%x:%y]",
    "slice bounds out of range [%x:%y:]",
    "cannot convert slice with length %y to array or pointer to array with length %x",
)
_BOUNDS_NEG: Final = (
    "index out of range [%x]",
    "slice bounds out of range [:%x]",
    "slice bounds out of range [:%x]",
    "slice bounds out of range [%x:]",
    "slice bounds out of range [::%x]",
    "slice bounds out of range [::%x]",
    "slice bounds out of range [:%x:]",
    "slice bounds out of range [%x::]",
    "",
)


def _bounds_text(v: Any) -> bytes:
    form = (_BOUNDS_NEG if v.f_x < 0 else _BOUNDS)[v.f_code]
    return b"runtime error: " + form.replace("%x", str(v.f_x)).replace("%y", str(v.f_y)).encode()


BOUNDS_ERROR: Final = _error_type("boundsError", STRUCT, _bounds_text)
_fields(BOUNDS_ERROR, Field("x", T_INT64), Field("y", T_INT), Field("signed", T_BOOL), Field("code", T_UINT8))


def _assertion_text(e: Any) -> bytes:
    inter = "interface" if e.f__interface is None else e.f__interface.string
    want, have = e.f_asserted, e.f_concrete
    if have is None:
        return f"interface conversion: {inter} is nil, not {want.string}".encode()
    if e.f_missingMethod:
        return f"interface conversion: {have.string} is not {want.string}: missing method {e.f_missingMethod.decode()}".encode()
    text = f"interface conversion: {inter} is {have.string}, not {want.string}"
    if have.string == want.string:
        text += " (types from different packages)" if have.pkg_path != want.pkg_path else " (types from different scopes)"
    return text.encode()


TYPE_ASSERTION_ERROR: Final = _error_type("TypeAssertionError", STRUCT, _assertion_text, pointer=True)
_RTYPE: Final = Type(STRUCT, "abi.Type", "Type", "internal/abi")
_fields(
    TYPE_ASSERTION_ERROR,
    Field("_interface", _RTYPE.ptr),
    Field("concrete", _RTYPE.ptr),
    Field("asserted", _RTYPE.ptr),
    Field("missingMethod", T_STRING),
)
PANIC_NIL_ERROR: Final = _error_type("PanicNilError", STRUCT, lambda _v: b"runtime error: panic called with nil argument", pointer=True)
SYNCTEST_DEADLOCK_ERROR: Final = _error_type("synctestDeadlockError", STRUCT, lambda v: v.f_reason, error_only=True)
_fields(SYNCTEST_DEADLOCK_ERROR, Field("reason", T_STRING), Field("bubble", T_UINTPTR))

UNHASHABLE_TYPE_ERROR: Final = _error_type(
    "unhashableTypeError", STRUCT, lambda v: b"hash of unhashable type: " + v.f_typ.string.encode(), path="internal/runtime/maps"
)
_fields(UNHASHABLE_TYPE_ERROR, Field("typ", _RTYPE.ptr))


def register_types(types: Types) -> None:
    """Let a program's table know the runtime's error types under their Go names."""
    for t in (
        ERROR_STRING,
        PLAIN_ERROR,
        ERROR_ADDRESS_STRING,
        BOUNDS_ERROR,
        TYPE_ASSERTION_ERROR,
        PANIC_NIL_ERROR,
        SYNCTEST_DEADLOCK_ERROR,
    ):
        types.add_named(t.string, t)
    types.add_named("internal/runtime/maps.unhashableTypeError", UNHASHABLE_TYPE_ERROR)


# Runtime panics.


NIL_DEREFERENCE: Final = "invalid memory address or nil pointer dereference"
DIVIDE: Final = "integer divide by zero"
SHIFT: Final = "negative shift amount"
_VARIABLES: Final = {text: text.encode() for text in (NIL_DEREFERENCE, DIVIDE, SHIFT)}
"""Errors that are variables in Go: a panic with one of them while another panics is that one again."""


def error_string(text: str) -> NoReturn:
    """Panic with a runtime error ("runtime error: " + text)."""
    raise GoPanic(_error_value(text))


def _error_value(text: str) -> Iface:
    return Iface(ERROR_STRING, _VARIABLES.get(text) or text.encode())


def plain_error(text: str) -> NoReturn:
    """Panic with a runtime error whose text has no prefix."""
    raise GoPanic(Iface(PLAIN_ERROR, text.encode()))


def _bounds(code: int, x: int, y: int) -> NoReturn:
    raise GoPanic(Iface(BOUNDS_ERROR, BOUNDS_ERROR.cls(x, y, True, code)))


def index(i: int, n: int) -> NoReturn:
    """``s[i]``, length n."""
    _bounds(_INDEX, i, n)


def slice_alen(hi: int, n: int) -> NoReturn:
    """``s[?:hi]`` of an array or string of length n."""
    _bounds(_ALEN, hi, n)


def slice_acap(hi: int, cap: int) -> NoReturn:
    """``s[?:hi]`` of a slice."""
    _bounds(_ACAP, hi, cap)


def slice_b(lo: int, hi: int) -> NoReturn:
    """``s[lo:hi]`` with lo > hi."""
    _bounds(_B, lo, hi)


def slice3_alen(mx: int, n: int) -> NoReturn:
    """``s[::max]`` of an array."""
    _bounds(_3ALEN, mx, n)


def slice3_acap(mx: int, cap: int) -> NoReturn:
    """``s[::max]`` of a slice."""
    _bounds(_3ACAP, mx, cap)


def slice3_b(hi: int, mx: int) -> NoReturn:
    """``s[:hi:max]`` with hi > max."""
    _bounds(_3B, hi, mx)


def slice3_c(lo: int, hi: int) -> NoReturn:
    """``s[lo:hi:]`` with lo > hi."""
    _bounds(_3C, lo, hi)


def slice_convert(want: int, n: int) -> NoReturn:
    """``[want]T(s)`` with len(s) == n."""
    _bounds(_CONVERT, want, n)


def divide() -> NoReturn:
    """Integer division by zero."""
    error_string(DIVIDE)


def nilptr() -> NoReturn:
    """Nil dereference."""
    error_string(NIL_DEREFERENCE)


def nil_map() -> NoReturn:
    """Store into a nil map."""
    plain_error("assignment to entry in nil map")


def makeslice_len() -> NoReturn:
    """``make([]T, n)``."""
    error_string("makeslice: len out of range")


def makeslice_cap() -> NoReturn:
    """``make([]T, n, cap)``."""
    error_string("makeslice: cap out of range")


def growslice_len() -> NoReturn:
    """``append`` that cannot be."""
    error_string("growslice: len out of range")


def makechan_size() -> NoReturn:
    """``make(chan T, n)``."""
    plain_error("makechan: size out of range")


def close_nil_channel() -> NoReturn:
    """``close(nil)``."""
    plain_error("close of nil channel")


def close_closed_channel() -> NoReturn:
    """``close(c)`` twice."""
    plain_error("close of closed channel")


def send_closed_channel() -> NoReturn:
    """``c <- v`` after ``close(c)``."""
    plain_error("send on closed channel")


def uncomparable(t: Type) -> NoReturn:
    """``==`` of interfaces that hold a type without it."""
    error_string(f"comparing uncomparable type {t.string}")


def unhashable(t: Type) -> NoReturn:
    """A map key that holds a type without equality."""
    raise Unhashable(t)


def unhashable_in_empty(t: Type) -> NoReturn:
    """Such a key, looked up in an empty or nil map (`mapKeyError`)."""
    raise GoPanic(Iface(UNHASHABLE_TYPE_ERROR, UNHASHABLE_TYPE_ERROR.cls(t)))


_RANGE_STATES: Final = {
    0: "range function continued iteration after function for loop body returned false",
    2: "range function continued iteration after loop body panic",
    3: "range function continued iteration after whole loop exit",
    4: "range function recovered a loop body panic and did not resume panicking",
}
"""By abi.RF_State: DONE, READY (no panic), PANIC, EXHAUSTED, MISSING_PANIC."""


def range_state(state: int) -> NoReturn:
    """A range function that broke the rules (`panicrangestate`)."""
    error_string(_RANGE_STATES[state])


def assertion(interface: Type | None, concrete: Type | None, asserted: Type, missing: str) -> NoReturn:
    """A failed type assertion: static type, dynamic type (None: nil), wanted type, and the method missing if that is an interface."""
    raise GoPanic(Iface(TYPE_ASSERTION_ERROR.ptr, TYPE_ASSERTION_ERROR.cls(interface, concrete, asserted, missing.encode())))


def panic_value(v: Iface | None) -> Iface:
    """What recover gives for ``panic(v)``: ``panic(nil)`` becomes a *runtime.PanicNilError."""
    return Iface(PANIC_NIL_ERROR.ptr, PANIC_NIL_ERROR.cls()) if v is None else v


NIL: Final = Iface(PANIC_NIL_ERROR, None)
"""Stands for the nil of ``panic(nil)`` where GODEBUG has panicnil=1."""


def translate(exc: BaseException) -> GoPanic | None:
    """The Go panic that an exception stands for; None if it is a fault of ours."""
    if isinstance(exc, GoPanic):
        if exc.value is None:
            exc.value = panic_value(None)
        return exc
    text = ""
    if isinstance(exc, AttributeError):
        if exc.obj is None and (exc.name is not None or "NoneType" in str(exc)):
            text = NIL_DEREFERENCE
    elif isinstance(exc, TypeError):
        if "NoneType" in str(exc):
            text = NIL_DEREFERENCE
    elif isinstance(exc, ZeroDivisionError):
        text = DIVIDE
    elif isinstance(exc, ValueError) and str(exc) == "negative shift count":
        text = SHIFT
    if not text:
        return None
    p = GoPanic(_error_value(text))
    p.__traceback__ = exc.__traceback__
    return p


def is_memory_error(v: Iface | None) -> bool:
    """Whether a panic came with SIGSEGV."""
    return v is not None and v.t is ERROR_STRING and v.v == NIL_DEREFERENCE.encode()


_RAISED_BY: Final = {
    NIL_DEREFERENCE: (("runtime.panicmem", "panic.go", 336), ("runtime.sigpanic", "signal_unix.go", 931)),
    DIVIDE: (("runtime.panicdivide", "panic.go", 315),),
    SHIFT: (("runtime.panicshift", "panic.go", 307),),
}
"""Where Go 1.27.3 raises runtime errors: function, file and line, innermost first."""


def raised_by(v: Iface | None) -> tuple[tuple[str, str, int], ...]:
    """The functions of the runtime between the statement that failed and gopanic."""
    if v is not None and v.t is BOUNDS_ERROR:
        return ("runtime.panicBounds64", "panic.go", 236), ("runtime.panicBounds", "asm_amd64.s", 1622)
    return _RAISED_BY.get(v.v.decode(), ()) if v is not None and v.t is ERROR_STRING else ()


assert ERROR_STRING.ptr.kind == POINTER
