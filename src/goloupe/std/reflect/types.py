"""reflect.Type: descriptors seen by programs."""

# ruff: noqa: RET503  (functions that end in a panic)
from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from goloupe.runtime.iface import implements
from goloupe.runtime.rtype import (
    ARRAY,
    BOOL,
    BOTH_DIR,
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
    UINTPTR,
    UNSAFE_POINTER,
    Field,
    Type,
)
from goloupe.runtime.value import NIL_SLICE, Iface, Slice
from goloupe.std.library import Library, panic_string
from goloupe.std.reflect.registry import go, go_generic
from goloupe.std.reflect.value import KIND, Value, Values

MAX_FLOAT32 = 3.4028234663852886e38


def text(s: str) -> bytes:
    """A name or tag as a Go string."""
    return s.encode("utf-8", "surrogateescape")


def name_of(t: Type) -> str:
    """Type.Name: without package."""
    if not t.is_named:
        return ""
    s = t.string
    depth = 0
    for i in range(len(s) - 1, -1, -1):
        c = s[i]
        if c == "]":
            depth += 1
        elif c == "[":
            depth -= 1
        elif c == "." and not depth:
            return s[i + 1 :]
    return s


def same_underlying(a: Type, b: Type, tags: bool) -> bool:
    """Whether two types have identical underlying types; struct tags count or not."""
    if a is b:
        return True
    kind = a.kind
    if kind != b.kind:
        return False
    if BOOL <= kind <= COMPLEX128 or kind in (STRING, UNSAFE_POINTER):
        return True
    if a.underlying is b.underlying and kind != INTERFACE:
        return True
    if kind == FUNC:
        pairs = list(zip((*a.ins, *a.outs), (*b.ins, *b.outs), strict=False))
        same_shape = len(a.ins) == len(b.ins) and len(a.outs) == len(b.outs) and a.variadic == b.variadic
        return same_shape and all(same_type(x, y, tags) for x, y in pairs)
    if kind == INTERFACE:
        return not a.imethods and not b.imethods
    if kind == STRUCT:
        return len(a.fields) == len(b.fields) and all(_same_field(f, g, tags) for f, g in zip(a.fields, b.fields, strict=True))
    assert a.elem is not None and b.elem is not None
    if (kind == ARRAY and a.len != b.len) or (kind == CHAN and a.dir != b.dir):
        return False
    if kind == MAP:
        assert a.key is not None and b.key is not None
        if not same_type(a.key, b.key, tags):
            return False
    return same_type(a.elem, b.elem, tags)


def _same_field(f: Field, g: Field, tags: bool) -> bool:
    return (
        f.name == g.name
        and f.pkg_path == g.pkg_path
        and f.embedded == g.embedded
        and (not tags or f.tag == g.tag)
        and same_type(f.type, g.type, tags)
    )


def same_type(a: Type, b: Type, tags: bool) -> bool:
    """Whether two types are identical; struct tags count or not."""
    if tags or a is b:
        return a is b
    if name_of(a) != name_of(b) or a.kind != b.kind or a.pkg_path != b.pkg_path:
        return False
    return same_underlying(a, b, False)


def special_channel(dst: Type, src: Type) -> bool:
    """A channel of both directions may go where one direction is wanted."""
    return src.dir == BOTH_DIR and (not dst.is_named or not src.is_named) and dst.elem is src.elem


def directly_assignable(dst: Type, src: Type) -> bool:
    """Whether a value of ``src`` is one of ``dst`` as it stands."""
    if dst is src:
        return True
    if (dst.is_named and src.is_named) or dst.kind != src.kind:
        return False
    if dst.kind == CHAN and special_channel(dst, src):
        return True
    return same_underlying(dst, src, True)


def implements_interface(dst: Type, src: Type) -> bool:
    """Whether ``dst`` is an interface that ``src`` implements."""
    return dst.kind == INTERFACE and implements(src, dst)


