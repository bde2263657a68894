// A report from nested data through text/template with custom functions and tabwriter.
package main

import (
	"fmt"
	"os"
	"strings"
	"text/tabwriter"
	"text/template"
	"time"
)

type task struct {
	Title string
	Due   time.Time
	Done  bool
	Tags  map[string]int
	Sub   []*task
}

func (t *task) Progress() (done, total int) {
	if len(t.Sub) == 0 {
		if t.Done {
			return 1, 1
		}
		return 0, 1
	}
	for _, s := range t.Sub {
		d, n := s.Progress()
		done, total = done+d, total+n
	}
	return
}

func (t *task) Percent() float64 {
	d, n := t.Progress()
	return 100 * float64(d) / float64(n)
}

func (t *task) Late(now time.Time) bool { return !t.Done && t.Due.Before(now) }

const text = `{{define "task"}}{{indent .depth}}{{with .task}}{{if .Done}}[x]{{else}}[ ]{{end}} {{.Title}}	{{.Due | date}}	{{printf "%5.1f%%" .Percent}}	{{range $k, $n := .Tags}}#{{$k}}{{if gt $n 1}}*{{$n}}{{end}} {{end}}{{if .Late $.now}}LATE{{end}}
{{end}}{{range $i, $t := .task.Sub}}{{template "task" (dict "task" $t "depth" (add $.depth 1) "now" $.now)}}{{end}}{{end -}}
{{range .Tasks}}{{template "task" (dict "task" . "depth" 0 "now" $.Now)}}{{end -}}
{{$n := 0}}{{range .Tasks}}{{$n = add $n (len .Sub)}}{{end}}{{$n}} subtasks, {{len .Tasks | printf "%03d"}} tasks{{"\n"}}`

func main() {
	now := time.Date(2024, 5, 10, 0, 0, 0, 0, time.UTC)
	day := func(n int) time.Time { return now.AddDate(0, 0, n) }
	tasks := []*task{
		{Title: "write", Due: day(3), Sub: []*task{
			{Title: "draft", Due: day(-2), Done: true},
			{Title: "review", Due: day(-1), Tags: map[string]int{"slow": 1, "hard": 2}},
			{Title: "print", Due: day(2), Sub: []*task{{Title: "paper", Due: day(1), Done: true}, {Title: "ink", Due: day(1)}}},
		}},
		{Title: "rest", Due: day(30)},
	}
	t := template.Must(template.New("report").Funcs(template.FuncMap{
		"date":   func(t time.Time) string { return t.Format("Jan 02") },
		"indent": func(n int) string { return strings.Repeat("  ", n) },
		"add":    func(a, b int) int { return a + b },
		"dict": func(kv ...any) (map[string]any, error) {
			if len(kv)%2 != 0 {
				return nil, fmt.Errorf("dict: odd number of arguments: %d", len(kv))
			}
			m := map[string]any{}
			for i := 0; i < len(kv); i += 2 {
				m[fmt.Sprint(kv[i])] = kv[i+1]
			}
			return m, nil
		},
	}).Parse(text))
	w := tabwriter.NewWriter(os.Stdout, 0, 1, 1, '.', 0)
	err := t.Execute(w, map[string]any{"Tasks": tasks, "Now": now})
	w.Flush()
	fmt.Println(err)
	bad := template.Must(t.New("bad").Parse(`{{dict 1}}`))
	fmt.Println(bad.Execute(os.Stdout, nil))
	fmt.Println(len(t.Templates()), t.Lookup("task") != nil, t.Lookup("none") == nil)
}
