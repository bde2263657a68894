"""The machine: Go's runtime as a model in Python.

Lowered Go code (``goloupe.lower``) and stand-ins for the standard library (``goloupe.std``) run against this package.  It knows no
syntax and imports nothing of goloupe's front half.  Files are named after Go's own where Go has one.

**Two kinds of API.**  Pure operations on values are module functions: they need no machine.  Everything that may block, choose, print
or end the program is a method of `machine.Machine`, which lowered modules know as ``rt``.  There is one machine per run and no
mutable state outside it.

Values (`value`, `slices`, `text`, `maps`, `structs`)
-----------------------------------------------------
==============================================  ====================================================================================
``Slice(arr, off, len, cap)``, ``NIL_SLICE``    immutable header; ``arr`` is a ``list``, or a ``bytearray`` when elements are bytes
``Box(v)``                                      a variable whose address is taken; ``.v`` reads and writes
``FieldRef(obj, "f_x")``                        pointer to a field that is not a struct or array (those are their own pointers)
``ElemRef(arr, index)``                         pointer to an element that is not a struct or array
``GlobalRef(namespace, "name")``                pointer to a package variable kept as a Python global
``ArrayView(arr, off, n)``                      pointer to an array inside a slice (``(*[4]int)(s)``) that is not a whole list
``Iface(t, v)``                                 non-nil interface value; nil is ``None``
``UnsafePointer(base, off)``                    result of pointer arithmetic
==============================================  ====================================================================================

*Physically short arrays.*  The ``arr`` of a slice may be shorter than ``off + cap``; it is never shorter than ``off + len``.  Elements
past its end are zero values that nobody has seen.  So ``append`` within the capacity is ``list.append``, and growing costs one list
slice.  Reslicing past the physical end (``s[:cap(s)]``) materialises the zeros.  Code that indexes within ``len`` need not care.

*Elements that are structs or arrays* live in the list as objects; ``&s[i]`` is ``s.arr[s.off + i]`` itself.  A store must therefore
assign in place (``s.arr[j]._assign(v)``, ``s.arr[j][:] = v``).  Such types have ``Type.inplace`` true.

``slices``: (``et`` is the `rtype.Type` of the element)
    ``make_slice(et, n, cap=-1)`` · ``make_slice_checked(et, n, cap)`` (a capacity that may be negative) ·
    ``append1(s, v, et)`` · ``appendn(s, (v, w…), et)`` · ``append_slice(s, t, et)`` · ``append_string(s, b)`` ·
    ``copy_slice(dst, src, et) -> n`` · ``copy_string(dst, b) -> n`` · ``clear_slice(s, et)`` ·
    ``slice_lo(s, lo)`` ``slice_hi(s, hi, et)`` ``slice_lohi(s, lo, hi, et)`` ``slice3(s, lo, hi, max, et)`` ·
    ``array_slice(arr, lo, hi, max, given=bits)`` (``arr`` a list, bytearray or ArrayView, None panics) ·
    ``str_lo(b, lo)`` ``str_hi(b, hi)`` ``str_lohi(b, lo, hi)`` ·
    ``slice_to_array(s, n, et)`` ``slice_to_array_ptr(s, n)`` · ``from_values(list, et)`` ·
    ``grow_slice(s, n, et)``
    A checked access inline:  ``a.arr[a.off + i] if 0 <= i < a.len else panics.index(i, a.len)``
``text``: (string.go and utf8.go)
    ``decode_rune(b, i) -> (rune, width)`` · ``string_range(b)`` yields ``(index, rune)`` · ``runes_of(b) -> list[int]`` ·
    ``rune_to_string(r)`` (any integer) · ``string_to_bytes(b) -> Slice`` · ``bytes_to_string(s) -> bytes`` ·
    ``string_to_runes(b) -> Slice`` · ``runes_to_string(s) -> bytes``
``ints``:
    ``quo(a, b)`` ``rem(a, b)`` truncate (wrap the quotient of signed division) · ``shl(x, n)`` not wrapped, count clipped
    Negative counts raise ValueError, division by zero ZeroDivisionError; `panics.translate` knows both.
``floats``:
    ``f32(x)`` · ``fdiv(a, b)`` · ``to_i64 to_i32 to_i16 to_i8 to_u64 to_u32 to_u16 to_u8 (x)`` ·
    ``int_to_f32(n)`` (one rounding) · ``int_to_f64(n)`` · ``bits64(x)`` ``from_bits64(n)`` ``bits32`` ``from_bits32`` · ``fma(x, y, z)``
``complexes``:
    ``cmul(a, b)`` ``cdiv(a, b)`` ``c64(z)`` (rounds both parts)
``maps``: (``kt`` is the key's Type)
    ``make_map(kt) -> GoMap | KeyedMap`` chooses by ``kt.plain_key`` · ``NIL_MAP`` · ``clone_map(m)``
    both classes: ``m.load(k, zero)`` ``m.load2(k, zero) -> (v, ok)`` ``m.has(k)`` ``m.store(k, v)`` ``m.delete(k)``
    ``m.clear_all()`` ``len(m)``
    plain keys, inline: ``m.get(k, zero)``, ``k in m``, ``m[k] = v``, ``m.pop(k, None)``
    ``rt.map_items(m)`` yields ``(k, v)``, ``rt.map_keys(m)`` yields ``k``: Go's order and rules
``structs``:
    ``struct_class(name, [(slot, type)…]) -> class`` with ``__init__(fields…)`` (no argument: zero value), ``_copy() _assign(o)
    _eq(o) _key()``;
    built from source at run time for types that the lowerer did not write out itself (``reflect.StructOf``).  The lowerer may
    emit the same class as text: ``structs.source(name, fields, env)``, and set ``Type.cls``

Types (`rtype`, `alg`, `iface`)
-------------------------------
``Type`` descriptors are unique per Go type within a `rtype.Types` table (``rt.types``); basic ones are shared: ``rtype.BASIC[kind]``,
``T_INT``, ``T_STRING`` …, ``T_ANY``, ``T_ERROR``.
    ``types.ptr(t)  slice(t)  array(t, n)  map(k, e)  chan(t, dir)  func(ins, outs, variadic)  struct(fields)  interface(methods)
    named(name, pkg_path, string, key) -> Type`` then ``t.set_underlying(u)``, ``t.set_methods({...})``, ``t.ptr.set_methods({...})``
    (or ``set_methods_lazily(fn)``)
    ``t.zero() t.zv t.copy(v) t.assign(old, v) t.eq(a, b) t.hashkey(v) t.inplace t.noscan t.comparable t.zeros(n) t.size t.align t.cls``
    ``alg.iface_eq(a, b)`` ``alg.hash_key(x)`` (panic on uncomparable types)
    ``iface.implements(t, iface_type) -> bool`` (cached) · ``iface.missing_method(t, iface_type) -> str``
    ``iface.assert_type(x, T, I) -> v`` · ``iface.assert_iface(x, T, I) -> Iface`` (panic with Go's text; ``I`` is the static
    type of ``x``) ·
    a type switch compares ``x.t is T``, or ``implements(x.t, I)``
    calling a method of an interface:  ``x.t.methods["Name"](x.v, args…)``; unexported names are ``"pkg/path.name"``.

Panics (`panics`, `defers`, `print`)
------------------------------------
``raise GoPanic(iface)`` or ``rt.panic(iface)``.  Runtime errors: ``panics.index(i, n)  slice_alen slice_acap slice_b slice3_alen
slice3_acap slice3_b slice3_c slice_convert (x, y)  divide() nilptr() nil_map() makeslice_len() makeslice_cap() assertion(...)
uncomparable(t) unhashable(t) range_state(n) error_string(text) plain_error(text)``, all ``-> NoReturn``.  `translate(exc)` turns what
Python raises by itself (None dereferenced, ZeroDivisionError, ``1 << -1``) into a GoPanic, or None if the exception is nobody's but ours.

A function with ``defer`` is lowered to::

    def f(x):
        r = 0                              # result variables, always present
        d = Defers(rt)
        try:
            d.push(fn, a, b)               # defer fn(a, b): function and arguments are evaluated now
            ...
            r = x + 1                      # return x + 1
            d.ret()                        # run deferred calls
            return r                       # read after them: they may have changed it (nonlocal)
        except BaseException as e:
            d.panic(e)                     # runs the rest of them; raises again unless one recovered
            return r

Do not write any other ``finally`` or ``except`` for Go's sake: greenlets of goroutines left at exit are unwound by exceptions.
``rt.recover()`` must be called directly by the Python function of the Go function that calls recover (it looks at frames, as Go does);
for a loop body that is a closure take ``tok = rt.frame()`` first thing in the Go function and call ``rt.recover_in(tok)``.
Autogenerated wrappers are made known with ``stack.register(code, …, wrapper=True)``.

The machine (`machine`, made of `proc`, `chan`, `select`, `sema`, `coro`, `timer`)
----------------------------------------------------------------------------------
``Machine(scheduler=None, *, seed=0, gomaxprocs=4, clock="virtual"|"real", stdout=None, stderr=None, goroot="", hook=None, types=None)``

``rt.run(main) -> exit code``
    runs ``main()`` as goroutine 1; prints panics and fatal errors to ``stderr`` as Go does.  Call it inside ``stack.in_large_stack``.
goroutines
    ``rt.go(fn, *args)`` · ``rt.gosched()`` · ``rt.goexit()`` · ``rt.exit(code)`` · ``rt.fatal(text)`` · ``rt.goid()`` ·
    ``rt.num_goroutine()`` · ``rt.gomaxprocs(n) -> old`` · ``rt.lock_os_thread()`` ``rt.unlock_os_thread()`` ·
    ``rt.point()`` (a synchronisation point, for atomics and the like: may switch) ·
    ``rt.gopark(reason, on)`` ``rt.goready(g)`` ``rt.curg`` for stand-ins that block in their own way ·
    ``rt.newcoro(f) -> Coro`` ``rt.coroswitch(c)`` (iter.Pull)
loops (`turns`)
    ``rt.turned()`` after a thousand turns of a loop that may have an end · ``rt.spin()`` after a thousand of one that gets nowhere
bubbles of testing/synctest (`bubble`)
    ``bubble.bubbling(rt)`` is the machine with ``bubble_run(f)``, ``bubble_wait()`` and what else package internal/synctest needs
channels (None is the nil channel)
    ``rt.makechan(et, n)`` ``rt.chansend(ch, v)`` ``rt.chanrecv(ch)`` ``rt.chanrecv2(ch) -> (v, ok)`` ``rt.closechan(ch)``
    ``rt.chanlen(ch)``
    ``rt.chancap(ch)`` · ``rt.trysend(ch, v) -> bool`` ``rt.tryrecv(ch) -> (selected, v, ok)`` (a select with one case and default) ·
    ``rt.select(cases, has_default) -> (index, value, ok)``; cases are ``(ch, 0 | line, value)``: 0 receives; default is index -1 ·
    ``rt.block()`` (``select {}``)
synchronisation
    ``rt.semacquire(addr, reason="semacquire", lifo=False)`` ``rt.semrelease(addr, handoff=False)``; addr has ``.v`` and hashes
    by address ·
    ``rt.mutex_lock(m)`` ``rt.mutex_unlock(m)`` ``rt.mutex_trylock(m)``: internal/sync.Mutex (slots f_state, f_sema), both modes ·
    ``rt.notify_add(l) -> ticket`` ``rt.notify_wait(l, t)`` ``rt.notify_all(l)`` ``rt.notify_one(l)`` with ``l = sema.NotifyList()``
time
    ``rt.nanotime()`` ``rt.walltime() -> (sec, nsec)`` ``rt.sleep(ns)`` ``rt.new_timer(when, period, f, arg, chan=None) -> Timer``
    ``rt.stop_timer(t)`` ``rt.reset_timer(t, when, period)`` · ``rt.send_time(ch, v)`` ``rt.go_func(fn)`` for use in ``f``
output and choices
    ``rt.println(*args)`` ``rt.print(*args)``: the builtins, arguments are pairs ``(kind, value)`` · ``rt.write_stdout(b)``
    ``rt.write_stderr(b)`` ·
    ``rt.choose(kind, n) -> int`` · ``rt.values`` (a dict where stand-ins keep state of the run)

``sched.Scheduler(seed)`` makes and records the choices.
``stack.register(code, name, file, lines, …)`` tells dumps what a Python code object is in Go.
``hooks.Hook`` receives events (memory, synchronisation); ``tracelog.TraceLog`` is the columnar log.
"""