class TypeMethods(Values):
    """What a reflect.Type can be asked."""

    def __init__(self, lib: Library) -> None:
        super().__init__(lib)
        self._ifaces: dict[Type, Iface] = {}
        self._methods: dict[Type, list[tuple[str, Type]]] = {}
        self._rtype: Type | None = None
        self._complete: set[Type] = set()

    # Between descriptors and reflect.Types.

    @go("reflect.toType")
    def type_value(self, t: Type | None) -> Iface | None:
        """A descriptor as a reflect.Type."""
        if t is None:
            return None
        found = self._ifaces.get(t)
        if found is None:
            if self._rtype is None:
                self._rtype = self.lib.type_of("*reflect.rtype")
            found = self._ifaces[t] = Iface(self._rtype, t)
        return found

    @go("reflect.TypeOf")
    def type_of(self, i: Iface | None) -> Iface | None:
        """The dynamic type of an interface."""
        return None if i is None else self.type_value(i.t)

    @go_generic("reflect.TypeFor[...]")
    def type_for(self, types: list[Type]) -> Callable[[], Iface | None]:
        """The type argument."""
        found = self.type_value(types[0])
        return lambda: found

    @go("reflect.rtypeOf")
    def rtype_of(self, i: Iface) -> Type:
        """The descriptor in an interface."""
        return i.t

    @go("Type", "typeSlow")
    def value_type(self, v: Value) -> Iface | None:
        """The type of a value."""
        if not v.f_flag:
            self.wrong("reflect.Value.Type", 0)
        t = v.f_typ_
        return self._ifaces.get(t) or self.type_value(t)

    def pointer_to(self, t: Type) -> Type:
        """The pointer type; the linker is asked for its methods the first time."""
        p = t.ptr
        if p not in self._complete:
            self._complete.add(p)
            if (t.is_named or t.kind == STRUCT) and p.method_source is None:
                self.lib.complete(p)
        return p

    def slice_of(self, items: Iterable[Any]) -> Slice:
        """A fresh slice."""
        arr = list(items)
        return Slice(arr, 0, len(arr), len(arr)) if arr else NIL_SLICE

    # Simple questions.

    @go("reflect.(*rtype).String")
    def type_string(self, t: Type) -> bytes:
        """The type in Go's syntax."""
        return text(t.string)

    @go("reflect.(*rtype).Size")
    def type_size(self, t: Type) -> int:
        """Bytes of a value."""
        return t.size

    @go("reflect.(*rtype).Bits")
    def type_bits(self, t: Type) -> int:
        """Bits of a number."""
        if t is None:
            panic_string("reflect: Bits of nil Type")
        if not INT <= t.kind <= COMPLEX128:
            panic_string(f"reflect: Bits of non-arithmetic Type {t.string}")
        return t.size * 8

    @go("reflect.(*rtype).Align", "reflect.(*rtype).FieldAlign")
    def type_align(self, t: Type) -> int:
        """Alignment."""
        return t.align

    @go("reflect.(*rtype).Kind")
    def type_kind(self, t: Type) -> int:
        """The kind."""
        return t.kind

    @go("reflect.(*rtype).common", "reflect.(*rtype).uncommon", "reflect.toRType")
    def type_common(self, t: Type) -> Type:
        """The descriptor."""
        return t

    @go("reflect.(*rtype).Name")
    def type_name(self, t: Type) -> bytes:
        """The name without package."""
        return text(name_of(t))

    @go("reflect.(*rtype).PkgPath")
    def type_pkg_path(self, t: Type) -> bytes:
        """Import path of the package that defines the type."""
        return text(t.pkg_path) if t.is_named and t.kind != UNSAFE_POINTER else b""

    @go("reflect.(*rtype).ChanDir")
    def type_chan_dir(self, t: Type) -> int:
        """Direction of a channel type."""
        if t.kind != CHAN:
            panic_string(f"reflect: ChanDir of non-chan type {t.string}")
        return t.dir

    @go("reflect.(*rtype).Elem")
    def type_elem(self, t: Type) -> Iface | None:
        """Element type."""
        if t.kind not in (ARRAY, CHAN, MAP, POINTER, SLICE):
            panic_string(f"reflect: Elem of invalid type {t.string}")
        return self.type_value(t.elem)

    @go("reflect.(*rtype).Key")
    def type_key(self, t: Type) -> Iface | None:
        """Key type of a map."""
        if t.kind != MAP:
            panic_string(f"reflect: Key of non-map type {t.string}")
        return self.type_value(t.key)

    @go("reflect.(*rtype).Len")
    def type_len(self, t: Type) -> int:
        """Length of an array type."""
        if t.kind != ARRAY:
            panic_string(f"reflect: Len of non-array type {t.string}")
        return t.len

    @go("reflect.(*rtype).IsVariadic")
    def type_is_variadic(self, t: Type) -> bool:
        """Whether a function's last parameter is ``...``."""
        self._func(t, "IsVariadic")
        return t.variadic

    @go("reflect.(*rtype).In")
    def type_in(self, t: Type, i: int) -> Iface | None:
        """Parameter i of a function type."""
        self._func(t, "In")
        return self.type_value(self._item(t.ins, i))

    @go("reflect.(*rtype).Out")
    def type_out(self, t: Type, i: int) -> Iface | None:
        """Result i of a function type."""
        self._func(t, "Out")
        return self.type_value(self._item(t.outs, i))

    def _item(self, types: tuple[Type, ...], i: int) -> Type:
        if not 0 <= i < len(types):
            from goloupe.runtime import panics

            panics.index(i, len(types))
        return types[i]

    @go("reflect.(*rtype).NumIn")
    def type_num_in(self, t: Type) -> int:
        """How many parameters."""
        self._func(t, "NumIn")
        return len(t.ins)

    @go("reflect.(*rtype).NumOut")
    def type_num_out(self, t: Type) -> int:
        """How many results."""
        self._func(t, "NumOut")
        return len(t.outs)

    def _func(self, t: Type, what: str) -> None:
        if t.kind != FUNC:
            panic_string(f"reflect: {what} of non-func type {t.string}")

    @go("reflect.(*rtype).Comparable")
    def type_comparable(self, t: Type) -> bool:
        """Whether values have ``==``."""
        return t.comparable

    @go("reflect.(*rtype).Implements")
    def type_implements(self, t: Type, u: Iface | None) -> bool:
        """Whether it implements interface u."""
        if u is None:
            panic_string("reflect: nil type passed to Type.Implements")
        if u.v.kind != INTERFACE:
            panic_string("reflect: non-interface type passed to Type.Implements")
        return implements_interface(u.v, t)

    @go("reflect.(*rtype).AssignableTo")
    def type_assignable_to(self, t: Type, u: Iface | None) -> bool:
        """Whether values can be assigned to u."""
        if u is None:
            panic_string("reflect: nil type passed to Type.AssignableTo")
        return directly_assignable(u.v, t) or implements_interface(u.v, t)

    @go("reflect.(*rtype).ConvertibleTo")
    def type_convertible_to(self, t: Type, u: Iface | None) -> bool:
        """Whether values can be converted to u."""
        if u is None:
            panic_string("reflect: nil type passed to Type.ConvertibleTo")
        return self.conversion(u.v, t) is not None

    def conversion(self, dst: Type, src: Type) -> Callable[[Value, Type], Value] | None:
        """How to convert between two types."""
        raise NotImplementedError

    @go("reflect.directlyAssignable")
    def types_directly_assignable(self, dst: Type, src: Type) -> bool:
        """For the real source."""
        return directly_assignable(dst, src)

    @go("reflect.implements")
    def types_implement(self, dst: Type, src: Type) -> bool:
        """For the real source."""
        return implements_interface(dst, src)

    @go(
        "reflect.(*rtype).OverflowInt",
        "reflect.(*rtype).OverflowUint",
        "reflect.(*rtype).OverflowFloat",
        "reflect.(*rtype).OverflowComplex",
    )
    def type_overflow(self, t: Type, x: Any) -> bool:
        """Whether a number does not fit."""
        kind = t.kind
        if isinstance(x, complex):
            if kind not in (COMPLEX64, COMPLEX128):
                panic_string(f"reflect: OverflowComplex of non-complex type {t.string}")
            return kind == COMPLEX64 and (_overflows32(x.real) or _overflows32(x.imag))
        if isinstance(x, float):
            if kind not in (FLOAT32, FLOAT64):
                panic_string(f"reflect: OverflowFloat of non-float type {t.string}")
            return kind == FLOAT32 and _overflows32(x)
        if INT <= kind <= INT64:
            half = 1 << t.size * 8 - 1
            return not -half <= x < half
        if UINT <= kind <= UINTPTR:
            return x >> t.size * 8 != 0  # type: ignore[no-any-return]
        panic_string(f"reflect: OverflowInt of non-int type {t.string}")

    @go("OverflowInt", "OverflowUint", "OverflowFloat", "OverflowComplex")
    def value_overflow(self, v: Value, x: Any) -> bool:
        """Whether a number does not fit."""
        t = v.f_typ_
        kind = v.f_flag & 31
        if isinstance(x, complex) and kind not in (COMPLEX64, COMPLEX128):
            self.wrong("reflect.Value.OverflowComplex", kind)
        if isinstance(x, float) and kind not in (FLOAT32, FLOAT64):
            self.wrong("reflect.Value.OverflowFloat", kind)
        if isinstance(x, int) and not INT <= kind <= UINTPTR:
            self.wrong("reflect.Value.OverflowInt", kind)
        return self.type_overflow(t, x)

    @go("reflect.canRangeFunc")
    def can_range_func(self, t: Type, n: int) -> bool:
        """Whether it is a function that a loop with n variables ranges over."""
        return _yields(t, n)

    @go("reflect.(*rtype).CanSeq")
    def type_can_seq(self, t: Type) -> bool:
        """Whether a loop with one variable ranges over values."""
        if INT <= t.kind <= UINTPTR or t.kind in (ARRAY, SLICE, CHAN, STRING, MAP):
            return True
        return _yields(t, 1) or (t.kind == POINTER and t.elem is not None and t.elem.kind == ARRAY)

    @go("reflect.(*rtype).CanSeq2")
    def type_can_seq2(self, t: Type) -> bool:
        """Whether a loop with two variables ranges over values."""
        if t.kind in (ARRAY, SLICE, STRING, MAP):
            return True
        return _yields(t, 2) or (t.kind == POINTER and t.elem is not None and t.elem.kind == ARRAY)

    # Fields.

    def struct_field(self, t: Type, i: int, index: list[int] | None = None) -> Any:
        """A reflect.StructField."""
        f = t.fields[i]
        cls = self.lib.type_of("reflect.StructField").cls
        where = [i] if index is None else index
        return cls(
            text(f.name),
            text(f.pkg_path) if not f.exported else b"",
            self.type_value(f.type),
            text(f.tag),
            f.offset,
            Slice(where, 0, len(where), len(where)),
            f.embedded,
        )

    def _struct(self, t: Type, what: str) -> None:
        if t.kind != STRUCT:
            panic_string(f"reflect: {what} of non-struct type {t.string}")

    @go("reflect.(*rtype).NumField")
    def type_num_field(self, t: Type) -> int:
        """How many fields."""
        self._struct(t, "NumField")
        return len(t.fields)

    @go("reflect.(*rtype).Field")
    def type_field(self, t: Type, i: int) -> Any:
        """Field i."""
        self._struct(t, "Field")
        if not 0 <= i < len(t.fields):
            panic_string("reflect: Field index out of bounds")
        return self.struct_field(t, i)

    @go("reflect.(*rtype).FieldByIndex")
    def type_field_by_index(self, t: Type, index: Slice) -> Any:
        """A field of an embedded struct."""
        self._struct(t, "FieldByIndex")
        field = self.lib.struct("reflect.StructField", Type=self.type_value(t))
        current = t
        for step, i in enumerate(index.arr[index.off : index.off + index.len] if index.len else ()):
            if step and current.kind == POINTER and current.elem is not None and current.elem.kind == STRUCT:
                current = current.elem
            field = self.type_field(current, i)
            current = current.fields[i].type
        return field

    def _found(self, t: Type, match: Callable[[str], bool]) -> tuple[Type, list[int]] | None:
        """The one shallowest field whose name matches: the struct that has it, and the way there."""
        level: list[tuple[Type, list[int]]] = [(t, [])]
        counts: dict[Type, int] = {}
        visited: set[Type] = set()
        while level:
            found: tuple[Type, list[int]] | None = None
            below: list[tuple[Type, list[int]]] = []
            below_counts: dict[Type, int] = {}
            for struct, way in level:
                if struct in visited:
                    continue
                visited.add(struct)
                for i, f in enumerate(struct.fields):
                    if match(f.name):
                        if counts.get(struct, 0) > 1 or found is not None:
                            return None
                        found = struct, [*way, i]
                        continue
                    inner = f.type.elem if f.type.kind == POINTER else f.type
                    if found is not None or not f.embedded or inner is None or inner.kind != STRUCT:
                        continue
                    if below_counts.get(inner):
                        below_counts[inner] = 2
                        continue
                    below_counts[inner] = 2 if counts.get(struct, 0) > 1 else 1
                    below.append((inner, [*way, i]))
            if found is not None:
                return found
            level, counts = below, below_counts
        return None

    def _field_result(self, found: tuple[Type, list[int]] | None) -> tuple[Any, bool]:
        if found is None:
            return self.lib.struct("reflect.StructField"), False
        struct, way = found
        return self.struct_field(struct, way[-1], way), True

    @go("reflect.(*rtype).FieldByName")
    def type_field_by_name(self, t: Type, name: bytes) -> tuple[Any, bool]:
        """The field of this name, here or in an embedded struct."""
        self._struct(t, "FieldByName")
        wanted = name.decode("utf-8", "surrogateescape")
        for i, f in enumerate(t.fields):
            if f.name == wanted and name:
                return self.struct_field(t, i), True
        return self._field_result(self._found(t, lambda n: n == wanted) if any(f.embedded for f in t.fields) else None)

    @go("reflect.(*rtype).FieldByNameFunc")
    def type_field_by_name_func(self, t: Type, match: Callable[[bytes], bool]) -> tuple[Any, bool]:
        """The field whose name satisfies a function."""
        self._struct(t, "FieldByNameFunc")
        return self._field_result(self._found(t, lambda n: match(text(n))))

    @go("FieldByName")
    def value_field_by_name(self, v: Value, name: bytes) -> Value:
        """The field of this name; the zero Value if there is none."""
        self.must_be(v, STRUCT, "reflect.Value.FieldByName")
        t = v.f_typ_
        wanted = name.decode("utf-8", "surrogateescape")
        for i, f in enumerate(t.fields):
            if f.name == wanted:
                return self.field(v, i)
        found = self._found(t, lambda n: n == wanted) if any(f.embedded for f in t.fields) else None
        return Value() if found is None else self.field_by_index(v, found[1])

    @go("FieldByIndex")
    def value_field_by_index(self, v: Value, index: Slice) -> Value:
        """A field of an embedded struct."""
        return self.field_by_index(v, index.arr[index.off : index.off + index.len] if index.len else [])

    def field_by_index(self, v: Value, index: list[int]) -> Value:
        """A field of an embedded struct."""
        if len(index) != 1:
            self.must_be(v, STRUCT, "reflect.Value.FieldByIndex")
        for step, i in enumerate(index):
            if step and v.f_flag & KIND == POINTER and v.f_typ_.elem is not None and v.f_typ_.elem.kind == STRUCT:
                if self.is_nil(v):
                    panic_string("reflect: indirection through nil pointer to embedded struct")
                v = self.elem(v)
            v = self.field(v, i)
        return v

    # Methods.

    def exported_methods(self, t: Type) -> list[tuple[str, Type]]:
        """Names and types of the exported methods, sorted; of an interface, all methods."""
        found = self._methods.get(t)
        if found is None:
            if t.kind == POINTER and t.elem is not None:
                self.pointer_to(t.elem)
            if t.kind == INTERFACE:
                found = [(m.key, m.type) for m in t.imethods]
            else:
                found = [(name, mt) for name, mt in t.exported_methods if mt is not None]
            self._methods[t] = found
        return found

    @go("reflect.(*rtype).NumMethod")
    def type_num_method(self, t: Type) -> int:
        """How many methods."""
        return len(self.exported_methods(t))

    def method(self, t: Type, i: int) -> Any:
        """A reflect.Method."""
        name, mt = self.exported_methods(t)[i]
        if t.kind == INTERFACE:
            m = t.imethods[i]
            return self.lib.struct("reflect.Method", Name=text(m.name), PkgPath=text(m.pkg_path), Type=self.type_value(m.type), Index=i)
        full = self.types.func((t, *mt.ins), mt.outs, mt.variadic)
        func = Value(full, t.methods[name], FUNC)
        return self.lib.struct("reflect.Method", Name=text(name), Type=self.type_value(full), Func=func, Index=i)

    @go("reflect.(*rtype).Method")
    def type_method(self, t: Type, i: int) -> Any:
        """Method i."""
        if not 0 <= i < len(self.exported_methods(t)):
            if t.kind == INTERFACE:
                return self.lib.struct("reflect.Method")
            panic_string("reflect: Method index out of range")
        return self.method(t, i)

    @go("reflect.(*rtype).MethodByName")
    def type_method_by_name(self, t: Type, name: bytes) -> tuple[Any, bool]:
        """The method of this name."""
        wanted = name.decode("utf-8", "surrogateescape")
        for i, (key, _) in enumerate(self.exported_methods(t)):
            if key == wanted or (t.kind == INTERFACE and t.imethods[i].name == wanted):
                return self.method(t, i), True
        return self.lib.struct("reflect.Method"), False


def _yields(t: Type, n: int) -> bool:
    """Whether it is ``func(yield func(…n…) bool)``."""
    if t.kind != FUNC or len(t.ins) != 1 or t.outs:
        return False
    y = t.ins[0]
    return y.kind == FUNC and len(y.ins) == n and len(y.outs) == 1 and y.outs[0].kind == BOOL


def _overflows32(x: float) -> bool:
    x = abs(x)
    return MAX_FLOAT32 < x <= 1.7976931348623157e308
