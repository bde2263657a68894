// Package flag: kinds of flags, defaults, usage, errors, values of one's own.
// Arguments: -v -n=12 --name bob -list a,b -list c -d 1m30s rest -x
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"
)

type list []string

func (l *list) String() string { return strings.Join(*l, "+") }
func (l *list) Set(s string) error {
	if s == "" {
		return errors.New("empty item")
	}
	*l = append(*l, strings.Split(s, ",")...)
	return nil
}

func main() {
	v := flag.Bool("v", false, "verbose")
	n := flag.Int("n", 5, "a `number` of things")
	name := flag.String("name", "nobody", "who")
	f := flag.Float64("f", 2.5, "ratio")
	d := flag.Duration("d", time.Second, "how long")
	var l list
	flag.Var(&l, "list", "items")
	flag.Parse()
	fmt.Println(*v, *n, *name, *f, *d, l, flag.Args(), flag.NArg(), flag.Arg(0), flag.NFlag())
	flag.Visit(func(f *flag.Flag) { fmt.Print(f.Name, "=", f.Value, " ") })
	fmt.Println()
	for _, args := range [][]string{{"-k", "3"}, {"-k=x"}, {"-q"}, {"-k"}, {"--", "-k"}, {"-b=maybe"}, {"-"}, {"-item="}, {"-h"}, {"-=1"}} {
		fs := flag.NewFlagSet("sub", flag.ContinueOnError)
		fs.SetOutput(os.Stdout)
		fs.Usage = func() { fmt.Println("(usage)") }
		k := fs.Uint("k", 0, "k")
		b := fs.Bool("b", true, "b")
		var it list
		fs.Var(&it, "item", "it")
		err := fs.Parse(args)
		fmt.Println(args, err, *k, *b, fs.Args(), errors.Is(err, flag.ErrHelp))
	}
	fs := flag.NewFlagSet("defaults", flag.ContinueOnError)
	fs.SetOutput(os.Stdout)
	fs.Int("num", 7, "the `count`\nof all")
	fs.String("s", "", "text")
	fs.Bool("a", false, "all")
	fs.Func("fn", "calls", func(string) error { return nil })
	fs.PrintDefaults()
}
