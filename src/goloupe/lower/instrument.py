"""The flavour "race": lowered code that tells of each access to memory which goroutines could share.

Lowered code is plain Python, and what is memory shows in it: attributes ``f_…`` are fields, ``.v`` what a pointer or a box holds,
``.arr[…]`` elements of a slice's array, names ``V·…`` package variables.  So the flavour is made of the finished text: it is parsed, each
access becomes a call of an operation ``R··…`` (`goloupe.race.operations` has them), and the tree is compiled, with the lines it had.

    ===================  ============================================
    ``x.f_a`` read       ``x.f_a if x.s_a.read == R··d.now or R··get(x, 's_a', x.s_a, …) else None``
    ``x.f_a = x.f_a …``  ``x.f_a if x.s_a.read == R··d.now or R··upd(x, 's_a', x.s_a, …) else None``, and as below
    ``x.f_a = y``        ``(x if x.s_a.write == x.s_a.read == R··d.now else R··put(x, 's_a', x.s_a, …)).f_a = y``
    ``p.v`` read         ``R··load(p, …)``
    ``p.v = y``          ``R··store(p, …).v = y``
    ``s.arr[i]`` read    ``R··index(s.arr, i, …)``
    ``s.arr[i] = y``     ``(_ra := s.arr)[R··at(_ra, i, …)] = y``
    ``s.arr[i ]``        as it is: the element is a struct or an array, which is only named
    ``V·g`` read         ``(R··global('V·g', …), V·g)[1]``
    ``V·g = y``          ``V·g = R··set('V·g', …, y)``
    ``x._copy()``        ``R··whole(x, None, …)._copy()``
    ``whole_of(x)``      ``R··whole(x, None, …)``
    ``x._eq(y)``         ``R··eq(x, y, …)``
    ``x._assign(y)``     ``R··over(x, None, …)._assign(y)``
    ``T·a.copy(x)``      ``T·a.copy(R··whole(x, T·a, …))``
    ``T·a.eq(x, y)``     ``R··alike(x, y, T·a, …)``
    ``m.get(k, …)``      ``R··mget(m, …).get(k, …)``, if the arguments do nothing
    map operations       ``R··mcall(m, 'get', …, k, …)``
    ``rt.chansend(…)``   ``R··send(…, …)``, and likewise receives
    ===================  ============================================

For fields the question whether there is anything new to an access is asked in place: see `goloupe.runtime.shadow`.

Each operation is told the place in the source and ``_rk``, a list that belongs to the call of the function (see `goloupe.race.stacks`).
Code in lambdas, comprehensions and generators has frames of its own, or another caller each time; it says 0 and None.

Plain local variables are not memory that anybody shares: escape decides which variables have a box.  A local variable that holds a
struct by value, and whose name is used for nothing but its fields, is left alone too.  So are fields that are structs or arrays
themselves: to name one is not to access it.

Functions of the machine that read or write elements themselves (append, copy, conversions) are replaced in the namespace.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from types import CodeType
from typing import Any, Final

from goloupe.lower.names import function_name

_MAP_OPERATIONS: Final = frozenset(("get", "load", "load2", "has", "clone", "store", "pop", "delete", "clear_all"))
_RANGES: Final = frozenset(("map_items", "map_keys"))
_COPIES: Final = frozenset(("_copy", "_key"))
_WITHIN: Final = _COPIES | {"_eq", "_assign"}
"""What is done with a whole struct."""
_CHANNELS: Final = {"chansend": "send", "chanrecv": "recv", "chanrecv2": "recv2"}
_MACHINE: Final = frozenset(
    (
        "append1",
        "append_slice",
        "append_string",
        "appendn",
        "bytes_to_string",
        "clear_slice",
        "copy_slice",
        "copy_string",
        "runes_to_string",
        "slice_range",
        "slice_to_array",
        function_name("sync.(*Mutex).Lock"),
    )
)
"""Functions that take the place as well."""
_APART: Final = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
"""Code with a frame of its own."""
_CALM: Final = (
    *(ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.NamedExpr, ast.Constant, ast.expr_context),
    *(ast.Add, ast.Sub, ast.Mult, ast.BitAnd, ast.BitOr, ast.BitXor, ast.unaryop, ast.boolop, ast.cmpop),
)
_BLANK: Final = ord(" ")
_CALL: Final = "_rk"
_OBJECT: Final = "_ro"
COLUMNS: Final = 12
KIND: Final = 40
"""Bits of a place for where in its line it is, and below what is done there, as in `goloupe.race.stacks`."""
_KINDS: Final = {
    **dict.fromkeys(("store",), 1),
    **dict.fromkeys(("pop", "delete"), 2),
    **dict.fromkeys(("get", "load"), 3),
    **dict.fromkeys(("load2", "has"), 4),
    "clear_all": 5,
}
"""Operations on maps as what is done at their places: see `goloupe.race.runtimeframes`."""
_RANGE_KIND: Final = 6

NOT_WATCHED: Final = frozenset(
    (
        "internal/abi",
        "internal/byteorder",
        "internal/chacha8rand",
        "internal/cpu",
        "internal/godebug",
        "internal/poll",
        "internal/race",
        "internal/strconv",
        "internal/stringslite",
        "internal/sync",
        "internal/testlog",
        "os/signal",
        "regexp/syntax",
        "runtime",
        "sync",
        "sync/atomic",
        "syscall",
        "testing",
        "testing/internal/testdeps",
        "unique",
        "weak",
    )
)
"""Packages that Go's detector does not look into either, whose state is a stand-in's, or whose memory no program shares unlocked."""


UNSHADOWED: Final = frozenset(("internal/reflectlite", "reflect"))
"""Packages with structs whose classes are a stand-in's."""


