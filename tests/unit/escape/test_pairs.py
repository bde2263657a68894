"""Small programs and what the compiler says about them, built by hand (Go 1.27 unless a test says otherwise)."""

from goloupe.escape import analyze_package
from goloupe.escape.leaks import Tags
from goloupe.syntax import kinds as K
from tests.unit.escape import sanity
from tests.unit.escape.builder import Fn, N, Program, Var


def lines(p: Program, version: str = "go1.27.3", summaries: dict[str, Tags] | None = None) -> list[str]:
    result, _ = analyze_package(p.columns(), summaries or {}, version, check=sanity.check)
    return [line.text for line in result.lines]


class Fixture(Program):
    """A program with a struct N { p *int } and a function f."""

    def __init__(self, params: list[tuple[str, int]] | None = None, results: list[tuple[str, int]] | None = None) -> None:
        super().__init__()
        self.N = self.struct("N")
        self.PN = self.ptr(self.N)
        self.pint = self.ptr(self.int)
        self.set_fields(self.N, ("p", self.pint))
        self.f: Fn = self.func("f", params, results)

    def var(self, name: str, type_id: int) -> Var:
        return self.local(self.f, name, type_id)


def test_store_through_pointer() -> None:
    p = Fixture()
    t, y = p.var("t", p.PN), p.var("y", p.int)
    p.f.body = [
        *p.define(y, p.lit(1)),
        *p.define(t, p.ptr_lit(p.N)),
        p.assign(p.dot(p.name(t), "p", p.pint), p.addr(p.name(y))),
    ]
    assert lines(p) == ["moved to heap: y", "&N{} does not escape"]


def test_store_into_variable() -> None:
    p = Fixture()
    t, y = p.var("t", p.N), p.var("y", p.int)
    p.f.body = [*p.declare(t), *p.define(y, p.lit(1)), p.assign(p.dot(p.name(t), "p", p.pint), p.addr(p.name(y)))]
    assert lines(p) == []


def test_pointer_in_literal() -> None:
    p = Fixture()
    t, y = p.var("t", p.PN), p.var("y", p.int)
    p.f.body = [*p.define(y, p.lit(1)), *p.define(t, p.ptr_lit(p.N, p=p.addr(p.name(y))))]
    assert lines(p) == ["&N{...} does not escape"]


def test_slice_element_and_slice_literal() -> None:
    p = Fixture()
    st = p.slice(p.pint)
    s, a, u, b = p.var("s", st), p.var("a", p.int), p.var("u", st), p.var("b", p.int)
    p.f.body = [
        *p.define(s, p.make(st, p.lit(1))),
        *p.declare(a),
        p.assign(p.index(p.name(s), p.lit(0)), p.addr(p.name(a))),
        *p.declare(b),
        *p.define(u, p.slice_lit(st, p.addr(p.name(b)))),
    ]
    assert lines(p) == ["moved to heap: a", "make([]*int, 1) does not escape", "[]*int{...} does not escape"]


def test_maps() -> None:
    p = Fixture()
    mt = p.map(p.pint, p.pint)
    m, k, e, h = p.var("m", mt), p.var("k", p.int), p.var("e", p.int), p.var("h", p.int)
    p.f.body = [
        *p.declare(k),
        *p.declare(e),
        *p.declare(h),
        *p.define(m, p.make(mt)),
        p.assign(p.index(p.name(m), p.addr(p.name(k))), p.addr(p.name(e))),
        p.discard(p.index(p.name(m), p.addr(p.name(h)))),
    ]
    assert lines(p) == ["moved to heap: k", "moved to heap: e", "make(map[*int]*int) does not escape"]


def test_channel() -> None:
    p = Fixture()
    ct = p.chan(p.pint)
    ch, x = p.var("ch", ct), p.var("x", p.int)
    p.f.body = [*p.declare(x), *p.define(ch, p.make(ct)), N(K.SEND, [p.name(ch), p.addr(p.name(x))])]
    assert lines(p) == ["moved to heap: x"]


