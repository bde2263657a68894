"""From columns to Python: one Python function for each Go function.

The model.  A Go function becomes a Python function with the same parameters; goroutines are greenlets, so any function may block.
Local variables are Python locals unless a pointer or a closure can reach them, then they live in a ``Box``.  Structs are objects
with slots, copied where Go copies; a pointer to a struct is the object itself.  Integers are Python integers, brought back
into their type after each operation that may leave it (``ranges`` finds those that cannot).  See ``runtime.value`` for the
representation of every kind of value.

Loops.  ``for i := a; i < n; i++`` is Python's loop over a range (``count``).  Other loops take their turns from an iterator, so that other
goroutines can run beside a loop without end: ``for _ in turns:``, or ``spins`` if the loop gets nowhere by itself.  What Go tests before a
turn is tested first thing in it.

Invariants.  Lowered code holds no state of its own: everything outside of a function is a name in the program's one
namespace (functions ``pkg·F``, variables ``V·pkg·x``, types ``T·pkg·T``, struct classes ``C·pkg·T``, the machine ``rt``).  A unit, a
declared function with its closures, is lowered only when it is first called.

What it follows: the Go language specification, and cmd/compile's own order of evaluation (walk/order.go) where the
specification leaves it open.
"""
