// Primes by three sieves: of booleans, of bits, and of goroutines.
package main

import "fmt"

func bools(n int) (count, last int) {
	composite := make([]bool, n)
	for i := 2; i < n; i++ {
		if !composite[i] {
			count, last = count+1, i
			for j := i * i; j < n; j += i {
				composite[j] = true
			}
		}
	}
	return
}

func bits(n int) (count, last int) {
	set := make([]uint64, n/64+1)
	for i := 2; i < n; i++ {
		if set[i/64]&(1<<(i%64)) == 0 {
			count, last = count+1, i
			for j := i * i; j < n; j += i {
				set[j>>6] |= 1 << (j & 63)
			}
		}
	}
	return
}

func generate(ch chan<- int) {
	for i := 2; ; i++ {
		ch <- i
	}
}

func filter(in <-chan int, out chan<- int, prime int) {
	for {
		if i := <-in; i%prime != 0 {
			out <- i
		}
	}
}

func main() {
	fmt.Println(bools(20000))
	fmt.Println(bits(20000))
	ch := make(chan int)
	go generate(ch)
	for range 30 {
		prime := <-ch
		fmt.Print(prime, " ")
		next := make(chan int)
		go filter(ch, next, prime)
		ch = next
	}
	fmt.Println()
}
