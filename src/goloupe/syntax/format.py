"""The text of expressions and statements, exactly as the compiler's diagnostics print them.

This is what ``%v`` gives for a node in ``cmd/compile/internal/ir/fmt.go``: neither Go source nor a dump.  Operations that the
type checker inserted are left out, composite literals lose their elements (``T{...}``), loops and switches
their bodies (``for loop``), and parentheses come from the operator's precedence, not from the source.

A precedence of 0 means that the compiler's own table has no entry; such an operand is put in
parentheses wherever an operator asks for more, which is why a called closure prints as ``(func literal)()``.

Rendering recurses in Python only (never through a C callback), so that its depth is bounded by
``sys.setrecursionlimit`` alone; callers that format deep trees raise it, see ``goloupe.escape.package``.
"""

from __future__ import annotations

from typing import Final

from goloupe.syntax import kinds as K
from goloupe.syntax.columns import Columns

_PREC: Final[list[int]] = [0] * len(K.KIND_NAMES)
for _kind in (
    K.APPEND, K.BYTES2STR, K.ARRAYLIT, K.SLICELIT, K.RUNES2STR, K.CALLFUNC, K.CALLINTER, K.CAP, K.CLEAR, K.CLOSE, K.CONVIFACE,
    K.CONVNOP, K.CONV, K.COPY, K.DELETE, K.LEN, K.LITERAL, K.MAKESLICE, K.MAPLIT, K.MAX, K.MIN, K.NAME, K.NEW, K.NIL, K.PANIC,
    K.PRINTLN, K.PRINT, K.RUNESTR, K.SLICE2ARR, K.SLICE2ARRPTR, K.STR2BYTES, K.STR2RUNES, K.STRUCTLIT, K.TYPE, K.UNSAFEADD,
    K.UNSAFESLICE, K.UNSAFESLICEDATA, K.UNSAFESTRING, K.UNSAFESTRINGDATA, K.INDEXMAP, K.INDEX, K.SLICE, K.SLICESTR, K.SLICEARR,
    K.SLICE3, K.SLICE3ARR, K.DOTINTER, K.DOTPTR, K.DOTTYPE2, K.DOTTYPE, K.DOT, K.METHVALUE, K.METHEXPR, K.CLOSUREVAR, K.DICT, K.OPAQUE,
):  # fmt: skip
    _PREC[_kind] = 8
for _kind in (K.PLUS, K.NOT, K.BITNOT, K.NEG, K.ADDR, K.DEREF, K.RECV):
    _PREC[_kind] = 7
for _kind in (K.MUL, K.DIV, K.MOD, K.LSH, K.RSH, K.AND, K.ANDNOT):
    _PREC[_kind] = 6
for _kind in (K.ADD, K.SUB, K.OR, K.XOR):
    _PREC[_kind] = 5
for _kind in (K.EQ, K.LT, K.LE, K.GE, K.GT, K.NE):
    _PREC[_kind] = 4
_PREC[K.SEND] = 3
_PREC[K.ANDAND] = 2
_PREC[K.OROR] = 1

_STATEMENTS: Final = frozenset(
    (
        K.AS, K.AS2, K.AS2DOTTYPE, K.AS2FUNC, K.AS2MAPR, K.AS2RECV, K.ASOP, K.BLOCK, K.BREAK, K.CASE, K.CONTINUE, K.DCL, K.DEFER,
        K.FALL, K.FOR, K.GOTO, K.IF, K.LABEL, K.GO, K.RANGE, K.RETURN, K.SELECT, K.SWITCH, K.FUNCBODY, K.COMM,
    )
)  # fmt: skip

