"""reflect.Value: what it is, how it reads and writes, and who may."""

# ruff: noqa: RET503  (functions that end in a panic)
from __future__ import annotations

from typing import Any, Final, NoReturn

from goloupe.runtime.complexes import c64
from goloupe.runtime.floats import f32
from goloupe.runtime.maps import NIL_MAP
from goloupe.runtime.panics import GoPanic
from goloupe.runtime.rtype import (
    ARRAY,
    BOOL,
    CHAN,
    COMPLEX64,
    COMPLEX128,
    FLOAT32,
    FLOAT64,
    FUNC,
    INT,
    INT64,
    INTERFACE,
    MAP,
    POINTER,
    SLICE,
    STRING,
    STRUCT,
    UINT,
    UINT8,
    UINTPTR,
    UNSAFE_POINTER,
    Type,
)
from goloupe.runtime.value import ElemRef, FieldRef, Iface, Slice, UnsafePointer, pointer_eq, pointer_key
from goloupe.std.library import Library, panic_string
from goloupe.std.reflect.registry import go

KIND: Final = 31
STICKY_RO: Final = 1 << 5
EMBED_RO: Final = 1 << 6
RO: Final = STICKY_RO | EMBED_RO
INDIR: Final = 1 << 7
ADDR: Final = 1 << 8
METHOD: Final = 1 << 9


class Value:
    """A reflect.Value."""

    __slots__ = ("f_flag", "f_ptr", "f_typ_")

    f_typ_: Type
    f_ptr: Any
    f_flag: int

    def __init__(self, typ: Any = None, ptr: Any = None, flag: int = 0) -> None:
        self.f_typ_ = typ
        self.f_ptr = ptr
        self.f_flag = flag

    def _copy(self) -> Value:
        return Value(self.f_typ_, self.f_ptr, self.f_flag)

    def _assign(self, o: Value) -> None:
        self.f_typ_ = o.f_typ_
        self.f_ptr = o.f_ptr
        self.f_flag = o.f_flag

    def _eq(self, o: Value) -> bool:
        return self.f_typ_ is o.f_typ_ and self.f_flag == o.f_flag and (self.f_ptr is o.f_ptr or pointer_eq(self.f_ptr, o.f_ptr))

    def _key(self) -> Any:
        return (self.f_typ_, self.f_flag, pointer_key(self.f_ptr) if self.f_flag & ADDR else id(self.f_ptr))

    def __repr__(self) -> str:
        return f"Value({self.f_typ_}, {self.f_ptr!r}, {self.f_flag:#x})"


def load(v: Value) -> Any:
    """The value, not copied."""
    return v.f_ptr.v if v.f_flag & INDIR else v.f_ptr


def ro(v: Value) -> int:
    """The read-only flag of what is reached through v."""
    return STICKY_RO if v.f_flag & RO else 0


def store(v: Value, x: Any) -> None:
    """Set the variable v; x is a copy already."""
    if v.f_flag & INDIR:
        v.f_ptr.v = x
    else:
        v.f_typ_.assign(v.f_ptr, x)


