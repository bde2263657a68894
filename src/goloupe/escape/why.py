"""Explanations: how an address gets to what outlives it.

While a batch is built and solved, :class:`Details` is told of every value that starts to escape and of every flow of a
parameter to something that outlives it, at the moment it is found; the path can be read off the graph only then.  It
writes the compiler's ``-m=2`` text, collects structured steps, or both.
"""

from __future__ import annotations

from collections.abc import Callable

from goloupe.escape.graph import TEMP, GraphBuilder, Location, Note
from goloupe.escape.positions import node_pos, object_pos
from goloupe.escape.reasons import classify, describe
from goloupe.escape.results import NO_POS, Pos, Reason, Step, StepKind
from goloupe.syntax import kinds as K
from goloupe.syntax.format import Formatter

Edge = tuple[Location, Location, int, Note]


class Path:
    """A path that was found: from ``source``, edge by edge, to ``destination``."""

    __slots__ = ("derefs", "destination", "detail", "end", "is_leak", "reason", "source", "steps", "truncated")

    def __init__(self, source: Location, destination: Location, derefs: int, is_leak: bool) -> None:
        self.source = source
        self.destination = destination
        self.derefs = derefs
        self.is_leak = is_leak
        self.steps: list[Step] = []
        self.truncated = False
        self.end = ""
        self.reason = Reason.OTHER
        self.detail = ""


