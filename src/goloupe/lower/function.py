"""Functions: which variables need a box, what a closure is made of, what happens around deferred calls.

A unit is a declared function with all closures in it.  A closure that captures something becomes a maker function, called where
Go creates the closure: it binds the captured variables, which are either values that never change again or boxes.
"""

from __future__ import annotations

import re
from typing import Final

from goloupe.lower.base import DEFER_RANGE, DEFERS_NAME, FILE_SHIFT, RANGES, Context, NotLowered
from goloupe.lower.names import function_name
from goloupe.lower.parts import find_parts
from goloupe.lower.ranges import Sources
from goloupe.lower.stmt import Statements
from goloupe.lower.unit import PLAIN, RACE, Shown, Unit
from goloupe.syntax import kinds as K
from goloupe.syntax.columns import Columns

_ASSIGNS = (K.AS2, K.AS2FUNC, K.AS2MAPR, K.AS2DOTTYPE, K.AS2RECV, K.SELRECV2)

_DOT: Final = "\u00b7"
_INIT: Final = re.compile(r"\.init\u00b7\d+$")
"""Keys of functions called init, of which a package may have several."""


class Lowerer:
    """Lowers the functions of one package's columns."""

    def __init__(self, columns: Columns, flavour: str = PLAIN) -> None:
        self.c = columns
        self.flavour = flavour
        """What the code that is made observes; all of a program is of one flavour."""
        strings = columns.strings
        self.link = [strings[i] for i in columns.t_link]
        self.by_key: dict[str, int] = {}
        self.nested: dict[int, list[int]] = {}
        for fn, parent in enumerate(columns.fn_parent):
            self.by_key.setdefault(strings[columns.fn_key[fn]], fn)
            if parent >= 0:
                self.nested.setdefault(parent, []).append(fn)
        inits = [key for fn in columns.funcs_order if columns.fn_parent[fn] < 0 and _INIT.search(key := strings[columns.fn_key[fn]])]
        self.inits = {key: f"{key.rpartition(_DOT)[0]}.{i}" for i, key in enumerate(inits)}
        """Functions called init as tracebacks show them: numbered."""

    def root(self, fn: int) -> int:
        """The declared function around ``fn``."""
        while self.c.fn_parent[fn] >= 0:
            fn = self.c.fn_parent[fn]
        return fn

    def unit(self, fn: int) -> Unit:
        """Lower the declared function ``fn`` and its closures."""
        c = self.c
        ctx = Context(c, self.link, self.flavour == RACE)
        family = [fn]
        for member in family:
            family.extend(self.nested.get(member, ()))
        ctx.many_files = c.fn_file[fn] < 0
        self._survey(ctx, family)
        lines: list[tuple[str, int]] = []
        shown: dict[str, Shown] = {}
        for member in family:
            if c.fn_node[member] < 0:
                continue
            lowered = FunctionLowerer(ctx, member)
            lines.extend(lowered.run())
            full = c.strings[c.fn_key[member]]
            for key, name in self.inits.items():
                full = name + full[len(key) :] if full == key or full.startswith(key + ".") else full
            shown[lowered.name] = Shown(full, c.fn_pos[member] >> 12, bool(lowered.params), bool(c.fn_flags[member] & 2))
        file = c.files[c.fn_file[fn]] if c.fn_file[fn] >= 0 else ""
        key = c.strings[c.fn_key[fn]]
        return Unit(
            key,
            function_name(key),
            "\n".join(text for text, _ in lines) + "\n",
            [line & (1 << FILE_SHIFT) - 1 for _, line in lines],
            file,
            {name: k for name, k in ctx.functions.items() if name not in shown and not name.endswith("\u00b7\u00b7make")},
            {name: self.link[t] for name, t in ctx.types.items()},
            {name: self.link[t] for name, t in ctx.classes.items()},
            dict(ctx.variables),
            shown,
            {i: c.files[(line >> FILE_SHIFT) - 1] for i, (_, line) in enumerate(lines, 1) if line >> FILE_SHIFT},
        )

    def _survey(self, ctx: Context, family: list[int]) -> None:
        """Find out how the variables of a unit are used."""
        c = self.c
        assigned: dict[int, int] = {}
        simple: set[int] = set()
        sources = Sources(ctx)
        locals_: set[int] = set()
        results: set[int] = set()
        for fn in family:
            start = c.fn_dcl[fn]
            locals_.update(o for o in c.fn_dcl_list[start : start + c.fn_ndcl[fn]] if c.o_class[o] == 0)
            at = c.fn_params[fn] + c.fn_nrecvparams[fn]
            results.update(c.fn_plist[at : at + c.fn_nresults[fn]])
            body = c.fn_node[fn]
            if body >= 0:
                self._survey_body(ctx, body, assigned, sources)
                at = c.kind_bytes.find(K.AS, body, c.n_end[body])
                while at >= 0:
                    if c.n_kind[at + 1] == K.NAME and c.n_kind[c.n_end[at + 1]] != K.NONE:
                        simple.add(c.n_aux[at + 1])
                    at = c.kind_bytes.find(K.AS, at + 1, c.n_end[body])
            start = c.fn_params[fn]
            simple.update(c.fn_plist[start : start + c.fn_nrecvparams[fn]])
        for fn in family:
            start = c.fn_dcl[fn]
            for obj in c.fn_dcl_list[start : start + c.fn_ndcl[fn]]:
                type_id = c.o_type[obj]
                if type_id >= 0 and c.t_kind[type_id] in (21, 22):
                    continue
                limit = 0 if c.o_class[obj] == 1 else 1
                if c.o_flags[obj] & 2 or (obj in ctx.shared and (assigned.get(obj, 0) > limit or obj in results)):
                    ctx.boxed.add(obj)
        ctx.parts = find_parts(ctx, [c.fn_node[fn] for fn in family if c.fn_node[fn] >= 0], locals_)
        sources.solve({o for o in locals_ if o not in ctx.boxed})
        for obj in self._indexed_in_loops(family):
            limit = 0 if c.o_class[obj] == 1 else 1
            if c.o_class[obj] <= 1 and obj not in ctx.boxed and obj not in ctx.shared and assigned.get(obj, 0) == limit and obj in simple:
                ctx.opened.add(obj)

    def _indexed_in_loops(self, family: list[int]) -> set[int]:
        """Slice variables that some loop indexes."""
        c = self.c
        find = c.kind_bytes.find
        out: set[int] = set()
        for fn in family:
            body = c.fn_node[fn]
            if body < 0:
                continue
            for loop_kind in (K.FOR, K.RANGE):
                loop = find(loop_kind, body, c.n_end[body])
                while loop >= 0:
                    end = c.n_end[loop]
                    at = find(K.INDEX, loop, end)
                    while at >= 0:
                        base = at + 1
                        if c.n_kind[base] == K.NAME and c.t_kind[c.n_type[base]] == 20:
                            out.add(c.n_aux[base])
                        at = find(K.INDEX, at + 1, end)
                    loop = find(loop_kind, end, c.n_end[body])
        return out

    def _survey_body(self, ctx: Context, body: int, assigned: dict[int, int], sources: Sources) -> None:
        c = self.c
        n_kind, n_aux, n_end = c.n_kind, c.n_aux, c.n_end

        def count(lhs: int, times: int = 1) -> None:
            if n_kind[lhs] == K.NAME:
                assigned[n_aux[lhs]] = assigned.get(n_aux[lhs], 0) + times
                written.setdefault(n_aux[lhs], []).append(node)

        named, written = ctx.named, ctx.written
        for node in range(body, n_end[body]):
            kind = n_kind[node]
            if kind == K.NAME:
                obj = n_aux[node]
                named[obj] = (named[obj][0] if obj in named else node, node)
            elif kind == K.CLOSUREVAR:
                ctx.shared.add(n_aux[node])
            elif kind == K.AS:
                lhs = node + 1
                rhs = n_end[lhs]
                count(lhs)
                sources.assign(lhs, -1 if n_kind[rhs] == K.NONE else rhs)
            elif kind == K.ASOP:
                lhs = node + 1
                count(lhs)
                sources.step(lhs, n_aux[node], n_end[lhs])
            elif kind == K.CASE and n_aux[node] >= 0:
                assigned[n_aux[node]] = assigned.get(n_aux[node], 0) + 1
                written.setdefault(n_aux[node], []).append(node)
                sources.unknown.add(n_aux[node])
            elif kind in _ASSIGNS:
                parts = c.children(node)
                left = n_aux[node]
                for i in range(left):
                    count(parts[i])
                    sources.assign(parts[i], parts[left + i] if kind == K.AS2 else -2)
            elif kind == K.RANGE:
                parts = c.children(node)
                source_kind = c.t_kind[c.n_type[parts[2]]]
                for i in (0, 1):
                    count(parts[i], 2)
                    if i == 0 and source_kind in RANGES:
                        sources.assign(parts[0], parts[2])
                    elif i == 0 and source_kind in (17, 19, 20, 21):
                        sources.assign(parts[0], -3)
                    else:
                        sources.assign(parts[i], -2)


