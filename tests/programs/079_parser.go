// A tokenizer, a recursive-descent parser and an evaluator for arithmetic.
package main

import "fmt"

type expr interface {
	eval(env map[string]float64) float64
}

type (
	num    float64
	name   string
	unary  struct{ x expr }
	binary struct {
		op   byte
		l, r expr
	}
)

func (n num) eval(map[string]float64) float64       { return float64(n) }
func (n name) eval(env map[string]float64) float64  { return env[string(n)] }
func (u unary) eval(env map[string]float64) float64 { return -u.x.eval(env) }
func (b binary) eval(env map[string]float64) float64 {
	l, r := b.l.eval(env), b.r.eval(env)
	switch b.op {
	case '+':
		return l + r
	case '-':
		return l - r
	case '*':
		return l * r
	}
	return l / r
}

type parser struct {
	src string
	pos int
}

type syntaxError struct {
	pos int
	msg string
}

func (e syntaxError) Error() string { return fmt.Sprintf("at %d: %s", e.pos, e.msg) }

func (p *parser) peek() byte {
	for p.pos < len(p.src) && p.src[p.pos] == ' ' {
		p.pos++
	}
	if p.pos == len(p.src) {
		return 0
	}
	return p.src[p.pos]
}

func (p *parser) binary(ops string, sub func() expr) expr {
	l := sub()
again:
	c := p.peek()
	for i := range len(ops) {
		if ops[i] == c {
			p.pos++
			l = binary{c, l, sub()}
			goto again
		}
	}
	return l
}

func (p *parser) sum() expr  { return p.binary("+-", p.term) }
func (p *parser) term() expr { return p.binary("*/", p.factor) }

func (p *parser) factor() expr {
	switch c := p.peek(); {
	case c == '-':
		p.pos++
		return unary{p.factor()}
	case c == '(':
		p.pos++
		e := p.sum()
		if p.peek() != ')' {
			panic(syntaxError{p.pos, "missing )"})
		}
		p.pos++
		return e
	case '0' <= c && c <= '9':
		n := 0
		for ; p.pos < len(p.src) && '0' <= p.src[p.pos] && p.src[p.pos] <= '9'; p.pos++ {
			n = n*10 + int(p.src[p.pos]-'0')
		}
		return num(n)
	case 'a' <= c && c <= 'z':
		p.pos++
		return name(c)
	default:
		panic(syntaxError{p.pos, fmt.Sprintf("unexpected %q", c)})
	}
}

func parse(s string) (e expr, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = r.(error)
		}
	}()
	p := &parser{src: s}
	e = p.sum()
	if c := p.peek(); c != 0 {
		return nil, syntaxError{p.pos, "trailing " + string(rune(c))}
	}
	return e, nil
}

func main() {
	env := map[string]float64{"x": 3, "y": 0.5}
	for _, s := range []string{"1 + 2*3", "-(4 - 6) * x / y", "2-3-4", "1/0", "(1", "2 $ 3", "", "x*x*x - -1"} {
		if e, err := parse(s); err != nil {
			fmt.Printf("%q: %v\n", s, err)
		} else {
			fmt.Printf("%q = %v  %#v\n", s, e.eval(env), e)
		}
	}
}
