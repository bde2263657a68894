# ruff: noqa: E501  (Go in strings)
"""Statements in which goroutines work together, with output that does not depend on which runs when; and kinds of ends of a program."""

from __future__ import annotations

from tests.property.statements import Statements
from tests.property.types import ANY, BOOL, FLOAT64, INT, INTS, STRING, UINTS, Type

ENDS = (
    "panic({any})", "panic(fmt.Errorf(\"wrapped: %w\", errors.New({string})))", "os.Exit({code})", "var m map[string]int; m[{string}] = 1",
    "var a []int; _ = a[{int}]", "select {}", "var c chan int; <-c", "c := make(chan int); close(c); close(c)", "var p *struct{ a, b int }; p.b = {int}",
    "_ = {any}.(interface{ Missing() })", "_ = any({int}).(string)", "a := []int{1, 2}; _ = a[2:id({int})]", "x := id(0); _ = {int} / x",
    "go func() { panic({string}) }(); select {}", "defer fmt.Println({any}); panic({any})", "defer func() { panic({string}) }(); panic({int})",
    "defer func() { panic(recover()) }(); panic({string})", "var mu sync.Mutex; mu.Unlock()", "var wg sync.WaitGroup; wg.Done()",
    "a := id([]int{1}); _ = [2]int(a)", "_ = make([]int, id(-1))", "c := make(chan int, 1); close(c); c <- 1", "var f func(); f()",
    "var e error; _ = e.Error()", "x, y := any([]int{1}), any([]int{2}); _ = x == y", "x := id(-1); _ = 1 << x", "var wg sync.WaitGroup; wg.Add(1); wg.Wait()",
    "m := map[any]int{}; m[func() {}] = 1", "type E struct{ a int; b string }; panic(E{{int}, {string}})", "type N int; panic(N({int}))",
    "type F float32; panic(F({float}))", "panic(id[error](nil))", "panic({float})", "panic(uint8({int}))", "panic({bool})", "panic(complex({float}, 1))",
    "var a [3]int; _ = a[id({int})]", "s := {string}; _ = s[id({int})]", "s := {string}; _ = s[{int}:]", "a := []int{1, 2, 3}; _ = a[:2:id({int})]",
)  # fmt: skip
"""Ways to end a program other than by returning from main."""


