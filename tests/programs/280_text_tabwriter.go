// Package text/tabwriter: columns, padding, alignment.
package main

import (
	"fmt"
	"os"
	"text/tabwriter"
)

func main() {
	w := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "name\tqty\tprice")
	fmt.Fprintln(w, "apple\t3\t1.25")
	fmt.Fprintln(w, "watermelon\t12\t30.5")
	fmt.Fprintln(w, "é世\t\tx")
	w.Flush()
	w.Init(os.Stdout, 5, 0, 1, '.', tabwriter.AlignRight|tabwriter.Debug)
	fmt.Fprintln(w, "a\tbbb\tc\t")
	fmt.Fprintln(w, "aaaa\tb\tccccccc\t")
	fmt.Fprintln(w)
	fmt.Fprintln(w, "new\tblock\t")
	w.Flush()
	w.Init(os.Stdout, 8, 8, 0, '\t', tabwriter.TabIndent|tabwriter.DiscardEmptyColumns)
	fmt.Fprint(w, "\tx\ty\n\txx\tyy\nno cells\na\t\tb\f")
	fmt.Fprintf(w, "%s\v%s\n", "vertical", "tab")
	w.Flush()
	f := tabwriter.NewWriter(os.Stdout, 0, 4, 1, ' ', tabwriter.FilterHTML|tabwriter.StripEscape)
	fmt.Fprintln(f, "<b>bold</b>\t&amp;\tz\n\xffesc\tape\xff\ty\tz")
	f.Flush()
}
