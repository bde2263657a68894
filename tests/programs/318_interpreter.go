// A small Lisp: reader, environments, closures, tail calls by loop, errors.
package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

type symbol string
type list []any
type builtin func(args []any) (any, error)
type lambda struct {
	params []symbol
	body   any
	env    *env
}
type env struct {
	vars  map[symbol]any
	outer *env
}

var errUnbound = errors.New("unbound symbol")

func (e *env) find(s symbol) (any, error) {
	for ; e != nil; e = e.outer {
		if v, ok := e.vars[s]; ok {
			return v, nil
		}
	}
	return nil, fmt.Errorf("%w: %s", errUnbound, s)
}

func read(toks []string) (v any, rest []string, err error) {
	if len(toks) == 0 {
		return nil, nil, errors.New("unexpected end")
	}
	t, toks := toks[0], toks[1:]
	switch t {
	case "(":
		l := list{}
		for len(toks) > 0 && toks[0] != ")" {
			if v, toks, err = read(toks); err != nil {
				return
			}
			l = append(l, v)
		}
		if len(toks) == 0 {
			return nil, nil, errors.New("missing )")
		}
		return l, toks[1:], nil
	case ")":
		return nil, nil, errors.New("unexpected )")
	}
	if n, err := strconv.ParseInt(t, 10, 64); err == nil {
		return n, toks, nil
	}
	return symbol(t), toks, nil
}

func eval(x any, e *env) (any, error) {
	for {
		switch v := x.(type) {
		case int64:
			return v, nil
		case symbol:
			return e.find(v)
		case list:
			if len(v) == 0 {
				return v, nil
			}
			switch v[0] {
			case symbol("define"):
				val, err := eval(v[2], e)
				if err == nil {
					e.vars[v[1].(symbol)] = val
				}
				return val, err
			case symbol("if"):
				c, err := eval(v[1], e)
				if err != nil {
					return nil, err
				}
				x = v[3]
				if c == true {
					x = v[2]
				}
				continue
			case symbol("lambda"):
				var ps []symbol
				for _, p := range v[1].(list) {
					ps = append(ps, p.(symbol))
				}
				return &lambda{ps, v[2], e}, nil
			}
			var vals []any
			for _, a := range v {
				val, err := eval(a, e)
				if err != nil {
					return nil, err
				}
				vals = append(vals, val)
			}
			switch f := vals[0].(type) {
			case builtin:
				return f(vals[1:])
			case *lambda:
				if len(vals)-1 != len(f.params) {
					return nil, fmt.Errorf("want %d arguments, got %d", len(f.params), len(vals)-1)
				}
				in := &env{map[symbol]any{}, f.env}
				for i, p := range f.params {
					in.vars[p] = vals[i+1]
				}
				x, e = f.body, in
			default:
				return nil, fmt.Errorf("%v is not a function", f)
			}
		default:
			return nil, fmt.Errorf("cannot evaluate %T", x)
		}
	}
}

func arith(f func(a, b int64) any) builtin {
	return func(args []any) (r any, err error) {
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("%v", p)
			}
		}()
		return f(args[0].(int64), args[1].(int64)), nil
	}
}

func main() {
	g := &env{vars: map[symbol]any{
		"+": arith(func(a, b int64) any { return a + b }), "-": arith(func(a, b int64) any { return a - b }), "*": arith(func(a, b int64) any { return a * b }),
		"/": arith(func(a, b int64) any { return a / b }), "<": arith(func(a, b int64) any { return a < b }), "=": arith(func(a, b int64) any { return a == b }),
	}}
	for _, src := range []string{
		"(+ 1 (* 2 3))", "(define fact (lambda (n) (if (< n 2) 1 (* n (fact (- n 1))))))", "(fact 20)", "(fact 21)",
		"(define loop (lambda (n acc) (if (= n 0) acc (loop (- n 1) (+ acc n)))))", "(loop 2000 0)",
		"(define adder (lambda (x) (lambda (y) (+ x y))))", "((adder 5) 6)", "((adder 1) 2 3)", "(/ 1 0)", "(foo 1)", "(1 2)", "(+ 1", ")", "(+ fact 1)", "()",
	} {
		v, rest, err := read(strings.Fields(strings.NewReplacer("(", " ( ", ")", " ) ").Replace(src)))
		if err == nil {
			v, err = eval(v, g)
		}
		if _, ok := v.(*lambda); ok {
			v = "lambda"
		}
		if err != nil {
			fmt.Println(src, "!", err, errors.Is(err, errUnbound))
			continue
		}
		fmt.Println(src, "=>", v, len(rest))
	}
}
