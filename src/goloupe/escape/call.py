"""Calls: of functions by their tags, of unknown functions to the heap, and of builtins by what they do."""

from __future__ import annotations

from goloupe.escape.expr import ExprBuilder
from goloupe.escape.graph import PERSISTS, Hole, Location, Note
from goloupe.escape.oracle import UNKNOWN
from goloupe.escape.same import is_zero
from goloupe.syntax import kinds as K

_KEPT = K.FN_UINTPTR_KEEPALIVE | K.FN_UINTPTR_ESCAPES
_NO_FUNCTIONS: tuple[int, ...] = ()


class CallBuilder(ExprBuilder):
    """Adds calls to the graph builder."""

    def call(self, node: int, results: list[Hole] | None) -> None:
        """Evaluate a call; ``results`` has a hole per result, or is None in a statement."""
        kind = self.n_kind[node]
        if kind == K.CALLFUNC:
            self._call_function(node, results)
        elif kind == K.CALLINTER:
            self._call_interface(node, results)
        elif kind in _LOOKS_ONLY:
            self.discard_children(node)
        elif kind == K.APPEND:
            self._append(node, (self.blank, 0, None) if results is None else results[0])
        elif kind == K.COPY:
            self._copy(node)
        elif kind == K.PANIC:
            self.expr(node + 1, self.heap, 0, (None, node, "call parameter"))
        elif kind == K.CLEAR:
            self.expr(node + 1, self.mutator, 0, (None, node, "call parameter"))
        elif kind == K.INITEXPR:
            self.call(self.last_of_init(node), results)
        else:
            dst, dd, notes = (self.blank, 0, None) if results is None else results[0]
            note: Note = (notes, node, "call parameter")
            child = node + 1
            self.expr(child, dst, dd, note)
            end = self.n_end[node]
            child = self.n_end[child]
            everything = kind == K.MIN or kind == K.MAX
            while child < end:
                if everything:
                    self.expr(child, dst, dd, note)
                else:
                    self.discard(child)
                child = self.n_end[child]

    def callees(self, fun: int) -> tuple[int, ...]:
        """Functions that the called expression may be; empty if they are not all known."""
        callee = self.oracle.callee(fun)
        if callee != UNKNOWN:
            return (callee,)
        value = self.oracle.static_value(fun)
        callee = self.oracle.callee(value)
        if callee != UNKNOWN:
            return (callee,)
        if not self.rules.function_variables or self.n_kind[value] != K.NAME:
            return _NO_FUNCTIONS
        assigned = self.oracle.function_assignments(self.n_aux[value])
        if not assigned:
            return _NO_FUNCTIONS
        out: list[int] = []
        for _, right in assigned:
            if right < 0 or is_zero(self.c, right):
                continue  # calling nil panics
            callee = self.oracle.callee(right)
            if callee == UNKNOWN or self.flags_of(callee) & _KEPT:
                return _NO_FUNCTIONS
            out.append(callee)
        return tuple(out)

    def flags_of(self, callee: int) -> int:
        """Flags of a called function, as far as they matter to callers."""
        if callee >= 0:
            flags = self.c.fn_flags[callee]
            if not flags & K.FN_EXTERNAL:
                if not flags & K.FN_HAS_BODY and self.params_of(callee):
                    flags |= K.FN_UINTPTR_KEEPALIVE
                return flags
        return self.tags_of(callee).flags

    def _call_function(self, node: int, results: list[Hole] | None) -> None:
        n_end = self.n_end
        fun = node + 1
        if self.n_kind[fun] == K.CLOSURE:
            self.called_closures.add(self.n_aux[fun])
        functions = self.callees(fun)

        if results is not None:
            for callee in functions:
                if self.in_batch(callee):
                    self._flow_results(callee, results)

        if not functions and results is not None and self.rules.tracks_mutation:
            # A closure that is called without anyone knowing which: if its results are used, what it returns may end up anywhere.
            used = False
            for dst, _, _ in results:
                if dst is not self.blank:
                    used = True
                    break
            if used:
                self.expr(fun, self.callee, 0, (None, node, "callee operand"))
            else:
                self.expr(fun, self.blank, 0, None)
        else:
            self.expr(fun, self.blank, 0, None)

        child = n_end[fun]
        end = n_end[node]
        if child == end:
            return
        note: Note = (None, node, "call parameter")
        if not functions:
            heap = self.heap
            while child < end:
                self.expr(child, heap, 0, note)
                child = n_end[child]
            return
        if self.n_flags[node] & K.F_VAR_LIVE and self.rules.keepalive_of_loop:
            while child < end:
                self.expr(child, self.blank, 0, note)
                child = n_end[child]
            return
        if len(functions) == 1:
            callee = functions[0]
            if self._hashes_pointers(callee, node):
                self._call_escape_non_string(node, child, end)
                return
            index = 0
            flags = self.flags_of(callee)
            kept = flags & _KEPT
            while child < end:
                if kept:
                    self._keep_alive(child, flags)
                dst, dd, notes = self.tag_hole(results, callee, index)
                self.expr(child, dst, dd, (notes, node, "call parameter"))
                child = n_end[child]
                index += 1
            return
        index = 0
        while child < end:
            dst, dd, notes = self.tee([self.tag_hole(results, callee, index) for callee in functions])
            self.expr(child, dst, dd, (notes, node, "call parameter"))
            child = n_end[child]
            index += 1

    def _call_interface(self, node: int, results: list[Hole] | None) -> None:
        if node in self.devirtualized:
            self._call_devirtualized(node, results)
            return
        # The receiver and all arguments of a method that is not known go to the heap.
        n_end = self.n_end
        heap = self.heap
        note: Note = (None, node, "call parameter")
        fun = node + 1
        child = n_end[fun]
        end = n_end[node]
        if self.n_kind[fun] == K.DOTINTER:
            self.expr(fun + 1, heap, 0, note)
        else:
            self.expr(fun, heap, 0, note)
        while child < end:
            self.expr(child, heap, 0, note)
            child = n_end[child]

    def _call_devirtualized(self, node: int, results: list[Hole] | None) -> None:
        """A method call whose concrete type is known: a static call with a type assertion as its receiver."""
        n_end = self.n_end
        callee, type_id, path = self.devirtualized[node]
        if results is not None and self.in_batch(callee):
            self._flow_results(callee, results)
        fun = node + 1
        dst, dd, notes = self.tag_hole(results, callee, 0)
        notes = (notes, node, "call parameter")
        for step in path:
            if step == "&":
                dd, notes = (dd & ~1) - 1, (notes, fun, "address-of")
            elif step == "*":
                dd, notes = (dd & ~1) + 2, (notes, fun, "indirection")
            elif step == ">":
                dd, notes = (dd & ~1) + 2, (notes, fun, "dot of pointer")
            else:
                notes = (notes, fun, "dot")
        if dd >= 0 and not path and not self.pointers[type_id]:
            dst = self.blank
        self.expr(fun + 1, dst, self.through_interface(dd, type_id), (notes, fun, "dot"))
        child = n_end[fun]
        end = n_end[node]
        index = 1
        while child < end:
            dst, dd, notes = self.tag_hole(results, callee, index)
            self.expr(child, dst, dd, (notes, node, "call parameter"))
            child = n_end[child]
            index += 1

    def _flow_results(self, callee: int, results: list[Hole]) -> None:
        """Results of a function of this batch flow straight to where the call's results go."""
        o_type = self.c.o_type
        for (dst, dd, notes), obj in zip(results, self.results_of(callee), strict=False):
            src = self.of_object[obj]
            if src is not None:
                self.flow(dst if dd < 0 or self.pointers[o_type[obj]] else self.blank, dd, notes, src)

    def _hashes_pointers(self, callee: int, node: int) -> bool:
        prefix = self.rules.escape_non_string
        if not prefix or callee == UNKNOWN:
            return False
        known = self._hashing.get(callee)
        if known is None:
            known = self.oracle.key(callee).startswith(prefix)
            self._hashing[callee] = known
        if not known:
            return False
        args = self.c.children(node)[1:]
        if len(args) != 2:
            return False
        type_id = self.n_type[args[1]]
        params = self.params_of(callee) if callee >= 0 else []
        if len(params) == 2:
            type_id = self.c.o_type[params[1]]
        return type_id >= 0 and bool(self.c.t_flags[type_id] & K.TF_SHAPE)

    def _call_escape_non_string(self, node: int, child: int, end: int) -> None:
        # The address of what is hashed must not change, and strings are hashed by content.
        value = self.n_end[child]
        dst = self.heap if self._has_non_string_pointers(self.n_type[value]) else self.blank
        note: Note = (None, node, "call parameter")
        while child < end:
            self.expr(child, dst, 0, note)
            child = self.n_end[child]

    def _has_non_string_pointers(self, type_id: int) -> bool:
        if not self.pointers[type_id]:
            return False
        c = self.c
        kind = c.t_kind[type_id]
        if kind == K.T_STRING:
            return False
        if kind == K.T_STRUCT:
            start = c.t_fields[type_id]
            return any(self._has_non_string_pointers(c.f_type[i]) for i in range(start, start + c.t_nfields[type_id]))
        if kind == K.T_ARRAY:
            return self._has_non_string_pointers(c.t_elem[type_id])
        return True

    # Pointers passed as uintptr.

    def _keep_alive(self, arg: int, flags: int) -> None:
        """``f(uintptr(p))`` for an assembly function: p is copied to a temporary that outlives the call."""
        if self.n_kind[arg] != K.SLICELIT:
            self._keep_one(arg, flags)
            return
        for element in self.c.children(arg):
            self._keep_one(self.n_end[element + 1] if self.n_kind[element] == K.KEY else element, flags)

    def _keep_one(self, arg: int, flags: int) -> None:
        if self.n_kind[arg] != K.CONVNOP:
            return
        x = arg + 1
        to, of = self.n_type[arg], self.n_type[x]
        if to < 0 or of < 0 or self.t_kind[to] != K.T_UINTPTR or self.t_kind[of] != K.T_UNSAFE_POINTER:
            return
        location = self.new_temp(PERSISTS)
        self.expr(x, location, 0, (None, arg, "assign"))
        self.kept_alive.add(x)
        if flags & K.FN_UINTPTR_ESCAPES:
            self.flow(self.heap, 0, (None, arg, "//go:uintptrescapes"), location)
        elif self.rules.tracks_mutation:
            self.flow(self.mutator, 0, None, location)

    # Builtins.

    def _append(self, node: int, result: Hole) -> None:
        n_end, n_type, t_elem = self.n_end, self.n_type, self.c.t_elem
        note: Note
        slice_arg = node + 1
        slice_type = n_type[slice_arg]
        elem_pointers = slice_type < 0 or t_elem[slice_type] < 0 or self.pointers[t_elem[slice_type]]
        # The elements stay where they are, or move to a new array.
        hole = result
        if self.rules.tracks_mutation:
            hole = self.tee([result, (self.mutator, 0, None)])
        if elem_pointers:
            hole = self.tee([hole, (self.heap, 2, (None, node, "appendee slice"))])
        dst, dd, notes = hole
        self.expr(slice_arg, dst, dd, (notes, node, "call parameter"))

        child = n_end[slice_arg]
        end = n_end[node]
        if self.n_flags[node] & K.F_DDD:
            self._copied(child, "appended slice...", node)
        else:
            heap: Location = self.heap
            note = (None, node, "call parameter")
            while child < end:
                self.expr(child, heap, 0, note)
                child = n_end[child]

        if self.rules.append_is_location:
            dst, dd, notes = result
            backing = self.spill(node, dst, dd, notes)
            # The compiler uses such an array at most once, so that loops do not matter.
            backing.loop_depth = 0

    def _copied(self, arg: int, why: str, node: int) -> None:
        """Elements that are copied out of slice ``arg``: what they point to goes to the heap."""
        arg_type = self.n_type[arg]
        if arg_type >= 0 and self.t_kind[arg_type] == K.T_SLICE and self.pointers[self.c.t_elem[arg_type]]:
            self.expr(arg, self.heap, 2, ((None, node, why), node, "call parameter"))
        else:
            self.expr(arg, self.blank, 0, None)

    def _copy(self, node: int) -> None:
        if self.rules.tracks_mutation:
            self.expr(node + 1, self.mutator, 0, (None, node, "call parameter"))
        else:
            self.discard(node + 1)
        self._copied(self.n_end[node + 1], "copied slice", node)


_LOOKS_ONLY = frozenset((K.LEN, K.CAP, K.REAL, K.IMAG, K.CLOSE, K.COMPLEX, K.DELETE, K.PRINT, K.PRINTLN, K.RECOVER))
