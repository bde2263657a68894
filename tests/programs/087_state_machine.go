// State machines: functions that return functions, tables, and a switch over (state, input).
package main

import "fmt"

type lexer struct {
	in    string
	pos   int
	start int
	out   []string
}

type stateFn func(*lexer) stateFn

func (l *lexer) emit(kind string) {
	l.out = append(l.out, kind+":"+l.in[l.start:l.pos])
	l.start = l.pos
}

func (l *lexer) accept(ok func(byte) bool) {
	for l.pos < len(l.in) && ok(l.in[l.pos]) {
		l.pos++
	}
}

func digit(c byte) bool  { return c >= '0' && c <= '9' }
func letter(c byte) bool { return c >= 'a' && c <= 'z' }

func start(l *lexer) stateFn {
	switch {
	case l.pos == len(l.in):
		return nil
	case digit(l.in[l.pos]):
		return number
	case letter(l.in[l.pos]):
		return ident
	}
	l.pos++
	if l.in[l.start] != ' ' {
		l.emit("op")
	}
	l.start = l.pos
	return start
}

func number(l *lexer) stateFn {
	l.accept(digit)
	if l.pos < len(l.in) && l.in[l.pos] == '.' {
		l.pos++
		l.accept(digit)
		l.emit("float")
		return start
	}
	l.emit("int")
	return start
}

func ident(l *lexer) stateFn { l.accept(letter); l.emit("id"); return start }

type state int
type event string

const (
	locked state = iota
	unlocked
	broken
)

type key struct {
	s state
	e event
}

var table = map[key]struct {
	to   state
	note string
}{
	{locked, "coin"}:   {unlocked, "thanks"},
	{locked, "push"}:   {locked, "pay first"},
	{unlocked, "push"}: {locked, "go"},
	{unlocked, "kick"}: {broken, "ouch"},
}

func (s state) String() string { return [...]string{"locked", "unlocked", "broken"}[s] }

func main() {
	l := &lexer{in: "x = 12+foo*3.5 - 7"}
	for f := stateFn(start); f != nil; {
		f = f(l)
	}
	fmt.Println(l.out)
	s := locked
	for _, e := range []event{"push", "coin", "coin", "push", "coin", "kick", "coin"} {
		t, ok := table[key{s, e}]
		if !ok {
			fmt.Println(s, e, "ignored")
			continue
		}
		fmt.Println(s, e, "->", t.to, t.note)
		s = t.to
	}
}
