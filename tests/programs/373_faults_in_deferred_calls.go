// Nil pointers written through in deferred functions, which run at a return or at the end of the body: the lines of the frames below.
package main

import "fmt"

type T struct{ n int }

func returns(k int, t *T) (x int) {
	defer func() {
		t.n = 1
	}()
	if k == 0 {
		return 5
	}
	fmt.Println("end")
	return
}

func ends(t *T) {
	defer func() {
		t.n = 1
	}()
	for i := range 2 {
		fmt.Println(i)
	}

}

func main() {
	for range 1 {
		defer ends(nil)
	}
	defer func() {
		defer func() { returns(1, nil) }()
		returns(0, nil)
	}()
}
