// The Scan family of fmt.
package main

import (
	"fmt"
	"strings"
)

func main() {
	var i int
	var s string
	var f float64
	var b bool
	var r rune
	n, err := fmt.Sscan("42 word 3.5 true", &i, &s, &f, &b)
	fmt.Println(n, err, i, s, f, b)
	n, err = fmt.Sscanf("id:7 name=bob,x", "id:%d name=%3s,%c", &i, &s, &r)
	fmt.Println(n, err, i, s, string(r))
	n, err = fmt.Sscanln("1 two\n3", &i, &s)
	fmt.Println(n, err, i, s)
	n, err = fmt.Sscanln("1\n", &i, &s)
	fmt.Println(n, err)
	var h, o, bin int
	fmt.Sscanf("ff 0x1f 17 101", "%x %v %o %b", &h, &i, &o, &bin)
	fmt.Println(h, i, o, bin)
	var q, v string
	var bs []byte
	n, err = fmt.Sscanf(`"quoted str" raw bytes`, "%q %v %s", &q, &v, &bs)
	fmt.Printf("%d %v %q %q %s\n", n, err, q, v, bs)
	for _, in := range []string{"x", "", "300", "-1", "1.5"} {
		var u uint8
		n, err := fmt.Sscan(in, &u)
		fmt.Println(n, err, u)
	}
	rd := strings.NewReader("1 2 3\n4 five")
	sum := 0
	for {
		var k int
		if _, err := fmt.Fscan(rd, &k); err != nil {
			fmt.Println(err)
			break
		}
		sum += k
	}
	fmt.Println(sum)
	var a, c int
	n, err = fmt.Sscanf("12345", "%2d%3d", &a, &c)
	fmt.Println(n, err, a, c)
	n, err = fmt.Sscanf("5%", "%d%%", &a)
	fmt.Println(n, err, a)
	n, err = fmt.Sscanf("abc", "%d", &a)
	fmt.Println(n, err)
	var z complex128
	fmt.Sscan("(1+2i)", &z)
	fmt.Println(z)
	n, err = fmt.Sscan("1 2", &a)
	fmt.Println(n, err)
}
