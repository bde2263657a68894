// A calculator that reads lines: tokens from text/scanner, precedence climbing, variables, errors.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"text/scanner"
)

var errSyntax = errors.New("syntax error")

type calc struct {
	s    scanner.Scanner
	tok  rune
	vars map[string]float64
}

func (c *calc) next() { c.tok = c.s.Scan() }

func (c *calc) fail(what string) {
	panic(fmt.Errorf("%w: %s at column %d", errSyntax, what, c.s.Position.Column))
}

var prec = map[rune]int{'+': 1, '-': 1, '*': 2, '/': 2, '%': 2, '^': 3}

func (c *calc) expr(min int) float64 {
	l := c.unary()
	for {
		op := c.tok
		p, ok := prec[op]
		if !ok || p < min {
			return l
		}
		c.next()
		next := p + 1
		if op == '^' {
			next = p
		}
		r := c.expr(next)
		switch op {
		case '+':
			l += r
		case '-':
			l -= r
		case '*':
			l *= r
		case '/':
			l /= r
		case '%':
			l = math.Mod(l, r)
		case '^':
			l = math.Pow(l, r)
		}
	}
}

func (c *calc) unary() float64 {
	switch c.tok {
	case '-':
		c.next()
		return -c.unary()
	case '(':
		c.next()
		v := c.expr(1)
		if c.tok != ')' {
			c.fail("expected )")
		}
		c.next()
		return v
	case scanner.Int, scanner.Float:
		v, err := strconv.ParseFloat(c.s.TokenText(), 64)
		if err != nil {
			panic(err)
		}
		c.next()
		return v
	case scanner.Ident:
		name := c.s.TokenText()
		c.next()
		if f, ok := map[string]func(float64) float64{"sqrt": math.Sqrt, "abs": math.Abs, "floor": math.Floor}[name]; ok && c.tok == '(' {
			return f(c.unary())
		}
		v, ok := c.vars[name]
		if !ok {
			panic(fmt.Errorf("undefined: %s", name))
		}
		return v
	}
	c.fail("unexpected " + scanner.TokenString(c.tok))
	return 0
}

func (c *calc) line(src string) (v float64, err error) {
	defer func() {
		if e, ok := recover().(error); ok {
			err = e
		}
	}()
	name, rest, assign := strings.Cut(src, "=")
	if !assign {
		rest = src
	}
	c.s.Init(strings.NewReader(rest))
	c.s.Mode = scanner.ScanIdents | scanner.ScanInts | scanner.ScanFloats
	c.next()
	v = c.expr(1)
	if c.tok != scanner.EOF {
		c.fail("trailing " + c.s.TokenText())
	}
	if assign {
		c.vars[strings.TrimSpace(name)] = v
	}
	return
}

func main() {
	c := &calc{vars: map[string]float64{"pi": math.Pi}}
	sc := bufio.NewScanner(os.Stdin)
	bad := 0
	for sc.Scan() {
		v, err := c.line(sc.Text())
		if err != nil {
			bad++
			fmt.Println(sc.Text(), "->", err, errors.Is(err, errSyntax))
			continue
		}
		fmt.Println(sc.Text(), "->", strconv.FormatFloat(v, 'g', 10, 64))
	}
	os.Exit(bad)
}
