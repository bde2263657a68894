// Package log: prefixes, flags, writers, panics.
package main

import (
	"bytes"
	"fmt"
	"log"
	"os"
)

func main() {
	log.SetFlags(0)
	log.Print("to standard error")
	log.SetPrefix("main: ")
	log.Printf("formatted %d", 5)
	var buf bytes.Buffer
	l := log.New(&buf, "[app] ", log.Lmsgprefix)
	l.Println("one", 2)
	l.Print("no newline")
	l.Print("with newline\n")
	l.SetFlags(log.Lshortfile)
	l.Println("located")
	l.SetPrefix("")
	l.Output(1, "by output")
	fmt.Print(buf.String())
	fmt.Println(l.Flags() == log.Lshortfile, l.Prefix() == "", log.Prefix(), l.Writer() == &buf)
	buf.Reset()
	l.SetFlags(log.LstdFlags | log.LUTC | log.Lmicroseconds)
	l.Print("x")
	fmt.Println(len(buf.String()) == len("2009/01/23 01:23:23.123123 x\n"))
	func() {
		defer func() { fmt.Printf("%q\n", recover()) }()
		log.Panicf("panic %s", "text")
	}()
	l.SetOutput(os.Stdout)
	l.SetFlags(0)
	l.Println("to standard output")
	defer fmt.Println("never")
	log.Fatalln("the end")
}
