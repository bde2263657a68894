// Command-line arguments, environment, standard streams, exit codes.
// Arguments: -n 3 --flag=x file.txt
package main

import (
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	fmt.Println(len(os.Args), os.Args[1:])
	os.Setenv("PROGRAM_TEST", "value")
	v, ok := os.LookupEnv("PROGRAM_TEST")
	_, no := os.LookupEnv("PROGRAM_TEST_NONE")
	fmt.Println(v, ok, no, os.Getenv("PROGRAM_TEST_NONE") == "", os.ExpandEnv("<$PROGRAM_TEST>"))
	os.Unsetenv("PROGRAM_TEST")
	fmt.Println(os.Getenv("PROGRAM_TEST") == "")
	in, err := io.ReadAll(os.Stdin)
	fmt.Printf("%q %v\n", in, err)
	fmt.Fprintln(os.Stderr, "this goes to standard error")
	os.Stdout.WriteString("written directly\n")
	os.Stdout.Write([]byte("and as bytes\n"))
	fmt.Println(os.Expand("$a ${b}", func(s string) string { return strings.ToUpper(s) }))
	if len(os.Args) > 4 {
		os.Exit(len(os.Args))
	}
}
