// Methods with type parameters of their own, called and as values.
package main

import "fmt"

type R struct{ k int }

func (r *R) N[T int | int8](n T) T { return n + T(r.k) }

func main() { r := &R{3}; fmt.Println(r.N(4), r.N(int8(5))); f := r.N[int]; fmt.Println(f(7)) }
