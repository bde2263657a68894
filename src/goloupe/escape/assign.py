"""Assignments: what a store into an expression means, and which stores can be ignored."""

from __future__ import annotations

from goloupe.escape.graph import GraphBuilder, Location, Note
from goloupe.escape.same import is_reflect_header_data, is_self_assign
from goloupe.syntax import kinds as K


class AssignBuilder(GraphBuilder):
    """Adds assignment to the graph builder."""

    def addr(self, node: int) -> Location:
        """The location that a store into ``node`` reaches; operands of ``node`` are evaluated on the way.

        A store through a pointer, a slice element, a map or a package variable reaches the heap, and the pointer counts as
        mutated.  A store into a field or an array element reaches the variable that it is a part of.
        """
        n_kind = self.n_kind
        while True:
            kind = n_kind[node]
            if kind == K.NAME:
                obj = self.n_aux[node]
                if self.o_class[obj] == K.CLASS_EXTERN:
                    return self.blank if self.c.o_flags[obj] & K.O_BLANK else self.heap
                location = self.of_object[obj]
                return self.blank if location is None else location
            if kind == K.NONE:
                return self.blank
            if kind == K.DOT:
                node += 1
                continue
            if kind == K.INDEX:
                x = node + 1
                self.expr(self.n_end[x], self.blank, 0, None)
                x_type = self.n_type[x]
                if x_type >= 0 and self.t_kind[x_type] == K.T_ARRAY:
                    node = x
                    continue
                self.expr(x, self.mutator, 0, None)
                return self.heap
            if kind == K.DOTPTR or kind == K.DEREF:
                self.expr(node + 1, self.mutator, 0, None)
                return self.heap
            if kind == K.INDEXMAP:
                x = node + 1
                self.expr(x, self.blank, 0, None)
                # Keys of map assignments escape.
                self.expr(self.n_end[x], self.heap, 0, (None, node, "key of map put"))
                return self.heap
            if kind == K.INITEXPR:
                node = self.last_of_init(node)
                continue
            if (kind == K.CONVNOP or kind == K.CONV) and self.n_flags[node] & K.F_IMPLICIT:
                node += 1
                continue
            if kind == K.OPAQUE or kind == K.DICT:
                return self.heap
            raise AssertionError(f"store into {K.KIND_NAMES[kind]} (node {node} of {self.c.path})")

    def last_of_init(self, node: int) -> int:
        """Run the statements of an INITEXPR and return its expression."""
        child = node + 1
        end = self.n_end[node]
        n_end = self.n_end
        while n_end[child] < end:
            self.stmt(child)
            child = n_end[child]
        return child

    def assign(self, node: int, why: str) -> None:
        """``x = y`` and ``x op= y``."""
        left = node + 1
        right = self.n_end[left]
        kind = self.n_kind[left]
        dst = self.addr(left)
        if kind == K.NAME or kind == K.NONE:
            if self.n_kind[right] != K.NONE:
                self.expr(right, dst, 0, (None, node, why))
        else:
            self._assign_one(left, right, dst, why, node)
        # Whether the variable counts as reassigned.
        if kind == K.NAME:
            definition = self.c.o_def[self.n_aux[left]]
            if definition == node or (definition < 0 and self.n_kind[right] == K.NONE and self.n_kind[node] == K.AS):
                return
        dst.reassigned = True

    def assign_list(self, targets: list[int], values: list[int], why: str, where: int) -> None:
        """``a, b = x, y``; values may be fewer than targets (``v, ok = …``)."""
        places = [self.addr(target) for target in targets]
        count = len(values)
        for i, place in enumerate(places):
            if i < count:
                self._assign_one(targets[i], values[i], place, why, where)
        self.mark_reassigned(places, where)

    def _assign_one(self, left: int, right: int, dst: Location, why: str, where: int) -> None:
        kind = self.n_kind[left]
        if self.n_kind[right] == K.NONE:
            return
        if kind == K.DOTPTR and is_reflect_header_data(self.c, left):
            # A uintptr stored there may be a pointer in disguise.
            self.unsafe_value(right, self.heap, 0, (None, where, why))
            return
        if kind != K.NAME and kind != K.NONE and is_self_assign(self.c, left, right):
            self.on_self_assignment(where)
            dst = self.blank
        self.expr(right, dst, 0, (None, where, why))

    def mark_reassigned(self, places: list[Location], where: int) -> None:
        """Mark the places as assigned more than once, except variables that ``where`` declares."""
        ranges = self.n_kind[where] == K.RANGE
        for place in places:
            if not ranges and place.obj >= 0 and self.c.o_def[place.obj] == where:
                continue
            place.reassigned = True

    def unsafe_value(self, node: int, dst: Location, dd: int, notes: Note) -> None:
        """Evaluate a uintptr that may have been a pointer."""
        raise NotImplementedError
