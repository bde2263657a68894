"""The flavour "race": lowered code that tells of each access to memory which goroutines could share.

Lowered code is plain Python, and what is memory shows in it: attributes ``f_…`` are fields, ``.v`` what a pointer or a box holds,
``.arr[…]`` elements of a slice's array, names ``V·…`` package variables.  So the flavour is made of the finished text: it is parsed, each
access becomes a call of an operation ``R··…`` (`goloupe.race.operations` has them), and the tree is compiled, with the lines it had.

    ===================  ============================================
    ``x.f_a`` read       ``R··get(x, 'f_a')``
    ``x.f_a = y``        ``R··put(x, 'f_a').f_a = y``
    ``p.v`` read         ``R··load(p)``
    ``p.v = y``          ``R··store(p).v = y``
    ``s.arr[i]`` read    ``R··index(s.arr, i)``
    ``s.arr[i] = y``     ``(_ra := s.arr)[R··at(_ra, i)] = y``
    ``V·g`` read         ``(R··global('V·g'), V·g)[1]``
    ``V·g = y``          ``V·g = R··set('V·g', y)``
    ``x._copy()``        ``R··whole(x)._copy()``
    ``x._assign(y)``     ``R··over(x)._assign(y)``
    map operations       ``R··mcall(m, 'get', k, …)``
    ===================  ============================================

Plain local variables are not memory that anybody shares: escape decides which variables have a box.  A local variable that holds a
struct by value, and whose name is used for nothing but its fields, is left alone too.

Functions of the machine that read or write elements themselves (append, copy, conversions) are replaced in the namespace.
"""

from __future__ import annotations

import ast
from types import CodeType
from typing import Final

_MAP_OPERATIONS: Final = frozenset(("get", "load", "load2", "has", "clone", "store", "pop", "delete", "clear_all"))
_RANGES: Final = frozenset(("map_items", "map_keys"))
_COPIES: Final = frozenset(("_copy", "_eq", "_key"))

NOT_WATCHED: Final = frozenset(
    (
        "flag",
        "internal/abi",
        "internal/bytealg",
        "internal/cpu",
        "internal/godebug",
        "internal/poll",
        "internal/race",
        "internal/sync",
        "internal/testlog",
        "os/signal",
        "regexp",
        "regexp/syntax",
        "runtime",
        "sync",
        "sync/atomic",
        "syscall",
        "testing",
        "testing/internal/testdeps",
        "time",
        "unique",
        "weak",
    )
)
"""Packages that Go's detector does not look into either, whose state is a stand-in's, or whose memory no program shares unlocked."""


def watched(package: str) -> bool:
    """Whether code of a package is instrumented."""
    return package not in NOT_WATCHED and not package.startswith("internal/runtime/")


def instrument(source: str, file: str) -> CodeType:
    """Compile lowered code in the flavour "race"."""
    tree = ast.parse(source, file)
    return compile(_Accesses().visit(tree), file, "exec")


def _call(at: ast.expr, name: str, *args: ast.expr) -> ast.Call:
    """A call of an operation, at the place of ``at``."""
    return ast.copy_location(ast.Call(_name(at, "R\u00b7\u00b7" + name), list(args), []), at)


def _name(at: ast.expr, name: str) -> ast.Name:
    return ast.copy_location(ast.Name(name, ast.Load()), at)


def _text(at: ast.expr, text: str) -> ast.Constant:
    return ast.copy_location(ast.Constant(text), at)


def _is_field(name: str) -> bool:
    return name.startswith("f_") or (name.startswith("_") and name[1:].isdigit())