def test_kept_outside_of_the_loop() -> None:
    p = Fixture()
    q = p.var("q", p.pint)
    p.f.body = [*p.declare(q), p.loop(p.assign(p.name(q), p.new(p.int))), p.discard(p.name(q))]
    assert lines(p) == ["new(int) escapes to heap"]


def test_looping_label() -> None:
    p = Fixture()
    last, x = p.var("last", p.pint), p.var("x", p.int)
    label = p.text("L")
    body = [
        *p.declare(last),
        N(K.LABEL, aux=label),
        *p.define(x, p.lit(1)),
        p.assign(p.name(last), p.addr(p.name(x))),
    ]
    p.f.body = [*body, N(K.GOTO, aux=label)]
    assert lines(p) == ["moved to heap: x"]


def test_label_without_a_jump_back() -> None:
    p = Fixture()
    last, x = p.var("last", p.pint), p.var("x", p.int)
    p.f.body = [
        *p.declare(last),
        N(K.GOTO, aux=p.text("L")),
        N(K.LABEL, aux=p.text("L")),
        *p.define(x, p.lit(1)),
        p.assign(p.name(last), p.addr(p.name(x))),
    ]
    assert lines(p) == []


def closure_program(in_loop: bool, kind: int = K.DEFER) -> Fixture:
    p = Fixture()
    t = p.var("t", p.pint)
    clo = p.func("f.func1", parent=p.f)
    clo.body = [N(K.PRINT, [p.name(t)])]
    statement = N(kind, [p.call(p.closure(clo, t))])
    p.f.body = [*p.define(t, p.new(p.int)), p.loop(statement) if in_loop else statement]
    return p


def test_defer() -> None:
    assert lines(closure_program(False)) == ["new(int) does not escape", "func literal does not escape"]
    assert lines(closure_program(True)) == ["new(int) escapes to heap", "func literal escapes to heap"]
    assert lines(closure_program(False, K.GO)) == ["new(int) escapes to heap", "func literal escapes to heap"]


def test_wrapper_is_silent() -> None:
    p = closure_program(False, K.GO)
    p.funcs[1]["fn_flags"] |= K.FN_WRAPPER
    assert lines(p) == ["new(int) escapes to heap"]


def test_method_value() -> None:
    p = Fixture()
    ft = p.func_type()
    g = p.func("g", [], [("", ft)])
    m = p.func("(*N).M", [("n", p.PN)])
    m.body = []
    value = N(K.METHVALUE, [p.ptr_lit(p.N)], ft, p.text("M"), m.obj.id)
    g.body = [p.ret(value)]
    p.f.body = []
    assert lines(p) == ["n does not escape", "(&N{}).M escapes to heap", "&N{} escapes to heap"]


def function_variable() -> Fixture:
    p = Fixture([("b", p_bool())])
    z = p.var("z", p.int)
    v = p.local(p.f, "v", p.func_type("func(*int)", 1), K.O_FUNC_ASSIGNS)
    one, two = p.func("one", [("a", p.pint)]), p.func("two", [("a", p.pint)])
    one.body, two.body = [], []
    first, second = p.define(v, p.name(one.obj), single=False), p.assign(p.name(v), p.name(two.obj))
    p.fa = [(v.id, first[1], first[1].kids[1]), (v.id, second, second.kids[1])]
    p.f.body = [
        *p.declare(z),
        *first,
        p.branch(p.name(p.f.params[0]), second),
        p.call(p.name(v), p.addr(p.name(z))),
    ]
    return p


def p_bool() -> int:
    return Program().bool


def test_function_variable_with_known_values() -> None:
    assert lines(function_variable()) == ["a does not escape", "a does not escape"]
    assert "moved to heap: z" in lines(function_variable(), "go1.26.6")


