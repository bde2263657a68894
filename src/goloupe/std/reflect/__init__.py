"""Package reflect, on the machine's type descriptors.

*Types.*  A ``*reflect.rtype`` is the descriptor itself (`goloupe.runtime.rtype.Type`).  So a ``reflect.Type`` is an interface value of
dynamic type ``*reflect.rtype`` that holds a descriptor, and two of them are equal if and only if the types are.

*Values.*  `value.Value` takes the place of the real struct and has its three fields: ``typ_``, ``ptr`` and ``flag``, with the real bits in
the flag except for one: ``INDIR`` says that ``ptr`` is a reference whose attribute ``v`` is the value.  Only addressable values that are
not structs or arrays have it; for those two the object is the value and the variable at once.  So ``ptr`` of an addressable value is what
a Go pointer to it is.

*Who works.*  Functions that only combine others (`FieldByIndex`, `VisibleFields`, iterators, tags) are the real source.  Those that look
into memory are methods of the classes in this package, marked with `registry.go`; `reflection.Reflection` is made of these classes, and
there is one in each run.

Follows `reflect/value.go`, `type.go`, `map.go`, `makefunc.go` and `deepequal.go`, with their messages.
"""

from goloupe.std.reflect.reflection import Reflection
from goloupe.std.reflect.value import Value

__all__ = ["Reflection", "Value"]
