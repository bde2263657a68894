"""Slices, arrays, strings, maps and channels as reflect.Values."""

# ruff: noqa: RET503  (functions that end in a panic)
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from goloupe.runtime.maps import nil_lookup
from goloupe.runtime.rtype import ARRAY, CHAN, MAP, POINTER, RECV_DIR, SEND_DIR, SLICE, STRING, T_UINT8, UINT8, Type
from goloupe.runtime.slices import append_slice, appendn, array_slice, clear_slice, copy_slice, grow_slice, slice3, slice_hi, slice_lohi
from goloupe.runtime.text import string_to_bytes
from goloupe.runtime.value import ElemRef, Slice
from goloupe.std.library import panic_string
from goloupe.std.reflect.registry import go
from goloupe.std.reflect.value import ADDR, INDIR, KIND, Value, Values, load, ro, store


def whole(array: Any, n: int) -> Slice:
    """An array as a slice."""
    return Slice(array, 0, n, n) if array.__class__ in (list, bytearray) else array_slice(array, -1, -1, -1)


class Cursor:
    """The place of a MapIter."""

    __slots__ = ("done", "items", "key", "value")

    def __init__(self, items: Iterator[tuple[Any, Any]]) -> None:
        self.items = items
        self.done = False
        self.key: Any = None
        self.value: Any = None

    def next(self) -> bool:
        """Go to the next entry."""
        try:
            self.key, self.value = next(self.items)
        except StopIteration:
            self.done = True
        return not self.done


