// Package text/template: pipelines, range, with, functions, nested templates, errors.
package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"text/template"
)

type Item struct {
	Name  string
	Price float64
	Tags  []string
}

func (i Item) Total(n int) float64    { return i.Price * float64(n) }
func (i *Item) Fail() (string, error) { return "", errors.New("method failed") }

const page = `{{define "row"}}- {{.Name | upper | printf "%-8s"}} {{printf "%.2f" .Price}}{{if .Tags}} [{{join .Tags ","}}]{{else}} (none){{end}}
{{end -}}
Title: {{.Title}}{{/* a comment */}}
{{range $i, $e := .Items}}{{$i}}{{template "row" $e}}{{else}}nothing{{end -}}
{{with .Meta}}{{.author}} {{index . "year"}} {{len .}}{{end}}
{{$x := 5}}{{if and (gt $x 3) (lt $x 10)}}between{{end}} {{not true}} {{or "" "default"}} {{eq $x 4 5}} {{ne 1 2}}
{{(index .Items 0).Total 3}} {{len .Items}} {{slice .Title 1 3}} {{html "<a>"}} {{js "it's"}} {{urlquery "a b"}} {{print 1 2 "x"}}
{{range $k, $v := .Meta}}{{$k}}={{$v}};{{end}} {{range 3}}{{.}}{{end}} {{range .Items}}{{if eq .Name "pear"}}{{continue}}{{end}}{{.Name}}{{break}}{{end}}
{{block "footer" .}}default footer {{.Title}}{{end}}
`

func main() {
	t := template.Must(template.New("page").Funcs(template.FuncMap{"upper": strings.ToUpper, "join": strings.Join}).Parse(page))
	data := map[string]any{
		"Title": "Fruit",
		"Items": []Item{{"pear", 1.5, []string{"green", "soft"}}, {"fig", 0.25, nil}},
		"Meta":  map[string]any{"author": "ann", "year": 2024},
	}
	if err := t.Execute(os.Stdout, data); err != nil {
		fmt.Println(err)
	}
	for _, s := range []string{"{{.Missing}}", "{{.Items.Name}}", "{{index .Items 9}}", "{{template \"none\"}}", "{{(index .Items 0).Nope}}", "{{nofunc 1}}", "{{if}}", "{{range .Title}}x", "{{1 | printf \"%d\" 2}}"} {
		u, err := template.New("t").Parse(s)
		if err == nil {
			var sb strings.Builder
			err = u.Execute(&sb, data)
			fmt.Printf("%q ", sb.String())
		}
		fmt.Println(err)
	}
	u := template.Must(template.New("m").Option("missingkey=error").Parse("{{.nope}} {{.x}}"))
	fmt.Println(u.Execute(os.Stdout, map[string]int{"x": 1}))
	fmt.Println(template.Must(template.New("e").Parse("{{.Fail}}")).Execute(os.Stdout, &Item{}))
}
