// Package bufio: scanners with several splits, readers, writers, over standard input.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	sc := bufio.NewScanner(os.Stdin)
	n, sum := 0, 0
	for sc.Scan() {
		var a, b int
		if k, err := fmt.Sscan(sc.Text(), &a, &b); err != nil {
			fmt.Printf("line %q: %d %v\n", sc.Text(), k, err)
			continue
		}
		n++
		sum += a * b
	}
	fmt.Println(n, sum, sc.Err())
	words := bufio.NewScanner(strings.NewReader(" two  words\nand more "))
	words.Split(bufio.ScanWords)
	for words.Scan() {
		fmt.Print(words.Text(), "|")
	}
	runes := bufio.NewScanner(strings.NewReader("aé\xff"))
	runes.Split(bufio.ScanRunes)
	for runes.Scan() {
		fmt.Printf("%q ", runes.Text())
	}
	fmt.Println()
	long := bufio.NewScanner(strings.NewReader(strings.Repeat("x", 100)))
	long.Buffer(make([]byte, 0, 10), 20)
	fmt.Println(long.Scan(), errors.Is(long.Err(), bufio.ErrTooLong), long.Err())
	comma := bufio.NewScanner(strings.NewReader("1,2,,3"))
	comma.Split(func(data []byte, atEOF bool) (int, []byte, error) {
		if i := strings.IndexByte(string(data), ','); i >= 0 {
			return i + 1, data[:i], nil
		}
		if atEOF && len(data) > 0 {
			return len(data), data, bufio.ErrFinalToken
		}
		return 0, nil, nil
	})
	for comma.Scan() {
		fmt.Printf("%q ", comma.Text())
	}
	fmt.Println()
	r := bufio.NewReaderSize(strings.NewReader("first\nsecond line\nlast"), 16)
	p, _ := r.Peek(3)
	l, isPrefix, err := r.ReadLine()
	fmt.Println(string(p), string(l), isPrefix, err, r.Buffered())
	s, _ := r.ReadString('\n')
	ru, sz, _ := r.ReadRune()
	r.UnreadRune()
	d, _ := r.Discard(2)
	rest, err := io.ReadAll(r)
	fmt.Printf("%q %c %d %d %q %v\n", s, ru, sz, d, rest, err)
	w := bufio.NewWriterSize(os.Stdout, 16)
	defer w.Flush()
	fmt.Fprint(w, "buffered")
	fmt.Print(w.Buffered(), w.Available(), " ")
	fmt.Fprintln(w, " and then some more text")
	w.WriteRune('é')
	w.WriteByte('\n')
}