class Templates(Statements):
    """Writes statements with goroutines."""

    def concurrent(self) -> None:
        """One of the patterns."""
        patterns = (
            self.fan_out, self.pipeline, self.counter, self.ready_select, self.turns, self.recovered, self.once, self.timed, self.waiting, self.pulled,
        )  # fmt: skip
        self.source.pick(patterns)()

    def alone_value(self, kind: Type, **variables: Type) -> str:
        """An expression over some variables only."""
        with self.alone():
            for name, t in variables.items():
                self.declare(name, t)
            return self.value(kind)

    def fan_out(self) -> None:
        """Goroutines that each fill in an element."""
        kind = self.printable(1)
        results, wg = self.fresh("r"), self.fresh("wg")
        n = 2 + self.source.below(4)
        self.w(f"var {results} [{n}]{kind.text}")
        self.w(f"var {wg} sync.WaitGroup")
        with self.block(f"for i := range {n} {{"):
            head, tail = self.source.pick(
                (
                    (f"{wg}.Add(1)\ngo func() {{\ndefer {wg}.Done()", "}()"),
                    (f"{wg}.Go(func() {{", "})"),
                    (f"{wg}.Add(1)\ngo func(i int) {{\ndefer {wg}.Done()", "}(i)"),
                )
            )
            self.w(head)
            with self.alone():
                self.w("_ = i")
                self.declare("i", INT, False)  # Two that panic with other indices would do so in either order.
                self.body(2)
                self.w(f"{results}[i] = {self.value(kind)}")
            self.w(tail)
        self.w(f"{wg}.Wait()")
        self.w(f"fmt.Println({results})")

    def pipeline(self) -> None:
        """Values that go through channels and are changed on their way."""
        source = self.source
        kind, last = self.basic(), self.basic()
        first, second = self.fresh("c"), self.fresh("c")
        size = source.below(3)
        self.w(
            f"{first}, {second} := make(chan {kind.text}, {size}), make(chan {last.text}{f', {source.below(3)}' if source.chance(50) else ''})"
        )
        values = ", ".join(self.value(kind, 1) for _ in range(1 + source.below(4)))
        self.w(f"go func() {{\ndefer close({first})\nfor _, x := range []{kind.text}{{{values}}} {{\n{first} <- x\n}}\n}}()")
        self.w(f"go func() {{\nfor x := range {first} {{\n_ = x\n{second} <- {self.alone_value(last, x=kind)}\n}}\nclose({second})\n}}()")
        x, ok = self.fresh(), self.fresh("ok")
        with self.block(f"for {x} := range {second} {{"):
            self.declare(x, last)
            self.w(f"fmt.Println({x}, len({first}) <= {size}, cap({first}))")
        self.w(f"{x}, {ok} := <-{second}")
        self.w(f"fmt.Println({x}, {ok})")

    def counter(self) -> None:
        """Additions, which can be made in any order, under a lock or with atomics."""
        source = self.source
        kind = source.pick((INT, *UINTS[:3], *INTS[1:4]))
        total, wg, mu = self.fresh("t"), self.fresh("wg"), self.fresh("mu")
        self.w(f"var {total} {kind.text}")
        self.w(f"var {mu} {source.pick(('sync.Mutex', 'sync.RWMutex'))}")
        self.w(f"var {wg} sync.WaitGroup")
        if source.chance(30):
            self.w(f"var {total}a atomic.Int64")
            change = f"{total}a.Add(int64(x))"
            end = f"{total} = {kind.text}({total}a.Load())"
        else:
            change, end = f"{mu}.Lock()\n{total} += x\n{mu}.Unlock()", ""
        value = self.alone_value(kind, i=INT)
        self.w(
            f"for i := range {2 + source.below(5)} {{\n{wg}.Add(1)\ngo func() {{\ndefer {wg}.Done()\n_ = i\nx := {value}\n{change}\n}}()\n}}"
        )
        self.w(f"{wg}.Wait()")
        if end:
            self.w(f"{end}\n{mu}.Lock()\n{mu}.Unlock()")
        self.w(f"fmt.Println({total})")
        self.declare(total, kind)

    def ready_select(self) -> None:
        """A select of which one case can go on."""
        source = self.source
        kind = self.basic()
        c, d = self.fresh("c"), self.fresh("d")
        self.w(f"{c} := make(chan {kind.text}, 1)")
        self.w(f"var {d} chan {kind.text}")
        before = source.pick(("", f"{c} <- {self.value(kind)}", f"close({c})", f"go func() {{ {c} <- {self.alone_value(kind)} }}()"))
        if before:
            self.w(before)
        blocked = f'case {d} <- {self.value(kind, 1)}:\nfmt.Println("sent")'
        default = 'default:\nfmt.Println("default")'
        parts = [f"case x, ok := <-{c}:\nfmt.Println(x, ok)", blocked]
        if not before or (not before.startswith("go ") and source.chance(50)):
            parts.append(default)
        if source.chance(50):
            parts.reverse()
        self.w("select {\n" + "\n".join(parts) + "\n}")

    def turns(self) -> None:
        """Two goroutines that take turns at printing."""
        kind = self.basic()
        c, d = self.fresh("c"), self.fresh("d")
        self.w(f"{c}, {d} := make(chan {kind.text}), make(chan struct{{}})")
        self.w(f'go func() {{\nfor x := range {c} {{\nfmt.Println("got", x)\n{d} <- struct{{}}{{}}\n}}\nclose({d})\n}}()')
        i = self.fresh("i")
        with self.block(f"for {i} := range {1 + self.source.below(3)} {{"):
            self.declare(i, INT)
            self.w(f"_ = {i}")
            self.w(f"{c} <- {self.value(kind)}")
            self.w(f"<-{d}")
            self.show()
        self.w(f"close({c})")
        self.w(f"<-{d}")

    def recovered(self) -> None:
        """A goroutine that panics, recovers and says so through a channel."""
        c = self.fresh("c")
        self.w(f"{c} := make(chan any)")
        self.w("go func() {")
        self.w(f"defer func() {{\n{c} <- recover()\nclose({c})\n}}()")
        with self.alone():
            self.risky = True
            self.body(2)
            self.w(f"panic({self.value(self.printable(1))})")
            self.risky = False
        self.w("}()")
        self.w(f'fmt.Printf("%v %T\\n", <-{c}, <-{c})')

    def once(self) -> None:
        """sync.Once and sync.OnceValue."""
        kind = self.printable(1)
        o, f = self.fresh("o"), self.fresh("f")
        self.w(f"var {o} sync.Once")
        self.w(f'{f} := sync.OnceValue(func() {kind.text} {{\nfmt.Println("once")\nreturn {self.alone_value(kind)}\n}})')
        with self.block(f"for range {1 + self.source.below(3)} {{"):
            self.w(f"{o}.Do(func() {{ fmt.Println({self.value(self.basic())}) }})")
            self.w(f"fmt.Println({f}())")

    def timed(self) -> None:
        """Goroutines that sleep for different times."""
        c = self.fresh("c")
        n = 1 + self.source.below(3)
        kind = self.basic()
        self.w(f"{c} := make(chan {kind.text}, {n})")
        value = self.alone_value(kind, i=INT)
        self.w(
            f"for i := range {n} {{\n_ = i\ngo func() {{\nx := {value}\ntime.Sleep(time.Duration({n}-i) * 15 * time.Millisecond)\n{c} <- x\n}}()\n}}"
        )
        self.w(
            f'for range {n} {{\nselect {{\ncase x := <-{c}:\nfmt.Println(x)\ncase <-time.After(2 * time.Second):\nfmt.Println("late")\n}}\n}}'
        )

    def waiting(self) -> None:
        """A condition variable."""
        mu, cond, ready = self.fresh("mu"), self.fresh("cond"), self.fresh("ready")
        self.w(f"var {mu} sync.Mutex")
        self.w(f"{cond}, {ready} := sync.NewCond(&{mu}), false")
        self.w(f"go func() {{\n{mu}.Lock()\n{ready} = true\n{mu}.Unlock()\n{cond}.{self.source.pick(('Signal', 'Broadcast'))}()\n}}()")
        self.w(f"{mu}.Lock()\nfor !{ready} {{\n{cond}.Wait()\n}}\n{mu}.Unlock()")
        self.w(f"fmt.Println({ready})")

    def pulled(self) -> None:
        """An iterator, pulled."""
        kind = self.printable(1)
        text = self.fresh("next"), self.fresh("stop")
        self.w(f"{text[0]}, {text[1]} := iter.Pull(each[{kind.text}]({self.value(kind)}, {self.value(kind)}))")
        for _ in range(1 + self.source.below(4)):
            self.w(f"fmt.Println({text[0]}())")
        self.w(f"{text[1]}()")

    def end(self) -> str:
        """How the program ends: a statement, or nothing."""
        source = self.source
        if source.chance(15):
            return ""
        text = source.pick(ENDS)
        for name, kind in (("any", ANY), ("string", STRING), ("int", INT), ("float", FLOAT64), ("bool", BOOL)):
            while f"{{{name}}}" in text:
                text = text.replace(f"{{{name}}}", self.value(kind, 1), 1)
        return text.replace("{code}", str(source.below(130)))
