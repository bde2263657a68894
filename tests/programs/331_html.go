// Package html: escaping and unescaping.
package main

import (
	"fmt"
	"html"
)

func main() {
	fmt.Println(html.EscapeString(`<a href="x">'&'</a> é`))
	for _, s := range []string{"&lt;b&gt;", "&amp;amp;", "&eacute;&#233;&#xe9;", "&notit;", "&#0;&#128;&#x110000;", "&unknown; & &", "&copy", "&NotEqualTilde;"} {
		fmt.Printf("%q %+q\n", s, html.UnescapeString(s))
	}
}