OP_TEXT: Final[dict[int, str]] = {
    K.ADDR: "&", K.ADD: "+", K.ADDSTR: "+", K.ANDAND: "&&", K.ANDNOT: "&^", K.AND: "&", K.APPEND: "append", K.AS: "=", K.AS2: "=",
    K.BREAK: "break", K.CAP: "cap", K.CASE: "case", K.CLEAR: "clear", K.CLOSE: "close", K.COMPLEX: "complex", K.BITNOT: "^",
    K.CONTINUE: "continue", K.COPY: "copy", K.DELETE: "delete", K.DEFER: "defer", K.DIV: "/", K.EQ: "==", K.FALL: "fallthrough",
    K.FOR: "for", K.GE: ">=", K.GOTO: "goto", K.GT: ">", K.IF: "if", K.IMAG: "imag", K.DEREF: "*", K.LEN: "len", K.LE: "<=",
    K.LSH: "<<", K.LT: "<", K.NEG: "-", K.MAX: "max", K.MIN: "min", K.MOD: "%", K.MUL: "*", K.NEW: "new", K.NE: "!=", K.NOT: "!",
    K.OROR: "||", K.OR: "|", K.PANIC: "panic", K.PLUS: "+", K.PRINTLN: "println", K.PRINT: "print", K.RANGE: "range", K.REAL: "real",
    K.RECV: "<-", K.RECOVER: "recover", K.RETURN: "return", K.RSH: ">>", K.SELECT: "select", K.SEND: "<-", K.SUB: "-",
    K.SWITCH: "switch", K.UNSAFEADD: "unsafe.Add", K.UNSAFESLICE: "unsafe.Slice", K.UNSAFESLICEDATA: "unsafe.SliceData",
    K.UNSAFESTRING: "unsafe.String", K.UNSAFESTRINGDATA: "unsafe.StringData", K.XOR: "^",
}  # fmt: skip
"""What an operation is called in a diagnostic; operations that are missing here go by their kind's name."""

_BINARY: Final = frozenset(
    (
        K.ADD, K.AND, K.ANDNOT, K.DIV, K.EQ, K.GE, K.GT, K.LE, K.LT, K.LSH, K.MOD, K.MUL, K.NE, K.OR, K.RSH, K.SUB, K.XOR,
        K.ANDAND, K.OROR,
    )
)  # fmt: skip
_UNARY: Final = frozenset((K.PLUS, K.NEG, K.BITNOT, K.NOT, K.RECV, K.ADDR))
_IMPLICIT: Final = frozenset((K.ADDR, K.DEREF, K.CONV, K.CONVNOP, K.CONVIFACE))
_SELECTORS: Final = frozenset((K.DOT, K.DOTPTR, K.DOTINTER, K.METHVALUE, K.METHEXPR))
_SLICES: Final = frozenset((K.SLICE, K.SLICESTR, K.SLICEARR, K.SLICE3, K.SLICE3ARR))
_CONVERSIONS: Final = frozenset(
    (
        K.CONV, K.CONVIFACE, K.CONVNOP, K.BYTES2STR, K.RUNES2STR, K.STR2BYTES, K.STR2RUNES, K.RUNESTR, K.SLICE2ARR, K.SLICE2ARRPTR,
    )
)  # fmt: skip
_CALLS_OF_ONE: Final = frozenset((K.REAL, K.IMAG, K.CAP, K.CLEAR, K.CLOSE, K.LEN, K.NEW, K.PANIC))
_CALLS_OF_LIST: Final = frozenset((K.APPEND, K.DELETE, K.MAX, K.MIN, K.RECOVER, K.PRINT, K.PRINTLN))
_CALLS_OF_TWO: Final = frozenset((K.COMPLEX, K.COPY, K.UNSAFEADD, K.UNSAFESLICE))
_LITERALS: Final = frozenset((K.STRUCTLIT, K.ARRAYLIT, K.SLICELIT, K.MAPLIT))
_UNNAMED_STARTS: Final = ("*", "[", "func(", "map[", "chan ", "<-chan ", "struct {", "interface {", "(")