def test_self_assignment() -> None:
    p = Fixture()
    bt = p.slice(p.int)
    buf = p.struct("B", ("buf", bt))
    g = p.func("(*B).next", [("b", p.ptr(buf))])

    def field() -> N:
        return p.dot(p.name(g.params[0]), "buf", bt)

    g.body = [p.assign(field(), N(K.SLICE, [field(), p.lit(1), N(K.NONE)], bt))]
    p.f.body = []
    assert lines(p) == ["(*B).next ignoring self-assignment in b.buf = b.buf[1:]", "b does not escape"]


def test_make_of_unknown_size() -> None:
    def program() -> Fixture:
        p = Fixture([("n", p_int())])
        s = p.var("s", p.slice(p.int))
        p.f.body = [*p.define(s, p.make(p.slice(p.int), p.name(p.f.params[0])))]
        return p

    assert lines(program()) == ["make([]int, n) does not escape"]
    assert lines(program(), "go1.24.11") == ["make([]int, n) escapes to heap"]


def p_int() -> int:
    return Program().int


def test_make_of_a_variable_that_is_constant() -> None:
    def program() -> Fixture:
        p = Fixture()
        length, s = p.var("l", p.int), p.var("s", p.slice(p.int))
        make = p.make(p.slice(p.int), p.name(length), p.name(length))
        p.f.body = [*p.define(length, p.lit(1)), *p.define(s, make)]
        return p

    assert lines(program()) == ["make([]int, l, 1) does not escape"]
    assert lines(program(), "go1.24.11") == ["make([]int, l, l) escapes to heap"]


def test_make_of_nothing() -> None:
    p = Fixture([("n", p_int())])
    empty = p.struct("struct {}")
    s = p.var("s", p.slice(empty))
    p.f.body = [*p.define(s, p.make(p.slice(empty), p.lit(3)))]
    assert lines(p) == ["make([]struct {}, 3) escapes to heap"]
    assert lines(p, "go1.24.11") == ["make([]struct {}, 3) does not escape"]


def test_limits() -> None:
    def program() -> Fixture:
        p = Fixture()
        a, b = p.var("a", p.array(16385, p.int)), p.var("b", p.array(8193, p.int))
        q = p.var("q", p.ptr(p.array(8193, p.int)))
        p.f.body = [*p.declare(a), *p.declare(b), *p.define(q, p.new(p.array(8193, p.int)))]
        return p

    assert lines(program()) == ["moved to heap: a", "new([8193]int) escapes to heap"]
    assert lines(program(), "go1.23.4") == ["new([8193]int) escapes to heap"]


def test_append() -> None:
    def program() -> Fixture:
        p = Fixture([("s", p_int())])
        st = p.slice(p.pint)
        p.objects[p.f.params[0].id]["o_type"] = st
        s = p.f.params[0]
        s.type = st
        u, c = p.var("u", st), p.var("c", p.int)
        p.f.body = [*p.declare(c), *p.define(u, N(K.APPEND, [p.name(s), p.addr(p.name(c))], st))]
        return p

    assert lines(program()) == ["leaking param content: s", "moved to heap: c", "append does not escape"]
    assert lines(program(), "go1.24.11") == ["leaking param content: s", "moved to heap: c"]


def test_boxing_a_constant_variable() -> None:
    def program() -> Fixture:
        p = Fixture()
        a = p.var("a", p.int)
        p.f.body = [*p.define(a, p.lit(1)), p.call(p.external("sink", "x.sink"), p.box(p.name(a)))]
        return p

    assert lines(program(), summaries={"x.sink": Tags((b"\x01",))}) == ["1 escapes to heap"]
    assert lines(program(), "go1.24.11", {"x.sink": Tags((b"\x01",))}) == ["a escapes to heap"]
    assert lines(program(), summaries={"x.sink": Tags((b"",))}) == ["1 does not escape"]


def test_unknown_function_is_recorded() -> None:
    p = Fixture()
    p.f.body = [p.call(p.external("sink", "x.sink"), p.new(p.int))]
    result, _ = analyze_package(p.columns(), {}, "go1.27.3")
    assert result.missing == ["x.sink"]
    assert [line.text for line in result.lines] == ["new(int) escapes to heap"]


