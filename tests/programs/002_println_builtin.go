// The builtins print and println write to standard error, with a format of their own.
package main

func main() {
	println("hello", 42, true, false)
	println(int8(-5), uint64(1<<63), 'x', "mixed")
	println(1.5, -0.25, 1e100, float32(0.1))
	println(0.0, 100.0, 123456789.0)
	println(complex(1, -2))
	print("no", "spaces", 1, 2, "\n")
	println()
	println("nul:", "a\x00b" == "a\x00b", len("a\x00b"))
	var e error
	println(e == nil)
	var s []int
	println(s == nil, len(s), cap(s))
	const big = 1 << 40
	println(big, -big)
}