class Formatter:
    """Renders the nodes of one package.

    ``text_of`` overrides the text of single nodes (an expression that the analysis replaced by a constant).
    """

    __slots__ = ("_c", "devirtualized", "text_of")

    def __init__(self, columns: Columns) -> None:
        self._c = columns
        self.text_of: dict[int, str] = {}
        self.devirtualized: dict[int, tuple[str, str]] = {}
        """Interface calls that became static: call node -> (method expression, asserted receiver)."""

    def text(self, node: int) -> str:
        """The text of any node."""
        c = self._c
        if c.n_kind[node] == K.NAME and not self.text_of:
            return c.strings[c.o_name[c.n_aux[node]]]
        out: list[str] = []
        self._node(node, out)
        return "".join(out)

    def constant(self, const: int, literal_type: int, type_id: int) -> str:
        """Constant ``const``, of a literal of ``literal_type``, as it prints with type ``type_id``."""
        c = self._c
        shown = c.strings[c.c_show[const]]
        if literal_type == type_id:
            return shown
        want = c.type_text(type_id)
        if want == "rune":
            point = int(c.strings[c.c_text[const]])
            if 0 <= point <= 0x10FFFF:
                return quote_rune(point)
        prefix = c.type_text(literal_type) + "("
        bare = shown[len(prefix) : -1] if shown.startswith(prefix) and shown.endswith(")") else shown
        kind = c.c_kind[const]
        if kind == K.C_INT and bare.startswith("'"):
            bare = c.strings[c.c_text[const]]
        return bare if want == _DEFAULT_TYPE.get(kind) else f"{want}({bare})"

    # Everything below appends to ``out``.

    def _node(self, node: int, out: list[str]) -> None:
        if self._c.n_kind[node] in _STATEMENTS:
            self._statement(node, out)
        else:
            self._expr(node, 0, out)

    def _list(self, nodes: list[int], separator: str, out: list[str]) -> None:
        first = True
        for node in nodes:
            if not first:
                out.append(separator)
            first = False
            self._node(node, out)

    def _expr(self, node: int, prec: int, out: list[str]) -> None:
        c = self._c
        kind = c.n_kind[node]
        while True:
            if kind in _IMPLICIT and c.n_flags[node] & K.F_IMPLICIT:
                if node in self.text_of:
                    break
                node += 1
            elif kind == K.INITEXPR:
                node = c.children(node)[-1]
            else:
                break
            kind = c.n_kind[node]

        override = self.text_of.get(node)
        if override is not None:
            out.append(override)
            return
        if kind == K.NAME:
            name = c.strings[c.o_name[c.n_aux[node]]]
            out.append("_" if name.startswith("~b") else name)
            return
        if kind == K.NONE:
            out.append("<nil>")
            return

        own = _PREC[kind]
        if kind == K.TYPE and c.n_type[node] >= 0 and c.t_kind[c.n_type[node]] == K.T_POINTER:
            own = 7
        if prec > own:
            out.append("(")
            self._node(node, out)
            out.append(")")
            return

        if kind in _SELECTORS:
            self._expr(node + 1, own, out)
            out.append("." + c.strings[c.n_aux[node]])
        elif kind == K.LITERAL:
            out.append(c.strings[c.c_show[c.n_aux[node]]])
        elif kind == K.CALLFUNC or kind == K.CALLINTER:
            self._call(node, out)
        elif kind in _BINARY:
            self._expr(node + 1, own, out)
            out.append(f" {OP_TEXT[kind]} ")
            self._expr(c.n_end[node + 1], own + 1, out)
        elif kind == K.INDEX or kind == K.INDEXMAP:
            self._expr(node + 1, own, out)
            out.append("[")
            self._node(c.n_end[node + 1], out)
            out.append("]")
        elif kind == K.DEREF:
            out.append("*")
            self._expr(node + 1, own + 1, out)
        elif kind in _UNARY:
            out.append(OP_TEXT[kind])
            if c.n_kind[node + 1] == kind:
                out.append(" ")
            self._expr(node + 1, own + 1, out)
        elif kind == K.PTRLIT:
            out.append("&")
            self._node(node + 1, out)
        elif kind in _LITERALS:
            if c.n_flags[node] & K.F_IMPLICIT:
                out.append("... argument")
            else:
                out.append(c.type_text(c.n_type[node]) + ("{...}" if c.n_end[node] > node + 1 else "{}"))
        elif kind in _CONVERSIONS:
            out.append(self._conversion_type(c.n_type[node]))
            out.append("(")
            self._node(node + 1, out)
            out.append(")")
        elif kind in _CALLS_OF_ONE or kind in _CALLS_OF_TWO or kind in _CALLS_OF_LIST:
            out.append(OP_TEXT[kind] + "(")
            self._list(c.children(node), ", ", out)
            out.append("...)" if c.n_flags[node] & K.F_DDD and kind in _CALLS_OF_LIST else ")")
        else:
            self._rare(node, kind, own, out)

    def _rare(self, node: int, kind: int, own: int, out: list[str]) -> None:
        c = self._c
        if kind == K.CLOSURE:
            out.append("func literal")
        elif kind == K.NIL:
            out.append("nil")
        elif kind == K.TYPE:
            out.append(c.type_text(c.n_type[node]))
        elif kind in _SLICES:
            self._slice(node, own, out)
        elif kind == K.ADDSTR:
            first = True
            for child in c.children(node):
                if not first:
                    out.append(" + ")
                first = False
                self._expr(child, own, out)
        elif kind == K.DOTTYPE or kind == K.DOTTYPE2:
            self._expr(node + 1, own, out)
            out.append(f".({c.type_text(c.n_type[node])})")
        elif kind == K.MAKESLICE or kind == K.MAKEMAP or kind == K.MAKECHAN:
            self._make(node, kind, out)
        elif kind == K.CLOSUREVAR:
            out.append(c.strings[c.o_name[c.n_aux[node]]])
        elif kind == K.DICT or kind == K.OPAQUE:
            out.append(c.strings[c.n_aux[node]] if c.n_aux[node] >= 0 else "<nil>")
        elif kind == K.SEND:
            self._expr(node + 1, own, out)
            out.append(" <- ")
            self._expr(c.n_end[node + 1], own + 1, out)
        elif kind == K.KEY:
            self._node(node + 1, out)
            out.append(":")
            self._node(c.n_end[node + 1], out)
        elif kind == K.STRUCTKEY:
            out.append(c.strings[c.n_aux[node]] + ":")
            self._node(node + 1, out)
        else:
            out.append(f"<node {OP_TEXT.get(kind) or K.KIND_NAMES[kind]}>")

    def _call(self, node: int, out: list[str]) -> None:
        c = self._c
        static = self.devirtualized.get(node)
        fun = node + 1
        if static is not None:
            out.append(static[0] + "(" + static[1])
            if c.n_end[fun] < c.n_end[node]:
                out.append(", ")
        else:
            self._expr(fun, 8, out)
            out.append("(")
        child = c.n_end[fun]
        end = c.n_end[node]
        while child < end:
            self._node(child, out)
            child = c.n_end[child]
            if child < end:
                out.append(", ")
        out.append("...)" if c.n_flags[node] & K.F_DDD else ")")

    def _slice(self, node: int, own: int, out: list[str]) -> None:
        c = self._c
        x, *bounds = c.children(node)
        self._expr(x, own, out)
        out.append("[")
        first = True
        for bound in bounds:
            if not first:
                out.append(":")
            first = False
            if c.n_kind[bound] != K.NONE:
                self._node(bound, out)
        out.append("]")

    def _make(self, node: int, kind: int, out: list[str]) -> None:
        c = self._c
        out.append(f"make({c.type_text(c.n_type[node])}")
        children = c.children(node)
        if len(children) > 1 and c.n_kind[children[1]] != K.NONE:
            shown = children[:2]
        elif children and c.n_kind[children[0]] != K.NONE and (kind == K.MAKESLICE or not self._untyped(children[0])):
            shown = children[:1]
        else:
            shown = []
        for child in shown:
            out.append(", ")
            self._node(child, out)
        out.append(")")

    def _untyped(self, node: int) -> bool:
        type_id = self._c.n_type[node]
        return type_id >= 0 and self._c.t_kind[type_id] == K.T_UNTYPED

    def _conversion_type(self, type_id: int) -> str:
        c = self._c
        text = c.type_text(type_id)
        if type_id < 0:
            return f"({text})"
        if c.t_flags[type_id] & K.TF_NAMED or c.t_kind[type_id] <= K.T_UNSAFE_POINTER or not text.startswith(_UNNAMED_STARTS):
            return text
        return f"({text})"

    # Statements.

    def _statement(self, node: int, out: list[str]) -> None:
        c = self._c
        kind = c.n_kind[node]
        if kind == K.AS:
            self._node(node + 1, out)
            out.append(" := " if c.n_flags[node] & K.F_DEF else " = ")
            self._node(c.n_end[node + 1], out)
        elif kind == K.ASOP:
            self._node(node + 1, out)
            op = c.n_aux[node]
            if c.n_flags[node] & K.F_INCDEC:
                out.append("++" if op == K.ADD else "--")
            else:
                out.append(f" {OP_TEXT.get(op, K.KIND_NAMES[op])}= ")
                self._node(c.n_end[node + 1], out)
        elif kind in (K.AS2, K.AS2DOTTYPE, K.AS2FUNC, K.AS2MAPR, K.AS2RECV):
            children = c.children(node)
            left = c.n_aux[node]
            self._list(children[:left], ", ", out)
            out.append(" := " if c.n_flags[node] & K.F_DEF else " = ")
            self._list(children[left:], ", ", out)
        elif kind == K.RETURN:
            out.append("return ")
            self._list(c.children(node), ", ", out)
        elif kind == K.DCL:
            obj = c.n_aux[node]
            out.append(f"var {c.strings[c.o_name[obj]]} {c.type_text(c.o_type[obj])}")
        elif kind == K.IF:
            cond, body, otherwise = c.children(node)
            out.append("if ")
            self._node(cond, out)
            out.append(" { ")
            self._body(body, out)
            out.append(" }")
            if c.n_end[otherwise] > otherwise + 1:
                out.append(" else { ")
                self._body(otherwise, out)
                out.append(" }")
        elif kind == K.FOR or kind == K.RANGE:
            out.append("for loop")
        elif kind == K.SELECT or kind == K.SWITCH:
            out.append(f"{OP_TEXT[kind]} statement")
        elif kind == K.GO or kind == K.DEFER:
            out.append("go " if kind == K.GO else "defer ")
            self._node(node + 1, out)
        elif kind == K.CASE:
            values, body = c.children(node)
            if c.n_end[values] > values + 1:
                out.append("case ")
                self._list(c.children(values), ", ", out)
            else:
                out.append("default")
            out.append(": ")
            self._body(body, out)
        elif kind == K.LABEL:
            out.append(f"{c.strings[c.n_aux[node]]}: ")
        elif kind == K.BLOCK or kind == K.FUNCBODY:
            self._body(node, out)
        elif kind == K.COMM:
            self._body(c.n_end[node + 1], out)
        else:
            out.append(OP_TEXT.get(kind) or K.KIND_NAMES[kind])
            if c.n_aux[node] >= 0:
                out.append(" " + c.strings[c.n_aux[node]])

    def _body(self, block: int, out: list[str]) -> None:
        """Statements of a block.

        The compiler keeps the init statements of an if, for or switch with their owner and prints them only when there is exactly
        one; here they stand in front of it, marked.
        """
        c = self._c
        shown: list[tuple[int, list[int]]] = []
        pending: list[int] = []
        for child in c.children(block):
            if c.n_flags[child] & K.F_INIT:
                pending.append(child)
            else:
                shown.append((child, pending))
                pending = []
        first = True
        for child, init in shown:
            if not first:
                out.append("; ")
            first = False
            if len(init) == 1 and c.n_kind[child] == K.IF:
                start = len(out)
                self._node(child, out)
                rest = "".join(out[start:])[3:]
                del out[start:]
                out.append("if ")
                self._node(init[0], out)
                out.append("; " + rest)
            else:
                self._node(child, out)


_DEFAULT_TYPE: Final[dict[int, str]] = {
    K.C_BOOL: "bool",
    K.C_STRING: "string",
    K.C_INT: "int",
    K.C_FLOAT: "float64",
    K.C_COMPLEX: "complex128",
}

_ESCAPES: Final = {7: "\\a", 8: "\\b", 12: "\\f", 10: "\\n", 13: "\\r", 9: "\\t", 11: "\\v", 39: "\\'", 92: "\\\\"}


def quote_rune(point: int) -> str:
    """A code point between single quotes, as Go's ``%q`` prints it."""
    if point in _ESCAPES:
        return f"'{_ESCAPES[point]}'"
    if 0xD800 <= point <= 0xDFFF or point == 0xFFFD:
        return "'\ufffd'"
    char = chr(point)
    if char.isprintable():
        return f"'{char}'"
    if point < 0x80:
        return f"'\\x{point:02x}'"
    return f"'\\u{point:04x}'" if point < 0x10000 else f"'\\U{point:08x}'"
