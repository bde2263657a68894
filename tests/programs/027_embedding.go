// Embedding promotes fields and methods; the nearest wins; embedded pointers share.
package main

import "fmt"

type Base struct {
	ID   int
	Name string
}

func (b Base) Describe() string { return fmt.Sprintf("Base(%d, %s)", b.ID, b.Name) }
func (b *Base) SetID(id int)    { b.ID = id }
func (b Base) Kind() string     { return "base" }

type Logger struct{ prefix string }

func (l *Logger) Log(s string) { fmt.Println(l.prefix + s) }

type Middle struct {
	Base
	Name string
}

func (m Middle) Kind() string { return "middle/" + m.Base.Kind() }

type Top struct {
	Middle
	*Logger
	ID string
}

type describer interface {
	Describe() string
	Kind() string
}

func main() {
	t := Top{Middle{Base{1, "base"}, "middle"}, &Logger{"> "}, "top"}
	fmt.Println(t.ID, t.Middle.ID, t.Base.ID, t.Name, t.Base.Name)
	fmt.Println(t.Describe(), t.Kind())
	t.SetID(42)
	t.Log(t.Describe())
	u := t
	u.SetID(43)
	u.prefix = "# "
	t.Log("shared logger")
	fmt.Println(t.Base.ID, u.Base.ID)
	var d describer = t
	fmt.Println(d.Kind())
	d = &t
	t.SetID(44)
	fmt.Println(d.Describe())
	d = t.Middle
	fmt.Println(d.Kind(), d.Describe())
	fmt.Printf("%v\n%+v\n", t.Middle, t.Middle)
	m := Middle{Base: Base{ID: 9}}
	f := m.Describe
	m.ID = 10
	fmt.Println(f(), m.Describe())
	g := m.SetID
	g(11)
	fmt.Println(m.ID)
}
