// Pointers that are returned, passed down, and kept.
package main

type user struct {
	name string
	age  int
}

// newUser gives the address of its variable away.
func newUser(name string) *user {
	u := user{name: name}
	return &u
}

// makeUser returns a copy.
func makeUser(name string) user {
	return user{name: name}
}

// birthday only uses what it is given.
func birthday(u *user) {
	u.age++
}

// same returns what it is given: where that is, is the caller's business.
func same(u *user) *user {
	return u
}

func main() {
	a := newUser("a")
	b := makeUser("b")
	birthday(&b)
	println(a.name, same(&b).age)
}