def test_zero_copy() -> None:
    p = Fixture([("s", Program().string)])
    bt = p.slice(p.int)
    b = p.var("b", bt)
    p.f.body = [*p.define(b, N(K.STR2BYTES, [p.name(p.f.params[0])], bt)), p.discard(p.index(p.name(b), p.lit(0)))]
    assert lines(p) == ["s does not escape", "([]int)(s) does not escape", "zero-copy string->[]byte conversion"]
    b2 = p.assign(p.index(p.name(b), p.lit(0)), p.lit(1))
    p.f.body.append(b2)
    assert lines(p) == ["s does not escape", "([]int)(s) does not escape"]


def test_results_and_tags() -> None:
    p = Fixture()
    g = p.func("g", [("a", p.PN), ("b", p.PN), ("_", p.PN)], [("", p.pint), ("", p.PN)])
    g.body = [p.ret(p.dot(p.name(g.params[0]), "p", p.pint), p.name(g.params[1]))]
    p.f.body = []
    result, tags = analyze_package(p.columns(), {}, "go1.27.3")
    assert [line.text for line in result.lines] == [
        "leaking param: a to result ~r0 level=1",
        "leaking param: b to result ~r1 level=0",
    ]
    assert tags["example.com/p.g"] == Tags((b"\0\0\0\2", b"\0\0\0\0\1", b""))


def test_sixth_result_counts_as_heap() -> None:
    def program() -> Fixture:
        p = Fixture()
        g = p.func("g", [("a", p.PN)], [("", p.PN)] * 6)
        g.body = [p.ret(*[p.nil() for _ in range(5)], p.name(g.params[0]))]
        p.f.body = []
        return p

    assert lines(program()) == ["leaking param: a"]
    assert lines(program(), "go1.21.13") == ["leaking param: a to result ~r5 level=0"]


def test_external_functions() -> None:
    p = Fixture()
    p.f.body = []
    p.func("a", [("p", p.pint), ("u", p.uintptr), ("n", p.int)])
    p.func("b", [("p", p.pint), ("_", p.pint)], flags=K.FN_NOESCAPE)
    result, tags = analyze_package(p.columns(), {}, "go1.27.3")
    assert [line.text for line in result.lines] == ["leaking param: p", "assuming u is unsafe uintptr", "p does not escape"]
    assert tags["example.com/p.a"].flags == K.FN_UINTPTR_KEEPALIVE
    assert tags["example.com/p.b"].params[0] == b"\0\1\1"


def test_uintptr_escapes() -> None:
    p = Fixture()
    x = p.var("x", p.int)
    g = p.func("g", [("u", p.uintptr)], flags=K.FN_UINTPTR_ESCAPES)
    g.body = [N(K.PRINT, [p.name(g.params[0])])]
    pointer = N(K.CONVNOP, [p.addr(p.name(x))], p.unsafe_pointer)
    p.f.body = [*p.declare(x), p.call(g.obj, N(K.CONVNOP, [pointer], p.uintptr))]
    assert lines(p) == ["marking u as escaping uintptr", "moved to heap: x"]


def test_mutual_recursion() -> None:
    p = Fixture()
    g = p.func("g", [("a", p.PN)])
    h = p.func("h", [("b", p.PN)])
    sink = p.global_var("Sink", p.PN)
    g.body = [p.call(h.obj, p.name(g.params[0]))]
    h.body = [p.call(g.obj, p.name(h.params[0])), p.assign(p.name(sink), p.name(h.params[0]))]
    p.f.body = []
    assert lines(p) == ["leaking param: a", "leaking param: b"]


def test_closure_may_return_what_is_outside() -> None:
    p = Fixture()
    u = p.var("u", p.int)
    clo = p.func("f.func1", [], [("", p.pint)], parent=p.f)
    clo.body = [p.ret(p.addr(p.name(u)))]
    p.f.body = [*p.declare(u), p.assign(p.deref(p.call(p.closure(clo, u), type_id=p.pint)), p.lit(42))]
    assert lines(p) == ["func literal does not escape"]