def watched(package: str, key: str = "") -> bool:
    """Whether code of a package is instrumented; of an instance of a generic function, by its key, whose package is another, too."""
    if package not in NOT_WATCHED and not package.startswith("internal/runtime/"):
        return True
    name, bracket, _ = key.partition("[")
    if not bracket:
        return False
    folder, _, name = name.rpartition("/")
    declares = f"{folder}/{name.partition('.')[0]}".removeprefix("/")
    return declares != package and watched(declares)


def instrument(source: str, file: str, inplace: frozenset[str] = frozenset(), shadowed: bool = True) -> CodeType:
    """Compile lowered code in the flavour "race".

    ``inplace`` are the slots of fields that are structs or arrays in all types that the code can know; ``shadowed`` says whether all
    structs whose fields it names have shadows.
    """
    tree = ast.parse(source, file)
    return compile(_Accesses(source, inplace, shadowed).visit(tree), file, "exec")


def inplace_fields(fields: Iterable[tuple[str, bool]]) -> frozenset[str]:
    """The slots of the fields that are in place wherever they occur."""
    always: set[str] = set()
    not_always: set[str] = set()
    for name, inplace in fields:
        (always if inplace else not_always).add("f_" + name)
    return frozenset(always - not_always)


def _name(at: ast.expr, name: str) -> ast.Name:
    return ast.copy_location(ast.Name(name, ast.Load()), at)


def _constant(at: ast.expr, value: object) -> ast.Constant:
    return ast.copy_location(ast.Constant(value), at)  # type: ignore[arg-type]


def _attribute(at: ast.expr, value: ast.expr, name: str) -> ast.Attribute:
    return ast.copy_location(ast.Attribute(value, name, ast.Load()), at)


def _is_field(name: str) -> bool:
    return name.startswith("f_") or (name.startswith("_") and name[1:].isdigit())