class _Accesses(ast.NodeTransformer):
    """Puts calls around accesses."""

    def __init__(self) -> None:
        self.private: set[str] = set()
        self.depth = 0

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """A function: find its private variables first."""
        before = self.private
        self.private = _private(node)
        node.body = [out for child in node.body for out in self._statements(child)]
        self.private = before
        return node

    def _statements(self, node: ast.stmt) -> list[ast.stmt]:
        out = self.visit(node)
        return out if isinstance(out, list) else [out]

    # Reads.

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """A field, or what a pointer points to."""
        private = isinstance(node.value, ast.Name) and node.value.id in self.private
        value = node.value if private else self.visit(node.value)
        if not private and isinstance(node.ctx, ast.Load):
            if _is_field(node.attr):
                return _call(node, "get", value, _text(node, node.attr))
            if node.attr == "v":
                return _call(node, "load", value)
        node.value = value
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        """An element."""
        value, index = self.visit(node.value), node.slice
        if isinstance(index, ast.Slice):
            if index.lower is None and index.upper is None:
                value = _call(node, "whole" if isinstance(node.ctx, ast.Load) else "over", value)
            else:
                index = self.visit(index)
            node.value, node.slice = value, index
            return node
        index = self.visit(index)
        if isinstance(node.ctx, ast.Load):
            if isinstance(index, ast.Constant) and isinstance(value, ast.Name) and value.id.startswith("_"):
                node.value, node.slice = value, index  # Several results of a call.
                return node
            return _call(node, "index", value, index)
        array = ast.copy_location(ast.Name("_ra", ast.Store()), node)
        node.value = ast.copy_location(ast.NamedExpr(array, value), node)
        node.slice = _call(node, "at", _name(node, "_ra"), index)
        return node

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """A package variable."""
        if node.id.startswith("V\u00b7") and isinstance(node.ctx, ast.Load):
            both = ast.copy_location(ast.Tuple([_call(node, "global", _text(node, node.id)), node], ast.Load()), node)
            return ast.copy_location(ast.Subscript(both, ast.copy_location(ast.Constant(1), node), ast.Load()), node)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Copies of structs, operations on maps, the rest."""
        func = node.func
        args = [self.visit(a) for a in node.args]
        if isinstance(func, ast.Attribute):
            name = func.attr
            if isinstance(func.value, ast.Name) and func.value.id == "rt":
                if name in _RANGES:
                    return _call(node, "mrange", _name(node, "rt"), _text(node, name), args[0])
            elif isinstance(func.value, ast.Name) and func.value.id.startswith("T\u00b7"):
                if name == "copy":
                    args[0] = _call(node, "whole", args[0])
                elif name == "assign":
                    args = [_call(node, "over", args[0]), *(_call(node, "whole", a) for a in args[1:])]
            elif isinstance(func.value, ast.Name) and func.value.id in self.private:
                pass
            else:
                receiver = self.visit(func.value)
                if name in _COPIES:
                    receiver = _call(node, "whole", receiver)
                elif name == "_assign":
                    receiver = _call(node, "over", receiver)
                elif name in _MAP_OPERATIONS:
                    return _call(node, "mcall", receiver, _text(node, name), *args)
                if name == "v" or _is_field(name):
                    node.func = _call(node, "load", receiver) if name == "v" else _call(node, "get", receiver, _text(node, name))
                else:
                    func.value = receiver
        elif isinstance(func, ast.Name) and func.id == "len" and len(args) == 1:
            args = [_call(node, "mread", args[0])]
        elif not isinstance(func, ast.Name):
            node.func = self.visit(func)
        node.args = args
        for keyword in node.keywords:
            keyword.value = self.visit(keyword.value)
        return node

    # Writes.

    def visit_Assign(self, node: ast.Assign) -> ast.AST | list[ast.stmt]:
        """An assignment, of one or several variables."""
        node.value = self.visit(node.value)
        only = node.targets[0]
        if len(node.targets) == 1 and isinstance(only, ast.Name) and only.id.startswith("V\u00b7"):
            node.value = _call(only, "set", _text(only, only.id), node.value)
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
                value = _call(target, "put", value, _text(target, target.attr))
            elif target.attr == "v":
                value = _call(target, "store", value)
            target.value = value
        elif isinstance(target, ast.Subscript):
            out: ast.expr = self.visit_Subscript(target)  # type: ignore[assignment]
            return out
        elif isinstance(target, ast.Name) and target.id.startswith("V\u00b7"):
            after.append(ast.copy_location(ast.Expr(_call(target, "set", _text(target, target.id))), target))
        return target

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
            return _call(over, "each", self.visit(over))
        if isinstance(over, ast.Call) and isinstance(over.func, ast.Name) and over.func.id == "enumerate":
            over.args[0] = self._elements(over.args[0])
            return over
        out: ast.expr = self.visit(over)
        return out


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
            if _is_field(node.attr) or node.attr in _COPIES or node.attr == "_assign":
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
