package main

import (
	"strings"
	"testing"
)

// In the sources below, what has to become blank is between « and ».
func TestBlankBodies(t *testing.T) {
	for name, marked := range map[string]string{
		"plain":           "package p\n\nfunc f() {« g() »}\n\nfunc g() {«\n\tf()\n»}\n",
		"method":          "package p\n\nfunc (t *T) m(x int) (y struct{ z int }) {« return »}\n",
		"struct result":   "package p\n\nfunc f() struct{ x interface{ M() } } {« panic(1) »}\n",
		"map of struct":   "package p\n\nfunc f() map[string]struct{} {« return nil »}\n",
		"func result":     "package p\n\nfunc f() func() interface{} {« return nil »}\n",
		"type parameters": "package p\n\nfunc f[T interface{ ~int | ~[]byte }, U any](x T) (u U) {« return »}\n",
		"no body":         "package p\n\nfunc f(x int) (int, string)\n\nfunc g() []int\n\nfunc h() {« x »}\n",
		"braces in text":  "package p\n\nfunc f() {« a := \"}\"; b := '}'; c := `}\n}`; /* } */ // }\n \"\\\"}\"; '\\'' »}\n\nvar x = 1\n",
		"variables":       "package p\n\nvar f = func() { g() }\n\nvar t = T{\n\tf: func() { x },\n}\n\nfunc g() {« h() »}\n",
		"types":           "package p\n\ntype F func(x int) struct{}\n\ntype (\n\tG interface{ M() }\n)\n\nfunc g() {« h() »}\n",
		"comments":        "package p\n\n// func f() { }\n/*\nfunc f() { }\n*/\nfunc g() /* { */ {« h() »}\n",
		"broken":          "package p\n\nfunc f() { g( }\n\nfunc h() { x }\n",
		"unfinished":      "package p\n\nfunc f() { g()\n",
		"line directive":  "package p\n\nfunc f() {\n//line x.y:1\n\tg() }\n",
	} {
		src, want := strip(marked)
		if got := string(blankBodies([]byte(src))); got != want {
			t.Errorf("%s:\n%s\nbecame\n%s", name, src, got)
		}
	}
}

// strip returns a marked source without its marks, and with the marked parts blank.
func strip(marked string) (src, want string) {
	blank := false
	var plain, erased strings.Builder
	for _, r := range marked {
		switch r {
		case '«', '»':
			blank = r == '«'
			continue
		}
		plain.WriteRune(r)
		if blank && r != '\n' {
			r = ' '
		}
		erased.WriteRune(r)
	}
	return plain.String(), erased.String()
}
