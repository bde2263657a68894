// An expression tree with visitors, simplification and printing, all through interfaces.
package main

import "fmt"

type Expr interface{ Accept(Visitor) any }

type Visitor interface {
	Num(*Num) any
	Var(*Var) any
	Bin(*Bin) any
}

type Num struct{ V float64 }
type Var struct{ Name string }
type Bin struct {
	Op   rune
	L, R Expr
}

func (n *Num) Accept(v Visitor) any { return v.Num(n) }
func (n *Var) Accept(v Visitor) any { return v.Var(n) }
func (n *Bin) Accept(v Visitor) any { return v.Bin(n) }

type printer struct{ depth int }

func (printer) Num(n *Num) any { return fmt.Sprint(n.V) }
func (printer) Var(n *Var) any { return n.Name }
func (p printer) Bin(n *Bin) any {
	p.depth++
	return fmt.Sprintf("%d(%v %c %v)", p.depth, n.L.Accept(p), n.Op, n.R.Accept(p))
}

type deriver struct {
	by string
	*counter
}

type counter struct{ n int }

func (d deriver) Num(*Num) any { d.n++; return &Num{0} }
func (d deriver) Var(v *Var) any {
	d.n++
	if v.Name == d.by {
		return &Num{1}
	}
	return &Num{0}
}
func (d deriver) Bin(b *Bin) any {
	d.n++
	dl, dr := b.L.Accept(d).(Expr), b.R.Accept(d).(Expr)
	switch b.Op {
	case '+', '-':
		return &Bin{b.Op, dl, dr}
	case '*':
		return &Bin{'+', &Bin{'*', dl, b.R}, &Bin{'*', b.L, dr}}
	}
	panic(fmt.Sprintf("no rule for %q", b.Op))
}

func simplify(e Expr) Expr {
	b, ok := e.(*Bin)
	if !ok {
		return e
	}
	l, r := simplify(b.L), simplify(b.R)
	ln, lok := l.(*Num)
	rn, rok := r.(*Num)
	switch {
	case lok && rok && b.Op == '+':
		return &Num{ln.V + rn.V}
	case lok && rok && b.Op == '*':
		return &Num{ln.V * rn.V}
	case b.Op == '*' && (lok && ln.V == 0 || rok && rn.V == 0):
		return &Num{}
	case b.Op == '*' && lok && ln.V == 1, b.Op == '+' && lok && ln.V == 0:
		return r
	case b.Op == '*' && rok && rn.V == 1, b.Op == '+' && rok && rn.V == 0:
		return l
	}
	return &Bin{b.Op, l, r}
}

func main() {
	x, y := &Var{"x"}, &Var{"y"}
	e := &Bin{'+', &Bin{'*', x, &Bin{'*', x, &Num{3}}}, &Bin{'*', y, &Num{2}}}
	fmt.Println(e.Accept(printer{}))
	c := &counter{}
	d := e.Accept(deriver{"x", c}).(Expr)
	fmt.Println(d.Accept(&printer{}), c.n)
	fmt.Println(simplify(d).Accept(printer{10}))
	fmt.Println(simplify(e.Accept(deriver{"y", c}).(Expr)).Accept(printer{}))
	defer func() { fmt.Println(recover(), c.n) }()
	(&Bin{'/', x, y}).Accept(deriver{"x", c})
}
