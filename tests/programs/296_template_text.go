// Package text/template: trimming of spaces, other delimiters, variables, nested ranges, methods with arguments, comparison.
package main

import (
	"fmt"
	"os"
	"strings"
	"text/template"
)

type matrix [][]int

func (m matrix) At(r, c int) int { return m[r][c] }
func (m matrix) Rows() int       { return len(m) }

type person struct {
	Name string
	Age  int
	Pets []*person
	Fn   func(int) string
}

func (p *person) Adult() bool          { return p.Age >= 18 }
func (p person) Greet(g string) string { return g + ", " + p.Name }
func (p person) Div(n int) (int, error) {
	if n == 0 {
		return 0, fmt.Errorf("division of %s by zero", p.Name)
	}
	return p.Age / n, nil
}

func run(name, text string, data any) {
	t, err := template.New(name).Delims("<<", ">>").Funcs(template.FuncMap{"rep": strings.Repeat, "seq": func(n int) []int {
		s := make([]int, n)
		for i := range s {
			s[i] = i + 1
		}
		return s
	}}).Parse(text)
	if err == nil {
		err = t.Execute(os.Stdout, data)
	}
	fmt.Println()
	if err != nil {
		fmt.Println("error:", err)
	}
}

func main() {
	ann := &person{"Ann", 30, []*person{{Name: "Rex", Age: 3}, {Name: "Tom", Age: 19}}, func(n int) string { return fmt.Sprint("fn", n) }}
	run("trim", "a  <<- 1 ->>   b << 2 ->> \n c <<- /* comment */ ->> d {{not this}}", nil)
	run("vars", "<<$x := 1>><<range seq 3>><<$x = .>><<$x>>,<<end>> <<$x>> <<with $y := .Name>><<$y>> <<$.Age>><<end>>", ann)
	run("methods", `<<.Greet "Hi">> <<.Adult>> <<.Div 7>> <<call .Fn 3>> <<range .Pets>><<.Name>>:<<if .Adult>>big<<else if gt .Age 2>>mid<<else>>small<<end>> <<end>>`, ann)
	run("matrix", "<<range $r := seq .Rows>><<range $c := seq 2>><<$.At (slice $ 0 1 | len | printf \"%d\" | len | print | len | index (seq 3) 0 | len0) 0>><<end>><<end>>", matrix{{1, 2}, {3, 4}})
	run("index", "<<index . 1 0>> <<len (index . 0)>> <<.At 1 1>> <<range .>><<range .>><<.>> <<end>>/<<end>>", matrix{{1, 2}, {3, 4}})
	run("compare", "<<eq 1 1>> <<lt 1.5 2.5>> <<le \"a\" \"b\">> <<eq .Name \"Bob\" \"Ann\">> <<and 1 0 2>> <<or 0 \"\" 3>> <<not .Pets>> <<ge .Age 30>>", ann)
	run("strings", `<<"quoted\t\"x\"" | printf "%q">> <<'a'>> <<0x10>> <<1e3>> <<true>> <<nil | printf "%v">>`, nil)
	run("pipe", `<<"ab" | rep 2>>`, nil)
	run("fail", `before <<.Div 0>> after`, ann)
	run("missing", `<<.Nope>>`, ann)
	run("types", `<<lt 1 "a">>`, nil)
	run("rep", `<<rep "ab" 3>> <<with $n := len .Pets>><<$n>><<else>>none<<end>> <<with .Pets>><<len .>><<end>>`, ann)
	run("else", `<<range .>>x<<else>>empty<<end>> <<with index . "k">>yes<<else with 5>>five <<.>><<end>>`, map[string]int{})
}
