"""Package sync/atomic.

Goroutines switch only where the machine switches them, so every operation here is atomic as it stands.  Each is a synchronisation point:
the two lines with ``budget`` are `Machine.point`, written out because these functions are called in the tightest loops there are. Numbers
arrive in the range of their type; additions wrap back into it.

An operation on a variable exists in two forms: a function that takes a pointer, whose target is its attribute ``v``, and a method of a
struct, whose only field is ``f_v``.  Both are made from one text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goloupe.runtime.alg import iface_eq
from goloupe.runtime.value import pointer_eq
from goloupe.std import bound
from goloupe.std.library import Library, panic_string

INTEGERS = {"Int32": (32, True), "Int64": (64, True), "Uint32": (32, False), "Uint64": (64, False), "Uintptr": (64, False)}

OPERATIONS = {
    "Load": ("", "return x.{v}"),
    "Store": (", value", "x.{v} = value"),
    "Swap": (", new", "old = x.{v}; x.{v} = new; return old"),
    "CompareAndSwap": (", old, new", "if {same}: x.{v} = new; return True\n    return False"),
    "Add": (", delta", "new = (x.{v} + delta + {half} & {mask}) - {half}; x.{v} = new; return new"),
    "And": (", mask", "old = x.{v}; x.{v} = old & mask; return old"),
    "Or": (", mask", "old = x.{v}; x.{v} = old | mask; return old"),
}
"""Name -> parameters and body."""

BOOL = {
    "Load": ("", "return x.f_v != 0"),
    "Store": (", value", "x.f_v = 1 if value else 0"),
    "Swap": (", new", "old = x.f_v != 0; x.f_v = 1 if new else 0; return old"),
    "CompareAndSwap": (", old, new", "if (x.f_v != 0) == old: x.f_v = 1 if new else 0; return True\n    return False"),
}

VALUE = {
    "Load": ("", "return x.f_v"),
    "Store": (", new", "check_store(x.f_v, new, 'store of'); x.f_v = new"),
    "Swap": (", new", "old = x.f_v; check_store(old, new, 'swap of'); x.f_v = new; return old"),
    "CompareAndSwap": (", old, new", "if swaps(x.f_v, old, new): x.f_v = new; return True\n    return False"),
}

FORM = """def operation(x{params}):
    rt.budget -= 1
    if rt.budget < 0: rt.preempt("{op}", x)
    {told}{body}
"""

METHOD_FORM = """def operation(x{params}):
    rt.budget -= 1
    if rt.budget < 0: rt.preempt("{op}", x)
    {told}try:
        {body}
    except AttributeError:
        if x is None or hasattr(x, 'f_v'): raise
        return operation(View(x){params})
"""
"""A method also takes a pointer to a plain number that was made a pointer to the struct: ``(*atomic.Int32)(unsafe.Pointer(&n))``."""


class View:
    """A number seen as an atomic struct."""

    __slots__ = ("pointer",)

    def __init__(self, pointer: Any) -> None:
        self.pointer = pointer

    @property
    def f_v(self) -> Any:
        """The number."""
        return self.pointer.v

    @f_v.setter
    def f_v(self, value: Any) -> None:
        self.pointer.v = value


def check_store(old: Any, new: Any, what: str) -> None:
    """Panic unless ``new`` can follow ``old`` in a Value."""
    if new is None:
        panic_string(f"sync/atomic: {what} nil value into Value")
    if old is not None and old.t is not new.t:
        panic_string(f"sync/atomic: {what} inconsistently typed value into Value")


def swaps(current: Any, old: Any, new: Any) -> bool:
    """Whether a Value that holds ``current`` gets ``new``."""
    if new is None:
        panic_string("sync/atomic: compare and swap of nil value into Value")
    if old is not None and old.t is not new.t:
        panic_string("sync/atomic: compare and swap of inconsistently typed values")
    if current is None:
        return old is None
    if current.t is not new.t:
        panic_string("sync/atomic: compare and swap of inconsistently typed value into Value")
    return iface_eq(current, old)


def _register(key: str, name: str, params: str, body: str) -> None:
    writes = name != "Load"
    form = METHOD_FORM if "(*" in key else FORM
    text = body.replace("\n", "\n    ") if "(*" in key else body
    told = f"if x is not None: rt.hook.atomic(rt.curg, x, '', {writes})\n    "

    @bound(key)
    def make(lib: Library) -> Callable[..., Any]:
        source = form.format(params=params, body=text, op="atomic" if writes else "load", told="" if lib.rt.hook is None else told)
        env: dict[str, Any] = {"rt": lib.rt, "pointer_eq": pointer_eq, "check_store": check_store, "swaps": swaps, "View": View}
        exec(compile(source, f"<{key}>", "exec"), env)
        operation: Callable[..., Any] = env["operation"]
        return operation


def _register_all() -> None:
    for name, (params, body) in OPERATIONS.items():
        for kind, (bits, signed) in INTEGERS.items():
            numbers = {"half": hex(1 << bits - 1) if signed else "0", "mask": hex((1 << bits) - 1)}
            for key, v in ((f"sync/atomic.{name}{kind}", "v"), (f"sync/atomic.(*{kind}).{name}", "f_v")):
                _register(key, name, params, body.format(v=v, same=f"x.{v} == old", **numbers))
        if name in ("Load", "Store", "Swap", "CompareAndSwap"):
            for key, v in ((f"sync/atomic.{name}Pointer", "v"), (f"sync/atomic.(*Pointer[...]).{name}", "f_v")):
                _register(key, name, params, body.format(v=v, same=f"pointer_eq(x.{v}, old)"))
    for form, texts in (("Bool", BOOL), ("Value", VALUE)):
        for name, (params, body) in texts.items():
            _register(f"sync/atomic.(*{form}).{name}", name, params, body)


_register_all()