class FunctionLowerer(Statements):
    """Lowers one function of a unit."""

    def __init__(self, ctx: Context, fn: int) -> None:
        super().__init__(ctx, fn)
        c = self.c
        self.flags = []
        self.name = function_name(c.strings[c.fn_key[fn]])
        at = c.fn_params[fn]
        params = c.fn_nrecvparams[fn]
        self.params = list(c.fn_plist[at : at + params])
        self.results = list(c.fn_plist[at + params : at + params + c.fn_nresults[fn]])
        body = c.fn_node[fn]
        self.has_defer = self._has_defers(body)

    def _has_defers(self, body: int) -> bool:
        """Whether deferred calls are run when the function returns: its own, or those of loop bodies that became functions."""
        c = self.c
        find, end = c.kind_bytes.find, c.n_end[body]
        at = find(K.DEFER, body, end)
        while at >= 0:
            if not c.n_flags[at] & K.F_DEFERAT:
                return True
            at = find(K.DEFER, at + 1, end)
        at = find(K.CALLFUNC, body, end) if find(K.CLOSURE, body, end) >= 0 else -1
        while at >= 0:
            if self.called(at) == DEFER_RANGE:
                return True
            at = find(K.CALLFUNC, at + 1, end)
        return False

    def run(self) -> list[tuple[str, int]]:
        """Source lines of the function, with the Go line of each."""
        c = self.c
        body = c.fn_node[self.fn]
        start_line = c.fn_pos[self.fn] >> 12
        if self.ctx.many_files and c.fn_file[self.fn] >= 0:
            start_line |= c.fn_file[self.fn] + 1 << FILE_SHIFT
        self.go_line = start_line
        captured = self._captured()
        base = " " if captured else ""
        try:
            inside = self._body(body, base + "    ")
        except NotLowered as err:
            inside = [(f"{base}    unsupported({self.name!r}, {str(err)!r})", start_line)]
        names = [self._parameter(obj, i) for i, obj in enumerate(self.params)]
        out: list[tuple[str, int]] = []
        if captured:
            out.append((f"def {self.name}\u00b7\u00b7make({', '.join(captured)}):", start_line))
        out.append((f"{base}def {self.name}({', '.join(names)}):", start_line))
        if self.globals_written:
            out.append((f"{base}    global {', '.join(sorted(self.globals_written))}", start_line))
        out.extend(inside)
        if captured:
            out.append((f" return {self.name}", start_line))
        return out

    def _captured(self) -> list[str]:
        c = self.c
        if not c.fn_flags[self.fn] & 1:
            return []
        find = c.kind_bytes.find
        parent = c.fn_parent[self.fn]
        body = c.fn_node[parent]
        at = find(K.CLOSURE, body, c.n_end[body])
        while at >= 0:
            if c.n_aux[at] == self.fn:
                for child in self.children(at):
                    if c.strings[c.o_name[c.n_aux[child]]] == DEFERS_NAME:
                        self.outer_defers = c.n_aux[child]
                self.captured = [c.n_aux[child] for child in self.children(at)]
                return [self.local(obj) for obj in self.captured]
            at = find(K.CLOSURE, at + 1, c.n_end[body])
        return []

    def _parameter(self, obj: int, index: int) -> str:
        if self.c.o_flags[obj] & 4:
            return f"_{index}"
        return self.local(obj)

    def _body(self, body: int, indent: str) -> list[tuple[str, int]]:
        c = self.c
        self.indent = indent
        for i, obj in enumerate(self.params):
            if obj in self.ctx.boxed:
                name = self._parameter(obj, i)
                self.w(f"{name} = Box({name})")
            elif not self.c.o_flags[obj] & 4:
                self.open_slice(obj)
        for obj in self.results:
            if self.has_defer or not c.o_flags[obj] & 8 or obj in self.ctx.boxed:
                zero = self.zero(c.o_type[obj])
                self.w(f"{self.local(obj)} = Box({zero})" if obj in self.ctx.boxed else f"{self.local(obj)} = {zero}")
        mark = len(self.lines)
        if self.has_defer:
            self.w("_defers = Defers(rt)")
            self.w("try:")
            self.push()
        self.statements(self.children(body))
        if self.has_defer:
            # Deferred calls that run at the end of the body are on the line of its closing brace, where its node is.
            self.position(body)
            self.return_results()
            self.pop()
            self.w("except BaseException as _exc:")
            self.push()
            self.w("_defers.panic(_exc)")
            self.has_defer = False
            self.return_results()
            self.pop()
        if self.flags:
            self.lines.insert(mark, (f"{indent}{' = '.join(self.flags)} = False", self.go_line))
        if not self.lines:
            self.w("pass")
        return self.lines
