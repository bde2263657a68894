"""Texts as the compiler's diagnostics have them."""

import pytest

from goloupe.syntax import kinds as K
from goloupe.syntax.format import Formatter, quote_rune
from tests.unit.escape.builder import N, Program

p = Program()
T = p.struct("T")
p.set_fields(T, ("f", p.ptr(p.int)), ("g", p.int))
PT = p.ptr(T)
F = p.func("F", [("x", p.int), ("s", p.slice(p.int)), ("t", PT), ("b", p.bool), ("str", p.string)])
x, s, t, b, text = (p.name(v) for v in F.params)
G = p.external("fmt.Println", "fmt.Println")
M = p.external("(*T).M", "p.(*T).M")
clo = p.func("F.func1", parent=F)
clo.body = []


def binary(kind: int, left: N, right: N) -> N:
    return N(kind, [left, right], p.int)


def method(*args: N) -> N:
    fun = N(K.METHEXPR, [N(K.TYPE, type=PT)], aux=p.text("M"), aux2=M.id)
    return N(K.CALLFUNC, [fun, *args], p.int)


CASES = [
    (x, "x"),
    (p.addr(x), "&x"),
    (p.addr(x, implicit=True), "x"),
    (p.deref(t), "*t"),
    (N(K.DOT, [p.deref(t)], p.int, p.text("g")), "(*t).g"),
    (N(K.DOT, [N(K.DEREF, [t], T, flags=K.F_IMPLICIT)], p.int, p.text("g")), "t.g"),
    (p.dot(t, "g", p.int), "t.g"),
    (p.new(T), "new(T)"),
    (p.ptr_lit(T), "&T{}"),
    (p.ptr_lit(T, g=p.lit(1)), "&T{...}"),
    (N(K.DOT, [p.ptr_lit(T)], p.int, p.text("g")), "(&T{}).g"),
    (p.slice_lit(p.slice(p.any), p.box(x), variadic=True), "... argument"),
    (p.call(G, p.slice_lit(p.slice(p.any), p.box(x), variadic=True), flags=K.F_DDD), "fmt.Println(... argument...)"),
    (p.make(p.slice(p.int), x), "make([]int, x)"),
    (p.make(p.slice(p.int), x, p.lit(8)), "make([]int, x, 8)"),
    (p.make(p.map(p.string, p.int)), "make(map[string]int)"),
    (p.make(p.chan(p.int), p.lit(2)), "make(chan int, 2)"),
    (binary(K.ADD, x, binary(K.MUL, x, x)), "x + x * x"),
    (binary(K.MUL, x, binary(K.ADD, x, x)), "x * (x + x)"),
    (binary(K.SUB, x, binary(K.SUB, x, x)), "x - (x - x)"),
    (binary(K.SUB, binary(K.SUB, x, x), x), "x - x - x"),
    (N(K.NEG, [N(K.NEG, [x], p.int)], p.int), "- (-x)"),
    (N(K.NOT, [b], p.bool), "!b"),
    (N(K.ADDSTR, [text, p.text_lit("a"), text], p.string), 'str + "a" + str'),
    (N(K.STR2BYTES, [text], p.slice(p.int)), "([]int)(str)"),
    (N(K.CONV, [x], T), "T(x)"),
    (N(K.CONV, [x], p.string), "string(x)"),
    (p.box(x), "x"),
    (N(K.CONVIFACE, [x], p.any), "(interface {})(x)"),
    (N(K.SLICE, [s, p.lit(1), N(K.NONE)], p.slice(p.int)), "s[1:]"),
    (N(K.SLICE3, [s, N(K.NONE), x, p.lit(9)], p.slice(p.int)), "s[:x:9]"),
    (N(K.INDEX, [N(K.DEREF, [p.ptr_lit(T)], p.slice(p.int)), x], p.int), "(*(&T{}))[x]"),
    (p.closure(clo), "func literal"),
    (p.call(p.closure(clo)), "(func literal)()"),
    (method(t, x), "(*T).M(t, x)"),
    (N(K.METHVALUE, [t], aux=p.text("M"), aux2=M.id), "t.M"),
    (N(K.DOTTYPE, [p.box(t)], PT), "t.(*T)"),
    (N(K.DYNAMICDOTTYPE, [p.box(t)], PT), "<node DYNAMICDOTTYPE>"),
    (N(K.UNSAFESTRINGDATA, [text], p.ptr(p.int)), "<node unsafe.StringData>"),
    (N(K.RECV, [t], p.int), "<-t"),
    (N(K.APPEND, [s, s], p.slice(p.int), flags=K.F_DDD), "append(s, s...)"),
    (p.nil(), "nil"),
    (p.assign(p.dot(t, "g", p.int), x), "t.g = x"),
    (N(K.AS, [x, p.lit(1)], flags=K.F_DEF), "x := 1"),
    (N(K.AS, [x, N(K.NONE)]), "x = <nil>"),
    (N(K.AS2, [x, x, p.lit(1), p.lit(2)], aux=2), "x, x = 1, 2"),
    (N(K.ASOP, [x, p.lit(2)], aux=K.ADD), "x += 2"),
    (N(K.ASOP, [x, p.lit(1)], aux=K.SUB, flags=K.F_INCDEC), "x--"),
    (p.ret(x, b), "return x, b"),
    (p.loop(), "for loop"),
    (N(K.SWITCH, [N(K.NONE)]), "switch statement"),
    (p.branch(b, p.ret()), "if b { return  }"),
    (N(K.CASE, [N(K.EXPRLIST, [x]), N(K.BLOCK, [p.ret(x), p.ret(x)])]), "case x: return x; return x"),
    (N(K.CASE, [N(K.EXPRLIST), N(K.BLOCK)]), "default: "),
    (N(K.GO, [p.call(G)]), "go fmt.Println()"),
]

# One column file with all of them; nodes may be shared, so each case is copied.


def copy(node: N) -> N:
    return N(node.kind, [copy(k) for k in node.kids], node.type, node.aux, node.aux2, node.flags)


ROOTS = [copy(node) for node, _ in CASES]
F.body = ROOTS
COLUMNS = Program.columns(p)


@pytest.mark.parametrize(("root", "want"), [(r, w) for r, (_, w) in zip(ROOTS, CASES, strict=True)], ids=[w for _, w in CASES])
def test_text(root: N, want: str) -> None:
    assert Formatter(COLUMNS).text(root.index) == want


def test_replaced_operand() -> None:
    formatter = Formatter(COLUMNS)
    call = next(r for r, (_, w) in zip(ROOTS, CASES, strict=True) if w == "make([]int, x)")
    formatter.text_of[call.kids[0].index] = "7"
    assert formatter.text(call.index) == "make([]int, 7)"


@pytest.mark.parametrize(
    ("point", "want"), [(97, "'a'"), (10, "'\\n'"), (39, "'\\''"), (0, "'\\x00'"), (0x65E5, "'日'"), (0xD800, "'\ufffd'")]
)
def test_quote_rune(point: int, want: str) -> None:
    assert quote_rune(point) == want
