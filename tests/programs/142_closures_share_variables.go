// Several closures over the same variables, made in different scopes, see each other's changes.
package main

import "fmt"

type account struct {
	deposit, withdraw func(int) error
	balance           func() int
	history           func() []string
}

func open(limit int) account {
	total := 0
	var log []string
	note := func(s string, n int) { log = append(log, fmt.Sprint(s, n, "=", total)) }
	return account{
		deposit: func(n int) error {
			if n <= 0 {
				return fmt.Errorf("bad amount %d", n)
			}
			total += n
			note("+", n)
			return nil
		},
		withdraw: func(n int) (err error) {
			defer func() {
				if err != nil {
					log = append(log, err.Error())
				}
			}()
			if total-n < -limit {
				return fmt.Errorf("over limit by %d", n-total-limit)
			}
			total -= n
			note("-", n)
			limit--
			return nil
		},
		balance: func() int { return total },
		history: func() []string { return append([]string(nil), log...) },
	}
}

func ids() (next func() int, fork func() func() int) {
	n := 0
	next = func() int { n++; return n }
	fork = func() func() int {
		m := n * 100
		return func() int { m++; n++; return m*1000 + n }
	}
	return
}

func main() {
	a, b := open(10), open(0)
	a.deposit(50)
	fmt.Println(a.withdraw(60), a.withdraw(10), b.withdraw(1), b.deposit(-1))
	fmt.Println(a.balance(), b.balance())
	h := a.history()
	h[0] = "changed"
	fmt.Printf("%q %q\n", a.history(), b.history())
	next, fork := ids()
	next()
	f := fork()
	next()
	g := fork()
	fmt.Println(f(), g(), next(), f())
	x, y := 1, 2
	var undo []func()
	set := func(p *int, v int) {
		old := *p
		undo = append(undo, func() { *p = old })
		*p = v
	}
	set(&x, 10)
	set(&y, 20)
	set(&x, 100)
	fmt.Println(x, y)
	for len(undo) > 0 {
		undo[len(undo)-1]()
		undo = undo[:len(undo)-1]
		fmt.Print(x, y, " ")
	}
	fmt.Println()
	var once func() string
	once = func() string {
		once = func() string { return "again" }
		return "first"
	}
	fmt.Println(once(), once())
	stop := false
	n := 0
	tick := func() { n++; stop = n >= 3 }
	for !stop {
		tick()
	}
	fmt.Println(n)
	fs := make(map[int]func(int) int)
	for i := range 3 {
		fs[i] = func(k int) int {
			if k == 0 {
				return i
			}
			return fs[(i+1)%3](k-1)*10 + i
		}
	}
	fmt.Println(fs[0](4))
}
