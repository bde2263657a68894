// Constraints: type sets with and without ~, methods and types together, operators by type set.
package main

import "fmt"

type Integer interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64
}

type Float interface{ ~float32 | ~float64 }

type Number interface{ Integer | Float }

type Ordered interface{ Number | ~string }

func Sum[T Number](xs ...T) (t T) {
	for _, x := range xs {
		t += x
	}
	return
}

func Max[T Ordered](a T, rest ...T) T {
	for _, b := range rest {
		if b > a {
			a = b
		}
	}
	return a
}

func GCD[T Integer](a, b T) T {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func Abs[T ~int | ~float64](x T) T {
	if x < 0 {
		return -x
	}
	return x
}

type MyInt int

func (m MyInt) String() string { return fmt.Sprintf("<%d>", int(m)) }

type StringableInt interface {
	~int
	String() string
}

func Show[T StringableInt](xs []T) (s string) {
	for _, x := range xs {
		s += (x + 1).String()
	}
	return
}

func Bytes[T ~string | ~[]byte](t T) (n int) {
	for i := range len(t) {
		n += int(t[i])
	}
	return n + len(t)
}

func Shift[T Integer](x T) T { return x << 7 >> 1 }

func Half[T Number](x T) T { return x / 2 }

func main() {
	fmt.Println(Sum(1, 2, 3), Sum(1.5, 2), Sum[uint8](200, 100), Sum[float32](0.1, 0.2), Sum[MyInt]())
	fmt.Println(Max(3, 9, 2), Max("b", "abc"), Max(-1.5), Max[int8](-128, 127))
	fmt.Println(GCD(48, 18), GCD(uint8(200), 75), GCD[int64](-12, 8))
	fmt.Println(Abs(-3), Abs(-2.5), Abs(MyInt(-7)))
	fmt.Println(Show([]MyInt{1, 2}))
	fmt.Println(Bytes("abc"), Bytes([]byte{1, 2}))
	fmt.Println(Shift(uint8(3)), Shift(int8(3)), Shift(int16(300)), Shift(3))
	fmt.Println(Half(7), Half(7.0), Half(uint8(255)), Half(float32(1)), Half(int8(-7)))
}
