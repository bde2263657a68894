"""Functions and methods as reflect.Values."""

from __future__ import annotations

from functools import partial
from typing import Any

from goloupe.runtime import stack
from goloupe.runtime.rtype import FUNC, INTERFACE, Type
from goloupe.runtime.slices import from_values
from goloupe.runtime.value import Iface, Slice
from goloupe.std.library import panic_string
from goloupe.std.reflect.convert import Conversions
from goloupe.std.reflect.registry import go
from goloupe.std.reflect.types import directly_assignable, implements_interface
from goloupe.std.reflect.value import ADDR, KIND, METHOD, RO, STICKY_RO, Value, load


class Calls(Conversions):
    """Calling, and being called."""

    # Methods.

    @go("NumMethod")
    def value_num_method(self, v: Value) -> int:
        """How many methods a value has."""
        if v.f_typ_ is None:
            self.wrong("reflect.Value.NumMethod", 0)
        if v.f_flag & METHOD:
            return 0
        return len(self.exported_methods(v.f_typ_))

    @go("Method")
    def value_method(self, v: Value, i: int) -> Value:
        """Method i, bound to the value."""
        t = v.f_typ_
        if t is None:
            self.wrong("reflect.Value.Method", 0)
        methods = () if v.f_flag & METHOD else self.exported_methods(t)
        if not 0 <= i < len(methods):
            panic_string("reflect: Method index out of range")
        name, mt = methods[i]
        x = load(v)
        fn: Any
        if t.kind == INTERFACE:
            if x is None:
                panic_string("reflect: Method on nil interface value")
            if t.imethods[i].pkg_path:
                return Value(mt, partial(_unexported), FUNC | METHOD | (STICKY_RO if v.f_flag & RO else 0))
            fn = partial(_of_interface, v, name) if v.f_flag & ADDR else partial(x.t.methods[name], x.v)
        elif v.f_flag & ADDR:
            fn = partial(_of_variable, v, name)
        else:
            fn = partial(t.methods[name], x)
        return Value(mt, fn, FUNC | METHOD | (STICKY_RO if v.f_flag & RO else 0))

    @go("MethodByName")
    def value_method_by_name(self, v: Value, name: bytes) -> Value:
        """The method of this name, bound to the value; the zero Value if there is none."""
        t = v.f_typ_
        if t is None:
            self.wrong("reflect.Value.MethodByName", 0)
        if v.f_flag & METHOD:
            return Value()
        wanted = name.decode("utf-8", "surrogateescape")
        for i, (key, _) in enumerate(self.exported_methods(t)):
            if key == wanted:
                return self.value_method(v, i)
        return Value()

    # Calls.

    @go("Call")
    def call(self, v: Value, args: Slice) -> Slice:
        """``v(args…)``."""
        return self._call(v, args, "Call")

    @go("CallSlice")
    def call_slice(self, v: Value, args: Slice) -> Slice:
        """``v(args...)``: the last argument is the variadic slice."""
        return self._call(v, args, "CallSlice")

    def _call(self, v: Value, args: Slice, op: str) -> Slice:
        self.must_be(v, FUNC, f"reflect.Value.{op}")
        self.must_be_exported(v, f"reflect.Value.{op}")
        t = v.f_typ_
        fn = load(v)
        if fn is None:
            panic_string("reflect.Value.Call: call of nil function")
        given: list[Value] = list(args.arr[args.off : args.off + args.len]) if args.len else []
        n = len(t.ins)
        spread = op == "CallSlice"
        if spread and not t.variadic:
            panic_string("reflect: CallSlice of non-variadic function")
        fixed = n - 1 if t.variadic and not spread else n
        if len(given) < fixed:
            panic_string(f"reflect: {op} with too few input arguments")
        if len(given) > fixed and (spread or not t.variadic):
            panic_string(f"reflect: {op} with too many input arguments")
        for x in given:
            if not x.f_flag & KIND:
                panic_string(f"reflect: {op} using zero Value argument")
        values = []
        for x, want in zip(given, t.ins[:fixed], strict=False):
            if not self._fits(x.f_typ_, want):
                panic_string(f"reflect: {op} using {x.f_typ_.string} as type {want.string}")
            self.must_be_exported(x, f"reflect.Value.{op}")
            values.append(self.assigned(f"reflect.Value.{op}", x, want))
        if t.variadic and not spread:
            values.append(self._rest(given[fixed:], t.ins[-1], op))
        return self._results(t, fn(*values))

    def _fits(self, src: Type, dst: Type) -> bool:
        return src is dst or directly_assignable(dst, src) or implements_interface(dst, src)

    def _rest(self, given: list[Value], t: Type, op: str) -> Slice:
        """The variadic arguments as a slice."""
        e = t.elem
        assert e is not None
        items = []
        for x in given:
            if not self._fits(x.f_typ_, e):
                panic_string(f"reflect: cannot use {x.f_typ_.string} as type {e.string} in {op}")
            self.must_be_exported(x, "reflect.Value.Set")
            items.append(self.assigned("reflect.Set", x, e))
        return from_values(items, e)

    def _results(self, t: Type, out: Any) -> Slice:
        outs = t.outs
        if not outs:
            return self.slice_of(())
        if len(outs) == 1:
            return self.slice_of((Value(outs[0], out, outs[0].kind),))
        return self.slice_of(Value(u, x, u.kind) for u, x in zip(outs, out, strict=True))

    @go("reflect.MakeFunc")
    def make_func(self, typ: Iface, fn: Any) -> Value:
        """A function of a type that passes its arguments to ``fn`` and returns what that returns."""
        t = typ.v
        if t.kind != FUNC:
            panic_string("reflect: call of MakeFunc with non-Func type")

        def made(*args: Any) -> Any:
            values = [Value(want, x, want.kind) for want, x in zip(t.ins, args, strict=True)]
            out = fn(Slice(values, 0, len(values), len(values)))
            if out.len != len(t.outs):
                panic_string("reflect: wrong return count from function created by MakeFunc")
            results = [self._made_result(x, want, fn) for x, want in zip(self._items(out), t.outs, strict=True)]
            return None if not results else results[0] if len(results) == 1 else tuple(results)

        return Value(t, made, FUNC)

    def _items(self, s: Slice) -> list[Value]:
        return list(s.arr[s.off : s.off + s.len]) if s.len else []

    def _made_result(self, x: Value, want: Type, fn: Any) -> Any:
        if x.f_typ_ is None:
            panic_string(f"reflect: function created by MakeFunc using {_name(fn)} returned zero Value")
        if x.f_flag & RO:
            panic_string(f"reflect: function created by MakeFunc using {_name(fn)} returned value obtained from unexported field")
        return self.assigned("reflect.MakeFunc", x, want)

    @go("reflect.makeMethodValue")
    def make_method_value(self, _op: bytes, v: Value) -> Value:
        """A method value is a function here from the start."""
        return Value(v.f_typ_, v.f_ptr, v.f_flag & ~METHOD)


def _name(fn: Any) -> str:
    code = getattr(fn, "__code__", None)
    about = stack.info(code) if code is not None else None
    return about.name if about is not None else "closure"


def _of_variable(v: Value, name: str, *args: Any) -> Any:
    """Call a method with what the variable holds now, as `methodReceiver` does."""
    t = v.f_typ_
    x = load(v)
    return t.methods[name](t.copy(x) if t.inplace else x, *args)


def _of_interface(v: Value, name: str, *args: Any) -> Any:
    """The same of a variable whose type is an interface."""
    x = load(v)
    if x is None:
        panic_string("reflect: Method on nil interface value")
    return x.t.methods[name](x.v, *args)


def _unexported(*_args: Any) -> None:
    panic_string("reflect: reflect.Value.Call of unexported method")
