// A small stack machine: opcodes, a program, a trace.
package main

import "fmt"

type op byte

const (
	push op = iota
	add
	sub
	mul
	dup
	swap
	jmp
	jz
	call
	ret
	print
	halt
)

var names = [...]string{push: "push", jz: "jz", halt: "halt", ret: "ret", call: "call"}

func (o op) String() string {
	if int(o) < len(names) && names[o] != "" {
		return names[o]
	}
	return fmt.Sprintf("op%d", byte(o))
}

type ins struct {
	op  op
	arg int
}

type vm struct {
	code  []ins
	stack []int
	calls []int
	pc    int
	steps int
}

func (m *vm) pop() int {
	v := m.stack[len(m.stack)-1]
	m.stack = m.stack[:len(m.stack)-1]
	return v
}

func (m *vm) push(v int) { m.stack = append(m.stack, v) }

func (m *vm) run() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("pc %d (%v): %v", m.pc-1, m.code[m.pc-1], r)
		}
	}()
	for {
		in := m.code[m.pc]
		m.pc++
		m.steps++
		switch in.op {
		case push:
			m.push(in.arg)
		case add:
			m.push(m.pop() + m.pop())
		case sub:
			b, a := m.pop(), m.pop()
			m.push(a - b)
		case mul:
			m.push(m.pop() * m.pop())
		case dup:
			m.push(m.stack[len(m.stack)-1])
		case swap:
			n := len(m.stack)
			m.stack[n-1], m.stack[n-2] = m.stack[n-2], m.stack[n-1]
		case jz:
			if m.pop() != 0 {
				break
			}
			fallthrough
		case jmp:
			m.pc = in.arg
		case call:
			m.calls = append(m.calls, m.pc)
			m.pc = in.arg
		case ret:
			m.pc = m.calls[len(m.calls)-1]
			m.calls = m.calls[:len(m.calls)-1]
		case print:
			fmt.Print(m.pop(), " ")
		case halt:
			return nil
		}
	}
}

func main() {
	square := []ins{{push, 7}, {call, 6}, {push, 2}, {call, 6}, {add, 0}, {halt, 0}, {dup, 0}, {mul, 0}, {ret, 0}}
	m := &vm{code: square}
	fmt.Println(m.run(), m.steps, m.stack)
	m = &vm{code: []ins{{push, 5}, {dup, 0}, {print, 0}, {push, 1}, {sub, 0}, {dup, 0}, {jz, 8}, {jmp, 1}, {halt, 0}}}
	fmt.Println(m.run(), m.steps, m.stack)
	m = &vm{code: []ins{{push, 1}, {add, 0}, {halt, 0}}}
	fmt.Println(m.run())
	m = &vm{code: []ins{{ret, 0}}}
	fmt.Println(m.run())
	fmt.Println(jz, add, op(200))
}
