// claim: A variable of 128 KiB is still on the stack, one byte more is not.
// holds if: 9:6: moved to heap: b
// remark: The limit was 10 MiB up to Go 1.23.

package p

func Fits() byte {
	var a [128 << 10]byte
	return a[0]
}

func Not() byte {
	var b [128<<10 + 1]byte
	return b[0]
}