class Values:
    """Access to values."""

    lib: Library

    def __init__(self, lib: Library) -> None:
        self.lib = lib
        self.rt = lib.rt
        self.types = lib.rt.types

    def address(self, p: Any) -> int:
        """The number of a pointer."""
        number: int = self.rt.addresses.of(p)
        return number

    # Complaints.

    def wrong(self, method: str, kind: int) -> NoReturn:
        """Panic with a *reflect.ValueError."""
        lib = self.lib
        raise GoPanic(Iface(lib.type_of("*reflect.ValueError"), lib.struct("reflect.ValueError", Method=method.encode(), Kind=kind)))

    def must_be(self, v: Value, kind: int, method: str) -> None:
        """Panic unless v is of this kind."""
        if v.f_flag & KIND != kind:
            self.wrong(method, v.f_flag & KIND)

    def must_be_exported(self, v: Value, method: str) -> None:
        """Panic if v came from an unexported field."""
        if not v.f_flag:
            self.wrong(method, 0)
        if v.f_flag & RO:
            panic_string(f"reflect: {method} using value obtained using unexported field")

    def must_be_assignable(self, v: Value, method: str) -> None:
        """Panic unless v can be set."""
        flag = v.f_flag
        if flag & RO or not flag & ADDR:
            self.must_be_exported(v, method)
            panic_string(f"reflect: {method} using unaddressable value")

    @go("reflect.flag.mustBe")
    def flag_must_be(self, flag: int, kind: int) -> None:
        """For the real source."""
        if flag & KIND != kind:
            self.wrong("unknown method", flag & KIND)

    @go("reflect.flag.mustBeExported")
    def flag_must_be_exported(self, flag: int) -> None:
        """For the real source."""
        self.must_be_exported(Value(None, None, flag), "unknown method")

    @go("reflect.flag.mustBeAssignable")
    def flag_must_be_assignable(self, flag: int) -> None:
        """For the real source."""
        self.must_be_assignable(Value(None, None, flag), "unknown method")

    # In and out.

    @go("reflect.ValueOf", "reflect.unpackEface")
    def value_of(self, i: Iface | None) -> Value:
        """The value in an interface."""
        return Value() if i is None else Value(i.t, i.v, i.t.kind)

    @go("Interface")
    def interface(self, v: Value) -> Iface | None:
        """The value as an interface."""
        flag = v.f_flag
        if not flag:
            self.wrong("reflect.Value.Interface", 0)
        if flag & RO:
            panic_string("reflect.Value.Interface: cannot return value obtained from unexported field or method")
        return self.packed(v)

    @go("reflect.valueInterface")
    def value_interface(self, v: Value, safe: bool) -> Iface | None:
        """For the real source."""
        return self.interface(v) if safe else self.packed(v)

    @go("reflect.packEface")
    def packed(self, v: Value) -> Iface | None:
        """The value as an interface, whoever asks."""
        x = v.f_ptr.v if v.f_flag & INDIR else v.f_ptr
        t = v.f_typ_
        if t.kind == INTERFACE:
            return x  # type: ignore[no-any-return]
        if v.f_flag & ADDR and t.inplace:
            x = t.copy(x)
        return Iface(t, x)

    @go("CanInterface")
    def can_interface(self, v: Value) -> bool:
        """Whether Interface works."""
        if not v.f_flag:
            self.wrong("reflect.Value.CanInterface", 0)
        return not v.f_flag & RO

    @go("IsValid")
    def is_valid(self, v: Value) -> bool:
        """Whether it is a value at all."""
        return v.f_flag != 0

    @go("Kind", "kind")
    def kind(self, v: Value) -> int:
        """The kind."""
        return v.f_flag & KIND

    @go("typ", "abiType")
    def typ(self, v: Value) -> Type:
        """The descriptor."""
        return v.f_typ_

    @go("CanAddr")
    def can_addr(self, v: Value) -> bool:
        """Whether it is a variable."""
        return v.f_flag & ADDR != 0

    @go("CanSet")
    def can_set(self, v: Value) -> bool:
        """Whether it is a variable that may be set."""
        return v.f_flag & (ADDR | RO) == ADDR

    @go("Addr")
    def addr(self, v: Value) -> Value:
        """The pointer to a variable."""
        if not v.f_flag & ADDR:
            panic_string("reflect.Value.Addr of unaddressable value")
        return Value(self.pointer_to(v.f_typ_), v.f_ptr, v.f_flag & RO | POINTER)

    def pointer_to(self, t: Type) -> Type:
        """The pointer type to t; with its methods, even if the program never mentions it."""
        raise NotImplementedError

    # Reading.

    @go("Bool")
    def bool_(self, v: Value) -> bool:
        """The value of a bool."""
        if v.f_flag & KIND != BOOL:
            self.wrong("reflect.Value.Bool", v.f_flag & KIND)
        return v.f_ptr.v if v.f_flag & INDIR else v.f_ptr  # type: ignore[no-any-return]

    @go("Int")
    def int_(self, v: Value) -> int:
        """The value of a signed integer."""
        if not INT <= v.f_flag & KIND <= INT64:
            self.wrong("reflect.Value.Int", v.f_flag & KIND)
        return v.f_ptr.v if v.f_flag & INDIR else v.f_ptr  # type: ignore[no-any-return]

    @go("Uint")
    def uint(self, v: Value) -> int:
        """The value of an unsigned integer."""
        if not UINT <= v.f_flag & KIND <= UINTPTR:
            self.wrong("reflect.Value.Uint", v.f_flag & KIND)
        return v.f_ptr.v if v.f_flag & INDIR else v.f_ptr  # type: ignore[no-any-return]

    @go("Float")
    def float_(self, v: Value) -> float:
        """The value of a floating-point number."""
        if not FLOAT32 <= v.f_flag & KIND <= FLOAT64:
            self.wrong("reflect.Value.Float", v.f_flag & KIND)
        return v.f_ptr.v if v.f_flag & INDIR else v.f_ptr  # type: ignore[no-any-return]

    @go("Complex")
    def complex_(self, v: Value) -> complex:
        """The value of a complex number."""
        if not COMPLEX64 <= v.f_flag & KIND <= COMPLEX128:
            self.wrong("reflect.Value.Complex", v.f_flag & KIND)
        return v.f_ptr.v if v.f_flag & INDIR else v.f_ptr  # type: ignore[no-any-return]

    @go("String", "stringNonString")
    def string(self, v: Value) -> bytes:
        """The value of a string; a description of anything else."""
        kind = v.f_flag & KIND
        if kind == STRING:
            return v.f_ptr.v if v.f_flag & INDIR else v.f_ptr  # type: ignore[no-any-return]
        if not kind:
            return b"<invalid Value>"
        return f"<{v.f_typ_.string} Value>".encode("utf-8", "surrogateescape")

    @go("Bytes", "bytesSlow")
    def bytes_(self, v: Value) -> Slice:
        """The value of a byte slice, or the elements of an addressable byte array."""
        kind = v.f_flag & KIND
        if kind == SLICE:
            if v.f_typ_.elem.kind != UINT8:  # type: ignore[union-attr]
                panic_string("reflect.Value.Bytes of non-byte slice")
            return load(v)  # type: ignore[no-any-return]
        if kind != ARRAY:
            self.wrong("reflect.Value.Bytes", kind)
        if v.f_typ_.elem.kind != UINT8:  # type: ignore[union-attr]
            panic_string("reflect.Value.Bytes of non-byte array")
        if not v.f_flag & ADDR:
            panic_string("reflect.Value.Bytes of unaddressable byte array")
        n = v.f_typ_.len
        return Slice(v.f_ptr, 0, n, n)

    @go("runes")
    def runes(self, v: Value) -> Slice:
        """The value of a rune slice."""
        return load(v)  # type: ignore[no-any-return]

    @go("IsNil")
    def is_nil(self, v: Value) -> bool:
        """Whether a value that can be nil is."""
        kind = v.f_flag & KIND
        x = v.f_ptr.v if v.f_flag & INDIR else v.f_ptr
        if kind == SLICE:
            return x.arr is None
        if kind == MAP:
            return x is NIL_MAP
        if kind in (POINTER, INTERFACE, CHAN, FUNC, UNSAFE_POINTER):
            return x is None
        self.wrong("reflect.Value.IsNil", kind)

    @go("Elem")
    def elem(self, v: Value) -> Value:
        """What an interface holds or a pointer points to."""
        kind = v.f_flag & KIND
        x = v.f_ptr.v if v.f_flag & INDIR else v.f_ptr
        if kind == POINTER:
            if x is None:
                return Value()
            t = v.f_typ_.elem
            assert t is not None
            return Value(t, x, t.kind | (v.f_flag & RO) | (ADDR if t.inplace else ADDR | INDIR))
        if kind == INTERFACE:
            return Value() if x is None else Value(x.t, x.v, x.t.kind | (STICKY_RO if v.f_flag & RO else 0))
        self.wrong("reflect.Value.Elem", kind)

    @go("NumField")
    def num_field(self, v: Value) -> int:
        """How many fields a struct has."""
        if v.f_flag & KIND != STRUCT:
            self.wrong("reflect.Value.NumField", v.f_flag & KIND)
        return len(v.f_typ_.fields)

    @go("Field")
    def field(self, v: Value, i: int) -> Value:
        """Field i of a struct."""
        flag = v.f_flag
        if flag & KIND != STRUCT:
            self.wrong("reflect.Value.Field", flag & KIND)
        fields = v.f_typ_.fields
        if not 0 <= i < len(fields):
            panic_string("reflect: Field index out of range")
        f = fields[i]
        t = f.type
        out = t.kind | flag & (STICKY_RO | ADDR)
        if not f.exported:
            out |= EMBED_RO if f.embedded else STICKY_RO
        if t.inplace:
            return Value(t, getattr(v.f_ptr, f.slot), out)
        if flag & ADDR:
            return Value(t, FieldRef(v.f_ptr, f.slot), out | INDIR)
        return Value(t, getattr(v.f_ptr, f.slot), out)

    @go("Pointer")
    def pointer(self, v: Value) -> int:
        """Where the value is, as a number."""
        kind = v.f_flag & KIND
        x = load(v)
        if kind == SLICE:
            return 0 if x.arr is None else self.address(x.arr) + x.off * v.f_typ_.elem.size  # type: ignore[union-attr]
        if kind == MAP:
            return 0 if x is NIL_MAP else self.address(x)
        if kind == FUNC:
            return 0 if x is None else self.code_pointer(x)
        if kind in (POINTER, CHAN, UNSAFE_POINTER, STRING):
            return self.address(x)
        self.wrong("reflect.Value.Pointer", kind)

    def code_pointer(self, fn: Any) -> int:
        """The program counter where a function begins."""
        from goloupe.std import runtime

        number: int = runtime.positions(self.lib).number(runtime.func_position(fn))
        return number

    @go("UnsafeAddr")
    def unsafe_addr(self, v: Value) -> int:
        """Where a variable is, as a number."""
        if v.f_typ_ is None:
            self.wrong("reflect.Value.UnsafeAddr", 0)
        if not v.f_flag & ADDR:
            panic_string("reflect.Value.UnsafeAddr of unaddressable value")
        return self.address(v.f_ptr)

    @go("UnsafePointer", "pointer")
    def unsafe_pointer(self, v: Value) -> Any:
        """The value as an unsafe.Pointer."""
        kind = v.f_flag & KIND
        x = load(v)
        if kind == SLICE:
            return None if x.arr is None else ElemRef(x.arr, x.off)
        if kind == MAP:
            return None if x is NIL_MAP else x
        if kind == FUNC:
            return None if x is None else UnsafePointer(None, self.code_pointer(x))
        if kind in (POINTER, CHAN, UNSAFE_POINTER, STRING):
            return x
        self.wrong("reflect.Value.UnsafePointer", kind)

    # Writing.

    @go("Set")
    def set(self, v: Value, x: Value) -> None:
        """Set a variable."""
        self.must_be_assignable(v, "reflect.Value.Set")
        self.must_be_exported(x, "reflect.Value.Set")
        store(v, self.assigned("reflect.Set", x, v.f_typ_))

    def assigned(self, context: str, x: Value, t: Type) -> Any:
        """x as a value of type t, to be kept: copied if that matters."""
        raise NotImplementedError

    @go("SetBool")
    def set_bool(self, v: Value, x: bool) -> None:
        """Set a bool."""
        self.must_be_assignable(v, "reflect.Value.SetBool")
        self.must_be(v, BOOL, "reflect.Value.SetBool")
        v.f_ptr.v = x

    @go("SetInt")
    def set_int(self, v: Value, x: int) -> None:
        """Set a signed integer; what does not fit is cut off."""
        self.must_be_assignable(v, "reflect.Value.SetInt")
        kind = v.f_flag & KIND
        if not INT <= kind <= INT64:
            self.wrong("reflect.Value.SetInt", kind)
        half = 1 << v.f_typ_.size * 8 - 1
        v.f_ptr.v = (x + half & 2 * half - 1) - half

    @go("SetUint")
    def set_uint(self, v: Value, x: int) -> None:
        """Set an unsigned integer; what does not fit is cut off."""
        self.must_be_assignable(v, "reflect.Value.SetUint")
        kind = v.f_flag & KIND
        if not UINT <= kind <= UINTPTR:
            self.wrong("reflect.Value.SetUint", kind)
        v.f_ptr.v = x & (1 << v.f_typ_.size * 8) - 1

    @go("SetFloat")
    def set_float(self, v: Value, x: float) -> None:
        """Set a floating-point number."""
        self.must_be_assignable(v, "reflect.Value.SetFloat")
        kind = v.f_flag & KIND
        if not FLOAT32 <= kind <= FLOAT64:
            self.wrong("reflect.Value.SetFloat", kind)
        v.f_ptr.v = f32(x) if kind == FLOAT32 else x

    @go("SetComplex")
    def set_complex(self, v: Value, x: complex) -> None:
        """Set a complex number."""
        self.must_be_assignable(v, "reflect.Value.SetComplex")
        kind = v.f_flag & KIND
        if not COMPLEX64 <= kind <= COMPLEX128:
            self.wrong("reflect.Value.SetComplex", kind)
        v.f_ptr.v = c64(x) if kind == COMPLEX64 else x

    @go("SetString")
    def set_string(self, v: Value, x: bytes) -> None:
        """Set a string."""
        self.must_be_assignable(v, "reflect.Value.SetString")
        self.must_be(v, STRING, "reflect.Value.SetString")
        v.f_ptr.v = x

    @go("SetBytes")
    def set_bytes(self, v: Value, x: Slice) -> None:
        """Set a byte slice."""
        self.must_be_assignable(v, "reflect.Value.SetBytes")
        self.must_be(v, SLICE, "reflect.Value.SetBytes")
        if v.f_typ_.elem.kind != UINT8:  # type: ignore[union-attr]
            panic_string("reflect.Value.SetBytes of non-byte slice")
        v.f_ptr.v = x

    @go("setRunes")
    def set_runes(self, v: Value, x: Slice) -> None:
        """Set a rune slice."""
        v.f_ptr.v = x

    @go("SetPointer")
    def set_pointer(self, v: Value, x: Any) -> None:
        """Set an unsafe.Pointer."""
        self.must_be_assignable(v, "reflect.Value.SetPointer")
        self.must_be(v, UNSAFE_POINTER, "reflect.Value.SetPointer")
        v.f_ptr.v = x

    @go("SetZero")
    def set_zero(self, v: Value) -> None:
        """Set a variable to zero."""
        self.must_be_assignable(v, "reflect.Value.SetZero")
        store(v, v.f_typ_.zero())

    @go("IsZero")
    def is_zero(self, v: Value) -> bool:
        """Whether it is the zero value."""
        kind = v.f_flag & KIND
        x = load(v)
        if kind in (BOOL, STRING, FLOAT32, FLOAT64, COMPLEX64, COMPLEX128) or INT <= kind <= UINTPTR:
            return not x
        if kind == ARRAY:
            e = v.f_typ_.elem
            assert e is not None
            return all(self.is_zero(Value(e, item, e.kind)) for item in x)
        if kind == STRUCT:
            return all(f.name == "_" or self.is_zero(Value(f.type, getattr(x, f.slot), f.type.kind)) for f in v.f_typ_.fields)
        if not kind:
            self.wrong("reflect.Value.IsZero", 0)
        return self.is_nil(v)

    @go("CanInt")
    def can_int(self, v: Value) -> bool:
        """Whether Int works."""
        return INT <= v.f_flag & KIND <= INT64

    @go("CanUint")
    def can_uint(self, v: Value) -> bool:
        """Whether Uint works."""
        return UINT <= v.f_flag & KIND <= UINTPTR

    @go("CanFloat")
    def can_float(self, v: Value) -> bool:
        """Whether Float works."""
        return v.f_flag & KIND in (FLOAT32, FLOAT64)

    @go("CanComplex")
    def can_complex(self, v: Value) -> bool:
        """Whether Complex works."""
        return v.f_flag & KIND in (COMPLEX64, COMPLEX128)