class Containers(Values):
    """What holds elements."""

    # Lengths.

    @go("Len")
    def len_(self, v: Value) -> int:
        """How many elements there are."""
        kind = v.f_flag & KIND
        x = v.f_ptr.v if v.f_flag & INDIR else v.f_ptr
        if kind == SLICE:
            return x.len  # type: ignore[no-any-return]
        if kind in (STRING, MAP):
            return len(x)
        if kind == ARRAY:
            return v.f_typ_.len
        if kind == CHAN:
            return self.rt.chanlen(x)  # type: ignore[no-any-return]
        return self._pointed_length(v, kind, "reflect.Value.Len")

    @go("Cap")
    def cap(self, v: Value) -> int:
        """How many elements there is room for."""
        kind = v.f_flag & KIND
        x = load(v)
        if kind == SLICE:
            return x.cap  # type: ignore[no-any-return]
        if kind == ARRAY:
            return v.f_typ_.len
        if kind == CHAN:
            return self.rt.chancap(x)  # type: ignore[no-any-return]
        return self._pointed_length(v, kind, "reflect.Value.Cap")

    def _pointed_length(self, v: Value, kind: int, method: str) -> int:
        if kind == POINTER:
            e = v.f_typ_.elem
            assert e is not None
            if e.kind == ARRAY:
                return e.len
            panic_string(f"reflect: call of {method} on ptr to non-array Value")
        self.wrong(method, kind)

    # Slices, arrays, strings.

    @go("Index")
    def index(self, v: Value, i: int) -> Value:
        """Element i."""
        flag = v.f_flag
        kind = flag & KIND
        x = v.f_ptr.v if flag & INDIR else v.f_ptr
        if kind == SLICE:
            if not 0 <= i < x.len:
                panic_string("reflect: slice index out of range")
            t = v.f_typ_.elem
            assert t is not None
            if t.inplace:
                return Value(t, x.arr[x.off + i], t.kind | ADDR | ro(v))
            return Value(t, ElemRef(x.arr, x.off + i), t.kind | ADDR | INDIR | ro(v))
        if kind == ARRAY:
            t = v.f_typ_.elem
            assert t is not None
            if not 0 <= i < v.f_typ_.len:
                panic_string("reflect: array index out of range")
            if t.inplace:
                return Value(t, x[i], t.kind | flag & ADDR | ro(v))
            if flag & ADDR:
                if x.__class__ not in (list, bytearray):
                    return Value(t, ElemRef(x.arr, x.off + i), t.kind | ADDR | INDIR | ro(v))
                return Value(t, ElemRef(x, i), t.kind | ADDR | INDIR | ro(v))
            return Value(t, x[i], t.kind | ro(v))
        if kind == STRING:
            if not 0 <= i < len(x):
                panic_string("reflect: string index out of range")
            return Value(T_UINT8, x[i], UINT8 | ro(v))
        self.wrong("reflect.Value.Index", kind)

    @go("Slice")
    def slice(self, v: Value, i: int, j: int) -> Value:
        """``v[i:j]``."""
        kind = v.f_flag & KIND
        if kind == STRING:
            x = load(v)
            if i < 0 or j < i or j > len(x):
                panic_string("reflect.Value.Slice: string slice index out of bounds")
            return Value(v.f_typ_, x[i:j], v.f_flag & ~(INDIR | ADDR))
        t, s = self._sliceable(v, kind, "reflect.Value.Slice")
        if i < 0 or j < i or j > s.cap:
            panic_string("reflect.Value.Slice: slice index out of bounds")
        return Value(t, slice_lohi(s, i, j, t.elem), SLICE | ro(v))

    @go("Slice3")
    def slice3(self, v: Value, i: int, j: int, k: int) -> Value:
        """``v[i:j:k]``."""
        t, s = self._sliceable(v, v.f_flag & KIND, "reflect.Value.Slice3")
        if i < 0 or j < i or k < j or k > s.cap:
            panic_string("reflect.Value.Slice3: slice index out of bounds")
        return Value(t, slice3(s, i, j, k, t.elem), SLICE | ro(v))

    def _sliceable(self, v: Value, kind: int, method: str) -> tuple[Type, Slice]:
        if kind == SLICE:
            return v.f_typ_, load(v)
        if kind != ARRAY:
            self.wrong(method, kind)
        if not v.f_flag & ADDR:
            panic_string(f"{method}: slice of unaddressable array")
        assert v.f_typ_.elem is not None
        return self.types.slice(v.f_typ_.elem), whole(v.f_ptr, v.f_typ_.len)

    @go("SetLen")
    def set_len(self, v: Value, n: int) -> None:
        """Set the length of a slice."""
        self.must_be_assignable(v, "reflect.Value.SetLen")
        self.must_be(v, SLICE, "reflect.Value.SetLen")
        s = v.f_ptr.v
        if not 0 <= n <= s.cap:
            panic_string("reflect: slice length out of range in SetLen")
        v.f_ptr.v = slice_hi(s, n, v.f_typ_.elem)

    @go("SetCap")
    def set_cap(self, v: Value, n: int) -> None:
        """Set the capacity of a slice."""
        self.must_be_assignable(v, "reflect.Value.SetCap")
        self.must_be(v, SLICE, "reflect.Value.SetCap")
        s = v.f_ptr.v
        if not s.len <= n <= s.cap:
            panic_string("reflect: slice capacity out of range in SetCap")
        v.f_ptr.v = Slice(s.arr, s.off, s.len, n)

    @go("Grow")
    def grow(self, v: Value, n: int) -> None:
        """Make room for n more elements."""
        self.must_be_assignable(v, "reflect.Value.Grow")
        self.must_be(v, SLICE, "reflect.Value.Grow")
        v.f_ptr.v = self._grown(v.f_ptr.v, v.f_typ_, n)

    def _grown(self, s: Slice, t: Type, n: int) -> Slice:
        if n < 0:
            panic_string("reflect.Value.Grow: negative len")
        if s.len + n >= 1 << 63:
            panic_string("reflect.Value.Grow: slice overflow")
        assert t.elem is not None
        return grow_slice(s, n, t.elem)

    @go("extendSlice")
    def extend_slice(self, v: Value, n: int) -> Value:
        """A slice value with n more elements."""
        self.must_be_exported(v, "reflect.Append")
        self.must_be(v, SLICE, "reflect.Append")
        s = self._grown(load(v), v.f_typ_, n)
        return Value(v.f_typ_, slice_hi(s, s.len + n, v.f_typ_.elem), SLICE)

    @go("reflect.Append")
    def append(self, s: Value, more: Slice) -> Value:
        """``append(s, more…)``."""
        self.must_be(s, SLICE, "reflect.Append")
        self.must_be_exported(s, "reflect.Append")
        e = s.f_typ_.elem
        assert e is not None
        items = []
        for x in more.arr[more.off : more.off + more.len] if more.len else ():
            self.must_be_exported(x, "reflect.Value.Set")
            items.append(self.assigned("reflect.Set", x, e))
        base = load(s)
        return Value(s.f_typ_, appendn(base, tuple(items), e) if items else base, SLICE)

    @go("reflect.AppendSlice")
    def append_slice(self, s: Value, t: Value) -> Value:
        """``append(s, t...)``."""
        self.must_be(s, SLICE, "reflect.AppendSlice")
        self.must_be(t, SLICE, "reflect.AppendSlice")
        a, b = s.f_typ_.elem, t.f_typ_.elem
        assert a is not None and b is not None
        if a is not b:
            panic_string(f"reflect.AppendSlice: {a.string} != {b.string}")
        self.must_be_exported(s, "reflect.AppendSlice")
        self.must_be_exported(t, "reflect.AppendSlice")
        return Value(s.f_typ_, append_slice(load(s), load(t), a), SLICE)

    @go("reflect.Copy")
    def copy(self, dst: Value, src: Value) -> int:
        """``copy(dst, src)``."""
        dk, sk = dst.f_flag & KIND, src.f_flag & KIND
        if dk != ARRAY and dk != SLICE:
            self.wrong("reflect.Copy", dk)
        if dk == ARRAY:
            self.must_be_assignable(dst, "reflect.Copy")
        self.must_be_exported(dst, "reflect.Copy")
        e = dst.f_typ_.elem
        assert e is not None
        if sk != ARRAY and sk != SLICE and (sk != STRING or e.kind != UINT8):
            self.wrong("reflect.Copy", sk)
        self.must_be_exported(src, "reflect.Copy")
        if sk != STRING:
            other = src.f_typ_.elem
            assert other is not None
            if other is not e:
                panic_string(f"reflect.Copy: {e.string} != {other.string}")
        to = whole(dst.f_ptr, dst.f_typ_.len) if dk == ARRAY else load(dst)
        if sk == STRING:
            source = string_to_bytes(load(src))
        elif sk == ARRAY:
            source = whole(load(src), src.f_typ_.len)
        else:
            source = load(src)
        return copy_slice(to, source, e)

    @go("Clear")
    def clear(self, v: Value) -> None:
        """``clear(v)``."""
        kind = v.f_flag & KIND
        if kind == SLICE:
            assert v.f_typ_.elem is not None
            clear_slice(load(v), v.f_typ_.elem)
        elif kind == MAP:
            load(v).clear_all()
        else:
            self.wrong("reflect.Value.Clear", kind)

    @go("reflect.Swapper")
    def swapper(self, i: Any) -> Any:
        """A function that swaps two elements of a slice."""
        v = self.value_of(i)
        if v.f_flag & KIND != SLICE:
            self.wrong("Swapper", v.f_flag & KIND)
        assert v.f_typ_.elem is not None
        return swap_in(v.f_ptr, v.f_typ_.elem)

    # Maps.

    @go("MapIndex")
    def map_index(self, v: Value, key: Value) -> Value:
        """``v[key]``; the zero Value if there is none."""
        self.must_be(v, MAP, "reflect.Value.MapIndex")
        t = v.f_typ_
        assert t.key is not None and t.elem is not None
        k = self.assigned("reflect.Value.MapIndex", key, t.key)
        m = load(v)
        if not m:
            nil_lookup(t.key, k)
            return Value()
        x, ok = m.load2(k, None)
        if not ok:
            return Value()
        return Value(t.elem, t.elem.copy(x) if t.elem.inplace else x, t.elem.kind | ro(v) | ro(key))

    @go("MapKeys")
    def map_keys(self, v: Value) -> Slice:
        """All keys."""
        self.must_be(v, MAP, "reflect.Value.MapKeys")
        t = v.f_typ_.key
        assert t is not None
        flag = t.kind | ro(v)
        keys = [Value(t, t.copy(k) if t.inplace else k, flag) for k in self.rt.map_keys(load(v))]
        return Slice(keys, 0, len(keys), len(keys))

    @go("SetMapIndex")
    def set_map_index(self, v: Value, key: Value, elem: Value) -> None:
        """``v[key] = elem``; the zero Value deletes."""
        self.must_be(v, MAP, "reflect.Value.SetMapIndex")
        self.must_be_exported(v, "reflect.Value.SetMapIndex")
        self.must_be_exported(key, "reflect.Value.SetMapIndex")
        t = v.f_typ_
        assert t.key is not None and t.elem is not None
        k = self.assigned("reflect.Value.SetMapIndex", key, t.key)
        m = load(v)
        if not elem.f_flag:
            m.delete(k)
            return
        self.must_be_exported(elem, "reflect.Value.SetMapIndex")
        m.store(k, self.assigned("reflect.Value.SetMapIndex", elem, t.elem))

    @go("MapRange")
    def map_range(self, v: Value) -> Any:
        """An iterator."""
        self.must_be(v, MAP, "reflect.Value.MapRange")
        return self.lib.struct("reflect.MapIter", m=v._copy())

    @go("reflect.(*MapIter).Next")
    def iter_next(self, it: Any) -> bool:
        """Go to the next entry."""
        m = it.f_m
        if not m.f_flag:
            panic_string("MapIter.Next called on an iterator that does not have an associated map Value")
        cursor = it.f_hiter
        if not isinstance(cursor, Cursor):
            cursor = it.f_hiter = Cursor(self.rt.map_items(load(m)))
        elif cursor.done:
            panic_string("MapIter.Next called on exhausted iterator")
        return cursor.next()

    def _entry(self, it: Any, before: str, after: str) -> Cursor:
        cursor = it.f_hiter
        if not isinstance(cursor, Cursor):
            panic_string(before)
        if cursor.done:
            panic_string(after)
        return cursor

    @go("reflect.(*MapIter).Key")
    def iter_key(self, it: Any) -> Value:
        """The key of the entry."""
        key = self._entry(it, "MapIter.Key called before Next", "MapIter.Key called on exhausted iterator").key
        t = it.f_m.f_typ_.key
        return Value(t, t.copy(key) if t.inplace else key, t.kind | ro(it.f_m))

    @go("reflect.(*MapIter).Value")
    def iter_value(self, it: Any) -> Value:
        """The value of the entry."""
        value = self._entry(it, "MapIter.Value called before Next", "MapIter.Value called on exhausted iterator").value
        t = it.f_m.f_typ_.elem
        return Value(t, t.copy(value) if t.inplace else value, t.kind | ro(it.f_m))

    @go("SetIterKey")
    def set_iter_key(self, v: Value, it: Any) -> None:
        """``v = key``."""
        before, after = "reflect: Value.SetIterKey called before Next", "reflect: Value.SetIterKey called on exhausted iterator"
        key = self._entry(it, before, after).key
        self._set_from(v, it, it.f_m.f_typ_.key, key, "Key")

    @go("SetIterValue")
    def set_iter_value(self, v: Value, it: Any) -> None:
        """``v = value``."""
        before, after = "reflect: Value.SetIterValue called before Next", "reflect: Value.SetIterValue called on exhausted iterator"
        value = self._entry(it, before, after).value
        self._set_from(v, it, it.f_m.f_typ_.elem, value, "Value")

    def _set_from(self, v: Value, it: Any, t: Type, x: Any, what: str) -> None:
        self.must_be_assignable(v, f"reflect.Value.SetIter{what}")
        self.must_be_exported(it.f_m, f"reflect.Value.SetIter{what}")
        store(v, self.assigned(f"reflect.MapIter.Set{what}", Value(t, x, t.kind), v.f_typ_))

    @go("reflect.(*MapIter).Reset")
    def iter_reset(self, it: Any, v: Value) -> None:
        """Begin again with another map."""
        if v.f_flag:
            self.must_be(v, MAP, "reflect.MapIter.Reset")
        it.f_m._assign(v)
        it.f_hiter = None

    # Channels.

    def _channel(self, v: Value, direction: int, text: str) -> Any:
        if not v.f_typ_.dir & direction:
            panic_string(text)
        return load(v)

    @go("Close")
    def close(self, v: Value) -> None:
        """``close(v)``."""
        self.must_be(v, CHAN, "reflect.Value.Close")
        self.must_be_exported(v, "reflect.Value.Close")
        self.rt.closechan(self._channel(v, SEND_DIR, "reflect: close of receive-only channel"))

    @go("Send")
    def send(self, v: Value, x: Value) -> None:
        """``v <- x``."""
        c, item = self._outgoing(v, x, "Send")
        self.rt.chansend(c, item)

    @go("TrySend")
    def try_send(self, v: Value, x: Value) -> bool:
        """``v <- x`` if that does not block."""
        c, item = self._outgoing(v, x, "TrySend")
        return self.rt.trysend(c, item)  # type: ignore[no-any-return]

    def _outgoing(self, v: Value, x: Value, name: str) -> tuple[Any, Any]:
        self.must_be(v, CHAN, f"reflect.Value.{name}")
        self.must_be_exported(v, f"reflect.Value.{name}")
        c = self._channel(v, SEND_DIR, "reflect: send on recv-only channel")
        self.must_be_exported(x, f"reflect.Value.{name}")
        assert v.f_typ_.elem is not None
        return c, self.assigned("reflect.Value.Send", x, v.f_typ_.elem)

    @go("Recv")
    def recv(self, v: Value) -> tuple[Value, bool]:
        """``x, ok := <-v``."""
        self.must_be(v, CHAN, "reflect.Value.Recv")
        self.must_be_exported(v, "reflect.Value.Recv")
        x, ok = self.rt.chanrecv2(self._channel(v, RECV_DIR, "reflect: recv on send-only channel"))
        t = v.f_typ_.elem
        assert t is not None
        return Value(t, x, t.kind), ok

    @go("TryRecv")
    def try_recv(self, v: Value) -> tuple[Value, bool]:
        """``x, ok := <-v`` if that does not block."""
        self.must_be(v, CHAN, "reflect.Value.TryRecv")
        self.must_be_exported(v, "reflect.Value.TryRecv")
        selected, x, ok = self.rt.tryrecv(self._channel(v, RECV_DIR, "reflect: recv on send-only channel"))
        if not selected:
            return Value(), False
        t = v.f_typ_.elem
        assert t is not None
        return Value(t, x, t.kind), ok

    @go("reflect.Select")
    def select(self, cases: Slice) -> tuple[int, Value, bool]:
        """A select statement with these cases."""
        if cases.len > 65536:
            panic_string("reflect.Select: too many cases (max 65536)")
        ready: list[tuple[Any, int, Any]] = []
        numbers: list[int] = []
        default = -1
        for i, c in enumerate(cases.arr[cases.off : cases.off + cases.len] if cases.len else ()):
            ch, send = c.f_Chan, c.f_Send
            if c.f_Dir == 3:
                if default >= 0:
                    panic_string("reflect.Select: multiple default cases")
                default = i
                if ch.f_flag:
                    panic_string("reflect.Select: default case has Chan value")
                if send.f_flag:
                    panic_string("reflect.Select: default case has Send value")
            elif c.f_Dir == 1:
                ready.append(self._send_case(ch, send))
                numbers.append(i)
            elif c.f_Dir == 2:
                if send.f_flag:
                    panic_string("reflect.Select: RecvDir case has Send value")
                ready.append((self._case_channel(ch, RECV_DIR, "RecvDir case using send-only channel"), 0, None))
                numbers.append(i)
            else:
                panic_string("reflect.Select: invalid Dir")
        index, x, ok = self.rt.select(ready, default >= 0)
        if index < 0:
            return default, Value(), False
        chosen = numbers[index]
        if ready[index][1]:
            return chosen, Value(), False
        t = cases.arr[cases.off + chosen].f_Chan.f_typ_.elem
        return chosen, Value(t, x, t.kind), ok

    def _case_channel(self, ch: Value, direction: int, text: str) -> Any:
        if not ch.f_flag:
            return None
        self.must_be(ch, CHAN, "reflect.Select")
        self.must_be_exported(ch, "reflect.Select")
        return self._channel(ch, direction, f"reflect.Select: {text}")

    def _send_case(self, ch: Value, send: Value) -> tuple[Any, int, Any]:
        c = self._case_channel(ch, SEND_DIR, "SendDir case using recv-only channel")
        if not ch.f_flag:
            return None, 1, None
        if not send.f_flag:
            panic_string("reflect.Select: SendDir case missing Send value")
        self.must_be_exported(send, "reflect.Select")
        assert ch.f_typ_.elem is not None
        return c, 1, self.assigned("reflect.Select", send, ch.f_typ_.elem)


def swap_in(s: Slice, et: Type) -> Any:
    """A function that swaps elements of a slice."""
    if s.arr is None or not s.len:

        def nothing(_i: int, _j: int) -> None:
            panic_string("reflect: slice index out of range")

        return nothing
    arr, off, n = s.arr, s.off, s.len
    if et.inplace:
        copy, assign = et.copy, et.assign

        def swap_contents(i: int, j: int) -> None:
            if not (0 <= i < n and 0 <= j < n):
                panic_string("reflect: slice index out of range")
            kept = copy(arr[off + i])
            assign(arr[off + i], arr[off + j])
            assign(arr[off + j], kept)

        return swap_contents

    def swap(i: int, j: int) -> None:
        if not (0 <= i < n and 0 <= j < n):
            panic_string("reflect: slice index out of range")
        arr[off + i], arr[off + j] = arr[off + j], arr[off + i]

    return swap
