// A calculator that reads lines: tokens by a regular expression, precedence climbing, variables, errors; the exit code counts them.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
)

var (
	token     = regexp.MustCompile(`\s*(\d+(?:\.\d+)?|[a-z]+|.)`)
	errSyntax = errors.New("syntax error")
	prec      = map[string]int{"+": 1, "-": 1, "*": 2, "/": 2, "%": 2, "^": 3}
	funcs     = map[string]func(float64) float64{"sqrt": math.Sqrt, "abs": math.Abs, "floor": math.Floor}
)

type calc struct {
	toks []string
	vars map[string]float64
}

func (c *calc) peek() string {
	if len(c.toks) == 0 {
		return ""
	}
	return c.toks[0]
}

func (c *calc) next() (t string) {
	t = c.peek()
	c.toks = c.toks[min(1, len(c.toks)):]
	return
}

func (c *calc) expr(least int) float64 {
	l := c.unary()
	for {
		op := c.peek()
		p := prec[op]
		if p == 0 || p < least {
			return l
		}
		c.next()
		if op != "^" {
			p++
		}
		r := c.expr(p)
		switch op {
		case "+":
			l += r
		case "-":
			l -= r
		case "*":
			l *= r
		case "/":
			l /= r
		case "%":
			l = math.Mod(l, r)
		case "^":
			l = math.Pow(l, r)
		}
	}
}

func (c *calc) unary() float64 {
	t := c.next()
	if v, err := strconv.ParseFloat(t, 64); err == nil && t != "inf" && t != "nan" {
		return v
	}
	if f, ok := funcs[t]; ok && c.peek() == "(" {
		return f(c.unary())
	}
	switch v, ok := c.vars[t]; {
	case ok:
		return v
	case t == "-":
		return -c.unary()
	case t == "(":
		v := c.expr(1)
		if c.next() != ")" {
			panic(fmt.Errorf("%w: expected )", errSyntax))
		}
		return v
	case t != "" && t[0] >= 'a' && t[0] <= 'z':
		panic(fmt.Errorf("undefined: %s", t))
	}
	panic(fmt.Errorf("%w: unexpected %q", errSyntax, t))
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
	c.toks = nil
	for _, m := range token.FindAllStringSubmatch(strings.TrimSpace(rest), -1) {
		c.toks = append(c.toks, m[1])
	}
	if v = c.expr(1); len(c.toks) > 0 {
		panic(fmt.Errorf("%w: trailing %q", errSyntax, c.toks))
	}
	if assign {
		c.vars[strings.TrimSpace(name)] = v
	}
	return
}

func main() {
	c := &calc{vars: map[string]float64{"pi": math.Pi}}
	bad := 0
	for sc := bufio.NewScanner(os.Stdin); sc.Scan(); {
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