def test_literal_that_captures_nothing_is_a_function_of_its_own() -> None:
    p = Fixture()
    g = p.func("f.func1", [("a", p.PN)], [("", p.PN)])
    g.body = [p.ret(p.name(g.params[0]))]
    p.funcs[g.id]["fn_parent"] = p.f.id
    v = p.var("v", p.func_type())
    p.f.body = [*p.define(v, p.closure(g))]
    assert lines(p) == ["leaking param: a to result ~r0 level=0", "func literal does not escape"]


def test_interface_call_and_devirtualisation() -> None:
    def program(two: bool = False) -> Fixture:
        p = Fixture()
        reader = p.interface("Reader")
        m = p.func("(*N).Read", [("n", p.PN), ("b", p.pint)])
        m.body = []
        r = p.local(p.f, "r", reader)
        x = p.var("x", p.int)
        define = p.define(r, p.box(p.ptr_lit(p.N), reader), single=not two)
        more = [p.assign(p.name(r), p.box(p.ptr_lit(p.N), reader))] if two else []
        p.f.body = [*p.declare(x), *define, *more, p.call_method(p.name(r), "Read", p.addr(p.name(x)))]
        p.ms = [(p.PN, "Read", m.obj.id, "")]
        return p

    assert lines(program()) == [
        "devirtualizing r.Read to *N",
        "n does not escape",
        "b does not escape",
        "&N{} does not escape",
    ]
    assert "devirtualizing r.Read to *N" in lines(program(two=True))
    assert "moved to heap: x" in lines(program(two=True), "go1.25.5")
    undecided = program()
    undecided.ms = []
    assert lines(undecided) == ["moved to heap: x", "&N{} escapes to heap", "n does not escape", "b does not escape"]


def test_type_switch() -> None:
    p = Fixture([("v", Program().any)], [("", Program().any)])
    case_var = p.local(p.f, "c", p.PN)
    p.objects[p.f.results[0].id]["o_type"] = p.PN
    tag = N(K.TYPESW, [p.name(p.f.params[0])], aux=1)
    case = N(K.CASE, [N(K.EXPRLIST, [N(K.TYPE, type=p.PN)]), N(K.BLOCK, [p.ret(p.name(case_var))])], aux=case_var.id)
    p.f.body = [N(K.SWITCH, [tag, case])]
    assert lines(p) == ["leaking param: v to result ~r0 level=0"]


def test_range() -> None:
    p = Fixture()
    g = p.func("g", [("s", p.slice(p.pint)), ("a", p.array(2, p.pint))], [("", p.pint)])
    v, w = p.local(g, "v", p.pint), p.local(g, "w", p.pint)
    ranged = [
        N(K.RANGE, [N(K.NONE), p.name(var), p.name(x), N(K.BLOCK, [p.ret(p.name(var))])], flags=K.F_DEF)
        for var, x in zip((v, w), g.params, strict=True)
    ]
    g.body = [N(K.DCL, aux=v.id), ranged[0], N(K.DCL, aux=w.id), ranged[1]]
    p.f.body = []
    assert lines(p) == ["leaking param: s to result ~r0 level=1", "leaking param: a to result ~r0 level=0"]


def test_inert_subtrees_are_skipped_unless_their_address_is_taken() -> None:
    p = Fixture()
    t = p.var("t", p.N)
    clo = p.func("f.func1", parent=p.f)
    clo.body = [N(K.PRINT, [p.dot(p.name(t), "p", p.pint)])]
    field = p.dot(p.name(t), "p", p.pint)
    field.flags |= K.F_INERT
    taken = N(K.ADDR, [field], p.ptr(p.pint))
    fun = p.var("g", p.func_type())
    p.f.body = [*p.declare(t), p.discard(taken), *p.define(fun, p.closure(clo, t)), p.call(p.name(fun))]
    result, _ = analyze_package(p.columns(), {}, "go1.27.3", explain=True)
    assert any("capturing by ref: t (addr=true" in line.text for line in result.lines)