class Details:
    """Listens to a batch.

    ``write`` gets the lines of ``-m=2`` (None: not wanted), ``on_path`` the structured paths of the locations that ``wants``
    accepts.
    """

    def __init__(
        self,
        formatter: Formatter,
        write: Callable[[Pos, str], None] | None,
        on_path: Callable[[Path], None] | None = None,
        wants: Callable[[Location], bool] | None = None,
    ) -> None:
        self.formatter = formatter
        self.write = write
        self.on_path = on_path
        self.wants = wants
        self.graph: GraphBuilder

    def attach(self, graph: GraphBuilder) -> None:
        """Listen to ``graph``."""
        self.graph = graph

    # What a batch reports.

    def captures(self, location: Location, by_value: bool, size: int) -> None:
        """A closure captures a variable."""
        if self.write is None or (self.wants is not None and not self.wants(location)):
            return
        c = self.graph.c
        how = "value" if by_value else "ref"
        addr, assign = str(location.addrtaken).lower(), str(location.reassigned).lower()
        function = c.strings[c.fn_name[location.curfn]] if location.curfn >= 0 else "<nil>"
        name = c.strings[c.o_name[location.obj]]
        self.write(object_pos(c, location.obj), f" {function} capturing by {how}: {name} (addr={addr} assign={assign} width={size})")

    def flow_to_heap(self, dst: Location, src: Location, notes: Note) -> None:
        """While the graph is built, an address flows to a location that escapes."""
        if self.wants is not None and not self.wants(src):
            return
        pos = self.position(src)
        self._headline(pos, src)
        self._explain(pos, src, dst, [(dst, src, -1, notes)], False, False)

    def escapes(self, root: Location, location: Location) -> None:
        """The solver found that ``location`` escapes."""
        if self.wants is not None and not self.wants(location):
            return
        pos = self.position(location)
        self._headline(pos, location)
        path, truncated = self._path(root, location)
        self._explain(pos, location, root, path, truncated, False)

    def leaks(self, root: Location, param: Location, derefs: int) -> None:
        """The solver found that the value of ``param`` flows to ``root``."""
        if self.wants is not None and not self.wants(param):
            return
        pos = self.position(param)
        if self.write is not None:
            name = describe(self.graph, self.formatter, param)
            to = describe(self.graph, self.formatter, root)
            function = f" for {self._function(param.curfn)}" if self.graph.rules.names_function else ""
            self.write(pos, f" parameter {name} leaks to {to}{function} with derefs={derefs}:")
        path, truncated = self._path(root, param)
        self._explain(pos, param, root, path, truncated, True, derefs)

    # Paths.

    def position(self, location: Location) -> Pos:
        """Where a location is declared or evaluated."""
        c = self.graph.c
        if location.kind == K.NAME:
            return object_pos(c, location.obj)
        return node_pos(c, location.node) if location.node >= 0 else NO_POS

    def _headline(self, pos: Pos, location: Location) -> None:
        if self.write is None:
            return
        shown = self._name(location)
        if self.graph.rules.names_function:
            self.write(pos, f" {shown} escapes to heap in {self._function(location.curfn)}:")
        else:
            self.write(pos, f" {shown} escapes to heap:")

    def _function(self, fn: int) -> str:
        """Name of a function without its package, which instances of other packages' functions otherwise carry."""
        if fn < 0:
            return "<nil>"
        c = self.graph.c
        name = c.strings[c.fn_name[fn]]
        if "[" in name and not c.key(fn).startswith(c.path + "."):
            package, dot, rest = name.partition(".")
            if dot and package.isidentifier():
                return rest
        return name

    def _name(self, location: Location) -> str:
        if location.kind == K.NAME:
            return self.graph.c.strings[self.graph.c.o_name[location.obj]]
        return self.formatter.text(location.node) if location.node >= 0 else "<nil>"

    def _path(self, root: Location, location: Location) -> tuple[list[Edge], bool]:
        """Edges from ``location`` to ``root`` as the current walk found them; True if they run in a circle."""
        out: list[Edge] = []
        visited: set[int] = set()
        src = location
        while True:
            if id(src) in visited:
                return out, True
            visited.add(id(src))
            dst = src.dst
            if dst is None:
                return out, False
            edge_src, weight, notes = dst.edges[src.dst_edge]
            assert edge_src is src
            out.append((dst, src, weight, notes))
            if dst is root:
                return out, False
            src = dst

    def _explain(
        self, pos: Pos, location: Location, root: Location, path: list[Edge], truncated: bool, is_leak: bool, derefs: int = -1
    ) -> None:
        graph, formatter, write = self.graph, self.formatter, self.write
        c = graph.c
        found = Path(location, root, derefs, is_leak) if self.on_path is not None else None
        for dst, src, weight, notes in path:
            ops = "&" if weight < 0 else "*" * weight
            flow = f"{describe(graph, formatter, dst)} {graph.rules.arrow} {ops}{describe(graph, formatter, src)}"
            if write is not None:
                write(pos, f"   flow: {flow}:")
            if found is not None:
                found.steps.append(Step(StepKind.FLOW, self.position(src), flow, "", derefs=weight))
            note = notes
            inner = src.node
            while note is not None:
                note_next, node, why = note
                if node < 0:  # a variable that is too large
                    at, text = self.position(location), self._name(location)
                else:
                    at, text = node_pos(c, node), formatter.text(node)
                if write is not None:
                    write(pos, f"     from {text} ({why}) at {at}")
                if found is not None:
                    found.steps.append(self._note_step(node, why, at, text, inner, src))
                inner = node
                note = note_next
        if truncated and write is not None:
            write(pos, "   warning: truncated explanation due to assignment cycle; see golang.org/issue/35518")
        if found is not None and self.on_path is not None:
            found.truncated = truncated
            found.end = describe(graph, formatter, root)
            at_edge = len(path) - 1
            while at_edge > 0 and path[at_edge][3] is None and path[at_edge][1].kind == TEMP:
                at_edge -= 1
            found.reason, found.detail = classify(graph, formatter, location, (root, path[at_edge][1], path[at_edge][3]))
            self.on_path(found)

    def _note_step(self, node: int, why: str, at: Pos, text: str, inner: int, src: Location) -> Step:
        step = Step(StepKind.NOTE, at, text, why)
        if why == "call parameter" and node >= 0 and self.graph.n_kind[node] == K.CALLFUNC:
            functions = self.graph.callees(node + 1)
            if functions:
                step.callee = self.graph.oracle.key(functions[0])
                step.param = self._argument(node, inner, src)
        return step

    def _argument(self, call: int, inner: int, src: Location) -> int:
        """Index of the argument that holds node ``inner``, or that is variable ``src``; -1 if there is none."""
        c = self.graph.c
        for index, arg in enumerate(c.children(call)[1:]):
            if arg <= inner < c.n_end[arg]:
                return index
            if inner < 0 and any(c.n_kind[n] == K.NAME and c.n_aux[n] == src.obj for n in range(arg, c.n_end[arg])):
                return index
        return -1
