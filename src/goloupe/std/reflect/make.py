"""New values and new types."""

from __future__ import annotations

from typing import Any

from goloupe.runtime.maps import make_map
from goloupe.runtime.rtype import BOTH_DIR, CHAN, FUNC, INTERFACE, MAP, POINTER, SLICE, Field, Type
from goloupe.runtime.slices import make_slice
from goloupe.runtime.value import Box, ElemRef, Iface, Slice
from goloupe.std.library import panic_string
from goloupe.std.reflect.containers import Containers
from goloupe.std.reflect.registry import go
from goloupe.std.reflect.types import TypeMethods
from goloupe.std.reflect.value import Value


class Makers(Containers, TypeMethods):
    """Constructors."""

    # Values.

    @go("reflect.Zero")
    def zero(self, t: Iface | None) -> Value:
        """The zero value of a type."""
        if t is None:
            panic_string("reflect: Zero(nil)")
        return Value(t.v, t.v.zero(), t.v.kind)

    @go("reflect.New")
    def new(self, t: Iface | None) -> Value:
        """A pointer to a new variable."""
        if t is None:
            panic_string("reflect: New(nil)")
        zero = t.v.zero()
        return Value(self.pointer_to(t.v), zero if t.v.inplace else Box(zero), POINTER)

    @go("reflect.NewAt")
    def new_at(self, t: Iface, p: Any) -> Value:
        """A pointer of another type to the same variable."""
        return Value(self.pointer_to(t.v), p, POINTER)

    @go("reflect.MakeSlice")
    def make_slice(self, t: Iface, n: int, cap: int) -> Value:
        """``make([]T, n, cap)``."""
        if t.v.kind != SLICE:
            panic_string("reflect.MakeSlice of non-slice type")
        if n < 0:
            panic_string("reflect.MakeSlice: negative len")
        if cap < 0:
            panic_string("reflect.MakeSlice: negative cap")
        if n > cap:
            panic_string("reflect.MakeSlice: len > cap")
        return Value(t.v, make_slice(t.v.elem, n, cap), SLICE)

    @go("reflect.SliceAt")
    def slice_at(self, t: Iface, p: Any, n: int) -> Value:
        """A slice of the n elements from p on."""
        if isinstance(p, ElemRef):
            return Value(self.types.slice(t.v), Slice(p.arr, p.index, n, n), SLICE)
        return Value(self.types.slice(t.v), Slice(p, 0, n, n), SLICE)

    @go("reflect.MakeChan")
    def make_chan(self, t: Iface, n: int) -> Value:
        """``make(chan T, n)``."""
        if t.v.kind != CHAN:
            panic_string("reflect.MakeChan of non-chan type")
        if n < 0:
            panic_string("reflect.MakeChan: negative buffer size")
        if t.v.dir != BOTH_DIR:
            panic_string("reflect.MakeChan: unidirectional channel type")
        return Value(t.v, self.rt.makechan(t.v.elem, n), CHAN)

    @go("reflect.MakeMapWithSize")
    def make_map(self, t: Iface, _n: int) -> Value:
        """``make(map[K]V)``."""
        if t.v.kind != MAP:
            panic_string("reflect.MakeMapWithSize of non-map type")
        return Value(t.v, make_map(t.v.key), MAP)

    # Types.

    @go("reflect.PointerTo", "reflect.PtrTo")
    def ptr_to(self, t: Iface) -> Iface | None:
        """``*T``."""
        return self.type_value(self.pointer_to(t.v))

    @go("reflect.ptrTo", "reflect.(*rtype).ptrTo")
    def descriptor_ptr_to(self, t: Type) -> Type:
        """``*T``."""
        return self.pointer_to(t)

    @go("reflect.SliceOf")
    def slice_type(self, t: Iface) -> Iface | None:
        """``[]T``."""
        return self.type_value(self.types.slice(t.v))

    @go("reflect.ArrayOf")
    def array_type(self, n: int, t: Iface) -> Iface | None:
        """``[n]T``."""
        if n < 0:
            panic_string("reflect: negative length passed to ArrayOf")
        if t.v.size and n > ((1 << 64) - 1) // t.v.size:
            panic_string("reflect.ArrayOf: array size would exceed virtual address space")
        return self.type_value(self.types.array(t.v, n))

    @go("reflect.MapOf")
    def map_type(self, key: Iface, elem: Iface) -> Iface | None:
        """``map[K]V``."""
        if not key.v.comparable:
            panic_string(f"reflect.MapOf: invalid key type {key.v.string}")
        return self.type_value(self.types.map(key.v, elem.v))

    @go("reflect.ChanOf")
    def chan_type(self, direction: int, t: Iface) -> Iface | None:
        """``chan T``."""
        if t.v.size >= 1 << 16:
            panic_string("reflect.ChanOf: element size too large")
        if not 1 <= direction <= 3:
            panic_string("reflect.ChanOf: invalid dir")
        return self.type_value(self.types.chan(t.v, direction))

    @go("reflect.FuncOf")
    def func_type(self, ins: Slice, outs: Slice, variadic: bool) -> Iface | None:
        """``func(ins) outs``."""
        params = [t.v for t in ins.arr[ins.off : ins.off + ins.len]] if ins.len else []
        results = [t.v for t in outs.arr[outs.off : outs.off + outs.len]] if outs.len else []
        if variadic and (not params or params[-1].kind != SLICE):
            panic_string("reflect.FuncOf: last arg of variadic func must be slice")
        if len(params) + len(results) > 128:
            panic_string("reflect.FuncOf: too many arguments")
        return self.type_value(self.types.func(params, results, variadic))

    @go("reflect.StructOf")
    def struct_type(self, fields: Slice) -> Iface | None:
        """``struct { fields }``."""
        out: list[Field] = []
        names: set[str] = set()
        package = ""
        size = 0
        for i, sf in enumerate(fields.arr[fields.off : fields.off + fields.len] if fields.len else ()):
            field = self._new_field(i, sf)
            if field.pkg_path:
                if package and package != field.pkg_path:
                    panic_string(f"reflect.StructOf: fields with different PkgPath {package} and {field.pkg_path}")
                package = field.pkg_path
            if field.embedded:
                self._check_embedded(i, field, fields.len)
            if field.name in names and field.name != "_":
                panic_string(f"reflect.StructOf: duplicate field {field.name}")
            names.add(field.name)
            size += field.type.size
            if size >= 1 << 64:
                panic_string("reflect.StructOf: struct size would exceed virtual address space")
            out.append(field)
        t = self.types.struct(out)
        self._promote(t)
        return self.type_value(t)

    def _new_field(self, i: int, sf: Any) -> Field:
        name = sf.f_Name.decode("utf-8", "surrogateescape")
        if not name:
            panic_string(f"reflect.StructOf: field {i} has no name")
        if not _valid_name(name):
            panic_string(f"reflect.StructOf: field {i} has invalid name")
        if sf.f_Type is None:
            panic_string(f"reflect.StructOf: field {i} has no type")
        package = sf.f_PkgPath.decode()
        if sf.f_Anonymous and package:
            panic_string(f'reflect.StructOf: field "{name}" is anonymous but has PkgPath set')
        if not package and ("a" <= name[0] <= "z" or name[0] == "_"):
            panic_string(f'reflect.StructOf: field "{name}" is unexported but missing PkgPath')
        return Field(name, sf.f_Type.v, pkg_path=package, tag=sf.f_Tag.decode("utf-8", "surrogateescape"), embedded=sf.f_Anonymous)

    def _check_embedded(self, i: int, field: Field, n: int) -> None:
        t = field.type
        methods = t.imethods if t.kind == INTERFACE else ()
        unexported = "reflect: embedded interface with unexported method(s) not implemented"
        if t.kind == POINTER:
            assert t.elem is not None
            if t.elem.kind in (POINTER, INTERFACE):
                panic_string(f"reflect.StructOf: illegal embedded field type {t.string}")
        if t.kind == INTERFACE:
            if any(m.pkg_path for m in methods):
                panic_string(unexported)
            return
        names = self.pointer_to(t.elem).method_types if t.kind == POINTER and t.elem is not None else t.method_types
        if not names:
            return
        if i > 0:
            panic_string("reflect: embedded type with methods not implemented if type is not first field")
        if n > 1 and t.kind == POINTER:
            panic_string("reflect: embedded type with methods not implemented if there is more than one field")
        if n > 1 and t.kind in (CHAN, FUNC, MAP):
            panic_string("reflect: embedded type with methods not implemented for non-pointer type")
        if any("." in name for name in names):
            panic_string(unexported)

    def _promote(self, t: Type) -> None:
        """Give a struct type the methods of its embedded first field."""
        if not t.fields or not t.fields[0].embedded or t.method_source is not None:
            return
        f = t.fields[0]
        slot = f.slot
        if f.type.kind == INTERFACE:
            types = {m.key: m.type for m in f.type.imethods}
            t.set_methods_lazily(lambda: dict.fromkeys(types, _stub), dict(types))
            return
        inner = f.type
        t.set_methods_lazily(
            lambda: {key: (lambda x, *args, m=m: m(getattr(x, slot), *args)) for key, m in inner.methods.items()}, dict(inner.method_types)
        )


def _stub(*_args: Any) -> None:
    panic_string("reflect: StructOf does not support methods of embedded interfaces")


def _valid_name(name: str) -> bool:
    return name[0].isalpha() | (name[0] == "_") and all(c.isalpha() or c == "_" or (c.isnumeric() and c.isdigit()) for c in name)