class _Accesses(ast.NodeTransformer):
    """Puts calls around accesses."""

    def __init__(self, source: str, inplace: frozenset[str], shadowed: bool) -> None:
        self.lines = source.encode().splitlines()
        self.inplace = inplace
        self.shadowed = shadowed
        self.private: set[str] = set()
        self.has_list = False
        """Whether this is code whose accesses can share the list of a call."""
        self.used = False
        """Whether there was an access that does."""
        self.updated: ast.Attribute | None = None
        """The field that is assigned what is looked at: its first read there may be told together with its write."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """A function: find its private variables first."""
        before = self.private, self.has_list, self.used
        self.private = _private(node)
        self.has_list, self.used = not _yields(node), False
        node.body = [out for child in node.body for out in self._statements(child)]
        if self.used:
            first = node.body[0]
            made = ast.copy_location(ast.Assign([ast.Name(_CALL, ast.Store())], ast.List([], ast.Load())), first)
            node.body.insert(0, ast.fix_missing_locations(made))
        self.private, self.has_list, self.used = before
        return node

    def _apart(self, node: ast.AST) -> ast.AST:
        """Code with a frame of its own."""
        before, self.has_list = self.has_list, False
        out = self.generic_visit(node)
        self.has_list = before
        return out

    def visit(self, node: ast.AST) -> Any:
        """Any node."""
        return self._apart(node) if isinstance(node, _APART) else super().visit(node)

    def _statements(self, node: ast.stmt) -> list[ast.stmt]:
        out = self.visit(node)
        return out if isinstance(out, list) else [out]

    def _call(self, at: ast.expr, name: str, *args: ast.expr, rest: Sequence[ast.expr] = (), kind: int = 0) -> ast.Call:
        """A call of an operation, at the place of ``at``; before ``rest`` it is told where that is, and what is done there."""
        return ast.copy_location(ast.Call(_name(at, "R\u00b7\u00b7" + name), [*args, *self._where(at, kind), *rest], []), at)

    def _where(self, at: ast.expr, kind: int = 0) -> list[ast.expr]:
        if not self.has_list:
            return [_constant(at, 0), _constant(at, None)]
        self.used = True
        column = min(at.end_col_offset or 0, (1 << COLUMNS) - 1)
        return [_constant(at, kind << KIND | at.lineno << COLUMNS | column), _name(at, _CALL)]

    def _now(self, at: ast.expr) -> ast.expr:
        return _attribute(at, _name(at, "R\u00b7\u00b7d"), "now")

    # Reads.

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """A field, or what a pointer points to."""
        private = isinstance(node.value, ast.Name) and node.value.id in self.private
        value = node.value if private else self.visit(node.value)
        if not private and isinstance(node.ctx, ast.Load):
            if _is_field(node.attr):
                return self._field(node, value)
            if node.attr == "v":
                return self._call(node, "load", value)
        node.value = value
        return node

    def _field(self, node: ast.Attribute, value: ast.expr) -> ast.expr:
        """The field is read."""
        name = node.attr
        if name in self.inplace:
            node.value = value
            return node
        if not self.shadowed or not self.has_list or not name.startswith("f_"):
            return self._call(node, "attr", value, _constant(node, name))
        first = value
        if not isinstance(value, ast.Name):
            first = ast.copy_location(ast.NamedExpr(ast.copy_location(ast.Name(_OBJECT, ast.Store()), node), value), node)
            value = _name(node, _OBJECT)
        held = _attribute(node, _attribute(node, first, "s" + name[1:]), "read")
        same = ast.copy_location(ast.Compare(held, [ast.Eq()], [self._now(node)]), node)
        args = [value, _constant(node, "s" + name[1:]), _attribute(node, value, "s" + name[1:])]
        target = self.updated
        if target is not None and name == target.attr and ast.dump(value) == ast.dump(target.value):
            self.updated = None
            asked = self._call(node, "upd", *args, self._where(target)[0])
        else:
            asked = self._call(node, "get", *args)
        # The order of arguments is that of `goloupe.race.fields`.
        either = ast.copy_location(ast.BoolOp(ast.Or(), [same, asked]), node)
        return ast.copy_location(ast.IfExp(either, _attribute(node, value, name), _constant(node, None)), node)

    def _whole(self, name: str, at: ast.expr, value: ast.expr, t: ast.expr | None = None) -> ast.Call:
        """A struct, or an array of a type (without one, of plain elements), as ``value``."""
        return self._call(at, name, value, t or _constant(at, None))

    def _names_element(self, node: ast.Subscript) -> bool:
        """Whether the element is a struct or an array, which is named, not read: lowered code has a blank before the bracket then."""
        line, end = node.end_lineno, node.end_col_offset
        assert line is not None
        assert end is not None
        return self.lines[line - 1][end - 2] == _BLANK

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        """An element."""
        value, index = self.visit(node.value), node.slice
        if isinstance(index, ast.Slice):
            if index.lower is None and index.upper is None:
                value = self._whole("whole" if isinstance(node.ctx, ast.Load) else "over", node, value)
            else:
                index = self.visit(index)
            node.value, node.slice = value, index
            return node
        index = self.visit(index)
        if isinstance(node.ctx, ast.Load):
            if self._names_element(node):
                node.value, node.slice = value, index
                return node
            if isinstance(index, ast.Constant) and isinstance(value, ast.Name) and value.id.startswith("_"):
                node.value, node.slice = value, index  # Several results of a call.
                return node
            return self._call(node, "index", value, index)
        array = ast.copy_location(ast.Name("_ra", ast.Store()), node)
        node.value = ast.copy_location(ast.NamedExpr(array, value), node)
        node.slice = self._call(node, "at", _name(node, "_ra"), index)
        return node

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """A package variable."""
        if node.id.startswith("V\u00b7") and isinstance(node.ctx, ast.Load):
            both = ast.copy_location(ast.Tuple([self._call(node, "global", _constant(node, node.id)), node], ast.Load()), node)
            return ast.copy_location(ast.Subscript(both, _constant(node, 1), ast.Load()), node)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Copies of structs, operations on maps, the rest."""
        func = node.func
        args = [self.visit(a) for a in node.args]
        if isinstance(func, ast.Attribute):
            name = func.attr
            if isinstance(func.value, ast.Name) and func.value.id == "rt":
                if name in _RANGES:
                    return self._call(node, "mrange", _name(node, "rt"), _constant(node, name), args[0], kind=_RANGE_KIND)
                if name in _CHANNELS:
                    return self._call(node, _CHANNELS[name], *args)
            elif isinstance(func.value, ast.Name) and func.value.id.startswith("T\u00b7"):
                if name == "copy":
                    args[0] = self._whole("whole", node, args[0], func.value)
                elif name == "eq":
                    return self._call(node, "alike", *args, func.value)
                elif name == "assign":
                    args[0] = self._whole("over", node, args[0], func.value)  # The value is a copy.
            elif isinstance(func.value, ast.Name) and func.value.id in self.private:
                pass
            else:
                receiver = self.visit(func.value)
                if name == "_eq":
                    return self._call(node, "eq", receiver, *args)
                if name in _COPIES:
                    receiver = self._whole("whole", node, receiver)
                elif name == "_assign":
                    receiver = self._whole("over", node, receiver)
                elif name == "get" and all(isinstance(a, (ast.Name, ast.Constant)) for a in args):
                    receiver = self._call(node, "mget", receiver, kind=_KINDS["get"])  # Of a map whose keys are plain values.
                elif name in _MAP_OPERATIONS:
                    return self._call(node, "mcall", receiver, _constant(node, name), rest=args, kind=_KINDS.get(name, 0))
                if name == "v":
                    node.func = self._call(node, "load", receiver)
                elif _is_field(name):
                    node.func = self._field(func, receiver)
                else:
                    func.value = receiver
        elif isinstance(func, ast.Name) and func.id == "whole_of":
            return self._whole("whole", node, args[0])
        elif isinstance(func, ast.Name) and func.id == "len" and len(args) == 1:
            args = [self._call(node, "mread", args[0])]
        elif isinstance(func, ast.Name) and func.id in _MACHINE:
            args += self._where(node)
        elif not isinstance(func, ast.Name):
            node.func = self.visit(func)
        node.args = args
        for keyword in node.keywords:
            keyword.value = self.visit(keyword.value)
        return node

    # Writes.

    def visit_Assign(self, node: ast.Assign) -> ast.AST | list[ast.stmt]:
        """An assignment, of one or several variables."""
        only = node.targets[0]
        if len(node.targets) == 1 and isinstance(only, ast.Attribute) and self._asks_in_place(only) and _calm(node.value, only):
            self.updated = only
        node.value = self.visit(node.value)
        self.updated = None
        if len(node.targets) == 1 and isinstance(only, ast.Name) and only.id.startswith("V\u00b7"):
            node.value = self._call(only, "set", _constant(only, only.id), rest=[node.value])
            return node
        after: list[ast.stmt] = []
        node.targets = [self._target(t, after) for t in node.targets]
        return [node, *after] if after else node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST | list[ast.stmt]:
        """``x += y``: what is written was read."""
        node.value = self.visit(node.value)
        after: list[ast.stmt] = []
        target = self._target(node.target, after)
        assert isinstance(target, (ast.Name, ast.Attribute, ast.Subscript))
        node.target = target
        return [node, *after] if after else node

    def _target(self, target: ast.expr, after: list[ast.stmt]) -> ast.expr:
        if isinstance(target, (ast.Tuple, ast.List)):
            target.elts = [self._target(t, after) for t in target.elts]
        elif isinstance(target, ast.Starred):
            target.value = self._target(target.value, after)
        elif isinstance(target, ast.Attribute):
            if isinstance(target.value, ast.Name) and target.value.id in self.private:
                return target
            value = self.visit(target.value)
            if _is_field(target.attr):
                value = self._written(target, value)
            elif target.attr == "v":
                value = self._call(target, "store", value)
            target.value = value
        elif isinstance(target, ast.Subscript):
            out: ast.expr = self.visit_Subscript(target)  # type: ignore[assignment]
            return out
        elif isinstance(target, ast.Name) and target.id.startswith("V\u00b7"):
            after.append(ast.copy_location(ast.Expr(self._call(target, "set", _constant(target, target.id))), target))
        return target

    def _asks_in_place(self, target: ast.Attribute) -> bool:
        """Whether there is a shadow beside the field, and its object is a plain variable."""
        return isinstance(target.value, ast.Name) and self.shadowed and self.has_list and target.attr.startswith("f_")

    def _written(self, target: ast.Attribute, value: ast.expr) -> ast.expr:
        """The object of a field that is going to be written."""
        name = target.attr
        if not self._asks_in_place(target):
            return self._call(target, "setattr", value, _constant(target, name))
        held = [_attribute(target, _attribute(target, value, "s" + name[1:]), which) for which in ("write", "read")]
        same = ast.copy_location(ast.Compare(held[0], [ast.Eq(), ast.Eq()], [held[1], self._now(target)]), target)
        shadow = "s" + name[1:]
        asked = self._call(target, "put", value, _constant(target, shadow), _attribute(target, value, shadow))
        return ast.copy_location(ast.IfExp(same, value, asked), target)

    def visit_For(self, node: ast.For) -> ast.AST:
        """A loop over an array reads its elements."""
        node.iter = self._elements(node.iter)
        after: list[ast.stmt] = []
        node.target = self._target(node.target, after)
        node.body = after + [out for child in node.body for out in self._statements(child)]
        node.orelse = [out for child in node.orelse for out in self._statements(child)]
        return node

    def _elements(self, over: ast.expr) -> ast.expr:
        if isinstance(over, (ast.Name, ast.Attribute)):
            return self._call(over, "each", self.visit(over))
        if isinstance(over, ast.Call) and isinstance(over.func, ast.Name) and over.func.id == "enumerate":
            over.args[0] = self._elements(over.args[0])
            return over
        out: ast.expr = self.visit(over)
        return out


