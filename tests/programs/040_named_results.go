// Named results can be changed by deferred functions after return has set them.
package main

import (
	"errors"
	"fmt"
)

func double() (n int) {
	defer func() { n *= 2 }()
	return 21
}

func bare() (a, b int) {
	a = 1
	defer func() { a, b = b, a+10 }()
	b = 2
	return
}

func unnamed() int {
	n := 1
	defer func() { n = 100 }()
	return n
}

func swapped() (a, b int) {
	a, b = 1, 2
	return b, a
}

func shadow() (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("wrapped: %w", err)
		}
	}()
	if err := errors.New("inner"); err != nil {
		return err
	}
	return nil
}

func recovered() (n int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered %v", r)
		}
	}()
	n = 7
	panic("boom")
}

func override() (n int) {
	defer func() {
		recover()
		n = 3
	}()
	defer func() { n = 2; panic("again") }()
	return 1
}

func captured() (n int, get func() int) {
	get = func() int { n++; return n }
	return 10, get
}

func loop() (n int) {
	for i := range 5 {
		defer func() { n += i }()
		if i == 3 {
			return 100
		}
	}
	return -1
}

func addr() (p *int, n int) {
	p = &n
	return p, 5
}

func main() {
	fmt.Println(double(), unnamed(), override(), loop())
	fmt.Println(bare())
	fmt.Println(swapped())
	fmt.Println(shadow())
	fmt.Println(recovered())
	n, get := captured()
	fmt.Println(n, get(), get(), n)
	p, m := addr()
	*p++
	fmt.Println(*p, m)
}
