// Package encoding/csv: reading and writing, quotes, errors.
package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"strings"
)

func main() {
	r := csv.NewReader(strings.NewReader("name,qty,note\n\"Smith, J\",3,\"said \"\"hi\"\"\"\nx,,\"two\nlines\"\n"))
	all, err := r.ReadAll()
	fmt.Printf("%q %v\n", all, err)
	r = csv.NewReader(strings.NewReader("a;b\n# comment\n c ; d \n\ne;f;g\n"))
	r.Comma, r.Comment, r.TrimLeadingSpace = ';', '#', true
	for {
		rec, err := r.Read()
		if rec == nil {
			fmt.Println(err)
			break
		}
		line, col := r.FieldPos(0)
		fmt.Printf("%q %v %d:%d %v\n", rec, err, line, col, errors.Is(err, csv.ErrFieldCount))
	}
	for _, s := range []string{"a\"b,c", "\"a\"b", "\"open", "a,b\nc", "\"a\n\",b\nx\"y"} {
		_, err := csv.NewReader(strings.NewReader(s)).ReadAll()
		var pe *csv.ParseError
		fmt.Println(err, errors.As(err, &pe))
	}
	lazy := csv.NewReader(strings.NewReader("a \"word\",\"1\"2\",a\n"))
	lazy.LazyQuotes = true
	lazy.FieldsPerRecord = -1
	rec, err := lazy.Read()
	fmt.Printf("%q %v %d\n", rec, err, lazy.InputOffset())
	w := csv.NewWriter(os.Stdout)
	w.Write([]string{"plain", "with,comma", "with \"quote\"", "line\nbreak", "", " space", "é"})
	w.Write([]string{""})
	w.WriteAll([][]string{{"1", "2"}, {`\.`}})
	w.Comma = '\t'
	w.UseCRLF = true
	w.Write([]string{"tab\there", "x,y"})
	w.Flush()
	fmt.Println(w.Error())
}