def _calm(value: ast.expr, target: ast.Attribute) -> bool:
    """Whether nothing happens between a read of the target in an expression and the end of it: no call, no panic, no other object."""
    whole = ast.dump(target.value)
    for node in ast.walk(value):
        if isinstance(node, ast.Attribute):
            if ast.dump(node.value) != whole or not _is_field(node.attr):
                return False
        elif isinstance(node, ast.Call):
            if not isinstance(node.func, ast.Name) or node.func.id != "wrap64":
                return False
        elif isinstance(node, ast.Name):
            if node.id.startswith("V\u00b7"):
                return False
        elif not isinstance(node, _CALM):
            return False
    return True


def _yields(function: ast.FunctionDef) -> bool:
    """Whether it is a generator."""
    pending: list[ast.AST] = list(function.body)
    while pending:
        node = pending.pop()
        if isinstance(node, (ast.Yield, ast.YieldFrom)):
            return True
        if not isinstance(node, (ast.FunctionDef, ast.Lambda)):
            pending.extend(ast.iter_child_nodes(node))
    return False


def _private(function: ast.FunctionDef) -> set[str]:
    """Local variables that hold a fresh struct or array, and whose names stand for nothing but accesses to its own fields."""
    made: set[str] = set()
    other = {a.arg for a in (*function.args.args, *function.args.posonlyargs, *function.args.kwonlyargs)}
    fine: set[int] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            value = node.value
            if isinstance(value, ast.Call) and (
                (isinstance(value.func, ast.Name) and value.func.id.startswith("C\u00b7"))
                or (isinstance(value.func, ast.Attribute) and value.func.attr == "_copy")
            ):
                made.add(node.targets[0].id)
                fine.add(id(node.targets[0]))
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if _is_field(node.attr) or node.attr in _WITHIN:
                fine.add(id(node.value))
        elif isinstance(node, (ast.FunctionDef, ast.Lambda)) and node is not function:
            for inner in ast.walk(node):
                if isinstance(inner, ast.Name):
                    other.add(inner.id)
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and id(node) not in fine:
            other.add(node.id)
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            other.update(node.names)
    return made - other
